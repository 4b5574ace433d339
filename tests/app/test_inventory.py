"""The use cases: what each does, what it says it changed, and how each refuses."""

from __future__ import annotations

import json
import logging
import sqlite3
import traceback
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.database.connection import open_writer
from app.domain.changes import Catalogue
from app.domain.identifiers import canonical, new_uuid7
from app.domain.secret_text import SecretText
from app.domain.status import Status
from app.errors import (
    AlreadyExistsError,
    ChangedMeanwhileError,
    InTrashError,
    InvalidKeyError,
    InvalidResourceError,
    InventoryReadOnlyError,
    KeyMissingError,
    NotFoundError,
    SealBrokenError,
    StrongroomError,
    UnknownReferenceError,
    VaultLockedError,
)
from app.inventory import Inventory
from app.paths import key_file_of
from app.search.listing import Filter, FilterKind, Listing
from tests.app.everything import everything, secret_of
from tests.inventories import OWNER, START, TestClock, add, added_key, copied, draft, opened

CANARY = "canary-4711-žluťoučký"
DAY = timedelta(days=1)
OBJECT = "password-and-description"


def names(inventory: Inventory, *, deleted: bool | None = False) -> list[str]:
    keys = inventory.keys(Listing(deleted=deleted))
    return [summary.name for summary in inventory.summaries(keys)]


def codes(error: InvalidResourceError) -> dict[str, str]:
    return {problem.field: problem.code for problem in error.problems}


class TestAdding:
    def test_a_new_resource_has_an_identity_a_time_and_a_maker(self, inventory: Inventory) -> None:
        changes = inventory.add(draft("Atlas"))
        resource = inventory.resource(added_key(changes))
        assert changes.change_set is not None
        assert resource.uuid.version == 7
        assert resource.created == resource.updated == START + DAY
        assert (resource.created_by, resource.revision) == (OWNER, 1)
        assert not resource.has_secret
        assert resource.start_period is None
        assert resource.end_period is None

    def test_an_id_may_be_brought_and_is_taken_once(self, inventory: Inventory) -> None:
        given = canonical(new_uuid7(START))
        key = add(inventory, "Atlas", id=given)
        assert inventory.resource(key).id == given
        inventory.trash([key])
        with pytest.raises(AlreadyExistsError, match=given):
            add(inventory, "Other", id=given)
        assert names(inventory) == []

    def test_an_id_is_not_mistaken_for_what_others_are_called(self, inventory: Inventory) -> None:
        given = canonical(new_uuid7(START))
        add(inventory, "one", external_id=given, reference_id=given)
        add(inventory, "two", reference_id=given)
        assert inventory.resource(add(inventory, "three", id=given)).id == given

    def test_a_secret_is_encrypted_to_the_owner(self, inventory: Inventory, path: Path) -> None:
        key = add(inventory, secret="s3cret")
        content = inventory.reveal(key)
        assert (content.main.reveal(), content.description) == ("s3cret", None)
        with closing(sqlite3.connect(path)) as connection:
            (armored,) = connection.execute("SELECT armored FROM secret").fetchone()
        assert armored.startswith("-----BEGIN PGP MESSAGE-----")

    @pytest.mark.parametrize("field", ["type", "wrapper", "scope", "product"])
    def test_what_it_names_exists(self, inventory: Inventory, field: str) -> None:
        with pytest.raises(UnknownReferenceError) as caught:
            add(inventory, **{"name": "x", field: "nowhere"})
        assert (caught.value.kind, caught.value.identifier) == (field, "nowhere")
        assert inventory.history() == []

    def test_a_type_may_need_a_secret(self, inventory: Inventory) -> None:
        with pytest.raises(InvalidResourceError) as caught:
            add(inventory, type="password-string")
        assert codes(caught.value) == {"secret": "required"}
        with pytest.raises(InvalidResourceError) as caught:
            inventory.add(draft(type=OBJECT), None, SecretText("a description is no secret"))
        assert codes(caught.value) == {"secret": "required"}


