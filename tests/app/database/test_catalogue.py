"""Wrappers, scopes, types, products and tags as they are written and taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from app.domain.changes import Catalogue, Changes
from app.domain.product import Product
from app.domain.scope import Scope
from app.domain.wrapper import Wrapper
from app.errors import (
    AlreadyExistsError,
    ChangedMeanwhileError,
    InvalidResourceError,
    NotFoundError,
    StillUsedError,
    UnknownReferenceError,
)
from app.inventory import Inventory
from tests.inventories import add, draft

ADD: dict[Catalogue, Callable[[Inventory, str], Changes]] = {
    Catalogue.WRAPPERS: lambda inventory, name: inventory.add_wrapper("Name", name),
    Catalogue.SCOPES: lambda inventory, name: inventory.add_scope("Name", f"scope_{name}"),
    Catalogue.TYPES: lambda inventory, name: inventory.add_type("Name", name),
    Catalogue.PRODUCTS: lambda inventory, name: inventory.add_product(
        "Name", name, price=1, currency="EUR"
    ),
}
USE: dict[Catalogue, dict[str, Any]] = {
    Catalogue.WRAPPERS: {"wrapper": "one"},
    Catalogue.SCOPES: {"scope": "scope_one"},
    Catalogue.TYPES: {"type": "one"},
    Catalogue.PRODUCTS: {"product": "one"},
}
every = pytest.mark.parametrize("which", ADD)


def identifier(which: Catalogue, name: str = "one") -> str:
    return f"scope_{name}" if which is Catalogue.SCOPES else name


def everything(inventory: Inventory) -> list[Any]:
    """All rows of all lists."""
    lists = (inventory.wrappers(), inventory.scopes(), inventory.types(), inventory.products())
    return [row for rows in lists for row in rows]


def revert(inventory: Inventory, changes: Changes) -> Changes:
    assert changes.change_set is not None
    return inventory.revert(changes.change_set)


@every
class TestEveryList:
    def test_a_row_is_added_edited_and_deleted_and_each_is_taken_back(
        self, inventory: Inventory, which: Catalogue
    ) -> None:
        states = [everything(inventory)]
        done: list[Changes] = []
        for write in (
            lambda: ADD[which](inventory, "one"),
            lambda: inventory.edit_row(which, identifier(which), {"name": "Other"}),
            lambda: inventory.delete_row(which, identifier(which)),
        ):
            done.append(write())
            assert done[-1].catalogues == {which}
            states.append(everything(inventory))
        assert states[3] == states[0]
        undone = []
        for changes, state in zip(reversed(done), reversed(states[:-1]), strict=True):
            undone.append(revert(inventory, changes))
            assert everything(inventory) == state
        for changes, state in zip(reversed(undone), states[1:], strict=True):
            revert(inventory, changes)
            assert everything(inventory) == state

    def test_an_identifier_is_unique(self, inventory: Inventory, which: Catalogue) -> None:
        ADD[which](inventory, "one")
        ADD[which](inventory, "other")
        before = everything(inventory)
        with pytest.raises(AlreadyExistsError):
            ADD[which](inventory, "one")
        column = "key" if which is Catalogue.TYPES else "identifier"
        with pytest.raises(AlreadyExistsError):
            inventory.edit_row(which, identifier(which), {column: identifier(which, "other")})
        assert everything(inventory) == before

    def test_what_a_resource_names_stays(self, inventory: Inventory, which: Catalogue) -> None:
        ADD[which](inventory, "one")
        key = add(inventory, "Atlas", **USE[which])
        with pytest.raises(StillUsedError, match="one resource;"):
            inventory.delete_row(which, identifier(which))
        inventory.trash([key])
        with pytest.raises(StillUsedError):
            inventory.delete_row(which, identifier(which))

    def test_a_row_in_use_by_now_is_not_taken_back(
        self, inventory: Inventory, which: Catalogue
    ) -> None:
        changes = ADD[which](inventory, "one")
        add(inventory, "Atlas", **USE[which])
        with pytest.raises(StillUsedError):
            revert(inventory, changes)

    def test_a_row_that_was_changed_meanwhile_is_not_taken_back(
        self, inventory: Inventory, which: Catalogue
    ) -> None:
        added = ADD[which](inventory, "one")
        first = inventory.edit_row(which, identifier(which), {"name": "Second"})
        inventory.edit_row(which, identifier(which), {"name": "Third"})
        before = everything(inventory)
        for changes in (added, first):
            with pytest.raises(ChangedMeanwhileError):
                revert(inventory, changes)
        inventory.delete_row(which, identifier(which))
        for changes in (added, first):
            with pytest.raises(ChangedMeanwhileError):
                revert(inventory, changes)
        assert len(everything(inventory)) == len(before) - 1

    def test_a_place_that_was_taken_meanwhile_stays_taken(
        self, inventory: Inventory, which: Catalogue
    ) -> None:
        ADD[which](inventory, "one")
        deleted = inventory.delete_row(which, identifier(which))
        ADD[which](inventory, "one")
        with pytest.raises(AlreadyExistsError):
            revert(inventory, deleted)

    def test_what_does_not_exist_is_not_found(self, inventory: Inventory, which: Catalogue) -> None:
        with pytest.raises(NotFoundError):
            inventory.edit_row(which, identifier(which), {"name": "x"})
        with pytest.raises(NotFoundError):
            inventory.delete_row(which, identifier(which))

    def test_an_edit_to_the_same_changes_nothing(
        self, inventory: Inventory, which: Catalogue
    ) -> None:
        ADD[which](inventory, "one")
        assert inventory.edit_row(which, identifier(which), {"name": "Name"}).is_empty

    def test_a_bad_value_is_refused(self, inventory: Inventory, which: Catalogue) -> None:
        ADD[which](inventory, "one")
        before = everything(inventory)
        with pytest.raises(InvalidResourceError):
            inventory.edit_row(which, identifier(which), {"name": "x" * 65})
        assert everything(inventory) == before

    def test_resources_keep_what_they_name_when_it_is_called_otherwise(
        self, inventory: Inventory, which: Catalogue
    ) -> None:
        ADD[which](inventory, "one")
        key = add(inventory, "Atlas", **USE[which])
        column = "key" if which is Catalogue.TYPES else "identifier"
        new = identifier(which, "other")
        changes = inventory.edit_row(which, identifier(which), {column: new})
        (field,) = USE[which]
        assert getattr(inventory.resource(key), field) == new
        revert(inventory, changes)
        assert getattr(inventory.resource(key), field) == identifier(which)


class TestMadeIdentifiers:
    def test_they_are_made_from_the_name_or_new(self, inventory: Inventory) -> None:
        inventory.add_scope("Second Floor")
        inventory.add_scope("お茶")
        inventory.add_type("Espresso Machine")
        inventory.add_wrapper("Rack")
        inventory.add_product("Lamp", price=1, currency="EUR")
        assert [scope.name for scope in inventory.scopes()] == ["お茶", "Second Floor"]
        assert inventory.scopes()[1].identifier == "scope_second_floor"
        assert inventory.types()[-1].key == "espresso-machine"
        assert inventory.types()[-1].uuid.version == 7
        assert inventory.wrappers()[0].identifier.startswith("wrapper_")
        assert inventory.products()[0].identifier.startswith("product_")

    def test_a_type_of_other_letters_gets_a_key_too(self, inventory: Inventory) -> None:
        inventory.add_type("お茶")
        key = inventory.types()[-1].key
        assert key.startswith("type-")
        add(inventory, type=key)


class TestScopes:
    @pytest.fixture(autouse=True)
    def _tree(self, inventory: Inventory) -> None:
        inventory.add_scope("a")
        inventory.add_scope("b", parent="scope_a")
        inventory.add_scope("c", parent="scope_b")

    def test_one_moves_to_another_parent_to_the_top_and_back(self, inventory: Inventory) -> None:
        done = [
            inventory.edit_row(Catalogue.SCOPES, "scope_c", {"parent": parent})
            for parent in ("scope_a", None)
        ]
        assert Scope("scope_c", "c") in inventory.scopes()
        revert(inventory, done[1])
        assert Scope("scope_c", "c", "scope_a") in inventory.scopes()
        revert(inventory, done[0])
        assert Scope("scope_c", "c", "scope_b") in inventory.scopes()

    def test_a_new_name_leaves_the_parent(self, inventory: Inventory) -> None:
        inventory.edit_row(Catalogue.SCOPES, "scope_b", {"name": "B"})
        assert Scope("scope_b", "B", "scope_a") in inventory.scopes()

    @pytest.mark.parametrize("parent", ["scope_a", "scope_b", "scope_c"])
    def test_none_lies_below_itself(self, inventory: Inventory, parent: str) -> None:
        with pytest.raises(InvalidResourceError) as caught:
            inventory.edit_row(Catalogue.SCOPES, "scope_a", {"parent": parent})
        assert [problem.field for problem in caught.value.problems] == ["parent"]

    def test_a_loop_in_the_file_is_no_trap(self, inventory: Inventory) -> None:
        with inventory._database.reading() as connection:
            connection.execute(
                "UPDATE scope SET parent_id = (SELECT id FROM scope WHERE name = 'b')"
                " WHERE name = 'a'"
            )
        inventory.edit_row(Catalogue.SCOPES, "scope_c", {"parent": "scope_a"})
        assert Scope("scope_c", "c", "scope_a") in inventory.scopes()

    def test_one_with_others_below_it_stays(self, inventory: Inventory) -> None:
        with pytest.raises(StillUsedError):
            inventory.delete_row(Catalogue.SCOPES, "scope_a")

    def test_the_parent_exists(self, inventory: Inventory) -> None:
        with pytest.raises(UnknownReferenceError):
            inventory.add_scope("d", parent="scope_nowhere")
        with pytest.raises(UnknownReferenceError):
            inventory.edit_row(Catalogue.SCOPES, "scope_c", {"parent": "scope_nowhere"})

    def test_one_does_not_come_back_below_a_scope_that_is_gone(self, inventory: Inventory) -> None:
        deleted = inventory.delete_row(Catalogue.SCOPES, "scope_c")
        parent = inventory.delete_row(Catalogue.SCOPES, "scope_b")
        with pytest.raises(ChangedMeanwhileError):
            revert(inventory, deleted)
        revert(inventory, parent)
        revert(inventory, deleted)
        assert Scope("scope_c", "c", "scope_b") in inventory.scopes()


class TestTags:
    def test_they_are_made_with_the_resource_that_has_them(self, inventory: Inventory) -> None:
        changes = inventory.add(draft(tags=["one", "two"]))
        assert changes.catalogues == {Catalogue.TAGS}
        assert inventory.add(draft(tags=["one"])).catalogues == {Catalogue.TAGS}
        assert inventory.tags() == ["one", "two"]


def test_a_product_keeps_every_digit_of_its_vat(inventory: Inventory) -> None:
    inventory.add_product("Lamp", "lamp", price=1, currency="EUR", vat="0.190000")
    (lamp,) = inventory.products()
    assert str(lamp.vat) == "0.190000"
    inventory.edit_row(Catalogue.PRODUCTS, "lamp", {"price": 2, "description": "Bright"})
    (lamp,) = inventory.products()
    assert lamp == Product("lamp", "Lamp", 2, "EUR", lamp.vat, "Bright")
    assert str(lamp.vat) == "0.190000"


def test_names_are_taken_to_the_letter(inventory: Inventory) -> None:
    inventory.add_wrapper("<b>'; DROP TABLE wrapper; --</b>", "'; --")
    assert inventory.wrappers() == [Wrapper("'; --", "<b>'; DROP TABLE wrapper; --</b>")]
