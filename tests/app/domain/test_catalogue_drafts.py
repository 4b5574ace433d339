"""Wrappers, scopes, types, products, tags and users: every problem at once, no value repeated."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from sqlmodel import SQLModel

from app.domain.catalogue_drafts import (
    ProductFields,
    ResourceTypeFields,
    ScopeFields,
    TagFields,
    UserFields,
    WrapperFields,
    read_fields,
)
from app.domain.money import AMOUNT_LIMIT
from app.errors import InvalidResourceError

CANARY = "canary-4711"
GOOD: dict[type[SQLModel], dict[str, Any]] = {
    WrapperFields: {"identifier": "rack-2", "name": "Rack 2"},
    ScopeFields: {"identifier": "scope_home", "name": "Home"},
    ResourceTypeFields: {"key": "robot", "name": "Robot", "icon": "box", "secret_schema": "{}"},
    ProductFields: {"identifier": "lamp", "name": "Lamp", "price": 4990, "currency": "EUR"},
    TagFields: {"name": "home"},
    UserFields: {"name": "Ada", "email": "ada@example.org"},
}
MODELS = list(GOOD)


def problem_fields(model: type[Any], **values: Any) -> list[str]:
    """The fields that are wrong."""
    try:
        read_fields(model, GOOD[model] | values)
    except InvalidResourceError as error:
        return [problem.field for problem in error.problems]
    return []


@pytest.mark.parametrize("model", MODELS)
class TestEveryList:
    def test_good_values_are_taken(self, model: type[Any]) -> None:
        read = read_fields(model, GOOD[model]).model_dump()
        assert {name: read[name] for name in GOOD[model]} == GOOD[model]

    def test_a_name_has_1_to_64_characters_and_a_tag_128(self, model: type[Any]) -> None:
        limit = 128 if model is TagFields else 64
        assert problem_fields(model, name="🔐" * limit) == []
        for name in ("", "x" * (limit + 1)):
            assert problem_fields(model, name=name) == ["name"]

    @pytest.mark.parametrize("name", [" a", "a ", "a\nb", "\0", "\x7f", "\ud800"])
    def test_a_name_is_one_line_without_outer_space(self, model: type[Any], name: str) -> None:
        assert problem_fields(model, name=name) == ["name"]

    def test_what_is_missing_is_a_problem(self, model: type[Any]) -> None:
        with pytest.raises(InvalidResourceError) as caught:
            read_fields(model, {})
        needed = GOOD[model].keys() - {"email"}
        assert {problem.field for problem in caught.value.problems} == needed

    def test_sentences_do_not_repeat_what_was_given(self, model: type[Any]) -> None:
        with pytest.raises(InvalidResourceError) as caught:
            read_fields(model, dict.fromkeys(GOOD[model], f"{CANARY}\0"))
        assert CANARY not in str(caught.value)
        assert caught.value.__cause__ is caught.value.__context__ is None
        for problem in caught.value.problems:
            assert problem.message[0].isupper()
            assert problem.message.endswith(".")


@pytest.mark.parametrize("identifier", ["scope_a", "scope_a-b_c-1", "scope_" + "a" * 58])
def test_a_scopes_identifier_is_a_slug_behind_its_prefix(identifier: str) -> None:
    assert problem_fields(ScopeFields, identifier=identifier) == []


@pytest.mark.parametrize(
    "identifier", ["", "a", "scope_", "scope_A", "scope_a-", "scope_ä", "scope_" + "a" * 59]
)
def test_other_text_is_no_identifier_of_a_scope(identifier: str) -> None:
    assert problem_fields(ScopeFields, identifier=identifier) == ["identifier"]


@pytest.mark.parametrize("identifier", ["x", "Kiste Nr. 5 🗃️", "x" * 64])
def test_a_wrapper_is_called_by_any_text(identifier: str) -> None:
    assert problem_fields(WrapperFields, identifier=identifier) == []
    assert problem_fields(WrapperFields, identifier="x" * 65) == ["identifier"]


@pytest.mark.parametrize("key", ["", "Robot", "two words", "-a", "a_b"])
def test_a_types_key_is_a_slug(key: str) -> None:
    assert problem_fields(ResourceTypeFields, key=key) == ["key"]


@pytest.mark.parametrize(
    ("field", "good", "bad"),
    [
        ("price", [0, AMOUNT_LIMIT], [-1, AMOUNT_LIMIT + 1, "dear", None]),
        ("currency", ["EUR", "JPY", "KWD"], ["eur", "EURO", "", "XXX"]),
        ("vat", ["0", 1, "0.19", Decimal("0.000001")], ["-0.01", "1.01", "0.0000001", "NaN"]),
        ("description", [None, "x" * 10_000], ["x" * 10_001]),
        ("image_url", [None, "x" * 1024], ["x" * 1025]),
    ],
)
def test_what_a_product_may_say(field: str, good: list[Any], bad: list[Any]) -> None:
    for value in good:
        assert problem_fields(ProductFields, **{field: value}) == []
    for value in bad:
        assert problem_fields(ProductFields, **{field: value}) == [field]


def test_every_problem_is_said_at_once() -> None:
    assert problem_fields(ProductFields, name="", price=-1, currency="?", vat=2) == [
        "name",
        "price",
        "currency",
        "vat",
    ]
