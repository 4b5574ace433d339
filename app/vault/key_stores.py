"""Where secret keys are kept: the system's keyring, or a passphrase key file.

The only module that imports keyring. Which store is in use is the person's choice, named by
`title` wherever it matters; nothing here falls back from one to the other.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Protocol

import keyring
from keyring.backend import KeyringBackend
from keyring.backends.chainer import ChainerBackend
from keyring.errors import InitError, KeyringLocked

from app.domain.secret_text import SecretText
from app.errors import (
    FolderNotWritableError,
    KeyMissingError,
    KeyringFailedError,
    KeyringLockedError,
    KeyStoreDamagedError,
    KeyTooLongError,
    NoKeyringError,
    PassphraseNeededError,
    StrongroomError,
    WrongPassphraseError,
)
from app.vault.key_file import (
    DEFAULT_COST,
    SUFFIX,
    Argon2Cost,
    DamagedKeyFileError,
    Entry,
    KeyFile,
    read_key_file,
    write_key_file,
)

USER_NAME = "openpgp-secret-key"

# Backends that keep secrets encrypted; not among them: null, fail, and all of keyrings.alt.
_ALLOWED = {
    ("keyring.backends.SecretService", "Keyring"): "system keyring (Secret Service)",
    ("keyring.backends.libsecret", "Keyring"): "system keyring (Secret Service)",
    ("keyring.backends.kwallet", "DBusKeyring"): "system keyring (KWallet)",
    ("keyring.backends.kwallet", "DBusKeyringKWallet4"): "system keyring (KWallet)",
    ("keyring.backends.macOS", "Keyring"): "system keyring (macOS Keychain)",
    ("keyring.backends.Windows", "WinVaultKeyring"): "system keyring (Windows Credential Locker)",
}
_WINDOWS = ("keyring.backends.Windows", "WinVaultKeyring")
_WINDOWS_LIMIT = 1280  # characters; the locker takes 2,560 octets of UTF-16
_LOCKED = frozenset({"LockedException", "PromptDismissedException"})  # of SecretStorage
_MAX_NEIGHBOURS = 50


@dataclass(frozen=True, slots=True)
class KeyItem:
    """Under what a key is kept.

    Args:
        inventory: UUID of the inventory in which the key was made.
        fingerprint: Of the primary key, 40 upper-case hex digits.
    """

    inventory: str
    fingerprint: str

    @property
    def service(self) -> str:
        """The keyring's name for it."""
        return f"strongroom:{self.inventory}:{self.fingerprint}"


class KeyStore(Protocol):
    """A place for armored secret keys. Every call may wait for a person: never on the GUI thread.

    All but `forget` raise a `KeyStoreError`, or an error of the file, when the store does not
    do what is asked.
    """

    @property
    def kind(self) -> str:
        """`keyring` or `passphrase`, as on the command line."""

    @property
    def name(self) -> str:
        """What the person reads inside a sentence: “system keyring (KWallet)”."""

    @property
    def title(self) -> str:
        """The name on its own: “System keyring (KWallet)”."""

    def probe(self) -> None:
        """Find out whether a key could be kept here."""

    def load(self, item: KeyItem) -> str:
        """Return the armored secret key; `KeyMissingError` when it is not here."""

    def save(self, item: KeyItem, armored: str) -> None:
        """Keep the key, read it back and compare."""

    def delete(self, item: KeyItem) -> None:
        """Remove the key; one that is not here is no error."""

    def has(self, item: KeyItem) -> bool:
        """Whether the key is here."""

    def forget(self) -> None:
        """Drop what was remembered to open the store (a passphrase); called when locking."""


