"""How the bench shows its figures: a table for people, one JSON document for programs."""

from __future__ import annotations

import json
import statistics
from collections.abc import Mapping, Sequence

from tests.bench.measure import Figure, percentile

_HEADINGS = ("figure", "floor", "floor median", "median", "p95", "ratio")


def to_json(figures: Sequence[Figure], setting: Mapping[str, object]) -> str:
    """All figures with their medians, tails and ratios, below the setting."""
    document = {
        **setting,
        "figures": [
            {
                "name": figure.name,
                "unit": figure.unit,
                "pairs": len(figure.floor),
                "floor": {"name": figure.floor_name, **_spread(figure.floor)},
                "subject": _spread(figure.subject),
                "ratio": round(figure.ratio, 3),
                "target": figure.target,
                "reached": figure.is_reached,
            }
            for figure in figures
        ],
        "notes": _notes(figures),
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def to_table(figures: Sequence[Figure]) -> str:
    """One line a figure, columns aligned, and below it what to know and what was not reached."""
    rows = [_HEADINGS, *(_row(figure) for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADINGS))]
    lines = [
        "  ".join(
            cell.ljust(width) if column < 2 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join([*lines, *(f"\n{note}" for note in _notes(figures))])


def _row(figure: Figure) -> tuple[str, ...]:
    return (
        figure.name,
        figure.floor_name,
        _amount(statistics.median(figure.floor), figure.unit),
        _amount(statistics.median(figure.subject), figure.unit),
        _amount(percentile(figure.subject, 95), figure.unit),
        f"{figure.ratio:.2f}x",
    )


def _amount(value: float, unit: str) -> str:
    digits = 2 if value < 10 else 1 if value < 100 else 0
    return f"{value:.{digits}f} {unit}"


def _spread(values: Sequence[float]) -> dict[str, object]:
    return {
        "median": round(statistics.median(values), 3),
        "p95": round(percentile(values, 95), 3),
        "lowest": round(min(values), 3),
        "highest": round(max(values), 3),
    }


def _notes(figures: Sequence[Figure]) -> list[str]:
    notes = dict.fromkeys(figure.note for figure in figures if figure.note)
    shortfalls = [
        f"Not reached: {figure.name} is {figure.ratio:.2f}x of the {figure.floor_name},"
        f" asked for is at most {figure.target:g}x."
        for figure in figures
        if not figure.is_reached
    ]
    return [*notes, *shortfalls]
