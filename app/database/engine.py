"""The writing side of one inventory file: made whole, opened once, changed in transactions."""

from __future__ import annotations

import contextlib
import os
import secrets
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, StaticPool, event
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, SQLModel, create_engine

from app.database import schema, tables
from app.database.connection import (
    error_for,
    open_reader,
    open_writer,
    translated_errors,
)
from app.database.inspection import (
    APPLICATION_ID,
    SCHEMA_VERSION,
    examine,
    require_known,
    require_tables,
    require_writable,
)
from app.database.process_lock import ProcessLock
from app.errors import (
    AlreadyExistsError,
    DiskFullError,
    FolderNotWritableError,
    InventoryDamagedError,
    InventoryExistsError,
    InventoryReadOnlyError,
    JobCancelled,
    StrongroomError,
)

_NOT_UNIQUE = (sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY)
_SIDE_FILES = ("", "-wal", "-shm", "-journal")


class Database:
    """The one writer of a file, holding its lock until `close`."""

    def __init__(self, path: Path) -> None:
        """Open an inventory for writing, and bring its schema up to date.

        Raises:
            InventoryFileError: Of the class that says what is wrong, or who else has it open.
        """
        self.path = path
        examine(path)
        require_writable(path)
        self._lock = ProcessLock(path)
        try:
            with translated_errors(path):
                self._connection = open_writer(path)
                # Not what the header says: a version just reached may be in the log only.
                version = require_known(self._connection, path)
            self._engine = engine_on(self._connection)
            if version < SCHEMA_VERSION:
                self._migrate(version)
            with translated_errors(path):
                require_tables(self._connection, path)
        except BaseException:
            self.close()
            raise

    @contextmanager
    def session(self) -> Iterator[Session]:
        """One transaction: committed at the end, or gone without a trace.

        Raises:
            InventoryFileError: The disk is full, the file is damaged, …; nothing was changed.
            AlreadyExistsError: A unique index refused a value.
        """
        with (
            self._translated(),
            Session(self._engine, expire_on_commit=False) as session,
            session.begin(),
        ):
            yield session

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The writer's own connection, to read what it wrote."""
        with translated_errors(self.path):
            yield self._connection

    def checkpoint(self) -> None:
        """Bring the log into the file, so that the file alone is the whole inventory."""
        with self.reading() as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Give file and lock back; harmless when called twice."""
        connection: sqlite3.Connection | None = getattr(self, "_connection", None)
        if connection is not None:
            with contextlib.suppress(sqlite3.Error):
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.close()
        self._lock.release()

    def _migrate(self, version: int) -> None:
        from app.database.migrations import migrate  # noqa: PLC0415 - Alembic is slow

        try:
            with self._translated():
                migrate(self._engine, version)
        except DBAPIError as error:  # its tables are not those of its version
            raise InventoryDamagedError(self.path) from error

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (DBAPIError, sqlite3.Error) as error:
            known = _error_for(error, self.path)
            if known is None:
                raise
            raise known from error


class ReadOnlyDatabase:
    """The same file without its lock, for reading beside whoever writes."""

    def __init__(self, path: Path) -> None:
        """Open an inventory for reading.

        Raises:
            InventoryFileError: Of the class that says what is wrong.
        """
        self.path = path
        examine(path)
        with translated_errors(path):
            self._connection = open_reader(path)
        try:
            with translated_errors(path):
                require_known(self._connection, path)
                require_tables(self._connection, path)
        except BaseException:
            self.close()
            raise

    @contextmanager
    def session(self) -> Iterator[Session]:
        """No transaction: this file was opened for reading.

        Raises:
            InventoryReadOnlyError: Always.
        """
        raise InventoryReadOnlyError(self.path)
        yield  # a generator, so that it fails where the with statement stands

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The connection, which sees one moment of the file from here to the end."""
        with translated_errors(self.path):
            self._connection.execute("BEGIN")
            try:
                yield self._connection
            finally:
                if self._connection.in_transaction:  # an error may have ended it
                    self._connection.execute("ROLLBACK")

    def close(self) -> None:
        """Give the connection back."""
        self._connection.close()


