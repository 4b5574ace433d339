"""One operation, one transaction, one change set; what changed nothing leaves none."""

from __future__ import annotations

import pytest

from app.database import history, resources
from app.database.catalogue import References
from app.database.engine import Database
from app.database.history import RESOURCE
from app.database.tables import ResourceTable, WrapperTable
from app.domain.changes import Catalogue, Changes
from app.domain.secret_text import SecretText
from app.errors import NotFoundError
from app.inventory import Inventory
from tests.app.database.conftest import WriteAs
from tests.app.database.library import new_resource
from tests.inventories import OWNER, START, add, draft


def count(database: Database, table: str) -> int:
    with database.reading() as connection:
        statement = f"SELECT count(*) FROM {table}"  # noqa: S608 - our names
        return int(connection.execute(statement).fetchone()[0])


class TestWrite:
    def test_it_says_what_it_added_changed_and_removed(self, write: WriteAs) -> None:
        with write() as (operation, _):
            new = [new_resource(0, draft(name)) for name in ("a", "b")]
            changed, removed = resources.insert(operation, new, References(operation))
        with write() as (operation, outcome):
            references = References(operation)
            (added,) = resources.insert(operation, [new_resource(0, draft("c"))], references)
            for key in (changed, added):
                resources.update(operation, key, {"name": "d"}, references)
            resources.remove(operation, removed)
            operation.touch(Catalogue.USERS)
        changes = outcome.changes
        assert (changes.added, changes.changed) == ((added,), (changed,))
        assert changes.removed == (removed,)
        assert changes.catalogues == {Catalogue.USERS}
        assert changes.change_set is not None

    def test_what_changed_nothing_leaves_no_trace(
        self, database: Database, write: WriteAs, key: int
    ) -> None:
        before = count(database, "change_set"), count(database, "history")
        with write() as (operation, outcome):
            assert not resources.update(operation, key, {"name": "Atlas"}, References(operation))
        assert outcome.changes == Changes()
        assert (count(database, "change_set"), count(database, "history")) == before

    def test_what_fails_says_no_changes_and_leaves_no_trace(
        self, database: Database, write: WriteAs, key: int
    ) -> None:
        before = count(database, "change_set"), count(database, "history")
        with pytest.raises(RuntimeError), write() as (operation, outcome):
            resources.update(operation, key, {"name": "new"}, References(operation))
            raise RuntimeError
        assert outcome.changes.is_empty
        assert (count(database, "change_set"), count(database, "history")) == before


class TestKeys:
    def test_a_key_is_never_given_twice(self, database: Database, write: WriteAs, key: int) -> None:
        with write() as (operation, _):
            resources.remove(operation, key)
        with database.reading() as connection:
            assert history.next_key(connection, ResourceTable) == key + 1
            assert history.next_key(connection, WrapperTable) == key + 1


class TestEntries:
    def test_the_latest_come_first_of_one_resource_or_of_all(self, inventory: Inventory) -> None:
        one = add(inventory, "one")
        other = add(inventory, "other")
        inventory.edit(one, draft("uno", tags=["new"]))
        inventory.add_wrapper("Rack", "rack")
        operations = [(entry.operation, entry.entity) for entry in inventory.history()]
        assert operations == [
            ("add", Catalogue.WRAPPERS),
            ("edit", RESOURCE),
            ("add", RESOURCE),
            ("add", RESOURCE),
        ]
        edit, _ = inventory.history(one)
        assert edit.changes == {"name": ("one", "uno"), "tags": ([], ["new"])}
        assert (edit.actor, edit.key) == (OWNER, one)
        assert edit.identifier == inventory.resource(one).id
        assert edit.at == inventory.resource(one).updated > START
        assert [entry.key for entry in inventory.history(other)] == [other]
        assert len(inventory.history(limit=2)) == 2

    def test_a_secret_only_says_whether_there_was_and_is_one(self, inventory: Inventory) -> None:
        key = add(inventory, "Atlas")
        inventory.edit(key, draft("Atlas"), secret=SecretText("one"))
        inventory.edit(key, draft("Atlas"), secret=SecretText("two"))
        inventory.edit(key, draft("Atlas"), remove_secret=True)
        assert [entry.changes for entry in inventory.history(key)][:3] == [
            {"secret": (True, False)},
            {"secret": (True, True)},
            {"secret": (False, True)},
        ]

    def test_a_catalogue_is_not_taken_for_a_resource(self, inventory: Inventory) -> None:
        inventory.add_wrapper("Rack", "rack")
        (entry,) = inventory.history()
        assert inventory.history(entry.key) == []


class TestSteps:
    def test_they_come_the_last_first(self, database: Database, write: WriteAs) -> None:
        with write() as (operation, outcome):
            new = [new_resource(0, draft(name)) for name in ("a", "b")]
            keys = resources.insert(operation, new, References(operation))
        with database.reading() as connection:
            assert outcome.changes.change_set is not None
            steps = history.steps_of(connection, outcome.changes.change_set)
            assert [step.key for step in steps] == keys[::-1]
            assert list(history.later_steps(connection, steps[0])) == []

    def test_what_was_done_to_the_same_thing_later(
        self, database: Database, write: WriteAs, key: int
    ) -> None:
        for name in ("one", "two"):
            with write() as (operation, _):
                resources.update(operation, key, {"name": name}, References(operation))
        with database.reading() as connection:
            (made,) = history.steps_of(connection, 1)
            later = [step.changes for step in history.later_steps(connection, made)]
        assert later == [{"name": ["Atlas", "one"]}, {"name": ["one", "two"]}]

    def test_a_change_set_that_does_not_exist_is_not_found(self, database: Database) -> None:
        with database.reading() as connection, pytest.raises(NotFoundError):
            history.steps_of(connection, 999)
