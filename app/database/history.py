"""One operation in one transaction, and what it leaves in the history."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, SQLModel

from app.database.engine import Database, ReadOnlyDatabase, driver_connection
from app.database.tables import ChangeSetTable, HistoryTable
from app.domain.changes import Catalogue, Changes
from app.domain.times import from_milliseconds, to_milliseconds
from app.errors import NotFoundError

RESOURCE = "resource"
CREATE = "create"
REMOVE = "remove"

FieldChanges = dict[str, list[Any]]


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """What one operation did to one thing.

    Args:
        change_set: The operation's number, for `Inventory.revert`.
        at: UTC.
        actor: Name of the user, or `system`.
        operation: Of the person: `edit`, `trash`, `import`, …
        entity: `resource`, or the catalogue.
        key: Database key of the thing.
        identifier: Its identifier, also after it is gone.
        changes: Field to (old, new); a secret only ever says whether there was and is one.
    """

    change_set: int
    at: datetime
    actor: str
    operation: str
    entity: str
    key: int
    identifier: str
    changes: dict[str, tuple[Any, Any]]


class Write:
    """An operation under way: every change goes through it, so that none lacks its history."""

    def __init__(self, session: Session, change_set: ChangeSetTable) -> None:
        self.session = session
        self.connection: sqlite3.Connection = driver_connection(session)
        self.at = change_set.at
        self.actor = change_set.actor
        self._change_set = change_set
        self._entries: list[dict[str, Any]] = []
        self._added: dict[int, None] = {}
        self._changed: dict[int, None] = {}
        self._removed: dict[int, None] = {}
        self._catalogues: set[Catalogue] = set()

    def note_resource(
        self,
        key: int,
        identifier: str,
        step: str,
        changes: FieldChanges,
        *,
        old_secret: str | None = None,
    ) -> None:
        """Leave a row about a resource.

        Args:
            key: Its database key.
            identifier: Its canonical identifier.
            step: CREATE, REMOVE, or anything else for a change.
            changes: Field to [old, new], JSON values.
            old_secret: The secret's row before, where it changed.
        """
        kept = {CREATE: self._added, REMOVE: self._removed}.get(step, self._changed)
        kept[key] = None
        self._note(RESOURCE, key, identifier, step, changes, old_secret=old_secret)

    def note_catalogue(
        self, catalogue: Catalogue, key: int, identifier: str, step: str, changes: FieldChanges
    ) -> None:
        """Leave a row about a wrapper, scope, type, product, tag or user."""
        self._catalogues.add(catalogue)
        self._note(catalogue, key, identifier, step, changes)

    def touch(self, catalogue: Catalogue) -> None:
        """Say that a list changed as a consequence, without a row of its own."""
        self._catalogues.add(catalogue)

    def finish(self) -> Changes:
        """Write the rows down; an operation that changed nothing leaves none."""
        if not self._entries:
            self.session.delete(self._change_set)
            return Changes()
        self.session.connection().execute(HistoryTable.__table__.insert(), self._entries)  # type: ignore[attr-defined]
        return Changes(
            change_set=self._change_set.id,
            added=tuple(self._added),
            changed=tuple(key for key in self._changed if key not in self._added),
            removed=tuple(self._removed),
            catalogues=frozenset(self._catalogues),
        )

    def _note(
        self,
        entity: str,
        key: int,
        identifier: str,
        step: str,
        changes: FieldChanges,
        *,
        old_secret: str | None = None,
    ) -> None:
        self._entries.append(
            {
                "change_set_id": self._change_set.id,
                "entity": entity,
                "entity_id": key,
                "identifier": identifier,
                "operation": step,
                "changes": json.dumps(changes, ensure_ascii=False),
                "old_secret": old_secret,
            }
        )


class Outcome:
    """Carries the `Changes` of a write out of its `with` block."""

    changes = Changes()


@contextmanager
def writing(
    database: Database | ReadOnlyDatabase,
    operation: str,
    *,
    at: datetime,
    actor: str,
    outcome: Outcome,
    reverts: int | None = None,
) -> Iterator[Write]:
    """One operation: rows, history and search index in one transaction.

    Args:
        database: The file.
        operation: What the person did, one word.
        at: Now, UTC.
        actor: Who.
        outcome: Gets the changes once they are committed.
        reverts: The change set that this one takes back.
    """
    with database.session() as session:
        change_set = ChangeSetTable(
            at=to_milliseconds(at), actor=actor, operation=operation, reverts_id=reverts
        )
        session.add(change_set)
        session.flush()
        write = Write(session, change_set)
        yield write
        changes = write.finish()
    outcome.changes = changes


def entries(
    connection: sqlite3.Connection, key: int | None = None, *, limit: int = 100
) -> list[HistoryEntry]:
    """The latest rows first, of one resource or of all."""
    rows = connection.execute(
        "SELECT c.id, c.at, c.actor, c.operation, h.entity, h.entity_id, h.identifier, h.changes"
        " FROM history h JOIN change_set c ON c.id = h.change_set_id"
        " WHERE :key IS NULL OR (h.entity = 'resource' AND h.entity_id = :key)"
        " ORDER BY h.id DESC LIMIT :limit",
        {"key": key, "limit": limit},
    )
    return [
        HistoryEntry(
            change_set=row[0],
            at=from_milliseconds(row[1]),
            actor=row[2],
            operation=row[3],
            entity=row[4],
            key=row[5],
            identifier=row[6],
            changes={field: (old, new) for field, (old, new) in json.loads(row[7]).items()},
        )
        for row in rows
    ]


def next_key(connection: sqlite3.Connection, table: type[SQLModel]) -> int:
    """The key of the next new row of a table; never that of a row which the history knows.

    SQLite itself would give the highest key again once its row is gone, and the past of the one
    would be taken for that of the other.
    """
    (key,) = connection.execute(
        f"SELECT 1 + max((SELECT coalesce(max(id), 0) FROM {table.__tablename__}),"  # noqa: S608
        " (SELECT coalesce(max(entity_id), 0) FROM history))"
    ).fetchone()
    return int(key)


@dataclass(frozen=True, slots=True)
class PastStep:
    """One row of a change set, as undoing needs it; `number` is its place in the history."""

    number: int
    entity: str
    key: int
    identifier: str
    step: str
    changes: FieldChanges
    old_secret: str | None


def steps_of(connection: sqlite3.Connection, change_set: int) -> list[PastStep]:
    """What a change set did, the last step first.

    Raises:
        NotFoundError: There is no such change set.
    """
    rows = connection.execute(
        f"SELECT {_STEP} FROM history WHERE change_set_id = ? ORDER BY id DESC",  # noqa: S608
        (change_set,),
    )
    steps = [_to_step(row) for row in rows]
    if not steps:
        raise NotFoundError("change", str(change_set))
    return steps


def later_steps(connection: sqlite3.Connection, past: PastStep) -> Iterator[PastStep]:
    """What was done to the same thing after a step, the first first."""
    rows = connection.execute(
        f"SELECT {_STEP} FROM history WHERE entity_id = ? AND entity = ? AND id > ?"  # noqa: S608
        " ORDER BY id",
        (past.key, past.entity, past.number),
    )
    return map(_to_step, rows)


_STEP = "id, entity, entity_id, identifier, operation, changes, old_secret"


def _to_step(row: tuple[Any, ...]) -> PastStep:
    number, entity, key, identifier, step, changes, old_secret = row
    return PastStep(number, entity, key, identifier, step, json.loads(changes), old_secret)
