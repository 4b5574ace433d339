"""A reader over a plain list, for tests of the table, the sidebar and the finder."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from app.domain.resource_summary import ResourceSummary
from app.domain.status import Status
from app.errors import StrongroomError
from app.search.folding import fold
from app.search.listing import FilterKind, Listing, SortKey

NOW = datetime(2026, 3, 20, 12, 30, tzinfo=UTC)
NOW_MS = int(NOW.timestamp() * 1000)


def fixed_clock() -> datetime:
    return NOW


def summary(key: int, name: str = "", **values: Any) -> ResourceSummary:
    """A row with believable values where none are given."""
    defaults: dict[str, Any] = {
        "username": f"user{key}@example.org",
        "uri": None,
        "type_key": "account",
        "type_name": "Account",
        "type_icon": "key-round",
        "status": Status.CREATED.value,
        "scope": None,
        "wrapper": None,
        "created": NOW_MS - 1000 * key,
        "updated": NOW_MS - 120_000,
        "favourite": 0,
        "deleted": None,
        "has_secret": 0,
        "human_id": f"K7QM{key:02d}",
        "external_id": None,
        "reference_id": None,
    }
    return ResourceSummary(key=key, name=name or f"Resource {key}", **{**defaults, **values})


class ListSource:
    """Answers as the database's reader does, and counts what it is asked.

    Filters by favourite, type and status; finds words in names and user names; sorts by name,
    status and updated.
    """

    def __init__(self, summaries: Iterable[ResourceSummary]) -> None:
        self.rows = {each.key: each for each in summaries}
        self.pages_read: list[list[int]] = []
        self.interrupted = 0
        self.is_closed = False
        self.error: StrongroomError | None = None

    def summaries(self, keys: Sequence[int]) -> list[ResourceSummary]:
        self.pages_read.append(list(keys))
        if self.error is not None:
            raise self.error
        return [self.rows[key] for key in keys if key in self.rows]

    def keys(self, listing: Listing, *, limit: int | None = None) -> array[int]:
        if self.error is not None:
            raise self.error
        found = [row for row in self.rows.values() if _fits(row, listing)]
        found.sort(key=_ORDERS[listing.sort.key], reverse=listing.sort.descending)
        return array("q", [row.key for row in found][:limit])

    def interrupt(self) -> None:
        self.interrupted += 1

    def close(self) -> None:
        self.is_closed = True


_ORDERS = {
    SortKey.NAME: lambda row: (fold(row.name), row.key),
    SortKey.STATUS: lambda row: (row.status, row.key),
    SortKey.UPDATED: lambda row: (row.updated, row.key),
    SortKey.TYPE: lambda row: (row.type_name, row.key),
    SortKey.SCOPE: lambda row: (row.scope or "", row.key),
    SortKey.WRAPPER: lambda row: (row.wrapper or "", row.key),
}
_VALUES = {
    FilterKind.TYPE: lambda row: row.type_key,
    FilterKind.STATUS: lambda row: row.status,
    FilterKind.SCOPE: lambda row: row.scope,
    FilterKind.WRAPPER: lambda row: row.wrapper,
    FilterKind.FAVOURITE: lambda row: "" if row.favourite else None,
}


def _fits(row: ResourceSummary, listing: Listing) -> bool:
    if listing.deleted is not None and listing.deleted is (row.deleted is None):
        return False
    if any(_VALUES[each.kind](row) != each.value for each in listing.filters):
        return False
    return listing.words.are_in((fold(row.name), fold(row.username or "")))
