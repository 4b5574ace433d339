"""Export and import: nothing is lost on the way, into another inventory or the same."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from app.domain.changes import Catalogue, Changes
from app.domain.resource import Resource
from app.domain.secret_text import SecretText
from app.errors import (
    AlreadyExistsError,
    JobCancelled,
    KeyMissingError,
    OpenPGPError,
    VaultLockedError,
    WrongKeyError,
)
from app.inventory import Inventory
from app.jobs import Progress
from app.opening import create_inventory
from app.paths import key_file_of
from app.search.listing import Listing
from app.vault.key_stores import KeyringStore
from tests.app.everything import everything, secret_of
from tests.inventories import TestClock, add, copied, draft, opened
from tests.old_inventories import old_inventory
from tests.secret_service import SecretService


@pytest.fixture(scope="session")
def full_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An inventory in which every table has rows, and the sample."""
    path = copied(old_inventory(1), tmp_path_factory.mktemp("full"), "Full")
    with closing(opened(path)) as inventory:
        inventory.add_sample()
    return path


@pytest.fixture
def full(full_template: Path, tmp_path: Path) -> Iterator[Inventory]:
    """The full one, beside the empty `inventory` in one folder; each has its own key."""
    with closing(opened(copied(full_template, tmp_path, "Full"))) as inventory:
        yield inventory


class StopAt(Progress):
    """Asks to stop when a job has done so much."""

    def __init__(self, done: int) -> None:
        self._done = done

    def step(self, done: int, total: int, text: str) -> None:
        """Stop, from that point on."""
        assert 0 <= done <= total
        assert text
        if done >= self._done:
            raise JobCancelled


def exported(inventory: Inventory, keys: list[int] | None = None) -> bytes:
    """A native export."""
    target = io.StringIO()
    inventory.export(target, keys=keys)
    return target.getvalue().encode()


def by_uuid(inventory: Inventory) -> dict[str, Resource]:
    """Every resource, without what its database alone knows."""
    keys = inventory.keys(Listing(deleted=None))
    return {
        resource.id: replace(resource, key=0, revision=0) for resource in inventory.resources(keys)
    }


def secrets_of(inventory: Inventory) -> dict[str, tuple[str, str | None]]:
    """Every secret in clear."""
    return {
        resource.id: secret_of(inventory, resource.key)
        for resource in inventory.resources(inventory.keys(Listing(deleted=None)))
        if resource.has_secret
    }


def catalogues(inventory: Inventory) -> tuple[Any, ...]:
    types = {kind.key: kind for kind in inventory.types()}
    return inventory.wrappers(), inventory.scopes(), types, inventory.products(), inventory.tags()


def brought_in(inventory: Inventory, source: bytes) -> Changes:
    """Import a file that has no problem."""
    plan = inventory.plan_import(source)
    assert plan.problems == []
    return inventory.apply_import(plan)


def native(**parts: Any) -> bytes:
    """A native export as somebody else may have written it."""
    return json.dumps({"format": "strongroom", "version": 1, **parts}).encode()


def changed(source: bytes, **by_name: dict[str, Any]) -> bytes:
    """The export with other values in the resources of these names."""
    document = json.loads(source)
    for row in document["resources"]:
        row.update(by_name.get(row["name"], {}))
    return json.dumps(document).encode()


def revert(inventory: Inventory, changes: Changes) -> Changes:
    assert changes.change_set is not None
    return inventory.revert(changes.change_set)


