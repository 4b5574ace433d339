"""Paints the rows of the sidebar: places with icon and count, headings that fold."""

from __future__ import annotations

from PySide6 import QtWidgets
from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from app.domain.type_icon import PLAIN_TYPE_ICON
from app.overriding import override
from app.presentation.sidebar_places import ALL, TRASH, Entry, Section
from resources_ui.icons import Icons
from resources_ui.mirroring import line_end, line_start, visual_rect
from resources_ui.sidebar_model import Node, SidebarModel
from resources_ui.theme import Theme
from resources_ui.tokens import FOCUS_RING, ICON_BAR, RADIUS_CONTROL, SIDEBAR_ROW

EDGE = 8  # between the sidebar's edge and the ground of a row
_PADDING = 12  # between that and the icon
_ICON_GAP = 6
_INDENT = 14  # for each level of scopes
_HEADING = 36
_HEADING_GAP = 6  # of it, above the text
_TRASH_GAP = 16
_END_GAP = 8  # above the first row and below the last
_CHEVRON = 14
_COUNT_GAP = 8

Index = QModelIndex | QPersistentModelIndex


class SidebarDelegate(QStyledItemDelegate):
    """Paints a whole row itself, from the node of the model.

    Args:
        view: The sidebar.
        model: Its model.
        theme: Colours and fonts.
        icons: Drawings.
    """

    def __init__(
        self, view: QAbstractItemView, model: SidebarModel, theme: Theme, icons: Icons
    ) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._theme = theme
        self._icons = icons
        self.shows_focus = False

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        node = self._model.node(index)
        if not isinstance(node, Entry):
            return QSize(0, _HEADING)
        row = max(SIDEBAR_ROW, QFontMetrics(self._theme.fonts.body).height() + 12)
        above, below = _gaps(node)
        return QSize(0, above + row + below)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        node = self._model.node(index)
        if node is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        if isinstance(node, Section):
            self._paint_heading(painter, option, node)
        else:
            self._paint_entry(painter, option, node, index)
        if self.shows_focus and option.state & QtWidgets.QStyle.StateFlag.State_HasFocus:
            self._paint_focus_ring(painter, _ground(option, node))
        painter.restore()

    @override
    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        node = self._model.node(index)
        if event.type() is QEvent.Type.ToolTip and not (
            isinstance(node, Entry) and self._is_cut(option, node)
        ):
            QToolTip.hideText()
            return True
        return super().helpEvent(event, view, option, index)

    def _paint_entry(
        self, painter: QPainter, option: QStyleOptionViewItem, entry: Entry, index: Index
    ) -> None:
        ground = _ground(option, entry)
        is_selected = self._view.selectionModel().isSelected(index)
        if is_selected or self._is_pointed_at(option):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("selection" if is_selected else "hover"))
            painter.drawRoundedRect(QRectF(ground), RADIUS_CONTROL, RADIUS_CONTROL)
        icon, label, count = self._parts(ground, entry)
        ratio = self._view.devicePixelRatioF()
        pixmap = self._icon(entry.icon, "text" if is_selected else "muted", ratio)
        painter.drawPixmap(_visual(option, icon).topLeft(), pixmap)
        painter.setFont(self._theme.fonts.body)
        painter.setPen(self._theme.color("text"))
        metrics = QFontMetrics(self._theme.fonts.body)
        shown = metrics.elidedText(entry.label, Qt.TextElideMode.ElideRight, label.width())
        painter.drawText(_visual(option, label), line_start(option.direction), shown)
        if entry.number:
            painter.setFont(self._theme.fonts.secondary)
            painter.setPen(self._theme.color("muted"))
            flags = line_end(option.direction)
            painter.drawText(_visual(option, count), flags, f"{entry.number:,}")

    def _paint_heading(
        self, painter: QPainter, option: QStyleOptionViewItem, section: Section
    ) -> None:
        ground = _ground(option, section)
        is_open = bool(option.state & QtWidgets.QStyle.StateFlag.State_Open)
        folded = "chevron-left" if _is_mirrored(option) else "chevron-right"
        chevron = QRect(0, 0, _CHEVRON, _CHEVRON)
        chevron.moveCenter(ground.center())
        chevron.moveRight(ground.right() - _PADDING)
        ratio = self._view.devicePixelRatioF()
        name = "chevron-down" if is_open else folded
        pixmap = self._icons.pixmap(name, _CHEVRON, "muted", ratio)
        painter.drawPixmap(_visual(option, chevron).topLeft(), pixmap)
        text = ground.adjusted(_PADDING, 0, -_PADDING - _CHEVRON - _COUNT_GAP, 0)
        painter.setFont(self._theme.fonts.section)
        painter.setPen(self._theme.color("text"))
        flags = line_start(option.direction)
        painter.drawText(_visual(option, text), flags, section.heading.upper())

    def _parts(self, ground: QRect, entry: Entry) -> tuple[QRect, QRect, QRect]:
        """Where icon, label and count go, left to right."""
        icon = QRect(0, 0, ICON_BAR, ICON_BAR)
        icon.moveCenter(ground.center())
        icon.moveLeft(ground.left() + _PADDING + entry.depth * _INDENT)
        digits = QFontMetrics(self._theme.fonts.secondary).horizontalAdvance(f"{entry.number:,}")
        count = QRect(ground)
        count.setRight(ground.right() - _PADDING)
        count.setLeft(count.right() - (digits if entry.number else 0))
        label = QRect(ground)
        label.setLeft(icon.right() + 1 + _ICON_GAP)
        label.setRight(count.left() - (_COUNT_GAP if entry.number else 0))
        return icon, label, count

    def _is_cut(self, option: QStyleOptionViewItem, entry: Entry) -> bool:
        _, label, _ = self._parts(_ground(option, entry), entry)
        return QFontMetrics(self._theme.fonts.body).horizontalAdvance(entry.label) > label.width()

    def _is_pointed_at(self, option: QStyleOptionViewItem) -> bool:
        # The style's states are made when they are first asked for: see `mirroring`.
        return self._view.underMouse() and bool(
            option.state & QtWidgets.QStyle.StateFlag.State_MouseOver
        )

    def _icon(self, name: str, color: str, ratio: float) -> QPixmap:
        try:
            return self._icons.pixmap(name, ICON_BAR, color, ratio)
        except KeyError:  # a type that came from elsewhere names what icon it likes
            return self._icons.pixmap(PLAIN_TYPE_ICON, ICON_BAR, color, ratio)

    def _paint_focus_ring(self, painter: QPainter, ground: QRect) -> None:
        inset = FOCUS_RING / 2
        painter.setPen(QPen(self._theme.color("accent"), FOCUS_RING))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        area = QRectF(ground).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(area, RADIUS_CONTROL, RADIUS_CONTROL)


def _ground(option: QStyleOptionViewItem, node: Node) -> QRect:
    """The part of a row that is painted and selected; the same on both sides."""
    ground: QRect = option.rect.adjusted(EDGE, 0, -EDGE, 0)
    above, below = _gaps(node)
    return ground.adjusted(0, above, 0, -below)


def _gaps(node: Node) -> tuple[int, int]:
    """Empty space above and below what is painted of a row."""
    if isinstance(node, Section):
        return _HEADING_GAP, 0
    if node.place == TRASH:
        return _TRASH_GAP, _END_GAP
    return (_END_GAP, 0) if node.place == ALL else (0, 0)


def _visual(option: QStyleOptionViewItem, rect: QRect) -> QRect:
    return visual_rect(option.direction, option.rect, rect)


def _is_mirrored(option: QStyleOptionViewItem) -> bool:
    return option.direction is Qt.LayoutDirection.RightToLeft
