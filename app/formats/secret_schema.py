"""Which JSON Schemas a type from a file may bring along for its secret.

A schema is run over clear text later, so a file must not decide what that does: references are
refused (a remote one would be fetched), and so are regular expressions (one can run for hours) and
every keyword that is not listed here.
"""

from __future__ import annotations

from collections.abc import Callable

from app.formats.json_stream import to_json

SCHEMA_LIMIT = 65_536
_TYPES = frozenset({"string", "object", "array", "number", "integer", "boolean", "null"})


def is_secret_schema(value: object) -> bool:
    """Whether this can be the schema of a secret: a text, or an object with listed properties."""
    if not isinstance(value, dict) or not _is_schema(value) or len(to_json(value)) > SCHEMA_LIMIT:
        return False
    if value.get("type") == "object":
        return "properties" in value and set(value.get("required", ["?"])) <= {*value["properties"]}
    return value.get("type") == "string"


def _is_schema(value: object) -> bool:
    return isinstance(value, dict) and all(
        keyword in _KEYWORDS and _KEYWORDS[keyword](content) for keyword, content in value.items()
    )


def _is_type(value: object) -> bool:
    return isinstance(value, str) and value in _TYPES


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_list(value: object) -> bool:
    return isinstance(value, list) and bool(value)


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _are_schemas(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_schema, value))


def _are_properties(value: object) -> bool:
    return isinstance(value, dict) and all(map(_is_schema, value.values()))


_KEYWORDS: dict[str, Callable[[object], bool]] = {
    "type": _is_type,
    "title": _is_text,
    "description": _is_text,
    "format": _is_text,
    "writeOnly": _is_flag,
    "enum": _is_list,
    "minLength": _is_count,
    "maxLength": _is_count,
    "minimum": _is_number,
    "maximum": _is_number,
    "minItems": _is_count,
    "maxItems": _is_count,
    "required": _are_texts,
    "properties": _are_properties,
    "additionalProperties": _is_flag,
    "items": _is_schema,
    "anyOf": _are_schemas,
}
