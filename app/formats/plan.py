"""What an import would do to an inventory, decided before anything is written.

    in the file                         in the inventory           the plan
    ----------------------------------  -------------------------  ---------------------------------
    no id, or an id that is not known   -                          new
    the same id, every value the same   -                          unchanged
    the same id, another value          -                          changed: brought to the file's
                                                                   values, history keeps the old
    no `secret`, no times, no human ID  the resource has them      they stay
    wrapper, scope, type, product       neither here nor in file   made if asked to (not a product,
                                                                   which needs a price), else a
                                                                   problem
    wrapper, scope, type, product       here, but different        stays as it is here, with a note
    a human ID                          another resource has it    the resource keeps its own or
                                                                   gets a new one, with a note

"Already exists" (DESIGN: rules of the model) is a problem of the row, between the file and the
inventory as well as within the file, where the first row wins: the same id; among living resources
the same external ID in one scope and type, and the same name and type in one wrapper. What counts
is how things stand after the import: two resources may swap their names. So whoever applies the
plan writes the changed rows in a way that no two of them meet halfway.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol
from uuid import UUID

from app.domain.product import Product
from app.domain.resource_type import ResourceType
from app.domain.scope import Scope
from app.domain.user import User
from app.domain.wrapper import Wrapper
from app.errors import Problem
from app.formats.import_document import ImportDocument, ImportRow, Part, RowProblem
from app.formats.json_stream import reported
from app.formats.plan_catalogues import CataloguePlan, ExistingCatalogues
from app.formats.plan_claims import Claims, ExistingHolders
from app.formats.record import ResourceRecord
from app.jobs import NoProgress, Progress

_PARTS = list(Part)
_NO_PROGRESS = NoProgress()


class ExistingInventory(ExistingCatalogues, ExistingHolders, Protocol):
    """What the plan asks the inventory that would be imported into."""

    def record_by_uuid(self, uuid: UUID) -> ResourceRecord | None:
        """The whole resource, its secret included, in the trash or not."""
        ...

    def holder_of_human_id(self, human_id: str) -> UUID | None:
        """The resource with that human ID, in the trash or not."""
        ...


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import does; nothing is written yet.

    Args:
        new: Resources to add; without a `uuid`, a `human_id` or a time they get one.
        changed: Resources to bring to these values; a time that is not said is now.
        unchanged: How many resources of the file are here already.
        problems: Of rows that are left out, in the order of the file.
        new_scopes: Each after its parent.
        notes: Sentences on what becomes otherwise than the file says.
        user: To whose key the secrets of the file are encrypted; None where it does not say.
    """

    new: list[ResourceRecord] = field(default_factory=list)
    changed: list[ResourceRecord] = field(default_factory=list)
    unchanged: int = 0
    problems: list[RowProblem] = field(default_factory=list)
    new_wrappers: list[Wrapper] = field(default_factory=list)
    new_scopes: list[Scope] = field(default_factory=list)
    new_types: list[ResourceType] = field(default_factory=list)
    new_products: list[Product] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    user: User | None = None


def plan_import(
    document: ImportDocument,
    existing: ExistingInventory,
    *,
    create_missing: bool,
    progress: Progress = _NO_PROGRESS,
) -> ImportPlan:
    """Decide what becomes of each row of a file.

    Args:
        document: The file, read.
        existing: The inventory to import into; it stays as it is until the plan is applied.
        create_missing: Make wrappers, scopes and types that are named and exist nowhere.

    Raises:
        JobCancelled: The person asked to stop.
    """
    catalogues = CataloguePlan(document, existing, create_missing=create_missing)
    rows, problems = _good_rows(document.rows, catalogues, existing)
    catalogues.make_missing(row.record for row in rows)
    resources = _ResourcePlan(existing)
    for row in reported(rows, len(rows), progress, "Comparing"):
        resources.add(row.record)
    return ImportPlan(
        new=resources.new,
        changed=resources.changed,
        unchanged=resources.unchanged,
        problems=sorted([*document.problems, *catalogues.problems, *problems], key=_place),
        new_wrappers=catalogues.new_wrappers,
        new_scopes=catalogues.new_scopes,
        new_types=catalogues.new_types,
        new_products=catalogues.new_products,
        notes=[*catalogues.notes, *resources.notes()],
        user=document.user,
    )


