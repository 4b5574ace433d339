"""The model of the resource table: keys of a whole list, rows read a page at a time when shown."""

from __future__ import annotations

import re
from array import array
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from app.errors import StrongroomError
from app.overriding import override
from app.presentation.columns import COLUMNS
from app.presentation.resource_list import (
    COLUMN_TEXTS,
    Clock,
    Row,
    format_row,
    gone_row,
    unreadable_row,
)
from resources_ui.labels import plain_tool_tip

if TYPE_CHECKING:
    from app.domain.changes import Changes
    from app.presentation.row_source import RowSource

PAGE = 64  # rows
PAGES_KEPT = 64

# Plain integers: looking an enum's member up costs more than all the rest of `data`.
DISPLAY = Qt.ItemDataRole.DisplayRole.value
TOOL_TIP = Qt.ItemDataRole.ToolTipRole.value
ACCESSIBLE_TEXT = Qt.ItemDataRole.AccessibleTextRole.value

_NAME_COLUMN = 0
_UPDATED_COLUMN = next(i for i, column in enumerate(COLUMNS) if column.name == "updated")

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()


class ResourceTableModel(QAbstractTableModel):
    """Serves texts, and the whole `Row` to the delegate; never a secret.

    Args:
        source: Reads rows, on the GUI thread: a page takes well under a millisecond.
        clock: Aware, in the person's time zone.
        parent: Usually the view.
    """

    failed = Signal(object)  # StrongroomError: a page could not be read
    _page_failed = Signal(object)

    def __init__(self, source: RowSource, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._clock = clock
        self._keys: array[int] = array("q")
        self._pages: OrderedDict[int, list[Row]] = OrderedDict()
        self._page_number = -1  # the page that was read last is asked for again and again
        self._page: list[Row] = []
        self._found: tuple[int, int | None] | None = None  # the key that was looked for last
        # Pages are read inside a paint event, which is no moment for anybody to show an error.
        self._page_failed.connect(self.failed, Qt.ConnectionType.QueuedConnection)

    def show(self, keys: array[int]) -> bool:
        """Show other keys.

        Args:
            keys: The whole list or its beginning, in order; not to be changed any more.

        Returns:
            Whether what was there stayed in its place, as when the rest of a list follows its
            first page; otherwise the model was reset.
        """
        old = len(self._keys)
        if 0 < old <= len(keys) and keys[:old] == self._keys:
            self._append(keys)
            return True
        self.beginResetModel()
        self._keys = keys
        self._found = None
        self._forget_pages()
        self.endResetModel()
        return False

    def refresh(self, changes: Changes) -> None:
        """Read again what a write changed, as far as it was read; the order stays as it is."""
        if changes.touches_names:
            self._forget_pages()
            self._announce(0, len(self._keys) - 1)
            return
        affected = {*changes.changed, *changes.removed}
        rows = [row for number in self._pages for row in self._rows_of_page(number, affected)]
        for row in rows:
            self._pages.pop(row // PAGE, None)
        self._page_number = -1
        for first, last in runs(sorted(rows)):
            self._announce(first, last)

    def refresh_ages(self) -> None:
        """Say anew how long ago each change was; for a timer, about once a minute."""
        self._forget_pages()
        if self._keys:
            last = self.index(len(self._keys) - 1, _UPDATED_COLUMN)
            self.dataChanged.emit(self.index(0, _UPDATED_COLUMN), last)

    @property
    def keys(self) -> array[int]:
        """The keys that are shown, in order; not to be changed."""
        return self._keys

    def key_at(self, row: int) -> int:
        """The key in a row.

        Raises:
            IndexError: There is no such row.
        """
        return self._keys[row]

    def row_of(self, key: int) -> int | None:
        """The row of a key; None where the list does not have it."""
        if self._found is None or self._found[0] != key:
            self._found = (key, _position(self._keys, key))
        return self._found[1]

    def row(self, number: int) -> Row:
        """A whole row, read with its page if it was not yet.

        Raises:
            IndexError: There is no such row.
        """
        page, offset = divmod(number, PAGE)
        if page != self._page_number:
            self._page = self._turn_to(page)
            self._page_number = page
        return self._page[offset]

    @override
    def data(self, index: Index, role: int = DISPLAY) -> object:
        if role != DISPLAY and role not in _OTHER_ROLES:
            return None
        if not index.isValid():
            return None
        row = self.row(index.row())
        column = index.column()
        if role == TOOL_TIP:
            text = _tool_tip(row, column)
            return plain_tool_tip(text) if text else None
        if role == ACCESSIBLE_TEXT and column == _NAME_COLUMN:
            return row.sentence
        return COLUMN_TEXTS[column](row)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> object:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        if role == DISPLAY:
            return COLUMNS[section].heading
        if role == TOOL_TIP:
            return f"Sort by {COLUMNS[section].heading.lower()}"
        return None

    @override
    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._keys)

    @override
    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def _append(self, keys: array[int]) -> None:
        old = len(self._keys)
        if len(keys) == old:
            return
        self.beginInsertRows(QModelIndex(), old, len(keys) - 1)
        self._keys = keys
        self._found = None
        self._pages.pop(old // PAGE, None)  # was not full
        self._page_number = -1
        self.endInsertRows()

    def _turn_to(self, number: int) -> list[Row]:
        page = self._pages.get(number)
        if page is None:
            page = self._read(number)
            self._pages[number] = page
            if len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(number)
        return page

    def _read(self, number: int) -> list[Row]:
        keys = self._page_keys(number)
        try:
            summaries = self._source.summaries(keys)
        except StrongroomError as error:
            self._page_failed.emit(error)
            return [unreadable_row(key) for key in keys]
        now = self._clock()
        rows = {summary.key: format_row(summary, now) for summary in summaries}
        return [rows.get(key) or gone_row(key) for key in keys]

    def _page_keys(self, number: int) -> array[int]:
        return self._keys[number * PAGE : (number + 1) * PAGE]

    def _rows_of_page(self, number: int, keys: set[int]) -> Iterable[int]:
        for offset, key in enumerate(self._page_keys(number)):
            if key in keys:
                yield number * PAGE + offset

    def _forget_pages(self) -> None:
        self._pages.clear()
        self._page_number = -1

    def _announce(self, first: int, last: int) -> None:
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(COLUMNS) - 1))


def runs(rows: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Ascending rows as pairs of the first and last of each run without a gap."""
    first = last = None
    for row in rows:
        if first is None or last is None:
            first = row
        elif row != last + 1:
            yield first, last
            first = row
        last = row
    if first is not None and last is not None:
        yield first, last


def _position(keys: array[int], key: int) -> int | None:
    """Where a key stands; four times as fast among a million as `array.index`."""
    pattern = re.compile(re.escape(array("q", [key]).tobytes()))
    memory = memoryview(keys).cast("B")
    match = pattern.search(memory)
    while match is not None and match.start() % keys.itemsize:  # begins inside another key
        match = pattern.search(memory, match.start() + 1)
    return None if match is None else match.start() // keys.itemsize


_OTHER_ROLES = frozenset({ACCESSIBLE_TEXT, TOOL_TIP})


def _tool_tip(row: Row, column: int) -> str:
    if column == _NAME_COLUMN:
        return f"{row.name}\n{row.subtitle}" if row.subtitle else row.name
    if column == _UPDATED_COLUMN:
        return row.updated_at
    return COLUMN_TEXTS[column](row)
