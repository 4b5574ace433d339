"""The search index learns and forgets with every write."""

from __future__ import annotations

import pytest

from app.inventory import Inventory
from app.search.listing import Listing
from app.search.words import Words
from tests.inventories import add, draft


def found(inventory: Inventory, typed: str) -> list[int]:
    return inventory.keys(Listing(words=Words.parse(typed), deleted=None)).tolist()


@pytest.mark.parametrize(
    "values",
    [
        {"name": "Needle"},
        {"reference_id": "a-Needle"},
        {"description": "hay\nneedles"},
        {"image_url": "https://n.example/needle.png"},
        {"username": "NEEDLE"},
        {"uri": "ssh://needle"},
        {"external_id": "needle"},
        {"tags": ["hay", "néédle"]},
    ],
    ids=str,
)
def test_every_searched_field_is_learned(inventory: Inventory, values: dict[str, object]) -> None:
    add(inventory, "Hay")
    key = add(inventory, **{"name": "x", **values})  # type: ignore[arg-type]
    assert found(inventory, "needle") == found(inventory, "edl") == [key]
    inventory.edit(key, draft("x"))
    assert found(inventory, "needle") == []
    assert inventory.check() == []


def test_the_human_id_is_learned(inventory: Inventory) -> None:
    key = add(inventory, "Atlas")
    assert found(inventory, inventory.resource(key).human_id.lower()) == [key]


def test_the_secret_and_own_fields_are_not(inventory: Inventory) -> None:
    add(inventory, "Atlas", secret="needle", fields={"needle": "needle"})
    add(
        inventory,
        "Mail",
        secret="x",
        type="password-and-description",
        description="needle",
    )
    assert found(inventory, "needle") == []


def test_a_resource_that_is_taken_back_is_forgotten_and_learned_again(
    inventory: Inventory,
) -> None:
    changes = inventory.add(draft("Needle"))
    assert changes.change_set is not None
    gone = inventory.revert(changes.change_set)
    assert found(inventory, "needle") == []
    assert gone.change_set is not None
    inventory.revert(gone.change_set)
    assert found(inventory, "needle") == list(changes.added)
    assert inventory.check() == []
