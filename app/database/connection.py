"""How SQLite is opened, and what its errors mean to a person; stdlib only, for the first paint."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from app.errors import (
    DiskFullError,
    InventoryDamagedError,
    InventoryInUseError,
    InventoryMissingError,
    InventoryReadOnlyError,
    InventoryUnreadableError,
    JobCancelled,
    NotAnInventoryError,
    StrongroomError,
)

BUSY_TIMEOUT_MS = 5_000
READER_CACHE_KIB = 8_192
_PRIMARY_CODE = 0xFF  # the low byte of SQLite's extended result codes

# Explicit even where it is a build's default: a distribution may have changed it.
_WRITER_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    f"busy_timeout={BUSY_TIMEOUT_MS}",
    "temp_store=MEMORY",
    "secure_delete=ON",
    "cell_size_check=ON",
    "trusted_schema=OFF",
    "mmap_size=0",  # a cold first page through mmap took ten times as long
)
_READER_PRAGMAS = (
    "query_only=ON",
    f"busy_timeout={BUSY_TIMEOUT_MS}",
    "temp_store=MEMORY",
    "cell_size_check=ON",
    "trusted_schema=OFF",
    "mmap_size=0",
    f"cache_size=-{READER_CACHE_KIB}",
)


def open_writer(path: Path) -> sqlite3.Connection:
    """The one connection that writes; transactions are the caller's to begin."""
    return _opened(_uri(path, "rw"), _WRITER_PRAGMAS)


def open_reader(path: Path) -> sqlite3.Connection:
    """A connection that cannot write; one a thread, except that any thread may interrupt it."""
    if not has_write_bit(path) and not has_log(path):
        return open_untouched(path)
    try:
        # Opened for writing, where that is allowed, and then made unable to: a connection that
        # was opened for reading leaves the log and its shared memory behind.
        return _opened(_uri(path, "rw"), _READER_PRAGMAS)
    except sqlite3.OperationalError:
        # In a folder that cannot be written SQLite cannot make the shared memory of a log;
        # without a log nothing is pending and the file may be read as it stands.
        if has_log(path):
            raise
        return open_untouched(path)


def open_untouched(path: Path) -> sqlite3.Connection:
    """A connection that reads the file as it stands, its log ignored: no lock, no file beside."""
    return _opened(_uri(path, "ro") + "&immutable=1", _READER_PRAGMAS)


def has_write_bit(path: Path) -> bool:
    """Whether anybody may write the file, other than root, whom modes do not stop."""
    return bool(path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))


def has_log(path: Path) -> bool:
    """Whether something that was committed is not in the file itself yet."""
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def _opened(uri: str, pragmas: Iterable[str]) -> sqlite3.Connection:
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    try:
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone()
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _uri(path: Path, mode: str) -> str:
    return f"{path.resolve().as_uri()}?mode={mode}"


@contextmanager
def translated_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite raises about this file into sentences; our own bugs pass through.

    Raises:
        InventoryFileError: Of the class that fits the result code.
        JobCancelled: The query was interrupted.
    """
    try:
        yield
    except sqlite3.Error as error:
        known = error_for(error, path)
        if known is None:
            raise
        raise known from error
    except UnicodeDecodeError as error:
        raise InventoryDamagedError(path) from error  # of a message that quotes a damaged schema


def error_for(error: sqlite3.Error, path: Path) -> StrongroomError | JobCancelled | None:
    """The sentence for a SQLite error, by its result code; None where it is our bug."""
    code = getattr(error, "sqlite_errorcode", 0) & _PRIMARY_CODE
    if code == 0 and isinstance(error, sqlite3.OperationalError):
        return InventoryDamagedError(path)  # Python's own: a text in the file is no UTF-8
    if code == sqlite3.SQLITE_INTERRUPT:
        return JobCancelled()
    kind = {
        sqlite3.SQLITE_FULL: DiskFullError,
        sqlite3.SQLITE_IOERR: DiskFullError,
        sqlite3.SQLITE_READONLY: InventoryReadOnlyError,
        sqlite3.SQLITE_PERM: InventoryReadOnlyError,
        sqlite3.SQLITE_BUSY: InventoryInUseError,
        sqlite3.SQLITE_LOCKED: InventoryInUseError,
        sqlite3.SQLITE_CORRUPT: InventoryDamagedError,
        sqlite3.SQLITE_NOTADB: NotAnInventoryError,
        sqlite3.SQLITE_CANTOPEN: (
            InventoryUnreadableError if path.exists() else InventoryMissingError
        ),
    }.get(code)
    return kind(path) if kind else None
