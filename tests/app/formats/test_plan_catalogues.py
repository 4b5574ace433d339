"""Wrappers, scopes, types and products of an import: what is added, and what is named in vain."""

from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from app.domain.product import Product
from app.domain.resource_type import SHIPPED_TYPES, plain_type, type_uuid
from app.domain.scope import Scope
from app.domain.wrapper import Wrapper
from app.formats.import_document import ImportDocument, ImportRow, Part
from app.formats.plan import ImportPlan, plan_import
from app.formats.record import ResourceRecord
from app.formats.strongroom_json import read_inventory
from tests.made_records import (
    OWN_TYPE,
    PRODUCTS,
    SCOPES,
    TYPES,
    WRAPPERS,
    StoredInventory,
    export_of,
    made_record,
)
from tests.made_resources import RETAIL

EMPTY: dict[str, Any] = {
    "all_wrappers": (),
    "all_scopes": (),
    "all_types": SHIPPED_TYPES,
    "all_products": (),
}


def planned(
    *rows: ResourceRecord,
    into: StoredInventory | None = None,
    create_missing: bool = False,
    **parts: Any,
) -> ImportPlan:
    document = ImportDocument(
        rows=tuple(ImportRow(number, record) for number, record in enumerate(rows, start=1)),
        **parts,
    )
    inventory = into or StoredInventory(**EMPTY)
    return plan_import(document, inventory, create_missing=create_missing)


def places(plan: ImportPlan) -> list[tuple[Part, int, str, str]]:
    return [
        (found.part, found.row, found.problem.field, found.problem.code) for found in plan.problems
    ]


def test_an_empty_inventory_gets_every_catalogue_of_the_file() -> None:
    plan = plan_import(
        read_inventory(export_of([])), StoredInventory(**EMPTY), create_missing=False
    )
    assert set(plan.new_wrappers) == set(WRAPPERS)
    assert set(plan.new_scopes) == set(SCOPES)
    assert plan.new_types == [OWN_TYPE]
    assert set(plan.new_products) == set(PRODUCTS)
    assert (plan.problems, plan.notes) == ([], [])


def test_what_is_here_already_is_not_added() -> None:
    plan = plan_import(read_inventory(export_of([])), StoredInventory(), create_missing=False)
    assert (plan.new_wrappers, plan.new_scopes, plan.new_types, plan.new_products) == ([],) * 4
    assert plan.notes == []


def test_what_is_here_stays_as_it_is_with_a_note() -> None:
    plan = planned(
        into=StoredInventory(),
        wrappers=(replace(WRAPPERS[0], name="Other"), WRAPPERS[1]),
        scopes=tuple(replace(scope, name="Other") for scope in SCOPES),
        types=(replace(OWN_TYPE, icon="cup"),),
        products=PRODUCTS,
    )
    assert plan.notes == [
        "One wrapper is different here and stays as it is.",
        "One type is different here and stays as it is.",
        "3 scopes are different here and stay as they are.",
    ]
    assert (plan.new_wrappers, plan.new_scopes, plan.new_types, plan.new_products) == ([],) * 4


# --- scopes -----------------------------------------------------------------------------------


def test_new_scopes_follow_their_parents() -> None:
    scopes = (
        Scope("scope_c", "C", "scope_b"),
        Scope("scope_b", "B", "scope_a"),
        Scope("scope_a", "A"),
        Scope("scope_d", "D", "scope_home"),
    )
    plan = planned(into=StoredInventory(), scopes=scopes)
    order = [scope.identifier for scope in plan.new_scopes]
    assert sorted(order) == ["scope_a", "scope_b", "scope_c", "scope_d"]
    assert order.index("scope_a") < order.index("scope_b") < order.index("scope_c")


def test_scopes_in_a_circle_are_left_out() -> None:
    scopes = (
        Scope("scope_a", "A", "scope_b"),
        Scope("scope_b", "B", "scope_a"),
        Scope("scope_self", "Self", "scope_self"),
        Scope("scope_fine", "Fine"),
    )
    plan = planned(made_record(scope="scope_a", wrapper=None), scopes=scopes)
    assert plan.new_scopes == [Scope("scope_fine", "Fine")]
    hanging = (Part.SCOPES, 0, "parent", "unknown_reference")
    assert places(plan) == [hanging] * 3 + [(Part.RESOURCES, 1, "scope", "unknown_reference")]


def test_a_parent_that_is_nowhere_is_made_if_asked() -> None:
    scopes = (Scope("scope_b", "B", "scope_above-all"),)
    assert places(planned(scopes=scopes)) == [(Part.SCOPES, 0, "parent", "unknown_reference")]
    plan = planned(scopes=scopes, create_missing=True)
    assert plan.new_scopes == [Scope("scope_above-all", "Above all"), *scopes]
    assert plan.problems == []


