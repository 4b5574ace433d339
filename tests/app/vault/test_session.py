"""The vault: what it does unlocked, what it refuses locked, and that a key is never replaced."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from app.domain.secret_text import SecretText
from app.errors import (
    AlreadyExistsError,
    InvalidKeyError,
    KeyMissingError,
    KeyringLockedError,
    KeyStoreDamagedError,
    PassphraseNeededError,
    SealBrokenError,
    UnsupportedMessageError,
    VaultLockedError,
    WrongKeyError,
    WrongPassphraseError,
)
from app.vault.key_file import Argon2Cost
from app.vault.key_stores import KeyItem, KeyringStore, PassphraseRequest, PassphraseStore
from app.vault.openpgp import SecretKey, read_message
from app.vault.session import Vault
from tests.secret_service import SecretService

INVENTORY = "0193a8c1-0000-7000-8000-000000000001"
NEIGHBOUR = "0193a8c1-0000-7000-8000-000000000002"
RESOURCE = "0193a8c1-0000-7000-8000-0000000000aa"
CHEAP = Argon2Cost(memory_kib=8 * 1024, iterations=1, lanes=1)
CLEAR = SecretText("Grüße, שלום, 🗝️")


class Person:
    def __init__(self) -> None:
        self.answer: str | None = "correct horse"
        self.times_asked = 0

    def __call__(self, request: PassphraseRequest) -> str | None:
        self.times_asked += 1
        return self.answer


@pytest.fixture
def person() -> Person:
    return Person()


@pytest.fixture
def store(tmp_path: Path, person: Person) -> PassphraseStore:
    return PassphraseStore(tmp_path / "Home.strongroom-key", person, cost=CHEAP)


@pytest.fixture
def vault(store: PassphraseStore) -> Vault:
    """A vault with its key, unlocked."""
    vault = Vault(store, None, None)
    vault.create_key(INVENTORY, name="Ada Lovelace", email="ada@example.org")
    return vault


def reopened(vault: Vault) -> Vault:
    """The vault of the same inventory after a restart."""
    vault.store.forget()
    return Vault(vault.store, vault.own, vault.public_key.armored)


def test_made_key_is_kept_and_opens_after_a_restart(vault: Vault) -> None:
    assert vault.is_unlocked
    assert vault.own == KeyItem(INVENTORY, vault.public_key.fingerprint)
    message = vault.encrypt(CLEAR)
    later = reopened(vault)
    assert not later.is_unlocked
    later.unlock()
    assert later.is_unlocked
    assert later.decrypt(message) == CLEAR


def test_the_same_with_a_real_keyring(secret_service: SecretService) -> None:
    vault = Vault(KeyringStore(), None, None)
    public_key = vault.create_key(INVENTORY, name="Ada", email="")
    message = vault.encrypt(CLEAR)
    seal = vault.seal(RESOURCE, 1, message)
    later = Vault(KeyringStore(), vault.own, public_key.armored)
    secret_service.lock()
    with pytest.raises(KeyringLockedError):
        later.unlock()
    assert not later.is_unlocked
    secret_service.unlock()
    later.unlock()
    assert later.decrypt(message) == CLEAR
    later.check_seal(RESOURCE, 1, message, seal)


def test_locked_vault_gives_nothing(vault: Vault) -> None:
    message = vault.encrypt(CLEAR)
    seal = vault.seal(RESOURCE, 1, message)
    vault.lock()
    assert not vault.is_unlocked
    for call in (
        lambda: vault.decrypt(message),
        lambda: vault.decrypt(message, item=KeyItem(NEIGHBOUR, "A" * 40)),
        lambda: vault.seal(RESOURCE, 1, message),
        lambda: vault.check_seal(RESOURCE, 1, message, seal),
        vault.secret_key,
    ):
        with pytest.raises(VaultLockedError):
            call()


def test_locked_vault_still_encrypts(vault: Vault) -> None:
    later = reopened(vault)
    message = later.encrypt(CLEAR)
    assert read_message(message).recipients == (vault.public_key.key_ids[1],)
    assert vault.decrypt(message) == CLEAR


def test_locking_forgets_the_passphrase(vault: Vault, person: Person) -> None:
    vault.lock()
    vault.unlock()
    assert person.times_asked == 2
    vault.unlock()
    assert person.times_asked == 2


def test_vault_without_a_key_asks_for_nothing(store: PassphraseStore, person: Person) -> None:
    vault = Vault(store, None, None)
    for call in (vault.unlock, lambda: vault.encrypt(CLEAR), lambda: vault.public_key):
        with pytest.raises(VaultLockedError):
            call()
    assert person.times_asked == 0


def test_lost_key_is_never_replaced_by_a_new_one(vault: Vault) -> None:
    assert vault.own is not None
    vault.store.delete(vault.own)
    later = reopened(vault)
    with pytest.raises(KeyMissingError, match="recovery kit"):
        later.unlock()
    with pytest.raises(AlreadyExistsError):
        later.create_key(INVENTORY, name="Ada", email="")
    assert not later.store.has(vault.own)


def test_lost_key_comes_back_from_its_owner(vault: Vault) -> None:
    message, key, own = vault.encrypt(CLEAR), vault.secret_key(), vault.own
    assert own is not None
    vault.store.delete(own)
    later = reopened(vault)
    with pytest.raises(InvalidKeyError, match="another inventory"):
        later.adopt_key(own, SecretKey.generate(name="Somebody", email=""))
    later.adopt_key(own, key)
    later.unlock()
    assert later.decrypt(message) == CLEAR


def test_key_that_cannot_be_kept_is_not_used(store: PassphraseStore, person: Person) -> None:
    person.answer = None
    vault = Vault(store, None, None)
    with pytest.raises(PassphraseNeededError):
        vault.create_key(INVENTORY, name="Ada", email="")
    assert vault.own is None
    assert not vault.is_unlocked
    person.answer = "correct horse"
    assert vault.create_key(INVENTORY, name="Ada", email="")


def test_wrong_passphrase_leaves_it_locked(vault: Vault, person: Person) -> None:
    later = reopened(vault)
    person.answer = "wrong"
    with pytest.raises(WrongPassphraseError):
        later.unlock()
    assert not later.is_unlocked


def test_store_with_another_or_damaged_key_is_said(vault: Vault) -> None:
    assert vault.own is not None
    other = SecretKey.generate(name="Somebody", email="")
    for kept in (other.armored(), "damaged", vault.secret_key().armored()[:-80]):
        vault.store.save(vault.own, kept)
        later = reopened(vault)
        with pytest.raises(KeyStoreDamagedError, match=r"in the passphrase key file Home"):
            later.unlock()
        assert not later.is_unlocked


def test_exchanged_public_key_is_noticed_before_anything_is_encrypted_to_it(vault: Vault) -> None:
    other = SecretKey.generate(name="Mallory", email="")
    later = Vault(vault.store, vault.own, other.public.armored)
    with pytest.raises(InvalidKeyError, match="altered"):
        later.encrypt(CLEAR)
    with pytest.raises(InvalidKeyError, match="altered"):
        later.unlock()


# --- keys of other inventories -------------------------------------------------------------------


def test_adopted_key_opens_its_messages(vault: Vault) -> None:
    theirs = SecretKey.generate(name="Somebody", email="")
    item = KeyItem(NEIGHBOUR, theirs.fingerprint)
    message = theirs.public.encrypt(CLEAR.to_bytes())
    with pytest.raises(WrongKeyError):
        vault.decrypt(message)
    with pytest.raises(KeyMissingError):
        vault.decrypt(message, item=item)
    vault.adopt_key(item, theirs)
    assert vault.decrypt(message, item=item) == CLEAR
    later = reopened(vault)
    later.unlock()
    assert later.decrypt(message, item=item) == CLEAR
    assert later.decrypt(later.encrypt(CLEAR), item=later.own) == CLEAR
    later.lock()
    with pytest.raises(VaultLockedError):
        later.decrypt(message, item=item)


def test_fetched_key_is_kept_until_the_vault_is_locked(vault: Vault, person: Person) -> None:
    theirs = SecretKey.generate(name="Somebody", email="")
    item = KeyItem(NEIGHBOUR, theirs.fingerprint)
    message = theirs.public.encrypt(CLEAR.to_bytes())
    vault.adopt_key(item, theirs)
    later = reopened(vault)
    later.unlock()
    later.decrypt(message, item=item)
    later.store.delete(item)
    assert later.decrypt(message, item=item) == CLEAR
    later.lock()
    later.unlock()
    with pytest.raises(KeyMissingError):
        later.decrypt(message, item=item)


# --- seals ---------------------------------------------------------------------------------------


def test_seal_holds_after_a_restart_and_for_nothing_else(vault: Vault) -> None:
    message, other = vault.encrypt(CLEAR), vault.encrypt(CLEAR)
    seal = vault.seal(RESOURCE, 7, message)
    assert len(seal) == 32
    later = reopened(vault)
    later.unlock()
    later.check_seal(RESOURCE, 7, message, seal)
    for resource, revision, armored, given in (
        (NEIGHBOUR, 7, message, seal),
        (RESOURCE, 8, message, seal),
        (RESOURCE, 7, other, seal),
        (RESOURCE, 7, message + "\n", seal),
        (RESOURCE, 7, message, later.seal(RESOURCE, 8, message)),
        (RESOURCE, 7, message, seal[:-1]),
        (RESOURCE, 7, message, b""),
    ):
        with pytest.raises(SealBrokenError):
            later.check_seal(resource, revision, armored, given)


def test_seal_tells_its_parts_apart(vault: Vault) -> None:
    seals = {
        vault.seal(*parts)
        for parts in (("a", 1, "1b"), ("a", 11, "b"), ("a1", 1, "b"), ("", 11, "ab"), ("a", -1, ""))
    }
    assert len(seals) == 5


def test_every_flipped_bit_of_a_sealed_row_is_noticed(vault: Vault) -> None:
    message = vault.encrypt(CLEAR)
    seal = vault.seal(RESOURCE, 1, message)
    row = bytearray(message.encode() + seal)
    for at in range(len(row) * 8):
        row[at // 8] ^= 1 << at % 8
        text = bytes(row[: len(message)]).decode("latin-1")
        with pytest.raises(SealBrokenError):
            vault.check_seal(RESOURCE, 1, text, bytes(row[len(message) :]))
        row[at // 8] ^= 1 << at % 8


def test_seals_of_two_inventories_differ(vault: Vault, tmp_path: Path, person: Person) -> None:
    other = Vault(PassphraseStore(tmp_path / "B.strongroom-key", person, cost=CHEAP), None, None)
    other.create_key(NEIGHBOUR, name="Ada Lovelace", email="ada@example.org")
    with pytest.raises(SealBrokenError):
        other.check_seal(RESOURCE, 1, "x", vault.seal(RESOURCE, 1, "x"))


# --- texts and threads ---------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "👩🏽‍💻🗝️", "שלום עולם", "مرحبا", "a\r\nb\x00", "x" * 100_000])
def test_any_text_goes_both_ways(vault: Vault, text: str) -> None:
    assert vault.decrypt(vault.encrypt(SecretText(text))).reveal() == text


def test_text_that_is_no_unicode_is_refused(vault: Vault) -> None:
    with pytest.raises(UnsupportedMessageError):
        vault.encrypt(SecretText("\udc80"))


def test_several_threads_may_use_one_vault(vault: Vault) -> None:
    texts = [f"secret {number}" for number in range(30)]
    read: dict[int, list[str]] = {}

    def work(number: int) -> None:
        messages = [vault.encrypt(SecretText(text)) for text in texts]
        read[number] = [vault.decrypt(message).reveal() for message in messages]

    threads = [threading.Thread(target=work, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [read[number] for number in range(3)] == [texts] * 3


def test_locking_does_not_wait_for_an_open_question(tmp_path: Path) -> None:
    asked, locked = threading.Event(), threading.Event()
    outcome: list[Exception] = []
    calls = 0

    def answer(request: PassphraseRequest) -> str:
        nonlocal calls
        calls += 1
        if calls > 1:
            asked.set()
            assert locked.wait(20)
        return "correct horse"

    store = PassphraseStore(tmp_path / "Home.strongroom-key", answer, cost=CHEAP)
    vault = Vault(store, None, None)
    vault.create_key(INVENTORY, name="Ada", email="")
    vault.lock()

    def unlock() -> None:
        try:
            vault.unlock()
        except VaultLockedError as error:
            outcome.append(error)

    thread = threading.Thread(target=unlock)
    thread.start()
    assert asked.wait(20)
    vault.lock()  # would hang here if it waited for the person
    locked.set()
    thread.join(20)
    assert len(outcome) == 1
    assert not vault.is_unlocked
