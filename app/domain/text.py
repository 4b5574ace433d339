"""What text a field takes: how many characters, and which."""

from __future__ import annotations

import unicodedata

NAME_LIMIT = 64
USERNAME_LIMIT = 64
URI_LIMIT = 1024
DESCRIPTION_LIMIT = 10_000
TAG_LIMIT = 128
IDENTIFIER_LIMIT = 64
EXTERNAL_ID_LIMIT = 256
REFERENCE_ID_LIMIT = 256

# Cc controls, Cs lone surrogates, Zl and Zp line and paragraph separators: none of them can be
# typed into or shown on one line. Bidirectional marks (Cf) stay: right-to-left names need them.
_REFUSED_CATEGORIES = frozenset({"Cc", "Cs", "Zl", "Zp"})
_LINE_CHARACTERS = "\n\t"


def has_bad_characters(text: str, *, multiline: bool = False) -> bool:
    """Whether the text holds control characters or is not valid Unicode.

    Args:
        text: Any text.
        multiline: Allow line break and tab, as descriptions do.
    """
    if text.isascii() and text.isprintable():
        return False
    return any(
        unicodedata.category(character) in _REFUSED_CATEGORIES
        and not (multiline and character in _LINE_CHARACTERS)
        for character in text
    )


def one_line(text: str) -> str:
    """The text with every run of white space and control characters as one space."""
    cleaned = "".join(
        " " if unicodedata.category(character) in _REFUSED_CATEGORIES else character
        for character in text
    )
    return " ".join(cleaned.split())