class TestEncryptedDescriptions:
    @pytest.mark.parametrize("is_apart", [False, True])
    def test_the_description_lives_in_the_secret(
        self, inventory: Inventory, *, is_apart: bool
    ) -> None:
        if is_apart:
            key = added_key(inventory.add(draft(type=OBJECT), SecretText("pw"), SecretText(CANARY)))
        else:
            key = add(inventory, type=OBJECT, secret="pw", description=CANARY)
        assert inventory.resource(key).description is None
        assert secret_of(inventory, key) == ("pw", CANARY)

    def test_each_is_changed_without_the_other(self, inventory: Inventory) -> None:
        key = add(inventory, type=OBJECT, secret="pw", description="first")
        inventory.edit(key, draft(type=OBJECT), secret=SecretText("pw2"))
        assert secret_of(inventory, key) == ("pw2", "first")
        inventory.edit(key, draft(type=OBJECT), secret_description=SecretText("second"))
        assert secret_of(inventory, key) == ("pw2", "second")
        inventory.edit(key, draft(type=OBJECT, description="third"))
        assert secret_of(inventory, key) == ("pw2", "third")
        inventory.edit(key, draft(type=OBJECT), secret_description=SecretText(""))
        assert secret_of(inventory, key) == ("pw2", "")

    def test_an_edit_of_other_fields_leaves_it_encrypted_as_it_was(
        self, inventory: Inventory
    ) -> None:
        key = add(inventory, type=OBJECT, secret="pw", description="first")
        (before,) = inventory.records([key])
        inventory.edit(key, draft("New name", type=OBJECT))
        (after,) = inventory.records([key])
        assert after.secret == before.secret
        assert after.secret_updated == before.secret_updated

    def test_a_type_that_encrypts_takes_the_description_in(self, inventory: Inventory) -> None:
        key = add(inventory, secret="pw", description="clear")
        inventory.edit(key, draft(type=OBJECT, description="clear"))
        assert inventory.resource(key).description is None
        assert secret_of(inventory, key) == ("pw", "clear")

    def test_a_type_that_cannot_keep_all_of_the_secret_is_refused(
        self, inventory: Inventory
    ) -> None:
        key = add(inventory, type=OBJECT, secret="pw", description="precious")
        before = everything(inventory)
        with pytest.raises(InvalidResourceError) as caught:
            inventory.edit(key, draft(type="account"))
        assert codes(caught.value) == {"type": "loses_secret"}
        assert everything(inventory) == before
        inventory.edit(key, draft(type="account", description="precious"), secret=SecretText("pw"))
        assert secret_of(inventory, key) == ("pw", None)
        assert inventory.resource(key).description == "precious"

    def test_without_a_description_nothing_is_lost(self, inventory: Inventory) -> None:
        key = add(inventory, type=OBJECT, secret="pw")
        inventory.edit(key, draft(type="account"))
        assert secret_of(inventory, key) == ("pw", None)

    def test_settings_of_a_one_time_code_are_not_lost_by_a_change_of_type(
        self, inventory: Inventory
    ) -> None:
        usual = {"secret_key": "KEY", "digits": 6, "algorithm": "SHA1", "period": 30}
        for totp, is_lost in ((usual, False), ({**usual, "digits": 8}, True)):
            key = add(inventory, type="totp", secret=json.dumps({"totp": totp}))
            if is_lost:
                with pytest.raises(InvalidResourceError):
                    inventory.edit(key, draft(type="account"))
            else:
                inventory.edit(key, draft(type="account"))
                assert secret_of(inventory, key) == ("KEY", None)


