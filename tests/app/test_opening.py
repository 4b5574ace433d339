"""Making and opening an inventory: file, key store and key, or nothing at all."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import keyring
import pytest

from app.database.process_lock import ProcessLock
from app.database.reader import Reader
from app.domain.resource_type import SHIPPED_TYPES
from app.errors import (
    FolderNotWritableError,
    InvalidResourceError,
    InventoryExistsError,
    InventoryFileError,
    InventoryInUseError,
    KeyMissingError,
    KeyringLockedError,
    NoKeyringError,
    PassphraseNeededError,
    WrongPassphraseError,
)
from app.inventory import Inventory
from app.opening import DEFAULT_OWNER, create_inventory, has_keyring, key_store, open_inventory
from app.paths import key_file_of
from app.vault.key_stores import USER_NAME, KeyItem, KeyringStore, KeyStore, PassphraseStore
from tests.damaged_files import DAMAGES, Damage, contents
from tests.inventories import (
    CHEAP,
    EMAIL,
    OWNER,
    START,
    TestClock,
    add,
    new_inventory,
    opened,
    passphrase,
)
from tests.secret_service import SecretService


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """Where an inventory could be made."""
    return tmp_path / "New.strongroom"


def store_for(path: Path) -> PassphraseStore:
    return PassphraseStore(key_file_of(path), passphrase, cost=CHEAP)


class TestCreating:
    def test_a_new_inventory_is_open_unlocked_and_its_owners(self, new: Path) -> None:
        with closing(new_inventory(new)) as inventory:
            state = inventory.vault_state()
            owner = inventory.user()
            assert state.is_unlocked
            assert not state.is_kit_saved
            assert state.store_kind == "passphrase"
            assert state.fingerprint == owner.fingerprint
            assert (owner.name, owner.email, owner.created) == (OWNER, EMAIL, START)
            assert owner.home == inventory.uuid
            assert inventory.types() == list(SHIPPED_TYPES)
            assert inventory.path == new

    def test_two_have_nothing_in_common(self, new: Path, tmp_path: Path) -> None:
        with (
            closing(new_inventory(new)) as one,
            closing(new_inventory(tmp_path / "Other.strongroom")) as other,
        ):
            assert one.uuid != other.uuid
            assert one.user().uuid != other.user().uuid
            assert one.user().fingerprint != other.user().fingerprint

    @pytest.mark.parametrize("name", ["", "  "])
    def test_an_owner_who_gives_no_name_has_one(self, new: Path, name: str) -> None:
        store = store_for(new)
        with closing(create_inventory(new, store, owner=name, clock=TestClock())) as inventory:
            assert (inventory.user().name, inventory.user().email) == (DEFAULT_OWNER, "")

    @pytest.mark.parametrize("kind", ["file", "folder"])
    def test_what_is_there_already_stays(self, new: Path, kind: str) -> None:
        new.write_text("diary") if kind == "file" else new.mkdir()
        before = contents(new.parent)
        with pytest.raises(InventoryExistsError):
            new_inventory(new)
        assert contents(new.parent) == before

    def test_without_its_folder_nothing_is_made(self, tmp_path: Path) -> None:
        with pytest.raises(FolderNotWritableError):
            new_inventory(tmp_path / "missing" / "New.strongroom")
        assert contents(tmp_path) == {}

    def test_when_the_file_cannot_be_made_no_key_is_left(self, new: Path) -> None:
        store = store_for(new)
        with pytest.raises(InvalidResourceError):
            create_inventory(new, store, owner="x" * 65, clock=TestClock())
        assert not new.exists()
        with closing(create_inventory(new, store, owner=OWNER, clock=TestClock())) as inventory:
            key_file = key_file_of(new).read_text()
            assert key_file.count("fingerprint") == 1
            assert inventory.user().fingerprint in key_file

    def test_a_person_who_gives_no_passphrase_makes_nothing(self, new: Path) -> None:
        store = PassphraseStore(key_file_of(new), lambda request: None, cost=CHEAP)
        with pytest.raises(PassphraseNeededError):
            create_inventory(new, store, clock=TestClock())
        assert contents(new.parent) == {}


class TestOpening:
    def test_it_is_locked_at_first_and_asks_for_nothing(self, path: Path) -> None:
        asked: list[object] = []

        def ask(request: object) -> str | None:
            asked.append(request)
            return passphrase(None)  # type: ignore[arg-type]  # whatever is asked

        with closing(open_inventory(path, ask=ask)) as inventory:
            assert not inventory.vault_state().is_unlocked
            assert asked == []
            inventory.unlock()
            assert len(asked) == 1
            assert inventory.vault_state().is_unlocked
            inventory.unlock()
            inventory.lock()
            inventory.unlock()
            assert len(asked) == 2

    @pytest.mark.parametrize(
        ("answer", "error"),
        [(None, PassphraseNeededError), ("", PassphraseNeededError), ("x", WrongPassphraseError)],
    )
    def test_without_the_passphrase_it_stays_locked(
        self, path: Path, answer: str | None, error: type[Exception]
    ) -> None:
        with closing(open_inventory(path, ask=lambda request: answer)) as inventory:
            with pytest.raises(error):
                inventory.unlock()
            assert not inventory.vault_state().is_unlocked
            assert inventory.types()

    def test_a_lost_key_is_never_made_anew(self, path: Path) -> None:
        key_file_of(path).unlink()
        with (
            closing(opened(path, is_unlocked=False)) as inventory,
            pytest.raises(KeyMissingError, match="recovery kit"),
        ):
            inventory.unlock()
        assert not key_file_of(path).exists()

    def test_it_is_open_once_and_beside_that_for_reading(self, inventory: Inventory) -> None:
        with pytest.raises(InventoryInUseError):
            opened(inventory.path)
        with closing(opened(inventory.path, read_only=True)) as beside:
            assert beside.uuid == inventory.uuid

    def test_closing_locks_and_gives_the_file_back(self, path: Path) -> None:
        inventory = opened(path)
        inventory.close()
        assert not inventory._vault.is_unlocked
        opened(path).close()

    @pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__.strip("_"))
    @pytest.mark.parametrize("read_only", [False, True])
    def test_what_is_no_inventory_is_said_and_not_held(
        self, path: Path, damage: Damage, *, read_only: bool
    ) -> None:
        key_file_of(path).unlink()
        damage(path)
        with pytest.raises(InventoryFileError) as caught:
            opened(path, read_only=read_only)
        assert type(caught.value) is DAMAGES[damage]
        if path.parent.is_dir():
            ProcessLock(path).release()

    def test_the_store_may_be_another_than_it_was_made_with(
        self, path: Path, secret_service: SecretService
    ) -> None:
        with closing(opened(path)) as inventory:
            key = add(inventory, secret="s3cret")
            code = inventory.export_recovery_kit(path.with_name("kit.asc"))
        moved = open_inventory(path, store_kind="keyring", ask=_nobody, clock=TestClock())
        with closing(moved) as inventory:
            with pytest.raises(KeyMissingError):
                inventory.unlock()
            inventory.import_recovery_kit(path.with_name("kit.asc"), code)
            inventory.unlock()
            assert inventory.vault_state().store_kind == "keyring"
            assert inventory.reveal(key).main.reveal() == "s3cret"


class TestKeyring:
    def test_the_key_is_one_item_of_it(self, new: Path, secret_service: SecretService) -> None:
        with closing(create_inventory(new, KeyringStore(), clock=TestClock())) as inventory:
            key = add(inventory, secret="s3cret")
            item = KeyItem(inventory.uuid, inventory.user().fingerprint)
        kept = keyring.get_password(item.service, USER_NAME)
        assert kept is not None
        assert kept.startswith("-----BEGIN PGP PRIVATE KEY BLOCK-----")
        assert not key_file_of(new).exists()
        with closing(open_inventory(new, ask=_nobody, clock=TestClock())) as inventory:
            assert inventory.vault_state().store_kind == "keyring"
            assert inventory.vault_state().store_title.startswith("System keyring")
            inventory.unlock()
            assert inventory.reveal(key).main.reveal() == "s3cret"
            secret_service.lock()
            inventory.lock()
            with pytest.raises(KeyringLockedError):
                inventory.unlock()
            assert inventory.resource(key).has_secret

    def test_a_locked_one_makes_nothing(
        self, new: Path, locked_secret_service: SecretService
    ) -> None:
        with pytest.raises(KeyringLockedError):
            create_inventory(new, KeyringStore(), clock=TestClock())
        assert contents(new.parent) == {}

    def test_where_there_is_none_nothing_is_made(
        self, new: Path, bus_without_keyring: None
    ) -> None:
        assert not has_keyring()
        with pytest.raises(NoKeyringError):
            create_inventory(new, KeyringStore(), clock=TestClock())
        assert contents(new.parent) == {}

    def test_when_the_file_cannot_be_made_no_item_is_left(
        self, new: Path, secret_service: SecretService
    ) -> None:
        assert has_keyring()
        kept: list[KeyItem] = []

        class Watched(KeyringStore):
            def save(self, item: KeyItem, armored: str) -> None:
                kept.append(item)
                super().save(item, armored)

        with pytest.raises(InvalidResourceError):
            create_inventory(new, Watched(), owner="x" * 65, clock=TestClock())
        (item,) = kept
        assert keyring.get_password(item.service, USER_NAME) is None


def test_a_store_is_chosen_by_its_name(path: Path) -> None:
    stores: dict[str, Callable[..., KeyStore]] = {"keyring": KeyringStore}
    stores["passphrase"] = PassphraseStore
    for kind, made in stores.items():
        store = key_store(kind, path, _nobody)
        assert isinstance(store, made)  # type: ignore[arg-type]
        assert store.kind == kind


def test_the_first_paint_needs_neither_key_nor_lock(inventory: Inventory) -> None:
    key = add(inventory, "Atlas", secret="s3cret")
    with closing(Reader(inventory.path)) as reader:
        resource = reader.resource(key)
    assert resource == inventory.resource(key)


def _nobody(request: object) -> None:
    return None
