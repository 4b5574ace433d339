"""Text for a terminal: what it must not obey made visible, and columns that stay aligned."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

# A terminal obeys control characters (colours, titles, key bindings), and bidirectional embeddings,
# overrides and isolates (Unicode 9, section 2) let a name show another order than it has.
_OBEYED = "\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff"
_UNSAFE = re.compile(f"[{_OBEYED}]")
_UNSAFE_IN_LINES = re.compile(f"(?![\n\t])[{_OBEYED}]")

_GAP = "  "
_SMALLEST_COLUMN = 16


def visible(text: str, *, multiline: bool = False) -> str:
    r"""The text with everything a terminal would obey written out, as `\x1b` or `\u202e`.

    Args:
        text: Any text, also with lone surrogates.
        multiline: Let line break and tab through.
    """
    pattern = _UNSAFE_IN_LINES if multiline else _UNSAFE
    return pattern.sub(_escaped, text)


def json_safe(text: str) -> str:
    """JSON text that reads the same and holds nothing a terminal would obey."""
    return _UNSAFE_IN_LINES.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def display_width(text: str) -> int:
    """How many cells of a terminal the text takes: two for East Asian wide and emoji."""
    if text.isascii():
        return len(text)
    return sum(_cells(character) for character in text)


def shortened(text: str, width: int) -> str:
    """The text cut to so many cells, its last one an ellipsis where something is missing."""
    if display_width(text) <= width:
        return text
    kept, room = [], width - 1
    for character in text:
        room -= _cells(character)
        if room < 0:
            break
        kept.append(character)
    return "".join(kept) + "…"


def table(
    headings: Sequence[str], rows: Sequence[Sequence[str]], *, width: int | None
) -> Iterator[str]:
    """Rows of one line each under their headings, in aligned columns.

    Args:
        headings: One for each column.
        rows: User text as it is; it is made visible here.
        width: Cells of the terminal; None where there is none, and nothing is cut. A narrow one
            first shortens the widest columns, then leaves out the last ones.
    """
    lines = [list(headings), *([visible(cell) for cell in row] for row in rows)]
    widths = [max(map(display_width, column)) for column in zip(*lines, strict=True)]
    if width is not None:
        widths = _fitting(widths, width)
    for line in lines:
        cells = (_padded(cell, size) for cell, size in zip(line, widths, strict=False))
        yield _GAP.join(cells).rstrip()


def details(pairs: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Labels in one column and what they say in the next; further lines of a value are indented.

    Args:
        pairs: Label and value; a value is user text as it is, and may have several lines.
    """
    indent = max((display_width(label) for label, _ in pairs), default=0) + len(_GAP)
    for label, value in pairs:
        first, *rest = visible(value, multiline=True).split("\n")
        yield (_padded(label, indent) + first).rstrip()
        for line in rest:
            yield (" " * indent + line).rstrip()


def _escaped(match: re.Match[str]) -> str:
    number = ord(match[0])
    return f"\\x{number:02x}" if number <= 0xFF else f"\\u{number:04x}"


def _cells(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def _padded(text: str, width: int) -> str:
    short = shortened(text, width)
    return short + " " * (width - display_width(short))


def _fitting(widths: list[int], available: int) -> list[int]:
    fitting = list(widths)
    while len(fitting) > 1 and _total(min(size, _SMALLEST_COLUMN) for size in fitting) > available:
        fitting.pop()
    while _total(fitting) > available and max(fitting) > 1:
        fitting[fitting.index(max(fitting))] -= 1
    return fitting


def _total(widths: Iterator[int] | list[int]) -> int:
    sizes = list(widths)
    return sum(sizes) + len(_GAP) * (len(sizes) - 1)