def driver_connection(session: Session) -> sqlite3.Connection:
    """The sqlite3 connection under a session, inside its transaction."""
    connection = session.connection().connection.driver_connection
    assert isinstance(connection, sqlite3.Connection)  # noqa: S101 - for the type checker
    return connection


def create_file(path: Path, fill: Callable[[Session], None]) -> None:
    """Make a new inventory whole, or not at all.

    Args:
        path: Where; its folder must exist.
        fill: Writes the first rows; when it raises, no file is left.

    Raises:
        InventoryExistsError: Something is there already, which stays as it is.
        FolderNotWritableError, DiskFullError: The folder does not take it.
    """
    if path.exists() or path.is_symlink():
        raise InventoryExistsError(path)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    try:
        # Made by us before SQLite opens it: its log inherits the mode.
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except OSError as error:
        raise FolderNotWritableError(path) from error
    try:
        _build(draft, fill)
        _move_into_place(draft, path)
    except (DBAPIError, sqlite3.Error) as error:
        known = _error_for(error, path)
        if known is None:
            raise
        raise known from error
    finally:
        for suffix in _SIDE_FILES:
            draft.with_name(draft.name + suffix).unlink(missing_ok=True)


def build_schema(session: Session) -> None:
    """All tables, indexes, triggers and the search index, as a new file has them."""
    SQLModel.metadata.create_all(session.connection(), tables=_TABLES)
    for statement in schema.STATEMENTS:
        session.connection().exec_driver_sql(statement)
    session.connection().exec_driver_sql(f"PRAGMA user_version={SCHEMA_VERSION}")


# Named one by one: SQLModel's metadata is shared by every model in the process.
_TABLES = [
    SQLModel.metadata.tables[str(model.__tablename__)]
    for model in (
        tables.UserTable,
        tables.InventoryTable,
        tables.ResourceTypeTable,
        tables.WrapperTable,
        tables.ScopeTable,
        tables.ProductTable,
        tables.ResourceTable,
        tables.SubProductTable,
        tables.TagTable,
        tables.ResourceTagTable,
        tables.SecretTable,
        tables.ChangeSetTable,
        tables.HistoryTable,
        tables.ResourceTextTable,
        tables.ResourceCountTable,
    )
]


def _build(draft: Path, fill: Callable[[Session], None]) -> None:
    connection = open_writer(draft)
    engine = engine_on(connection)
    try:
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        with Session(engine) as session, session.begin():
            build_schema(session)
            fill(session)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()


def _move_into_place(draft: Path, path: Path) -> None:
    try:
        os.link(draft, path)  # unlike a rename it never replaces what appeared meanwhile
    except FileExistsError as error:
        raise InventoryExistsError(path) from error
    except OSError:
        if path.exists():  # a file system without links: the smallest window that is left
            raise InventoryExistsError(path) from None
        try:
            draft.rename(path)
        except OSError as error:
            raise DiskFullError(path) from error
    if hasattr(os, "O_DIRECTORY"):
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
        os.fsync(folder)
        os.close(folder)


def engine_on(connection: sqlite3.Connection) -> Engine:
    """SQLAlchemy on one open connection, whose owner closes it; its transactions are whole."""
    engine = create_engine(
        "sqlite://",
        creator=lambda: connection,
        poolclass=StaticPool,
        hide_parameters=True,
    )

    # sqlite3 leaves transactions to us (isolation_level=None): by default neither DDL nor reads
    # before the first write would be inside them.
    @event.listens_for(engine, "begin")
    def _begin(begun: Connection) -> None:
        begun.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _error_for(
    error: DBAPIError | sqlite3.Error, path: Path
) -> StrongroomError | JobCancelled | None:
    """The sentence for an error of SQLite, met below or above SQLAlchemy; None for our bug."""
    original = error.orig if isinstance(error, DBAPIError) else error
    if not isinstance(original, sqlite3.Error):
        return None
    if original.sqlite_errorcode in _NOT_UNIQUE:
        return AlreadyExistsError("the same identifier or name in the same place")
    return error_for(original, path)
