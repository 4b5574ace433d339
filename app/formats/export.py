"""Every format that an inventory can be exported to, and the one way to write a file of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO
from uuid import UUID, uuid5

from app.contracts import batch, builton, passbolt, wrapper
from app.contracts.context import RenderContext
from app.domain.product import Product
from app.domain.resource_type import ResourceType
from app.domain.scope import Scope
from app.domain.times import to_text
from app.domain.wrapper import Wrapper
from app.errors import UnknownFormatError
from app.formats.atomic_file import written_text
from app.formats.json_stream import reported, to_json, write_array
from app.formats.record import ResourceRecord
from app.formats.strongroom_json import ExportHeader, write_inventory
from app.jobs import NoProgress, Progress

_NO_PROGRESS = NoProgress()


@dataclass(frozen=True, slots=True)
class ExportSource:
    """What is exported.

    Args:
        resources: Of stored resources in the order of their UUIDs; read once, one at a time.
        total: How many they are.
    """

    header: ExportHeader
    wrappers: Sequence[Wrapper]
    scopes: Sequence[Scope]
    types: Sequence[ResourceType]
    products: Sequence[Product]
    resources: Iterable[ResourceRecord]
    total: int

    @property
    def context(self) -> RenderContext:
        """The same for a contract's responses."""
        inventory = UUID(self.header.inventory)
        return RenderContext(
            moment=self.header.exported,
            request_id=uuid5(inventory, to_text(self.header.exported)),
            inventory=inventory,
            user=self.header.user,
            types={kind.key: kind for kind in self.types},
            products={product.identifier: product for product in self.products},
        )


Writer = Callable[[TextIO, ExportSource, Progress], int]


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A format.

    Args:
        name: For the command line.
        title: For the window.
        suffix: What a file's name ends with.
        write: Returns how many resources it wrote.
    """

    name: str
    title: str
    suffix: str
    write: Writer


def write(
    name: str,
    target: Path | TextIO,
    source: ExportSource,
    progress: Progress = _NO_PROGRESS,
) -> int:
    """Write an export.

    Args:
        name: Of the format.
        target: A file, made or replaced as a whole and readable by its owner alone, or a stream.

    Returns:
        How many resources were written.

    Raises:
        UnknownFormatError: There is no format of that name.
        FileAccessError: The file cannot be written; what was there is still there.
        DiskFullError: There is no space for it; what was there is still there.
        JobCancelled: The person asked to stop; what was there is still there.
    """
    export_format = format_named(name)
    with written_text(target) as stream:
        return export_format.write(stream, source, progress)


def format_named(name: str) -> ExportFormat:
    """The format of that name.

    Raises:
        UnknownFormatError: There is none.
    """
    for export_format in FORMATS:
        if export_format.name == name:
            return export_format
    raise UnknownFormatError([export_format.name for export_format in FORMATS])


# --- the writers ------------------------------------------------------------------------------


def _write_strongroom(target: TextIO, source: ExportSource, progress: Progress) -> int:
    return write_inventory(
        target,
        source.header,
        wrappers=source.wrappers,
        scopes=source.scopes,
        types=source.types,
        products=source.products,
        resources=source.resources,
        total=source.total,
        progress=progress,
    )


def _write_wrapper(target: TextIO, source: ExportSource, progress: Progress) -> int:
    return _write_responses(target, map(wrapper.render, _records(source, progress)))


def _write_batch(target: TextIO, source: ExportSource, progress: Progress) -> int:
    return _write_responses(target, map(batch.render, _records(source, progress)))


def _write_builton(target: TextIO, source: ExportSource, progress: Progress) -> int:
    context = source.context
    records = _records(source, progress)
    return _write_responses(target, (builton.render(record, context) for record in records))


def _write_passbolt(target: TextIO, source: ExportSource, progress: Progress) -> int:
    context = source.context
    records = _records(source, progress)
    body = (passbolt.render_resource(record, context) for record in records)
    return _write_envelope(target, passbolt.list_header(context), body)


def _write_passbolt_v2(target: TextIO, source: ExportSource, progress: Progress) -> int:
    context = source.context
    secrets = (passbolt.render_secret(r, context) for r in _records(source, progress))
    body = (secret for secret in secrets if secret is not None)
    return _write_envelope(target, passbolt.list_header_v2(context), body)


def _records(source: ExportSource, progress: Progress) -> Iterator[ResourceRecord]:
    return reported(source.resources, source.total, progress, "Exporting")


def _write_responses(target: TextIO, responses: Iterable[object]) -> int:
    count = write_array(target, responses)
    target.write("\n")
    return count


def _write_envelope(
    target: TextIO, header: dict[str, object], body: Iterable[dict[str, object]]
) -> int:
    target.write(f'{{\n"header": {to_json(header)},\n"body": ')
    count = write_array(target, body)
    target.write("\n}\n")
    return count


FORMATS = (
    ExportFormat("strongroom", "Strongroom, everything", ".json", _write_strongroom),
    ExportFormat("wrapper", "Wrapper contract", ".wrapper.json", _write_wrapper),
    ExportFormat("passbolt", "Passbolt, resources", ".passbolt.json", _write_passbolt),
    ExportFormat("passbolt-v2", "Passbolt v2, secrets", ".passbolt-v2.json", _write_passbolt_v2),
    ExportFormat("batch", "Batch contract", ".batch.json", _write_batch),
    ExportFormat("builton", "Builton", ".builton.json", _write_builton),
)