def _place(problem: RowProblem) -> tuple[int, int]:
    return _PARTS.index(problem.part), problem.row


# --- which rows are imported ------------------------------------------------------------------


def _good_rows(
    rows: Sequence[ImportRow], catalogues: CataloguePlan, existing: ExistingInventory
) -> tuple[list[ImportRow], list[RowProblem]]:
    claims = Claims(existing)
    own = {
        row.row: catalogues.problems_of(row.record) + _secret_problems(row, catalogues, existing)
        for row in rows
    }
    good, problems = _without(rows, own | _second_ids(rows))
    # A row that is left out keeps what it was to give up, and another row may want just that.
    while conflicts := claims.conflicts(good):
        good, found = _without(good, conflicts)
        problems += found
    return good, problems


def _without(
    rows: Sequence[ImportRow], problems: dict[int, list[Problem]]
) -> tuple[list[ImportRow], list[RowProblem]]:
    good = [row for row in rows if not problems.get(row.row)]
    found = [
        RowProblem(number, problem) for number, several in problems.items() for problem in several
    ]
    return good, found


def _secret_problems(
    row: ImportRow, catalogues: CataloguePlan, existing: ExistingInventory
) -> list[Problem]:
    record = row.record
    if record.secret is not None or not catalogues.needs_secret(record):
        return []
    stored = existing.record_by_uuid(record.uuid) if record.uuid else None
    if stored is not None and (stored.secret is None or not record.says_secret):
        return []  # it keeps the secret it has, or goes on without one
    return [Problem("secret", "required", "This type needs a secret.")]


def _second_ids(rows: Sequence[ImportRow]) -> dict[int, list[Problem]]:
    first: dict[UUID, int] = {}
    second: dict[int, list[Problem]] = {}
    for row in rows:
        uuid = row.record.uuid
        if uuid is not None and first.setdefault(uuid, row.row) != row.row:
            sentence = "An earlier row of the file has this ID."
            second[row.row] = [Problem("id", "already_exists", sentence)]
    return second


# --- what becomes of them ---------------------------------------------------------------------


class _ResourcePlan:
    """Sorts records into new, changed and unchanged.

    Args:
        existing: The inventory to import into.
    """

    def __init__(self, existing: ExistingInventory) -> None:
        self.new: list[ResourceRecord] = []
        self.changed: list[ResourceRecord] = []
        self.unchanged = 0
        self._existing = existing
        self._human_ids: set[str] = set()
        self._lost_human_ids = 0

    def add(self, record: ResourceRecord) -> None:
        """Decide on one record; each is asked for once."""
        stored = self._existing.record_by_uuid(record.uuid) if record.uuid else None
        if self._is_human_id_taken(record):
            record = replace(record, human_id=None)
            self._lost_human_ids += 1
        if stored is None:
            self.new.append(replace(record, says_secret=True))
            return
        whole = _completed(record, stored)
        if _comparable(whole) == _comparable(stored):
            self.unchanged += 1
        else:
            self.changed.append(replace(whole, updated=record.updated))

    def notes(self) -> list[str]:
        """What became otherwise than the file says."""
        count = self._lost_human_ids
        if not count:
            return []
        many = "One human ID is" if count == 1 else f"{count:,} human IDs are"
        return [f"{many} taken here; the resource keeps the one it has, or gets a new one."]

    def _is_human_id_taken(self, record: ResourceRecord) -> bool:
        if record.human_id is None:
            return False
        holder = self._existing.holder_of_human_id(record.human_id)
        if holder not in (None, record.uuid) or record.human_id in self._human_ids:
            return True
        self._human_ids.add(record.human_id)
        return False


def _completed(record: ResourceRecord, stored: ResourceRecord) -> ResourceRecord:
    """The record with what the stored resource has where the file says nothing."""
    open_fields = ["human_id", "created", "created_by", "updated"]
    if record.deleted:
        open_fields.append("deleted_at")
    if not record.says_secret:
        open_fields.append("secret")
    if not record.says_secret or record.secret == stored.secret:
        open_fields += ["secret_created", "secret_updated"]
    kept = {name: getattr(stored, name) for name in open_fields if getattr(record, name) is None}
    return replace(record, says_secret=True, **kept)


def _comparable(record: ResourceRecord) -> ResourceRecord:
    """The record without what its product says."""
    return replace(record, currency=None, vat=None)
