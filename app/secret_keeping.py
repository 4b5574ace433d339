"""How a resource's secret is shaped, encrypted and sealed on its way into the file, and back."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from uuid import UUID

from app.database import secrets
from app.database.secrets import SecretRow, StoredSecret
from app.domain.identifiers import canonical
from app.domain.resource_draft import ResourceDraft
from app.domain.resource_type import ResourceType
from app.domain.secret import SecretContent, SecretEdit, compose, is_kept_whole, parse
from app.domain.secret_text import SecretText
from app.errors import InvalidResourceError, Problem
from app.vault.key_stores import KeyItem
from app.vault.session import Vault


@dataclass(frozen=True, slots=True)
class EncryptedSecret:
    """A message with its seal; whose it is and when it came is the caller's to add."""

    armored: str
    revision: int
    seal: str

    def row(self, *, user_id: int, created: int, updated: int) -> SecretRow:
        """The row to write; times in milliseconds."""
        return SecretRow(user_id, self.armored, self.revision, self.seal, created, updated)


def split_draft(draft: ResourceDraft, kind: ResourceType, edit: SecretEdit) -> SecretEdit:
    """Move the description of a type that encrypts it into the secret.

    Returns:
        The edit with it; the draft's own description must then not be stored.
    """
    if not kind.description_encrypted or draft.description is None:
        return edit
    if edit.description is not None:
        return edit
    return SecretEdit(edit.secret, SecretText(draft.description), edit.is_removed)


def require_secret(kind: ResourceType, *, has_secret: bool) -> None:
    """Hold the rule that a type may need a secret.

    Raises:
        InvalidResourceError: It does, and there is none.
    """
    if kind.secret_required and not has_secret:
        sentence = f"The type “{kind.name}” needs a secret."
        raise InvalidResourceError([Problem("secret", "required", sentence)])


def encrypted(
    vault: Vault, clear_text: SecretText, *, uuid: UUID, revision: int
) -> EncryptedSecret:
    """Encrypt to the owner's key and seal.

    Raises:
        VaultLockedError: The seal needs the key.
    """
    armored = vault.encrypt(clear_text)
    return sealed(vault, armored, uuid=uuid, revision=revision)


def sealed(vault: Vault, armored: str, *, uuid: UUID, revision: int) -> EncryptedSecret:
    """Seal a message that came encrypted.

    Raises:
        VaultLockedError: The seal needs the key.
    """
    seal = vault.seal(canonical(uuid), revision, armored)
    return EncryptedSecret(armored, revision, seal.hex())


def opened(vault: Vault, secret: StoredSecret, uuid: UUID) -> SecretText:
    """Check the seal and decrypt.

    Raises:
        VaultLockedError, SealBrokenError, OpenPGPError, KeyStoreError.
    """
    vault.check_seal(canonical(uuid), secret.revision, secret.armored, secret.seal)
    return vault.decrypt(secret.armored, item=KeyItem(secret.home, secret.fingerprint))


def content_after(
    vault: Vault,
    connection: sqlite3.Connection,
    *,
    key: int,
    uuid: UUID,
    before: ResourceType,
    after: ResourceType,
    edit: SecretEdit,
) -> SecretContent | None:
    """The clear text that an edit leads to; None where the stored message stays as it is.

    A change of type is a change of the secret when the two types shape it differently.

    Raises:
        InvalidResourceError: The new type cannot keep all of it, and no new secret was given.
        VaultLockedError, SealBrokenError, OpenPGPError, KeyStoreError.
    """
    stored = secrets.stored(connection, key)
    is_reshaped = stored is not None and before.secret_schema != after.secret_schema
    if not is_reshaped and edit.secret is None and edit.description is None:
        return None
    if stored is None or _says_all(edit, after, is_reshaped=is_reshaped):
        return compose(after, edit.secret or SecretText(""), edit.description)
    clear_text = opened(vault, stored, uuid)
    old = parse(before, clear_text)
    if is_reshaped and edit.secret is None and not is_kept_whole(before, old, after):
        raise InvalidResourceError([Problem("type", "loses_secret", _LOSES_SECRET)])
    return compose(
        after,
        old.main if edit.secret is None else edit.secret,
        old.description if edit.description is None else edit.description,
        before=None if is_reshaped else clear_text,
    )


def _says_all(edit: SecretEdit, after: ResourceType, *, is_reshaped: bool) -> bool:
    """Whether nothing of the stored message is kept, which then need not even open."""
    if edit.secret is None:
        return False
    if after.schema.get("type") != "object":
        return True
    return is_reshaped and (edit.description is not None or not after.description_encrypted)


_LOSES_SECRET = "This type cannot keep all of the secret; give the secret anew."  # noqa: S105
