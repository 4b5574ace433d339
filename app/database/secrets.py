"""Secrets as rows: the armored message of a resource, its seal, and whose key opens it."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import asdict, dataclass
from datetime import datetime

from app.database.history import Write
from app.database.tables import SecretTable
from app.domain.times import from_milliseconds, to_milliseconds


@dataclass(frozen=True, slots=True)
class StoredSecret:
    """One secret as it lies in the file, still encrypted.

    Args:
        armored: The OpenPGP message.
        revision: The resource's revision when it was put there; part of what the seal covers.
        seal: See `app.vault.session.Vault.seal`.
        fingerprint: Of the key that opens it.
        home: UUID of the inventory which that key was made for.
        created: UTC.
        updated: UTC.
    """

    armored: str
    revision: int
    seal: bytes
    fingerprint: str
    home: str
    created: datetime
    updated: datetime


def stored(connection: sqlite3.Connection, key: int) -> StoredSecret | None:
    """The secret of a resource; None where it has none."""
    row = connection.execute(
        "SELECT s.armored, s.revision, s.seal, u.fingerprint, u.home, s.created, s.updated"
        " FROM secret s JOIN user u ON u.id = s.user_id WHERE s.resource_id = ?",
        (key,),
    ).fetchone()
    if row is None:
        return None
    armored, revision, seal, fingerprint, home, created, updated = row
    return StoredSecret(
        armored,
        revision,
        seal,
        fingerprint,
        home,
        from_milliseconds(created),
        from_milliseconds(updated),
    )


@dataclass(frozen=True, slots=True)
class SecretRow:
    """A secret to write; times in milliseconds."""

    user_id: int
    armored: str
    revision: int
    seal: str  # hexadecimal, so that the history can keep the row as JSON
    created: int
    updated: int

    def to_json(self) -> str:
        """The row as the history keeps it."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> SecretRow:
        """Read what the history kept."""
        return cls(**json.loads(text))


def row_of(connection: sqlite3.Connection, key: int) -> SecretRow | None:
    """The secret of a resource as a row that can be put back."""
    row = connection.execute(
        "SELECT user_id, armored, revision, hex(seal), created, updated FROM secret"
        " WHERE resource_id = ?",
        (key,),
    ).fetchone()
    return None if row is None else SecretRow(*row)


def put(write: Write, key: int, row: SecretRow | None) -> SecretRow | None:
    """Make this the secret of a resource, or none.

    Returns:
        What was there before, for the history.
    """
    before = row_of(write.connection, key)
    write.connection.execute("DELETE FROM secret WHERE resource_id = ?", (key,))
    if row is not None:
        write.session.add(
            SecretTable(
                resource_id=key,
                user_id=row.user_id,
                armored=row.armored,
                revision=row.revision,
                seal=bytes.fromhex(row.seal),
                created=row.created,
                updated=row.updated,
            )
        )
        write.session.flush()
    return before


def owner_id(connection: sqlite3.Connection) -> int:
    """The row of the user whom the inventory belongs to."""
    (found,) = connection.execute("SELECT owner_id FROM inventory").fetchone()
    return int(found)


def sealed_rows(
    connection: sqlite3.Connection,
) -> list[tuple[bytes, int, str, bytes]]:
    """Every secret as (resource's UUID, revision, armored, seal), for `check`."""
    return connection.execute(
        "SELECT r.uuid, s.revision, s.armored, s.seal FROM secret s"
        " JOIN resource r ON r.id = s.resource_id ORDER BY s.id"
    ).fetchall()


def milliseconds(moment: datetime | None, otherwise: int) -> int:
    """A moment as it is stored, or another where there is none."""
    return otherwise if moment is None else to_milliseconds(moment)
