"""types, wrappers, scopes and products: list, add, edit, delete."""

from typing import Any

import pytest

from tests.command_line import CommandLine

ADDED: dict[str, tuple[list[str], dict[str, Any]]] = {
    "types": (["Sewing machine"], {"key": "sewing-machine", "name": "Sewing machine"}),
    "wrappers": (["倉庫", "--id", "京都"], {"id": "京都", "name": "倉庫"}),
    "scopes": (["New Place"], {"id": "scope_new_place", "name": "New Place", "parent": None}),
    "products": (
        ["Lamp", "--id", "lamp", "--price", "12.5", "--currency", "kwd", "--vat", "0.19"],
        {"id": "lamp", "name": "Lamp", "price": 12500, "currency": "KWD", "vat": 0.19},
    ),
}
NOUNS = {"types": "type", "wrappers": "wrapper", "scopes": "scope", "products": "product"}


@pytest.mark.parametrize("plural", ADDED)
def test_a_row_lives_from_add_to_delete(cli: CommandLine, plural: str) -> None:
    arguments, expected = ADDED[plural]
    before = cli.json(plural, "list")

    added = cli.json(plural, "add", *arguments)
    identifier = added.get("id") if plural != "types" else added["key"]
    assert {name: added[name] for name in expected} == expected
    assert added in cli.json(plural, "list")

    edited = cli.json(plural, "edit", identifier, "--name", "Renamed")
    assert edited == added | {"name": "Renamed"}
    assert f"{identifier}" in cli(plural, "list").expect(0).out

    assert cli.json(plural, "delete", identifier) == {"deleted": identifier}
    assert cli.json(plural, "list") == before


@pytest.mark.parametrize("plural", ADDED)
def test_an_identifier_is_made_where_none_is_given(cli: CommandLine, plural: str) -> None:
    first = cli.json(plural, "add", "First")
    second = cli.json(plural, "add", "Second")

    assert first != second
    assert [row["name"] for row in (first, second)] == ["First", "Second"]


@pytest.mark.parametrize("plural", ADDED)
@pytest.mark.parametrize("action", [["edit", "nope", "--name", "x"], ["delete", "nope"]])
def test_a_row_that_does_not_exist_is_a_conflict(
    cli: CommandLine, plural: str, action: list[str]
) -> None:
    assert cli(plural, *action).expect(4).sentence == f"There is no {NOUNS[plural]} “nope”."


@pytest.mark.parametrize("plural", ADDED)
@pytest.mark.parametrize("name", ["", "x" * 65, "\x1b[31m"])
def test_a_bad_name_is_a_mistake(cli: CommandLine, plural: str, name: str) -> None:
    before = cli.json(plural, "list")

    assert "name has 1 to 64 characters" in cli(plural, "add", name).expect(1).err
    assert cli.json(plural, "list") == before


def test_what_is_there_already_or_still_used_is_a_conflict(cli: CommandLine) -> None:
    cli("wrappers", "add", "ERP", "--id", "erp").expect(0)
    cli.add("Ledger", "--wrapper", "erp")

    assert "already exists" in cli("wrappers", "add", "ERP", "--id", "erp").expect(4).sentence
    assert "is still used by one resource" in cli("wrappers", "delete", "erp").expect(4).sentence
    assert cli.json("wrappers", "list") == [{"id": "erp", "name": "ERP"}]


def test_a_scope_moves_below_another_and_up_again(cli: CommandLine) -> None:
    cli("scopes", "add", "Home").expect(0)

    assert cli.json("scopes", "add", "Attic", "--parent", "scope_home")["parent"] == "scope_home"
    assert (
        cli("scopes", "add", "Cellar", "--parent", "scope_no").expect(1).err.startswith("There is")
    )
    assert cli.json("scopes", "edit", "scope_attic", "--parent", "")["parent"] is None


def test_a_price_is_an_amount_in_the_currency_of_the_product(cli: CommandLine) -> None:
    assert cli.json("products", "add", "Free")["price"] == 0
    cli("products", "add", "Tea", "--id", "tea", "--price", "4800", "--currency", "JPY").expect(0)

    assert cli.json("products", "edit", "tea", "--price", "5200")["price"] == 5200
    refused = cli("products", "edit", "tea", "--price", "99.5").expect(1)
    assert refused.sentence == "A price is an amount in JPY, such as 129990."
    assert "5200" in cli("products", "list").expect(0).out


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--currency", "XXX"], "A currency is an ISO 4217 code such as EUR."),
        (["--price", "-1"], "A price is an amount in EUR, such as 1299.90."),
        (["--price", "much"], "A price is an amount in EUR, such as 1299.90."),
        (["--price", ""], "A price is an amount in EUR, such as 1299.90."),
        (["--vat", "19"], "VAT is a decimal from 0 to 1."),
    ],
)
def test_a_product_that_cannot_be_is_a_mistake(
    cli: CommandLine, options: list[str], sentence: str
) -> None:
    assert cli("products", "add", "Lamp", *options).expect(1).sentence == sentence
    assert cli.json("products", "list") == []


def test_an_empty_catalogue_says_so(cli: CommandLine) -> None:
    assert cli("wrappers", "list").expect(0).out == "No wrappers.\n"


def test_a_retail_resource_has_a_product_and_a_price(cli: CommandLine) -> None:
    cli("products", "add", "Lamp", "--id", "lamp", "--price", "129").expect(0)
    cli("products", "add", "Shade", "--id", "shade").expect(0)

    human_id = cli.add(
        *("Lamp with shade", "--method", "retail", "--product", "lamp"),
        *("--sub-product", "shade", "--retail-price", "11900"),
    )

    resource = cli.json("show", human_id)
    assert (resource["product"], resource["sub_products"]) == ("lamp", ["shade"])
    assert (resource["retail_price"], resource["currency"]) == (11900, "EUR")
    assert "Retail price  119.00 EUR\n" in cli("show", human_id).expect(0).out
