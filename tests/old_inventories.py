"""Inventories as earlier versions of the program left them, one a version of the schema.

`python -m tests.old_inventories` writes the one of this program's version, with its key file,
into tests/data/inventories. Once a version is released its files are never written again.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from app.database.inspection import SCHEMA_VERSION
from app.domain.changes import Changes
from app.domain.secret_text import SecretText
from app.domain.status import Status
from app.inventory import Inventory
from app.paths import INVENTORY_SUFFIX, key_file_of
from tests.inventories import add, added_key, draft, new_inventory

FOLDER = Path(__file__).parent / "data" / "inventories"
VERSIONS = range(1, SCHEMA_VERSION + 1)


def old_inventory(version: int) -> Path:
    """The file of a version; to be copied, never opened."""
    return FOLDER / f"version-{version}{INVENTORY_SUFFIX}"


def write(path: Path) -> None:
    """Make an inventory in which every table has rows."""
    with closing(new_inventory(path)) as inventory:
        inventory.add_scope("House", "scope_house")
        inventory.add_scope("Basement", "scope_basement", "scope_house")
        inventory.add_wrapper("Rack 2", "rack-2")
        inventory.add_type("Espresso machine")
        inventory.add_product("Lamp", "lamp", price=4990, currency="EUR", vat="0.19")
        inventory.add_product("Bulb", "bulb", price=250, currency="EUR")
        _fill(inventory)


def _fill(inventory: Inventory) -> None:
    atlas = add(
        inventory,
        "Server “Atlas”",
        secret="correct horse",
        type="server",
        wrapper="rack-2",
        scope="scope_basement",
        external_id="i-0abc",
        reference_id="INV-17",
        tags=["home", "Ölpreis"],
        fields={"Rack unit": 12, "spare": True},
        start_period="2026-01-01T00:00:00Z",
    )
    changes = inventory.edit(
        atlas, draft("Atlas", type="server", tags=["home"]), secret=SecretText("battery staple")
    )
    _revert_twice(inventory, changes)
    add(
        inventory,
        "Mail",
        secret="letmein",
        type="password-and-description",
        description="Recovery codes: 1 2 3",
        username="ada",
    )
    lamp = add(
        inventory,
        "Lamp",
        method="retail",
        product="lamp",
        sub_products=["bulb", "bulb"],
        retail_price=5490,
    )
    inventory.set_status([lamp], Status.ON_THE_WAY_TO)
    inventory.set_favourite([atlas, lamp], True)
    inventory.trash([added_key(inventory.add(draft("خادم 🔐", type="espresso-machine")))])


def _revert_twice(inventory: Inventory, changes: Changes) -> None:
    for _ in range(2):
        assert changes.change_set is not None
        changes = inventory.revert(changes.change_set)


if __name__ == "__main__":
    target = old_inventory(SCHEMA_VERSION)
    for file in (target, key_file_of(target)):
        file.unlink(missing_ok=True)
    write(target)
    target.with_name(f".{target.name}.lock").unlink()
