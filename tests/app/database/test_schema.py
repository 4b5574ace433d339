"""What the schema holds by itself: uniqueness, counts, the plan of every hot query."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from app.database import schema
from app.database.connection import open_writer
from app.database.engine import Database
from app.database.find import to_sql
from app.errors import AlreadyExistsError
from app.inventory import Inventory
from app.search.listing import Filter, FilterKind, Listing, Sort, SortKey
from tests.inventories import add, added_key, draft

UNIQUE = ("resource_external_id", "resource_name_in_wrapper")


def rename(connection: sqlite3.Connection, names: dict[int, str]) -> None:
    for key, name in names.items():
        connection.execute("UPDATE resource SET name = ? WHERE id = ?", (name, key))


@pytest.fixture
def pair(inventory: Inventory) -> tuple[int, int]:
    """Two resources in one wrapper."""
    inventory.add_wrapper("Rack", "rack")
    return add(inventory, "one", wrapper="rack"), add(inventory, "other", wrapper="rack")


class TestUniqueness:
    def test_two_may_meet_in_between_if_it_is_checked_at_the_end(
        self, inventory: Inventory, pair: tuple[int, int], path: Path
    ) -> None:
        inventory.close()
        with closing(open_writer(path)) as connection:
            swapped = {pair[0]: "other", pair[1]: "one"}
            with pytest.raises(sqlite3.IntegrityError):
                rename(connection, swapped)
            connection.execute("BEGIN")
            with schema.uniqueness_checked_at_the_end(connection):
                rename(connection, swapped)
            connection.execute("COMMIT")
            names = connection.execute("SELECT name FROM resource ORDER BY id").fetchall()
            assert names == [("other",), ("one",)]
            with pytest.raises(sqlite3.IntegrityError):
                rename(connection, {pair[0]: "one"})

    def test_two_that_still_meet_at_the_end_are_refused(
        self, inventory: Inventory, pair: tuple[int, int], path: Path
    ) -> None:
        inventory.close()
        with closing(Database(path)) as database:
            with pytest.raises(AlreadyExistsError), database.session() as session:
                connection = session.connection().connection.driver_connection
                assert isinstance(connection, sqlite3.Connection)
                with schema.uniqueness_checked_at_the_end(connection):
                    rename(connection, {pair[0]: "other"})
            with database.reading() as connection:
                indexes = "SELECT name FROM sqlite_schema WHERE name IN (?, ?) ORDER BY name"
                assert [row[0] for row in connection.execute(indexes, UNIQUE)] == list(UNIQUE)
                assert connection.execute("SELECT name FROM resource").fetchone() == ("one",)

    def test_it_need_not_be_put_off(
        self, inventory: Inventory, pair: tuple[int, int], path: Path
    ) -> None:
        inventory.close()
        with (
            closing(open_writer(path)) as connection,
            pytest.raises(sqlite3.IntegrityError),
            schema.uniqueness_checked_at_the_end(connection, only_if=False),
        ):
            rename(connection, {pair[0]: "other"})


def test_counts_follow_every_row(inventory: Inventory) -> None:
    def counts() -> tuple[int, int, int]:
        facets = inventory.facets()
        return facets.total, facets.favourites, facets.trash

    assert counts() == (0, 0, 0)
    one, other = add(inventory, "one"), add(inventory, "other", favourite=True)
    assert counts() == (2, 1, 0)
    inventory.set_favourite([one, other], True)
    assert counts() == (2, 2, 0)
    inventory.trash([one])
    assert counts() == (1, 1, 1)
    inventory.set_favourite([other], False)
    assert counts() == (1, 0, 1)
    inventory.restore([one])
    assert counts() == (2, 1, 0)
    changes = inventory.add(draft("third", favourite=True))
    assert counts() == (3, 2, 0)
    assert changes.change_set is not None
    inventory.revert(changes.change_set)
    assert counts() == (2, 1, 0)
    assert added_key(changes) not in inventory.keys(Listing(deleted=None))


@pytest.mark.parametrize(
    ("listing", "index"),
    [
        (Listing(), "resource_by_name"),
        (Listing(sort=Sort(SortKey.NAME, descending=True)), "resource_by_name"),
        (Listing(sort=Sort(SortKey.CREATED, descending=True)), "resource_by_created"),
        (Listing(sort=Sort(SortKey.UPDATED, descending=True)), "resource_by_updated"),
        (Listing(filters=(Filter(FilterKind.FAVOURITE),)), "resource_favourites"),
    ],
    ids=["name", "name down", "created", "updated", "favourites"],
)
def test_a_first_page_comes_from_an_index_without_sorting(
    listing: Listing, index: str, inventory: Inventory, path: Path
) -> None:
    inventory.close()
    statement, values = to_sql(listing, limit=64)
    with closing(open_writer(path)) as connection:
        plan = connection.execute(f"EXPLAIN QUERY PLAN {statement}", values).fetchall()
    steps = " ".join(str(row[3]) for row in plan)
    assert index in steps
    assert "TEMP B-TREE" not in steps
