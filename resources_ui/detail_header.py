"""The top of the detail editor: what is shown, and the two buttons that go with it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from resources_ui.buttons import IconButton
from resources_ui.icons import Icons
from resources_ui.labels import ElidingLabel, IconLabel
from resources_ui.tokens import CELL_PADDING, GRID, ICON_HEADER
from resources_ui.type_icon import type_icon_name


class DetailHeader(QWidget):
    """A type's icon, the name as title, a line about it, a star and a menu.

    Args:
        icons: Where icons come from.
        parent: The widget that it belongs to.
    """

    favourite_toggled = Signal(bool)
    menu_requested = Signal(QPoint)  # global, where the menu opens

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self._icon = IconLabel(icons, "box", size=ICON_HEADER, color="accent")
        self._title = ElidingLabel(role="title")
        self._title.setObjectName("detailTitle")
        self._subtitle = ElidingLabel(role="secondary")
        self._subtitle.setObjectName("detailSubtitle")
        self._star = IconButton(icons.icon("star"), "Favourite")
        self._star.setObjectName("favouriteButton")
        self._star.setCheckable(True)
        self._star.clicked.connect(self.favourite_toggled)
        self._star.toggled.connect(self._on_star_toggled)
        self._menu = IconButton(icons.icon("ellipsis"), "More actions")
        self._menu.setObjectName("detailMenuButton")
        self._menu.clicked.connect(self._on_menu_clicked)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self._title)
        texts.addWidget(self._subtitle)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self._icon)
        row.addSpacing(CELL_PADDING - GRID)
        row.addLayout(texts, 1)
        row.addWidget(self._star)
        row.addWidget(self._menu)

    def set_icon(self, name: str) -> None:
        """Show a type's icon."""
        self._icon.set_icon(type_icon_name(self._icons, name))

    def set_title(self, title: str) -> None:
        """Show a name, in full where there is room."""
        self._title.setText(title)

    def set_subtitle(self, subtitle: str) -> None:
        """Say something about it."""
        self._subtitle.setText(subtitle)

    def set_favourite(self, is_favourite: bool) -> None:
        """Fill the star or not, without a signal."""
        self._star.setChecked(is_favourite)

    def set_buttons(self, *, are_shown: bool, can_favourite: bool) -> None:
        """Offer the star and the menu; a resource that is not saved yet has neither."""
        self._star.setVisible(are_shown)
        self._star.setEnabled(can_favourite)
        self._menu.setVisible(are_shown)

    def _on_star_toggled(self, is_favourite: bool) -> None:
        name, color = ("star-filled", "warn") if is_favourite else ("star", "muted")
        self._star.setIcon(self._icons.icon(name, color=color))

    def _on_menu_clicked(self, _checked: bool) -> None:
        self.menu_requested.emit(self._menu.mapToGlobal(self._menu.rect().bottomLeft()))
