"""The writing side: files made whole or not at all, transactions whole or not at all."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlmodel import Session

from app.database import inventory_row
from app.database.connection import open_writer
from app.database.engine import Database, ReadOnlyDatabase, create_file, driver_connection
from app.database.inspection import APPLICATION_ID, SCHEMA_VERSION
from app.database.process_lock import ProcessLock
from app.database.reader import Reader
from app.database.tables import TagTable, WrapperTable
from app.domain.user import User
from app.errors import (
    AlreadyExistsError,
    DiskFullError,
    FolderNotWritableError,
    InventoryExistsError,
    InventoryInUseError,
    InventoryReadOnlyError,
)
from tests.damaged_files import contents
from tests.inventories import START
from tests.made_records import USER
from tests.powerless import run_powerless


def fill(session: Session, user: User = USER) -> None:
    """The first rows of a new file."""
    inventory_row.fill_new(
        session, user, key_store="passphrase", check_value=b"check", moment=START
    )


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def tags(path: Path) -> list[str]:
    """What a program of its own sees."""
    with closing(ReadOnlyDatabase(path)) as database, database.reading() as connection:
        return [row[0] for row in connection.execute("SELECT name FROM tag ORDER BY name")]


def count_in_another_program(path: Path) -> int:
    """How many tags a program sees that opens and closes the file as any SQLite tool does."""
    program = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
print(*connection.execute("SELECT count(*) FROM tag").fetchone())
connection.close()
"""
    command = [sys.executable, "-c", program, str(path)]
    return int(subprocess.run(command, check=True, capture_output=True).stdout)


class TestCreating:
    def test_a_new_file_says_what_it_is_and_has_no_other_beside_it(self, tmp_path: Path) -> None:
        path = tmp_path / "New.strongroom"
        create_file(path, fill)
        assert names(tmp_path) == {"New.strongroom"}
        assert mode(path) == 0o600
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
            assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
            assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)

    def test_log_and_shared_memory_are_the_owners_alone_too(self, tmp_path: Path) -> None:
        path = tmp_path / "New.strongroom"
        old = os.umask(0)
        try:
            create_file(path, fill)
            with closing(Database(path)) as database, database.session() as session:
                session.add(TagTable(name="a", name_key="a"))
                session.flush()
                modes = {name: mode(tmp_path / name) for name in names(tmp_path)}
        finally:
            os.umask(old)
        assert modes == {
            ".New.strongroom.lock": 0o600,
            "New.strongroom": 0o600,
            "New.strongroom-shm": 0o600,
            "New.strongroom-wal": 0o600,
        }

    @pytest.mark.parametrize("error", [RuntimeError("ours"), KeyboardInterrupt()])
    def test_when_filling_fails_nothing_is_left(self, error: BaseException, tmp_path: Path) -> None:
        def fail(session: Session) -> None:
            fill(session)
            raise error

        with pytest.raises(type(error)):
            create_file(tmp_path / "New.strongroom", fail)
        assert names(tmp_path) == set()

    @pytest.mark.parametrize("kind", ["file", "folder", "dangling link"])
    def test_what_is_there_already_stays(self, kind: str, tmp_path: Path) -> None:
        path = tmp_path / "New.strongroom"
        if kind == "file":
            path.write_text("diary")
        elif kind == "folder":
            path.mkdir()
        else:
            path.symlink_to(tmp_path / "nowhere")
        before = contents(tmp_path)
        with pytest.raises(InventoryExistsError):
            create_file(path, fill)
        assert contents(tmp_path) == before

    def test_a_file_that_appears_meanwhile_stays_too(self, tmp_path: Path) -> None:
        path = tmp_path / "New.strongroom"

        def fill_while_another_comes(session: Session) -> None:
            fill(session)
            path.write_text("diary")

        with pytest.raises(InventoryExistsError):
            create_file(path, fill_while_another_comes)
        assert contents(tmp_path) == {"New.strongroom": b"diary"}

    def test_without_its_folder_nothing_is_made(self, tmp_path: Path) -> None:
        with pytest.raises(FolderNotWritableError):
            create_file(tmp_path / "missing" / "New.strongroom", fill)
        assert names(tmp_path) == set()

    @pytest.mark.skipif(sys.platform != "linux", reason="how root gives up its powers")
    def test_in_a_folder_that_cannot_be_written_nothing_is_made(self, tmp_path: Path) -> None:
        tmp_path.chmod(0o500)
        program = """
import sys
from pathlib import Path
from app.database.engine import create_file
from app.errors import FolderNotWritableError
try:
    create_file(Path(sys.argv[1]), lambda session: None)
except FolderNotWritableError as error:
    print(error)
"""
        sentence = run_powerless(program, str(tmp_path / "New.strongroom"))
        tmp_path.chmod(0o700)
        assert sentence == f"Nothing can be written in {tmp_path}; choose another folder."
        assert names(tmp_path) == set()


