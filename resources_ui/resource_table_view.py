"""The resource table: columns that give way, selection by key, everything by keyboard."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from app.overriding import override
from app.presentation.columns import COLUMNS, lay_out
from app.presentation.resource_list import Clock
from app.search.listing import Sort
from resources_ui.icons import Icons
from resources_ui.list_place import HeldPlace, ListPlace, Scroll
from resources_ui.resource_delegate import ResourceDelegate
from resources_ui.resource_table_model import ResourceTableModel
from resources_ui.table_heading import TableHeading
from resources_ui.theme import Theme
from resources_ui.tokens import FOCUS_RING, RADIUS_CONTROL

if TYPE_CHECKING:
    from app.domain.changes import Changes
    from app.presentation.row_source import RowSource

AGE_STEP_MS = 60_000  # how often “2 min ago” is said anew

Index = QModelIndex | QPersistentModelIndex
_KEYBOARD_REASONS = frozenset(
    {
        Qt.FocusReason.TabFocusReason,
        Qt.FocusReason.BacktabFocusReason,
        Qt.FocusReason.ShortcutFocusReason,
    }
)


class ResourceTableView(QTableView):
    """Shows a list of keys; what the person does comes out as signals that carry keys.

    Args:
        source: Reads the rows that are shown.
        theme: The look; row heights follow its fonts.
        icons: Drawings.
        clock: Aware, in the person's time zone.
        parent: The widget that it belongs to.
    """

    current_changed = Signal(object)  # int | None: the resource that the person looks at
    selection_changed = Signal()
    opened = Signal(int)  # Enter or a double click
    sort_requested = Signal(object)  # Sort
    context_menu_requested = Signal(QPoint)  # global; by mouse or keyboard
    typed = Signal(str)  # a letter, which belongs into the search bar

    def __init__(
        self,
        source: RowSource,
        theme: Theme,
        icons: Icons,
        *,
        clock: Clock,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setViewport(_viewport())
        self.resource_model = ResourceTableModel(source, clock, self)
        self._place = ListPlace(self, self.resource_model)
        self._theme = theme
        self._delegate = ResourceDelegate(self, self.resource_model, theme, icons)
        self._sort = Sort()
        self._held: HeldPlace | None = None  # while the rest of a list is still to come
        self._wanted: int | None = None  # to be selected as soon as a list has it
        self._is_showing = False
        self._told_current: int | None = None
        self._by_keyboard = False
        self._ages = QTimer(self, interval=AGE_STEP_MS)
        self._ages.timeout.connect(self.resource_model.refresh_ages)
        self.setModel(self.resource_model)
        self.setItemDelegate(self._delegate)
        self.setHorizontalHeader(TableHeading(theme, icons, self))
        self._dress()
        self.activated.connect(self._on_activated)
        self.entered.connect(self._on_entered)
        self.viewportEntered.connect(self._on_viewport_entered)
        self.horizontalHeader().sectionClicked.connect(self._on_heading_clicked)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        theme.changed.connect(self._on_theme_changed)

    @property
    def current_key(self) -> int | None:
        """The resource that the person looks at."""
        return self._place.current_key

    @property
    def sort(self) -> Sort:
        """The order that the headings show."""
        return self._sort

    @property
    def selected_count(self) -> int:
        """How many rows are selected, without naming them."""
        return sum(last - first + 1 for first, last in self._place.selected_runs())

    def selected_keys(self) -> list[int]:
        """The selected resources, from top to bottom."""
        return self._place.selected_keys().tolist()

    def show_keys(
        self, keys: array[int], *, scroll: Scroll = "stay", is_final: bool = True
    ) -> None:
        """Show a list; selection and current row stay with their resources.

        Args:
            keys: In order.
            scroll: `stay` where the person was, for the same list after a change; then also the
                next row follows a current one that is gone. `top` or `current` for another list.
            is_final: The rest of the list is not still to come. Until it has, a resource that is
                not there yet is not taken for gone.
        """
        held = self._held or self._place.hold()
        offset = self.verticalScrollBar().value()
        self._is_showing = True
        try:
            if not self.resource_model.show(keys):
                self._hover(-1)
                self._place.select(held, follow=scroll == "stay" and is_final)
                self._place.scroll(held, offset, scroll)
            elif self._held is not None:
                self._place.select(held)
        finally:
            self._is_showing = False
        self._held = None if is_final else held
        if is_final and self._wanted is not None:
            self.select_key(self._wanted)
        self._tell(is_final=is_final)
        self.selection_changed.emit()

    def refresh(self, changes: Changes) -> None:
        """Read again what a write changed."""
        self.resource_model.refresh(changes)

    def select_key(self, key: int) -> bool:
        """Make a resource the current and only selected one, in sight.

        Returns:
            Whether the list has it; if not, it is selected as soon as a list does, unless the
            person goes elsewhere before.
        """
        row = self.resource_model.row_of(key)
        self._wanted = key if row is None else None
        if row is None:
            return False
        self._held = None
        self._place.go_to(row)
        self.scrollTo(self.resource_model.index(row, 0))
        return True

    def select_nothing(self) -> None:
        """Leave every row, as when a new resource is begun."""
        self.stay()
        self.clearSelection()
        self.setCurrentIndex(QModelIndex())

    def stay(self) -> None:
        """Go no more to what was to be selected as soon as a list has it."""
        self._wanted = None

    def set_sort(self, sort: Sort) -> None:
        """Show in the headings what the list is ordered by."""
        self._sort = sort
        header = self.horizontalHeader()
        section = next((i for i, each in enumerate(COLUMNS) if each.sort is sort.key), -1)
        order = Qt.SortOrder.DescendingOrder if sort.descending else Qt.SortOrder.AscendingOrder
        header.setSortIndicatorShown(section >= 0)
        header.setSortIndicator(section, order)

    def set_compact(self, compact: bool) -> None:
        """One line a row instead of two."""
        top = self.rowAt(0)
        self._delegate.is_compact = compact
        self._fit_rows()
        at_top = QAbstractItemView.ScrollHint.PositionAtTop
        self.scrollTo(self.resource_model.index(top, 0), at_top)

    def focus_rows(self) -> None:
        """Take the keyboard, as when the arrow key leads down from the search bar."""
        if not self.currentIndex().isValid() and self.resource_model.rowCount():
            self._place.go_to(0)
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._set_by_keyboard(True)
        if event.key() == Qt.Key.Key_F10 and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            self.context_menu_requested.emit(self._menu_position())
            return
        super().keyPressEvent(event)

    @override
    def keyboardSearch(self, search: str) -> None:
        # Qt would read every row of the list to find one that begins with these letters.
        self.typed.emit(search)

    @override
    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Move in rows: Home and End lead to the first and the last, left and right nowhere."""
        moves = QAbstractItemView.CursorAction
        last = self.resource_model.rowCount() - 1
        if action is moves.MoveHome:
            return self.resource_model.index(min(0, last), 0)
        if action is moves.MoveEnd:
            return self.resource_model.index(last, 0)
        if action in {moves.MoveLeft, moves.MoveRight}:
            return self.currentIndex()
        return super().moveCursor(action, modifiers)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._set_by_keyboard(False)
        if self.indexAt(event.position().toPoint()).isValid():
            super().mousePressEvent(event)
            return
        self.clearSelection()
        self.setCurrentIndex(QModelIndex())

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        is_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        self.context_menu_requested.emit(self._menu_position() if is_key else event.globalPos())

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self._set_by_keyboard(event.reason() in _KEYBOARD_REASONS)
        super().focusInEvent(event)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ages.start()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self._ages.stop()
        super().hideEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._by_keyboard and self.hasFocus():
            self._paint_focus_ring()

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        for index in (current, previous):  # Qt paints one cell anew, the ring is around the row
            self._update_row(index.row())
        self._on_moved()

    @override
    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        if not self._is_showing:
            self._held = self._wanted = None
            self.selection_changed.emit()

    def _on_moved(self) -> None:
        if not self._is_showing:
            self._held = self._wanted = None
            self._tell(is_final=True)

    def _on_activated(self, index: QModelIndex) -> None:
        self.opened.emit(self.resource_model.key_at(index.row()))

    def _on_entered(self, index: QModelIndex) -> None:
        self._hover(index.row())

    def _on_viewport_entered(self) -> None:
        self._hover(-1)

    def _on_scrolled(self, _value: int) -> None:
        self._hover(-1)  # another row has come under the pointer
        if self.currentIndex().row() < 0:
            self.viewport().update()  # the ring around the view must not move with the rows

    def _on_heading_clicked(self, section: int) -> None:
        column = COLUMNS[section]
        is_same = column.sort is self._sort.key
        descending = not self._sort.descending if is_same else column.newest_first
        self.set_sort(Sort(column.sort, descending))
        self.sort_requested.emit(self._sort)

    def _on_theme_changed(self) -> None:
        self._fit_rows()
        self._fit_columns()
        self.viewport().update()

    def _dress(self) -> None:
        self.setObjectName("resourceTable")
        self.setAccessibleName("Resources")
        self.setProperty("flat", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.set_sort(self._sort)
        self._fit_rows()

    def _fit_rows(self) -> None:
        rows = self.verticalHeader()
        rows.setMinimumSectionSize(self._delegate.row_height)
        rows.setDefaultSectionSize(self._delegate.row_height)

    def _fit_columns(self) -> None:
        header = self.horizontalHeader()
        widths = lay_out(self.viewport().width(), self._delegate.needed_widths())
        for section, width in enumerate(widths):
            header.setSectionHidden(section, width == 0)
            if width:
                header.resizeSection(section, width)

    def _tell(self, *, is_final: bool) -> None:
        current = self.current_key
        if current == self._told_current or (current is None and not is_final):
            return
        self._told_current = current
        self.current_changed.emit(current)

    def _row_rect(self, row: int) -> QRect:
        return QRect(0, self.rowViewportPosition(row), self.viewport().width(), self.rowHeight(row))

    def _update_row(self, row: int) -> None:
        if row >= 0:
            self.viewport().update(self._row_rect(row))

    def _hover(self, row: int) -> None:
        if row != self._delegate.hovered_row:
            before, self._delegate.hovered_row = self._delegate.hovered_row, row
            self._update_row(before)
            self._update_row(row)

    def _set_by_keyboard(self, by_keyboard: bool) -> None:
        if by_keyboard != self._by_keyboard:
            self._by_keyboard = by_keyboard
            self.viewport().update()

    def _paint_focus_ring(self) -> None:
        row = self.currentIndex().row()
        area = self.viewport().rect() if row < 0 else self._row_rect(row).adjusted(0, 0, 0, -1)
        inset = FOCUS_RING / 2 + 1
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("accent"), FOCUS_RING))
        painter.drawRoundedRect(
            QRectF(area).adjusted(inset, inset, -inset, -inset), RADIUS_CONTROL, RADIUS_CONTROL
        )

    def _menu_position(self) -> QPoint:
        row = max(0, self.currentIndex().row())
        self.scrollTo(self.resource_model.index(row, 0))
        rect = self._row_rect(row)
        return self.viewport().mapToGlobal(rect.center())


def _viewport() -> QWidget:
    """What the rows are painted on, as Qt would make it.

    For a widget that Qt has made, PySide6 goes through every class of widgets to find its own: 6 ms
    of the start.
    """
    viewport = QWidget()
    viewport.setObjectName("qt_scrollarea_viewport")
    viewport.setBackgroundRole(QPalette.ColorRole.Base)
    viewport.setAutoFillBackground(True)
    return viewport
