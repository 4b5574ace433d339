"""Finding one resource by any of its identifiers."""

from __future__ import annotations

from uuid import uuid4

import pytest

from app.domain.identifiers import canonical, new_uuid7
from app.errors import AmbiguousIdentifierError, NotFoundError
from app.inventory import Inventory
from tests.inventories import START, add


def test_every_spelling_finds_it_in_any_case(inventory: Inventory) -> None:
    key = add(inventory, "Atlas", external_id="i-0ABC", reference_id="INV 17")
    add(inventory, "Other", external_id="i-0abc", reference_id="inv 17")
    resource = inventory.resource(key)
    uuid = resource.uuid
    for text in (canonical(uuid), str(uuid), resource.object_id, resource.human_id):
        assert inventory.find(text) == inventory.find(text.upper()) == resource
    assert inventory.find("i-0ABC") == inventory.find("INV 17") == resource


def test_it_is_found_in_the_trash_too(inventory: Inventory) -> None:
    key = add(inventory, "Atlas", external_id="i-1")
    inventory.trash([key])
    assert inventory.find(inventory.resource(key).human_id).key == key
    assert inventory.find("i-1").key == key


def test_resources_of_one_second_are_told_apart_by_object_id(inventory: Inventory) -> None:
    keys = [add(inventory, f"n{n}", id=canonical(new_uuid7(START))) for n in range(5)]
    for key in keys:
        assert inventory.find(inventory.resource(key).object_id).key == key


def test_an_identifier_that_two_living_ones_share_is_ambiguous(inventory: Inventory) -> None:
    one = add(inventory, "one", reference_id="R", type="server")
    other = add(inventory, "other", reference_id="R")
    with pytest.raises(AmbiguousIdentifierError):
        inventory.find("R")
    inventory.trash([one])
    assert inventory.find("R").key == other
    inventory.trash([other])
    with pytest.raises(AmbiguousIdentifierError):
        inventory.find("R")


def test_our_own_identifiers_go_before_free_ones(inventory: Inventory) -> None:
    one = add(inventory, "one")
    human_id = inventory.resource(one).human_id
    add(inventory, "other", external_id=human_id, reference_id=str(inventory.resource(one).uuid))
    assert inventory.find(human_id).key == one
    assert inventory.find(str(inventory.resource(one).uuid)).key == one
    by_external = add(inventory, "third", external_id="X")
    add(inventory, "fourth", reference_id="X")
    assert inventory.find("X").key == by_external


@pytest.mark.parametrize("text", ["", "Atlas", "K7MQ2X", "f" * 24, str(uuid4()), "resource_x"])
def test_what_nothing_carries_is_not_found(inventory: Inventory, text: str) -> None:
    add(inventory, "Atlas")
    with pytest.raises(NotFoundError):
        inventory.find(text)
