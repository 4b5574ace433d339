"""Writing JSON piece by piece: however many resources, the same memory."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TextIO, TypeVar

from app.jobs import Progress

Row = TypeVar("Row")

_STEP = 100  # rows between two reports; writing a row takes some 20 µs

_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def to_json(value: object) -> str:
    """One value on one line, non-ASCII characters as they are.

    Raises:
        ValueError: NaN or infinity, which JSON does not know.
    """
    return _encode(value)


def write_array(target: TextIO, rows: Iterable[object]) -> int:
    """Write a JSON array, one row a line.

    Returns:
        How many rows there were.
    """
    count = 0
    target.write("[")
    for count, row in enumerate(rows, start=1):
        target.write("\n" if count == 1 else ",\n")
        target.write(to_json(row))
    target.write("\n]" if count else "]")
    return count


def reported(rows: Iterable[Row], total: int, progress: Progress, text: str) -> Iterator[Row]:
    """The same rows, with a report every now and then and at the end.

    Raises:
        JobCancelled: The person asked to stop.
    """
    done = 0
    for done, row in enumerate(rows, start=1):
        if done % _STEP == 1:
            progress.step(done - 1, total, text)
        yield row
    progress.step(done, total, text)
