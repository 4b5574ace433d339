"""What the schema has beyond its tables: indexes, counting triggers and the search index."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

_INDEXES = (
    "CREATE INDEX resource_by_name ON resource (name_key, id) WHERE deleted IS NULL",
    "CREATE INDEX resource_by_created ON resource (created, id) WHERE deleted IS NULL",
    "CREATE INDEX resource_by_updated ON resource (updated, id) WHERE deleted IS NULL",
    "CREATE INDEX resource_in_trash ON resource (deleted, id) WHERE deleted IS NOT NULL",
    "CREATE INDEX resource_facets ON resource (status, type_id, scope_id, wrapper_id)"
    " WHERE deleted IS NULL",
    "CREATE INDEX resource_favourites ON resource (name_key, id)"
    " WHERE favourite = 1 AND deleted IS NULL",
    "CREATE INDEX resource_reference_id ON resource (reference_id) WHERE reference_id IS NOT NULL",
)

# Already exists (DESIGN: rules of the model), the last word after the checks that say which rule.
_UNIQUE = {
    "resource_external_id": "CREATE UNIQUE INDEX resource_external_id"
    " ON resource (external_id, type_id, coalesce(scope_id, 0))"
    " WHERE external_id IS NOT NULL AND deleted IS NULL",
    "resource_name_in_wrapper": "CREATE UNIQUE INDEX resource_name_in_wrapper"
    " ON resource (wrapper_id, type_id, name)"
    " WHERE wrapper_id IS NOT NULL AND deleted IS NULL",
}

_COUNTED = (
    "living = living {sign} ({row}.deleted IS NULL),"
    " favourites = favourites {sign} ({row}.deleted IS NULL AND {row}.favourite),"
    " trashed = trashed {sign} ({row}.deleted IS NOT NULL)"
)
_ADD = f"UPDATE resource_count SET {_COUNTED.format(sign='+', row='new')};"  # noqa: S608
_TAKE = f"UPDATE resource_count SET {_COUNTED.format(sign='-', row='old')};"  # noqa: S608

_COUNTERS = (
    "INSERT INTO resource_count (id, living, favourites, trashed) VALUES (1, 0, 0, 0)",
    f"CREATE TRIGGER resource_counted_in AFTER INSERT ON resource BEGIN {_ADD} END",
    f"CREATE TRIGGER resource_counted_out AFTER DELETE ON resource BEGIN {_TAKE} END",
    "CREATE TRIGGER resource_counted_again AFTER UPDATE OF deleted, favourite ON resource"
    f" BEGIN {_TAKE} {_ADD} END",
)

# Trigrams without positions: a fifth of the size of the full index, and any part of a word is
# found. The text itself stays in resource_text, where hits are verified.
_SEARCH = (
    "CREATE VIRTUAL TABLE resource_search USING fts5 (folded, content='resource_text',"
    " content_rowid='resource_id', tokenize='trigram case_sensitive 1', detail=none)",
)

STATEMENTS = (*_INDEXES, *_UNIQUE.values(), *_COUNTERS, *_SEARCH)


@contextmanager
def uniqueness_checked_at_the_end(
    connection: sqlite3.Connection, *, only_if: bool = True
) -> Iterator[None]:
    """Let the rows of a transaction pass through states in which two of them meet.

    Args:
        connection: In a transaction.
        only_if: Whether they can; else each row is checked at once.

    Raises:
        sqlite3.IntegrityError: Two still meet at the end; the transaction is to be rolled back.
    """
    if not only_if:
        yield
        return
    for name in _UNIQUE:
        connection.execute(f"DROP INDEX {name}")
    yield
    for statement in _UNIQUE.values():
        connection.execute(statement)
