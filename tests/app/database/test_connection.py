"""How SQLite is opened, and its errors as sentences."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path

import pytest

from app.database.connection import (
    error_for,
    open_reader,
    open_untouched,
    open_writer,
    translated_errors,
)
from app.errors import (
    DiskFullError,
    InventoryDamagedError,
    InventoryInUseError,
    InventoryMissingError,
    InventoryReadOnlyError,
    InventoryUnreadableError,
    JobCancelled,
    NotAnInventoryError,
)
from tests.damaged_files import contents

ENDLESS = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
WRITER = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "busy_timeout": 5_000,
    "temp_store": 2,
    "secure_delete": 1,
    "cell_size_check": 1,
    "trusted_schema": 0,
    "mmap_size": 0,
}
READER = {
    "query_only": 1,
    "busy_timeout": 5_000,
    "temp_store": 2,
    "cell_size_check": 1,
    "trusted_schema": 0,
    "mmap_size": 0,
    "cache_size": -8_192,
}


def pragmas(connection: sqlite3.Connection, names: Iterable[str]) -> dict[str, object]:
    """What is really set."""
    return {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in names}


def test_the_writer_is_durable_and_trusts_no_schema(path: Path) -> None:
    with closing(open_writer(path)) as connection:
        assert pragmas(connection, WRITER) == WRITER
        assert connection.isolation_level is None


@pytest.mark.parametrize("opener", [open_reader, open_untouched])
def test_a_reader_cannot_write(opener: Callable[[Path], sqlite3.Connection], path: Path) -> None:
    with closing(opener(path)) as connection:
        assert pragmas(connection, READER) == READER
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            connection.execute("DELETE FROM resource_type")


def test_a_reader_sees_what_was_just_committed_and_leaves_nothing_behind(path: Path) -> None:
    before = contents(path.parent)
    with closing(open_reader(path)) as reader:
        assert reader.execute("SELECT count(*) FROM tag").fetchone() == (0,)
    assert contents(path.parent) == before
    with closing(open_writer(path)) as writer, closing(open_reader(path)) as reader:
        writer.execute("INSERT INTO tag (name, name_key) VALUES ('a', 'a')")
        assert reader.execute("SELECT count(*) FROM tag").fetchone() == (1,)
        with closing(open_untouched(path)) as untouched:
            assert untouched.execute("SELECT count(*) FROM tag").fetchone() == (0,)


def test_an_interrupted_query_is_a_cancelled_job(path: Path) -> None:
    with closing(open_reader(path)) as connection:
        begun = threading.Event()
        connection.create_function("begun", 0, begun.set)

        def interrupt() -> None:
            assert begun.wait(20)
            connection.interrupt()

        thread = threading.Thread(target=interrupt)
        thread.start()
        with pytest.raises(JobCancelled), translated_errors(path):
            connection.execute(f"SELECT begun(), ({ENDLESS})").fetchone()
        thread.join()
        assert connection.execute("SELECT 1").fetchone() == (1,)


class TestErrors:
    def test_a_full_disk_is_said(self, path: Path) -> None:
        with closing(open_writer(path)) as connection:
            connection.execute("PRAGMA max_page_count = 1")
            with pytest.raises(DiskFullError), translated_errors(path):
                connection.execute("CREATE TABLE more AS SELECT zeroblob(1000000)")

    def test_a_second_writer_is_said(self, path: Path) -> None:
        with closing(open_writer(path)) as one, closing(open_writer(path)) as other:
            other.execute("PRAGMA busy_timeout = 0")
            one.execute("BEGIN IMMEDIATE")
            with pytest.raises(InventoryInUseError), translated_errors(path):
                other.execute("BEGIN IMMEDIATE")

    def test_writing_through_a_reader_is_said(self, path: Path) -> None:
        with (
            closing(open_reader(path)) as reader,
            pytest.raises(InventoryReadOnlyError),
            translated_errors(path),
        ):
            reader.execute("DELETE FROM tag")

    def test_a_file_that_is_not_there_is_said(self, tmp_path: Path) -> None:
        missing = tmp_path / "missing"
        with pytest.raises(InventoryMissingError), translated_errors(missing):
            open_writer(missing)
        assert not missing.exists()

    def test_one_that_is_there_and_cannot_be_opened_is_said_otherwise(self, tmp_path: Path) -> None:
        with pytest.raises(InventoryUnreadableError), translated_errors(tmp_path):
            open_writer(tmp_path)

    def test_what_is_no_database_is_said(self, path: Path) -> None:
        path.write_bytes(b"x" * 10_000)
        with pytest.raises(NotAnInventoryError), translated_errors(path):
            open_writer(path)

    def test_damaged_pages_are_said(self, path: Path) -> None:
        data = path.read_bytes()
        path.write_bytes(data[:4096] + b"\xff" * (len(data) - 4096))
        with pytest.raises(InventoryDamagedError), translated_errors(path):
            open_reader(path)

    def test_text_that_is_no_utf_8_is_damage(self, path: Path) -> None:
        with closing(open_writer(path)) as connection:
            connection.execute("INSERT INTO tag (name, name_key) VALUES (CAST(x'ff' AS TEXT), '')")
            with pytest.raises(InventoryDamagedError), translated_errors(path):
                connection.execute("SELECT name FROM tag").fetchall()

    def test_our_own_mistakes_stay_what_they_are(self, path: Path) -> None:
        with closing(open_reader(path)) as connection:
            with (
                pytest.raises(sqlite3.OperationalError, match="no such table") as caught,
                translated_errors(path),
            ):
                connection.execute("SELECT * FROM diary")
            assert caught.value.__cause__ is None
            assert error_for(caught.value, path) is None
            with pytest.raises(sqlite3.ProgrammingError), translated_errors(path):
                connection.execute("SELECT ?", ())
