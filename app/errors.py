"""Every error that a person can meet, as one tree of sentences.

StrongroomError                     a sentence that says what to do; never secret, never imported
├── MistakeError          (exit 1)  the user can mend the input
│   ├── InvalidResourceError        carries list[Problem]
│   ├── InvalidImportError          the file is not what it should be
│   ├── UnknownFormatError          no format of that name to export to or import from
│   ├── UnknownReferenceError       a wrapper, scope, type or product that is named does not exist
│   ├── UnsafeAddressError          a link that is not http, https, mailto or ssh
│   ├── WrongPassphraseError  PassphrasesDifferError
│   ├── WrongRecoveryCodeError
│   ├── StandardInputError          what a command was to read there is missing or no text
│   ├── InvalidKeyError             an OpenPGP key that is expired, revoked, forged, …
│   └── OpenPGPError                an OpenPGP message that is refused; `code` says why
│       ├── NotOpenPGPError  MessageTooLargeError  UnsupportedMessageError  NoIntegrityError
│       └── WeakCipherError  WrongKeyError  DamagedMessageError
├── EnvironmentProblemError (exit 3) disk, keyring, lock, version
│   ├── InventoryFileError
│   │   ├── InventoryMissingError  NotAFileError  NotAnInventoryError  InventoryDamagedError
│   │   ├── InventoryTooNewError  InventoryReadOnlyError  InventoryUnreadableError
│   │   ├── InventoryInUseError  DiskFullError
│   │   └── FolderNotWritableError
│   ├── KeyStoreError
│   │   ├── NoKeyringError  KeyringLockedError  KeyMissingError  KeyStoreDamagedError
│   │   └── PassphraseNeededError  KeyringFailedError  KeyTooLongError
│   ├── VaultLockedError
│   ├── SealBrokenError             a secret was changed outside this program
│   ├── FileAccessError             a file to read or write (import, export, kit) cannot be reached
│   ├── StandardOutputError
│   └── NoScreenError
├── ConflictError         (exit 4)  changed meanwhile, not found, already exists
│   ├── NotFoundError  AlreadyExistsError  ChangedMeanwhileError  InventoryExistsError
│   └── AmbiguousIdentifierError  StillUsedError  InTrashError
└── JobCancelled                    asked for by the person; never shown as an error
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class Problem(NamedTuple):
    """One thing wrong with one field, as data (never raised).

    Args:
        field: The field's name in the native export (`name`, `external_id`), or "" for the whole.
        code: Short and stable, for tests and contracts: `required`, `too_long`, `bad_characters`, …
        message: A full sentence for the person; never holds the value itself.
    """

    field: str
    code: str
    message: str


class StrongroomError(Exception):
    """Base of all errors whose message is a sentence for the person."""

    exit_code = 1


class MistakeError(StrongroomError):
    """The person can mend the input."""

    exit_code = 1


class EnvironmentProblemError(StrongroomError):
    """Disk, keyring, lock or version stands in the way."""

    exit_code = 3


class ConflictError(StrongroomError):
    """Changed meanwhile, not found, or already exists."""

    exit_code = 4


class JobCancelled(Exception):  # noqa: N818 - not an error: the person asked for it
    """A job was asked to stop and did, leaving nothing half done."""


# --- mistakes ---------------------------------------------------------------------------------


class InvalidResourceError(MistakeError):
    """A draft breaks rules of the model; every problem at once."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__(" ".join(problem.message for problem in problems))


class InvalidImportError(MistakeError):
    """A file to import is not what its format asks for."""


class UnknownFormatError(MistakeError):
    """There is no format of that name."""

    def __init__(self, known: list[str]) -> None:
        super().__init__(f"There is no such format; choose one of {', '.join(known)}.")


class UnknownReferenceError(MistakeError):
    """A wrapper, scope, type or product that is named does not exist."""

    def __init__(self, kind: str, identifier: str) -> None:
        self.kind = kind
        self.identifier = identifier
        super().__init__(f"There is no {kind} “{identifier}”; add it first or choose another.")


class UnsafeAddressError(MistakeError):
    """A link that the program does not open."""

    def __init__(self) -> None:
        super().__init__("Only http, https, mailto and ssh addresses can be opened.")


class WrongPassphraseError(MistakeError):
    """The passphrase does not open the key file."""

    def __init__(self) -> None:
        super().__init__("The passphrase is wrong; try again.")


