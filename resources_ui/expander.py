"""A part of a form that is folded away until it is asked for."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFont, QFontMetrics, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QStyle, QVBoxLayout, QWidget

from app.overriding import override
from resources_ui.icons import Icons
from resources_ui.tokens import CONTROL_HEIGHT, FOCUS_RING, GAP_SECTION, GRID, ICON_LIST


class Expander(QWidget):
    """A heading that shows and hides what stands below it.

    Args:
        icons: For the arrow.
        title: The heading.
        content: What is shown and hidden.
        parent: The widget that it belongs to.
    """

    def __init__(
        self, icons: Icons, title: str, content: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._content = content
        self._heading = _Heading(icons, title)
        self._heading.setObjectName("moreButton")
        self._heading.toggled.connect(self._on_toggled)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_SECTION)
        column.addWidget(self._heading)
        column.addWidget(content)
        content.hide()

    @property
    def is_expanded(self) -> bool:
        """Whether the content is shown."""
        return self._heading.isChecked()

    def set_expanded(self, is_expanded: bool) -> None:
        """Show or hide the content."""
        self._heading.setChecked(is_expanded)

    def set_summary(self, text: str) -> None:
        """What is in there, in a few words, told while it is folded away."""
        self._heading.set_summary(text)

    def _on_toggled(self, is_expanded: bool) -> None:
        self._content.setVisible(is_expanded)


class _Heading(QAbstractButton):
    """An arrow, a word, and what is in there."""

    def __init__(self, icons: Icons, title: str) -> None:
        super().__init__()
        self._icons = icons
        self._summary = ""
        self.setText(title)
        self.setAccessibleName(title)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.toggled.connect(self._describe)
        self._describe()

    def set_summary(self, text: str) -> None:
        self._summary = text
        self._describe()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(0, CONTROL_HEIGHT)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Highlight), FOCUS_RING))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        self._paint_arrow(painter)
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        role = QPalette.ColorRole
        end = self._paint_text(painter, bold, role.WindowText, self.text(), ICON_LIST + GRID)
        if not self.isChecked():
            start = end + 2 * GRID
            self._paint_text(painter, self.font(), role.PlaceholderText, self._summary, start)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    def _paint_arrow(self, painter: QPainter) -> None:
        closed = "chevron-right" if self.isLeftToRight() else "chevron-left"
        name = "chevron-down" if self.isChecked() else closed
        color = "text" if self.underMouse() else "muted"
        pixmap = self._icons.pixmap(name, ICON_LIST, color, self.devicePixelRatioF())
        place = QRect(0, (self.height() - ICON_LIST) // 2, ICON_LIST, ICON_LIST)
        painter.drawPixmap(QStyle.visualRect(self.layoutDirection(), self.rect(), place), pixmap)

    def _paint_text(
        self, painter: QPainter, font: QFont, role: QPalette.ColorRole, text: str, start: int
    ) -> int:
        """Paint from `start` pixels after the leading edge; return where the text ends."""
        room = self.width() - start - GRID
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.setPen(self.palette().color(role))
        painter.setFont(font)
        place = QStyle.visualRect(
            self.layoutDirection(), self.rect(), QRect(start, 0, room, self.height())
        )
        leading = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place, QStyle.visualAlignment(self.layoutDirection(), leading), shown)
        return start + QFontMetrics(font).horizontalAdvance(shown)

    def _describe(self) -> None:
        state = "Expanded" if self.isChecked() else "Collapsed"
        self.setAccessibleDescription(f"{state}. {self._summary}" if self._summary else state)
