"""Which inventory a file is and whom it belongs to."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from app.database.tables import InventoryTable, ResourceTypeTable, UserTable
from app.domain.catalogue_drafts import UserFields, read_fields
from app.domain.resource_type import SHIPPED_TYPES, ResourceType
from app.domain.times import to_milliseconds
from app.domain.user import User


@dataclass(frozen=True, slots=True)
class Ownership:
    """The facts that opening an inventory begins with.

    Args:
        uuid: Of the inventory.
        fingerprint: Of the owner's key.
        public_key: ASCII-armored.
        key_store: `keyring` or `passphrase`.
        check_value: Seals the public key.
        is_kit_saved: Whether the recovery kit was ever saved.
        home: UUID of the inventory that the key was made for.
    """

    uuid: str
    fingerprint: str
    public_key: str
    key_store: str
    check_value: bytes
    is_kit_saved: bool
    home: str


def ownership(connection: sqlite3.Connection) -> Ownership:
    """Read who owns the file."""
    row = connection.execute(
        "SELECT i.uuid, u.fingerprint, u.public_key, u.key_store, u.check_value, u.is_kit_saved,"
        " u.home FROM inventory i JOIN user u ON u.id = i.owner_id"
    ).fetchone()
    uuid, fingerprint, public_key, key_store, check_value, is_kit_saved, home = row
    return Ownership(
        uuid, fingerprint, public_key, key_store, check_value, bool(is_kit_saved), home
    )


def fill_new(
    session: Session, user: User, *, key_store: str, check_value: bytes, moment: datetime
) -> None:
    """The first rows of a new file: its owner, itself, and the shipped types."""
    fields = read_fields(UserFields, {"name": user.name, "email": user.email})
    row = UserTable(
        name=fields.name,
        email=fields.email,
        uuid=user.uuid.bytes,
        fingerprint=user.fingerprint,
        public_key=user.public_key,
        home=user.home,
        key_store=key_store,
        check_value=check_value,
        created=to_milliseconds(user.created),
    )
    session.add(row)
    session.flush()
    assert row.id is not None  # noqa: S101 - flushed
    session.add(InventoryTable(uuid=user.home, created=to_milliseconds(moment), owner_id=row.id))
    session.add_all(map(type_row, SHIPPED_TYPES))
    session.flush()


def type_row(kind: ResourceType) -> ResourceTypeTable:
    """A resource type as a row."""
    return ResourceTypeTable(
        key=kind.key,
        uuid=kind.uuid.bytes,
        name=kind.name,
        icon=kind.icon,
        secret_schema=kind.secret_schema,
        secret_required=kind.secret_required,
        description_encrypted=kind.description_encrypted,
        shipped=kind.shipped,
    )


def add_foreign_user(session: Session, user: User) -> int:
    """The key of a user who came with an import; their secrets open with their own key."""
    row = UserTable(
        name=user.name,
        email=user.email,
        uuid=user.uuid.bytes,
        fingerprint=user.fingerprint,
        public_key=user.public_key,
        home=user.home,
        key_store="",
        created=to_milliseconds(user.created),
    )
    session.add(row)
    session.flush()
    assert row.id is not None  # noqa: S101 - flushed
    return row.id


def user_id(connection: sqlite3.Connection, fingerprint: str) -> int | None:
    """The row of a user by their key."""
    row = connection.execute("SELECT id FROM user WHERE fingerprint = ?", (fingerprint,)).fetchone()
    return None if row is None else int(row[0])


def set_kit_saved(session: Session) -> None:
    """Remember that the owner has a recovery kit."""
    owner = session.get(InventoryTable, 1)
    assert owner is not None  # noqa: S101 - every inventory has the row
    user = session.get(UserTable, owner.owner_id)
    assert user is not None  # noqa: S101 - a foreign key holds it
    user.is_kit_saved = True
    session.add(user)
