"""Reading JSON from a file that nobody vouches for.

Refused, each with one sentence that never holds what the file holds: more than 64 MB, text that is
not UTF-8 (a byte order mark is accepted), more values than a real file of that size has, nesting
deeper than 64, NaN and Infinity, numbers that overflow, integers beyond 64 bits, a key that occurs
twice in one object, and half a surrogate pair.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable
from typing import Any, NoReturn

from app.errors import InvalidImportError

SIZE_LIMIT = 64 * 1024 * 1024
DEPTH_LIMIT = 64
# An empty list takes three bytes in a file and sixty in memory; a resource of some 1,200 bytes
# brings about forty commas and brackets, so a real file of 64 MB stays below half of this.
VALUE_LIMIT = 5_000_000
_INTEGER_BITS = 64

_SURROGATE_ESCAPE = re.compile(r"\\u[dD][89a-fA-F]")


def load(source: bytes) -> object:
    """Parse one JSON document.

    Returns:
        dict, list, str, int, float, bool or None, nested at most `DEPTH_LIMIT` deep.

    Raises:
        InvalidImportError: The file is refused; the sentence says why.
    """
    _check_size(source)
    text = _decoded(source)
    if not text.strip():
        raise InvalidImportError("The file is empty.")
    document = _parsed(text)
    _check_depth(document)
    if _SURROGATE_ESCAPE.search(text):
        _check_surrogates(document)
    return document


def _check_size(source: bytes) -> None:
    if len(source) > SIZE_LIMIT:
        raise InvalidImportError(
            f"The file is larger than {SIZE_LIMIT // 1024**2} MB, the most that can be imported."
        )
    if sum(map(source.count, (b",", b"[", b"{"))) > VALUE_LIMIT:
        raise InvalidImportError("The file holds more values than can be imported at once.")


def _decoded(source: bytes) -> str:
    try:
        return source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        position = error.start
    # Outside the handler, here and below: the exceptions of the standard library carry the source.
    raise InvalidImportError(f"The file is not UTF-8 text (byte {position + 1}).")


def _parsed(text: str) -> object:
    try:
        return json.loads(
            text,
            object_pairs_hook=_object,
            parse_int=_integer,
            parse_float=_decimal,
            parse_constant=_constant,
        )
    except json.JSONDecodeError as error:
        sentence = f"The file is not JSON (line {error.lineno}, column {error.colno})."
    except RecursionError:
        sentence = _TOO_DEEP
    raise InvalidImportError(sentence)


_TOO_DEEP = f"The file is nested more than {DEPTH_LIMIT} levels deep."


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise InvalidImportError("The file has an object with the same key twice.")
    return members


def _integer(digits: str) -> int:
    # Counting digits first: turning a million of them into an int takes minutes, or a ValueError.
    number = int(digits) if len(digits) <= 20 else None
    if number is None or not -(1 << _INTEGER_BITS - 1) <= number < 1 << _INTEGER_BITS - 1:
        raise InvalidImportError("The file holds a whole number that is too large.")
    return number


def _decimal(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise InvalidImportError("The file holds a number that is too large.")
    return number


def _constant(_name: str) -> NoReturn:
    raise InvalidImportError("The file holds NaN or Infinity, which JSON does not know.")


def _check_depth(document: object) -> None:
    level = [document]
    for _ in range(DEPTH_LIMIT + 1):
        level = [value for value in level if isinstance(value, dict | list)]
        if not level:
            return
        level = [child for value in level for child in _children(value)]
    raise InvalidImportError(_TOO_DEEP)


def _children(value: Any) -> Iterable[Any]:
    return value.values() if isinstance(value, dict) else value


def _check_surrogates(document: object) -> None:
    values = [document]
    while values:
        value = values.pop()
        if isinstance(value, str):
            _check_text(value)
        elif isinstance(value, dict):
            for key in value:
                _check_text(key)
            values.extend(value.values())
        elif isinstance(value, list):
            values.extend(value)


def _check_text(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        pass
    else:
        return
    raise InvalidImportError("The file holds half of a Unicode character (a lone surrogate).")