class TestEditing:
    def test_all_values_are_those_of_the_draft(self, inventory: Inventory) -> None:
        key = add(inventory, "Atlas", username="root", tags=["a"])
        changes = inventory.edit(key, draft("New name", id=canonical(new_uuid7(START))))
        resource = inventory.resource(key)
        assert (changes.changed, changes.added) == ((key,), ())
        assert (resource.name, resource.username, resource.tags) == ("New name", None, ())
        assert resource.revision == 2
        assert resource.created < resource.updated

    def test_nothing_changed_is_no_write(self, inventory: Inventory) -> None:
        key = add(inventory, "Atlas", secret="s", tags=["a"], fields={"x": 1})
        before = inventory.resource(key)
        same = draft("Atlas", tags=["a"], fields={"x": 1})
        assert inventory.edit(key, same, revision=1).is_empty
        assert inventory.resource(key) == before

    def test_kinds_of_own_values_are_told_apart(self, inventory: Inventory) -> None:
        key = add(inventory, fields={"x": 1})
        for value in (True, 1.0, 1):
            assert not inventory.edit(key, draft(fields={"x": value})).is_empty
            assert repr(inventory.resource(key).fields) == repr((("x", value),))

    def test_an_edit_that_began_from_another_revision_is_refused(
        self, inventory: Inventory
    ) -> None:
        key = add(inventory, "Atlas")
        inventory.edit(key, draft("First"), revision=1)
        with pytest.raises(ChangedMeanwhileError):
            inventory.edit(key, draft("Second"), revision=1)
        inventory.edit(key, draft("Second"), revision=2)
        assert names(inventory) == ["Second"]

    def test_a_secret_is_kept_replaced_and_removed(self, inventory: Inventory) -> None:
        key = add(inventory, secret="first")
        inventory.edit(key, draft("Other"))
        assert secret_of(inventory, key) == ("first", None)
        changes = inventory.edit(key, draft("Other"), secret=SecretText("second"))
        assert changes.changed == (key,)
        assert secret_of(inventory, key) == ("second", None)
        inventory.edit(key, draft("Other"), remove_secret=True)
        assert not inventory.resource(key).has_secret
        with pytest.raises(NotFoundError):
            inventory.reveal(key)

    def test_a_secret_is_created_once_and_updated_again(self, inventory: Inventory) -> None:
        key = add(inventory, secret="first")
        (before,) = inventory.records([key])
        inventory.edit(key, draft(), secret=SecretText("second"))
        (after,) = inventory.records([key])
        assert before.secret_created == before.secret_updated == after.secret_created
        assert after.secret_updated == inventory.resource(key).updated

    def test_a_secret_that_is_needed_stays(self, inventory: Inventory) -> None:
        key = add(inventory, type="password-string", secret="pw")
        bare = add(inventory, "Bare")
        for write in (
            lambda: inventory.edit(key, draft(type="password-string"), remove_secret=True),
            lambda: inventory.edit(bare, draft("Bare", type="password-string")),
        ):
            with pytest.raises(InvalidResourceError) as caught:
                write()
            assert codes(caught.value) == {"secret": "required"}
        assert secret_of(inventory, key) == ("pw", None)

    def test_a_secret_that_the_new_type_does_not_take_stops_the_edit(
        self, inventory: Inventory
    ) -> None:
        key = add(inventory, secret="x" * 5000)
        with pytest.raises(InvalidResourceError) as caught:
            inventory.edit(key, draft("New name", type="password-string"))
        assert codes(caught.value) == {"secret": "schema"}
        assert names(inventory) == ["Atlas"]

    def test_what_lies_in_the_trash_is_not_edited(self, inventory: Inventory) -> None:
        key = add(inventory)
        inventory.trash([key])
        with pytest.raises(InTrashError):
            inventory.edit(key, draft("New name"))

    def test_what_is_gone_is_not_found(self, inventory: Inventory) -> None:
        for write in (
            lambda: inventory.edit(999, draft()),
            lambda: inventory.duplicate(999),
            lambda: inventory.reveal(999),
            lambda: inventory.set_favourite([999], True),
            lambda: inventory.set_status([999], Status.DONE),
            lambda: inventory.restore([999]),
            lambda: inventory.resource(999),
        ):
            with pytest.raises(NotFoundError):
                write()


class TestDuplicating:
    def test_a_copy_has_everything_but_identity(self, inventory: Inventory) -> None:
        inventory.add_scope("Home")
        key = add(
            inventory,
            "Atlas",
            secret="s3cret",
            scope="scope_home",
            external_id="i-1",
            reference_id="INV",
            tags=["a"],
            favourite=True,
        )
        copy = inventory.resource(added_key(inventory.duplicate(key)))
        original = inventory.resource(key)
        assert copy.name == "Atlas (copy)"
        assert (copy.scope, copy.reference_id, copy.tags) == ("scope_home", "INV", ("a",))
        assert (copy.external_id, copy.favourite) == (None, False)
        assert copy.uuid != original.uuid
        assert copy.human_id != original.human_id
        assert secret_of(inventory, copy.key) == ("s3cret", None)

    def test_each_copy_in_a_wrapper_has_a_name_of_its_own(self, inventory: Inventory) -> None:
        inventory.add_wrapper("Rack", "rack")
        key = add(inventory, "n" * 64, wrapper="rack")
        for _ in range(3):
            inventory.duplicate(key)
        assert names(inventory) == [
            "n" * 55 + " (copy 2)",
            "n" * 55 + " (copy 3)",
            "n" * 57 + " (copy)",
            "n" * 64,
        ]

    def test_a_copy_keeps_every_field_of_a_secret(self, inventory: Inventory) -> None:
        whole = json.dumps({"password": "pw", "description": "d", "custom": [1]})
        key = add(inventory, type=OBJECT, secret=whole)
        copy = added_key(inventory.duplicate(key))
        clear = json.loads(inventory.reveal(copy).clear_text.reveal())
        assert clear == {"password": "pw", "description": "d", "custom": [1]}

    def test_what_lies_in_the_trash_is_copied_back_to_life(self, inventory: Inventory) -> None:
        key = add(inventory)
        inventory.trash([key])
        copy = inventory.resource(added_key(inventory.duplicate(key)))
        assert copy.deleted is None