class PassphrasesDifferError(MistakeError):
    """A new passphrase was not typed the same twice."""

    def __init__(self) -> None:
        super().__init__("The two passphrases differ; nothing was made.")


class WrongRecoveryCodeError(MistakeError):
    """The recovery code is mistyped or belongs to another kit."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)


class StandardInputError(MistakeError):
    """What a command was to read from standard input is missing, too long or no text."""

    def __init__(self, what: str, reason: str) -> None:
        super().__init__(f"The {what} on standard input {reason}.")


class InvalidKeyError(MistakeError):
    """An OpenPGP key that must not be used."""


class OpenPGPError(MistakeError):
    """An OpenPGP message that is refused; `code` says why."""

    code = "damaged"


class NotOpenPGPError(OpenPGPError):
    """Text that is no OpenPGP message at all."""

    code = "not-openpgp"

    def __init__(self, detail: str = "") -> None:
        more = f" ({detail})" if detail else ""
        super().__init__(f"The secret is not an ASCII-armored OpenPGP message{more}.")


class MessageTooLargeError(OpenPGPError):
    """A message beyond a cap of SECURITY_MODEL (armor, clear text, packets, recipients)."""

    code = "too-large"

    def __init__(self, what: str) -> None:
        super().__init__(f"The OpenPGP message is too large: {what}.")


class UnsupportedMessageError(OpenPGPError):
    """A well-formed message of a kind that is not opened here."""

    code = "unsupported"

    def __init__(self, what: str) -> None:
        super().__init__(f"The OpenPGP message uses {what}, which is not supported.")


class NoIntegrityError(OpenPGPError):
    """An encrypted message without integrity protection."""

    code = "no-integrity"

    def __init__(self) -> None:
        super().__init__("The OpenPGP message has no integrity protection and is refused.")


class WeakCipherError(OpenPGPError):
    """A message encrypted with a cipher other than AES."""

    code = "weak-cipher"

    def __init__(self) -> None:
        super().__init__("The OpenPGP message uses a weak cipher and is refused.")


class WrongKeyError(OpenPGPError):
    """A message that is encrypted to another key."""

    code = "wrong-key"

    def __init__(self) -> None:
        super().__init__("The OpenPGP message is encrypted to another key.")


class DamagedMessageError(OpenPGPError):
    """A message whose checksum, structure or integrity code is wrong."""

    code = "damaged"

    def __init__(self) -> None:
        super().__init__("The OpenPGP message is damaged.")


# --- environment: the inventory file ----------------------------------------------------------


class InventoryFileError(EnvironmentProblemError):
    """Something about the inventory's file; `path` says which."""

    def __init__(self, path: Path, sentence: str) -> None:
        self.path = path
        super().__init__(sentence)


class InventoryMissingError(InventoryFileError):
    """No file there."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, f"There is no inventory at {path}; make one with “init”.")


class NotAFileError(InventoryFileError):
    """A folder or device where a file should be."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, f"{path} is not a file; choose a .strongroom file.")


class NotAnInventoryError(InventoryFileError):
    """0 bytes, a text file, or another program's database."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, f"{path} is not a Strongroom inventory; it was left as it is.")


class InventoryDamagedError(InventoryFileError):
    """A truncated or corrupt inventory."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, f"{path} is damaged; restore it from a backup.")


class InventoryTooNewError(InventoryFileError):
    """Written by a newer version of the program."""

    def __init__(self, path: Path, version: int, known: int) -> None:
        super().__init__(
            path,
            f"{path} was written by a newer Strongroom (schema {version}, this one knows {known});"
            " update the program.",
        )


class InventoryReadOnlyError(InventoryFileError):
    """A file that may be read but not written."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, f"{path} cannot be written; change its permissions or copy it.")


class InventoryUnreadableError(InventoryFileError):
    """A file that may not be read."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, f"{path} cannot be read; change its permissions.")


class InventoryInUseError(InventoryFileError):
    """Another process holds the file."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, f"{path} is open in another Strongroom; close that one first.")


class FolderNotWritableError(InventoryFileError):
    """The folder that should hold the file cannot take it."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, f"Nothing can be written in {path.parent}; choose another folder.")


