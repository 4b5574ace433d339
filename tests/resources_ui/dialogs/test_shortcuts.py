from PySide6.QtWidgets import QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from resources_ui.actions import ACTIONS
from resources_ui.dialogs.shortcuts import ShortcutsDialog, keys_text
from resources_ui.theme import Theme
from tests.finding import found


def test_every_action_is_listed_with_its_keys(qtbot: QtBot, theme: Theme) -> None:
    dialog = ShortcutsDialog()
    dialog.open()
    listed = found(dialog, QScrollArea, "shortcutList").widget()
    texts = [label.text() for label in listed.findChildren(QLabel)]
    for spec in ACTIONS:
        place = texts.index(spec.plain_text.removesuffix("…"))
        assert keys_text(spec) in texts[place : place + 2]
    assert "Ctrl+Shift+Z, Ctrl+Y" in texts