class TestManyAtOnce:
    def test_favourites_and_states_are_set_together(self, inventory: Inventory) -> None:
        keys = [add(inventory, f"n{n}") for n in range(3)]
        changes = inventory.set_favourite(keys, True)
        assert changes.changed == tuple(keys)
        assert inventory.set_favourite(keys[:1], False).changed == (keys[0],)
        assert inventory.set_favourite(keys, True).changed == (keys[0],)
        assert inventory.set_status(keys, Status.IDLE).changed == tuple(keys)
        assert inventory.set_status(keys, Status.IDLE).is_empty
        assert inventory.set_status([], Status.DONE).is_empty

    def test_one_that_is_gone_stops_them_all(self, inventory: Inventory) -> None:
        key = add(inventory)
        with pytest.raises(NotFoundError):
            inventory.set_status([key, 999], Status.DONE)
        assert inventory.resource(key).status is Status.CREATED


class TestTrash:
    def test_everything_stays_and_comes_back(self, inventory: Inventory) -> None:
        keys = [add(inventory, f"n{n}", secret=f"s{n}", tags=["a"]) for n in range(2)]
        before = everything(inventory)
        assert inventory.trash(keys).changed == tuple(keys)
        assert (names(inventory), names(inventory, deleted=True)) == ([], ["n0", "n1"])
        assert inventory.resource(keys[0]).deleted is not None
        assert secret_of(inventory, keys[1]) == ("s1", None)
        assert inventory.restore(keys).changed == tuple(keys)
        assert everything(inventory) == before

    def test_only_what_lives_is_trashed_and_only_what_is_in_there_restored(
        self, inventory: Inventory
    ) -> None:
        one, other = add(inventory, "one"), add(inventory, "other")
        inventory.trash([one])
        moment = inventory.resource(one).deleted
        assert inventory.trash([one, other, other]).changed == (other,)
        assert inventory.resource(one).deleted == moment
        assert inventory.restore([one]).changed == (one,)
        assert inventory.restore([one]).is_empty

    @pytest.mark.parametrize("values", [{"wrapper": "rack"}, {"external_id": "X"}], ids=str)
    def test_one_whose_place_was_taken_stays_there(
        self, inventory: Inventory, values: dict[str, Any]
    ) -> None:
        inventory.add_wrapper("Rack", "rack")
        old, bystander = add(inventory, **values), add(inventory, "bystander")
        inventory.trash([old, bystander])
        add(inventory, **values)
        with pytest.raises(AlreadyExistsError):
            inventory.restore([bystander, old])
        assert sorted(names(inventory, deleted=True)) == ["Atlas", "bystander"]

    def test_two_that_took_the_same_place_one_after_the_other_do_not_both_come_back(
        self, inventory: Inventory
    ) -> None:
        keys = []
        for _ in range(2):
            keys.append(add(inventory, external_id="X"))
            inventory.trash([keys[-1]])
        with pytest.raises(AlreadyExistsError):
            inventory.restore(keys)
        inventory.restore(keys[:1])


