"""Whether a file is sound, and what can be built again."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from app.database.connection import open_writer
from app.errors import InventoryReadOnlyError, Problem
from app.inventory import Inventory
from app.search.listing import Listing
from app.search.words import Words
from tests.inventories import add, opened

DAMAGES = {
    "UPDATE resource_count SET living = 99": "counts",
    "UPDATE resource_text SET folded = 'other'": "index",
    "DELETE FROM resource_text WHERE resource_id = (SELECT min(id) FROM resource)": "index",
    "INSERT INTO resource_search (rowid, folded) VALUES (999, 'ghost text')": "index",
    "INSERT INTO resource_search (resource_search) VALUES ('delete-all')": "index",
    "UPDATE resource SET name_key = 'zzz'": "index",
    "UPDATE resource SET name = 'changed elsewhere'": "index",
}


@pytest.fixture
def filled(inventory: Inventory) -> Inventory:
    for number in range(5):
        add(inventory, f"Atlas {number}", tags=["home"], favourite=number == 1)
    inventory.trash([add(inventory, "Gone")])
    return inventory


def codes(problems: list[Problem]) -> list[str]:
    return [problem.code for problem in problems]


def run(path: Path, statement: str) -> None:
    """What somebody did to the file with another program."""
    with closing(open_writer(path)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute(statement)


def test_a_sound_file_has_no_problems(filled: Inventory) -> None:
    assert filled.check() == []


@pytest.mark.parametrize(("statement", "code"), DAMAGES.items())
def test_what_follows_from_the_rows_is_checked_and_built_again(
    filled: Inventory, path: Path, statement: str, code: str
) -> None:
    run(path, statement)
    assert codes(filled.check()) == [code]
    assert codes(filled.check()) == [code], "a check changes nothing"
    before = filled.history()
    assert filled.check(repair=True) == []
    assert filled.history() == before
    facets = filled.facets()
    assert (facets.total, facets.favourites, facets.trash) == (5, 1, 1)
    name = filled.summaries(filled.keys(Listing()))[0].name
    assert len(filled.keys(Listing(words=Words.parse(f'"{name}"')))) >= 1


def test_rows_that_name_nothing_are_counted(filled: Inventory, path: Path) -> None:
    run(path, "UPDATE resource SET type_id = 999 WHERE id = (SELECT min(id) FROM resource)")
    problems = {problem.code: problem.message for problem in filled.check()}
    assert problems["foreign_key"] == "One row names something that does not exist."


def test_pages_that_were_damaged_are_said(filled: Inventory, path: Path) -> None:
    filled.close()
    _damage_free_page_count(path)
    with closing(opened(path)) as inventory:
        assert "damaged" in codes(inventory.check())


def test_a_file_opened_for_reading_cannot_be_checked(filled: Inventory, path: Path) -> None:
    filled.close()
    with (
        closing(opened(path, read_only=True)) as inventory,
        pytest.raises(InventoryReadOnlyError),
    ):
        inventory.check()


@pytest.mark.parametrize("repair", [False, True])
def test_an_empty_file_is_sound(inventory: Inventory, *, repair: bool) -> None:
    assert inventory.check(repair=repair) == []


def _damage_free_page_count(path: Path) -> None:
    """The header names free pages that there are not; nothing else reads them."""
    data = bytearray(path.read_bytes())
    data[36:40] = (int.from_bytes(data[36:40], "big") + 3).to_bytes(4, "big")
    path.write_bytes(data)
