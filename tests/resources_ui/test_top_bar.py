"""The top bar is painted before its buttons can do anything, and then follows its actions."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAction
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from resources_ui.icons import Icons
from resources_ui.search_bar import SearchBar
from resources_ui.top_bar import TopBar
from tests.finding import found
from tests.resources_ui.walking import accessible_name, nameless

BUTTONS = {
    "sidebarButton": "toggle_sidebar",
    "undoButton": "undo",
    "paletteButton": "command_palette",
    "lockButton": "lock",
    "settingsButton": "settings",
    "newResourceButton": "new_resource",
}


@pytest.fixture
def bar(qtbot: QtBot, icons: Icons) -> TopBar:
    made = TopBar(SearchBar(icons), icons)
    qtbot.addWidget(made)
    made.resize(1280, 56)
    made.show()
    return made


@pytest.fixture
def actions(bar: TopBar, icons: Icons) -> dict[str, QAction]:
    return {
        name: QAction(icons.icon("x"), name.replace("_", " ").capitalize(), bar)
        for name in BUTTONS.values()
    }


def test_nothing_can_be_clicked_before_there_are_actions(bar: TopBar) -> None:
    for name in BUTTONS:
        button = found(bar, QAbstractButton, name)
        assert button.isVisible()
        assert not button.isEnabled()
    assert nameless(bar) == []


@pytest.mark.parametrize(("button", "action"), BUTTONS.items())
def test_button_does_what_its_action_does_while_that_is_possible(
    bar: TopBar, actions: dict[str, QAction], button: str, action: str
) -> None:
    bar.take_actions(actions)
    triggered = QSignalSpy(actions[action].triggered)

    found(bar, QAbstractButton, button).click()
    assert triggered.count() == 1
    actions[action].setEnabled(False)
    assert not found(bar, QAbstractButton, button).isEnabled()
    actions[action].setEnabled(True)
    assert found(bar, QAbstractButton, button).isEnabled()


def test_buttons_are_named_after_their_actions(bar: TopBar, actions: dict[str, QAction]) -> None:
    bar.take_actions(actions)

    for button, action in BUTTONS.items():
        assert accessible_name(found(bar, QAbstractButton, button)) == actions[action].text()
        assert found(bar, QAbstractButton, button).toolTip() == actions[action].toolTip()


def test_name_follows_an_action_that_is_renamed(bar: TopBar, actions: dict[str, QAction]) -> None:
    bar.take_actions(actions)
    actions["lock"].setText("Unlock")

    assert accessible_name(found(bar, QAbstractButton, "lockButton")) == "Unlock"
