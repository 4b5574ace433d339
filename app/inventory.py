"""The inventory: every use case that the window, the command line and later an API call.

One object is used by one thread at a time. Every write is one transaction with its history and
returns `Changes`; `revert` takes any of them back, and its own changes can be reverted again.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from app import secret_keeping, transfer
from app.database import (
    catalogue,
    checking,
    history,
    inventory_row,
    lookup,
    resources,
    reverting,
    rows,
    secrets,
)
from app.database.catalogue import References
from app.database.engine import Database, ReadOnlyDatabase
from app.database.history import Outcome, Write
from app.database.resources import NewResource, State, state_of_draft
from app.domain import times
from app.domain.changes import Catalogue, Changes
from app.domain.identifiers import canonical, new_uuid7, slug, uuid_from_canonical
from app.domain.resource import Resource
from app.domain.resource_draft import ResourceDraft, draft_of
from app.domain.resource_type import ResourceType, plain_type
from app.domain.scope import SCOPE_PREFIX
from app.domain.secret import SecretContent, SecretEdit, compose, parse
from app.domain.secret_text import SecretText
from app.domain.status import Status
from app.domain.text import NAME_LIMIT
from app.domain.vault_state import VaultState
from app.errors import (
    AlreadyExistsError,
    ChangedMeanwhileError,
    FileAccessError,
    InTrashError,
    NotFoundError,
    Problem,
    SealBrokenError,
)
from app.formats.atomic_file import written_text
from app.formats.file_source import read_source
from app.formats.plan import ImportPlan
from app.inventory_reading import InventoryReading
from app.jobs import NoProgress, Progress
from app.paths import key_file_of
from app.vault.key_stores import (
    KeyItem,
)
from app.vault.recovery import make_kit, open_kit
from app.vault.session import Vault

Clock = Callable[[], datetime]

CHECKED_USER = "user"
_COPY = " (copy)"


class Inventory(InventoryReading):
    """One open inventory file and the vault of its secrets: what is read, and what is written."""

    def __init__(
        self, database: Database | ReadOnlyDatabase, vault: Vault, *, clock: Clock = times.now
    ) -> None:
        """Use `app.opening` instead."""
        super().__init__(database)
        self._vault = vault
        self._clock = clock

    def close(self) -> None:
        """Lock the vault, bring the log into the file and give the file back."""
        self._vault.lock()
        self._database.close()

    # --- writing resources --------------------------------------------------------------------

    def add(
        self,
        draft: ResourceDraft,
        secret: SecretText | None = None,
        secret_description: SecretText | None = None,
    ) -> Changes:
        """Add a resource.

        Args:
            draft: Its values; `draft.id` may bring its identifier.
            secret: Its password, key or text; for a type with several secret fields also all of
                them as JSON.
            secret_description: The encrypted description, where the type has one.

        Raises:
            InvalidResourceError: The secret is missing, or does not follow its type.
            AlreadyExistsError, UnknownReferenceError, VaultLockedError.
        """
        edit = SecretEdit(secret, secret_description)
        now = self._clock()
        with self._writing("add", now) as (write, outcome):
            new = self._new_resource(draft, edit, now)
            resources.require_unique(write.connection, new.state)
            resources.insert(write, [new], References(write))
        return outcome.changes

    def edit(
        self,
        key: int,
        draft: ResourceDraft,
        *,
        revision: int | None = None,
        secret: SecretText | None = None,
        secret_description: SecretText | None = None,
        remove_secret: bool = False,
    ) -> Changes:
        """Bring a resource to a draft's values; `draft.id` is ignored.

        Args:
            key: Which resource.
            draft: All its values.
            revision: The revision that the edit began from.
            secret: A new secret; None keeps it.
            secret_description: A new encrypted description; None keeps it.
            remove_secret: It shall have none.

        Raises:
            ChangedMeanwhileError: It has another revision by now.
            InTrashError, NotFoundError: It cannot be edited.
            InvalidResourceError, AlreadyExistsError, UnknownReferenceError, VaultLockedError.
        """
        before = self.resource(key)
        if revision is not None and before.revision != revision:
            raise ChangedMeanwhileError
        if before.deleted is not None:
            raise InTrashError
        kind = self.type(draft.type)
        edit = SecretEdit(secret, secret_description, is_removed=remove_secret)
        edit = secret_keeping.split_draft(draft, kind, edit)
        has_secret = not remove_secret and (before.has_secret or edit.secret is not None)
        secret_keeping.require_secret(kind, has_secret=has_secret)
        with self._writing("edit") as (write, outcome):
            self._edit_secret(write, before, kind, edit)
            resources.update(write, key, _state(draft, kind), References(write))
        return outcome.changes

    def duplicate(self, key: int) -> Changes:
        """Add a copy, its secret included; external ID and favourite are not copied.

        Raises:
            NotFoundError, VaultLockedError.
        """
        original = self.resource(key)
        name = self._name_of_copy(original.name)
        values = {"id": None, "name": name, "external_id": None, "favourite": False}
        draft = draft_of(original).model_copy(update=values)
        content = self.reveal(key) if original.has_secret else None
        return self.add(draft, content.clear_text if content else None)

    def set_favourite(self, keys: Sequence[int], favourite: bool) -> Changes:
        """Mark resources as favourites, or not."""
        return self._set("favourite", keys, {"favourite": favourite})

    def set_status(self, keys: Sequence[int], status: Status) -> Changes:
        """Give resources another status."""
        return self._set("status", keys, {"status": str(status)})

    def trash(self, keys: Sequence[int]) -> Changes:
        """Move resources to the trash; everything stays, secrets included."""
        moment = times.to_milliseconds(self._clock())
        living = [one.key for one in self.resources(keys) if one.deleted is None]
        return self._set("trash", living, {"deleted": moment})

    def restore(self, keys: Sequence[int]) -> Changes:
        """Bring resources back from the trash.

        Raises:
            AlreadyExistsError: Another one has taken the place of one of them; none is restored.
        """
        return self._set("restore", keys, {"deleted": None})

    def revert(self, change_set: int) -> Changes:
        """Take a write back. Its own changes can be reverted too: that is redo.

        Raises:
            ChangedMeanwhileError: Something is no longer as that write left it; nothing is done.
            NotFoundError, AlreadyExistsError, StillUsedError.
        """
        with self._database.reading() as connection:
            steps = history.steps_of(connection, change_set)
        with self._writing("revert", reverts=change_set) as (write, outcome):
            reverting.take_back(write, steps)
        return outcome.changes

    # --- catalogues ---------------------------------------------------------------------------

    def add_type(self, name: str, key: str | None = None) -> Changes:
        """Add a plain resource type; its key is made from its name unless given."""
        key = key or slug(name) or f"type-{new_uuid7(self._clock())}"
        kind = plain_type(key, name, new_uuid7(self._clock()))
        return self._add_row(Catalogue.TYPES, asdict(kind))

    def add_scope(
        self, name: str, identifier: str | None = None, parent: str | None = None
    ) -> Changes:
        """Add a scope; its identifier is `scope_` and its name as a slug unless given."""
        made = slug(name, "_") or str(new_uuid7(self._clock()))
        values = {"identifier": identifier or SCOPE_PREFIX + made, "name": name, "parent": parent}
        return self._add_row(Catalogue.SCOPES, values)

    def add_wrapper(self, name: str, identifier: str | None = None) -> Changes:
        """Add a wrapper; its identifier is `wrapper_` and a UUIDv7 unless given."""
        made = f"wrapper_{new_uuid7(self._clock())}"
        return self._add_row(Catalogue.WRAPPERS, {"identifier": identifier or made, "name": name})

    def add_product(self, name: str, identifier: str | None = None, **values: Any) -> Changes:
        """Add a product; its identifier is `product_` and a UUIDv7 unless given.

        Args:
            name: For the person.
            identifier: Unique.
            values: `price` (minor units), `currency`, and optionally `vat`, `description`,
                `image_url`.
        """
        made = f"product_{new_uuid7(self._clock())}"
        return self._add_row(
            Catalogue.PRODUCTS, {"identifier": identifier or made, "name": name, **values}
        )

    def edit_row(self, which: Catalogue, identifier: str, values: Mapping[str, Any]) -> Changes:
        """Change columns of a type, scope, wrapper or product; those not given stay.

        Raises:
            NotFoundError, InvalidResourceError, UnknownReferenceError.
        """
        with self._writing("edit") as (write, outcome):
            catalogue.edit(write, which, identifier, values)
        return outcome.changes

    def delete_row(self, which: Catalogue, identifier: str) -> Changes:
        """Remove a type, scope, wrapper or product that nothing names.

        Raises:
            NotFoundError, StillUsedError.
        """
        with self._writing("delete") as (write, outcome):
            catalogue.delete(write, which, identifier)
        return outcome.changes

    # --- secrets ------------------------------------------------------------------------------

    def reveal(self, key: int) -> SecretContent:
        """Decrypt the secret of a resource.

        Raises:
            NotFoundError: It has none.
            VaultLockedError, SealBrokenError, KeyStoreError, OpenPGPError.
        """
        resource = self.resource(key)
        with self._database.reading() as connection:
            stored = secrets.stored(connection, key)
        if stored is None:
            raise NotFoundError("secret", resource.human_id)
        clear_text = secret_keeping.opened(self._vault, stored, resource.uuid)
        return parse(self.type(resource.type), clear_text)

    def vault_state(self) -> VaultState:
        """What to show about the vault."""
        with self._database.reading() as connection:
            is_kit_saved = inventory_row.ownership(connection).is_kit_saved
        return VaultState(
            is_unlocked=self._vault.is_unlocked,
            store_kind=self._vault.store.kind,
            store_title=self._vault.store.title,
            fingerprint=self._ownership.fingerprint,
            is_kit_saved=is_kit_saved,
        )

    def unlock(self) -> None:
        """Fetch the key from its store; may wait for a person.

        Raises:
            KeyStoreError, WrongPassphraseError: The store does not give it.
            SealBrokenError: The public key in the file is not the one that was put there.
        """
        self._vault.unlock()
        try:
            self._vault.check_seal(
                CHECKED_USER, 0, self._ownership.public_key, self._ownership.check_value
            )
        except SealBrokenError:
            self._vault.lock()
            raise

    def lock(self) -> None:
        """Drop every key from memory."""
        self._vault.lock()

    def export_recovery_kit(self, target: Path) -> SecretText:
        """Write the owner's key, protected by a new code, to a file.

        Returns:
            The code; it is shown once and kept nowhere.

        Raises:
            VaultLockedError, FileAccessError.
        """
        kit = make_kit(self._vault.secret_key())
        self._require_foreign(target)
        with written_text(target) as file:
            file.write(kit.armored)
        with self._database.session() as session:
            inventory_row.set_kit_saved(session)
        return kit.code

    def import_recovery_kit(self, source: Path, code: SecretText) -> None:
        """Put the key of a recovery kit into the key store.

        Raises:
            WrongRecoveryCodeError, InvalidKeyError, FileAccessError, KeyStoreError.
            NotFoundError: Nothing in this inventory is encrypted to that key.
        """
        key = open_kit(read_source(source).decode("ascii", "replace"), code.reveal())
        with self._database.reading() as connection:
            known = {user.fingerprint: user for user in rows.users(connection)}
        user = known.get(key.fingerprint)
        if user is None:
            raise NotFoundError("key", key.fingerprint[-16:])
        self._vault.adopt_key(KeyItem(user.home, user.fingerprint), key)

    # --- moving -------------------------------------------------------------------------------

    def export(
        self,
        target: transfer.Target,
        *,
        form: str = "strongroom",
        keys: Sequence[int] | None = None,
        progress: Progress = NoProgress(),  # noqa: B008 - has no state
    ) -> int:
        """Write resources as JSON, atomically where the target is a file.

        Args:
            target: A path, or an open text stream.
            form: A name of `app.formats.export.FORMATS`.
            keys: Which resources; None is all, the trash included.
            progress: Steps in resources.

        Returns:
            How many were written.

        Raises:
            FileAccessError, DiskFullError: The target is as it was.
            UnknownFormatError: There is no such format.
        """
        if isinstance(target, Path):
            self._require_foreign(target)
        with self._database.reading() as connection:
            return transfer.export(
                connection, target, form=form, keys=keys, now=self._clock(), progress=progress
            )

    def plan_import(
        self,
        source: bytes,
        *,
        create_missing: bool = False,
        shorten: bool = False,
        progress: Progress = NoProgress(),  # noqa: B008 - has no state
    ) -> ImportPlan:
        """Say what importing a native export would do, without doing it.

        Args:
            source: The file.
            create_missing: Make scopes, wrappers and types that are named and exist nowhere.
            shorten: Cut what is too long and keep the whole in the description.
            progress: Steps in rows.

        Raises:
            InvalidImportError: It is no such file at all; problems of rows are in the plan.
        """
        with self._database.reading() as connection:
            return transfer.plan(
                connection,
                source,
                create_missing=create_missing,
                shorten=shorten,
                progress=progress,
            )

    def apply_import(
        self,
        plan: ImportPlan,
        progress: Progress = NoProgress(),  # noqa: B008 - has no state
    ) -> Changes:
        """Do what a plan says, in one transaction; rows with problems are left out.

        Raises:
            VaultLockedError: It brings secrets, which need sealing.
            OpenPGPError: One of them is no message that may be stored; nothing is imported.
        """
        with self._writing("import") as (write, outcome):
            transfer.apply(write, plan, self._vault, progress)
        return outcome.changes

    def add_sample(self) -> Changes:
        """Add the sample inventory that ships with the program."""
        from app.formats.sample import load_sample  # noqa: PLC0415 - only ever needed once

        now = self._clock()
        sample = load_sample()
        with self._writing("sample", now) as (write, outcome):
            catalogue.add_all(write, sample.wrappers, sample.scopes, (), sample.products)
            new = [
                self._new_resource(
                    entry.draft,
                    SecretEdit(entry.secret, entry.secret_description),
                    entry.created(now),
                    updated=entry.updated(now),
                    is_deleted=entry.deleted,
                )
                for entry in sample.entries
            ]
            resources.insert(write, new, References(write))
        return outcome.changes

    def check(self, *, repair: bool = False) -> list[Problem]:
        """Everything wrong with the file: structure, counts, search index and, unlocked, seals.

        Args:
            repair: Build counts and search index again first.
        """
        if repair:
            with self._writing("repair") as (write, _):
                checking.repair(write.connection)
        with self._database.reading() as connection:
            found = checking.problems(connection)
            sealed = secrets.sealed_rows(connection) if self._vault.is_unlocked else []
        broken = sum(not self._is_sealed(*row) for row in sealed)
        if broken:
            many = "One secret was" if broken == 1 else f"{broken:,} secrets were"
            sentence = f"{many} changed outside this program."
            found.append(Problem("secret", "seal", sentence))
        return found

    # --- how it is done -----------------------------------------------------------------------

    @contextmanager
    def _writing(
        self, operation: str, now: datetime | None = None, *, reverts: int | None = None
    ) -> Iterator[tuple[Write, Outcome]]:
        outcome = Outcome()
        with history.writing(
            self._database,
            operation,
            at=now or self._clock(),
            actor=self._owner.name,
            outcome=outcome,
            reverts=reverts,
        ) as write:
            yield write, outcome

    def _require_foreign(self, target: Path) -> None:
        """Refuse to write over the inventory or its key file.

        Raises:
            FileAccessError: It is one of them.
        """
        for own in (self.path, key_file_of(self.path)):
            if target.exists() and own.exists() and target.samefile(own):
                raise FileAccessError(target, "this belongs to the inventory; choose another name")

    def _set(self, operation: str, keys: Sequence[int], state: State) -> Changes:
        with self._writing(operation) as (write, outcome):
            references = References(write)
            for key in keys:
                resources.update(write, key, state, references, step=operation)
        return outcome.changes

    def _add_row(self, which: Catalogue, values: Mapping[str, Any]) -> Changes:
        with self._writing("add") as (write, outcome):
            catalogue.add(write, which, values)
        return outcome.changes

    def _new_resource(
        self,
        draft: ResourceDraft,
        edit: SecretEdit,
        created: datetime,
        *,
        updated: datetime | None = None,
        is_deleted: bool = False,
    ) -> NewResource:
        kind = self.type(draft.type)
        edit = secret_keeping.split_draft(draft, kind, edit)
        secret_keeping.require_secret(kind, has_secret=edit.secret is not None)
        uuid = self._uuid_for(draft, created)
        created_ms = times.to_milliseconds(created)
        updated_ms = created_ms if updated is None else times.to_milliseconds(updated)
        encrypted = None
        if edit.changes_something:
            content = compose(kind, edit.secret or SecretText(""), edit.description)
            encrypted = secret_keeping.encrypted(
                self._vault, content.clear_text, uuid=uuid, revision=1
            )
        with self._database.reading() as connection:
            user_id = secrets.owner_id(connection)
        return NewResource(
            uuid=uuid,
            state=_state(draft, kind, deleted=updated_ms if is_deleted else None),
            created=created_ms,
            created_by=self._owner.name,
            updated=updated_ms,
            secret=encrypted.row(user_id=user_id, created=created_ms, updated=updated_ms)
            if encrypted
            else None,
        )

    def _uuid_for(self, draft: ResourceDraft, moment: datetime) -> UUID:
        if draft.id is None:
            return new_uuid7(moment)
        uuid = uuid_from_canonical(draft.id)
        assert uuid is not None  # noqa: S101 - the draft was validated
        with self._database.reading() as connection:
            if lookup.key_of_uuid(connection, uuid) is not None:
                raise AlreadyExistsError(f"the resource {draft.id}")
        return uuid

    def _name_of_copy(self, name: str) -> str:
        """“Atlas (copy)”, “Atlas (copy 2)”, …: the first that nothing is called."""
        with self._database.reading() as connection:
            for number in itertools.count(1):
                suffix = _COPY if number == 1 else f" (copy {number})"
                made = name[: NAME_LIMIT - len(suffix)] + suffix
                if not resources.is_name_taken(connection, made):
                    break
        return made

    def _edit_secret(
        self, write: Write, before: Resource, kind: ResourceType, edit: SecretEdit
    ) -> None:
        if edit.is_removed:
            resources.set_secret(write, before.key, None)
            return
        content = secret_keeping.content_after(
            self._vault,
            write.connection,
            key=before.key,
            uuid=before.uuid,
            before=self.type(before.type),
            after=kind,
            edit=edit,
        )
        if content is None:
            return
        old = secrets.row_of(write.connection, before.key)
        row = secret_keeping.encrypted(
            self._vault, content.clear_text, uuid=before.uuid, revision=before.revision + 1
        ).row(
            user_id=secrets.owner_id(write.connection),
            created=old.created if old else write.at,
            updated=write.at,
        )
        resources.set_secret(write, before.key, row)

    def _is_sealed(self, uuid: bytes, revision: int, armored: str, seal: bytes) -> bool:
        try:
            self._vault.check_seal(canonical(UUID(bytes=uuid)), revision, armored, seal)
        except SealBrokenError:
            return False
        return True


def _state(draft: ResourceDraft, kind: ResourceType, *, deleted: int | None = None) -> State:
    """The draft's state; the description of a type that encrypts it is inside the secret."""
    state = state_of_draft(draft, deleted=deleted)
    if kind.description_encrypted:
        state["description"] = None
    return state
