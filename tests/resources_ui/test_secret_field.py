from __future__ import annotations

import gc
import weakref

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from app.domain.secret_text import SecretText
from app.presentation.resource_form import SecretState
from resources_ui.icons import Icons
from resources_ui.secret_field import SecretField
from tests.finding import found
from tests.plaintext import places_of, secrets_held

CANARY = "canary-4711-xyzzy"
LINES = f"{CANARY}\nsecond line\n"


@pytest.fixture
def field(qtbot: QtBot, icons: Icons) -> SecretField:
    made = SecretField(icons)
    qtbot.addWidget(made)
    made.start(has_stored=True)
    made.show()
    return made


def line(field: SecretField) -> QLineEdit:
    return found(field, QLineEdit, "secretEdit")


def paragraphs(field: SecretField) -> QPlainTextEdit:
    return found(field, QPlainTextEdit, "secretTextEdit")


def button(field: SecretField, name: str) -> QAbstractButton:
    return found(field, QAbstractButton, name)


def state(field: SecretField) -> SecretState:
    return field.state


def reveal(field: SecretField, text: str = CANARY) -> None:
    button(field, "revealSecretButton").click()
    field.show_secret(SecretText(text))


def type_keys(field: SecretField, text: str) -> None:
    QTest.keyClicks(line(field), text)


class TestMasked:
    def test_stored_secret_is_neither_in_the_field_nor_told_by_its_length(
        self, field: SecretField
    ) -> None:
        assert line(field).text() == ""
        assert line(field).echoMode() is QLineEdit.EchoMode.Password
        assert state(field) is SecretState.KEPT

    def test_dots_stand_for_a_stored_secret_only(self, field: SecretField) -> None:
        stored = line(field).grab().toImage()
        assert line(field).placeholderText() == ""
        field.start(has_stored=False)
        assert line(field).placeholderText() == "No secret"
        assert line(field).grab().toImage() != stored

    def test_typing_makes_a_new_secret_that_is_not_read(self, field: SecretField) -> None:
        type_keys(field, "abc")
        assert state(field) is SecretState.NEW
        assert field.new_secret == SecretText("abc")
        assert "abc" not in line(field).displayText()

    def test_what_was_typed_and_deleted_again_changes_nothing(self, field: SecretField) -> None:
        type_keys(field, "a")
        QTest.keyClick(line(field), Qt.Key.Key_Backspace)
        assert state(field) is SecretState.KEPT
        assert field.new_secret is None

    def test_resource_without_a_secret_gets_one_by_typing(self, field: SecretField) -> None:
        field.start(has_stored=False)
        assert state(field) is SecretState.ABSENT
        assert not button(field, "copySecretButton").isEnabled()
        type_keys(field, "abc")
        assert state(field) is SecretState.NEW
        assert button(field, "copySecretButton").isEnabled()

    def test_typed_secret_is_shown_without_asking_the_vault(
        self, qtbot: QtBot, field: SecretField
    ) -> None:
        type_keys(field, "abc")
        with qtbot.assertNotEmitted(field.reveal_requested):
            button(field, "revealSecretButton").click()
        assert field.is_shown
        assert line(field).displayText() == "abc"
        assert state(field) is SecretState.NEW

    def test_several_lines_can_be_pasted(self, field: SecretField) -> None:
        QGuiApplication.clipboard().setText(LINES)
        line(field).paste()
        assert field.new_secret == SecretText(LINES)
        field.toggle()
        assert paragraphs(field).isVisible()
        assert field.new_secret == SecretText(LINES)

    def test_keyboard_is_told_that_this_is_sensitive(self, field: SecretField) -> None:
        for edit in (line(field), paragraphs(field)):
            hints = edit.inputMethodHints()
            assert hints & Qt.InputMethodHint.ImhSensitiveData
            assert hints & Qt.InputMethodHint.ImhNoPredictiveText
        assert line(field).completer() is None


