"""The search index: what it learns and forgets, in the transaction of the change.

Not by triggers: under trusted_schema=OFF SQLite refuses a trigger that writes to a virtual table
(“unsafe use of virtual table”), as a file from somebody else could carry one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

_FORGET = (
    "INSERT INTO resource_search (resource_search, rowid, folded)"
    " SELECT 'delete', resource_id, folded FROM resource_text WHERE resource_id = ?"
)
_LEARN = "INSERT INTO resource_search (rowid, folded) VALUES (?, ?)"


def learn(connection: sqlite3.Connection, texts: Iterable[tuple[int, str]]) -> None:
    """Add the folded text of new resources, by key."""
    pairs = list(texts)
    connection.executemany("INSERT INTO resource_text (resource_id, folded) VALUES (?, ?)", pairs)
    connection.executemany(_LEARN, pairs)


def relearn(connection: sqlite3.Connection, key: int, folded: str) -> None:
    """Replace the folded text of a resource, where it differs."""
    (before,) = connection.execute(
        "SELECT folded FROM resource_text WHERE resource_id = ?", (key,)
    ).fetchone()
    if before == folded:
        return
    connection.execute(_FORGET, (key,))
    connection.execute("UPDATE resource_text SET folded = ? WHERE resource_id = ?", (folded, key))
    connection.execute(_LEARN, (key, folded))


def forget(connection: sqlite3.Connection, key: int) -> None:
    """Drop the folded text of a resource."""
    connection.execute(_FORGET, (key,))
    connection.execute("DELETE FROM resource_text WHERE resource_id = ?", (key,))