class TestLockedVault:
    @pytest.fixture
    def key(self, inventory: Inventory) -> int:
        key = add(inventory, secret="s3cret")
        inventory.lock()
        return key

    def test_what_needs_the_key_is_refused_and_leaves_nothing(
        self, inventory: Inventory, key: int
    ) -> None:
        before = inventory.history()
        for write in (
            lambda: add(inventory, "New", secret="x"),
            lambda: inventory.edit(key, draft("New"), secret=SecretText("x")),
            lambda: inventory.edit(key, draft("New", type="password-string")),
            lambda: inventory.duplicate(key),
            lambda: inventory.reveal(key),
        ):
            with pytest.raises(VaultLockedError):
                write()
        assert inventory.history() == before
        assert names(inventory) == ["Atlas"]

    def test_everything_else_works(self, inventory: Inventory, key: int) -> None:
        inventory.edit(key, draft("New", type="server"))
        removed = inventory.edit(key, draft("New", type="server"), remove_secret=True)
        assert removed.change_set is not None
        inventory.revert(removed.change_set)
        inventory.trash([key])
        inventory.restore([key])
        inventory.duplicate(add(inventory, "Bare"))
        assert not inventory.vault_state().is_unlocked
        inventory.unlock()
        assert inventory.vault_state().is_unlocked
        assert secret_of(inventory, key) == ("s3cret", None)


SWAP = (
    "UPDATE secret SET {} FROM (SELECT * FROM secret) AS o"
    " WHERE secret.id < 3 AND o.id = 3 - secret.id"
)


class TestSeals:
    @pytest.fixture
    def keys(self, inventory: Inventory) -> list[int]:
        return [add(inventory, f"n{n}", secret=f"s{n}") for n in range(3)]

    @pytest.mark.parametrize(
        "statement",
        [
            # Two messages change places: both are whole and open with the key.
            SWAP.format("armored = o.armored"),
            SWAP.format("armored = o.armored, seal = o.seal"),
            SWAP.format("armored = o.armored, seal = o.seal, revision = o.revision"),
            "UPDATE secret SET revision = revision + 1 WHERE id < 3",
            "UPDATE secret SET seal = zeroblob(32) WHERE id < 3",
            "UPDATE secret SET seal = x'' WHERE id < 3",
            "UPDATE secret SET armored = replace(armored, 'A', 'B') WHERE id < 3",
            "UPDATE secret SET armored = armored || char(10) WHERE id < 3",
        ],
    )
    def test_a_secret_changed_in_the_file_is_not_shown(
        self, inventory: Inventory, keys: list[int], path: Path, statement: str
    ) -> None:
        with closing(open_writer(path)) as connection:
            connection.execute(statement)
        for key in keys[:2]:
            with pytest.raises(SealBrokenError):
                inventory.reveal(key)
            with pytest.raises(SealBrokenError):
                inventory.duplicate(key)
            with pytest.raises(SealBrokenError):
                inventory.edit(key, draft(type=OBJECT))
        assert secret_of(inventory, keys[2]) == ("s2", None)
        (problem,) = inventory.check()
        assert problem.message == "2 secrets were changed outside this program."
        inventory.lock()
        assert inventory.check() == []

    def test_a_new_secret_takes_the_place_of_a_broken_one(
        self, inventory: Inventory, keys: list[int], path: Path
    ) -> None:
        with closing(open_writer(path)) as connection:
            connection.execute("UPDATE secret SET seal = zeroblob(32) WHERE id = 1")
        with pytest.raises(SealBrokenError):
            inventory.edit(keys[0], draft("n0", type=OBJECT), secret=SecretText("new"))
        inventory.edit(keys[0], draft("n0"), secret=SecretText("new"))
        assert secret_of(inventory, keys[0]) == ("new", None)
        assert inventory.check() == []
        inventory.edit(
            keys[0], draft("n0", type=OBJECT, description="d"), secret=SecretText("newer")
        )
        assert secret_of(inventory, keys[0]) == ("newer", "d")

    def test_any_flipped_bit_is_noticed(
        self, inventory: Inventory, keys: list[int], path: Path
    ) -> None:
        with closing(open_writer(path)) as connection:
            (armored,) = connection.execute("SELECT armored FROM secret WHERE id = 1").fetchone()
            for position in range(0, len(armored), 7):
                flipped = chr(ord(armored[position]) ^ 1)
                changed = armored[:position] + flipped + armored[position + 1 :]
                connection.execute("UPDATE secret SET armored = ? WHERE id = 1", (changed,))
                with pytest.raises(SealBrokenError):
                    inventory.reveal(keys[0])

    @pytest.mark.parametrize(
        ("change", "error"),
        [
            ("public_key = char(10) || public_key", SealBrokenError),
            ("public_key = :other", InvalidKeyError),
            ("public_key = :other, fingerprint = :fingerprint", KeyMissingError),
            ("public_key = 'none'", InvalidKeyError),
        ],
    )
    def test_a_public_key_that_was_altered_is_noticed_before_it_is_used(
        self,
        path: Path,
        tmp_path: Path,
        other_template: Path,
        change: str,
        error: type[StrongroomError],
    ) -> None:
        with closing(opened(copied(other_template, tmp_path, "Other"))) as inventory:
            other = inventory.user()
        for file in tmp_path.glob("Other*"):
            file.unlink()
        with closing(open_writer(path)) as connection:
            connection.execute(
                f"UPDATE user SET {change}",  # noqa: S608 - ours
                {"other": other.public_key, "fingerprint": other.fingerprint},
            )
        with closing(opened(path, is_unlocked=False)) as altered:
            with pytest.raises(error):
                altered.unlock()
            assert not altered.vault_state().is_unlocked
            with pytest.raises((VaultLockedError, InvalidKeyError)):
                add(altered, secret="x")
            assert altered.history() == []

    def test_a_check_value_that_was_altered_is_noticed(
        self, inventory: Inventory, path: Path
    ) -> None:
        inventory.close()
        with closing(open_writer(path)) as connection:
            connection.execute("UPDATE user SET check_value = zeroblob(32)")
        with closing(opened(path, is_unlocked=False)) as altered:
            for _ in range(2):
                with pytest.raises(SealBrokenError):
                    altered.unlock()
                assert not altered.vault_state().is_unlocked
            with pytest.raises(VaultLockedError):
                add(altered, secret="x")


