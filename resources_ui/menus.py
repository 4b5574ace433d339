"""The menu bar, filled from the table of actions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMenu, QMenuBar

MENUS = {
    "File": "&File",
    "Edit": "&Edit",
    "View": "&View",
    "Resource": "&Resource",
    "Vault": "V&ault",
    "Help": "&Help",
}
SUBMENUS = {"View/Theme": "&Theme"}


def add_menus(menu_bar: QMenuBar) -> dict[str, QMenu]:
    """Add the menus, still empty, so that the bar has its place from the first paint on.

    Returns:
        The menus by path, such as `View`.
    """
    return {path: menu_bar.addMenu(title) for path, title in MENUS.items()}


def fill_menus(menus: dict[str, QMenu], actions: Mapping[str, QAction]) -> None:
    """Put every action of the table into its menu; submenus are added to `menus`.

    Args:
        menus: As `add_menus` made them.
        actions: As `build_actions` made them.
    """
    from resources_ui.actions import ACTIONS  # noqa: PLC0415 - after the first paint

    for spec in ACTIONS:
        if spec.menu in menus:
            if spec.separated:
                menus[spec.menu].addSeparator()
        else:
            above = menus[spec.menu.rpartition("/")[0]]
            if spec.separated:
                above.addSeparator()
            menus[spec.menu] = above.addMenu(SUBMENUS[spec.menu])
        menus[spec.menu].addAction(actions[spec.name])