class DiskFullError(InventoryFileError):
    """No space left; the change was not made."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "The disk is full; nothing was changed. Free some space and retry.")


# --- environment: the key store ---------------------------------------------------------------


class KeyStoreError(EnvironmentProblemError):
    """The place that keeps the secret key does not give or take it."""


class NoKeyringError(KeyStoreError):
    """No keyring on this system that keeps secrets safely."""

    def __init__(self) -> None:
        super().__init__(
            "This system has no keyring that keeps secrets safely; choose the passphrase key file"
            " (--key-store passphrase)."
        )


class KeyringLockedError(KeyStoreError):
    """The keyring is there, but locked or its prompt was dismissed."""

    def __init__(self) -> None:
        super().__init__("Your keyring is locked; unlock it and try again.")


class KeyMissingError(KeyStoreError):
    """The key store has no key for this inventory."""

    def __init__(self, fingerprint: str, store: str) -> None:
        self.fingerprint = fingerprint
        super().__init__(
            f"The key {fingerprint[-16:]} is not in the {store}; restore it from the recovery kit."
        )


class KeyStoreDamagedError(KeyStoreError):
    """What the key store returned is not what was put in."""

    def __init__(self, store: str) -> None:
        super().__init__(f"The key in the {store} is damaged; restore it from the recovery kit.")


class KeyringFailedError(KeyStoreError):
    """The keyring is there and unlocked, and still did not do what was asked."""

    def __init__(self) -> None:
        super().__init__(
            "Your keyring does not answer as it should; check that it works and try again."
        )


class KeyTooLongError(KeyStoreError):
    """A key that the keyring would cut off."""

    def __init__(self, limit: int) -> None:
        super().__init__(
            f"The key is longer than the {limit:,} characters that this keyring can hold; choose"
            " the passphrase key file (--key-store passphrase)."
        )


class PassphraseNeededError(KeyStoreError):
    """The passphrase key file needs its passphrase, and nobody gave one."""

    def __init__(self) -> None:
        super().__init__("A passphrase is needed; give one with --passphrase-file.")


class VaultLockedError(EnvironmentProblemError):
    """A secret was asked for while the vault is locked."""

    def __init__(self) -> None:
        super().__init__("The vault is locked; unlock it to work with secrets.")


class SealBrokenError(EnvironmentProblemError):
    """A stored secret does not carry the seal that this program gave it."""

    def __init__(self) -> None:
        super().__init__("This secret was changed outside this program and is not shown.")


class FileAccessError(EnvironmentProblemError):
    """A file to read or write (import, export, recovery kit) cannot be reached."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        super().__init__(f"{path}: {reason}.")


class StandardOutputError(EnvironmentProblemError):
    """The answer of a command cannot be written out, as on a full disk."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"Standard output cannot be written: {reason}.")


class NoScreenError(EnvironmentProblemError):
    """No display to open a window on."""

    def __init__(self) -> None:
        super().__init__("There is no screen to open the window on; use strongroom-cli here.")


# --- conflicts --------------------------------------------------------------------------------


class NotFoundError(ConflictError):
    """Nothing carries that identifier."""

    def __init__(self, kind: str, identifier: str) -> None:
        self.kind = kind
        self.identifier = identifier
        super().__init__(f"There is no {kind} “{identifier}”.")


class AlreadyExistsError(ConflictError):
    """Something else already has what should be unique; `rule` says what."""

    def __init__(self, rule: str) -> None:
        self.rule = rule
        super().__init__(f"This already exists: {rule}.")


class AmbiguousIdentifierError(ConflictError):
    """An external or reference ID that more than one resource carries."""

    def __init__(self, identifier: str) -> None:
        super().__init__(f"More than one resource is called “{identifier}”; use its human ID.")


class ChangedMeanwhileError(ConflictError):
    """The resource is no longer as it was when the edit began."""

    def __init__(self) -> None:
        super().__init__("This was changed meanwhile; look at it again and repeat your change.")


class StillUsedError(ConflictError):
    """A wrapper, scope, type or product that resources still name."""

    def __init__(self, kind: str, identifier: str, count: int) -> None:
        self.count = count
        things = "one resource" if count == 1 else f"{count:,} resources"
        super().__init__(f"The {kind} “{identifier}” is still used by {things}; move those first.")


class InTrashError(ConflictError):
    """A resource in the trash was to be changed."""

    def __init__(self) -> None:
        super().__init__("This resource is in the trash; restore it first.")


class InventoryExistsError(ConflictError):
    """A new inventory was asked for where there is one."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(f"There is already a file at {path}; it was left as it is.")