class TestReading:
    def test_it_goes_on_beside_a_writer_and_nothing_is_written(
        self, inventory: Inventory, path: Path
    ) -> None:
        key = add(inventory, secret="s3cret")
        with closing(opened(path, read_only=True)) as beside:
            assert beside.resource(key) == inventory.resource(key)
            assert secret_of(beside, key) == ("s3cret", None)
            inventory.edit(key, draft("New name"))
            assert beside.resource(key).name == "New name"
            assert beside.facets() == inventory.facets()
            for write in (
                lambda: beside.add(draft()),
                lambda: beside.trash([key]),
                lambda: beside.revert(1),
                lambda: beside.add_wrapper("x"),
            ):
                with pytest.raises(InventoryReadOnlyError):
                    write()

    def test_the_sample_is_whole_and_searchable(self, inventory: Inventory) -> None:
        changes = inventory.add_sample()
        assert len(changes.added) > 50
        assert inventory.check() == []
        facets = inventory.facets()
        assert facets.total + facets.trash == len(changes.added)
        with_secret = [one for one in inventory.resources(changes.added) if one.has_secret]
        assert len(with_secret) > 10
        assert all(inventory.reveal(one.key).main.reveal() for one in with_secret)
        assert changes.change_set is not None
        inventory.revert(changes.change_set)
        assert inventory.facets().total == 0
        assert inventory.scopes() == []


class TestRecoveryKit:
    def test_a_lost_key_is_restored_from_its_kit(self, path: Path, tmp_path: Path) -> None:
        kit = tmp_path / "kit.asc"
        with closing(opened(path)) as inventory:
            key = add(inventory, secret="s3cret")
            assert not inventory.vault_state().is_kit_saved
            code = inventory.export_recovery_kit(kit)
            assert inventory.vault_state().is_kit_saved
        key_file_of(path).unlink()
        with closing(opened(path, is_unlocked=False)) as inventory:
            with pytest.raises(StrongroomError, match="restore it from the recovery kit"):
                inventory.unlock()
            assert inventory.resource(key).has_secret
            inventory.edit(key, draft("Still usable"))
            inventory.import_recovery_kit(kit, code)
            inventory.unlock()
            assert secret_of(inventory, key) == ("s3cret", None)
            assert inventory.vault_state().is_kit_saved

    def test_the_kit_of_another_inventory_is_refused(
        self, inventory: Inventory, tmp_path: Path, other_template: Path
    ) -> None:
        kit = tmp_path / "kit.asc"
        with closing(opened(copied(other_template, tmp_path, "Other"))) as other:
            code = other.export_recovery_kit(kit)
        with pytest.raises(NotFoundError):
            inventory.import_recovery_kit(kit, code)

    def test_a_wrong_code_is_said_and_the_kit_is_the_owners_alone(
        self, inventory: Inventory, tmp_path: Path
    ) -> None:
        kit = tmp_path / "kit.asc"
        inventory.export_recovery_kit(kit)
        assert kit.stat().st_mode & 0o777 == 0o600
        with pytest.raises(StrongroomError, match="recovery code"):
            inventory.import_recovery_kit(kit, SecretText("ABCDE"))

    def test_a_locked_vault_gives_no_kit(self, inventory: Inventory, tmp_path: Path) -> None:
        inventory.lock()
        with pytest.raises(VaultLockedError):
            inventory.export_recovery_kit(tmp_path / "kit.asc")
        assert not (tmp_path / "kit.asc").exists()
        assert not inventory.vault_state().is_kit_saved

    def test_neither_kit_nor_export_goes_over_the_inventory(
        self, inventory: Inventory, path: Path
    ) -> None:
        for target in (path, key_file_of(path)):
            before = target.read_bytes()
            for write in (inventory.export_recovery_kit, inventory.export):
                with pytest.raises(StrongroomError):
                    write(target)
            assert target.read_bytes() == before


