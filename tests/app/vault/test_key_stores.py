"""Key stores: one contract that both pass, and what each does on its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import keyring.backend
import pytest
from keyring.backends.chainer import ChainerBackend
from keyring.backends.fail import Keyring as FailKeyring
from keyring.backends.null import Keyring as NullKeyring
from keyring.backends.SecretService import Keyring as SecretServiceKeyring
from keyring.backends.Windows import WinVaultKeyring

from app.errors import (
    FolderNotWritableError,
    KeyMissingError,
    KeyringFailedError,
    KeyringLockedError,
    KeyStoreDamagedError,
    KeyTooLongError,
    NoKeyringError,
    PassphraseNeededError,
    WrongPassphraseError,
)
from app.vault.key_file import Argon2Cost, read_key_file
from app.vault.key_stores import (
    KeyItem,
    KeyringStore,
    KeyStore,
    PassphraseRequest,
    PassphraseStore,
    default_keyring_available,
)
from app.vault.openpgp import SecretKey
from tests.secret_service import SecretService

INVENTORY = "0193a8c1-0000-7000-8000-000000000001"
ITEM = KeyItem(INVENTORY, "A" * 40)
OTHER = KeyItem(INVENTORY, "B" * 40)
CHEAP = Argon2Cost(memory_kib=8 * 1024, iterations=1, lanes=1)

Backend = TypeVar("Backend", bound=keyring.backend.KeyringBackend)


class Person:
    """Answers when asked for a passphrase, and remembers what was asked."""

    def __init__(self, answer: str | None = "correct horse") -> None:
        self.answer = answer
        self.asked: list[PassphraseRequest] = []

    def __call__(self, request: PassphraseRequest) -> str | None:
        self.asked.append(request)
        return self.answer


def passphrase_store(folder: Path, person: Person, name: str = "Home") -> PassphraseStore:
    return PassphraseStore(folder / f"{name}.strongroom-key", person, cost=CHEAP)


# --- what every store does -----------------------------------------------------------------------


@pytest.fixture(params=["keyring", "passphrase"])
def open_store(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], KeyStore]:
    """Open the same store again and again, as a program does that is started again."""
    if request.param == "keyring":
        request.getfixturevalue("secret_service")
        return KeyringStore
    return lambda: passphrase_store(tmp_path, Person())


class TestAnyStore:
    def test_probe_finds_it_usable_and_leaves_nothing(
        self, open_store: Callable[[], KeyStore]
    ) -> None:
        open_store().probe()
        assert not open_store().has(ITEM)

    def test_saved_key_is_loaded_after_a_restart(self, open_store: Callable[[], KeyStore]) -> None:
        armored = SecretKey.generate(name="Ada שלום", email="").armored()
        open_store().save(ITEM, armored)
        assert open_store().load(ITEM) == armored
        assert open_store().has(ITEM)

    def test_missing_key_is_said_with_its_id_and_the_store(
        self, open_store: Callable[[], KeyStore]
    ) -> None:
        store = open_store()
        for _ in ("while empty", "beside another key"):
            assert not store.has(ITEM)
            with pytest.raises(KeyMissingError) as caught:
                store.load(ITEM)
            assert "A" * 16 in str(caught.value)
            assert store.name in str(caught.value)
            store.save(OTHER, "the other key")

    def test_keys_are_kept_side_by_side(self, open_store: Callable[[], KeyStore]) -> None:
        open_store().save(ITEM, "one")
        open_store().save(OTHER, "two")
        assert (open_store().load(ITEM), open_store().load(OTHER)) == ("one", "two")

    def test_saving_again_replaces(self, open_store: Callable[[], KeyStore]) -> None:
        store = open_store()
        store.save(ITEM, "old")
        store.save(ITEM, "new")
        assert open_store().load(ITEM) == "new"

    def test_deleted_key_is_gone_and_deleting_twice_is_fine(
        self, open_store: Callable[[], KeyStore]
    ) -> None:
        open_store().delete(ITEM)
        open_store().save(ITEM, "one")
        open_store().save(OTHER, "two")
        for _ in range(2):
            open_store().delete(ITEM)
            assert not open_store().has(ITEM)
        assert open_store().load(OTHER) == "two"

    def test_store_goes_on_after_forgetting(self, open_store: Callable[[], KeyStore]) -> None:
        store = open_store()
        store.save(ITEM, "one")
        store.forget()
        assert store.load(ITEM) == "one"

    def test_store_names_itself(self, open_store: Callable[[], KeyStore]) -> None:
        store = open_store()
        store.probe()
        assert store.kind in ("keyring", "passphrase")
        assert store.title == store.name[0].upper() + store.name[1:]


# --- the keyring ---------------------------------------------------------------------------------


def test_keyring_is_named_once_it_was_found(secret_service: SecretService) -> None:
    store = KeyringStore()
    assert store.title == "System keyring"
    store.probe()
    assert store.title == "System keyring (Secret Service)"
    assert default_keyring_available()


def test_key_is_one_item_of_the_keyring(secret_service: SecretService) -> None:
    KeyringStore().save(ITEM, "the key")
    service = f"strongroom:{INVENTORY}:{'A' * 40}"
    assert keyring.get_password(service, "openpgp-secret-key") == "the key"


def test_locked_keyring_is_said(locked_secret_service: SecretService) -> None:
    store = KeyringStore()
    for call in (
        store.probe,
        lambda: store.load(ITEM),
        lambda: store.save(ITEM, "the key"),
        lambda: store.has(ITEM),
        lambda: store.delete(ITEM),
    ):
        with pytest.raises(KeyringLockedError):
            call()
    assert not default_keyring_available()


def test_unlocked_again_it_gives_the_key(secret_service: SecretService) -> None:
    store = KeyringStore()
    store.save(ITEM, "the key")
    secret_service.lock()
    with pytest.raises(KeyringLockedError):
        store.load(ITEM)
    secret_service.unlock()
    assert store.load(ITEM) == "the key"


@pytest.mark.parametrize("surroundings", ["bus_without_keyring", "no_session_bus"])
def test_system_without_keyring_is_said(request: pytest.FixtureRequest, surroundings: str) -> None:
    request.getfixturevalue(surroundings)
    with pytest.raises(NoKeyringError, match="passphrase key file"):
        KeyringStore().probe()
    assert not default_keyring_available()


def test_keyring_that_goes_away_is_said(
    secret_service: SecretService, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = KeyringStore()
    store.probe()
    with monkeypatch.context() as changes:
        changes.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
        with pytest.raises((NoKeyringError, KeyringFailedError)):
            store.load(ITEM)


def unregistered(backend: type[Backend]) -> type[Backend]:
    """Keep a backend out of what `keyring` chooses from in the tests that follow."""
    keyring.backend.KeyringBackend._classes.discard(backend)
    return backend


@unregistered
class Plaintext(keyring.backend.KeyringBackend):
    """Stands for keyrings.alt and all that keeps no secret."""

    priority = 20

    def get_password(self, service: str, username: str) -> str | None:
        return "x"

    def set_password(self, service: str, username: str, password: str) -> None:
        raise AssertionError("a secret was given away")

    def delete_password(self, service: str, username: str) -> None:
        raise AssertionError


@unregistered
class Derived(SecretServiceKeyring):
    """Not the class on the list, though made from it."""


@pytest.mark.parametrize("backend", [NullKeyring, FailKeyring, Plaintext, Derived])
def test_backends_that_are_not_on_the_list_are_refused(
    backend: type[keyring.backend.KeyringBackend],
) -> None:
    store = KeyringStore(backend())
    with pytest.raises(NoKeyringError):
        store.save(ITEM, "the key")
    with pytest.raises(NoKeyringError):
        store.load(ITEM)


@unregistered
class ChainOfPlaintext(ChainerBackend):
    backends = [Plaintext(), SecretServiceKeyring()]  # noqa: RUF012 - as in the chainer


@unregistered
class ChainOfSecretService(ChainerBackend):
    backends = [SecretServiceKeyring(), Plaintext()]  # noqa: RUF012


@unregistered
class EmptyChain(ChainerBackend):
    backends = []  # noqa: RUF012


def test_chain_counts_as_its_first_backend(secret_service: SecretService) -> None:
    for chain in (ChainOfPlaintext, EmptyChain):
        with pytest.raises(NoKeyringError):
            KeyringStore(chain()).save(ITEM, "the key")
    store = KeyringStore(ChainOfSecretService())
    store.save(ITEM, "the key")
    assert store.load(ITEM) == "the key"
    assert not store.has(OTHER)  # the plaintext backend behind it is not asked


def test_unusable_choice_in_the_environment_is_no_keyring(
    no_session_bus: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as changes:  # undone before the fixture undoes its own
        changes.setenv("PYTHON_KEYRING_BACKEND", "no.such.module.Keyring")
        changes.setattr(keyring.core, "_keyring_backend", None)
        assert not default_keyring_available()


def test_windows_limit_is_checked_before_anything_is_written() -> None:
    store = KeyringStore(WinVaultKeyring())
    with pytest.raises(KeyTooLongError, match="1,280"):
        store.save(ITEM, "x" * 1281)


def test_own_key_fits_into_the_windows_limit() -> None:
    longest = SecretKey.generate(name="\U0001f5dd" * 128, email="x" * 128)
    assert len(longest.armored()) > 1280  # such a name is the person's doing; the error says so
    usual = SecretKey.generate(name="Ada Lovelace", email="ada.lovelace@example.org")
    assert len(usual.armored()) < 800


# --- the passphrase key file ---------------------------------------------------------------------


@pytest.fixture
def person() -> Person:
    return Person()


@pytest.fixture
def store(tmp_path: Path, person: Person) -> PassphraseStore:
    return passphrase_store(tmp_path, person)


def test_new_passphrase_is_asked_for_the_first_key_alone(
    store: PassphraseStore, person: Person, tmp_path: Path
) -> None:
    store.save(ITEM, "one")
    store.save(OTHER, "two")
    store.load(ITEM)
    path = tmp_path / "Home.strongroom-key"
    assert person.asked == [PassphraseRequest(path, is_new=True)]
    store.forget()
    store.load(ITEM)
    assert person.asked[1:] == [PassphraseRequest(path, is_new=False)]


def test_wrong_passphrase_is_said_and_not_remembered(
    store: PassphraseStore, person: Person
) -> None:
    store.save(ITEM, "one")
    store.forget()
    person.answer = "wrong"
    for call in (lambda: store.load(ITEM), lambda: store.save(OTHER, "two")):
        with pytest.raises(WrongPassphraseError):
            call()
    assert not store.has(OTHER)
    person.answer = "correct horse"
    assert store.load(ITEM) == "one"


@pytest.mark.parametrize("answer", [None, ""])
def test_no_passphrase_changes_nothing(
    store: PassphraseStore, person: Person, answer: str | None, tmp_path: Path
) -> None:
    person.answer = answer
    with pytest.raises(PassphraseNeededError):
        store.save(ITEM, "one")
    assert list(tmp_path.iterdir()) == []


def test_emptied_file_takes_a_new_passphrase(store: PassphraseStore, person: Person) -> None:
    store.save(ITEM, "one")
    store.delete(ITEM)
    store.forget()
    person.answer = "battery staple"
    store.save(ITEM, "two")
    assert person.asked[-1].is_new
    assert store.load(ITEM) == "two"


def test_key_of_a_neighbour_is_found_and_left_alone(tmp_path: Path, person: Person) -> None:
    neighbour = passphrase_store(tmp_path, Person(), "Office")
    neighbour.save(OTHER, "the neighbour's key")
    store = passphrase_store(tmp_path, person)
    store.save(ITEM, "one")
    assert store.has(OTHER)
    assert store.load(OTHER) == "the neighbour's key"
    assert len(person.asked) == 1  # the same passphrase is tried first
    store.delete(OTHER)
    assert neighbour.has(OTHER)


def test_neighbour_with_another_passphrase_is_asked_for_by_name(
    tmp_path: Path, person: Person
) -> None:
    passphrase_store(tmp_path, Person("battery staple"), "Office").save(OTHER, "theirs")
    store = passphrase_store(tmp_path, person)
    store.save(ITEM, "one")
    person.answer = "battery staple"
    assert store.load(OTHER) == "theirs"
    assert person.asked[-1].key_file == tmp_path / "Office.strongroom-key"
    store.save(KeyItem(INVENTORY, "C" * 40), "three")  # still with the first passphrase
    assert len(person.asked) == 2


def test_broken_neighbour_is_passed_over(tmp_path: Path, store: PassphraseStore) -> None:
    (tmp_path / "A.strongroom-key").write_text("{}")
    (tmp_path / "B.strongroom-key").mkdir()
    store.save(ITEM, "one")
    assert not store.has(OTHER)
    assert store.load(ITEM) == "one"


def test_damaged_file_is_said_and_not_overwritten(tmp_path: Path, store: PassphraseStore) -> None:
    path = tmp_path / "Home.strongroom-key"
    path.write_text("damaged")
    for call in (
        store.probe,
        lambda: store.load(ITEM),
        lambda: store.has(ITEM),
        lambda: store.save(ITEM, "one"),
        lambda: store.delete(ITEM),
    ):
        with pytest.raises(KeyStoreDamagedError, match=r"Home\.strongroom-key"):
            call()
    assert path.read_text() == "damaged"


def test_folder_that_takes_no_file_is_said(tmp_path: Path, person: Person) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(FolderNotWritableError):
        passphrase_store(tmp_path / "file", person).probe()
    passphrase_store(tmp_path / "not" / "yet", person).probe()
    assert person.asked == []


def test_default_cost_is_the_full_one(tmp_path: Path, person: Person) -> None:
    path = tmp_path / "Home.strongroom-key"
    PassphraseStore(path, person).save(ITEM, "one")
    file = read_key_file(path)
    assert file is not None
    assert file.cost == Argon2Cost(memory_kib=65_536, iterations=3, lanes=4)


def test_forgetting_while_asked_is_not_undone_by_the_answer(tmp_path: Path) -> None:
    asked: list[PassphraseRequest] = []

    def answer(request: PassphraseRequest) -> str:
        asked.append(request)
        kept.forget()  # as when the vault is locked while the question is open
        return "correct horse"

    kept = PassphraseStore(tmp_path / "Home.strongroom-key", answer, cost=CHEAP)
    kept.save(ITEM, "one")
    kept.load(ITEM)
    kept.load(ITEM)
    assert len(asked) == 3
