"""How a secret is shaped, encrypted and sealed on its way into the file, and back."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from app.database.secrets import StoredSecret
from app.domain.identifiers import canonical
from app.domain.resource_type import SHIPPED_TYPES
from app.domain.secret import SecretEdit
from app.domain.secret_text import SecretText
from app.errors import InvalidResourceError, SealBrokenError, VaultLockedError
from app.secret_keeping import encrypted, opened, require_secret, sealed, split_draft
from app.vault.key_stores import PassphraseStore
from app.vault.session import Vault
from tests.inventories import CHEAP, draft, passphrase

HOME = "0190a000-0000-7000-8000-000000000001"
ONE, OTHER = UUID(int=1 << 80), UUID(int=2 << 80)
TYPES = {kind.key: kind for kind in SHIPPED_TYPES}
SECRET = SecretText("correct horse")
MOMENT = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    """A vault with its key, unlocked."""
    store = PassphraseStore(tmp_path / "Home.strongroom-key", passphrase, cost=CHEAP)
    vault = Vault(store, None, None)
    vault.create_key(HOME, name="Ada", email="")
    return vault


def stored(armored: str, seal: str, *, revision: int = 1, fingerprint: str = "") -> StoredSecret:
    return StoredSecret(armored, revision, bytes.fromhex(seal), fingerprint, HOME, MOMENT, MOMENT)


class TestEncrypting:
    def test_what_was_encrypted_opens_again(self, vault: Vault) -> None:
        made = encrypted(vault, SECRET, uuid=ONE, revision=3)
        secret = stored(
            made.armored, made.seal, revision=3, fingerprint=vault.public_key.fingerprint
        )
        assert opened(vault, secret, ONE) == SECRET

    def test_no_two_messages_are_the_same(self, vault: Vault) -> None:
        messages = {encrypted(vault, SECRET, uuid=ONE, revision=1).armored for _ in range(3)}
        assert len(messages) == 3

    def test_a_seal_is_of_one_resource_revision_and_message(self, vault: Vault) -> None:
        made = encrypted(vault, SECRET, uuid=ONE, revision=1)
        fingerprint = vault.public_key.fingerprint
        another = encrypted(vault, SECRET, uuid=ONE, revision=1)
        for uuid, secret in (
            (OTHER, stored(made.armored, made.seal, fingerprint=fingerprint)),
            (ONE, stored(made.armored, made.seal, revision=2, fingerprint=fingerprint)),
            (ONE, stored(another.armored, made.seal, fingerprint=fingerprint)),
        ):
            with pytest.raises(SealBrokenError):
                opened(vault, secret, uuid)

    def test_a_message_that_came_encrypted_is_sealed_as_it_is(self, vault: Vault) -> None:
        armored = vault.encrypt(SECRET)
        made = sealed(vault, armored, uuid=ONE, revision=1)
        assert made.armored == armored
        assert vault.seal(canonical(ONE), 1, armored).hex() == made.seal
        row = made.row(user_id=7, created=1, updated=2)
        assert (row.user_id, row.armored, row.created, row.updated) == (7, armored, 1, 2)

    def test_a_locked_vault_does_neither(self, vault: Vault) -> None:
        made = encrypted(vault, SECRET, uuid=ONE, revision=1)
        vault.lock()
        with pytest.raises(VaultLockedError):
            encrypted(vault, SECRET, uuid=ONE, revision=1)
        with pytest.raises(VaultLockedError):
            opened(vault, stored(made.armored, made.seal), ONE)


class TestShaping:
    def test_the_description_of_a_type_that_encrypts_it_moves_into_the_secret(self) -> None:
        kind = TYPES["password-and-description"]
        given = draft(type=kind.key, description="d")
        assert split_draft(given, kind, SecretEdit(SECRET)) == SecretEdit(SECRET, SecretText("d"))
        apart = SecretEdit(SECRET, SecretText("apart"))
        assert split_draft(given, kind, apart) is apart
        assert split_draft(draft(type=kind.key), kind, SecretEdit()) == SecretEdit()

    def test_of_any_other_type_it_stays_outside(self) -> None:
        kind = TYPES["account"]
        assert split_draft(draft(description="d"), kind, SecretEdit()) == SecretEdit()

    def test_some_types_need_a_secret(self) -> None:
        require_secret(TYPES["account"], has_secret=False)
        require_secret(TYPES["totp"], has_secret=True)
        with pytest.raises(InvalidResourceError, match="One-time code"):
            require_secret(TYPES["totp"], has_secret=False)
