from __future__ import annotations

import gc
import weakref
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.domain.resource_type import SHIPPED_TYPES
from app.domain.scope import Scope
from app.domain.secret import SecretContent
from app.domain.secret_text import SecretText
from app.domain.status import Status
from app.domain.wrapper import Wrapper
from app.errors import Problem
from app.presentation.resource_form import SecretState
from resources_ui.detail_editor import DetailEditor
from resources_ui.icons import Icons
from resources_ui.theme import Theme
from resources_ui.tokens import DETAIL_MAX_WIDTH, DETAIL_MIN_WIDTH
from tests.finding import found
from tests.made_resources import made_resource
from tests.plaintext import places_of, secrets_held

CANARY = "canary-4711-xyzzy"
ENCRYPTED = "password-and-description"
NOW = datetime(2026, 3, 20, 12, 30, tzinfo=UTC)
LISTS: dict[str, Any] = {
    "types": SHIPPED_TYPES,
    "scopes": [Scope("scope_home", "Home"), Scope("scope_lab", "Lab", "scope_home")],
    "wrappers": [Wrapper("rack-2", "Rack 2")],
    "tags": ["home", "work", "workshop"],
}
LINES = ("nameEdit", "usernameEdit", "uriEdit", "tagsEdit")
FOLDED_LINES = ("externalIdEdit", "referenceIdEdit", "imageUrlEdit")
COMBOS = ("typeCombo", "statusCombo", "scopeCombo", "wrapperCombo")


@pytest.fixture
def editor(qtbot: QtBot, icons: Icons) -> DetailEditor:
    made = DetailEditor(icons, clock)
    made.set_ready(True)
    qtbot.addWidget(made)
    made.resize(DETAIL_MAX_WIDTH, 720)
    made.show()
    return made


def clock() -> datetime:
    return NOW


def show(editor: DetailEditor, **values: Any) -> None:
    editor.show_resource(made_resource(**values), **LISTS)


def content(main: str = CANARY, description: str | None = None) -> SecretContent:
    sealed = None if description is None else SecretText(description)
    return SecretContent(SecretText(main), sealed, SecretText(main))


def reveal(editor: DetailEditor, main: str = CANARY, description: str | None = None) -> None:
    editor.toggle_secret()
    editor.show_secret(content(main, description), key=7)


def line(editor: DetailEditor, name: str) -> QLineEdit:
    return found(editor, QLineEdit, name)


def combo(editor: DetailEditor, name: str) -> QComboBox:
    return found(editor, QComboBox, name)


def description(editor: DetailEditor) -> QPlainTextEdit:
    return found(editor, QPlainTextEdit, "descriptionEdit")


def button(editor: DetailEditor, name: str) -> QAbstractButton:
    return found(editor, QAbstractButton, name)


def choose_type(editor: DetailEditor, key: str) -> None:
    (kind,) = (kind for kind in SHIPPED_TYPES if kind.key == key)
    combo(editor, "typeCombo").setCurrentText(kind.name)


def form_problems(editor: DetailEditor) -> dict[str, str]:
    controls = [line(editor, name) for name in LINES + FOLDED_LINES]
    every: list[QWidget] = [*controls, description(editor), *(combo(editor, n) for n in COMBOS)]
    every.append(line(editor, "secretEdit"))
    return {
        each.objectName(): each.accessibleDescription()
        for each in every
        if each.property("invalid")
    }


