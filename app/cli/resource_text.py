"""A resource as a person reads it in a terminal."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime

from app.cli.terminal_text import details
from app.domain.money import to_amount
from app.domain.resource_draft import TITLES
from app.domain.status import Method
from app.formats.record import ResourceRecord

# In the order of the native export, the long description last.
_FIELDS = (
    "username",
    "uri",
    "wrapper",
    "scope",
    "external_id",
    "reference_id",
    "image_url",
    "product",
    "start_period",
    "end_period",
)


def moment(time: datetime) -> str:
    """UTC to the minute: `2026-01-15 10:30`."""
    return f"{time:%Y-%m-%d %H:%M}"


def lines_of(record: ResourceRecord, clear: object = None) -> Iterator[str]:
    """Everything that a stored resource has, label by label.

    Args:
        record: The resource.
        clear: Its secret's clear text, or the object that it spells; None without revealing.
    """
    yield from details([*_facts(record), *_secret(record, clear)])


def _facts(record: ResourceRecord) -> Iterator[tuple[str, str]]:
    draft = record.draft
    yield "Name", draft.name
    yield "Human ID", record.human_id or ""
    yield "ID", draft.id or ""
    yield "Type", draft.type
    yield "Status", draft.status
    if draft.method is Method.RETAIL:
        yield "Method", draft.method
    for name in _FIELDS:
        value = getattr(draft, name)
        if value is not None:
            yield TITLES[name], f"{moment(value)} UTC" if isinstance(value, datetime) else value
    if draft.sub_products:
        yield "Sub-products", ", ".join(draft.sub_products)
    if draft.retail_price is not None and record.currency is not None:
        price = to_amount(draft.retail_price, record.currency)
        yield "Retail price", f"{price} {record.currency}"
    if draft.tags:
        yield "Tags", ", ".join(draft.tags)
    for name, content in draft.fields.items():
        yield name, content if isinstance(content, str) else json.dumps(content)
    if draft.favourite:
        yield "Favourite", "yes"
    if draft.description is not None:
        yield "Description", draft.description
    if record.created is not None:
        yield "Created", f"{moment(record.created)} UTC by {record.created_by}"
    if record.updated is not None:
        yield "Updated", f"{moment(record.updated)} UTC"
    if record.deleted_at is not None:
        yield "In the trash", f"since {moment(record.deleted_at)} UTC"


def _secret(record: ResourceRecord, clear: object) -> Iterator[tuple[str, str]]:
    if record.secret is None:
        yield "Secret", "none"
    elif clear is None:
        yield "Secret", "encrypted; --reveal shows it"
    elif isinstance(clear, Mapping):
        for name, value in clear.items():
            if value is not None:
                text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
                yield f"Secret {name}", text
    else:
        yield "Secret", str(clear)