class TestSession:
    def test_it_is_committed_at_the_end(self, database: Database, path: Path) -> None:
        with database.session() as session:
            session.add(TagTable(name="a", name_key="a"))
            driver_connection(session).execute("INSERT INTO tag (name, name_key) VALUES ('b','b')")
            assert tags(path) == []
        assert tags(path) == ["a", "b"]

    def test_an_error_takes_all_of_it_back(self, database: Database, path: Path) -> None:
        with pytest.raises(RuntimeError), database.session() as session:
            session.add(TagTable(name="a", name_key="a"))
            session.flush()
            driver_connection(session).execute("CREATE TABLE extra (x)")
            raise RuntimeError
        assert tags(path) == []
        with database.session() as session:
            driver_connection(session).execute("CREATE TABLE extra (x)")

    @pytest.mark.parametrize("is_below", [False, True])
    def test_what_must_be_unique_is_a_conflict(
        self, database: Database, path: Path, *, is_below: bool
    ) -> None:
        with pytest.raises(AlreadyExistsError), database.session() as session:
            session.add(TagTable(name="a", name_key="a"))
            session.flush()
            if is_below:
                driver_connection(session).execute(
                    "INSERT INTO tag (name, name_key) VALUES ('a', 'a')"
                )
            else:
                session.add(TagTable(name="a", name_key="a"))
        assert tags(path) == []

    def test_our_own_mistakes_stay_what_they_are(self, database: Database) -> None:
        with pytest.raises(sqlite3.IntegrityError, match="NOT NULL"), database.session() as session:
            driver_connection(session).execute("INSERT INTO tag (name) VALUES (NULL)")

    @pytest.mark.parametrize("is_below", [False, True])
    def test_a_full_disk_leaves_everything_as_it_was_and_the_file_usable(
        self, database: Database, path: Path, *, is_below: bool
    ) -> None:
        with database.reading() as connection:
            (pages,) = connection.execute("PRAGMA page_count").fetchone()
            connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(DiskFullError), database.session() as session:
            session.add(TagTable(name="a", name_key="a"))
            session.flush()
            if is_below:
                driver_connection(session).execute(
                    "INSERT INTO tag (name, name_key) SELECT 'big', hex(zeroblob(1000000))"
                )
            else:
                session.add(TagTable(name="big", name_key="x" * 2_000_000))
        assert tags(path) == []
        with database.reading() as connection:
            connection.execute("PRAGMA max_page_count = 100000")
        with database.session() as session:
            session.add(TagTable(name="small", name_key="small"))
        assert tags(path) == ["small"]

    def test_no_sentence_of_sqlalchemy_shows_values(self, database: Database) -> None:
        with pytest.raises(AlreadyExistsError) as caught, database.session() as session:
            for key in (1, 2):
                session.add(WrapperTable(id=key, identifier="canary-4711", name="x"))
                session.flush()
        assert "canary-4711" not in f"{caught.value} {caught.value.__cause__}"


class TestDatabase:
    def test_it_is_open_in_one_place_only(self, database: Database, path: Path) -> None:
        with pytest.raises(InventoryInUseError):
            Database(path)
        with closing(ReadOnlyDatabase(path)) as beside, beside.reading() as connection:
            assert connection.execute("SELECT count(*) FROM resource_type").fetchone() == (14,)

    def test_closing_leaves_one_file_and_is_harmless_twice(self, path: Path) -> None:
        database = Database(path)
        with database.session() as session:
            session.add(TagTable(name="a", name_key="a"))
        database.close()
        database.close()
        assert {name for name in names(path.parent) if "-" in name} == {"Home.strongroom-key"}
        ProcessLock(path).release()
        assert tags(path) == ["a"]

    def test_a_failed_opening_gives_the_lock_back(self, path: Path) -> None:
        with closing(open_writer(path)) as connection:
            connection.execute("DROP TABLE inventory")
        for _ in range(2):
            with pytest.raises(Exception, match="is damaged"):
                Database(path)
        ProcessLock(path).release()

    def test_a_checkpoint_brings_the_log_into_the_file(
        self, database: Database, path: Path, tmp_path: Path
    ) -> None:
        with database.session() as session:
            session.add(TagTable(name="a", name_key="a"))
        database.checkpoint()
        alone = tmp_path / "alone.strongroom"
        alone.write_bytes(path.read_bytes())
        assert tags(alone) == ["a"]

    def test_the_locks_of_this_process_outlive_every_look_at_the_file(
        self, database: Database, path: Path
    ) -> None:
        """Another program that closes the file must not think itself the last, and drop the log."""
        Reader(path).close()
        ReadOnlyDatabase(path).close()
        with database.session() as session:
            session.add(TagTable(name="first", name_key=""))
        look = (
            "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('SELECT * FROM tag')"
        )
        subprocess.run([sys.executable, "-c", f"{look}; c.close()", str(path)], check=True)
        assert path.with_name(path.name + "-wal").stat().st_size > 0
        with database.session() as session:
            session.add(TagTable(name="second", name_key=""))
        seen = "c.execute('SELECT count(*) FROM tag').fetchone()[0]"
        ended = subprocess.run(
            [sys.executable, "-c", f"{look}; print({seen})", str(path)],
            check=True,
            capture_output=True,
        )
        assert ended.stdout == b"2\n"


class TestReadOnlyDatabase:
    def test_nothing_is_written_through_it(self, path: Path) -> None:
        with closing(ReadOnlyDatabase(path)) as database:
            with pytest.raises(InventoryReadOnlyError), database.session():
                raise AssertionError
            with database.reading() as connection, pytest.raises(sqlite3.OperationalError):
                connection.execute("DELETE FROM tag")

    def test_a_reading_sees_one_moment_of_the_file(self, database: Database, path: Path) -> None:
        with closing(ReadOnlyDatabase(path)) as beside:
            with beside.reading() as connection:
                assert connection.execute("SELECT count(*) FROM tag").fetchone() == (0,)
                with database.session() as session:
                    session.add(TagTable(name="a", name_key="a"))
                assert connection.execute("SELECT count(*) FROM tag").fetchone() == (0,)
            with beside.reading() as connection:
                assert connection.execute("SELECT count(*) FROM tag").fetchone() == (1,)
