"""Resources of a native export: written as rows, and read again."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from app.domain.identifiers import uuid_from_canonical
from app.domain.money import CURRENCIES
from app.domain.resource_draft import ResourceDraft, read_draft
from app.domain.resource_type import DEFAULT_TYPE
from app.domain.text import NAME_LIMIT
from app.domain.times import to_text
from app.errors import InvalidResourceError, Problem
from app.formats.json_row import (
    Reader,
    flag,
    human_id,
    line_of,
    members,
    moment,
    optional,
    rate,
    read_members,
    text,
    text_of,
    texts,
    whole_number,
)
from app.formats.record import ResourceRecord
from app.formats.shortening import shortened

SECRET_LIMIT = 1024 * 1024  # SECURITY_MODEL: cap of an armored message


def render_resource(record: ResourceRecord) -> dict[str, object]:
    """A resource with the keys of the native export, in its order; for JSON as it is.

    Args:
        record: Of a stored resource.
    """
    draft = record.draft
    return {
        "id": draft.id,
        "human_id": record.human_id,
        "method": draft.method.value,
        "name": draft.name,
        "description": draft.description,
        "username": draft.username,
        "uri": draft.uri,
        "type": draft.type,
        "wrapper": draft.wrapper,
        "scope": draft.scope,
        "external_id": draft.external_id,
        "reference_id": draft.reference_id,
        "image_url": draft.image_url,
        "status": draft.status.value,
        "tags": list(draft.tags),
        "product": draft.product,
        "sub_products": list(draft.sub_products),
        "retail_price": draft.retail_price,
        "currency": record.currency,
        "vat": None if record.vat is None else float(record.vat),
        "start_period": _time(draft.start_period),
        "end_period": _time(draft.end_period),
        "fields": draft.fields,
        "favourite": draft.favourite,
        "created": _time(record.created),
        "created_by": record.created_by,
        "updated": _time(record.updated),
        "deleted": record.deleted,
        "secret": record.secret,
        "secret_created": _time(record.secret_created),
        "secret_updated": _time(record.secret_updated),
        "deleted_at": _time(record.deleted_at),
    }


def read_resource(
    row: object, *, shorten: bool = False, encrypted_types: Collection[str] = ()
) -> tuple[ResourceRecord | None, list[Problem]]:
    """The record of a row, or every problem that it has, one a field.

    Args:
        row: A JSON value.
        shorten: Cut texts that are too long and keep the whole.
        encrypted_types: Keys of types whose description does not stand outside of the secret.
    """
    values, problems = read_members(row, _MEMBERS)
    if not isinstance(row, dict):
        return None, problems
    draft_values = {name: value for name, value in values.items() if name in _DRAFT_MEMBERS}
    if shorten:
        is_encrypted = values.get("type", DEFAULT_TYPE) in encrypted_types
        draft_values = shortened(draft_values, keeps_description=not is_encrypted)
    draft, found = _read_draft(draft_values)
    if values.get("deleted_at") and not values.get("deleted"):
        sentence = "A resource that is not in the trash has no time of deletion."
        found.append(Problem("deleted_at", "wrong_value", sentence))
    known = {problem.field for problem in problems}
    problems += [problem for problem in found if problem.field not in known]
    if problems or draft is None:
        return None, problems
    return _record(draft, values), []


def _read_draft(values: dict[str, Any]) -> tuple[ResourceDraft | None, list[Problem]]:
    try:
        return read_draft(values), []
    except InvalidResourceError as error:
        return None, error.problems


def _record(draft: ResourceDraft, values: dict[str, Any]) -> ResourceRecord:
    others = {name: value for name, value in values.items() if name not in _DRAFT_MEMBERS}
    if others.get("secret") is None:
        others |= {"secret_created": None, "secret_updated": None}
    return ResourceRecord(
        draft=draft,
        uuid=uuid_from_canonical(draft.id) if draft.id else None,
        says_secret="secret" in values,
        **others,
    )


def _time(value: datetime | None) -> str | None:
    return None if value is None else to_text(value)


def _currency(value: object) -> str:
    code = text(value)
    if code not in CURRENCIES:
        raise ValueError("no ISO 4217 code")
    return code


_MEMBERS: dict[str, Reader] = {
    "id": optional(text),
    "human_id": optional(human_id),
    "method": text,
    "name": text,
    "description": optional(text),
    "username": optional(text),
    "uri": optional(text),
    "type": text,
    "wrapper": optional(text),
    "scope": optional(text),
    "external_id": optional(text),
    "reference_id": optional(text),
    "image_url": optional(text),
    "status": text,
    "tags": texts,
    "product": optional(text),
    "sub_products": texts,
    "retail_price": optional(whole_number),
    "currency": optional(_currency),
    "vat": optional(rate),
    "start_period": optional(moment),
    "end_period": optional(moment),
    "fields": members,
    "favourite": flag,
    "created": optional(moment),
    "created_by": optional(line_of(NAME_LIMIT)),
    "updated": optional(moment),
    "deleted": flag,
    "secret": optional(text_of(SECRET_LIMIT)),
    "secret_created": optional(moment),
    "secret_updated": optional(moment),
    "deleted_at": optional(moment),
}
_DRAFT_MEMBERS = frozenset(ResourceDraft.model_fields)
