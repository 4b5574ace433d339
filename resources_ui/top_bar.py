"""The bar over the window: sidebar switch, search, and the actions used most."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from resources_ui.buttons import Button, IconButton
from resources_ui.icons import Icons
from resources_ui.search_bar import SearchBar
from resources_ui.tokens import CELL_PADDING, GAP_GROUP, TOOLBAR_HEIGHT

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

_SEARCH_WIDTH = 480
# Action, the objectName that tests and assistive tools rely on, icon until the action is there.
_SIDEBAR = ("toggle_sidebar", "sidebarButton", "panel-left")
_BUTTONS = (
    ("undo", "undoButton", "undo-2"),
    ("command_palette", "paletteButton", "command"),
    ("lock", "lockButton", "lock"),
    ("settings", "settingsButton", "settings"),
)


class TopBar(QFrame):
    """Painted first; its buttons work once there are actions.

    Args:
        search_bar: The search.
        icons: Drawings.
        parent: The window.
    """

    def __init__(
        self,
        search_bar: SearchBar,
        icons: Icons,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self.setProperty("surface", "bar")
        self.setFixedHeight(TOOLBAR_HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(CELL_PADDING, 0, CELL_PADDING, 0)
        row.setSpacing(GAP_GROUP)
        self._buttons: dict[str, IconButton] = {}
        row.addWidget(self._button(icons, *_SIDEBAR))
        search_bar.setMaximumWidth(_SEARCH_WIDTH)
        row.addWidget(search_bar, 3)
        row.addStretch(1)
        for facts in _BUTTONS:
            row.addWidget(self._button(icons, *facts))
        row.addSpacing(CELL_PADDING - GAP_GROUP)
        plus = icons.icon("plus", color="on_accent")
        self._new = Button("New", kind="primary", icon=plus, parent=self)
        self._new.setObjectName("newResourceButton")
        self._new.setEnabled(False)
        row.addWidget(self._new)

    def take_actions(self, actions: Mapping[str, QAction]) -> None:
        """Let the buttons do something.

        Args:
            actions: By name, as `resources_ui.actions.build_actions` made them.
        """
        for name, button in self._buttons.items():
            button.take_action(actions[name])
        new = actions["new_resource"]
        self._new.setToolTip(new.toolTip())
        self._new.setAccessibleName(new.text().replace("&", ""))
        self._new.setEnabled(new.isEnabled())
        self._new.clicked.connect(new.trigger)
        new.enabledChanged.connect(self._new.setEnabled)

    def _button(self, icons: Icons, name: str, object_name: str, icon: str) -> IconButton:
        text = name.replace("_", " ").capitalize()
        button = IconButton(icons.icon(icon), text, parent=self)
        button.setObjectName(object_name)
        button.setEnabled(False)
        self._buttons[name] = button
        return button
