"""Moving resources between the file and JSON: export, the plan of an import, and its execution."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TextIO
from uuid import UUID

from app import secret_keeping
from app.database import catalogue, inventory_row, lookup, resources, rows, schema, secrets
from app.database.catalogue import References
from app.database.history import Write
from app.database.resources import Facts, NewResource, state_of_draft
from app.database.secrets import SecretRow
from app.domain import times
from app.domain.changes import Catalogue
from app.domain.identifiers import canonical, new_uuid7
from app.domain.product import Product
from app.domain.resource_type import ResourceType
from app.domain.scope import Scope
from app.domain.wrapper import Wrapper
from app.errors import NotFoundError
from app.formats import export as export_formats
from app.formats.plan import ImportPlan, plan_import
from app.formats.record import ResourceRecord, record_of
from app.formats.strongroom_json import ExportHeader, read_inventory
from app.jobs import Progress
from app.vault.openpgp import PublicKey, read_message
from app.vault.session import Vault

Target = Path | TextIO

_READ_CHUNK = 500
_WRITE_CHUNK = 5_000


def export(
    connection: sqlite3.Connection,
    target: Target,
    *,
    form: str,
    keys: Sequence[int] | None,
    now: datetime,
    progress: Progress,
) -> int:
    """Write resources in the order of their UUIDs; see `Inventory.export`."""
    ordered = _in_uuid_order(connection, keys)
    source = export_formats.ExportSource(
        header=ExportHeader(
            exported=now,
            inventory=inventory_row.ownership(connection).uuid,
            user=rows.users(connection)[0],
        ),
        wrappers=rows.wrappers(connection),
        scopes=rows.scopes(connection),
        types=rows.types(connection),
        products=rows.products(connection),
        resources=_records(connection, ordered),
        total=len(ordered),
    )
    return export_formats.write(form, target, source, progress)


def plan(
    connection: sqlite3.Connection,
    source: bytes,
    *,
    create_missing: bool,
    shorten: bool,
    progress: Progress,
) -> ImportPlan:
    """Read a native export and decide what becomes of each row; see `Inventory.plan_import`."""
    document = read_inventory(source, shorten=shorten, progress=progress)
    return plan_import(
        document, _Stored(connection), create_missing=create_missing, progress=progress
    )


def apply(write: Write, plan: ImportPlan, vault: Vault, progress: Progress) -> None:
    """Do what a plan says; see `Inventory.apply_import`."""
    catalogue.add_all(write, plan.new_wrappers, plan.new_scopes, plan.new_types, plan.new_products)
    importer = _Importer(write, plan, vault)
    total = len(plan.new) + len(plan.changed)
    # A resource may take the name that another gives up; what counts is how things stand after.
    checked_late = bool(plan.changed)
    with schema.uniqueness_checked_at_the_end(write.connection, only_if=checked_late):
        for start in range(0, len(plan.new), _WRITE_CHUNK):
            progress.step(start, total, "Importing")
            importer.add(plan.new[start : start + _WRITE_CHUNK])
        for number, record in enumerate(plan.changed, start=len(plan.new)):
            progress.step(number, total, "Importing")
            importer.change(record)


def records(connection: sqlite3.Connection, keys: Sequence[int]) -> list[ResourceRecord]:
    """Resources with their messages, as every format renders them."""
    return list(_records(connection, keys))


class _Stored:
    """The inventory as `ExistingInventory` asks it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def wrappers(self) -> list[Wrapper]:
        return rows.wrappers(self._connection)

    def scopes(self) -> list[Scope]:
        return rows.scopes(self._connection)

    def types(self) -> list[ResourceType]:
        return rows.types(self._connection)

    def products(self) -> list[Product]:
        return rows.products(self._connection)

    def record_by_uuid(self, uuid: UUID) -> ResourceRecord | None:
        key = lookup.key_of_uuid(self._connection, uuid)
        return None if key is None else next(_records(self._connection, [key]), None)

    def holder_of_external_id(self, scope: str | None, type: str, external_id: str) -> UUID | None:
        return self._uuid(
            "external_id = ? AND deleted IS NULL"
            " AND type_id = (SELECT id FROM resource_type WHERE key = ?)"
            " AND scope_id IS (SELECT id FROM scope WHERE identifier = ?)",
            external_id,
            type,
            scope,
        )

    def holder_of_name(self, wrapper: str, type: str, name: str) -> UUID | None:
        return self._uuid(
            "wrapper_id = (SELECT id FROM wrapper WHERE identifier = ?)"
            " AND type_id = (SELECT id FROM resource_type WHERE key = ?)"
            " AND name = ? AND deleted IS NULL",
            wrapper,
            type,
            name,
        )

    def holder_of_human_id(self, human_id: str) -> UUID | None:
        return self._uuid("human_id = ?", human_id)

    def _uuid(self, condition: str, *values: str | None) -> UUID | None:
        row = self._connection.execute(
            f"SELECT uuid FROM resource WHERE {condition}",  # noqa: S608 - our constants
            values,
        ).fetchone()
        return None if row is None else UUID(bytes=row[0])


