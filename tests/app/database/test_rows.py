"""Rows made into values."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from app.database import rows
from app.database.engine import Database
from app.domain.product import Product
from app.domain.resource_type import SHIPPED_TYPES
from app.domain.scope import Scope
from app.domain.status import Method, Status
from app.domain.wrapper import Wrapper
from app.inventory import Inventory
from app.search.listing import Listing
from tests.app.database.library import Library
from tests.inventories import EMAIL, OWNER, START, add, draft

WHOLE = {
    "method": "retail",
    "description": "two\nlines",
    "username": "root",
    "uri": "ssh://atlas.example.org",
    "type": "server",
    "wrapper": "rack-2",
    "scope": "scope_home",
    "external_id": "i-1",
    "reference_id": "INV-1",
    "image_url": "https://example.org/a.png",
    "status": "IDLE",
    "tags": ["work", "ä", "Home"],
    "product": "lamp",
    "sub_products": ["bulb", "lamp", "bulb"],
    "retail_price": 5490,
    "start_period": "2026-01-01T00:00:00.001Z",
    "end_period": "2026-12-31T23:59:59.999Z",
    "fields": {"z": 1.5, "a": True, "n": None, "i": 2**53, "t": "ü"},
    "favourite": True,
}


CONVERTED = {"method", "status", "tags", "sub_products", "fields", "start_period", "end_period"}


def fill_catalogues(inventory: Inventory) -> None:
    inventory.add_wrapper("Rack 2", "rack-2")
    inventory.add_scope("Home", "scope_home")
    inventory.add_scope("Attic", "scope_attic", "scope_home")
    inventory.add_product("Lamp", "lamp", price=4990, currency="EUR", vat="0.190")
    inventory.add_product("Bulb", "bulb", price=0, currency="JPY", description="d", image_url="i")


def test_a_resource_is_read_as_it_was_given(inventory: Inventory) -> None:
    fill_catalogues(inventory)
    key = add(inventory, "Atlas", secret="s3cret", **WHOLE)
    resource = inventory.resource(key)
    for field in WHOLE.keys() - CONVERTED:
        assert getattr(resource, field) == WHOLE[field]
    assert resource.method is Method.RETAIL
    assert resource.status is Status.IDLE
    assert resource.tags == ("Home", "work", "ä")
    assert resource.sub_products == ("bulb", "lamp", "bulb")
    assert (resource.currency, resource.vat) == ("EUR", Decimal("0.19"))
    assert resource.start_period == datetime(2026, 1, 1, 0, 0, 0, 1_000, tzinfo=UTC)
    assert resource.end_period == datetime(2026, 12, 31, 23, 59, 59, 999_000, tzinfo=UTC)
    assert repr(resource.fields) == repr(
        (("a", True), ("i", 2**53), ("n", None), ("t", "ü"), ("z", 1.5))
    )
    assert (resource.created_by, resource.deleted) == (OWNER, None)
    assert (resource.revision, resource.has_secret) == (1, True)
    assert resource.created == resource.updated > START


def test_a_summary_is_the_row_of_the_table(inventory: Inventory) -> None:
    fill_catalogues(inventory)
    key = add(inventory, "Atlas", secret="s3cret", **WHOLE)
    bare = add(inventory, "Bare")
    whole, other = inventory.summaries([key, bare])
    assert (whole.type_key, whole.type_name, whole.type_icon) == ("server", "Server", "server")
    assert (whole.scope, whole.wrapper) == ("Home", "Rack 2")
    assert (whole.favourite, whole.has_secret, whole.deleted) == (1, 1, None)
    assert whole.human_id == inventory.resource(key).human_id
    assert (other.scope, other.wrapper, other.username, other.has_secret) == (None, None, None, 0)


def test_rows_come_in_the_order_of_the_keys_and_without_those_that_are_gone(
    filled: Library,
) -> None:
    reader = filled.reader
    every = reader.keys(Listing(deleted=None)).tolist()
    wanted = [every[-1], 999_999, every[0], *every[5:8], every[0]]
    expected = [key for key in wanted if key != 999_999]
    assert [summary.key for summary in reader.summaries(wanted)] == expected
    assert reader.resource(999_999) is None
    assert reader.summaries([]) == []


def test_many_keys_are_asked_for_in_parts(filled: Library) -> None:
    every = filled.reader.keys(Listing(deleted=None)).tolist()
    many = (every * 9)[:1201]
    assert [summary.key for summary in filled.reader.summaries(many)] == many


def test_catalogues_are_read_as_they_were_given(inventory: Inventory) -> None:
    fill_catalogues(inventory)
    assert inventory.types() == list(SHIPPED_TYPES)
    assert inventory.wrappers() == [Wrapper("rack-2", "Rack 2")]
    assert inventory.scopes() == [
        Scope("scope_attic", "Attic", "scope_home"),
        Scope("scope_home", "Home"),
    ]
    assert inventory.products() == [
        Product("bulb", "Bulb", 0, "JPY", Decimal(0), "d", "i"),
        Product("lamp", "Lamp", 4990, "EUR", Decimal("0.19")),
    ]


def test_tags_are_those_in_use_by_name(inventory: Inventory) -> None:
    key = add(inventory, "Atlas", tags=["zoo", "Äpfel", "beta"])
    other = add(inventory, "Other", tags=["gone"])
    assert inventory.tags() == ["Äpfel", "beta", "gone", "zoo"]
    inventory.trash([key])
    assert inventory.tags() == ["Äpfel", "beta", "gone", "zoo"]
    inventory.edit(other, draft("Other"))
    assert inventory.tags() == ["Äpfel", "beta", "zoo"]


def test_the_owner_is_the_first_user(path: Path) -> None:
    with closing(Database(path)) as database, database.reading() as connection:
        (owner,) = rows.users(connection)
    assert (owner.name, owner.email, owner.created) == (OWNER, EMAIL, START)
    assert len(owner.fingerprint) == 40
    assert owner.public_key.startswith("-----BEGIN PGP PUBLIC KEY BLOCK-----")