class KeyringStore:
    """One item of the operating system's keyring for each key.

    Args:
        backend: Which keyring; None takes what the `keyring` package chooses. Either way only a
            backend that is known to encrypt is accepted, on first use.
    """

    kind = "keyring"

    def __init__(self, backend: KeyringBackend | None = None) -> None:
        self._chosen = backend
        self._found: tuple[KeyringBackend, tuple[str, str]] | None = None

    @property
    def name(self) -> str:
        """What the person reads inside a sentence; says which keyring once one was found."""
        return "system keyring" if self._found is None else _ALLOWED[self._found[1]]

    @property
    def title(self) -> str:
        """The name on its own."""
        return _as_title(self.name)

    def probe(self) -> None:
        """Write, read and delete a random item.

        Raises:
            NoKeyringError: There is no keyring, or none that encrypts, or it does not keep.
            KeyringLockedError: It is locked, or the person said no.
        """
        service, value = f"strongroom:probe:{secrets.token_hex(8)}", secrets.token_hex(32)
        with self._opened() as backend:
            backend.set_password(service, USER_NAME, value)
            try:
                is_kept = backend.get_password(service, USER_NAME) == value
            finally:
                backend.delete_password(service, USER_NAME)
        if not is_kept:
            raise NoKeyringError

    def load(self, item: KeyItem) -> str:
        """Return the armored secret key."""
        with self._opened() as backend:
            armored = backend.get_password(item.service, USER_NAME)
        if armored is None:
            raise KeyMissingError(item.fingerprint, self.name)
        return armored

    def save(self, item: KeyItem, armored: str) -> None:
        """Keep the key, read it back and compare.

        Raises:
            KeyTooLongError: The Windows locker would not hold it (RSA keys).
        """
        with self._opened() as backend:
            if _identity(backend) == _WINDOWS and len(armored) > _WINDOWS_LIMIT:
                raise KeyTooLongError(_WINDOWS_LIMIT)
            backend.set_password(item.service, USER_NAME, armored)
            if backend.get_password(item.service, USER_NAME) != armored:
                raise KeyStoreDamagedError(self.name)

    def delete(self, item: KeyItem) -> None:
        """Remove the key; one that is not here is no error."""
        with self._opened() as backend:
            if backend.get_password(item.service, USER_NAME) is not None:
                backend.delete_password(item.service, USER_NAME)

    def has(self, item: KeyItem) -> bool:
        """Whether the key is here."""
        with self._opened() as backend:
            return backend.get_password(item.service, USER_NAME) is not None

    def forget(self) -> None:
        """Remember nothing; the keyring locks itself."""

    @contextmanager
    def _opened(self) -> Iterator[KeyringBackend]:
        """Lend the backend, and say in our words what goes wrong with it."""
        try:
            if self._found is None:
                self._found = _allowed(self._chosen)
            yield self._found[0]
        except StrongroomError:
            raise
        except KeyringLocked as error:
            raise KeyringLockedError from error
        except (InitError, keyring.errors.NoKeyringError) as error:
            if type(error.__cause__).__name__ in _LOCKED:
                raise KeyringLockedError from error
            raise NoKeyringError from error
        except Exception as error:  # D-Bus, Keychain and COM each bring their own
            if type(error).__name__ in _LOCKED:
                raise KeyringLockedError from error
            raise KeyringFailedError from error


def default_keyring_available() -> bool:
    """Whether the system has a keyring that encrypts and works; may wait for its prompt."""
    try:
        KeyringStore().probe()
    except StrongroomError:
        return False
    return True


def _allowed(chosen: KeyringBackend | None) -> tuple[KeyringBackend, tuple[str, str]]:
    """Return the backend to use and what it is; of a chain, the one that it would write to."""
    try:
        backend = chosen or keyring.get_keyring()
        if isinstance(backend, ChainerBackend):
            backend = backend.backends[0]
    except Exception as error:  # an unusable choice in keyring's configuration or environment
        raise NoKeyringError from error
    identity = _identity(backend)
    if identity not in _ALLOWED:
        raise NoKeyringError
    return backend, identity


def _identity(backend: KeyringBackend) -> tuple[str, str]:
    return type(backend).__module__, type(backend).__qualname__


# --- the passphrase key file ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PassphraseRequest:
    """What a person is asked for.

    Args:
        key_file: The file that the passphrase opens.
        is_new: Whether it is being chosen now (ask twice) or was chosen before.
    """

    key_file: Path
    is_new: bool


