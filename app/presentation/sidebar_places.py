"""The places of the sidebar: what can be looked at, in sections, with counts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from app.presentation.resource_list import counted
from app.presentation.status_labels import status_label
from app.search.facets import Facet, Facets
from app.search.listing import Filter, FilterKind

DEEPEST = 4  # levels of scopes that are indented; deeper ones stay in line with these


class Place(NamedTuple):
    """What the list is narrowed to by choosing an entry."""

    filters: tuple[Filter, ...] = ()
    deleted: bool = False


ALL = Place()
FAVOURITES = Place((Filter(FilterKind.FAVOURITE),))
TRASH = Place(deleted=True)


class Entry(NamedTuple):
    """A row of the sidebar that can be chosen.

    Args:
        place: Where it leads.
        label: For the person, never HTML.
        icon: Name of a Lucide icon; a type may name one that does not exist.
        number: Resources there.
        depth: Level in the tree of scopes, 0 at the top.
    """

    place: Place
    label: str
    icon: str
    number: int = 0
    depth: int = 0

    @property
    def sentence(self) -> str:
        """The row for a screen reader: `Servers, 12 resources`."""
        counts = counted(self.number)
        return f"{self.label}, {counts[0].lower()}{counts[1:]}"


class Section(NamedTuple):
    """Entries of one kind.

    Args:
        name: Stable, for the settings; "" for entries that stand by themselves.
        heading: For the person; "" without one.
    """

    name: str
    heading: str
    entries: tuple[Entry, ...] = ()


def sections(facets: Facets, *, chosen: Entry | None = None) -> tuple[Section, ...]:
    """The whole sidebar from top to bottom; sections without entries are left out.

    Args:
        facets: The counts.
        chosen: Stays, with a number of 0, even when no resource is there any more: the person is
            looking at it.
    """
    groups = (
        ("types", "Types", _entries(facets.types, "box")),
        ("scopes", "Scopes", _entries(facets.scopes, "folder-tree")),
        ("wrappers", "Wrappers", _entries(facets.wrappers, "boxes")),
        ("statuses", "Status", tuple(map(_status_entry, facets.statuses))),
        ("tags", "Tags", _entries(facets.tags, "tag")),
    )
    kept = _kept_in(chosen)
    found = [Section("", "", (
        Entry(ALL, "All resources", "layers", facets.total),
        Entry(FAVOURITES, "Favourites", "star", facets.favourites),
    ))]  # fmt: skip
    for name, heading, entries in groups:
        if chosen and name == kept and all(each.place != chosen.place for each in entries):
            entries = (*entries, Entry(chosen.place, chosen.label, chosen.icon))  # noqa: PLW2901
        if entries:
            found.append(Section(name, heading, entries))
    found.append(Section("", "", (Entry(TRASH, "Trash", "trash-2", facets.trash),)))
    return tuple(found)


_SECTION_OF = {
    FilterKind.TYPE: "types",
    FilterKind.SCOPE: "scopes",
    FilterKind.WRAPPER: "wrappers",
    FilterKind.STATUS: "statuses",
    FilterKind.TAG: "tags",
}


def _kept_in(chosen: Entry | None) -> str:
    if chosen is None or not chosen.place.filters:
        return ""
    return _SECTION_OF.get(chosen.place.filters[0].kind, "")


def _entries(facets: Iterable[Facet], icon: str) -> tuple[Entry, ...]:
    return tuple(
        Entry(
            Place((facet.filter,)),
            facet.label,
            facet.icon or icon,
            facet.number,
            min(facet.depth, DEEPEST),
        )
        for facet in facets
    )


def _status_entry(facet: Facet) -> Entry:
    label = status_label(facet.filter.value)
    return Entry(Place((facet.filter,)), label.word, label.icon, facet.number)
