"""Reading one JSON object of a file member by member, with every problem at once.

A reader takes a JSON value and returns the program's, or raises ValueError. JSON types are taken
as they are: "5" is no number and 1 is no yes, however willing a model would be to convert them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from app.domain.identifiers import human_id_from_text, uuid_from_text
from app.domain.resource_draft import TITLES
from app.domain.text import has_bad_characters
from app.domain.times import from_milliseconds, from_text, to_milliseconds
from app.errors import Problem

Reader = Callable[[object], object]

_MORE_TITLES = {"human_id": "Human ID", "vat": "VAT", "deleted_at": "Time of deletion"}


def read_members(
    row: object, readers: Mapping[str, Reader]
) -> tuple[dict[str, Any], list[Problem]]:
    """The members of a row that can be read, and what is wrong with the others.

    Args:
        row: Any JSON value; anything but an object is a problem.
        readers: By name; a name that is not here is a problem, one that is missing is not.

    Returns:
        Values by name, and at most one problem a name; the unknown names share one.
    """
    if not isinstance(row, dict):
        return {}, [Problem("", "wrong_value", "This must be a JSON object.")]
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, read in readers.items():
        if name not in row:
            continue
        try:
            values[name] = read(row[name])
        except ValueError:
            problems.append(wrong_value(name))
    if not row.keys() <= readers.keys():
        problems.append(Problem("", "not_allowed", "There is a field that does not exist."))
    return values, problems


def wrong_value(name: str) -> Problem:
    """The problem of a member that could not be read."""
    title = TITLES.get(name) or _MORE_TITLES.get(name) or name.replace("_", " ").capitalize()
    return Problem(name, "wrong_value", f"{title} has a value it cannot have.")


def optional(read: Reader) -> Reader:
    """A reader that takes null as None."""

    def read_or_none(value: object) -> object:
        return None if value is None else read(value)

    return read_or_none


def text(value: object) -> str:
    """Any text."""
    if not isinstance(value, str):
        raise ValueError("no text")
    return value


def line_of(limit: int) -> Reader:
    """A reader of one line of text with up to so many characters."""

    def read_line(value: object) -> str:
        line = text(value)
        if len(line) > limit or has_bad_characters(line):
            raise ValueError("no line, or too long")
        return line

    return read_line


def text_of(limit: int) -> Reader:
    """A reader of any text with up to so many characters."""

    def read_text(value: object) -> str:
        whole = text(value)
        if len(whole) > limit:
            raise ValueError("too long")
        return whole

    return read_text


def flag(value: object) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise ValueError("neither true nor false")
    return value


def whole_number(value: object) -> int:
    """An integer; neither true nor 1.0 is one."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError("no whole number")
    return value


def decimal(value: object) -> Decimal:
    """A number as the decimal that the file shows."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise ValueError("no number")
    return Decimal(repr(value))


def rate(value: object) -> Decimal:
    """A decimal from 0 to 1."""
    number = decimal(value)
    if not 0 <= number <= 1:
        raise ValueError("not from 0 to 1")
    return number


def texts(value: object) -> list[str]:
    """A list of texts."""
    if not isinstance(value, list):
        raise ValueError("no list")
    return [text(item) for item in value]


def members(value: object) -> dict[str, Any]:
    """An object."""
    if not isinstance(value, dict):
        raise ValueError("no object")
    return value


def moment(value: object) -> datetime:
    """RFC 3339, cut to milliseconds."""
    return from_milliseconds(to_milliseconds(from_text(text(value))))


def uuid(value: object) -> UUID:
    """A UUID in lower case."""
    found = uuid_from_text(text(value))
    if found is None or str(found) != value:
        raise ValueError("no UUID")
    return found


def human_id(value: object) -> str:
    """A human ID, any case."""
    found = human_id_from_text(text(value))
    if found is None:
        raise ValueError("no human ID")
    return found
