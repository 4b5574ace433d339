"""Counts for the sidebar."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from pathlib import Path

from app.database.connection import open_writer
from app.database.reader import Reader
from app.domain.status import Status
from app.inventory import Inventory
from app.search.facets import Facet, Facets
from app.search.listing import Filter, FilterKind, Listing
from tests.app.database.library import Library
from tests.inventories import add


def test_a_count_is_how_many_its_filter_finds(filled: Library) -> None:
    facets = filled.reader.facets()
    assert facets.total == len(filled.reader.keys(Listing()))
    assert facets.trash == len(filled.reader.keys(Listing(deleted=True)))
    favourites = Listing(filters=(Filter(FilterKind.FAVOURITE),))
    assert facets.favourites == len(filled.reader.keys(favourites))
    groups = (facets.types, facets.scopes, facets.wrappers, facets.statuses, facets.tags)
    for facet in (facet for group in groups for facet in group):
        assert facet.number == len(filled.reader.keys(Listing(filters=(facet.filter,))))


def test_everything_in_use_is_counted_and_nothing_else(filled: Library) -> None:
    facets = filled.reader.facets()
    living = [resource for resource, _ in filled.every if resource.deleted is None]

    def counts(group: tuple[Facet, ...]) -> dict[str, int]:
        return {facet.filter.value: facet.number for facet in group}

    assert counts(facets.types) == Counter(resource.type for resource in living)
    assert counts(facets.statuses) == Counter(str(resource.status) for resource in living)
    assert counts(facets.tags) == Counter(tag for resource in living for tag in resource.tags)
    assert [facet.label for facet in facets.statuses] == [
        status for status in Status if status in counts(facets.statuses)
    ]


def test_scopes_and_wrappers_are_there_even_empty(filled: Library) -> None:
    facets = filled.reader.facets()
    assert {facet.filter.value: facet.depth for facet in facets.scopes} == {
        "scope_empty": 0,
        "scope_home": 0,
        "scope_cellar": 1,
        "scope_shelf": 2,
        "scope_office": 0,
    }
    assert len(facets.wrappers) == 3
    assert {facet.label: facet.number for facet in facets.scopes}["EMPTY"] == 0


def test_a_type_has_its_icon_and_name(inventory: Inventory) -> None:
    add(inventory, type="payment-card")
    (facet,) = inventory.facets().types
    assert facet == Facet(
        Filter(FilterKind.TYPE, "payment-card"), "Payment card", 1, icon="credit-card"
    )


def test_an_empty_inventory_counts_nothing(inventory: Inventory) -> None:
    assert inventory.facets() == Facets()


def test_each_scope_stands_before_those_below_it_by_name(inventory: Inventory) -> None:
    for name, parent in [("b", None), ("A", None), ("z", "scope_a"), ("y", "scope_a")]:
        inventory.add_scope(name, parent=parent)
    add(inventory, scope="scope_z")
    found = [(facet.label, facet.depth, facet.number) for facet in inventory.facets().scopes]
    assert found == [("A", 0, 1), ("y", 1, 0), ("z", 1, 1), ("b", 0, 0)]


def test_a_tree_may_be_deep_and_a_loop_ends(path: Path) -> None:
    with closing(open_writer(path)) as connection:
        connection.execute("BEGIN")
        connection.executemany(
            "INSERT INTO scope (id, identifier, name, parent_id) VALUES (?, ?, 'deep', ?)",
            [(n, f"scope_{n}", n - 1 if n > 1 else None) for n in range(1, 3001)],
        )
        connection.executemany(
            "INSERT INTO scope (id, identifier, name, parent_id) VALUES (?, ?, 'loop', NULL)",
            [(4001, "scope_loop1"), (4002, "scope_loop2")],
        )
        connection.execute("UPDATE scope SET parent_id = 8003 - id WHERE id > 4000")
        connection.execute("COMMIT")
        with closing(Reader(path)) as reader:
            scopes = reader.facets().scopes
    assert [facet.depth for facet in scopes] == list(range(3000))
