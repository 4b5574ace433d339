"""Writing resources: in bulk, one by one, each with its index and history."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from app.database import resources, rows
from app.database.catalogue import References
from app.database.engine import Database
from app.database.resources import Facts, NewResource, state_of, state_of_draft
from app.domain.changes import Catalogue
from app.domain.identifiers import HUMAN_ID_ALPHABET
from app.domain.resource import Resource
from app.domain.resource_draft import draft_of
from app.errors import AlreadyExistsError, NotFoundError, UnknownReferenceError
from app.inventory import Inventory
from tests.app.database.conftest import WriteAs
from tests.app.database.library import new_resource
from tests.inventories import add, draft
from tests.made_resources import RETAIL, made_resource


def read(database: Database, key: int) -> Resource:
    with database.reading() as connection:
        resource = rows.resource(connection, key)
    assert resource is not None
    return resource


class TestStates:
    @pytest.mark.parametrize("values", [{}, RETAIL, {"fields": (("a", 1), ("b", None))}])
    def test_a_resource_and_its_draft_are_the_same_state(self, values: dict[str, Any]) -> None:
        resource = made_resource(**values)
        assert state_of(resource) == state_of_draft(draft_of(resource))

    @pytest.mark.parametrize(("one", "other"), [(1, True), (1, 1.0), (0, False), (0, None)])
    def test_kinds_of_own_values_are_told_apart(self, one: object, other: object) -> None:
        assert not resources.is_same({"a": one}, {"a": other})
        assert resources.is_same({"a": one, "b": 1}, {"b": 1, "a": one})


class TestInsert:
    def test_new_resources_get_keys_in_order_and_human_ids_of_their_own(
        self, database: Database, write: WriteAs
    ) -> None:
        new = [new_resource(0, draft(f"n{n}")) for n in range(700)]
        with write() as (operation, outcome):
            keys = resources.insert(operation, new, References(operation))
        assert keys == sorted(set(keys)) == list(outcome.changes.added)
        with database.reading() as connection:
            found = rows.resources(connection, keys)
        assert [one.name for one in found] == [f"n{n}" for n in range(700)]
        assert len({one.human_id for one in found}) == 700
        assert {letter for one in found for letter in one.human_id} <= set(HUMAN_ID_ALPHABET)

    def test_a_human_id_that_is_brought_is_kept(self, database: Database, write: WriteAs) -> None:
        new = replace(new_resource(0, draft("a")), human_id="K7MQ2X")
        with write() as (operation, _):
            key, _ = resources.insert(
                operation, [new, new_resource(0, draft("b"))], References(operation)
            )
        assert read(database, key).human_id == "K7MQ2X"

    def test_nothing_is_inserted_of_nothing(self, write: WriteAs) -> None:
        with write() as (operation, outcome):
            assert resources.insert(operation, [], References(operation)) == []
        assert outcome.changes.is_empty

    @pytest.mark.parametrize(
        ("values", "error"),
        [
            ({"type": "robot"}, UnknownReferenceError),
            ({"wrapper": "nowhere"}, UnknownReferenceError),
            ({"scope": "scope_nowhere"}, UnknownReferenceError),
            ({"product": "nothing"}, UnknownReferenceError),
            ({"external_id": "taken"}, AlreadyExistsError),
        ],
        ids=str,
    )
    def test_one_that_cannot_be_inserted_stops_them_all(
        self,
        database: Database,
        write: WriteAs,
        values: dict[str, Any],
        error: type[Exception],
    ) -> None:
        with write() as (operation, _):
            taken = new_resource(0, draft("taken", external_id="taken"))
            resources.insert(operation, [taken], References(operation))
        with pytest.raises(error), write() as (operation, _):
            new: list[NewResource] = [new_resource(0, draft("good"))]
            new.append(new_resource(0, draft("bad", **values)))
            resources.insert(operation, new, References(operation))
        with database.reading() as connection:
            assert connection.execute("SELECT name FROM resource").fetchall() == [("taken",)]


class TestUpdate:
    def test_fields_that_are_not_given_stay(
        self, database: Database, write: WriteAs, key: int
    ) -> None:
        before = read(database, key)
        with write() as (operation, outcome):
            state = {"username": "root", "tags": ["a"]}
            assert resources.update(operation, key, state, References(operation))
        after = read(database, key)
        assert after == replace(
            before, username="root", tags=("a",), updated=after.updated, revision=2
        )
        assert after.updated > before.updated
        assert outcome.changes.catalogues == {Catalogue.TAGS}

    def test_updated_grows_even_if_the_clock_goes_back(
        self, database: Database, write: WriteAs, key: int
    ) -> None:
        with write() as (operation, _):
            operation.at = 0
            resources.update(operation, key, {"name": "b"}, References(operation))
        made = read(database, key)
        assert made.updated > made.created

    def test_facts_are_set_beside_the_state(
        self, database: Database, write: WriteAs, key: int
    ) -> None:
        facts = Facts(human_id="K7MQ2X", created=1, created_by="Grace", updated=2)
        for is_new in (True, False):
            with write() as (operation, _):
                references = References(operation)
                assert resources.update(operation, key, {}, references, facts=facts) is is_new
        after = read(database, key)
        assert (after.human_id, after.created_by, after.revision) == ("K7MQ2X", "Grace", 2)
        assert [after.created.timestamp(), after.updated.timestamp()] == [0.001, 0.002]

    def test_sub_products_keep_their_order_and_may_repeat(self, inventory: Inventory) -> None:
        for name in ("a", "b"):
            inventory.add_product(name, name, price=1, currency="EUR")
        retail = {"method": "retail", "product": "a"}
        key = add(inventory, "set", **retail, sub_products=["b", "a", "b"])
        assert inventory.resource(key).sub_products == ("b", "a", "b")
        inventory.edit(key, draft("set", **retail, sub_products=["a", "b"]))
        assert inventory.resource(key).sub_products == ("a", "b")

    def test_what_is_gone_is_not_found(self, write: WriteAs) -> None:
        with pytest.raises(NotFoundError), write() as (operation, _):
            resources.update(operation, 999, {"name": "x"}, References(operation))


class TestRemove:
    def test_everything_goes_and_tags_are_said_to_change(
        self, database: Database, write: WriteAs
    ) -> None:
        with write() as (operation, _):
            new = new_resource(0, draft("Atlas", tags=["home"]))
            (key,) = resources.insert(operation, [new], References(operation))
        with write() as (operation, outcome):
            resources.remove(operation, key)
        assert outcome.changes.removed == (key,)
        assert outcome.changes.catalogues == {Catalogue.TAGS}
        with database.reading() as connection:
            assert rows.resource(connection, key) is None
            assert rows.tags(connection) == []
            assert rows.resources(connection, [key]) == []
            for rest in ("resource_tag", "resource_text"):
                left = f"SELECT count(*) FROM {rest}"  # noqa: S608 - our names
                assert connection.execute(left).fetchone() == (0,)


class TestRules:
    """What `already exists` says (DESIGN: rules of the model)."""

    @pytest.mark.parametrize(
        ("other", "is_refused"),
        [
            ({}, True),
            ({"name": "another"}, True),
            ({"type": "database"}, False),
            ({"scope": "scope_b"}, False),
            ({"scope": None}, False),
            ({"external_id": "x-1"}, False),
            ({"external_id": None}, False),
        ],
        ids=str,
    )
    def test_an_external_id_is_unique_in_its_scope_and_type(
        self, inventory: Inventory, other: dict[str, Any], *, is_refused: bool
    ) -> None:
        inventory.add_scope("A")
        inventory.add_scope("B")
        values = {"name": "n", "external_id": "X-1", "type": "server", "scope": "scope_a"}
        add(inventory, **values)
        _expect(inventory, values | other, is_refused=is_refused)

    @pytest.mark.parametrize(
        ("other", "is_refused"),
        [
            ({}, True),
            ({"name": "N"}, False),
            ({"type": "database"}, False),
            ({"wrapper": "b"}, False),
            ({"wrapper": None}, False),
        ],
        ids=str,
    )
    def test_a_name_and_type_are_unique_in_their_wrapper(
        self, inventory: Inventory, other: dict[str, Any], *, is_refused: bool
    ) -> None:
        inventory.add_wrapper("A", "a")
        inventory.add_wrapper("B", "b")
        values = {"name": "n", "type": "server", "wrapper": "a"}
        add(inventory, **values)
        _expect(inventory, values | other, is_refused=is_refused)

    def test_without_a_scope_an_external_id_is_unique_too(self, inventory: Inventory) -> None:
        add(inventory, "one", external_id="X")
        _expect(inventory, {"name": "other", "external_id": "X"}, is_refused=True)

    def test_without_a_wrapper_names_may_repeat(self, inventory: Inventory) -> None:
        assert add(inventory, "same") != add(inventory, "same")

    def test_what_lies_in_the_trash_takes_no_place(self, inventory: Inventory) -> None:
        inventory.trash([add(inventory, "one", external_id="X")])
        _expect(inventory, {"name": "other", "external_id": "X"}, is_refused=False)


def _expect(inventory: Inventory, values: dict[str, Any], *, is_refused: bool) -> None:
    """The rule holds for a new resource, and for an edited one."""
    bystander = add(inventory, "bystander")
    if not is_refused:
        inventory.edit(bystander, draft(**values))
        return
    with pytest.raises(AlreadyExistsError):
        add(inventory, **values)
    with pytest.raises(AlreadyExistsError):
        inventory.edit(bystander, draft(**values))
    assert inventory.resource(bystander).name == "bystander"
