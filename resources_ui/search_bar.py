"""The search bar: every keystroke is a question, asked at once."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMargins, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from app.overriding import override
from resources_ui.icons import Icons
from resources_ui.mirroring import visual_rect
from resources_ui.tokens import ICON_LIST

MOST_CHARACTERS = 500
_EDGE = 10  # between the bar's edge and the icon
_ICON_ROOM = _EDGE + ICON_LIST  # the style sheet adds its own padding
_BUTTON = 24
_BUTTON_EDGE = 4
_LEADS_TO_RESULTS = frozenset({Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter})


class SearchBar(QLineEdit):
    """A line to type into; stale answers are the finder's business, so nothing waits here.

    Args:
        icons: Drawings.
        shortcut: The keys that lead here, for the hint.
        parent: The widget that it belongs to.
    """

    query_changed = Signal(str)
    results_requested = Signal()  # Down or Enter: the person wants to move in the list
    left = Signal()  # Esc in an empty bar: back to the list

    def __init__(
        self, icons: Icons, *, shortcut: str = "Ctrl+F", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icons = icons
        self.setObjectName("searchBar")
        self.setAccessibleName("Search")
        self.setProperty("surface", "bar")
        self.setPlaceholderText(f"Search names, user names, tags, notes…  ({shortcut})")
        self.setMaxLength(MOST_CHARACTERS)
        self._clear_button = self._make_clear_button()
        self._fit()
        self.textChanged.connect(self._on_text_changed)

    def type_text(self, text: str) -> None:
        """Go on typing here what was begun in the list."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.end(False)
        self.insert(text)

    def take_focus(self) -> None:
        """Come here by shortcut: what stands here is selected, to be replaced by typing."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.left.emit()
        elif event.key() in _LEADS_TO_RESULTS:
            self.results_requested.emit()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        icon = QRect(_EDGE, (self.height() - ICON_LIST) // 2, ICON_LIST, ICON_LIST)
        target = visual_rect(self.layoutDirection(), self.rect(), icon)
        color = "text" if self.hasFocus() else "muted"
        pixmap = self._icons.pixmap("search", ICON_LIST, color, self.devicePixelRatioF())
        QPainter(self).drawPixmap(target.topLeft(), pixmap)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._fit()

    def _fit(self) -> None:
        """Make room for the icon where lines begin and for the button where they end."""
        is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        margins = QMargins(_ICON_ROOM, 0, _BUTTON, 0)
        if is_mirrored:
            margins = QMargins(_BUTTON, 0, _ICON_ROOM, 0)
        self.setTextMargins(margins)
        button = QRect(QPoint(0, 0), self._clear_button.size())
        button.moveTop((self.height() - button.height()) // 2)
        button.moveRight(self.width() - 1 - _BUTTON_EDGE)
        mirrored = visual_rect(self.layoutDirection(), self.rect(), button)
        self._clear_button.move(mirrored.topLeft())

    def _make_clear_button(self) -> QToolButton:
        # Our own: the one that Qt offers has no name for a screen reader.
        button = QToolButton(self)
        button.setObjectName("clearSearchButton")
        button.setAccessibleName("Clear search")
        button.setToolTip("Clear search (Esc)")
        button.setProperty("kind", "inline")
        button.setIcon(self._icons.icon("x"))
        button.setIconSize(QSize(ICON_LIST, ICON_LIST))
        button.setFixedSize(_BUTTON, _BUTTON)
        button.setAutoRaise(True)
        button.setCursor(Qt.CursorShape.ArrowCursor)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.hide()
        button.clicked.connect(self._on_clear_clicked)
        return button

    def _on_text_changed(self, text: str) -> None:
        self._clear_button.setVisible(bool(text))
        self.query_changed.emit(text)

    def _on_clear_clicked(self, _checked: bool = False) -> None:
        self.clear()
        self.setFocus()
