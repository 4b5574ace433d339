from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit
from pytestqt.qtbot import QtBot

from app.domain.secret_text import SecretText
from resources_ui.dialogs.passphrase import PassphraseDialog
from resources_ui.icons import Icons
from tests.finding import found
from tests.plaintext import places_of, secrets_held

CANARY = "canary-4711-xyzzy"


@pytest.fixture
def dialog(qtbot: QtBot, icons: Icons) -> PassphraseDialog:
    made = PassphraseDialog(icons, "Key file Home.strongroom-key")
    made.open()
    return made


def line(dialog: PassphraseDialog) -> QLineEdit:
    return found(dialog, QLineEdit, "passphraseEdit")


def test_passphrase_is_masked_and_given_by_enter(qtbot: QtBot, dialog: PassphraseDialog) -> None:
    assert dialog.focusWidget() is line(dialog)
    QTest.keyClicks(line(dialog), "correct horse")
    assert "correct" not in line(dialog).displayText()
    with qtbot.waitSignal(dialog.given) as given:
        QTest.keyClick(line(dialog), Qt.Key.Key_Return)
    assert given.args == [SecretText("correct horse")]
    assert dialog.isVisible()


def test_nothing_is_given_while_nothing_is_typed(qtbot: QtBot, dialog: PassphraseDialog) -> None:
    assert not found(dialog, QAbstractButton, "unlockNowButton").isEnabled()
    with qtbot.assertNotEmitted(dialog.given):
        QTest.keyClick(line(dialog), Qt.Key.Key_Return)


def test_it_is_given_once_while_it_is_tried(qtbot: QtBot, dialog: PassphraseDialog) -> None:
    QTest.keyClicks(line(dialog), "correct horse")
    QTest.keyClick(line(dialog), Qt.Key.Key_Return)
    with qtbot.assertNotEmitted(dialog.given):
        QTest.keyClick(line(dialog), Qt.Key.Key_Return)
        QTest.keyClicks(line(dialog), "x")
    assert line(dialog).text() == "correct horse"


def test_wrong_passphrase_is_said_and_can_be_typed_again(
    qtbot: QtBot, dialog: PassphraseDialog
) -> None:
    QTest.keyClicks(line(dialog), "wrong")
    QTest.keyClick(line(dialog), Qt.Key.Key_Return)
    dialog.show_error("The passphrase is wrong; try again.")
    assert line(dialog).accessibleDescription() == "The passphrase is wrong; try again."
    QTest.keyClicks(line(dialog), "right")
    assert line(dialog).text() == "right"
    assert line(dialog).accessibleDescription() == ""
    with qtbot.waitSignal(dialog.given):
        found(dialog, QAbstractButton, "unlockNowButton").click()


def test_it_can_be_shown_but_not_copied(dialog: PassphraseDialog) -> None:
    QGuiApplication.clipboard().setText("before")
    QTest.keyClicks(line(dialog), "correct horse")
    found(dialog, QAbstractButton, "passphraseEditShow").click()
    assert line(dialog).displayText() == "correct horse"
    line(dialog).selectAll()
    QTest.keyClick(line(dialog), Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "before"


@pytest.mark.parametrize("close", ["accept", "reject", "close"])
def test_passphrase_is_gone_when_the_dialog_closes(
    qtbot: QtBot, dialog: PassphraseDialog, close: str
) -> None:
    QTest.keyClicks(line(dialog), CANARY)
    assert places_of(CANARY, dialog) != []
    with qtbot.waitSignal(dialog.finished):
        getattr(dialog, close)()
    assert places_of(CANARY, dialog) == []
    assert secrets_held(CANARY) == 0
