"""The passphrase key file: secret keys wrapped by Argon2id and AES-256-GCM, as JSON.

    {"format": "strongroom-key", "version": 1,
     "kdf": {"name": "argon2id", "memory_kib": 65536, "iterations": 3, "lanes": 4, "salt": "…"},
     "keys": [{"inventory": "…", "fingerprint": "…", "nonce": "…", "sealed": "…"}],
     "checksum": "…"}

`salt`, `nonce` and `sealed` are base64. One passphrase, with the salt and the cost, yields the
wrapping key of all entries. The associated data of an entry is the header with its inventory and
fingerprint, so that neither can be altered or exchanged. The checksum is the SHA-256 of all the
rest; it tells a damaged file from a wrong passphrase, and guards against nobody.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import errno
import hashlib
import json
import os
import secrets
import unicodedata
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from app.errors import DiskFullError, FileAccessError, WrongPassphraseError

SUFFIX = ".strongroom-key"
FORMAT = "strongroom-key"
VERSION = 1
MAX_FILE = 1_000_000  # octets
MAX_KEYS = 64

_NO_SPACE = frozenset({errno.ENOSPC, errno.EDQUOT})


class DamagedKeyFileError(Exception):
    """The text is not a key file, or was altered; the store says so in a sentence."""


@dataclass(frozen=True, slots=True)
class Argon2Cost:
    """What it costs to try one passphrase (RFC 9106).

    The default takes 0.2 s and 64 MiB. The bounds keep a hostile file from asking for all the
    memory there is, and a careless caller from asking for nothing.

    Raises:
        ValueError: A figure is out of bounds.
    """

    memory_kib: int = 64 * 1024
    iterations: int = 3
    lanes: int = 4

    def __post_init__(self) -> None:
        """Check the bounds."""
        if not 8 * 1024 <= self.memory_kib <= 256 * 1024:
            raise ValueError("memory_kib is out of bounds")
        if not (1 <= self.iterations <= 16 and 1 <= self.lanes <= 16):
            raise ValueError("iterations or lanes are out of bounds")


DEFAULT_COST = Argon2Cost()


@dataclass(frozen=True, slots=True)
class Entry:
    """One wrapped key, and whose it is."""

    inventory: str
    fingerprint: str
    nonce: bytes = field(repr=False)
    sealed: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class KeyFile:
    """The content of a key file; a value that never changes."""

    cost: Argon2Cost
    salt: bytes = field(repr=False)
    entries: tuple[Entry, ...] = ()

    @classmethod
    def new(cls, cost: Argon2Cost) -> KeyFile:
        """Return a file without keys and with a fresh salt."""
        return cls(cost, secrets.token_bytes(16))

    @classmethod
    def parse(cls, text: str) -> KeyFile:
        """Read the JSON of a key file.

        Raises:
            DamagedKeyFileError: It is anything else.
        """
        try:
            return cls._from_json(text)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise DamagedKeyFileError from error

    @classmethod
    def _from_json(cls, text: str) -> KeyFile:
        document = json.loads(text, object_pairs_hook=_without_duplicates)
        checksum = document.pop("checksum")
        if (document["format"], document["version"]) != (FORMAT, VERSION):
            raise ValueError("another format")
        if checksum != _checksum(document) or document["kdf"]["name"] != "argon2id":
            raise ValueError("altered")
        kdf = document["kdf"]
        cost = Argon2Cost(*(_integer(kdf[name]) for name in ("memory_kib", "iterations", "lanes")))
        entries = tuple(
            Entry(
                inventory=str(key["inventory"]),
                fingerprint=str(key["fingerprint"]),
                nonce=_octets(key["nonce"]),
                sealed=_octets(key["sealed"]),
            )
            for key in document["keys"]
        )
        salt = _octets(kdf["salt"])
        if len(salt) != 16 or len(entries) > MAX_KEYS or any(len(e.nonce) != 12 for e in entries):
            raise ValueError("out of bounds")
        return cls(cost, salt, entries)

    def render(self) -> str:
        """Return the JSON, ending with a line break."""
        document = self._header() | {
            "keys": [
                {
                    "inventory": entry.inventory,
                    "fingerprint": entry.fingerprint,
                    "nonce": _text(entry.nonce),
                    "sealed": _text(entry.sealed),
                }
                for entry in self.entries
            ]
        }
        return json.dumps(document | {"checksum": _checksum(document)}, indent=2) + "\n"

    def find(self, fingerprint: str) -> Entry | None:
        """Return the entry of a key, or None."""
        return next((e for e in self.entries if e.fingerprint == fingerprint), None)

    def wrapping_key(self, passphrase: str) -> bytes:
        """Derive the key that wraps all entries; takes 0.2 s and 64 MiB at the default cost."""
        normalised = unicodedata.normalize("NFC", passphrase)  # keyboards differ in how é is typed
        derivation = Argon2id(
            salt=self.salt,
            length=32,
            iterations=self.cost.iterations,
            lanes=self.cost.lanes,
            memory_cost=self.cost.memory_kib,
        )
        return derivation.derive(normalised.encode("utf-8", "surrogatepass"))

    def open(self, entry: Entry, wrapping_key: bytes) -> str:
        """Return the armored secret key of an entry.

        Raises:
            WrongPassphraseError: It was wrapped by another passphrase.
        """
        data = self._associated_data(entry.inventory, entry.fingerprint)
        try:
            armored = AESGCM(wrapping_key).decrypt(entry.nonce, entry.sealed, data)
        except InvalidTag as error:
            raise WrongPassphraseError from error
        return armored.decode("ascii")

    def with_key(
        self, *, inventory: str, fingerprint: str, armored: str, wrapping_key: bytes
    ) -> KeyFile:
        """Return the file with this key added, or put in the place of its earlier self."""
        nonce = secrets.token_bytes(12)
        data = self._associated_data(inventory, fingerprint)
        sealed = AESGCM(wrapping_key).encrypt(nonce, armored.encode("ascii"), data)
        rest = self.without_key(fingerprint).entries
        return replace(self, entries=(*rest, Entry(inventory, fingerprint, nonce, sealed)))

    def without_key(self, fingerprint: str) -> KeyFile:
        """Return the file without this key."""
        kept = tuple(entry for entry in self.entries if entry.fingerprint != fingerprint)
        return replace(self, entries=kept)

    def _header(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "version": VERSION,
            "kdf": {
                "name": "argon2id",
                "memory_kib": self.cost.memory_kib,
                "iterations": self.cost.iterations,
                "lanes": self.cost.lanes,
                "salt": _text(self.salt),
            },
        }

    def _associated_data(self, inventory: str, fingerprint: str) -> bytes:
        return _canonical(self._header() | {"inventory": inventory, "fingerprint": fingerprint})


def read_key_file(path: Path) -> KeyFile | None:
    """Read a key file, or return None when there is none.

    Raises:
        DamagedKeyFileError: It is no key file, or was altered.
        FileAccessError: It may not be read.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE + 1)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise FileAccessError(path, "it cannot be read") from error
    try:
        text = data.decode("ascii")
    except UnicodeDecodeError as error:
        raise DamagedKeyFileError from error
    if len(data) > MAX_FILE:
        raise DamagedKeyFileError
    return KeyFile.parse(text)


def write_key_file(path: Path, file: KeyFile) -> None:
    """Replace the file in one step, readable by its owner alone; a crash leaves old or new.

    Raises:
        DiskFullError: There is no space; the old file is as it was.
        FileAccessError: The folder does not take it.
    """
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii", newline="\n") as stream:
            stream.write(file.render())
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        if error.errno in _NO_SPACE:
            raise DiskFullError(path) from error
        raise FileAccessError(path, "it cannot be written") from error


def _sync_folder(folder: Path) -> None:
    """Make the rename itself survive a power cut; Windows neither can nor needs to."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _checksum(document: dict[str, Any]) -> str:
    return hashlib.sha256(_canonical(document)).hexdigest()


def _canonical(document: dict[str, Any]) -> bytes:
    return json.dumps(document, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    document = dict(pairs)
    if len(document) != len(pairs):
        raise ValueError("a name appears twice")
    return document


def _text(octets: bytes) -> str:
    return base64.b64encode(octets).decode("ascii")


def _integer(value: object) -> int:
    if type(value) is not int:  # neither True nor 3.0
        raise ValueError("not a whole number")
    return value


def _octets(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError("not base64") from error
