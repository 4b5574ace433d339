"""Reading the rows of the table. It is apart from `rows` because the first paint needs it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

from app.domain.resource_summary import ResourceSummary

_SUMMARY = """
SELECT r.id, r.name, r.username, r.uri, t.key, t.name, t.icon, r.status, s.name, w.name,
       r.created, r.updated, r.favourite, r.deleted,
       EXISTS (SELECT 1 FROM secret WHERE resource_id = r.id),
       r.human_id, r.external_id, r.reference_id
FROM resource r
JOIN resource_type t ON t.id = r.type_id
LEFT JOIN scope s ON s.id = r.scope_id
LEFT JOIN wrapper w ON w.id = r.wrapper_id
WHERE r.id IN ({marks})
"""

_CHUNK = 500  # far below the number of parameters that any build of SQLite takes


def summaries(connection: sqlite3.Connection, keys: Sequence[int]) -> list[ResourceSummary]:
    """The rows of these keys, in their order; a key that is gone is left out."""
    found = {row[0]: ResourceSummary._make(row) for row in by_keys(connection, _SUMMARY, keys)}
    return [found[key] for key in keys if key in found]


def by_keys(
    connection: sqlite3.Connection, statement: str, keys: Sequence[int]
) -> Iterator[tuple[object, ...]]:
    """The rows of a statement that asks for keys.

    Args:
        connection: Any connection to the inventory.
        statement: With `IN ({marks})`.
        keys: As many as there are; asked for in chunks.
    """
    for start in range(0, len(keys), _CHUNK):
        chunk = keys[start : start + _CHUNK]
        marks = ",".join("?" * len(chunk))
        yield from connection.execute(statement.format(marks=marks), tuple(chunk))