class TestIntoAnEmptyInventory:
    def test_every_field_secret_and_list_arrives(
        self, full: Inventory, inventory: Inventory
    ) -> None:
        changes = brought_in(inventory, exported(full))
        assert len(changes.added) == len(by_uuid(full)) > 60
        assert by_uuid(inventory) == by_uuid(full)
        assert secrets_of(inventory) == secrets_of(full)
        assert catalogues(inventory) == catalogues(full)
        assert inventory.facets() == full.facets()
        assert inventory.check() == []
        listing = Listing(deleted=None)
        names = [row.name for row in inventory.summaries(inventory.keys(listing))]
        assert names == [row.name for row in full.summaries(full.keys(listing))]

    def test_what_was_imported_is_exported_the_same(
        self, full: Inventory, inventory: Inventory
    ) -> None:
        source = exported(full)
        brought_in(inventory, source)
        there, back = json.loads(source), json.loads(exported(inventory))
        for head in ("exported", "inventory", "user"):
            assert there.pop(head) != back.pop(head)
        assert back == there

    def test_a_second_time_nothing_changes(self, full: Inventory, inventory: Inventory) -> None:
        source = exported(full)
        brought_in(inventory, source)
        before = inventory.history()
        plan = inventory.plan_import(source)
        assert (plan.new, plan.changed) == ([], [])
        assert plan.unchanged == len(by_uuid(full))
        assert inventory.apply_import(plan).is_empty
        assert inventory.history() == before

    def test_it_is_one_step_to_undo(self, full: Inventory, inventory: Inventory) -> None:
        before = everything(inventory)
        changes = brought_in(inventory, exported(full))
        after = everything(inventory)
        for state in (before, after, before):
            changes = revert(inventory, changes)
            assert everything(inventory) == state

    def test_what_it_says_changed(self, full: Inventory, inventory: Inventory) -> None:
        changes = brought_in(inventory, exported(full))
        assert changes.catalogues == set(Catalogue)
        assert set(changes.added) == set(inventory.keys(Listing(deleted=None)))
        assert changes.changed == changes.removed == ()

    def test_an_import_that_is_stopped_leaves_nothing(
        self, full: Inventory, inventory: Inventory
    ) -> None:
        before = everything(inventory)
        plan = inventory.plan_import(exported(full))
        with pytest.raises(JobCancelled):
            inventory.apply_import(plan, StopAt(0))
        assert everything(inventory) == before
        assert inventory.history() == []
        inventory.apply_import(plan)
        assert by_uuid(inventory) == by_uuid(full)

    def test_through_a_file_too(
        self, full: Inventory, inventory: Inventory, tmp_path: Path
    ) -> None:
        target = tmp_path / "export.json"
        assert full.export(target) == len(by_uuid(full))
        assert target.stat().st_mode & 0o777 == 0o600
        brought_in(inventory, target.read_bytes())
        assert by_uuid(inventory) == by_uuid(full)

    def test_only_the_chosen_ones_are_exported(self, full: Inventory, inventory: Inventory) -> None:
        keys = full.keys(Listing(), limit=5).tolist()
        brought_in(inventory, exported(full, keys))
        chosen = {resource.id for resource in full.resources(keys)}
        assert by_uuid(inventory).keys() == chosen

    def test_an_export_that_is_stopped_leaves_no_file(
        self, full: Inventory, tmp_path: Path
    ) -> None:
        target = tmp_path / "export.json"
        with pytest.raises(JobCancelled):
            full.export(target, progress=StopAt(3))
        assert not list(tmp_path.glob("*export*"))


class TestKeys:
    def test_secrets_of_a_neighbour_open_while_its_key_is_there(
        self, full: Inventory, inventory: Inventory, path: Path
    ) -> None:
        brought_in(inventory, exported(full))
        key = next(
            one.key for one in inventory.resources(inventory.keys(Listing())) if one.name == "Atlas"
        )
        assert secret_of(inventory, key) == ("battery staple", None)
        full.close()
        key_file_of(full.path).unlink()
        inventory.lock()
        inventory.unlock()
        with pytest.raises(KeyMissingError):
            inventory.reveal(key)
        inventory.edit(key, draft("Still usable"))
        inventory.edit(key, draft("Still usable"), secret=SecretText("own"))
        assert secret_of(inventory, key) == ("own", None)
        assert inventory.check() == []

    def test_the_kit_of_a_neighbour_opens_its_secrets(
        self, full: Inventory, inventory: Inventory, tmp_path: Path
    ) -> None:
        kit = tmp_path / "kit.asc"
        code = full.export_recovery_kit(kit)
        expected = secrets_of(full)
        brought_in(inventory, exported(full))
        full.close()
        key_file_of(full.path).unlink()
        inventory.import_recovery_kit(kit, code)
        assert secrets_of(inventory) == expected

    def test_a_copied_secret_is_encrypted_to_the_owner(
        self, full: Inventory, inventory: Inventory
    ) -> None:
        brought_in(inventory, exported(full))
        (key,) = (
            one.key for one in inventory.resources(inventory.keys(Listing())) if one.name == "Mail"
        )
        (copy,) = inventory.duplicate(key).added
        key_file_of(full.path).unlink()
        inventory.lock()
        inventory.unlock()
        assert secret_of(inventory, copy) == ("letmein", "Recovery codes: 1 2 3")

    def test_secrets_open_through_the_same_keyring(
        self, secret_service: SecretService, tmp_path: Path
    ) -> None:
        store = KeyringStore()
        clock = TestClock()
        with (
            closing(create_inventory(tmp_path / "A.strongroom", store, clock=clock)) as one,
            closing(create_inventory(tmp_path / "B.strongroom", store, clock=clock)) as other,
        ):
            key = add(one, secret="s3cret")
            (arrived,) = brought_in(other, exported(one)).added
            assert secret_of(other, arrived) == ("s3cret", None)
            assert by_uuid(other) == by_uuid(one)
            assert one.resource(key).has_secret

    def test_secrets_to_nobody_known_stay_closed_and_whole(
        self, full: Inventory, inventory: Inventory
    ) -> None:
        source = json.loads(exported(full))
        del source["user"]
        brought_in(inventory, json.dumps(source).encode())
        key = next(
            one.key for one in inventory.resources(inventory.keys(Listing())) if one.has_secret
        )
        with pytest.raises(WrongKeyError):
            inventory.reveal(key)
        secrets = [row["secret"] for row in json.loads(exported(inventory))["resources"]]
        assert secrets == [row["secret"] for row in source["resources"]]

    def test_a_locked_vault_takes_no_secrets(self, full: Inventory, inventory: Inventory) -> None:
        inventory.lock()
        plan = inventory.plan_import(exported(full))
        with pytest.raises(VaultLockedError):
            inventory.apply_import(plan)
        assert inventory.history() == []
        assert inventory.scopes() == []
        bare = [one.key for one in full.resources(full.keys(Listing())) if not one.has_secret]
        assert len(brought_in(inventory, exported(full, bare)).added) == len(bare)

    @pytest.mark.parametrize("message", ["s3cret", "-----BEGIN PGP MESSAGE-----\n\nAAAA\n"])
    def test_a_secret_that_is_no_encrypted_message_stops_the_import(
        self, inventory: Inventory, message: str
    ) -> None:
        add(inventory, "Atlas", secret="s3cret")
        source = changed(exported(inventory), Atlas={"secret": message})
        before = everything(inventory)
        with pytest.raises(OpenPGPError):
            inventory.apply_import(inventory.plan_import(source))
        assert everything(inventory) == before


