"""Buttons: with a word, or with an icon only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from app.overriding import override
from resources_ui.tokens import CONTROL_HEIGHT, FOCUS_RING, ICON_BAR, ICON_LIST

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

ButtonKind = Literal["primary", "secondary", "danger"]


class Button(QPushButton):
    """A button with a word.

    Args:
        text: A verb, in sentence case; “…” only if more input is needed.
        kind: `primary` for the one thing to do here, `danger` for what destroys.
        icon: In front of the text; paint it in `on_accent` for a primary button.
        parent: The widget that it belongs to.
    """

    def __init__(
        self,
        text: str,
        *,
        kind: ButtonKind = "secondary",
        icon: QIcon | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._kind = kind
        self.setProperty("kind", kind)
        self.setIconSize(QSize(ICON_LIST, ICON_LIST))
        if icon is not None:
            self.setIcon(icon)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._kind == "primary" and self.hasFocus():
            self._paint_inner_ring()

    def _paint_inner_ring(self) -> None:
        """An accent ring around an accent button would not be seen: one inside it is."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.HighlightedText), FOCUS_RING))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(3, 3, -3, -3), 4, 4)


class IconButton(QToolButton):
    """A square button that shows an icon only, so it says its name in a tooltip and to a reader.

    Args:
        icon: What it shows.
        text: Its name, such as “Copy secret”.
        shortcut: The keys that do the same, for the tooltip.
        parent: The widget that it belongs to.
    """

    def __init__(
        self, icon: QIcon, text: str, *, shortcut: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "icon")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self.setIconSize(QSize(ICON_BAR, ICON_BAR))
        self.setFixedSize(CONTROL_HEIGHT, CONTROL_HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setIcon(icon)
        self.set_text(text, shortcut=shortcut)

    @classmethod
    def for_action(cls, action: QAction, parent: QWidget | None = None) -> IconButton:
        """A button that is the action: its icon, state, tooltip and effect."""
        button = cls(action.icon(), action.iconText(), parent=parent)
        button.take_action(action)
        return button

    def take_action(self, action: QAction) -> None:
        """Become the action."""
        self.setDefaultAction(action)
        self.setAccessibleName("")  # so that it stays the text, which an action can change

    def set_text(self, text: str, *, shortcut: str = "") -> None:
        """Rename it, as when “Reveal” becomes “Hide”."""
        self.setText(text)
        self.setAccessibleName(text)
        self.setToolTip(f"{text} ({shortcut})" if shortcut else text)
