"""Files that are no inventory: each says what it is, and none is touched by the look at it."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from app.database.connection import open_untouched, open_writer
from app.database.engine import Database, ReadOnlyDatabase
from app.database.inspection import SCHEMA_VERSION, examine, require_known, require_writable
from app.database.process_lock import lock_path
from app.database.reader import Reader
from app.errors import (
    InventoryDamagedError,
    InventoryFileError,
    InventoryReadOnlyError,
    InventoryTooNewError,
)
from tests.damaged_files import DAMAGES, Damage, contents
from tests.inventories import copied
from tests.powerless import run_powerless

every_damage = pytest.mark.parametrize(
    "damage", DAMAGES, ids=lambda damage: damage.__name__.strip("_")
)
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="how root gives up its powers")


@pytest.fixture
def path(tmp_path: Path, template: Path) -> Path:
    """An inventory alone in a folder of its own."""
    folder = tmp_path / "folder"
    folder.mkdir()
    (moved := copied(template, tmp_path)).rename(folder / moved.name)
    return folder / moved.name


@every_damage
@pytest.mark.parametrize("opener", [Reader, Database, ReadOnlyDatabase])
def test_a_file_that_is_no_inventory_is_refused_and_left_as_it_is(
    opener: Callable[[Path], Reader], damage: Damage, path: Path, tmp_path: Path
) -> None:
    damage(path)
    before = contents(tmp_path)
    with pytest.raises(InventoryFileError) as caught:
        opener(path)
    lock_path(path).unlink(missing_ok=True)
    assert type(caught.value) is DAMAGES[damage]
    assert caught.value.path == path
    assert str(caught.value).startswith(("There is no inventory", str(path)))
    assert contents(tmp_path) == before


@every_damage
def test_the_look_at_a_file_makes_no_other(damage: Damage, path: Path, tmp_path: Path) -> None:
    damage(path)
    before = contents(tmp_path)
    header_is_fine = DAMAGES[damage] is InventoryDamagedError and path.stat().st_size % 4096 == 0
    try:
        examine(path)
    except InventoryFileError as error:
        assert type(error) is DAMAGES[damage]
    else:
        assert header_is_fine
    assert contents(tmp_path) == before


def test_a_whole_file_passes(path: Path) -> None:
    examine(path)
    with closing(open_untouched(path)) as connection:
        assert require_known(connection, path) == SCHEMA_VERSION


@pytest.mark.parametrize("name", ["ümlaut ?#%20 &mode=rw", "🔐", "two  words"])
def test_any_file_name_will_do(name: str, path: Path) -> None:
    renamed = path.rename(path.with_name(f"{name}.strongroom"))
    with closing(Database(renamed)), closing(Reader(renamed)) as reader:
        assert reader.types()


@linux_only
@pytest.mark.parametrize(
    ("file_mode", "folder_mode", "expected"),
    [
        (0o000, 0o700, ["InventoryUnreadableError"] * 3),
        (0o600, 0o000, ["InventoryUnreadableError"] * 3),
        (0o400, 0o700, ["read", "read", "InventoryReadOnlyError"]),
        (0o600, 0o500, ["read", "read", "InventoryReadOnlyError"]),
        (0o400, 0o500, ["read", "read", "InventoryReadOnlyError"]),
    ],
)
def test_modes_of_file_and_folder_count(
    file_mode: int, folder_mode: int, expected: list[str], path: Path
) -> None:
    before = contents(path.parent)
    path.chmod(file_mode)
    path.parent.chmod(folder_mode)
    answer = run_powerless(OPENING, str(path))
    path.parent.chmod(0o700)
    path.chmod(0o600)
    assert answer.split() == expected
    assert contents(path.parent) == before


OPENING = """
import sys
from pathlib import Path
from app.database.engine import Database, ReadOnlyDatabase
from app.database.reader import Reader
from app.errors import InventoryFileError
for opener in (Reader, ReadOnlyDatabase, Database):
    try:
        opener(Path(sys.argv[1])).close()
    except InventoryFileError as error:
        print(type(error).__name__)
    else:
        print("read")
"""


def test_a_file_without_write_permission_is_not_written_by_root_either(path: Path) -> None:
    path.chmod(0o444)
    with pytest.raises(InventoryReadOnlyError):
        require_writable(path)
    with pytest.raises(InventoryReadOnlyError):
        Database(path)


@pytest.mark.parametrize("opener", [Reader, Database])
def test_a_version_that_is_only_in_the_log_counts(
    opener: Callable[[Path], Reader], path: Path
) -> None:
    with closing(open_writer(path)) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
        examine(path)  # the file itself still says what it said
        with pytest.raises(InventoryTooNewError):
            opener(path)


def test_a_file_may_be_shorter_while_its_log_has_the_rest(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        connection.execute("CREATE TABLE big (content)")
        connection.execute("INSERT INTO big VALUES (zeroblob(200000))")
        connection.commit()
        # As a checkpoint leaves it that was killed after its first page.
        with closing(sqlite3.connect(path)) as other:
            count = other.execute("PRAGMA page_count").fetchone()[0]
        data = bytearray(path.read_bytes())
        data[28:32] = count.to_bytes(4, "big")
        path.write_bytes(data)
        examine(path)
        with closing(Reader(path)) as reader:
            assert reader.types()


def test_every_byte_of_the_header_may_be_wrong(path: Path, tmp_path: Path) -> None:
    whole = path.read_bytes()
    for offset in range(100):
        for value in (0, 1, 0x7F, 0xFF):
            path.write_bytes(whole[:offset] + bytes([value]) + whole[offset + 1 :])
            try:
                reader = Reader(path)
            except InventoryFileError:
                continue
            with closing(reader):
                assert len(reader.types()) == 14
