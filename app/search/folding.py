"""How text is folded for finding and sorting: any case, accents ignored."""

from __future__ import annotations

import unicodedata

# Letters whose stroke or bar is part of the letter, so that Unicode does not decompose them.
_STROKED = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "ŧ": "t", "æ": "ae",
                          "œ": "oe", "ð": "d", "þ": "th"})  # fmt: skip


def fold(text: str) -> str:
    """The text as it is searched and sorted: case folded, accents stripped.

    Args:
        text: Any text. Pure ASCII takes a short way: folding is most of the cost of an import.

    Returns:
        Text whose length may differ; line breaks stay.
    """
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    stripped = "".join(c for c in decomposed if not unicodedata.combining(c))
    # Again, for what was inside: a modifier letter decomposes to a capital.
    return stripped.casefold().translate(_STROKED)
