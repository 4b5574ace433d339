"""Schemas that a file may bring along: what runs over clear text is on a short list."""

import pytest

from app.domain.resource_type import SHIPPED_TYPES, ResourceType
from app.formats.secret_schema import is_secret_schema
from tests.made_records import OWN_TYPE


def with_property(schema: object) -> dict[str, object]:
    return {"type": "object", "required": [], "properties": {"a": schema}}


@pytest.mark.parametrize("kind", [*SHIPPED_TYPES, OWN_TYPE], ids=lambda kind: kind.key)
def test_takes_every_type_of_ours(kind: ResourceType) -> None:
    assert is_secret_schema(kind.schema)


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "string", "maxLength": 10, "format": "date"},
        with_property({"type": "array", "items": {"type": "integer", "minimum": -1}}),
        with_property({"anyOf": [{"type": "string", "writeOnly": True}, {"type": "null"}]}),
        with_property({"enum": ["a", 1, None], "title": "A", "description": "B"}),
    ],
)
def test_takes_what_the_clear_text_of_a_secret_needs(schema: object) -> None:
    assert is_secret_schema(schema)


@pytest.mark.parametrize(
    "schema",
    [
        None,
        True,
        [],
        {},
        {"type": "integer"},
        {"type": ["string"]},
        {"type": "object"},
        {"type": "object", "properties": {}},
        {"type": "object", "properties": {}, "required": ["a"]},
        {"type": "string", "pattern": "(a+)+$"},
        {"type": "string", "$ref": "https://example.org/schema.json"},
        {"type": "string", "$id": "https://example.org/schema.json"},
        {"type": "string", "maxLength": -1},
        {"type": "string", "maxLength": True},
        {"type": "string", "title": 5},
        with_property({"$dynamicRef": "#a"}),
        with_property({"anyOf": []}),
        with_property({"anyOf": [{"patternProperties": {}}]}),
        with_property({"items": {"not": {}}}),
        with_property({"type": "text"}),
        with_property({"minimum": "1"}),
        with_property(True),
        {"type": "object", "required": "a", "properties": {"a": {}}},
        {"type": "string", "description": "x" * 70_000},
    ],
)
def test_refuses_what_could_do_more_than_compare(schema: object) -> None:
    assert not is_secret_schema(schema)