class TestIntoTheSameInventory:
    def test_nothing_changes(self, full: Inventory) -> None:
        before = full.history()
        plan = full.plan_import(exported(full))
        assert (plan.new, plan.changed, plan.problems) == ([], [], [])
        assert plan.unchanged == len(by_uuid(full))
        assert full.apply_import(plan).is_empty
        assert full.history() == before

    def test_every_change_is_brought_back_as_it_was(self, full: Inventory) -> None:
        source, before = exported(full), by_uuid(full)
        secrets = secrets_of(full)
        keys = full.keys(Listing()).tolist()
        full.set_favourite(keys[:9], True)
        full.trash(keys[5:20])
        full.restore(full.keys(Listing(deleted=True), limit=1))
        for key in keys[20:30]:
            full.edit(key, draft("Changed", type=full.resource(key).type), secret=_any(full, key))
        spoiled = by_uuid(full)
        assert spoiled != before
        changes = brought_in(full, source)
        assert changes.added == ()
        assert by_uuid(full) == before
        assert secrets_of(full) == secrets
        revert(full, changes)
        assert _without_times(by_uuid(full)) == _without_times(spoiled)
        assert full.check() == []

    def test_a_secret_is_removed_kept_or_replaced_as_the_file_says(
        self, inventory: Inventory
    ) -> None:
        keys = [add(inventory, name, secret=name) for name in ("removed", "kept", "replaced")]
        document = json.loads(exported(inventory))
        rows = {row["name"]: row for row in document["resources"]}
        rows["removed"]["secret"] = None
        for part in ("secret", "secret_created", "secret_updated"):
            del rows["kept"][part]
        rows["kept"]["username"] = "root"
        other = add(inventory, "other", secret="another")
        rows["replaced"]["secret"] = next(iter(inventory.records([other]))).secret
        changes = brought_in(inventory, json.dumps(document).encode())
        assert set(changes.changed) == set(keys)
        assert not inventory.resource(keys[0]).has_secret
        assert secret_of(inventory, keys[1]) == ("kept", None)
        assert inventory.resource(keys[1]).username == "root"
        assert secret_of(inventory, keys[2]) == ("another", None)
        revert(inventory, changes)
        for key, name in zip(keys, ("removed", "kept", "replaced"), strict=True):
            assert secret_of(inventory, key) == (name, None)

    def test_two_may_swap_their_names_and_swap_back(self, inventory: Inventory) -> None:
        inventory.add_wrapper("Rack", "rack")
        for number, name in enumerate(("one", "two", "three")):
            add(inventory, name, wrapper="rack", external_id=f"X-{number}")
        before = everything(inventory)
        source = changed(
            exported(inventory),
            one={"name": "two", "external_id": "X-2"},
            two={"name": "one", "external_id": "X-0"},
            three={"external_id": "X-1"},
        )
        changes = brought_in(inventory, source)
        after = everything(inventory)
        found = [inventory.find(f"X-{number}").name for number in range(3)]
        assert found == ["one", "three", "two"]
        for state in (before, after):
            changes = revert(inventory, changes)
            assert everything(inventory) == state

    def test_a_new_one_may_take_the_name_that_another_gives_up(self, inventory: Inventory) -> None:
        inventory.add_wrapper("Rack", "rack")
        old = add(inventory, "taken", wrapper="rack")
        before = everything(inventory)
        document = json.loads(changed(exported(inventory), taken={"name": "given up"}))
        document["resources"].insert(0, {"name": "taken", "wrapper": "rack"})
        changes = brought_in(inventory, json.dumps(document).encode())
        assert inventory.resource(old).name == "given up"
        assert len(changes.added) == 1
        after = everything(inventory)
        for state in (before, after):
            changes = revert(inventory, changes)
            assert everything(inventory) == state

    def test_a_plan_that_no_longer_fits_changes_nothing(self, inventory: Inventory) -> None:
        plan = inventory.plan_import(native(resources=[{"name": "new", "external_id": "X"}]))
        add(inventory, "meanwhile", external_id="X")
        before = everything(inventory)
        with pytest.raises(AlreadyExistsError):
            inventory.apply_import(plan)
        assert everything(inventory) == before

    def test_a_time_that_the_file_does_not_say_is_now(self, inventory: Inventory) -> None:
        key = add(inventory, "Atlas")
        before = inventory.resource(key)
        row = {"id": before.id, "name": "Atlas", "username": "root"}
        brought_in(inventory, native(resources=[row]))
        after = inventory.resource(key)
        assert after.updated > before.updated
        assert (after.created, after.created_by) == (before.created, before.created_by)

    def test_a_row_of_its_own_gets_what_it_does_not_say(self, inventory: Inventory) -> None:
        row = {"name": "New", "deleted": True}
        (key,) = brought_in(inventory, native(resources=[row])).added
        resource = inventory.resource(key)
        assert resource.created_by == inventory.user().name
        assert resource.created == resource.updated == resource.deleted
        assert len(resource.human_id) == 6

    def test_a_description_is_not_stored_in_clear_for_a_type_that_encrypts_it(
        self, inventory: Inventory
    ) -> None:
        key = add(inventory, "Mail", type="password-and-description", secret="pw", description="d")
        source = changed(exported(inventory), Mail={"description": "in clear"})
        plan = inventory.plan_import(source)
        assert [found.problem.field for found in plan.problems] == ["description"]
        assert inventory.apply_import(plan).is_empty
        assert inventory.resource(key).description is None

    def test_a_type_that_needs_a_secret_gets_one_or_keeps_it(self, inventory: Inventory) -> None:
        key = add(inventory, "Mail", type="password-string", secret="pw")
        given = inventory.resource(key).id
        mail = {"id": given, "name": "Mail", "type": "password-string", "username": "ada"}
        brought_in(inventory, native(resources=[mail]))
        assert secret_of(inventory, key) == ("pw", None)
        for row in ({**mail, "secret": None}, {"name": "New", "type": "password-string"}):
            plan = inventory.plan_import(native(resources=[row]))
            (found,) = plan.problems
            assert (found.problem.field, found.problem.code) == ("secret", "required")
            assert inventory.apply_import(plan).is_empty

    def test_own_types_that_encrypt_are_known_from_the_inventory(
        self, inventory: Inventory
    ) -> None:
        kind = {
            "key": "vault-note",
            "name": "Vault note",
            "icon": "box",
            "id": str(UUID(int=7)),
            "secret_schema": {
                "type": "object",
                "properties": {"pin": {"type": "string"}},
                "required": ["pin"],
            },
            "description_encrypted": True,
        }
        brought_in(inventory, native(types=[kind]))
        row = {"name": "Note", "type": "vault-note", "description": "in clear"}
        plan = inventory.plan_import(native(resources=[row]))
        assert [found.problem.field for found in plan.problems] == ["description"]
        assert inventory.apply_import(plan).is_empty


def _any(inventory: Inventory, key: int) -> SecretText | None:
    resource = inventory.resource(key)
    return SecretText("changed") if resource.has_secret and resource.type != "totp" else None


def _without_times(resources: dict[str, Resource]) -> dict[str, Resource]:
    return {uuid: replace(one, updated=one.created) for uuid, one in resources.items()}
