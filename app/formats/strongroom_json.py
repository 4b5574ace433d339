"""The native export, `strongroom` version 1: one JSON object that holds a whole inventory.

    {"format": "strongroom", "version": 1,
     "exported": time, "inventory": UUID,
     "user": {"id": UUID, "name", "email", "fingerprint", "public_key", "home", "created"} | null,
     "wrappers":  [{"id", "name"}],
     "scopes":    [{"id", "name", "parent"}],
     "types":     [{"key", "id": UUID, "name", "icon", "secret_schema", "secret_required",
                    "description_encrypted", "shipped"}],
     "products":  [{"id", "name", "price", "currency", "vat", "description", "image_url"}],
     "resources": [{"id": "resource_" UUIDv7, "human_id", "method", "name", "description",
                    "username", "uri", "type", "wrapper", "scope", "external_id", "reference_id",
                    "image_url", "status", "tags": [text], "product", "sub_products": [id],
                    "retail_price", "currency", "vat", "start_period", "end_period",
                    "fields": {text: text | number | boolean | null}, "favourite", "created",
                    "created_by", "updated", "deleted": boolean, "secret", "secret_created",
                    "secret_updated", "deleted_at"}]}

* UTF-8, one row a line. Lists are in the order of `id` (types: `key`), tags and own fields sorted,
  so that two exports of one inventory differ in `exported` only.
* Times are RFC 3339 in UTC with milliseconds. Amounts are integers of minor units. VAT is a number
  from 0 to 1. `currency` and `vat` of a resource repeat its product's. What is not there is null.
* `secret` is the ASCII-armored OpenPGP message as it is stored, encrypted to `user.public_key`.
* `user.home` is the UUID of the inventory that the key was made for; the key store knows it by it.

`assets/schema/strongroom-1.schema.json` says the same as a JSON Schema. What is read may leave
out whatever is not known: without an `id` a resource is a new one, without `secret` an existing
resource keeps the one it has. A version grows only when an older program would misread the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any, TextIO, TypeVar

from app.domain.product import Product
from app.domain.resource_type import SHIPPED_TYPES, ResourceType
from app.domain.scope import Scope
from app.domain.times import to_text
from app.domain.user import User
from app.domain.wrapper import Wrapper
from app.errors import InvalidImportError, Problem
from app.formats import catalogue_rows
from app.formats.import_document import ImportDocument, ImportRow, Part, RowProblem
from app.formats.json_row import moment, uuid
from app.formats.json_stream import reported, to_json, write_array
from app.formats.record import ResourceRecord
from app.formats.resource_rows import read_resource, render_resource
from app.formats.safe_json import load
from app.formats.shortening import is_mended_by_shortening
from app.jobs import NoProgress, Progress

FORMAT = "strongroom"
VERSION = 1

_LISTS = (Part.WRAPPERS, Part.SCOPES, Part.TYPES, Part.PRODUCTS, Part.RESOURCES)
_MEMBERS = frozenset({"format", "version", "exported", "inventory", "user", *_LISTS})
_NO_PROGRESS = NoProgress()

_Entry = TypeVar("_Entry", Wrapper, Scope, Product)


@dataclass(frozen=True, slots=True)
class ExportHeader:
    """What an export says of itself.

    Args:
        exported: Now.
        inventory: UUID of the inventory.
        user: Its owner; None before there is one.
    """

    exported: datetime
    inventory: str
    user: User | None


# --- written ----------------------------------------------------------------------------------


def write_inventory(
    target: TextIO,
    header: ExportHeader,
    *,
    wrappers: Iterable[Wrapper],
    scopes: Iterable[Scope],
    types: Iterable[ResourceType],
    products: Iterable[Product],
    resources: Iterable[ResourceRecord],
    total: int,
    progress: Progress,
) -> int:
    """Write the export; of the resources only one at a time is in memory.

    Args:
        target: A stream for UTF-8 text.
        resources: Of stored resources, in the order of their UUIDs.
        total: How many they are.

    Returns:
        How many resources were written.

    Raises:
        JobCancelled: The person asked to stop.
        ValueError: The resources are not in order.
    """
    catalogues: dict[Part, Iterable[object]] = {
        Part.WRAPPERS: map(catalogue_rows.render_wrapper, _by_identifier(wrappers)),
        Part.SCOPES: map(catalogue_rows.render_scope, _by_identifier(scopes)),
        Part.TYPES: map(catalogue_rows.render_type, sorted(types, key=attrgetter("key"))),
        Part.PRODUCTS: map(catalogue_rows.render_product, _by_identifier(products)),
    }
    target.write("{\n")
    for name, value in _head(header).items():
        target.write(f'"{name}": {to_json(value)},\n')
    for name, rows in catalogues.items():
        target.write(f'"{name}": ')
        write_array(target, rows)
        target.write(",\n")
    target.write(f'"{Part.RESOURCES}": ')
    records = reported(_in_order(resources), total, progress, "Exporting")
    count = write_array(target, map(render_resource, records))
    target.write("\n}\n")
    return count


def _head(header: ExportHeader) -> dict[str, object]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "exported": to_text(header.exported),
        "inventory": header.inventory,
        "user": catalogue_rows.render_user(header.user) if header.user else None,
    }


def _by_identifier(entries: Iterable[_Entry]) -> list[_Entry]:
    return sorted(entries, key=attrgetter("identifier"))


def _in_order(records: Iterable[ResourceRecord]) -> Iterator[ResourceRecord]:
    previous = -1
    for record in records:
        if record.stored_uuid.int <= previous:
            raise ValueError("resources are exported in the order of their UUIDs")
        previous = record.stored_uuid.int
        yield record


# --- read -------------------------------------------------------------------------------------


def read_inventory(
    source: bytes, *, shorten: bool = False, progress: Progress = _NO_PROGRESS
) -> ImportDocument:
    """Read an export, or a file in its format that somebody else wrote.

    Args:
        source: The file.
        shorten: Cut texts that are too long and keep the whole (see `shortening`).

    Returns:
        All that is good, and a problem for each thing that is not.

    Raises:
        InvalidImportError: The file as a whole cannot be read.
        JobCancelled: The person asked to stop.
    """
    document = _checked(load(source))
    wrappers, problems = _read(document, Part.WRAPPERS, catalogue_rows.read_wrapper)
    scopes, scope_problems = _read(document, Part.SCOPES, catalogue_rows.read_scope)
    types, type_problems = _read(document, Part.TYPES, catalogue_rows.read_type, "key")
    products, product_problems = _read(document, Part.PRODUCTS, catalogue_rows.read_product)
    user, user_problems = _read_user(document)
    encrypted = {kind.key for kind in (*SHIPPED_TYPES, *types) if kind.description_encrypted}
    rows, row_problems = _read_resources(
        document.get(Part.RESOURCES, []), encrypted, shorten=shorten, progress=progress
    )
    return ImportDocument(
        inventory=str(_member(document, "inventory", uuid) or ""),
        exported=_member(document, "exported", moment),
        user=user,
        wrappers=wrappers,
        scopes=scopes,
        types=types,
        products=products,
        rows=rows,
        problems=(
            *_unknown_parts(document),
            *user_problems,
            *problems,
            *scope_problems,
            *type_problems,
            *product_problems,
            *row_problems,
        ),
    )


def _checked(document: object) -> dict[str, Any]:
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise InvalidImportError("The file is not a Strongroom export.")
    version = document.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise InvalidImportError("The file is a Strongroom export that does not say its version.")
    if version > VERSION:
        raise InvalidImportError("The file was written by a newer Strongroom; update the program.")
    for name in _LISTS:
        if not isinstance(document.get(name, []), list):
            raise InvalidImportError(f"In the file “{name}” is not a list.")
    return document


def _read(
    document: Mapping[str, Any],
    part: Part,
    read: Callable[[object], catalogue_rows.Outcome[catalogue_rows.Entry]],
    name: str = "id",
) -> tuple[tuple[catalogue_rows.Entry, ...], list[RowProblem]]:
    return catalogue_rows.read_rows(part, document.get(part, []), read, name)


def _read_user(document: Mapping[str, Any]) -> tuple[User | None, list[RowProblem]]:
    if document.get("user") is None:
        return None, []
    user, problems = catalogue_rows.read_user(document["user"])
    return user, [RowProblem(0, problem, Part.USER) for problem in problems]


def _member(document: Mapping[str, Any], name: str, read: Callable[[object], Any]) -> Any:
    """A member that only informs: one that cannot be read says nothing."""
    try:
        return read(document.get(name))
    except ValueError:
        return None


def _unknown_parts(document: Mapping[str, Any]) -> list[RowProblem]:
    if document.keys() <= _MEMBERS:
        return []
    sentence = "The file has a part that this program does not know; it is left out."
    return [RowProblem(0, Problem("", "not_allowed", sentence), Part.FILE)]


def _read_resources(
    rows: list[object], encrypted: set[str], *, shorten: bool, progress: Progress
) -> tuple[tuple[ImportRow, ...], list[RowProblem]]:
    found: list[ImportRow] = []
    problems: list[RowProblem] = []
    for number, row in enumerate(reported(rows, len(rows), progress, "Reading"), start=1):
        record, wrong = read_resource(row, shorten=shorten, encrypted_types=encrypted)
        if record is not None:
            found.append(ImportRow(number, record))
        problems.extend(
            RowProblem(number, problem, can_be_shortened=is_mended_by_shortening(problem))
            for problem in wrong
        )
    return tuple(found), problems
