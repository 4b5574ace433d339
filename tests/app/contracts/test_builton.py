"""Responses of contract `builton`."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from app.contracts import builton
from app.domain.times import from_milliseconds
from app.formats.record import ResourceRecord
from tests.contract_examples import context_with, example, stored, uuid_of_object_id
from tests.made_records import PRODUCTS, USER, made_record
from tests.made_resources import RETAIL

NOT_IN_EXAMPLES = {"tags", "human_id"}  # attributes that the document's table has and its JSON not


def document_context() -> Any:
    return context_with(
        user=replace(USER, uuid=uuid_of_object_id("57ee9c72d76d431f85111432")),
        inventory=uuid_of_object_id("57ee9c71d76d431f8511142f"),
    )


def document_resource(updated: int) -> ResourceRecord:
    created = 1_500_275_774_067
    record = stored(
        uuid_of_object_id("596c643ed57ba203be2cf1c9", created % 1000),
        from_milliseconds(created),
        name="Resource 2",
        description="An updated Resource",
        image_url="http://reference.kvass.ai/images/logo.png",
        reference_id="abc1234567890abc",
        product="58f9f856b70e2a56c4a0db3d",
        status="IDLE",
    )
    return replace(record, updated=from_milliseconds(updated))


def test_response_is_the_one_of_the_document() -> None:
    response = builton.render(document_resource(1_500_276_434_527), document_context())
    expected = example("builton-updated")
    assert response.keys() - expected.keys() == NOT_IN_EXAMPLES
    assert {name: response[name] for name in expected} == expected


def test_a_deleted_resource_is_found_as_in_the_document() -> None:
    record = replace(document_resource(1_500_278_314_163), deleted=True)
    response = builton.render(record, document_context())
    (expected,) = example("builton-found")
    assert {name: response[name] for name in expected} == expected


def test_tags_and_human_id_are_attributes_too() -> None:
    response = builton.render(made_record(tags=("a", "b"), human_id="K7MQ2X"), context_with())
    assert (response["tags"], response["human_id"]) == (["a", "b"], "K7MQ2X")


def test_what_a_resource_does_not_have_is_left_out() -> None:
    record = made_record(description=None, image_url=None, reference_id=None, product=None)
    response = builton.render(record, context_with(user=None))
    absent = {"description", "image_url", "reference_id", "product", "user"}
    assert not absent & response.keys()
    assert None not in response.values()


def test_an_asset_has_no_retail_attributes() -> None:
    response = builton.render(made_record(product="product_lamp"), context_with())
    retail = {"_sub_products", "base_price", "retail_price", "currency", "vat"}
    assert not retail & response.keys()


def test_a_retail_resource_adds_up_its_products() -> None:
    values = RETAIL | {"sub_products": ("product_bulb", "product_bulb")}
    response = builton.render(made_record(**values), context_with())
    bulb = builton.product_id("product_bulb")
    assert response["method"] == "retail"
    assert response["_sub_products"] == [bulb, bulb]
    assert response["base_price"] == 35  # 30.00 and twice 2.50
    assert response["retail_price"] == 49.9
    assert (response["currency"], response["vat"]) == ("EUR", 0.19)


def test_a_currency_without_minor_units_is_shown_in_whole_ones() -> None:
    values = RETAIL | {"product": "product_tea", "sub_products": (), "retail_price": 500}
    response = builton.render(
        made_record(
            **values,
        ),
        context_with(),
    )
    assert (response["base_price"], response["retail_price"]) == (480, 500)


def test_a_retail_resource_without_product_and_price_says_only_what_it_knows() -> None:
    values = {"method": RETAIL["method"], "product": None}
    response = builton.render(made_record(**values), context_with())
    assert response["_sub_products"] == []
    assert not {"base_price", "retail_price", "currency", "vat"} & response.keys()


@pytest.mark.parametrize(
    ("identifier", "oid"),
    [
        ("58f9f856b70e2a56c4a0db3d", "58f9f856b70e2a56c4a0db3d"),
        ("product_0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b", "668fcb758a9b0c1d2e3f4a5b"),
    ],
)
def test_a_product_keeps_the_id_it_has(identifier: str, oid: str) -> None:
    assert builton.product_id(identifier) == {"$oid": oid}


def test_other_products_get_an_id_that_stays_and_differs() -> None:
    assert builton.product_id("lamp") == builton.product_id("lamp")
    found = {builton.product_id(product.identifier)["$oid"] for product in PRODUCTS}
    assert len(found) == len(PRODUCTS)
    assert all(len(digits) == 24 for digits in found)


def test_vat_is_a_decimal() -> None:
    products = {"product_lamp": replace(PRODUCTS[0], vat=Decimal("0.25"))}
    values = RETAIL | {"sub_products": ()}
    assert builton.render(made_record(**values), context_with(products=products))["vat"] == 0.25
