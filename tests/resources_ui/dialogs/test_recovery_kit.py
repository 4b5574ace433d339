from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from app.domain.secret_text import SecretText
from resources_ui.dialogs.recovery_kit import RecoveryKitDialog
from resources_ui.icons import Icons
from tests.finding import found
from tests.plaintext import places_of, secrets_held

CODE = "7K2MQ-X9RTV-4HNPC-WZ3DF-8BJAG-Y7"


@pytest.fixture
def dialog(qtbot: QtBot, icons: Icons) -> RecoveryKitDialog:
    made = RecoveryKitDialog(icons)
    made.open()
    return made


def button(dialog: RecoveryKitDialog, name: str) -> QAbstractButton:
    return found(dialog, QAbstractButton, name)


def shown_texts(dialog: RecoveryKitDialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]


def test_three_steps_come_before_the_code(qtbot: QtBot, dialog: RecoveryKitDialog) -> None:
    assert {"1", "2", "3"} <= set(shown_texts(dialog))
    assert not found(dialog, QLabel, "recoveryCode").isVisible()
    with qtbot.waitSignal(dialog.save_requested):
        button(dialog, "saveKitButton").click()
    assert dialog.isVisible()


def test_code_is_shown_and_can_be_copied(qtbot: QtBot, dialog: RecoveryKitDialog) -> None:
    dialog.show_code(SecretText(CODE))
    assert CODE in shown_texts(dialog)
    assert "1" not in shown_texts(dialog)
    with qtbot.waitSignal(dialog.copy_requested) as copied:
        button(dialog, "copyCodeButton").click()
    assert copied.args == [SecretText(CODE)]
    assert dialog.isVisible()


def test_stray_enter_does_not_take_the_code_away(dialog: RecoveryKitDialog) -> None:
    dialog.show_code(SecretText(CODE))
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.isVisible()


def test_failure_is_said_and_can_be_tried_again(qtbot: QtBot, dialog: RecoveryKitDialog) -> None:
    dialog.show_error("Nothing can be written there; choose another folder.")
    assert "Nothing can be written there; choose another folder." in shown_texts(dialog)
    with qtbot.waitSignal(dialog.save_requested):
        button(dialog, "saveKitButton").click()
    assert "Nothing can be written there; choose another folder." not in shown_texts(dialog)


@pytest.mark.parametrize("how", ["button", "escape", "close"])
def test_code_is_gone_when_the_dialog_closes(
    qtbot: QtBot, dialog: RecoveryKitDialog, how: str
) -> None:
    dialog.show_code(SecretText(CODE))
    assert places_of(CODE, dialog) != []
    with qtbot.waitSignal(dialog.finished):
        if how == "button":
            button(dialog, "writtenDownButton").click()
        elif how == "escape":
            QTest.keyClick(dialog, Qt.Key.Key_Escape)
        else:
            dialog.close()
    assert places_of(CODE, dialog) == []
    assert secrets_held(CODE) == 0


def test_later_closes(qtbot: QtBot, dialog: RecoveryKitDialog) -> None:
    with qtbot.waitSignal(dialog.rejected):
        button(dialog, "laterButton").click()
