"""What an import would do, in sentences."""

from __future__ import annotations

from collections.abc import Sequence, Sized
from dataclasses import dataclass
from typing import Protocol

from app.errors import Problem

_PARTS = {
    "file": "The file",
    "user": "The user",
    "wrappers": "Wrapper",
    "scopes": "Scope",
    "types": "Type",
    "products": "Product",
    "resources": "Resource",
}


class PlannedProblem(Protocol):
    """One thing wrong with one row of the file; `app.formats.import_document.RowProblem` is it."""

    @property
    def row(self) -> int:
        """1 for the first; 0 where there are no rows."""
        ...

    @property
    def problem(self) -> Problem:
        """What is wrong."""
        ...

    @property
    def part(self) -> str:
        """The list of the file."""
        ...

    @property
    def can_be_shortened(self) -> bool:
        """Whether shortening mends it."""
        ...


class PlannedImport(Protocol):
    """What is read of a plan; `app.formats.plan.ImportPlan` is it."""

    @property
    def new(self) -> Sized: ...  # noqa: D102 - as in ImportPlan, all of these
    @property
    def changed(self) -> Sized: ...  # noqa: D102
    @property
    def unchanged(self) -> int: ...  # noqa: D102
    @property
    def problems(self) -> Sequence[PlannedProblem]: ...  # noqa: D102
    @property
    def new_wrappers(self) -> Sized: ...  # noqa: D102
    @property
    def new_scopes(self) -> Sized: ...  # noqa: D102
    @property
    def new_types(self) -> Sized: ...  # noqa: D102
    @property
    def new_products(self) -> Sized: ...  # noqa: D102
    @property
    def notes(self) -> Sequence[str]: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class CountLine:
    """One line of the summary.

    Args:
        icon: Name of a Lucide icon.
        color: Token that it is painted in.
        text: Such as `12 new resources`.
    """

    icon: str
    color: str
    text: str


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What the person sees before anything is written.

    Args:
        counts: What would happen, in numbers.
        problems: One line for each thing that is wrong; those rows are left out.
        notes: What becomes otherwise than the file says.
        can_import: Whether there is anything to do.
        can_shorten: Whether shortening texts would mend a problem.
        button: What the button says.
    """

    counts: tuple[CountLine, ...]
    problems: tuple[str, ...]
    notes: tuple[str, ...]
    can_import: bool
    can_shorten: bool
    button: str


def preview(plan: PlannedImport) -> ImportPreview:
    """Put a plan into sentences."""
    writes = len(plan.new) + len(plan.changed)
    makes = sum(len(each) for each in _catalogues(plan).values())
    return ImportPreview(
        counts=tuple(_counts(plan)),
        problems=tuple(_problem_line(each) for each in plan.problems),
        notes=tuple(plan.notes),
        can_import=writes + makes > 0,
        can_shorten=any(each.can_be_shortened for each in plan.problems),
        button=f"Import {_counted(writes, 'resource')}" if writes else "Import",
    )


def _catalogues(plan: PlannedImport) -> dict[str, Sized]:
    return {
        "wrapper": plan.new_wrappers,
        "scope": plan.new_scopes,
        "type": plan.new_types,
        "product": plan.new_products,
    }


def _counts(plan: PlannedImport) -> list[CountLine]:
    made = [
        _counted(len(each), f"new {noun}") for noun, each in _catalogues(plan).items() if len(each)
    ]
    rows = len({(each.part, each.row) for each in plan.problems})
    lines = [
        CountLine("plus", "ok", _counted(len(plan.new), "new resource")),
        CountLine("pencil", "info", f"{_counted(len(plan.changed), 'resource')} changed"),
        CountLine("check", "muted", f"{_counted(plan.unchanged, 'resource')} already here"),
        CountLine("layers", "info", ", ".join(made)),
        CountLine("triangle-alert", "bad", f"{_counted(rows, 'row')} left out"),
    ]
    numbers = (len(plan.new), len(plan.changed), plan.unchanged, len(made), rows)
    return [line for line, number in zip(lines, numbers, strict=True) if number] or [
        CountLine("check", "muted", "The file holds nothing to import")
    ]


def _problem_line(each: PlannedProblem) -> str:
    where = _PARTS.get(each.part, "Row")
    place = f"{where} {each.row:,}" if each.row else where
    return f"{place}: {each.problem.message}"


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
