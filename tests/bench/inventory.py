"""Writes the inventory that is measured: synthetic, but whole, with keys and sealed secrets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from app import secret_keeping
from app.database import secrets
from app.database.catalogue import References
from app.database.engine import Database
from app.database.history import Outcome, writing
from app.database.resources import NewResource, insert, state_of_draft
from app.domain.secret_text import SecretText
from app.domain.times import to_milliseconds
from app.opening import create_inventory
from app.paths import INVENTORY_SUFFIX, key_file_of
from app.vault.key_file import Argon2Cost
from app.vault.key_stores import KeyItem, PassphraseRequest, PassphraseStore
from app.vault.session import Vault
from tests.bench.generator import NOW, SCOPES, WRAPPERS, GeneratedResource, generate

_PASSPHRASE = "bench"
_ACTOR = "Bench"
_CHEAP = Argon2Cost(memory_kib=8 * 1024, iterations=1, lanes=1)
_BATCH = 5_000  # PERFORMANCE: Further facts


@dataclass(frozen=True, slots=True)
class BenchInventory:
    """Where it is, and how the program is told to open it."""

    path: Path
    arguments: tuple[str, ...]


def write(folder: Path, size: int) -> BenchInventory:
    """Make an inventory of so many synthetic resources.

    Args:
        folder: An empty one; also takes the key file and the passphrase.
        size: Resources, a few of them in the trash.
    """
    path = folder / f"bench{INVENTORY_SUFFIX}"
    passphrase_file = folder / "passphrase"
    passphrase_file.write_text(_PASSPHRASE + "\n", encoding="ascii")
    vault = _new_inventory(path)
    database = Database(path)
    try:
        message = vault.encrypt(SecretText("bench-horse-battery-12"))
        for batch in _batches(generate(size), _BATCH):
            _insert(database, batch, vault, message)
    finally:
        database.close()
    arguments = ("--file", str(path), "--key-store", "passphrase")
    return BenchInventory(path, (*arguments, "--passphrase-file", str(passphrase_file)))


def _new_inventory(path: Path) -> Vault:
    """Make the file with its scopes and wrappers; the vault of its owner, unlocked."""
    store = PassphraseStore(key_file_of(path), _passphrase, cost=_CHEAP)
    with closing(create_inventory(path, store, owner=_ACTOR, clock=_clock)) as inventory:
        for scope in SCOPES:
            inventory.add_scope(scope.name, scope.identifier, scope.parent)
        for wrapper in WRAPPERS:
            inventory.add_wrapper(wrapper.name, wrapper.identifier)
        owner = inventory.user()
    vault = Vault(store, KeyItem(owner.home, owner.fingerprint), owner.public_key)
    vault.unlock()
    return vault


def _insert(
    database: Database, batch: Iterable[GeneratedResource], vault: Vault, message: str
) -> None:
    with writing(database, "import", at=NOW, actor=_ACTOR, outcome=Outcome()) as write_:
        owner = secrets.owner_id(write_.connection)
        new = [_new_resource(one, vault, message, owner) for one in batch]
        insert(write_, new, References(write_))


def _new_resource(one: GeneratedResource, vault: Vault, message: str, owner: int) -> NewResource:
    created, updated = to_milliseconds(one.created), to_milliseconds(one.updated)
    # One message for all: a million encryptions would take a quarter of an hour. Seals are quick.
    secret = secret_keeping.sealed(vault, message, uuid=one.uuid, revision=1)
    return NewResource(
        uuid=one.uuid,
        human_id=one.human_id,
        state=state_of_draft(one.draft, deleted=updated if one.deleted else None),
        created=created,
        created_by=_ACTOR,
        updated=updated,
        secret=secret.row(user_id=owner, created=created, updated=updated),
    )


def _batches(
    resources: Iterator[GeneratedResource], size: int
) -> Iterator[list[GeneratedResource]]:
    while batch := list(islice(resources, size)):
        yield batch


def _passphrase(request: PassphraseRequest) -> str:
    return _PASSPHRASE


def _clock() -> datetime:
    return NOW