class TestShowing:
    def test_every_value_stands_in_its_control(self, editor: DetailEditor) -> None:
        show(editor, image_url="https://example.org/a.png")
        assert [line(editor, name).text() for name in LINES] == [
            "Server “atlas”",
            "root",
            "ssh://atlas.example.org",
            "home, work",
        ]
        assert [line(editor, name).text() for name in FOLDED_LINES] == [
            "i-0abc",
            "INV-17",
            "https://example.org/a.png",
        ]
        assert [combo(editor, name).currentText() for name in COMBOS] == [
            "Server",
            "In use",
            "Home",
            "Rack 2",
        ]
        assert description(editor).toPlainText() == "In the cellar."
        assert not editor.is_dirty

    def test_header_says_what_it_is_and_when_it_changed(self, editor: DetailEditor) -> None:
        show(editor)
        assert found(editor, QLabel, "detailTitle").text() == "Server “atlas”"
        assert found(editor, QLabel, "detailSubtitle").text() == "Server · changed 2 minutes ago"

    def test_facts_can_be_selected_and_are_plain_text(self, editor: DetailEditor) -> None:
        show(editor, fields=(("Note", "<b>bold</b>"),))
        texts = {label.text(): label for label in editor.findChildren(QLabel)}
        for text in ("K7MQ2X", "resource_0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b", "<b>bold</b>"):
            flags = texts[text].textInteractionFlags()
            assert flags & Qt.TextInteractionFlag.TextSelectableByKeyboard
        assert all(
            label.textFormat() is Qt.TextFormat.PlainText for label in editor.findChildren(QLabel)
        )

    def test_html_in_a_value_is_text(self, editor: DetailEditor) -> None:
        show(editor, name="<b>x</b>", description="<img src=x><b>y</b>")
        assert line(editor, "nameEdit").text() == "<b>x</b>"
        assert description(editor).toPlainText() == "<img src=x><b>y</b>"

    def test_nothing_and_many_say_so(self, editor: DetailEditor) -> None:
        assert "Nothing selected" in shown_texts(editor)
        editor.show_many(1200)
        assert "1,200 resources selected" in shown_texts(editor)
        assert editor.form is None

    def test_another_resource_takes_the_place_of_edits(self, editor: DetailEditor) -> None:
        show(editor)
        line(editor, "nameEdit").setText("other")
        show(editor, key=8, name="Laptop")
        assert line(editor, "nameEdit").text() == "Laptop"
        assert not editor.is_dirty

    def test_values_that_the_lists_do_not_have_are_kept(self, editor: DetailEditor) -> None:
        show(editor, type="gone", scope="scope_gone", wrapper="gone-too")
        assert [combo(editor, name).currentText() for name in COMBOS] == [
            "gone",
            "In use",
            "scope_gone",
            "gone-too",
        ]
        assert not editor.is_dirty

    def test_type_with_an_unknown_icon_is_shown(self, editor: DetailEditor) -> None:
        strange = [*SHIPPED_TYPES]
        strange[0] = strange[0].__class__(
            "odd", strange[0].uuid, "Odd", "no-such-icon", '{"type": "string"}'
        )
        editor.show_resource(made_resource(type="odd"), **(LISTS | {"types": strange}))
        assert not editor.grab().isNull()

    def test_it_is_painted_in_both_themes(self, editor: DetailEditor, theme: Theme) -> None:
        show(editor)
        light = editor.grab().toImage()
        theme.set_choice("dark")
        assert editor.grab().toImage() != light

    def test_right_to_left_labels_stand_above_the_start_of_their_fields(
        self, qtbot: QtBot, icons: Icons
    ) -> None:
        editor = DetailEditor(icons, clock)
        editor.set_ready(True)
        qtbot.addWidget(editor)
        editor.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        show(editor)
        editor.resize(DETAIL_MAX_WIDTH, 720)
        editor.show()
        name = line(editor, "nameEdit")
        label = next(each for each in editor.findChildren(QLabel) if each.buddy() is name)
        assert label.width() < name.width() / 2
        assert right_edge(label, editor) == right_edge(name, editor)


