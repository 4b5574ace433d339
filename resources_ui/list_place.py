"""Where a person is in the table, by key: kept while the list under it changes."""

from __future__ import annotations

from array import array
from typing import Literal, NamedTuple

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex
from PySide6.QtWidgets import QTableView

from app.presentation.columns import COLUMNS
from resources_ui.resource_table_model import ResourceTableModel, runs

MOST_RUNS_KEPT = 10_000  # a new order may scatter a selection: beyond it the window would stall

Scroll = Literal["stay", "top", "current"]


class HeldPlace(NamedTuple):
    """A place, to be found again in another list.

    Args:
        current: Key of the current row.
        selected: Keys of the selected rows, from top to bottom.
        first_row: Where the selection began.
        anchor: Key of the row that should not move on the screen.
        anchor_row: Where it was.
    """

    current: int | None
    selected: array[int]
    first_row: int
    anchor: int | None
    anchor_row: int


class ListPlace:
    """Current row, selection and scroll position of one table.

    Args:
        view: The table; all its rows have one height, and it scrolls by pixels.
        model: Its model.
    """

    def __init__(self, view: QTableView, model: ResourceTableModel) -> None:
        self._view = view
        self._model = model

    @property
    def current_key(self) -> int | None:
        """Key of the current row."""
        row = self._view.currentIndex().row()
        return self._model.key_at(row) if row >= 0 else None

    def selected_runs(self) -> list[tuple[int, int]]:
        """The selected rows as pairs of first and last, from top to bottom."""
        ranges = self._view.selectionModel().selection()
        found = (ranges.at(number) for number in range(ranges.count()))
        return sorted({(each.top(), each.bottom()) for each in found if each.isValid()})

    def selected_keys(self) -> array[int]:
        """Keys of the selected rows, from top to bottom."""
        keys = array("q")
        for first, last in self.selected_runs():
            keys += self._model.keys[first : last + 1]
        return keys

    def go_to(self, row: int) -> None:
        """Make a row the current and only selected one."""
        # Not `QTableView.selectRow`, which does nothing right to left where columns fill the view.
        flags = QItemSelectionModel.SelectionFlag
        self._view.selectionModel().setCurrentIndex(
            self._model.index(row, 0), flags.ClearAndSelect | flags.Rows
        )

    def hold(self) -> HeldPlace:
        """Where the person is now."""
        current = self._view.currentIndex().row()
        anchor = current if self._is_in_sight(current) else self._view.rowAt(0)
        selected = self.selected_runs()
        return HeldPlace(
            current=self.current_key,
            selected=self.selected_keys(),
            first_row=selected[0][0] if selected else current,
            anchor=self._model.key_at(anchor) if anchor >= 0 else None,
            anchor_row=anchor,
        )

    def select(self, held: HeldPlace, *, follow: bool = False) -> None:
        """Select again what was selected, as far as the list has it.

        Args:
            held: The place in the list before.
            follow: If the current resource is gone, the one that took its place becomes current.
        """
        rows = self._rows_of(held.selected)
        current = None if held.current is None else self._model.row_of(held.current)
        count = self._model.rowCount()
        if follow and count and current is None and held.current is not None:
            current = max(0, min(held.first_row, count - 1))
            rows = rows or [(current, current)]
        selection = QItemSelection()
        for first, last in rows:
            selection.select(self._model.index(first, 0), self._model.index(last, len(COLUMNS) - 1))
        flags = QItemSelectionModel.SelectionFlag
        # An explicit “none” first: else Qt makes the first row current when the focus comes.
        self._view.setCurrentIndex(QModelIndex())
        self._view.selectionModel().select(selection, flags.ClearAndSelect)
        if current is not None:
            index = self._model.index(current, 0)
            self._view.selectionModel().setCurrentIndex(index, flags.NoUpdate)

    def scroll(self, held: HeldPlace, offset: int, scroll: Scroll) -> None:
        """Bring into sight what should be.

        Args:
            held: The place in the list before.
            offset: Of the scroll bar before the list changed.
            scroll: `stay` keeps the anchor where it was on the screen.
        """
        self._view.executeDelayedItemsLayout()
        current = self._view.currentIndex()
        if scroll == "current" and current.isValid():
            self._view.scrollTo(current)
        elif scroll == "stay":
            row = None if held.anchor is None else self._model.row_of(held.anchor)
            moved = 0 if row is None else row - held.anchor_row
            height = self._view.verticalHeader().defaultSectionSize()
            self._view.verticalScrollBar().setValue(offset + moved * height)
        else:
            self._view.scrollToTop()

    def _rows_of(self, keys: array[int]) -> list[tuple[int, int]]:
        if len(keys) == 1:
            row = self._model.row_of(keys[0])
            return [] if row is None else [(row, row)]
        if not keys:
            return []
        wanted = set(keys)
        found = list(runs(row for row, key in enumerate(self._model.keys) if key in wanted))
        return found if len(found) <= MOST_RUNS_KEPT else []

    def _is_in_sight(self, row: int) -> bool:
        top = self._view.rowViewportPosition(row)
        height = self._view.verticalHeader().defaultSectionSize()
        return row >= 0 and -height < top < self._view.viewport().height()
