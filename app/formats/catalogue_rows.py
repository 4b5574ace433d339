"""Wrappers, scopes, types, products and the user of a native export: written and read."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, TypeVar

from app.domain.catalogue_drafts import (
    ProductFields,
    ResourceTypeFields,
    ScopeFields,
    WrapperFields,
    read_fields,
)
from app.domain.identifiers import slug
from app.domain.product import Product
from app.domain.resource_type import ResourceType
from app.domain.scope import Scope
from app.domain.text import IDENTIFIER_LIMIT, NAME_LIMIT
from app.domain.times import to_text
from app.domain.user import User
from app.domain.wrapper import Wrapper
from app.errors import InvalidResourceError, Problem
from app.formats.import_document import Part, RowProblem
from app.formats.json_row import (
    Reader,
    decimal,
    flag,
    line_of,
    members,
    moment,
    optional,
    read_members,
    text,
    text_of,
    uuid,
    whole_number,
)
from app.formats.secret_schema import is_secret_schema

Entry = TypeVar("Entry")
Outcome = tuple[Entry | None, list[Problem]]

_KEY_LIMIT = 1024 * 1024
_EMAIL_LIMIT = 254
_FINGERPRINT = re.compile(r"[0-9A-F]{40}")


# --- written ----------------------------------------------------------------------------------


def render_wrapper(wrapper: Wrapper) -> dict[str, object]:
    """A wrapper as the native export has it."""
    return {"id": wrapper.identifier, "name": wrapper.name}


def render_scope(scope: Scope) -> dict[str, object]:
    """A scope; `parent` is the id of the one above, null at the top."""
    return {"id": scope.identifier, "name": scope.name, "parent": scope.parent}


def render_type(kind: ResourceType) -> dict[str, object]:
    """A resource type; `secret_schema` is a JSON Schema, not text that holds one."""
    return {
        "key": kind.key,
        "id": str(kind.uuid),
        "name": kind.name,
        "icon": kind.icon,
        "secret_schema": kind.schema,
        "secret_required": kind.secret_required,
        "description_encrypted": kind.description_encrypted,
        "shipped": kind.shipped,
    }


def render_product(product: Product) -> dict[str, object]:
    """A product; `price` in minor units of `currency`."""
    return {
        "id": product.identifier,
        "name": product.name,
        "price": product.price,
        "currency": product.currency,
        "vat": float(product.vat),  # at most six digits: the nearest double shows the same ones
        "description": product.description,
        "image_url": product.image_url,
    }


def render_user(user: User) -> dict[str, object]:
    """The user, with the public key that the secrets are encrypted to."""
    return {
        "id": str(user.uuid),
        "name": user.name,
        "email": user.email,
        "fingerprint": user.fingerprint,
        "public_key": user.public_key,
        "home": user.home,
        "created": to_text(user.created),
    }


# --- read -------------------------------------------------------------------------------------


def read_rows(
    part: Part, rows: list[object], read: Callable[[object], Outcome[Entry]], name: str = "id"
) -> tuple[tuple[Entry, ...], list[RowProblem]]:
    """Every row of a list that is good, and the problems of the others.

    Args:
        part: Which list.
        rows: JSON values.
        read: Reads one of them.
        name: The member that tells the rows apart; the second with the same value is a problem.
    """
    entries: dict[object, Entry] = {}
    problems: list[RowProblem] = []
    for number, row in enumerate(rows, start=1):
        entry, found = read(row)
        identifier = row.get(name) if isinstance(row, dict) else None
        if entry is not None and identifier in entries:
            found = [Problem(name, "duplicate", "The file has another with the same identifier.")]
        elif entry is not None:
            entries[identifier] = entry
        problems.extend(RowProblem(number, problem, part) for problem in found)
    return tuple(entries.values()), problems


def read_wrapper(row: object) -> Outcome[Wrapper]:
    """A wrapper, or what is wrong with it."""
    values, problems = read_members(row, _WRAPPER)
    problems = _checked(WrapperFields, row, values, problems)
    return (None if problems else Wrapper(values["id"], values["name"])), problems


def read_scope(row: object) -> Outcome[Scope]:
    """A scope, or what is wrong with it; whether its parent exists is not seen here."""
    values, problems = read_members(row, _SCOPE)
    problems = _checked(ScopeFields, row, values, problems)
    if problems:
        return None, problems
    return Scope(values["id"], values["name"], values.get("parent")), []


def read_type(row: object) -> Outcome[ResourceType]:
    """A resource type, or what is wrong with it."""
    values, problems = read_members(row, _TYPE)
    schema = values.get("secret_schema", {"type": "string"})
    if not is_secret_schema(schema):
        sentence = "The schema of its secret is one that this program does not take."
        problems.append(Problem("secret_schema", "wrong_value", sentence))
    if isinstance(row, dict) and "id" not in row:
        problems.append(Problem("id", "required", "A type has a UUID."))
    values["secret_schema"] = json.dumps(schema)
    problems = _checked(ResourceTypeFields, row, values, problems)
    if problems:
        return None, problems
    kind = ResourceType(
        key=values["key"],
        uuid=values["id"],
        name=values["name"],
        icon=values["icon"],
        secret_schema=values["secret_schema"],
        secret_required=values.get("secret_required", False),
        description_encrypted=values.get("description_encrypted", False),
        shipped=values.get("shipped", False),
    )
    return kind, []


def read_product(row: object) -> Outcome[Product]:
    """A product, or what is wrong with it."""
    values, problems = read_members(row, _PRODUCT)
    problems = _checked(ProductFields, row, values, problems)
    if problems:
        return None, problems
    product = Product(
        identifier=values["id"],
        name=values["name"],
        price=values["price"],
        currency=values["currency"],
        vat=values.get("vat", Decimal(0)),
        description=values.get("description"),
        image_url=values.get("image_url"),
    )
    return product, []


def read_user(row: object) -> Outcome[User]:
    """The user, or what is wrong; the public key is not looked into here."""
    values, problems = read_members(row, _USER)
    if not problems and values.keys() != _USER.keys():
        problems = [Problem("", "required", "The user’s description is not complete.")]
    if problems:
        return None, problems
    return User(values.pop("id"), **values), []


def _checked(
    model: Any, row: object, values: Mapping[str, Any], problems: list[Problem]
) -> list[Problem]:
    """The problems with those that the model finds, one a field, in the file's own names."""
    if not isinstance(row, dict):
        return problems  # which say so
    columns = {name: value for name, value in values.items() if name in model.model_fields}
    if "id" in values and "identifier" in model.model_fields:
        columns["identifier"] = values["id"]
    try:
        read_fields(model, columns)
    except InvalidResourceError as error:
        known = {problem.field for problem in problems}
        found = [_in_file_names(problem) for problem in error.problems]
        return problems + [problem for problem in found if problem.field not in known]
    return problems


