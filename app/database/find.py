"""From a listing to SQL: which resources, in which order."""

from __future__ import annotations

import sqlite3
from array import array

from app.search.listing import Filter, FilterKind, Listing, Sort, SortKey
from app.search.words import Words

_TRIGRAM = 3

_CONDITIONS = {
    FilterKind.FAVOURITE: "r.favourite = 1",
    FilterKind.TYPE: "r.type_id = (SELECT id FROM resource_type WHERE key = ?)",
    # A scope stands for all below it, as a folder does. UNION ends on a cycle, which a file
    # edited by hand may hold.
    FilterKind.SCOPE: (
        "r.scope_id IN (WITH RECURSIVE below (id) AS (SELECT id FROM scope WHERE identifier = ?"
        " UNION SELECT scope.id FROM scope JOIN below ON scope.parent_id = below.id)"
        " SELECT id FROM below)"
    ),
    FilterKind.WRAPPER: "r.wrapper_id = (SELECT id FROM wrapper WHERE identifier = ?)",
    FilterKind.STATUS: "r.status = ?",
    FilterKind.TAG: (
        "r.id IN (SELECT resource_id FROM resource_tag JOIN tag ON tag.id = tag_id"
        " WHERE tag.name = ?)"
    ),
}

_JOINS = {
    SortKey.TYPE: " JOIN resource_type t ON t.id = r.type_id",
    SortKey.SCOPE: " LEFT JOIN scope s ON s.id = r.scope_id",
    SortKey.WRAPPER: " LEFT JOIN wrapper w ON w.id = r.wrapper_id",
}

# Empty values come last, whichever the direction.
_ORDERS = {
    SortKey.NAME: "r.name_key {d}",
    SortKey.TYPE: "t.name COLLATE NOCASE {d}, r.name_key",
    SortKey.STATUS: "r.status {d}, r.name_key",
    SortKey.USERNAME: "r.username IS NULL, r.username COLLATE NOCASE {d}, r.name_key",
    SortKey.SCOPE: "s.name IS NULL, s.name COLLATE NOCASE {d}, r.name_key",
    SortKey.WRAPPER: "w.name IS NULL, w.name COLLATE NOCASE {d}, r.name_key",
    SortKey.CREATED: "r.created {d}",
    SortKey.UPDATED: "r.updated {d}",
}


def keys(
    connection: sqlite3.Connection, listing: Listing, *, limit: int | None = None
) -> array[int]:
    """The keys of the resources that a listing asks for, in its order.

    Args:
        connection: Any connection to the inventory.
        listing: What is asked.
        limit: At most so many; a first page comes from the index without sorting the rest.
    """
    statement, values = to_sql(listing, limit=limit)
    if limit is not None:
        return array("q", [key for (key,) in connection.execute(statement, values)])
    import json  # noqa: PLC0415 - the first paint asks for a page

    # One JSON text is parsed twice as fast as a million rows are fetched.
    (text,) = connection.execute(
        f"SELECT json_group_array(id) FROM ({statement})",  # noqa: S608 - built from our constants
        values,
    ).fetchone()
    return array("q", json.loads(text))


def to_sql(listing: Listing, *, limit: int | None = None) -> tuple[str, list[object]]:
    """The statement and its values; user text is only ever among the values."""
    conditions: list[str] = []
    values: list[object] = []
    if listing.deleted is not None:
        conditions.append(f"r.deleted IS {'NOT ' if listing.deleted else ''}NULL")
    for condition in map(_filter_condition, listing.filters):
        conditions.append(condition[0])
        values.extend(condition[1])
    join, search_conditions, search_values = _search(listing.words)
    conditions += search_conditions
    values += search_values
    statement = f"SELECT r.id FROM resource r{_JOINS.get(listing.sort.key, '')}{join}"  # noqa: S608
    if conditions:
        statement += f" WHERE {' AND '.join(conditions)}"
    statement += f" ORDER BY {_order(listing.sort)}"
    if limit is not None:
        statement += " LIMIT ?"
        values.append(limit)
    return statement, values


def _filter_condition(filter_: Filter) -> tuple[str, list[object]]:
    condition = _CONDITIONS[filter_.kind]
    return condition, [filter_.value] if "?" in condition else []


def _order(sort: Sort) -> str:
    direction = "DESC" if sort.descending else "ASC"
    return f"{_ORDERS[sort.key].format(d=direction)}, r.id {direction}"


def _search(words: Words) -> tuple[str, list[str], list[object]]:
    """Trigrams narrow, the folded text decides; a part of three characters needs no second look."""
    if not words.parts:
        return "", [], []
    trigrams = dict.fromkeys(
        part[start : start + _TRIGRAM]
        for part in words.parts
        for start in range(len(part) - _TRIGRAM + 1)
    )
    doubtful = [part for part in words.parts if len(part) != _TRIGRAM]
    conditions: list[str] = []
    values: list[object] = []
    if trigrams:
        conditions.append(
            "r.id IN (SELECT rowid FROM resource_search WHERE resource_search MATCH ?)"
        )
        values.append(" AND ".join(map(_quoted, trigrams)))
    conditions += ["instr(x.folded, ?) > 0"] * len(doubtful)
    values += doubtful
    join = " JOIN resource_text x ON x.resource_id = r.id" if doubtful else ""
    return join, conditions, values


def _quoted(trigram: str) -> str:
    """A string of FTS5: folding can bring a quote forth from a wider one."""
    doubled = trigram.replace('"', '""')
    return f'"{doubled}"'
