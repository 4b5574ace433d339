"""What a person gives for a resource, validated: every problem at once, each with its field."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import (
    ConfigDict,
    StringConstraints,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import ErrorDetails, InitErrorDetails, PydanticCustomError
from sqlmodel import AutoString, Field, SQLModel

from app.domain.identifiers import uuid_from_canonical
from app.domain.money import AMOUNT_LIMIT
from app.domain.resource import FieldValue, Resource
from app.domain.resource_type import DEFAULT_TYPE
from app.domain.status import Method, Status
from app.domain.text import (
    DESCRIPTION_LIMIT,
    EXTERNAL_ID_LIMIT,
    IDENTIFIER_LIMIT,
    NAME_LIMIT,
    REFERENCE_ID_LIMIT,
    TAG_LIMIT,
    URI_LIMIT,
    USERNAME_LIMIT,
    has_bad_characters,
)
from app.errors import InvalidResourceError, Problem

TITLES = {
    "id": "ID",
    "method": "Method",
    "name": "Name",
    "description": "Description",
    "username": "User name",
    "uri": "URI",
    "type": "Type",
    "wrapper": "Wrapper",
    "scope": "Scope",
    "external_id": "External ID",
    "reference_id": "Reference ID",
    "image_url": "Image URL",
    "status": "Status",
    "tags": "Tags",
    "product": "Product",
    "sub_products": "Sub-products",
    "retail_price": "Retail price",
    "start_period": "Start of the period",
    "end_period": "End of the period",
    "fields": "Own fields",
    "favourite": "Favourite",
}
FIELD_COUNT_LIMIT = 100
INTEGER_LIMIT = 2**63  # beyond 64 bits SQLite and most readers of JSON hold no number
TAG_COUNT_LIMIT = 100

_OPTIONAL_TEXT = (
    "description",
    "username",
    "uri",
    "external_id",
    "reference_id",
    "image_url",
)


Identifier = Annotated[str, StringConstraints(min_length=1, max_length=IDENTIFIER_LIMIT)]

# In place of a value that is wrong, so that nothing else is blamed for it.
_AGREEABLE = {"name": "-", "method": Method.RETAIL, "product": "-"}


class ResourceFields(SQLModel):
    """The plain columns of a resource, with their limits; draft and table derive from it."""

    model_config = ConfigDict(hide_input_in_errors=True)  # type: ignore[assignment]

    method: Method = Field(default=Method.ASSET, sa_type=AutoString)
    name: str = Field(min_length=1, max_length=NAME_LIMIT)
    description: str | None = Field(default=None, max_length=DESCRIPTION_LIMIT)
    username: str | None = Field(default=None, max_length=USERNAME_LIMIT)
    uri: str | None = Field(default=None, max_length=URI_LIMIT)
    external_id: str | None = Field(default=None, max_length=EXTERNAL_ID_LIMIT)
    reference_id: str | None = Field(default=None, max_length=REFERENCE_ID_LIMIT)
    image_url: str | None = Field(default=None, max_length=URI_LIMIT)
    status: Status = Field(default=Status.CREATED, sa_type=AutoString)
    retail_price: int | None = Field(default=None, ge=0, le=AMOUNT_LIMIT)
    favourite: bool = False


class ResourceDraft(ResourceFields):
    """A resource as a person, a file or a request gives it.

    `id` may be brought along in the canonical spelling; wrapper, scope, type and products are
    named by their identifiers. Empty text of an optional field is the same as none.
    """

    model_config = ConfigDict(hide_input_in_errors=True, frozen=True, extra="forbid")

    id: str | None = None
    type: str = Field(default=DEFAULT_TYPE, min_length=1, max_length=IDENTIFIER_LIMIT)
    wrapper: str | None = Field(default=None, max_length=IDENTIFIER_LIMIT)
    scope: str | None = Field(default=None, max_length=IDENTIFIER_LIMIT)
    tags: tuple[str, ...] = Field(default=(), max_length=TAG_COUNT_LIMIT)
    product: str | None = Field(default=None, max_length=IDENTIFIER_LIMIT)
    sub_products: tuple[Identifier, ...] = ()
    start_period: datetime | None = None
    end_period: datetime | None = None
    fields: dict[str, FieldValue] = Field(default_factory=dict, max_length=FIELD_COUNT_LIMIT)

    @field_validator(*_OPTIONAL_TEXT, "wrapper", "scope", "product", mode="before")
    @classmethod
    def _empty_is_none(cls, value: object) -> object:
        return None if value == "" else value

    @field_validator("name", *_OPTIONAL_TEXT, "type", "wrapper", "scope", "product")
    @classmethod
    def _has_good_characters(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is not None and has_bad_characters(
            value, multiline=info.field_name == "description"
        ):
            raise PydanticCustomError("bad_characters", "")
        return value

    @field_validator("name")
    @classmethod
    def _is_not_blank(cls, value: str) -> str:
        if not value.strip():
            raise PydanticCustomError("required", "")
        return value

    @field_validator("id")
    @classmethod
    def _is_canonical(cls, value: str | None) -> str | None:
        if value is not None and uuid_from_canonical(value) is None:
            raise PydanticCustomError("not_canonical", "")
        return value

    @field_validator("tags")
    @classmethod
    def _tags_are_good(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        tags = {tag.strip() for tag in value}
        for tag in tags:
            if not tag:
                raise PydanticCustomError("empty_tag", "")
            if len(tag) > TAG_LIMIT:
                raise PydanticCustomError("tag_too_long", "")
            if has_bad_characters(tag):
                raise PydanticCustomError("bad_characters", "")
        return tuple(sorted(tags))

    @field_validator("sub_products")
    @classmethod
    def _sub_products_are_good(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if any(map(has_bad_characters, value)):
            raise PydanticCustomError("bad_characters", "")
        return value

    @field_validator("start_period", "end_period")
    @classmethod
    def _is_utc(cls, value: datetime | None) -> datetime | None:
        if value is None:
            return None
        aware = value if value.tzinfo else value.replace(tzinfo=UTC)
        try:
            aware = aware.astimezone(UTC)
        except OverflowError:
            raise PydanticCustomError("not_a_time", "") from None
        return aware.replace(microsecond=aware.microsecond // 1000 * 1000)

    @field_validator("fields")
    @classmethod
    def _fields_are_good(cls, value: dict[str, FieldValue]) -> dict[str, FieldValue]:
        for name, content in value.items():
            if not name.strip() or len(name) > NAME_LIMIT or has_bad_characters(name):
                raise PydanticCustomError("bad_field_name", "")
            if isinstance(content, float) and not math.isfinite(content):
                raise PydanticCustomError("not_a_number", "")
            if isinstance(content, int) and not -INTEGER_LIMIT <= content < INTEGER_LIMIT:
                raise PydanticCustomError("not_a_number", "")
            if isinstance(content, str):
                if len(content) > DESCRIPTION_LIMIT:
                    raise PydanticCustomError("field_too_long", "")
                if has_bad_characters(content, multiline=True):
                    raise PydanticCustomError("bad_characters", "")
        return dict(sorted(value.items()))

    @model_validator(mode="after")
    def _parts_agree(self) -> ResourceDraft:
        problems: dict[str, str] = {}
        for name in ("sub_products", "retail_price"):
            if getattr(self, name) in (None, ()):
                continue
            if self.method is not Method.RETAIL:
                problems[name] = "retail_only"
            elif self.product is None:
                problems[name] = "needs_product"
        if self.start_period and self.end_period and self.end_period < self.start_period:
            problems["end_period"] = "ends_before_start"
        if problems:
            raise ValidationError.from_exception_data(
                "",
                [
                    InitErrorDetails(type=PydanticCustomError(kind, ""), loc=(name,), input=None)
                    for name, kind in problems.items()
                ],
            )
        return self


def read_draft(values: Mapping[str, Any]) -> ResourceDraft:
    """Validate values as they come from a form, a file or a request.

    Args:
        values: By the field names of the native export; what is missing has its default.

    Raises:
        InvalidResourceError: With every problem at once.
    """
    draft, problems = _validated(values)
    if draft is None:
        # Fields are compared with each other only where each of them is valid.
        wrong = {problem.field for problem in problems}
        rest = {name: value for name, value in values.items() if name not in wrong}
        stand_ins = {name: value for name, value in _AGREEABLE.items() if name in wrong}
        _, more = _validated(stand_ins | rest)
        # Raised outside any handler, so that no traceback carries what was typed.
        raise InvalidResourceError(_one_a_field([*problems, *more]))
    return draft


def problems_in(values: Mapping[str, Any]) -> list[Problem]:
    """Every problem of these values, the first of each field; none means a valid draft."""
    try:
        read_draft(values)
    except InvalidResourceError as error:
        return error.problems
    return []


def draft_of(resource: Resource) -> ResourceDraft:
    """The draft that an edit of this resource begins with."""
    values = {name: getattr(resource, name) for name in ResourceDraft.model_fields}
    return ResourceDraft.model_validate(values | {"fields": dict(resource.fields)})


def _validated(values: Mapping[str, Any]) -> tuple[ResourceDraft | None, list[Problem]]:
    try:
        return ResourceDraft.model_validate(dict(values)), []
    except ValidationError as error:
        details = error.errors(include_url=False, include_context=True, include_input=False)
    return None, [_to_problem(detail) for detail in details]


def _one_a_field(problems: list[Problem]) -> list[Problem]:
    return list({problem.field: problem for problem in reversed(problems)}.values())[::-1]


def _to_problem(detail: ErrorDetails) -> Problem:
    context = detail.get("ctx", {})
    field = str(detail["loc"][0] if detail["loc"] else "")
    title = TITLES.get(field, field)
    kind = detail["type"]
    if kind == "missing" or (kind == "string_too_short" and field in ("name", "type")):
        kind = "required"
    if kind == "string_too_long":
        limit = context["max_length"]
        return Problem(field, "too_long", f"{title} may have at most {limit:,} characters.")
    if kind == "extra_forbidden":
        return Problem(field, "not_allowed", "There is no such field.")
    if kind in _SENTENCES:
        return Problem(field, kind, _SENTENCES[kind].format(title=title))
    sentence = _WRONG_VALUES.get(field, f"{title} has a value it cannot have.")
    return Problem(field, "wrong_value", sentence)


_SENTENCES = {
    "required": "{title} is needed.",
    "bad_characters": "{title} holds a control character or invalid Unicode.",
    "string_unicode": "{title} holds a control character or invalid Unicode.",
    "not_canonical": "{title} must be “resource_” and a UUIDv7 in lower case.",
    "empty_tag": "A tag needs at least one character.",
    "tag_too_long": f"A tag may have at most {TAG_LIMIT} characters.",
    "too_long": f"{{title}} may be at most {TAG_COUNT_LIMIT}.",
    "bad_field_name": f"The name of an own field has 1 to {NAME_LIMIT} characters.",
    "field_too_long": f"An own field may have at most {DESCRIPTION_LIMIT:,} characters.",
    "not_a_number": "An own field has a number that cannot be kept.",
    "not_a_time": "{title} is not a date and time.",
    "ends_before_start": "The period must not end before it starts.",
    "retail_only": "{title}: only a retail resource has one.",
    "needs_product": "{title} needs a product, which gives the currency.",
}
_WRONG_VALUES = {
    "status": f"Status is one of {', '.join(Status)}.",
    "method": f"Method is one of {', '.join(Method)}.",
    "retail_price": "Retail price is a whole number of minor units, from 0.",
    "start_period": "Start of the period is not a date and time.",
    "end_period": "End of the period is not a date and time.",
}
