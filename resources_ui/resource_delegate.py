"""Paints the rows of the resource table: type tile, two lines of name, chip of the status, date."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QPainter,
    QPixmap,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from app.domain.type_icon import PLAIN_TYPE_ICON
from app.overriding import override
from app.presentation.columns import COLUMNS, ColumnName
from app.presentation.resource_list import COLUMN_TEXTS, Row, widest_dates
from app.presentation.status_labels import STATUS_LABELS
from resources_ui.icons import Icons
from resources_ui.mirroring import line_start, visual_rect
from resources_ui.painting import fill
from resources_ui.resource_table_model import ResourceTableModel
from resources_ui.theme import Theme
from resources_ui.tokens import CELL_PADDING, CHIP_HEIGHT, RADIUS_TILE, ROW, ROW_COMPACT

_TILE = 32
_TILE_COMPACT = 24
_TILE_ICON = 18
_TILE_ICON_COMPACT = 14
_STAR = 14
_STAR_GAP = 6
_LINE_GAP = 2
_LINE = 1  # below each row
_CHIP_ICON = 14
_CHIP_EDGE = 8
_CHIP_GAP = 5
_LEAST_SUBTITLE = 40  # below it the compact row leaves the second text out

_COLUMN_NAMES: tuple[ColumnName, ...] = tuple(column.name for column in COLUMNS)
_MUTED_COLUMNS = frozenset({"updated"})

Index = QModelIndex | QPersistentModelIndex


class _Face(NamedTuple):
    """A font with its measures, made once."""

    font: QFont
    metrics: QFontMetrics

    @classmethod
    def of(cls, font: QFont, weight: QFont.Weight | None = None) -> _Face:
        result = QFont(font)
        if weight is not None:
            result.setWeight(weight)
        return cls(result, QFontMetrics(result))


class _NameCell(NamedTuple):
    """Where the parts of a name cell go, left to right; mirrored when they are painted."""

    tile: QRect
    name: QRect
    star: QRect
    subtitle: QRect


class ResourceDelegate(QStyledItemDelegate):
    """Paints a whole cell itself, from the `Row` of the model.

    Args:
        view: The table.
        model: Asked for rows directly: on the way through a role Qt would copy all their texts.
        theme: Colours and fonts; what was made from them is thrown away when it changes.
        icons: Drawings.
    """

    def __init__(
        self,
        view: QAbstractItemView,
        model: ResourceTableModel,
        theme: Theme,
        icons: Icons,
    ) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._theme = theme
        self._icons = icons
        self.is_compact = False
        self.hovered_row = -1
        self._colors: dict[str, QColor] = {}
        self._pixmaps: dict[tuple[object, ...], QPixmap] = {}
        self._read_fonts()
        theme.changed.connect(self._on_theme_changed)

    @property
    def row_height(self) -> int:
        """Of every row: as designed, or what a large font needs."""
        if self.is_compact:
            return max(ROW_COMPACT, self._name.metrics.height() + 12)
        lines = self._name.metrics.height() + _LINE_GAP + self._secondary.metrics.height()
        return max(ROW, lines + 12)

    def needed_widths(self) -> dict[ColumnName, int]:
        """Widths below which a chip or a date would be cut."""
        chip = max(self._chip_width(label.word) for label in STATUS_LABELS.values())
        date = max(map(self._body.metrics.horizontalAdvance, widest_dates()))
        return {"status": chip + 2 * CELL_PADDING, "updated": date + 2 * CELL_PADDING}

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = self._model.row(index.row())
        column = _COLUMN_NAMES[index.column()]
        is_selected = self._view.selectionModel().isSelected(index)
        rect: QRect = option.rect
        if is_selected:
            fill(painter, rect, self._color("selection"))
        elif index.row() == self.hovered_row:
            fill(painter, rect, self._color("hover"))
        line = QRect(rect.left(), rect.bottom(), rect.width(), _LINE)
        fill(painter, line, self._color("border"))
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        if column == "name":
            self._paint_name(painter, option, row, is_selected=is_selected)
        elif column == "status":
            self._paint_chip(painter, option, row)
        else:
            color = "muted" if column in _MUTED_COLUMNS or row.is_deleted else "text"
            text = COLUMN_TEXTS[index.column()](row)
            self._paint_text(painter, option, _inner(rect), text, face=self._body, color=color)

    @override
    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        if (
            event.type() is QEvent.Type.ToolTip
            and index.isValid()
            and not self._has_more(option.rect, index)
        ):
            QToolTip.hideText()
            return True
        return super().helpEvent(event, view, option, index)

    def _has_more(self, rect: QRect, index: Index) -> bool:
        """Whether the tooltip says more than the cell."""
        row = self._model.row(index.row())
        column = _COLUMN_NAMES[index.column()]
        if column == "updated":
            return True
        if column == "name":
            cell = self._name_cell(_inner(rect), row)
            return (
                _advance(self._name, row.name) > cell.name.width()
                or _advance(self._secondary, row.subtitle) > cell.subtitle.width()
            )
        if column == "status":
            return False
        return _advance(self._body, COLUMN_TEXTS[index.column()](row)) > _inner(rect).width()

    def _paint_name(
        self, painter: QPainter, option: QStyleOptionViewItem, row: Row, *, is_selected: bool
    ) -> None:
        cell = self._name_cell(_inner(option.rect), row)
        ratio = self._view.devicePixelRatioF()
        tile = self._tile(row, cell.tile.width(), ratio, is_selected=is_selected)
        painter.drawPixmap(_visual(option, cell.tile).topLeft(), tile)
        color = "muted" if row.is_gone or row.is_deleted else "text"
        self._paint_text(painter, option, cell.name, row.name, face=self._name, color=color)
        if row.is_favourite:
            star = self._icons.pixmap("star-filled", _STAR, "warn", ratio)
            painter.drawPixmap(_visual(option, cell.star).topLeft(), star)
        if cell.subtitle.width():
            self._paint_text(
                painter, option, cell.subtitle, row.subtitle, face=self._secondary, color="muted"
            )

    def _name_cell(self, inner: QRect, row: Row) -> _NameCell:
        size = _TILE_COMPACT if self.is_compact else _TILE
        tile = QRect(inner.left(), inner.top() + (inner.height() - size) // 2, size, size)
        left = tile.right() + 1 + CELL_PADDING
        room = max(0, inner.right() + 1 - left)
        star_room = _STAR + _STAR_GAP if row.is_favourite else 0
        height = self._name.metrics.height()
        name = QRect(left, 0, min(_advance(self._name, row.name), room - star_room), height)
        if self.is_compact:
            name.moveTop(inner.top() + (inner.height() - height) // 2)
            start = name.right() + 1 + star_room + CELL_PADDING
            rest = left + room - start
            subtitle = QRect(start, name.top(), rest if rest >= _LEAST_SUBTITLE else 0, height)
        else:
            second = self._secondary.metrics.height() if row.subtitle else -_LINE_GAP
            name.moveTop(inner.top() + (inner.height() - height - _LINE_GAP - second) // 2)
            subtitle = QRect(left, name.bottom() + 1 + _LINE_GAP, room, max(0, second))
        star = QRect(0, 0, _STAR, _STAR)
        star.moveCenter(name.center())
        star.moveLeft(name.right() + 1 + _STAR_GAP)
        return _NameCell(tile, name, star, subtitle)

    def _tile(self, row: Row, size: int, ratio: float, *, is_selected: bool) -> QPixmap:
        key = ("tile", row.icon, size, ratio, is_selected, row.is_gone or row.is_deleted)
        if key not in self._pixmaps:
            self._pixmaps[key] = self._draw_tile(row, size, ratio, is_selected=is_selected)
        return self._pixmaps[key]

    def _draw_tile(self, row: Row, size: int, ratio: float, *, is_selected: bool) -> QPixmap:
        is_grey = row.is_gone or row.is_deleted
        ground = "surface" if is_selected else "grey_bg" if is_grey else "accent_soft"
        result = _transparent(size, size, ratio)
        painter = QPainter(result)
        self._fill_rounded(painter, QRectF(0, 0, size, size), RADIUS_TILE, ground)
        edge = _TILE_ICON_COMPACT if self.is_compact else _TILE_ICON
        start = (size - edge) // 2
        icon = self._icon(row.icon, edge, "grey" if is_grey else "accent", ratio)
        painter.drawPixmap(start, start, icon)
        painter.end()
        return result

    def _icon(self, name: str, size: int, color: str, ratio: float) -> QPixmap:
        try:
            return self._icons.pixmap(name, size, color, ratio)
        except KeyError:  # a type that came from elsewhere names what icon it likes
            return self._icons.pixmap(PLAIN_TYPE_ICON, size, color, ratio)

    def _paint_chip(self, painter: QPainter, option: QStyleOptionViewItem, row: Row) -> None:
        if not row.status:
            return
        inner = _inner(option.rect)
        width = min(self._chip_width(row.status), inner.width())
        chip = QRect(inner.left(), 0, width, CHIP_HEIGHT)
        chip.moveTop(inner.top() + (inner.height() - CHIP_HEIGHT) // 2)
        ratio = self._view.devicePixelRatioF()
        key = ("chip", row.status, row.status_role, width, ratio, option.direction)
        if key not in self._pixmaps:
            self._pixmaps[key] = self._draw_chip(option, row, width, ratio)
        painter.drawPixmap(_visual(option, chip).topLeft(), self._pixmaps[key])

    def _draw_chip(
        self, option: QStyleOptionViewItem, row: Row, width: int, ratio: float
    ) -> QPixmap:
        result = _transparent(width, CHIP_HEIGHT, ratio)
        painter = QPainter(result)
        area = QRect(0, 0, width, CHIP_HEIGHT)
        self._fill_rounded(painter, QRectF(area), CHIP_HEIGHT / 2, f"{row.status_role}_bg")
        icon = QRect(_CHIP_EDGE, (CHIP_HEIGHT - _CHIP_ICON) // 2, _CHIP_ICON, _CHIP_ICON)
        pixmap = self._icon(row.status_icon, _CHIP_ICON, row.status_role, ratio)
        mirrored = visual_rect(option.direction, area, icon)
        painter.drawPixmap(mirrored.topLeft(), pixmap)
        start = icon.right() + 1 + _CHIP_GAP
        text = QRect(start, 0, width - start - _CHIP_EDGE, CHIP_HEIGHT)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.setFont(self._chip.font)
        painter.setPen(self._color(row.status_role))
        shown = self._chip.metrics.elidedText(row.status, Qt.TextElideMode.ElideRight, text.width())
        flags = line_start(option.direction)
        painter.drawText(visual_rect(option.direction, area, text), flags, shown)
        painter.end()
        return result

    def _chip_width(self, word: str) -> int:
        return _CHIP_EDGE + _CHIP_ICON + _CHIP_GAP + _advance(self._chip, word) + _CHIP_EDGE + 1

    def _paint_text(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        rect: QRect,
        text: str,
        *,
        face: _Face,
        color: str,
    ) -> None:
        painter.setFont(face.font)
        painter.setPen(self._color(color))
        shown = face.metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(_visual(option, rect), line_start(option.direction), shown)

    def _fill_rounded(self, painter: QPainter, rect: QRectF, radius: float, color: str) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._color(color))
        painter.drawRoundedRect(rect, radius, radius)

    def _color(self, token: str) -> QColor:
        color = self._colors.get(token)
        if color is None:
            color = self._colors[token] = self._theme.color(token)
        return color

    def _read_fonts(self) -> None:
        fonts = self._theme.fonts
        self._body = _Face.of(fonts.body)
        self._name = _Face.of(fonts.body, QFont.Weight.DemiBold)
        self._secondary = _Face.of(fonts.secondary)
        self._chip = _Face.of(fonts.secondary, QFont.Weight.DemiBold)

    def _on_theme_changed(self) -> None:
        self._colors.clear()
        self._pixmaps.clear()
        self._read_fonts()


def _inner(rect: QRect) -> QRect:
    return rect.adjusted(CELL_PADDING, 0, -CELL_PADDING, -_LINE)


def _visual(option: QStyleOptionViewItem, rect: QRect) -> QRect:
    return visual_rect(option.direction, option.rect, rect)


def _advance(face: _Face, text: str) -> int:
    """The width that a text needs: Qt rounds its width, and then elides by the exact one."""
    return face.metrics.horizontalAdvance(text) + 1


def _transparent(width: int, height: int, ratio: float) -> QPixmap:
    result = QPixmap(round(width * ratio), round(height * ratio))
    result.setDevicePixelRatio(ratio)
    result.fill(Qt.GlobalColor.transparent)
    return result
