"""How many resources there are of each kind, for the sidebar."""

from __future__ import annotations

from typing import NamedTuple

from app.search.listing import Filter


class Facet(NamedTuple):
    """One value of a property that resources have.

    Args:
        filter: Narrows the list to the resources counted here.
        label: For the person.
        number: Living resources with it.
        icon: Name of a Lucide icon; "" where the kind of facet has one for all.
        depth: Level in the tree of scopes, 0 at the top.
    """

    filter: Filter
    label: str
    number: int
    icon: str = ""
    depth: int = 0


class Facets(NamedTuple):
    """All counts of one moment; the trash is counted apart from the rest."""

    total: int = 0
    favourites: int = 0
    trash: int = 0
    types: tuple[Facet, ...] = ()
    scopes: tuple[Facet, ...] = ()
    wrappers: tuple[Facet, ...] = ()
    statuses: tuple[Facet, ...] = ()
    tags: tuple[Facet, ...] = ()