# --- what resources name ----------------------------------------------------------------------


def test_what_a_resource_names_is_a_problem_where_it_is_nowhere() -> None:
    record = made_record(
        type="machine",
        wrapper="w",
        scope="scope_x",
        **(RETAIL | {"product": "p", "sub_products": ("q",)}),
    )
    plan = planned(record)
    assert places(plan) == [
        (Part.RESOURCES, 1, field, "unknown_reference")
        for field in ("type", "wrapper", "scope", "product", "sub_products")
    ]
    assert plan.new == []


def test_what_a_resource_names_is_made_if_asked() -> None:
    records = [
        made_record(n, type="coffee-machine", wrapper="Rack 9", scope="scope_new_york")
        for n in (1, 2)
    ]
    plan = planned(*records, create_missing=True)
    assert plan.problems == []
    assert plan.new == records
    kind = plain_type("coffee-machine", "Coffee machine", type_uuid("coffee-machine"))
    assert plan.new_types == [kind]
    assert plan.new_wrappers == [Wrapper("Rack 9", "Rack 9")]
    assert plan.new_scopes == [Scope("scope_new_york", "New york")]


def test_nothing_is_made_for_a_row_that_is_left_out() -> None:
    first = made_record(1, wrapper=None, scope=None)
    second = made_record(2, wrapper="w", scope=None, external_id="i-1")
    plan = planned(first, second, create_missing=True)
    assert places(plan) == [(Part.RESOURCES, 2, "external_id", "already_exists")]
    assert plan.new_wrappers == []


@pytest.mark.parametrize(
    ("field", "identifier"),
    [("type", "Coffee Machine"), ("scope", "engineering"), ("wrapper", " w ")],
)
def test_what_cannot_be_called_so_is_not_made(field: str, identifier: str) -> None:
    values: dict[str, Any] = {"wrapper": None, "scope": None, field: identifier}
    plan = planned(made_record(**values), create_missing=True)
    assert places(plan) == [(Part.RESOURCES, 1, field, "unknown_reference")]


def test_a_product_is_never_made_for_it_needs_a_price() -> None:
    record = made_record(product="product_x", wrapper=None, scope=None)
    plan = planned(record, create_missing=True)
    assert places(plan) == [(Part.RESOURCES, 1, "product", "unknown_reference")]


# --- types ------------------------------------------------------------------------------------


def test_a_type_with_the_uuid_of_another_is_left_out() -> None:
    stranger = replace(OWN_TYPE, key="stranger", uuid=TYPES[0].uuid)
    twins = [plain_type(key, "Twin", UUID(int=99)) for key in ("one", "two")]
    plan = planned(types=(stranger, *twins))
    assert plan.new_types == twins[:1]
    assert places(plan) == [(Part.TYPES, 0, "id", "already_exists")] * 2


def test_a_type_is_not_made_where_its_uuid_is_taken() -> None:
    squatter = plain_type("squatter", "Squatter", type_uuid("machine"))
    record = made_record(type="machine", wrapper=None, scope=None)
    plan = planned(record, types=(squatter,), create_missing=True)
    assert places(plan) == [(Part.RESOURCES, 1, "type", "unknown_reference")]


def test_no_file_ships_types() -> None:
    plan = planned(types=(replace(OWN_TYPE, shipped=True),))
    assert plan.new_types == [OWN_TYPE]


# --- money ------------------------------------------------------------------------------------


def test_an_amount_is_not_taken_for_one_of_another_currency() -> None:
    euros = made_record(**RETAIL)
    yen = (replace(PRODUCTS[0], currency="JPY"), replace(PRODUCTS[1], currency="JPY"))
    plan = planned(euros, into=StoredInventory(all_products=yen), products=PRODUCTS)
    assert places(plan) == [(Part.RESOURCES, 1, "currency", "other_currency")]


def test_a_currency_needs_a_product() -> None:
    plan = planned(made_record(currency="EUR"), into=StoredInventory())
    assert places(plan) == [(Part.RESOURCES, 1, "currency", "other_currency")]


def test_sub_products_have_the_currency_of_the_product() -> None:
    record = made_record(**(RETAIL | {"sub_products": ("product_bulb", "product_tea")}))
    plan = planned(record, into=StoredInventory())
    assert places(plan) == [(Part.RESOURCES, 1, "sub_products", "other_currency")]


def test_a_product_of_the_file_gives_the_currency() -> None:
    product = Product("product_new", "New", 100, "NOK", Decimal("0.25"))
    values = RETAIL | {"product": "product_new", "sub_products": (), "currency": "NOK"}
    plan = planned(made_record(**values), into=StoredInventory(), products=(product,))
    assert (plan.problems, plan.new_products) == ([], [product])
