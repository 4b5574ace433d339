from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from resources_ui.dialogs.unsaved_changes import UnsavedChangesDialog
from resources_ui.theme import Theme
from tests.finding import found


@pytest.fixture
def dialog(qtbot: QtBot, theme: Theme) -> UnsavedChangesDialog:
    made = UnsavedChangesDialog()
    made.open()
    return made


@pytest.mark.parametrize(
    ("button", "signal"),
    [
        ("saveChangesButton", "save_chosen"),
        ("discardButton", "discard_chosen"),
        ("keepEditingButton", "rejected"),
    ],
)
def test_each_button_says_what_was_chosen_and_nothing_else(
    qtbot: QtBot, dialog: UnsavedChangesDialog, button: str, signal: str
) -> None:
    others = {"save_chosen", "discard_chosen", "rejected"} - {signal}
    heard: list[str] = []
    for name in others:
        getattr(dialog, name).connect(lambda name=name: heard.append(name))
    with qtbot.waitSignal(getattr(dialog, signal)):
        found(dialog, QPushButton, button).click()
    qtbot.waitUntil(lambda: not isValid(dialog))
    assert heard == []


def test_enter_saves(qtbot: QtBot, dialog: UnsavedChangesDialog) -> None:
    with qtbot.waitSignal(dialog.save_chosen):
        QTest.keyClick(dialog, Qt.Key.Key_Return)