class TestShown:
    def test_eye_asks_for_the_plaintext_and_waits(self, qtbot: QtBot, field: SecretField) -> None:
        with qtbot.waitSignal(field.reveal_requested):
            button(field, "revealSecretButton").click()
        assert field.is_busy
        assert not field.is_shown
        assert line(field).placeholderText() == "Decrypting…"

    def test_plaintext_can_be_read_and_is_no_change(self, qtbot: QtBot, field: SecretField) -> None:
        with qtbot.waitSignal(field.shown_changed) as shown:
            reveal(field)
        assert shown.args == [True]
        assert line(field).displayText() == CANARY
        assert state(field) is SecretState.KEPT
        assert field.secret_in_hand == SecretText(CANARY)
        assert button(field, "revealSecretButton").accessibleName() == "Hide secret"

    def test_plaintext_that_nobody_waits_for_is_not_shown(self, field: SecretField) -> None:
        field.show_secret(SecretText(CANARY))
        assert not field.is_shown
        assert places_of(CANARY, field) == []

    def test_typing_while_it_decrypts_keeps_what_is_typed(self, field: SecretField) -> None:
        button(field, "revealSecretButton").click()
        type_keys(field, "abc")
        field.show_secret(SecretText(CANARY))
        assert field.new_secret == SecretText("abc")

    def test_edit_of_shown_plaintext_is_new_and_typing_back_is_not(
        self, field: SecretField
    ) -> None:
        reveal(field)
        line(field).end(False)
        type_keys(field, "!")
        assert field.new_secret == SecretText(CANARY + "!")
        QTest.keyClick(line(field), Qt.Key.Key_Backspace)
        assert state(field) is SecretState.KEPT

    def test_emptied_plaintext_removes_the_secret(self, field: SecretField) -> None:
        reveal(field)
        line(field).selectAll()
        QTest.keyClick(line(field), Qt.Key.Key_Delete)
        assert state(field) is SecretState.REMOVED
        field.hide_secret()
        assert state(field) is SecretState.REMOVED
        reveal(field)
        assert state(field) is SecretState.KEPT

    def test_several_lines_get_room(self, field: SecretField) -> None:
        reveal(field, LINES)
        assert paragraphs(field).isVisible()
        assert not line(field).isVisible()
        assert paragraphs(field).toPlainText() == LINES
        assert state(field) is SecretState.KEPT

    def test_characters_that_qt_would_change_are_kept(self, field: SecretField) -> None:
        reveal(field, "a\u00a0b\nc\td")
        paragraphs(field).moveCursor(QTextCursor.MoveOperation.End)
        QTest.keyClicks(paragraphs(field), "!")
        assert field.new_secret == SecretText("a\u00a0b\nc\td!")

    def test_shift_and_enter_begin_a_second_line(self, field: SecretField) -> None:
        reveal(field, "one")
        line(field).end(False)
        QTest.keyClick(line(field), Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
        QTest.keyClicks(paragraphs(field), "two")
        assert field.new_secret == SecretText("one\ntwo")

    @pytest.mark.parametrize("keys", [Qt.Key.Key_C, Qt.Key.Key_X])
    def test_copy_keys_ask_for_the_copy_that_is_cleared(
        self, qtbot: QtBot, field: SecretField, keys: Qt.Key
    ) -> None:
        QGuiApplication.clipboard().setText("before")
        reveal(field)
        line(field).selectAll()
        with qtbot.waitSignal(field.copy_requested):
            QTest.keyClick(line(field), keys, Qt.KeyboardModifier.ControlModifier)
        assert QGuiApplication.clipboard().text() == "before"
        assert line(field).text() == CANARY

    def test_it_hides_itself_after_a_while(self, qtbot: QtBot, field: SecretField) -> None:
        field.set_hide_after(0.001)
        reveal(field)
        qtbot.waitUntil(lambda: not field.is_shown)
        assert places_of(CANARY, field) == []


class TestHidden:
    def hide(self, field: SecretField, how: str) -> None:
        if how == "eye":
            button(field, "revealSecretButton").click()
        elif how == "call":
            field.hide_secret()
        elif how == "lock":
            field.set_locked(True)
        elif how == "other resource":
            field.start(has_stored=True)
        elif how == "window":
            field.hide()

    @pytest.mark.parametrize("how", ["eye", "call", "lock", "other resource", "window"])
    @pytest.mark.parametrize("text", [CANARY, LINES])
    def test_stored_plaintext_is_gone_from_every_widget_and_from_memory(
        self, field: SecretField, how: str, text: str
    ) -> None:
        reveal(field, text)
        assert places_of(CANARY, field) != []
        assert secrets_held(CANARY) > 0
        self.hide(field, how)
        assert places_of(CANARY, field) == []
        assert secrets_held(CANARY) == 0
        assert not field.is_shown

    @pytest.mark.parametrize("how", ["eye", "call", "window"])
    @pytest.mark.parametrize("text", [CANARY, LINES])
    def test_unsaved_plaintext_is_kept_but_in_no_widget(
        self, field: SecretField, how: str, text: str
    ) -> None:
        reveal(field, "old")
        line(field).setText(text)
        self.hide(field, how)
        assert places_of(CANARY, field) == []
        assert field.new_secret == SecretText(text)
        field.show()
        assert line(field).isReadOnly()
        button(field, "revealSecretButton").click()
        assert field.is_shown
        assert field.new_secret == SecretText(text)
        assert not line(field).isReadOnly()

    @pytest.mark.parametrize("how", ["lock", "other resource"])
    def test_unsaved_plaintext_does_not_outlive_a_lock_or_another_resource(
        self, field: SecretField, how: str
    ) -> None:
        line(field).setText(CANARY)
        self.hide(field, how)
        assert places_of(CANARY, field) == []
        assert secrets_held(CANARY) == 0
        assert state(field) is SecretState.KEPT

    def test_waiting_ends_when_nothing_came(self, field: SecretField) -> None:
        button(field, "revealSecretButton").click()
        field.hide_secret()
        assert not field.is_busy
        assert not button(field, "revealSecretButton").isChecked()

    def test_focus_stays_in_the_field(self, qtbot: QtBot, field: SecretField) -> None:
        reveal(field, LINES)
        paragraphs(field).setFocus()
        field.hide_secret()
        assert field.focusWidget() is line(field)


class TestLocked:
    def test_nothing_but_unlocking_is_offered(self, qtbot: QtBot, field: SecretField) -> None:
        field.set_locked(True)
        assert line(field).placeholderText() == "Locked"
        assert not line(field).isEnabled()
        assert not button(field, "revealSecretButton").isVisible()
        assert not button(field, "copySecretButton").isVisible()
        with qtbot.waitSignal(field.unlock_requested):
            button(field, "unlockButton").click()

    def test_reveal_of_a_locked_secret_asks_to_unlock(
        self, qtbot: QtBot, field: SecretField
    ) -> None:
        field.set_locked(True)
        with (
            qtbot.waitSignal(field.unlock_requested),
            qtbot.assertNotEmitted(field.reveal_requested),
        ):
            field.toggle()

    def test_dropped_secret_is_said(self, field: SecretField) -> None:
        type_keys(field, "abc")
        field.set_locked(True)
        assert "dropped" in line(field).accessibleDescription()
        field.set_locked(False)
        assert line(field).accessibleDescription() == ""

    def test_unlocking_brings_the_field_back(self, field: SecretField) -> None:
        field.set_locked(True)
        field.set_locked(False)
        assert line(field).isEnabled()
        assert button(field, "revealSecretButton").isVisible()


class TestReadOnly:
    def test_secret_in_the_trash_can_be_read_and_not_edited(self, field: SecretField) -> None:
        field.set_read_only(True)
        type_keys(field, "abc")
        assert state(field) is SecretState.KEPT
        reveal(field)
        type_keys(field, "abc")
        assert state(field) is SecretState.KEPT
        assert line(field).displayText() == CANARY

    def test_before_there_is_an_inventory_nothing_is_offered(self, field: SecretField) -> None:
        field.set_ready(False)
        type_keys(field, "abc")
        assert state(field) is SecretState.KEPT
        assert not button(field, "revealSecretButton").isEnabled()
        assert not button(field, "copySecretButton").isEnabled()


@pytest.mark.parametrize("name", ["revealSecretButton", "copySecretButton", "unlockButton"])
def test_every_button_says_its_name(field: SecretField, name: str) -> None:
    assert button(field, name).accessibleName() or button(field, name).text()


def test_closed_field_is_freed_with_its_plaintext(qtbot: QtBot, icons: Icons) -> None:
    field = SecretField(icons)
    field.start(has_stored=True)
    field.show()
    reveal(field)
    line(field).setText(CANARY + "!")
    field.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    gone = weakref.ref(field)
    with qtbot.waitSignal(field.destroyed):
        field.close()
    del field
    gc.collect()
    assert gone() is None
    assert secrets_held(CANARY) == 0
