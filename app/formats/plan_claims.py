"""What only one living resource may have, and which rows of a file want what another has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from app.errors import Problem
from app.formats.import_document import ImportRow
from app.formats.record import ResourceRecord


class ExistingHolders(Protocol):
    """What is asked of the inventory that would be imported into."""

    def holder_of_external_id(self, scope: str | None, type: str, external_id: str) -> UUID | None:
        """The living resource with that external ID in one scope (or in none) and type."""
        ...

    def holder_of_name(self, wrapper: str, type: str, name: str) -> UUID | None:
        """The living resource with that name and type in one wrapper."""
        ...


@dataclass(frozen=True, slots=True)
class _Claim:
    field: str
    place: str | None
    type: str
    text: str


_PROBLEMS = {
    "external_id": Problem(
        "external_id",
        "already_exists",
        "Another resource of this type in this scope has this external ID.",
    ),
    "name": Problem(
        "name", "already_exists", "Another resource of this type in this wrapper has this name."
    ),
}


class Claims:
    """Who has what, and who will.

    Args:
        existing: The inventory; each question is asked once.
    """

    def __init__(self, existing: ExistingHolders) -> None:
        self._existing = existing
        self._holders: dict[_Claim, UUID | None] = {}

    def conflicts(self, rows: Sequence[ImportRow]) -> dict[int, list[Problem]]:
        """Problems by row number, supposing that exactly these rows are imported."""
        imported = {row.record.uuid for row in rows}
        owners = self._owners(rows)
        found: dict[int, list[Problem]] = {}
        for row in rows:
            for claim in _claims_of(row.record):
                holder = self._holder(claim)
                is_held = holder not in (None, row.record.uuid) and holder not in imported
                if is_held or owners[claim] != row.row:
                    found.setdefault(row.row, []).append(_PROBLEMS[claim.field])
        return found

    def _owners(self, rows: Sequence[ImportRow]) -> dict[_Claim, int]:
        """Which row gets it: the one that has it already, else the first."""
        owners: dict[_Claim, int] = {}
        for row in rows:
            for claim in _claims_of(row.record):
                holder = self._holder(claim)
                if holder is not None and holder == row.record.uuid:
                    owners[claim] = row.row
                else:
                    owners.setdefault(claim, row.row)
        return owners

    def _holder(self, claim: _Claim) -> UUID | None:
        if claim not in self._holders:
            self._holders[claim] = self._ask(claim)
        return self._holders[claim]

    def _ask(self, claim: _Claim) -> UUID | None:
        if claim.field == "external_id":
            return self._existing.holder_of_external_id(claim.place, claim.type, claim.text)
        return self._existing.holder_of_name(claim.place or "", claim.type, claim.text)


def _claims_of(record: ResourceRecord) -> Iterator[_Claim]:
    draft = record.draft
    if record.deleted:
        return
    if draft.external_id is not None:
        yield _Claim("external_id", draft.scope, draft.type, draft.external_id)
    if draft.wrapper is not None:
        yield _Claim("name", draft.wrapper, draft.type, draft.name)