class PassphraseStore:
    """A file next to the inventory, opened by a passphrase.

    It also looks for a key in the other key files of its folder, so that what was exported from
    a neighbour inventory can be opened here; it writes to its own file only. A passphrase that
    was right is remembered until `forget`.

    Args:
        key_file: The file, named `<inventory>.strongroom-key`; made when the first key is saved.
        passphrase: Asks the person; None or "" means that they gave none.
        cost: What it costs to try a passphrase, for a file that is made.
    """

    kind = "passphrase"

    def __init__(
        self,
        key_file: Path,
        passphrase: Callable[[PassphraseRequest], str | None],
        *,
        cost: Argon2Cost = DEFAULT_COST,
    ) -> None:
        self._path = key_file
        self._ask = passphrase
        self._cost = cost
        self._turn = Lock()
        self._remembered: dict[Path, SecretText] = {}

    @property
    def name(self) -> str:
        """What the person reads inside a sentence."""
        return f"passphrase key file {self._path.name}"

    @property
    def title(self) -> str:
        """The name on its own."""
        return _as_title(self.name)

    def probe(self) -> None:
        """Look whether the file could be read or made; asks for no passphrase.

        Raises:
            KeyStoreDamagedError: There is a file, and it is no key file.
            FolderNotWritableError: There is none, and none can be made.
        """
        if self._read() is None and not _is_writable(self._path.parent):
            raise FolderNotWritableError(self._path)

    def load(self, item: KeyItem) -> str:
        """Return the armored secret key, from this file or from a neighbour.

        Raises:
            KeyMissingError: No file holds it.
            KeyStoreDamagedError: This file is damaged.
            PassphraseNeededError: Nobody gave a passphrase.
            WrongPassphraseError: They gave another.
        """
        with self._turn:
            for path, file in self._files():
                if (entry := file.find(item.fingerprint)) is not None:
                    return self._opened(path, file, entry)[0]
        raise KeyMissingError(item.fingerprint, self.name)

    def save(self, item: KeyItem, armored: str) -> None:
        """Keep the key under the passphrase of the file, read it back and compare."""
        with self._turn:
            file, wrapping_key = self._file_to_write()
            file = file.with_key(
                inventory=item.inventory,
                fingerprint=item.fingerprint,
                armored=armored,
                wrapping_key=wrapping_key,
            )
            write_key_file(self._path, file)
            written = self._read()
            entry = written and written.find(item.fingerprint)
            if not written or not entry or written.open(entry, wrapping_key) != armored:
                raise KeyStoreDamagedError(self.name)

    def delete(self, item: KeyItem) -> None:
        """Remove the key from this file; neighbours are left alone."""
        with self._turn:
            file = self._read()
            if file is not None and file.find(item.fingerprint) is not None:
                write_key_file(self._path, file.without_key(item.fingerprint))

    def has(self, item: KeyItem) -> bool:
        """Whether this file or a neighbour holds the key; asks for no passphrase."""
        with self._turn:
            return any(file.find(item.fingerprint) is not None for _, file in self._files())

    def forget(self) -> None:
        """Drop the passphrases, at once, even while a call still waits for the person."""
        self._remembered = {}  # that call holds on to the old one

    def _read(self) -> KeyFile | None:
        try:
            return read_key_file(self._path)
        except DamagedKeyFileError as error:
            raise KeyStoreDamagedError(self.name) from error

    def _files(self) -> Iterator[tuple[Path, KeyFile]]:
        """Yield this file, then its neighbours that can be read."""
        if (own := self._read()) is not None:
            yield self._path, own
        neighbours = sorted(self._path.parent.glob(f"*{SUFFIX}"))[:_MAX_NEIGHBOURS]
        for path in neighbours:
            if path.name == self._path.name:
                continue
            try:
                file = read_key_file(path)
            except (DamagedKeyFileError, StrongroomError):
                continue
            if file is not None:
                yield path, file

    def _file_to_write(self) -> tuple[KeyFile, bytes]:
        """Return the file and its wrapping key; a new passphrase is asked for a new file."""
        file = self._read()
        if file is not None and file.entries:
            return file, self._opened(self._path, file, file.entries[0])[1]
        file = KeyFile.new(self._cost)
        remembered = self._remembered
        passphrase = self._asked(self._path, is_new=True)
        remembered[self._path] = passphrase
        return file, file.wrapping_key(passphrase.reveal())

    def _opened(self, path: Path, file: KeyFile, entry: Entry) -> tuple[str, bytes]:
        """Return a key of the file and what unwraps the others, asking if need be."""
        remembered = self._remembered
        known = {remembered[at].reveal() for at in (path, self._path) if at in remembered}
        for passphrase in known:
            wrapping_key = file.wrapping_key(passphrase)
            try:
                return file.open(entry, wrapping_key), wrapping_key
            except WrongPassphraseError:
                continue
        asked = self._asked(path, is_new=False)
        wrapping_key = file.wrapping_key(asked.reveal())
        armored = file.open(entry, wrapping_key)
        remembered[path] = asked
        return armored, wrapping_key

    def _asked(self, path: Path, *, is_new: bool) -> SecretText:
        passphrase = self._ask(PassphraseRequest(path, is_new))
        if not passphrase:
            raise PassphraseNeededError
        return SecretText(passphrase)


def _is_writable(folder: Path) -> bool:
    """Whether the folder takes a file, or could be made."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)


def _as_title(name: str) -> str:
    return name[0].upper() + name[1:]
