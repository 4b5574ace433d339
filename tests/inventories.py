"""Inventories for tests: real files with a cheap passphrase, made once and copied for each test."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from app.domain.changes import Changes
from app.domain.resource_draft import ResourceDraft, read_draft
from app.domain.secret_text import SecretText
from app.inventory import Clock, Inventory
from app.opening import create_inventory, open_inventory
from app.paths import INVENTORY_SUFFIX, key_file_of
from app.vault.key_file import Argon2Cost
from app.vault.key_stores import PassphraseRequest, PassphraseStore

START = datetime(2026, 3, 21, 9, 0, 0, 250_000, tzinfo=UTC)
OWNER = "Ada Lovelace"
EMAIL = "ada@example.org"
PASSPHRASE = "open sesame, žluťoučký"
CHEAP = Argon2Cost(memory_kib=8 * 1024, iterations=1, lanes=1)


class TestClock:
    """Moments a second apart, so that every write has a time of its own."""

    __test__ = False  # no test class for pytest

    def __init__(self, start: datetime = START) -> None:
        self._next = start

    def __call__(self) -> datetime:
        """The next moment."""
        moment = self._next
        self._next += timedelta(seconds=1)
        return moment


def passphrase(_request: PassphraseRequest) -> str:
    """What the person types."""
    return PASSPHRASE


def new_inventory(path: Path, *, clock: Clock | None = None) -> Inventory:
    """A new inventory with a key of its own, open and unlocked."""
    store = PassphraseStore(key_file_of(path), passphrase, cost=CHEAP)
    return create_inventory(path, store, owner=OWNER, email=EMAIL, clock=clock or TestClock())


def copied(template: Path, folder: Path, name: str = "Home") -> Path:
    """A copy of a closed inventory and of its key file."""
    path = folder / f"{name}{INVENTORY_SUFFIX}"
    shutil.copy2(template, path)
    shutil.copy2(key_file_of(template), key_file_of(path))
    return path


def opened(
    path: Path,
    *,
    is_unlocked: bool = True,
    read_only: bool = False,
    clock: Clock | None = None,
) -> Inventory:
    """An inventory, opened by a person who knows the passphrase."""
    inventory = open_inventory(
        path,
        ask=passphrase,
        read_only=read_only,
        clock=clock or TestClock(START + timedelta(days=1)),
    )
    if is_unlocked:
        inventory.unlock()
    return inventory


def draft(name: str = "Atlas", **values: Any) -> ResourceDraft:
    """A valid draft."""
    return read_draft({"name": name, **values})


def add(
    inventory: Inventory, name: str = "Atlas", *, secret: str | None = None, **values: Any
) -> int:
    """Add a resource and return its key."""
    changes = inventory.add(draft(name, **values), None if secret is None else SecretText(secret))
    return added_key(changes)


def added_key(changes: Changes) -> int:
    """The key of the one resource that a write added."""
    (key,) = changes.added
    return key
