"""The columns of the resource table: what they show, how wide they are, which give way first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from app.search.listing import SortKey

ColumnName = Literal["name", "type", "scope", "wrapper", "status", "updated"]

NAME_MIN_WIDTH = 220  # device-independent pixels, as are all widths here
_NAME_COMFORTABLE = 300


class Column(NamedTuple):
    """One column.

    Args:
        name: The field of `resource_list.Row` that it shows.
        heading: For the person.
        sort: What a click on the heading sorts by.
        width: At the usual font; the column that takes what is left has its least width here.
        priority: The higher, the sooner it is left out; 0 stays.
        beside: The width that the name must keep for this column to be shown.
        newest_first: The first click on the heading sorts downwards.
    """

    name: ColumnName
    heading: str
    sort: SortKey
    width: int
    priority: int
    beside: int = NAME_MIN_WIDTH
    newest_first: bool = False


COLUMNS = (
    Column("name", "Name", SortKey.NAME, NAME_MIN_WIDTH, 0),
    Column("type", "Type", SortKey.TYPE, 144, 3),
    Column("scope", "Scope", SortKey.SCOPE, 148, 4, _NAME_COMFORTABLE),
    Column("wrapper", "Wrapper", SortKey.WRAPPER, 148, 5, _NAME_COMFORTABLE),
    Column("status", "Status", SortKey.STATUS, 140, 1),
    Column("updated", "Updated", SortKey.UPDATED, 104, 2, newest_first=True),
)


def lay_out(available: int, needed: Mapping[ColumnName, int] | None = None) -> tuple[int, ...]:
    """How wide each column of `COLUMNS` is; 0 for one that is left out.

    Columns come in by priority for as long as the name keeps its width; the first that does not fit
    keeps out those after it, so that a wider table never loses a column it had.

    Args:
        available: Width of the table.
        needed: Widths that contents need with the font in use, where more than usual.
    """
    needed = needed or {}
    left = available
    widths = dict.fromkeys(COLUMNS, 0)
    for column in sorted(COLUMNS[1:], key=lambda each: each.priority):
        width = max(column.width, needed.get(column.name, 0))
        if left - width < column.beside:
            break
        widths[column] = width
        left -= width
    widths[COLUMNS[0]] = max(left, NAME_MIN_WIDTH)
    return tuple(widths.values())
