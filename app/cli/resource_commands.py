"""Commands about resources: add, edit, show, list, trash, restore, history."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence

from app.cli.arguments import given_fields
from app.cli.console import Answer
from app.cli.resource_text import lines_of, moment
from app.cli.session import Session, unlocking
from app.cli.terminal_text import table
from app.domain.changes import Changes
from app.domain.resource_draft import TITLES, draft_of, read_draft
from app.domain.resource_summary import ResourceSummary
from app.domain.resource_type import ResourceType
from app.domain.secret import SecretContent
from app.domain.times import from_milliseconds, to_text
from app.errors import NotFoundError
from app.formats.record import ResourceRecord
from app.formats.resource_rows import render_resource
from app.inventory import Inventory
from app.search.listing import Listing
from app.search.words import Words

_CHUNK = 500  # resources in memory at a time
_WHOLE = ("add", "delete")  # operations that touch every field
_MOMENTS = ("deleted", "start_period", "end_period")
_RESOURCE = "resource"  # what history calls one, beside the names of catalogues
_COLUMNS = ("ID", "Name", "Type", "User name", "Status", "Updated")


def add(session: Session, options: argparse.Namespace) -> Answer:
    """Add a resource; the answer is the resource."""
    draft = read_draft(given_fields(options))
    inventory = session.writer()
    secret = session.secrets.secret("secret") if options.secret_stdin else None
    changes = unlocking(inventory, lambda: inventory.add(draft, secret))
    return _whole(inventory, changes.added[0], "Added")


def edit(session: Session, options: argparse.Namespace) -> Answer:
    """Change what was given of a resource; the answer is the resource."""
    inventory = session.writer()
    before = inventory.find(options.identifier)
    draft = read_draft(draft_of(before).model_dump() | given_fields(options))
    secret = session.secrets.secret("new secret") if options.secret_stdin else None

    def write() -> Changes:
        return inventory.edit(
            before.key,
            draft,
            revision=before.revision,
            secret=secret,
            remove_secret=options.remove_secret,
        )

    unlocking(inventory, write)
    return _whole(inventory, before.key, "Changed")


def show(session: Session, options: argparse.Namespace) -> Answer:
    """One resource, with its secret encrypted or, if asked for, in clear text."""
    inventory = session.reader()
    key = inventory.find(options.identifier).key
    record = _record(inventory, key)
    document = render_resource(record)
    clear: object = None
    if options.reveal and record.secret is not None:
        inventory.unlock()
        kind = next(kind for kind in inventory.types() if kind.key == record.draft.type)
        clear = document["secret"] = _clear(kind, inventory.reveal(key))
    return Answer(document, lines_of(record, clear))


def list_(session: Session, options: argparse.Namespace) -> Answer:
    """The resources that the words find."""
    inventory = session.reader()
    listing = Listing(
        words=Words.parse(" ".join(options.query)), sort=options.sort, deleted=options.deleted
    )
    keys = inventory.keys(listing, limit=options.limit)
    return Answer(
        (render_resource(record) for record in _records(inventory, keys)),
        _table(inventory, keys, session.console.width),
    )


def trash(session: Session, options: argparse.Namespace) -> Answer:
    """Move resources to the trash; the answer is the resources."""
    inventory = session.writer()
    keys = _keys(inventory, options.identifiers)
    inventory.trash(keys)
    return _several(inventory, keys, "to the trash")


def restore(session: Session, options: argparse.Namespace) -> Answer:
    """Take resources out of the trash; the answer is the resources."""
    inventory = session.writer()
    keys = _keys(inventory, options.identifiers)
    inventory.restore(keys)
    return _several(inventory, keys, "out of the trash")


def history(session: Session, options: argparse.Namespace) -> Answer:
    """What happened, the latest first; a secret's row says only that it changed."""
    inventory = session.reader()
    key = inventory.find(options.identifier).key if options.identifier else None
    entries = inventory.history(key, limit=options.limit)
    touched = sorted({entry.key for entry in entries if entry.entity == _RESOURCE})
    document = (
        {
            "change": entry.change_set,
            "at": to_text(entry.at),
            "actor": entry.actor,
            "operation": entry.operation,
            "entity": entry.entity,
            "id": entry.identifier,
            "changes": {
                name: [_historic(name, value) for value in values]
                for name, values in entry.changes.items()
            },
        }
        for entry in entries
    )
    names = {one.key: f"{one.human_id} {one.name}" for one in inventory.summaries(touched)}
    rows = [
        (
            moment(entry.at),
            entry.actor,
            entry.operation,
            names.get(entry.key, entry.identifier)
            if entry.entity == _RESOURCE
            else entry.identifier,
            "" if entry.operation in _WHOLE else _titles(entry.changes),
        )
        for entry in entries
    ]
    headings = ("When", "Who", "What", "Of", "Fields")
    return Answer(document, table(headings, rows, width=session.console.width))


def _whole(inventory: Inventory, key: int, done: str) -> Answer:
    record = _record(inventory, key)
    return Answer(render_resource(record), [f"{done} {record.human_id}  {record.draft.name}"])


def _several(inventory: Inventory, keys: Sequence[int], where: str) -> Answer:
    records = inventory.records(keys)
    lines = [f"Moved {record.human_id}  {record.draft.name}  {where}." for record in records]
    return Answer(map(render_resource, records), lines)


def _keys(inventory: Inventory, identifiers: Sequence[str]) -> list[int]:
    """The keys of all, each once; nothing is done where one of them is not found."""
    return list(dict.fromkeys(inventory.find(identifier).key for identifier in identifiers))


def _record(inventory: Inventory, key: int) -> ResourceRecord:
    for record in inventory.records([key]):
        return record
    raise NotFoundError("resource", str(key))  # gone since it was found


def _records(inventory: Inventory, keys: Sequence[int]) -> Iterator[ResourceRecord]:
    for start in range(0, len(keys), _CHUNK):
        yield from inventory.records(keys[start : start + _CHUNK])


def _table(inventory: Inventory, keys: Sequence[int], width: int | None) -> Iterator[str]:
    if not keys:
        yield "No resources."
        return
    yield from table(_COLUMNS, [_row(one) for one in inventory.summaries(keys)], width=width)


def _row(summary: ResourceSummary) -> tuple[str, ...]:
    updated = moment(from_milliseconds(summary.updated))
    username = summary.username or ""
    return summary.human_id, summary.name, summary.type_name, username, summary.status, updated


def _clear(kind: ResourceType, content: SecretContent) -> object:
    """Clear text for JSON: an object where the schema of the type is one."""
    text = content.clear_text.reveal()
    if kind.schema.get("type") != "object":
        return text
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return document if isinstance(document, dict) else text


def _historic(name: str, value: object) -> object:
    """A value out of the history for JSON: moments as the native export has them."""
    return to_text(from_milliseconds(value)) if name in _MOMENTS and type(value) is int else value


def _titles(fields: Iterable[str]) -> str:
    return ", ".join(TITLES.get(name, name.replace("_", " ").capitalize()) for name in fields)
