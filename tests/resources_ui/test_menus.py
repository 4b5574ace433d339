"""The menu bar has its place from the first paint on, and is filled from the table of actions."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenuBar
from pytestqt.qtbot import QtBot

from resources_ui.actions import ACTIONS
from resources_ui.menus import MENUS, SUBMENUS, add_menus, fill_menus


@pytest.fixture
def menu_bar(qtbot: QtBot) -> Iterator[QMenuBar]:
    made = QMenuBar()
    qtbot.addWidget(made)
    yield made


def test_menus_are_there_before_they_have_anything(menu_bar: QMenuBar) -> None:
    menus = add_menus(menu_bar)

    assert list(menus) == list(MENUS)
    assert [action.text() for action in menu_bar.actions()] == list(MENUS.values())
    assert all(menu.actions() == [] for menu in menus.values())


def test_actions_stand_in_the_order_of_the_table(menu_bar: QMenuBar) -> None:
    menus = add_menus(menu_bar)
    actions = {spec.name: QAction(spec.text, menu_bar) for spec in ACTIONS}
    fill_menus(menus, actions)

    for path, menu in menus.items():
        wanted = [actions[spec.name] for spec in ACTIONS if spec.menu == path]
        placed = [each for each in menu.actions() if each in actions.values()]
        assert placed == wanted
        assert not menu.actions()[0].isSeparator()


def test_submenus_stand_inside_their_menus(menu_bar: QMenuBar) -> None:
    menus = add_menus(menu_bar)
    fill_menus(menus, {spec.name: QAction(spec.text, menu_bar) for spec in ACTIONS})

    for path, title in SUBMENUS.items():
        above = menus[path.rpartition("/")[0]]
        assert menus[path].menuAction() in above.actions()
        assert menus[path].title() == title
