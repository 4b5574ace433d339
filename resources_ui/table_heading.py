"""The headings of the resource table: the arrow of the order stands beside its word."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QCursor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from app.overriding import override
from resources_ui.icons import Icons
from resources_ui.mirroring import visual_rect
from resources_ui.painting import fill
from resources_ui.theme import Theme
from resources_ui.tokens import CELL_PADDING

_HEIGHT = 36
_ARROW = 14
_ARROW_GAP = 4
_LINE = 1  # below


class TableHeading(QHeaderView):
    """A horizontal header; a style sheet would put the arrow at the far end of a wide column.

    Args:
        theme: Colours and fonts.
        icons: Drawings.
        parent: The table.
    """

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self._icons = icons
        self._font = QFont(theme.fonts.body)
        self._font.setWeight(QFont.Weight.DemiBold)
        self._metrics = QFontMetrics(self._font)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(0)
        self.setAccessibleName("Columns")

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), max(_HEIGHT, self._metrics.height() + 16))

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        painter.save()
        ground = "hover" if self._is_pointed_at(logicalIndex) else "surface"
        fill(painter, rect, self._theme.color(ground))
        line = QRect(rect.left(), rect.bottom(), rect.width(), _LINE)
        fill(painter, line, self._theme.color("border"))
        text = str(self.model().headerData(logicalIndex, self.orientation()))
        is_sorted = self.isSortIndicatorShown() and self.sortIndicatorSection() == logicalIndex
        area = rect.adjusted(CELL_PADDING, 0, -CELL_PADDING, -_LINE)
        room = area.width() - (_ARROW + _ARROW_GAP if is_sorted else 0)
        shown = self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        word = QRect(area)
        word.setWidth(min(room, self._metrics.horizontalAdvance(shown) + 1))
        painter.setFont(self._font)
        painter.setPen(self._theme.color("text" if is_sorted else "muted"))
        flags = Qt.AlignmentFlag.AlignCenter.value | Qt.TextFlag.TextSingleLine.value
        painter.drawText(self._visual(rect, word), flags, shown)
        if is_sorted:
            self._paint_arrow(painter, rect, word)
        painter.restore()

    def _paint_arrow(self, painter: QPainter, rect: QRect, word: QRect) -> None:
        is_up = self.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder
        arrow = QRect(0, 0, _ARROW, _ARROW)
        arrow.moveCenter(word.center())
        arrow.moveLeft(word.right() + 1 + _ARROW_GAP)
        pixmap = self._icons.pixmap(
            "arrow-up" if is_up else "arrow-down", _ARROW, "text", self.devicePixelRatioF()
        )
        painter.drawPixmap(self._visual(rect, arrow).topLeft(), pixmap)

    def _is_pointed_at(self, section: int) -> bool:
        if not self.underMouse():
            return False
        # Qt repaints as the pointer moves, but keeps to itself where it is.
        pointer = self.mapFromGlobal(QCursor.pos())
        return self.rect().contains(pointer) and self.logicalIndexAt(pointer) == section

    def _visual(self, rect: QRect, part: QRect) -> QRect:
        return visual_rect(self.layoutDirection(), rect, part)
