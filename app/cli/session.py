"""One run of a command: its console, where its secrets come from, and the inventory it opens."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Self, TypeVar

from app.cli.console import Console
from app.cli.secret_input import SecretInput
from app.errors import VaultLockedError
from app.inventory import Inventory
from app.opening import AskPassphrase, create_inventory, key_store, open_inventory
from app.paths import default_inventory, make_folder_of

Result = TypeVar("Result")


class Session:
    """Opens what a command needs, and closes it behind the command's answer.

    Args:
        options: The global ones are read here.
        console: Where questions go and answers are printed.
    """

    def __init__(self, options: argparse.Namespace, console: Console) -> None:
        self.console = console
        self.secrets = SecretInput(console.stdin, console.ask, options.passphrase_file)
        self.path: Path = options.file or default_inventory()
        self._is_default_path = options.file is None
        self._key_store_kind: str | None = options.key_store
        self._opened = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._opened.close()

    def create(self, *, owner: str, email: str) -> Inventory:
        """A new inventory, unlocked. Without a key store named it is the keyring or nothing.

        Raises:
            InventoryExistsError, FolderNotWritableError, KeyStoreError: Nothing was made.
        """
        if self._is_default_path:
            make_folder_of(self.path)
        store = key_store(self._key_store_kind or "keyring", self.path, self._ask())
        return self._keep(create_inventory(self.path, store, owner=owner, email=email))

    def reader(self) -> Inventory:
        """The inventory, locked, to read from; also while a window has it open."""
        return self._open(read_only=True)

    def writer(self) -> Inventory:
        """The inventory, locked, to write to."""
        return self._open(read_only=False)

    def _open(self, *, read_only: bool) -> Inventory:
        return self._keep(
            open_inventory(
                self.path,
                store_kind=self._key_store_kind,
                ask=self._ask(),
                read_only=read_only,
            )
        )

    def _keep(self, inventory: Inventory) -> Inventory:
        self._opened.callback(inventory.close)
        return inventory

    def _ask(self) -> AskPassphrase:
        return lambda request: self.secrets.passphrase(request.key_file, is_new=request.is_new)


def unlocking(inventory: Inventory, write: Callable[[], Result]) -> Result:
    """The result of a write, which may turn out to need the key; asked for only then.

    Args:
        inventory: Locked or not.
        write: One transaction: nothing of it is left where it meets a locked vault.
    """
    try:
        return write()
    except VaultLockedError:
        inventory.unlock()
    return write()