class TestCanary:
    def test_a_secret_is_nowhere_in_clear(
        self, inventory: Inventory, path: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        """Neither in the file, its log and the key file, nor in history, repr and exceptions."""
        caplog.set_level(logging.DEBUG)
        shown: list[str] = []
        keys = [
            add(inventory, secret=CANARY),
            add(inventory, type=OBJECT, secret=CANARY, description=CANARY),
        ]
        keys.append(added_key(inventory.duplicate(keys[1])))
        inventory.edit(keys[0], draft("New"), secret=SecretText(f"{CANARY}!"))
        inventory.edit(keys[1], draft("New", type=OBJECT, description=f"{CANARY}!"))
        inventory.edit(keys[0], draft("New", type="password-string"))
        inventory.edit(keys[0], draft("New"), remove_secret=True)
        target = path.with_name("export.json")
        inventory.export(target)
        shown += [repr(inventory.reveal(keys[1])), repr(inventory.history())]
        shown += [repr(inventory.records(keys)), repr(inventory.resources(keys))]
        shown += [_refused(lambda: add(inventory, type="totp", secret=CANARY * 200))]
        shown += [_refused(lambda: add(inventory, secret=f"{CANARY}\ud800"))]
        shown += [_refused(lambda: add(inventory, type="robot", secret=CANARY))]
        inventory.lock()
        shown += [_refused(lambda: add(inventory, secret=CANARY))]
        shown += [_refused(lambda: inventory.reveal(keys[1]))]
        shown += [record.getMessage() for record in caplog.records]
        assert CANARY not in "".join(shown)
        files = {file.name: file.read_bytes() for file in path.parent.iterdir() if file.is_file()}
        assert {"Home.strongroom", "Home.strongroom-wal", "Home.strongroom-key"} <= files.keys()
        for form in (CANARY.encode(), CANARY.encode("utf-16-le"), json.dumps(CANARY).encode()):
            assert [name for name, data in files.items() if form.strip(b'"') in data] == []


def _refused(write: Callable[[], object]) -> str:
    """Everything that the refusal of a write shows, its causes included."""
    with pytest.raises(StrongroomError) as caught:
        write()
    return "".join(traceback.format_exception(caught.value))


class TestCatalogueUse:
    def test_filters_are_counted_where_resources_are(self, inventory: Inventory) -> None:
        inventory.add_scope("Home")
        inventory.add_scope("Cellar", parent="scope_home")
        key = add(inventory, scope="scope_cellar")
        home = Listing(filters=(Filter(FilterKind.SCOPE, "scope_home"),))
        assert inventory.keys(home).tolist() == [key]
        inventory.edit_row(Catalogue.SCOPES, "scope_cellar", {"parent": None})
        assert inventory.keys(home).tolist() == []


def test_every_write_has_a_time_of_its_own(path: Path) -> None:
    with closing(opened(path, clock=TestClock(START))) as inventory:
        key = add(inventory)
        for name in ("b", "c"):
            inventory.edit(key, draft(name))
        moments = [entry.at for entry in inventory.history(key)]
    assert moments == sorted(set(moments), reverse=True)