class TestEditing:
    def test_each_control_writes_into_the_form(self, editor: DetailEditor) -> None:
        show(editor)
        for name in LINES + FOLDED_LINES:
            line(editor, name).setText("x")
        description(editor).setPlainText("x")
        choose_type(editor, "device")
        combo(editor, "statusCombo").setCurrentText("Done")
        combo(editor, "scopeCombo").setCurrentText("Lab")
        combo(editor, "wrapperCombo").setCurrentText("No wrapper")
        assert editor.form is not None
        draft = editor.form.draft()
        assert (draft.name, draft.username, draft.uri, draft.tags) == ("x", "x", "x", ("x",))
        assert (draft.external_id, draft.reference_id, draft.image_url) == ("x", "x", "x")
        assert (draft.type, draft.status, draft.scope, draft.wrapper) == (
            "device",
            Status.DONE,
            "scope_lab",
            None,
        )
        assert draft.description == "x"

    def test_dirty_is_told_once_each_way(self, qtbot: QtBot, editor: DetailEditor) -> None:
        show(editor)
        told: list[bool] = []
        editor.dirty_changed.connect(told.append)
        QTest.keyClicks(line(editor, "nameEdit"), "ab")
        assert told == [True]
        assert button(editor, "saveButton").isEnabled()
        assert button(editor, "revertButton").isEnabled()
        line(editor, "nameEdit").setText("Server “atlas”")
        assert told == [True, False]
        assert not button(editor, "saveButton").isEnabled()
        assert not button(editor, "revertButton").isEnabled()

    def test_title_follows_what_is_typed(self, editor: DetailEditor) -> None:
        show(editor)
        line(editor, "nameEdit").setText("Rack server")
        assert found(editor, QLabel, "detailTitle").text() == "Rack server"
        assert found(editor, QLabel, "detailSubtitle").text() == "Server · unsaved changes"

    def test_buttons_ask_for_what_they_say(self, qtbot: QtBot, editor: DetailEditor) -> None:
        show(editor)
        with qtbot.waitSignal(editor.trash_requested):
            button(editor, "trashButton").click()
        with qtbot.waitSignal(editor.favourite_toggled) as starred:
            button(editor, "favouriteButton").click()
        assert starred.args == [True]
        with qtbot.waitSignal(editor.copy_text_requested) as copied:
            button(editor, "copyUsernameButton").click()
        assert copied.args == ["root"]
        with qtbot.waitSignal(editor.open_uri_requested) as opened:
            button(editor, "openUriButton").click()
        assert opened.args == ["ssh://atlas.example.org"]
        with qtbot.waitSignal(editor.menu_requested) as menu:
            button(editor, "detailMenuButton").click()
        assert isinstance(menu.args[0], QPoint)
        with qtbot.waitSignal(editor.copy_secret_requested):
            button(editor, "copySecretButton").click()
        line(editor, "nameEdit").setText("other")
        with qtbot.waitSignal(editor.revert_requested):
            button(editor, "revertButton").click()
        with qtbot.waitSignal(editor.save_requested):
            button(editor, "saveButton").click()

    @pytest.mark.parametrize("uri", ["", "atlas", "file:///etc/passwd", "javascript:alert(1)"])
    def test_only_a_safe_address_can_be_opened(self, editor: DetailEditor, uri: str) -> None:
        show(editor, uri=uri or None)
        assert not button(editor, "openUriButton").isEnabled()

    def test_wheel_over_a_choice_changes_nothing(self, editor: DetailEditor) -> None:
        show(editor)
        status = combo(editor, "statusCombo")
        status.setFocus()
        turn = QWheelEvent(
            QPointF(5, 5),
            QPointF(status.mapToGlobal(QPoint(5, 5))),
            QPoint(0, -120),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(status, turn)
        assert not editor.is_dirty

    def test_tag_is_completed_after_a_comma(self, editor: DetailEditor) -> None:
        show(editor)
        tags = line(editor, "tagsEdit")
        tags.setText("")
        QTest.keyClicks(tags, "home, shop")
        completer = tags.completer()
        assert completer.completionCount() == 1
        assert completer.currentCompletion() == "home, workshop"

    def test_description_takes_plain_text_and_lets_tab_go_on(self, editor: DetailEditor) -> None:
        show(editor)
        edit = description(editor)
        edit.setFocus()
        QTest.keyClick(edit, Qt.Key.Key_Tab)
        assert edit.toPlainText() == "In the cellar."
        assert editor.focusWidget() is line(editor, "tagsEdit")


class TestProblems:
    def test_name_of_65_characters_is_not_cut_but_said(self, editor: DetailEditor) -> None:
        show(editor)
        QTest.keyClicks(line(editor, "nameEdit"), "x" * 65)
        assert len(line(editor, "nameEdit").text()) == 65 + len("Server “atlas”")
        assert form_problems(editor) == {"nameEdit": "Name may have at most 64 characters."}

    def test_save_shows_every_problem_at_once_and_goes_to_the_first(
        self, qtbot: QtBot, editor: DetailEditor
    ) -> None:
        editor.show_new("password-string", **LISTS)
        line(editor, "usernameEdit").setText("x" * 65)
        line(editor, "imageUrlEdit").setText("x" * 1025)
        description(editor).setPlainText("x" * 10_001)
        line(editor, "tagsEdit").setText("x" * 129)
        line(editor, "tagsEdit").setFocus()
        with qtbot.assertNotEmitted(editor.save_requested):
            button(editor, "saveButton").click()
        assert set(form_problems(editor)) == {
            "nameEdit",
            "usernameEdit",
            "imageUrlEdit",
            "descriptionEdit",
            "tagsEdit",
            "secretEdit",
        }
        assert editor.focusWidget() is line(editor, "nameEdit")
        assert line(editor, "imageUrlEdit").isVisible()

    def test_problem_goes_when_it_is_mended(self, editor: DetailEditor) -> None:
        editor.show_new("account", **LISTS)
        editor.save()
        assert form_problems(editor) == {"nameEdit": "Name is needed."}
        line(editor, "nameEdit").setText("Lamp")
        assert form_problems(editor) == {}

    def test_problems_that_a_save_came_back_with_are_shown(self, editor: DetailEditor) -> None:
        show(editor)
        line(editor, "externalIdEdit").setText("i-1")
        editor.show_problems(
            [
                Problem("external_id", "taken", "Another resource has it."),
                Problem("retail_price", "odd", "The price does not fit."),
            ]
        )
        assert form_problems(editor) == {"externalIdEdit": "Another resource has it."}
        assert "The price does not fit." in shown_texts(editor)
        assert editor.focusWidget() is line(editor, "externalIdEdit")
        line(editor, "externalIdEdit").setText("i-2")
        assert form_problems(editor) == {}

    def test_problems_of_one_resource_are_not_shown_for_the_next(
        self, editor: DetailEditor
    ) -> None:
        show(editor, name="")
        editor.save()
        assert form_problems(editor) != {}
        show(editor, key=8)
        assert form_problems(editor) == {}

    @pytest.mark.parametrize("width", [DETAIL_MIN_WIDTH, DETAIL_MAX_WIDTH])
    def test_nothing_is_pushed_out_of_the_panel(self, editor: DetailEditor, width: int) -> None:
        show(editor, name="w" * 300, username="w" * 300, tags=("w" * 300,), type=ENCRYPTED)
        editor.resize(width, 720)
        button(editor, "moreButton").setChecked(True)
        editor.save()
        QApplication.sendPostedEvents()
        assert editor.width() == width
        assert found(editor, QScrollArea, "").horizontalScrollBar().maximum() == 0
        for control in (button(editor, "saveButton"), *editor.findChildren(QLineEdit)):
            if control.isVisible():
                assert right_edge(control, editor) <= width - 12, control.objectName()

    def test_large_font_shortens_a_word_and_cuts_none(self, qtbot: QtBot, icons: Icons) -> None:
        editor = DetailEditor(icons, clock)
        qtbot.addWidget(editor)
        editor.setStyleSheet("QPushButton { font-size: 15pt; }")
        editor.set_ready(True)
        show(editor)
        editor.resize(DETAIL_MIN_WIDTH, 720)
        editor.show()
        trash = button(editor, "trashButton")
        assert trash.text() == "Trash"
        assert trash.accessibleName() == "Move to trash"
        for name in ("trashButton", "revertButton", "saveButton"):
            each = button(editor, name)
            assert each.width() >= each.fontMetrics().horizontalAdvance(each.text())


class TestNew:
    def test_name_is_ready_to_be_typed(self, editor: DetailEditor) -> None:
        editor.show_new("note", **LISTS)
        assert editor.focusWidget() is line(editor, "nameEdit")
        assert combo(editor, "typeCombo").currentText() == "Note"
        assert not editor.is_dirty
        assert not button(editor, "trashButton").isVisible()
        assert not button(editor, "favouriteButton").isVisible()
        assert button(editor, "revertButton").text() == "Cancel"

    def test_draft_and_secret_are_what_was_typed(self, qtbot: QtBot, editor: DetailEditor) -> None:
        editor.show_new("account", **LISTS)
        QTest.keyClicks(line(editor, "nameEdit"), "github.com")
        QTest.keyClicks(line(editor, "secretEdit"), "hunter2")
        with qtbot.waitSignal(editor.save_requested):
            editor.save()
        assert editor.form is not None
        assert editor.form.draft().name == "github.com"
        edit = editor.secret_edit()
        assert edit.secret == SecretText("hunter2")
        assert edit.description is None
        assert not edit.is_removed


class TestRefresh:
    def test_a_star_given_meanwhile_keeps_what_is_typed(self, editor: DetailEditor) -> None:
        show(editor)
        line(editor, "nameEdit").setText("other")
        line(editor, "secretEdit").setText("typed")
        editor.refresh_resource(
            made_resource(favourite=True, username="admin", revision=4), **LISTS
        )
        assert line(editor, "nameEdit").text() == "other"
        assert line(editor, "usernameEdit").text() == "admin"
        assert button(editor, "favouriteButton").isChecked()
        assert editor.secret_edit().secret == SecretText("typed")
        assert editor.is_dirty

    def test_another_resource_is_shown_afresh(self, editor: DetailEditor) -> None:
        show(editor)
        line(editor, "nameEdit").setText("other")
        editor.refresh_resource(made_resource(key=8, name="Laptop"), **LISTS)
        assert line(editor, "nameEdit").text() == "Laptop"

    def test_saved_resource_stays_where_it_was_scrolled_to(self, editor: DetailEditor) -> None:
        show(editor)
        editor.resize(DETAIL_MAX_WIDTH, 400)
        scroll_bar = found(editor, QScrollArea, "").verticalScrollBar()
        scroll_bar.setValue(120)
        show(editor, name="saved", revision=4)
        assert scroll_bar.value() == 120
        show(editor, key=8)
        assert scroll_bar.value() == 0


class TestTrash:
    def test_it_is_only_looked_at_and_can_be_restored(
        self, qtbot: QtBot, editor: DetailEditor
    ) -> None:
        show(editor, deleted=NOW - timedelta(days=2))
        QTest.keyClicks(line(editor, "nameEdit"), "x")
        QTest.keyClicks(description(editor), "x")
        assert not combo(editor, "typeCombo").isEnabled()
        assert not editor.is_dirty
        assert not button(editor, "saveButton").isVisible()
        assert not button(editor, "trashButton").isVisible()
        with qtbot.assertNotEmitted(editor.save_requested):
            editor.save()
        with qtbot.waitSignal(editor.restore_requested):
            button(editor, "restoreButton").click()

    def test_living_resource_can_be_edited_after_one_from_the_trash(
        self, editor: DetailEditor
    ) -> None:
        show(editor, deleted=NOW)
        show(editor)
        QTest.keyClicks(line(editor, "nameEdit"), "x")
        assert editor.is_dirty


class TestReady:
    def test_before_there_is_an_inventory_nothing_can_be_edited(
        self, qtbot: QtBot, editor: DetailEditor
    ) -> None:
        editor.set_ready(False)
        show(editor)
        QTest.keyClicks(line(editor, "nameEdit"), "x")
        assert not editor.is_dirty
        for name in ("trashButton", "favouriteButton", "copySecretButton", "revealSecretButton"):
            assert not button(editor, name).isEnabled()
        editor.set_ready(True)
        QTest.keyClicks(line(editor, "nameEdit"), "x")
        assert editor.is_dirty
        assert button(editor, "trashButton").isEnabled()


class TestSecret:
    def test_reveal_asks_and_shows(self, qtbot: QtBot, editor: DetailEditor) -> None:
        show(editor)
        with qtbot.waitSignal(editor.reveal_requested):
            button(editor, "revealSecretButton").click()
        with qtbot.waitSignal(editor.secret_shown_changed):
            editor.show_secret(content(), key=7)
        assert line(editor, "secretEdit").displayText() == CANARY
        assert editor.secret_in_hand == SecretText(CANARY)
        assert not editor.is_dirty

    def test_plaintext_of_another_resource_is_never_shown(self, editor: DetailEditor) -> None:
        show(editor)
        editor.toggle_secret()
        show(editor, key=8)
        editor.toggle_secret()
        editor.show_secret(content(), key=7)
        assert places_of(CANARY, editor) == []
        assert not editor.is_secret_shown

    @pytest.mark.parametrize(
        "drop", ["hide", "lock", "other resource", "nothing", "many", "new", "close"]
    )
    @pytest.mark.parametrize("text", [CANARY, f"{CANARY}\nmore"])
    def test_plaintext_is_dropped(self, editor: DetailEditor, drop: str, text: str) -> None:
        show(editor, type=ENCRYPTED, description=None)
        reveal(editor, text, CANARY)
        assert len(places_of(CANARY, editor)) >= 2
        if drop == "hide":
            editor.hide_secret()
        elif drop == "lock":
            editor.set_locked(True)
        elif drop == "other resource":
            show(editor, key=8)
        elif drop == "nothing":
            editor.show_nothing()
        elif drop == "many":
            editor.show_many(2)
        elif drop == "new":
            editor.show_new("account", **LISTS)
        else:
            editor.close()
        assert places_of(CANARY, editor) == []
        assert secrets_held(CANARY) == 0

    def test_it_is_dropped_after_a_while(self, qtbot: QtBot, editor: DetailEditor) -> None:
        show(editor, type=ENCRYPTED, description=None)
        editor.set_hide_after(0.001)
        reveal(editor, CANARY, CANARY)
        qtbot.waitUntil(lambda: not editor.is_secret_shown)
        assert places_of(CANARY, editor) == []

    def test_lock_drops_a_typed_secret_and_keeps_the_other_edits(
        self, editor: DetailEditor
    ) -> None:
        show(editor)
        line(editor, "nameEdit").setText("other")
        line(editor, "secretEdit").setText(CANARY)
        editor.set_locked(True)
        assert secrets_held(CANARY) == 0
        assert editor.form is not None
        assert editor.form.changed_fields == ("name",)
        assert any("dropped" in text for text in shown_texts(editor))

    def test_new_and_removed_secrets_are_told_to_whoever_saves(self, editor: DetailEditor) -> None:
        show(editor)
        assert editor.secret_edit().secret is None
        reveal(editor)
        line(editor, "secretEdit").selectAll()
        QTest.keyClick(line(editor, "secretEdit"), Qt.Key.Key_Delete)
        assert editor.secret_edit().is_removed
        QTest.keyClicks(line(editor, "secretEdit"), "new")
        edit = editor.secret_edit()
        assert edit.secret == SecretText("new")
        assert not edit.is_removed

    def test_unsaved_secret_is_a_change(self, editor: DetailEditor) -> None:
        show(editor)
        QTest.keyClicks(line(editor, "secretEdit"), "new")
        assert editor.is_dirty
        assert editor.form is not None
        assert editor.form.secret_state is SecretState.NEW

    def test_type_that_keeps_secrets_otherwise_asks_to_show_it_and_writes_it_again(
        self, editor: DetailEditor
    ) -> None:
        show(editor)
        choose_type(editor, ENCRYPTED)
        assert "Show the secret first" in form_problems(editor)["typeCombo"]
        reveal(editor)
        assert form_problems(editor) == {}
        edit = editor.secret_edit()
        assert edit.secret == SecretText(CANARY)
        assert edit.description == SecretText("In the cellar.")

    def test_title_says_what_the_secret_of_the_type_is(self, editor: DetailEditor) -> None:
        show(editor, type="licence")
        assert line(editor, "secretEdit").accessibleName() == "Licence key"


class TestEncryptedDescription:
    def test_it_is_read_only_until_the_secret_is_shown(self, editor: DetailEditor) -> None:
        show(editor, type=ENCRYPTED, description=None)
        QTest.keyClicks(description(editor), "x")
        assert not editor.is_dirty
        assert "Reveal the secret" in description(editor).placeholderText()
        reveal(editor, "pw", "PIN in the safe")
        assert description(editor).toPlainText() == "PIN in the safe"
        QTest.keyClicks(description(editor), "!")
        assert editor.secret_edit().description == SecretText("!PIN in the safe")
        assert editor.form is not None
        assert editor.form.draft().description is None

    def test_unsaved_edit_outlives_being_hidden(self, editor: DetailEditor) -> None:
        show(editor, type=ENCRYPTED, description=None)
        reveal(editor, "pw", "old")
        description(editor).setPlainText("new")
        editor.hide_secret()
        assert description(editor).toPlainText() == ""
        assert editor.is_dirty
        assert editor.secret_edit().description == SecretText("new")
        reveal(editor, "pw", "old")
        assert description(editor).toPlainText() == "new"


class TestNames:
    def test_every_control_has_an_accessible_name(self, editor: DetailEditor) -> None:
        show(editor)
        button(editor, "moreButton").setChecked(True)
        nameless = [
            each.objectName() or type(each).__name__
            for each in editor.findChildren(QWidget)
            if each.focusPolicy() is not Qt.FocusPolicy.NoFocus
            and each.isVisible()
            and not each.accessibleName()
            and not (isinstance(each, QAbstractButton) and each.text())
        ]
        assert nameless == []

    def test_every_field_has_a_label(self, editor: DetailEditor) -> None:
        buddies = {label.buddy() for label in editor.findChildren(QLabel) if label.buddy()}
        names = {buddy.objectName() for buddy in buddies if buddy}
        assert names == {*LINES, *FOLDED_LINES, *COMBOS, "descriptionEdit", "secretEdit"}

    def test_tab_goes_from_top_to_bottom(self, editor: DetailEditor) -> None:
        show(editor)
        line(editor, "nameEdit").setText("other")
        editor.activateWindow()
        line(editor, "nameEdit").setFocus()
        visited = []
        for _ in range(16):
            focused = editor.focusWidget()
            visited.append(focused.objectName())
            QTest.keyClick(focused, Qt.Key.Key_Tab)
        assert visited == [
            "nameEdit",
            "typeCombo",
            "statusCombo",
            "usernameEdit",
            "copyUsernameButton",
            "secretEdit",
            "revealSecretButton",
            "copySecretButton",
            "uriEdit",
            "openUriButton",
            "descriptionEdit",
            "tagsEdit",
            "moreButton",
            "trashButton",
            "revertButton",
            "saveButton",
        ]


def test_closed_editor_is_freed_with_its_plaintext(qtbot: QtBot, icons: Icons) -> None:
    editor = DetailEditor(icons, clock)
    editor.set_ready(True)
    editor.show()
    show(editor)
    reveal(editor)
    line(editor, "nameEdit").setText("other")
    line(editor, "secretEdit").setText(CANARY + "!")
    editor.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    gone = weakref.ref(editor)
    with qtbot.waitSignal(editor.destroyed):
        editor.close()
    del editor
    gc.collect()
    assert gone() is None
    assert secrets_held(CANARY) == 0


def shown_texts(editor: DetailEditor) -> list[str]:
    return [label.text() for label in editor.findChildren(QLabel) if label.isVisible()]


def right_edge(widget: QWidget, editor: DetailEditor) -> int:
    return widget.mapTo(editor, widget.rect().topRight()).x()


def test_widgets_are_not_made_before_they_are_needed(qtbot: QtBot, icons: Icons) -> None:
    editor = DetailEditor(icons, clock)
    qtbot.addWidget(editor)
    editor.set_ready(False)
    editor.set_locked(True)
    editor.set_hide_after(5)
    assert editor.findChildren(QLineEdit) == []
    show(editor)
    assert line(editor, "secretEdit").placeholderText() == "Locked"
    assert line(editor, "nameEdit").isReadOnly()
