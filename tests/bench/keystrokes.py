"""The fixed list of searches, as single keystrokes with the answer that each must show."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.database.find import to_sql
from app.search.listing import Listing
from app.search.words import Words

SEARCHES = (
    "postgres",  # one in sixty
    "prod",  # almost half
    "gres",  # the middle of a word
    "mailer-test",
    "krakow",  # accents are ignored
    "lodz",
    "reykjavik 0004",
    "mara prod",  # two parts
    "brulee migration",  # in descriptions
    "strasse",
    "EXT-0000041",  # one
    "chloé",
    "8443",
    "京都",
    "תל-אביב",
)


@dataclass(frozen=True, slots=True)
class Keystroke:
    """One character typed into the search bar.

    Args:
        character: What is typed.
        text: What the search bar holds then.
        count: How many resources are found.
        is_first: The search bar was emptied before.
        is_visible: The table has to be painted anew: there is an answer, and it is another one.
    """

    character: str
    text: str
    count: int
    is_first: bool
    is_visible: bool


class RawSearch:
    """The floor of a search: stdlib sqlite3 and the program's own statement, nothing around it."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)

    def find(self, text: str) -> int:
        """Fetch the keys of everything that a text finds; how many they are."""
        statement, values = to_sql(Listing(words=Words.parse(text)))
        return len(self._connection.execute(statement, values).fetchall())


def keystrokes(raw: RawSearch) -> Iterator[Keystroke]:
    """All searches of the list, character by character.

    A longer text finds a part of what its beginning found, so equal counts are equal answers.
    """
    total = raw.find("")
    for search in SEARCHES:
        before = total
        for end in range(1, len(search) + 1):
            text = search[:end]
            count = raw.find(text)
            yield Keystroke(
                character=search[end - 1],
                text=text,
                count=count,
                is_first=end == 1,
                is_visible=count not in (0, before),
            )
            before = count
