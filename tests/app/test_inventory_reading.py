"""What is read of an inventory: resources, lists and their order, by key or by identifier."""

from __future__ import annotations

import pytest

from app.errors import NotFoundError, UnknownReferenceError
from app.inventory import Inventory
from app.search.listing import Filter, FilterKind, Listing, Sort, SortKey
from app.search.words import Words
from tests.inventories import OWNER, add


@pytest.fixture
def keys(inventory: Inventory) -> list[int]:
    """Three resources, by name in the other order."""
    return [add(inventory, name, tags=[name]) for name in ("Zebra", "Ölberg", "Atlas")]


def test_lists_are_ordered_filtered_and_searched(inventory: Inventory, keys: list[int]) -> None:
    zebra, oel, atlas = keys
    assert inventory.keys(Listing()).tolist() == [atlas, oel, zebra]
    assert inventory.keys(Listing(), limit=2).tolist() == [atlas, oel]
    newest = Listing(sort=Sort(SortKey.CREATED, descending=True))
    assert inventory.keys(newest).tolist() == [atlas, oel, zebra]
    assert inventory.keys(Listing(words=Words.parse("OLBERG"))).tolist() == [oel]
    tagged = Listing(filters=(Filter(FilterKind.TAG, "Zebra"),))
    assert inventory.keys(tagged).tolist() == [zebra]


def test_resources_come_in_the_order_of_their_keys(inventory: Inventory, keys: list[int]) -> None:
    names = [resource.name for resource in inventory.resources([*keys, 999])]
    assert names == ["Zebra", "Ölberg", "Atlas"]
    records = inventory.records(keys)
    assert [record.draft.name for record in records] == names
    assert [summary.name for summary in inventory.summaries(keys)] == names


def test_one_is_read_by_its_key_or_any_identifier(inventory: Inventory, keys: list[int]) -> None:
    resource = inventory.resource(keys[0])
    assert inventory.find(resource.id) == inventory.find(resource.human_id) == resource
    for ask in (lambda: inventory.resource(999), lambda: inventory.find("nothing")):
        with pytest.raises(NotFoundError):
            ask()


def test_a_type_is_read_by_its_key(inventory: Inventory) -> None:
    assert inventory.type("server").name == "Server"
    with pytest.raises(UnknownReferenceError):
        inventory.type("robot")


def test_an_inventory_knows_its_owner_and_itself(inventory: Inventory) -> None:
    assert inventory.user().name == OWNER
    assert inventory.uuid == inventory.user().home
