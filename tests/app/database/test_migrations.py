"""Older files: brought to exactly the schema of a new one, and only they cost Alembic."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from app.database.connection import open_writer
from app.database.engine import Database, engine_on
from app.database.inspection import APPLICATION_ID, SCHEMA_VERSION
from app.database.migrations import migrate, revision_id
from app.domain.resource import Resource
from app.domain.status import Status
from app.errors import InventoryDamagedError
from app.search.listing import Listing
from app.search.words import Words
from tests.inventories import add, copied, opened
from tests.old_inventories import VERSIONS, old_inventory

PROJECT = Path(__file__).parents[3]


@pytest.fixture
def empty_file(tmp_path: Path) -> Path:
    """A file of version 0: ours, and without any table."""
    path = tmp_path / "Old.strongroom"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    return path


def schema_of(path: Path) -> dict[str, Any]:
    """Everything that SQLite knows about the tables of a file, in no particular order."""
    with closing(sqlite3.connect(path)) as connection:
        objects = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema")
        found: dict[str, Any] = {
            f"{kind} {name}": (table, " ".join((sql or "").split()))
            for kind, name, table, sql in objects
        }
        for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'"):
            found[f"columns of {name}"] = connection.execute(
                "SELECT * FROM pragma_table_xinfo(?)", (name,)
            ).fetchall()
            found[f"indexes of {name}"] = sorted(_indexes(connection, name))
            found[f"references of {name}"] = sorted(
                row[2:] for row in connection.execute(f"PRAGMA foreign_key_list({name})")
            )
    return found


def _indexes(connection: sqlite3.Connection, table: str) -> Iterator[tuple[Any, ...]]:
    for _, name, *facts in connection.execute(f"PRAGMA index_list({table})"):
        columns = connection.execute("SELECT * FROM pragma_index_xinfo(?)", (name,)).fetchall()
        yield (name if not name.startswith("sqlite_") else "", *facts, columns)


def test_a_migrated_file_has_exactly_the_schema_of_a_new_one(empty_file: Path, path: Path) -> None:
    with closing(open_writer(empty_file)) as connection:
        migrate(engine_on(connection), 0)
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
        assert connection.execute("SELECT * FROM resource_count").fetchall() == [(1, 0, 0, 0)]
    migrated, fresh = schema_of(empty_file), schema_of(path)
    assert migrated.keys() == fresh.keys()
    assert len(fresh) > 50
    for name in fresh:
        assert migrated[name] == fresh[name]


def test_an_older_file_is_migrated_when_it_is_opened(empty_file: Path, path: Path) -> None:
    with pytest.raises(InventoryDamagedError):  # for it has no owner
        Database(empty_file)
    assert schema_of(empty_file) == schema_of(path)


def test_a_migration_that_fails_leaves_the_file_as_it_was(empty_file: Path) -> None:
    with closing(sqlite3.connect(empty_file)) as connection:
        connection.execute("CREATE TABLE history (diary)")
    before = schema_of(empty_file)
    with pytest.raises(InventoryDamagedError):
        Database(empty_file)
    assert schema_of(empty_file) == before
    with closing(sqlite3.connect(empty_file)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (0,)


def test_a_file_whose_version_was_lost_is_damaged(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 0")
    with pytest.raises(InventoryDamagedError):
        Database(path)


def test_only_an_older_file_costs_alembic(empty_file: Path, path: Path) -> None:
    program = """
import sys
from pathlib import Path
from app.database.engine import Database
from app.errors import InventoryDamagedError
Database(Path(sys.argv[1])).close()
print("alembic" in sys.modules)
try:
    Database(Path(sys.argv[2]))
except InventoryDamagedError:
    print("alembic" in sys.modules)
"""
    command = [sys.executable, "-c", program, str(path), str(empty_file)]
    ended = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True)
    assert ended.stdout.split() == ["False", "True"]


def test_revisions_are_numbered_without_a_gap() -> None:
    folder = PROJECT / "app" / "database" / "migrations" / "versions"
    files = sorted(file.name[:4] for file in folder.glob("[0-9]*.py"))
    assert files == [revision_id(version) for version in range(1, SCHEMA_VERSION + 1)]


@pytest.mark.parametrize("version", VERSIONS)
class TestOldFiles:
    def test_a_file_of_every_version_is_kept_and_becomes_a_current_one(
        self, version: int, tmp_path: Path, path: Path
    ) -> None:
        old = copied(old_inventory(version), tmp_path, "Old")
        opened(old).close()
        assert schema_of(old) == schema_of(path)

    def test_everything_in_it_is_there(self, version: int, tmp_path: Path) -> None:
        old = copied(old_inventory(version), tmp_path, "Old")
        with closing(opened(old)) as inventory:
            assert inventory.check() == []
            every = inventory.resources(inventory.keys(Listing(deleted=None)))
            found = {resource.name: resource for resource in every}
            assert found.keys() == {"Atlas", "Mail", "Lamp", "خادم 🔐"}
            _check_lamp(found["Lamp"])
            atlas, mail = found["Atlas"], found["Mail"]
            assert (atlas.favourite, atlas.tags, atlas.wrapper) == (True, ("home",), None)
            assert inventory.reveal(atlas.key).main.reveal() == "battery staple"
            description = inventory.reveal(mail.key).description
            assert description is not None
            assert description.reveal() == "Recovery codes: 1 2 3"
            words = Words.parse("atlas home")
            assert list(inventory.keys(Listing(words=words))) == [atlas.key]
            assert (inventory.facets().total, inventory.facets().trash) == (3, 1)

    def test_work_goes_on_in_it(self, version: int, tmp_path: Path) -> None:
        old = copied(old_inventory(version), tmp_path, "Old")
        with closing(opened(old)) as inventory:
            entry = inventory.history(limit=1)[0]
            inventory.revert(entry.change_set)
            key = add(inventory, "New", secret="s3cret")
            assert inventory.reveal(key).main.reveal() == "s3cret"
            assert inventory.check() == []


def _check_lamp(lamp: Resource) -> None:
    assert (lamp.product, lamp.sub_products) == ("lamp", ("bulb", "bulb"))
    assert (lamp.retail_price, lamp.currency, str(lamp.vat)) == (5490, "EUR", "0.19")
    assert lamp.status is Status.ON_THE_WAY_TO
