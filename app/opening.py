"""Making and opening an inventory: its file, its key store and its key."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.database import inventory_row
from app.database.engine import Database, ReadOnlyDatabase, create_file
from app.domain import times
from app.domain.identifiers import new_uuid7
from app.domain.user import User
from app.errors import FolderNotWritableError, InventoryExistsError
from app.inventory import CHECKED_USER, Clock, Inventory
from app.paths import key_file_of
from app.vault.key_stores import (
    KeyItem,
    KeyringStore,
    KeyStore,
    PassphraseRequest,
    PassphraseStore,
    default_keyring_available,
)
from app.vault.session import Vault

AskPassphrase = Callable[[PassphraseRequest], str | None]

DEFAULT_OWNER = "Owner"


def create_inventory(
    path: Path, store: KeyStore, *, owner: str = "", email: str = "", clock: Clock = times.now
) -> Inventory:
    """Make a new inventory with its key pair, and open it unlocked.

    Args:
        path: Where; the folder must exist.
        store: Keeps the secret key.
        owner: Name of the person, for key and history.
        email: For the key; may be "".
        clock: UTC.

    Raises:
        InventoryExistsError, FolderNotWritableError, KeyStoreError: Nothing is left behind.
    """
    if path.exists():
        raise InventoryExistsError(path)
    if not path.parent.is_dir():
        raise FolderNotWritableError(path)
    now = clock()
    uuid = str(new_uuid7(now))
    vault = Vault(store, None, None)
    name = owner.strip() or DEFAULT_OWNER
    public_key = vault.create_key(uuid, name=name, email=email.strip())
    user = User(
        uuid=new_uuid7(now),
        name=name,
        email=email.strip(),
        fingerprint=public_key.fingerprint,
        public_key=public_key.armored,
        home=uuid,
        created=now,
    )
    check_value = vault.seal(CHECKED_USER, 0, public_key.armored)
    try:
        create_file(
            path,
            lambda session: inventory_row.fill_new(
                session, user, key_store=store.kind, check_value=check_value, moment=now
            ),
        )
    except BaseException:
        store.delete(KeyItem(uuid, public_key.fingerprint))
        raise
    return Inventory(Database(path), vault, clock=clock)


def open_inventory(
    path: Path,
    *,
    store_kind: str | None = None,
    ask: AskPassphrase,
    read_only: bool = False,
    clock: Clock = times.now,
) -> Inventory:
    """Open an inventory, locked.

    Args:
        path: The file.
        store_kind: `keyring` or `passphrase`; None takes the one that the inventory was made with.
        ask: Asks the person for the passphrase, when `unlock` needs it.
        read_only: Take no lock and refuse writes; works beside an open window.
        clock: UTC.

    Raises:
        InventoryFileError: Of the class that says what is wrong.
    """
    database = ReadOnlyDatabase(path) if read_only else Database(path)
    try:
        with database.reading() as connection:
            owned = inventory_row.ownership(connection)
        store = key_store(store_kind or owned.key_store, path, ask)
        vault = Vault(store, KeyItem(owned.home, owned.fingerprint), owned.public_key)
        return Inventory(database, vault, clock=clock)
    except BaseException:
        database.close()
        raise


def key_store(kind: str, path: Path, ask: AskPassphrase) -> KeyStore:
    """The key store of that kind for an inventory.

    Args:
        kind: `keyring` or `passphrase`.
        path: The inventory; the key file lies next to it.
        ask: Asks the person for the passphrase.
    """
    return PassphraseStore(key_file_of(path), ask) if kind == "passphrase" else KeyringStore()


def has_keyring() -> bool:
    """Whether this system has a keyring that may be used; it may wait, so ask off the GUI."""
    return default_keyring_available()
