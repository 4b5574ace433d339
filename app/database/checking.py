"""Whether a file is sound: SQLite's own checks, and ours that rows, counts and index agree."""

from __future__ import annotations

import sqlite3

from app.errors import Problem

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
        found.append(
            Problem("file", "foreign_key", f"{broken:,} rows name something that does not exist.")
        )
    kept = connection.execute("SELECT living, favourites, trashed FROM resource_count").fetchone()
    if kept != connection.execute(_COUNTS).fetchone():
        found.append(Problem("counts", "counts", "The counts are wrong; --repair mends them."))
    if not _is_index_sound(connection):
        found.append(
            Problem("index", "index", "The search index is wrong; --repair builds it again.")
        )
    return found


def repair(connection: sqlite3.Connection) -> None:
    """Build again what follows from the rows: counts and search index."""
    living, favourites, trashed = connection.execute(_COUNTS).fetchone()
    connection.execute(
        "UPDATE resource_count SET living = ?, favourites = ?, trashed = ?",
        (living, favourites, trashed),
    )
    connection.execute("INSERT INTO resource_search (resource_search) VALUES ('rebuild')")


def _is_index_sound(connection: sqlite3.Connection) -> bool:
    (missing,) = connection.execute(
        "SELECT count(*) FROM resource WHERE id NOT IN (SELECT resource_id FROM resource_text)"
    ).fetchone()
    if missing:
        return False
    try:
        # The second column makes FTS5 compare the index with resource_text, row by row.
        connection.execute(
            "INSERT INTO resource_search (resource_search, rank) VALUES ('integrity-check', 1)"
        )
    except sqlite3.DatabaseError:
        return False
    return True
