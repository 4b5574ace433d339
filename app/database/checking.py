"""Whether a file is sound: SQLite's own checks, and ours that rows, counts and index agree."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import zip_longest

from app.database import resources, rows
from app.errors import Problem
from app.search.folding import fold

_CHUNK = 500
_COUNTS = (
    "SELECT (SELECT count(*) FROM resource WHERE deleted IS NULL),"
    " (SELECT count(*) FROM resource WHERE deleted IS NULL AND favourite = 1),"
    " (SELECT count(*) FROM resource WHERE deleted IS NOT NULL)"
)


def problems(connection: sqlite3.Connection) -> list[Problem]:
    """Everything that is wrong with the file, none if it is sound."""
    found: list[Problem] = []
    for (line,) in connection.execute("PRAGMA integrity_check(20)"):
        if line != "ok":
            found.append(Problem("file", "damaged", "The file is damaged; restore a backup."))
            break
    broken = len(connection.execute("PRAGMA foreign_key_check").fetchall())
    if broken:
        many = "One row names" if broken == 1 else f"{broken:,} rows name"
        found.append(Problem("file", "foreign_key", f"{many} something that does not exist."))
    kept = connection.execute("SELECT living, favourites, trashed FROM resource_count").fetchone()
    if kept != connection.execute(_COUNTS).fetchone():
        found.append(Problem("counts", "counts", "The counts are wrong; --repair mends them."))
    if not _is_index_sound(connection):
        found.append(
            Problem("index", "index", "The search index is wrong; --repair builds it again.")
        )
    return found


def repair(connection: sqlite3.Connection) -> None:
    """Build again what follows from the rows: counts, sort keys and search index."""
    living, favourites, trashed = connection.execute(_COUNTS).fetchone()
    connection.execute(
        "UPDATE resource_count SET living = ?, favourites = ?, trashed = ?",
        (living, favourites, trashed),
    )
    for key, name_key, text in _derived(connection):
        connection.execute("UPDATE resource SET name_key = ? WHERE id = ?", (name_key, key))
        connection.execute(
            "INSERT INTO resource_text (resource_id, folded) VALUES (?, ?)"
            " ON CONFLICT DO UPDATE SET folded = excluded.folded",
            (key, text),
        )
    connection.execute("INSERT INTO resource_search (resource_search) VALUES ('rebuild')")


def _derived(connection: sqlite3.Connection) -> Iterator[tuple[int, str, str]]:
    """Key, sort key and searched text of every resource, as they follow from its fields."""
    keys = [row[0] for row in connection.execute("SELECT id FROM resource ORDER BY id")]
    for start in range(0, len(keys), _CHUNK):
        for resource in rows.resources(connection, keys[start : start + _CHUNK]):
            text = resources.searchable(resources.state_of(resource), resource.human_id)
            yield resource.key, fold(resource.name), text


def _is_index_sound(connection: sqlite3.Connection) -> bool:
    kept = connection.execute(
        "SELECT id, name_key, folded FROM resource LEFT JOIN resource_text ON resource_id = id"
        " ORDER BY id"
    )
    if any(row != due for row, due in zip_longest(kept, _derived(connection))):
        return False
    try:
        # The second column makes FTS5 compare the index with resource_text, row by row.
        connection.execute(
            "INSERT INTO resource_search (resource_search, rank) VALUES ('integrity-check', 1)"
        )
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_CORRUPT_VTAB:
            raise
        return False
    return True