def _in_file_names(problem: Problem) -> Problem:
    name = "id" if problem.field == "identifier" else problem.field
    return Problem(name, problem.code, problem.message)


def _icon(value: object) -> str:
    name = text(value)
    if slug(name) != name:  # it becomes part of a file's name
        raise ValueError("no name of an icon")
    return name


def _fingerprint(value: object) -> str:
    digits = text(value)
    if not _FINGERPRINT.fullmatch(digits):
        raise ValueError("no fingerprint")
    return digits


_WRAPPER: dict[str, Reader] = {"id": text, "name": text}
_SCOPE: dict[str, Reader] = {
    "id": text,
    "name": text,
    "parent": optional(line_of(IDENTIFIER_LIMIT)),
}
_TYPE: dict[str, Reader] = {
    "key": text,
    "id": uuid,
    "name": text,
    "icon": _icon,
    "secret_schema": members,
    "secret_required": flag,
    "description_encrypted": flag,
    "shipped": flag,
}
_PRODUCT: dict[str, Reader] = {
    "id": text,
    "name": text,
    "price": whole_number,
    "currency": text,
    "vat": decimal,
    "description": optional(text),
    "image_url": optional(text),
}
_USER: dict[str, Reader] = {
    "id": uuid,
    "name": line_of(NAME_LIMIT),
    "email": line_of(_EMAIL_LIMIT),
    "fingerprint": _fingerprint,
    "public_key": text_of(_KEY_LIMIT),
    "home": line_of(IDENTIFIER_LIMIT),
    "created": moment,
}
