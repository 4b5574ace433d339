"""Wrappers, scopes, products, tags and users as a person gives them, validated."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, TypeVar

from pydantic import ConfigDict, ValidationError, ValidationInfo, field_validator
from sqlmodel import Field, SQLModel

from app.domain.identifiers import slug
from app.domain.money import AMOUNT_LIMIT, CURRENCIES
from app.domain.scope import SCOPE_PREFIX
from app.domain.text import (
    DESCRIPTION_LIMIT,
    IDENTIFIER_LIMIT,
    NAME_LIMIT,
    TAG_LIMIT,
    URI_LIMIT,
    has_bad_characters,
)
from app.errors import InvalidResourceError, Problem

_SCOPE_IDENTIFIER = re.compile(rf"{SCOPE_PREFIX}[a-z0-9]+(?:[-_][a-z0-9]+)*")


class _Validated(SQLModel):
    model_config = ConfigDict(hide_input_in_errors=True)  # type: ignore[assignment]

    @field_validator("identifier", "name", "email", check_fields=False)
    @classmethod
    def _has_good_characters(cls, value: str) -> str:
        if has_bad_characters(value) or value != value.strip():
            raise ValueError("control characters or outer white space")
        return value


class WrapperFields(_Validated):
    """A wrapper's own columns."""

    identifier: str = Field(min_length=1, max_length=IDENTIFIER_LIMIT)
    name: str = Field(min_length=1, max_length=NAME_LIMIT)


class ScopeFields(_Validated):
    """A scope's own columns."""

    identifier: str = Field(min_length=1, max_length=IDENTIFIER_LIMIT)
    name: str = Field(min_length=1, max_length=NAME_LIMIT)

    @field_validator("identifier")
    @classmethod
    def _is_scope_identifier(cls, value: str) -> str:
        if not _SCOPE_IDENTIFIER.fullmatch(value):
            raise ValueError("not a scope's identifier")
        return value


class ResourceTypeFields(_Validated):
    """A resource type's own columns."""

    key: str = Field(min_length=1, max_length=IDENTIFIER_LIMIT)
    name: str = Field(min_length=1, max_length=NAME_LIMIT)
    icon: str = Field(min_length=1, max_length=NAME_LIMIT)
    secret_schema: str
    secret_required: bool = False
    description_encrypted: bool = False
    shipped: bool = False

    @field_validator("key")
    @classmethod
    def _is_slug(cls, value: str) -> str:
        if slug(value) != value:
            raise ValueError("not a slug")
        return value


class ProductFields(_Validated):
    """A product's own columns; `price` in minor units, `vat` 0 to 1."""

    identifier: str = Field(min_length=1, max_length=IDENTIFIER_LIMIT)
    name: str = Field(min_length=1, max_length=NAME_LIMIT)
    price: int = Field(ge=0, le=AMOUNT_LIMIT)
    currency: str
    vat: Decimal = Field(default=Decimal(0), ge=0, le=1, max_digits=8, decimal_places=6)
    description: str | None = Field(default=None, max_length=DESCRIPTION_LIMIT)
    image_url: str | None = Field(default=None, max_length=URI_LIMIT)

    @field_validator("description", "image_url")
    @classmethod
    def _has_good_text(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is not None and has_bad_characters(
            value, multiline=info.field_name == "description"
        ):
            raise ValueError("control characters")
        return value

    @field_validator("currency")
    @classmethod
    def _is_currency(cls, value: str) -> str:
        if value not in CURRENCIES:
            raise ValueError("not an ISO 4217 code")
        return value


class TagFields(_Validated):
    """A tag's own columns."""

    name: str = Field(min_length=1, max_length=TAG_LIMIT)


class UserFields(_Validated):
    """A user's own columns."""

    name: str = Field(min_length=1, max_length=NAME_LIMIT)
    email: str = Field(default="", max_length=254)


_Fields = TypeVar("_Fields", bound=_Validated)


def read_fields(model: type[_Fields], values: dict[str, Any]) -> _Fields:
    """Validate the columns of a wrapper, scope, type, product, tag or user.

    Raises:
        InvalidResourceError: With every problem at once.
    """
    try:
        return model.model_validate(values)
    except ValidationError as error:
        names = dict.fromkeys(str(detail["loc"][0]) for detail in error.errors())
    kind = model.__name__.removesuffix("Fields")
    raise InvalidResourceError(
        [
            Problem(name, "wrong_value", _SENTENCES.get((kind, name)) or _sentence(kind, name))
            for name in names
        ]
    )


def _sentence(kind: str, field: str) -> str:
    article = "An" if kind[0] in "AEIOU" else "A"
    limit = TAG_LIMIT if kind == "Tag" else NAME_LIMIT
    if field == "name":
        return f"{article} {kind.lower()}’s name has 1 to {limit} characters on one line."
    return f"{article} {kind.lower()}’s {field.replace('_', ' ')} has a value it cannot have."


_SENTENCES = {
    ("Wrapper", "identifier"): "A wrapper’s ID has 1 to 64 characters on one line.",
    ("Scope", "identifier"): "A scope’s ID is “scope_” and small letters, digits, - or _.",
    ("ResourceType", "key"): "A type’s key is small letters and digits, joined by -.",
    ("ResourceType", "name"): "A type’s name has 1 to 64 characters on one line.",
    ("Product", "price"): "A price is a whole number of minor units, from 0.",
    ("Product", "currency"): "A currency is an ISO 4217 code such as EUR.",
    ("Product", "vat"): "VAT is a decimal from 0 to 1.",
}
