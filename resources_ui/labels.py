"""Labels for text that the person typed, and for icons."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolTip, QWidget

from app.overriding import override
from resources_ui.icons import Icons
from resources_ui.mirroring import line_start


def plain_label(text: str = "", *, role: str = "", parent: QWidget | None = None) -> QLabel:
    """A label that never takes its text for HTML.

    Args:
        text: Shown as it is.
        role: Of `stylesheet.py`: `title`, `section`, `field`, `muted`, `secondary`, `problem`.
        parent: The widget that it belongs to.
    """
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    if role:
        label.setProperty("role", role)
    return label


def plain_tool_tip(text: str) -> str:
    """Text as a tooltip that shows it as it is: Qt would take `<b>` in it for bold."""
    import html  # noqa: PLC0415 - its table of entities would delay the first paint

    return f'<p style="white-space: pre-wrap">{html.escape(text)}</p>'


class ElidingLabel(QLabel):
    """One line of plain text that gives way: cut with “…” where there is no room for all of it.

    The whole text stays the accessible name, and shows as a tooltip while it is cut.
    """

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        role: str = "",
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        super().__init__(parent)
        self._mode = mode
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setText(text)
        if role:
            self.setProperty("role", role)

    @property
    def is_elided(self) -> bool:
        """Whether part of the text is cut off."""
        return self._shown_text() != self._line()

    @override
    def minimumSizeHint(self) -> QSize:
        narrow = self.fontMetrics().horizontalAdvance("MM…")
        return QSize(min(narrow, self.sizeHint().width()), self.sizeHint().height())

    @override
    def sizeHint(self) -> QSize:
        margins = self.contentsMargins()
        metrics = self.fontMetrics()
        return QSize(
            metrics.horizontalAdvance(self._line()) + margins.left() + margins.right() + 1,
            metrics.height() + margins.top() + margins.bottom(),
        )

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.drawFrame(painter)
        # Each name in its own direction, at the side where the window's direction puts it.
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.setPen(self.palette().color(self.foregroundRole()))
        flags = line_start(self.layoutDirection())
        painter.drawText(self.contentsRect(), flags, self._shown_text())

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            if self.is_elided:
                QToolTip.showText(event.globalPos(), plain_tool_tip(self.text()), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def _line(self) -> str:
        return " ".join(self.text().split("\n"))

    def _shown_text(self) -> str:
        width = self.contentsRect().width()
        return self.fontMetrics().elidedText(self._line(), self._mode, width)


class IconLabel(QWidget):
    """An icon beside text that says the same; it follows the theme by itself.

    Args:
        icons: Where the icon comes from.
        name: Lucide's name.
        size: Edge in device-independent pixels.
        color: The token it is painted in.
        parent: The widget that it belongs to.
    """

    def __init__(
        self,
        icons: Icons,
        name: str,
        *,
        size: int,
        color: str = "muted",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icons = icons
        self._name = name
        self._color = color
        self.setFixedSize(size, size)

    def set_icon(self, name: str, *, color: str = "") -> None:
        """Show another icon, or the same in another colour."""
        self._name = name
        self._color = color or self._color
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return self.minimumSize()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        pixmap = self._icons.pixmap(self._name, self.width(), self._color, self.devicePixelRatioF())
        QPainter(self).drawPixmap(0, 0, pixmap)
