"""What a list of resources is asked for: filters, words, and an order."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from app.search.words import Words

FIRST_PAGE = 128  # rows: what a tall screen shows, so that the first answer fills it


class FilterKind(StrEnum):
    """A property that the sidebar narrows the list by."""

    FAVOURITE = "favourite"
    TYPE = "type"
    SCOPE = "scope"
    WRAPPER = "wrapper"
    STATUS = "status"
    TAG = "tag"


class Filter(NamedTuple):
    """Keep only resources whose property has this value.

    Args:
        kind: The property.
        value: A type's key, a scope's or wrapper's identifier, a status, a tag's name;
            "" for favourites.
    """

    kind: FilterKind
    value: str = ""


class SortKey(StrEnum):
    """What a list can be ordered by; the values are the names in `list --sort`."""

    NAME = "name"
    TYPE = "type"
    STATUS = "status"
    USERNAME = "username"
    SCOPE = "scope"
    WRAPPER = "wrapper"
    CREATED = "created"
    UPDATED = "updated"


class Sort(NamedTuple):
    """An order; equal resources follow in the order of their keys, so that it is total."""

    key: SortKey = SortKey.NAME
    descending: bool = False

    @classmethod
    def parse(cls, text: str) -> Sort:
        """Read `name` or `-updated`.

        Raises:
            ValueError: No such key.
        """
        return cls(SortKey(text.removeprefix("-")), text.startswith("-"))


class Listing(NamedTuple):
    """One question to the inventory: which resources, in which order.

    Args:
        filters: All must hold.
        words: What was typed into the search bar, parsed.
        sort: The order of the answer.
        deleted: Look in the trash, and only there. None looks at everything.
    """

    filters: tuple[Filter, ...] = ()
    words: Words = Words()
    sort: Sort = Sort()
    deleted: bool | None = False
