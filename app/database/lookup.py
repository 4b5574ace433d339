"""Finding one resource by any of its identifiers."""

from __future__ import annotations

import sqlite3
from uuid import UUID

from app.domain.identifiers import human_id_from_text, object_id_range, uuid_from_text
from app.errors import AmbiguousIdentifierError, NotFoundError


def key_of(connection: sqlite3.Connection, identifier: str) -> int:
    """The key of the resource that an identifier names.

    Args:
        connection: Any connection to the inventory.
        identifier: Canonical, bare UUID, ObjectId, human ID, external ID or reference ID; the
            first that fits, in this order.

    Raises:
        NotFoundError: None has it.
        AmbiguousIdentifierError: Several living resources share the external or reference ID.
    """
    found = _by_uuid(connection, identifier) or _by_human_id(connection, identifier)
    if found is not None:
        return found
    for column in ("external_id", "reference_id"):
        found = _by_free_id(connection, column, identifier)
        if found is not None:
            return found
    raise NotFoundError("resource", identifier)


def key_of_uuid(connection: sqlite3.Connection, uuid: UUID) -> int | None:
    """The key of the resource with this UUID; None where there is none."""
    return _first(connection.execute("SELECT id FROM resource WHERE uuid = ?", (uuid.bytes,)))


def _by_uuid(connection: sqlite3.Connection, identifier: str) -> int | None:
    uuid = uuid_from_text(identifier)
    if uuid is not None:
        return key_of_uuid(connection, uuid)
    around = object_id_range(identifier)
    if around is None:
        return None
    return _first(
        connection.execute(
            "SELECT id FROM resource WHERE uuid BETWEEN ? AND ? AND substr(uuid, 9) = ?",
            (around.lowest.bytes, around.highest.bytes, around.tail),
        )
    )


def _by_human_id(connection: sqlite3.Connection, identifier: str) -> int | None:
    human_id = human_id_from_text(identifier)
    if human_id is None:
        return None
    return _first(connection.execute("SELECT id FROM resource WHERE human_id = ?", (human_id,)))


def _by_free_id(connection: sqlite3.Connection, column: str, identifier: str) -> int | None:
    """By an identifier that may be shared; a living resource goes before those in the trash."""
    rows = connection.execute(
        f"SELECT id, deleted IS NULL FROM resource WHERE {column} = ?"  # noqa: S608
        " ORDER BY 2 DESC, id LIMIT 2",
        (identifier,),
    ).fetchall()
    if len(rows) > 1 and rows[0][1] == rows[1][1]:
        raise AmbiguousIdentifierError(identifier)
    return int(rows[0][0]) if rows else None


def _first(rows: sqlite3.Cursor) -> int | None:
    row = rows.fetchone()
    return None if row is None else int(row[0])