class _Importer:
    """Carries one import: whose secrets come, and what the rows refer to."""

    def __init__(self, write: Write, plan: ImportPlan, vault: Vault) -> None:
        self._write = write
        self._vault = vault
        self._references = References(write)
        self._owner_id = secrets.owner_id(write.connection)
        self._user_ids = self._users(plan)

    def add(self, new: Sequence[ResourceRecord]) -> None:
        """Insert new resources."""
        resources.insert(self._write, [self._new(record) for record in new], self._references)

    def change(self, record: ResourceRecord) -> None:
        """Bring a stored resource to the record's values."""
        key = lookup.key_of_uuid(self._write.connection, record.stored_uuid)
        if key is None:
            raise NotFoundError("resource", canonical(record.stored_uuid))
        if record.says_secret:
            self._change_secret(key, record)
        updated = secrets.milliseconds(record.updated, self._write.at)
        resources.update(
            self._write,
            key,
            state_of_draft(record.draft, deleted=_deleted(record, updated)),
            self._references,
            facts=Facts(
                human_id=record.human_id,
                created=None if record.created is None else times.to_milliseconds(record.created),
                created_by=record.created_by,
                updated=None if record.updated is None else updated,
            ),
            is_unique_later=True,
        )

    def _change_secret(self, key: int, record: ResourceRecord) -> None:
        before = secrets.row_of(self._write.connection, key)
        if record.secret is None:
            resources.set_secret(self._write, key, None)
            return
        created = secrets.milliseconds(record.secret_created, self._write.at)
        updated = secrets.milliseconds(record.secret_updated, self._write.at)
        kept = (before.armored, before.created, before.updated) if before else None
        if kept != (record.secret, created, updated):
            revision = resources.revision_of(self._write.connection, key) + 1
            row = self._sealed(record.secret, record.stored_uuid, revision, created, updated)
            resources.set_secret(self._write, key, row)

    def _new(self, record: ResourceRecord) -> NewResource:
        now = self._write.at
        uuid = record.uuid or new_uuid7(times.from_milliseconds(now))
        created = secrets.milliseconds(record.created, now)
        updated = secrets.milliseconds(record.updated, created)
        secret = None
        if record.secret is not None:
            secret = self._sealed(
                record.secret,
                uuid,
                1,
                secrets.milliseconds(record.secret_created, created),
                secrets.milliseconds(record.secret_updated, updated),
            )
        return NewResource(
            uuid=uuid,
            state=state_of_draft(record.draft, deleted=_deleted(record, updated)),
            created=created,
            created_by=record.created_by or self._write.actor,
            updated=updated,
            human_id=record.human_id,
            secret=secret,
        )

    def _sealed(
        self, armored: str, uuid: UUID, revision: int, created: int, updated: int
    ) -> SecretRow:
        """A message as it came, once the strict reader has seen it and the seal is on it."""
        recipients = read_message(armored).recipients
        user_id = next(
            (self._user_ids[key_id] for key_id in recipients if key_id in self._user_ids),
            self._owner_id,
        )
        sealed = secret_keeping.sealed(self._vault, armored, uuid=uuid, revision=revision)
        return sealed.row(user_id=user_id, created=created, updated=updated)

    def _users(self, plan: ImportPlan) -> dict[str, int]:
        """The user behind each key ID; one who comes with the file is added."""
        connection = self._write.connection
        if (
            plan.user is not None
            and inventory_row.user_id(connection, plan.user.fingerprint) is None
            and any(record.secret for record in (*plan.new, *plan.changed))
        ):
            inventory_row.add_foreign_user(self._write.session, plan.user)
            self._write.touch(Catalogue.USERS)
        return {
            key_id: found
            for user in rows.users(connection)
            if (found := inventory_row.user_id(connection, user.fingerprint)) is not None
            for key_id in PublicKey.parse(user.public_key, check_validity=False).key_ids
        }


def _deleted(record: ResourceRecord, updated: int) -> int | None:
    return secrets.milliseconds(record.deleted_at, updated) if record.deleted else None


def _in_uuid_order(connection: sqlite3.Connection, keys: Sequence[int] | None) -> list[int]:
    every = connection.execute("SELECT id FROM resource ORDER BY uuid")
    if keys is None:
        return [row[0] for row in every]
    wanted = set(keys)
    return [row[0] for row in every if row[0] in wanted]


def _records(connection: sqlite3.Connection, keys: Sequence[int]) -> Iterator[ResourceRecord]:
    for start in range(0, len(keys), _READ_CHUNK):
        for resource in rows.resources(connection, keys[start : start + _READ_CHUNK]):
            secret = secrets.stored(connection, resource.key) if resource.has_secret else None
            yield record_of(
                resource,
                secret=secret.armored if secret else None,
                secret_created=secret.created if secret else None,
                secret_updated=secret.updated if secret else None,
            )
