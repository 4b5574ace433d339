"""What a file is, found out without changing it.

The look at it goes through SQLite too: closing any other descriptor of a file drops every lock
that this process has on it, and the next program to close the file would then throw away a log
that is still written to (https://www.sqlite.org/howtocorrupt.html section 2.2).
"""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

from app.database.connection import has_log, has_write_bit, open_untouched, translated_errors
from app.errors import (
    InventoryDamagedError,
    InventoryMissingError,
    InventoryReadOnlyError,
    InventoryTooNewError,
    InventoryUnreadableError,
    NotAFileError,
    NotAnInventoryError,
)

APPLICATION_ID = 0x5374726D  # “Strm”
SCHEMA_VERSION = 1

_MAGIC = b"SQLite format 3\x00"
_SMALLEST_DATABASE = 512  # bytes: one page of the smallest size; nothing below can be open here


def examine(path: Path) -> None:
    """Look at a file before it is opened, without changing it.

    Raises:
        InventoryFileError: Missing, no file, unreadable, no inventory, damaged, or too new.
    """
    size = _size_of(path)
    if size < _SMALLEST_DATABASE:
        start = _start_of(path)
        is_cut_off = start != b"" and start == _MAGIC[: len(start)]
        raise InventoryDamagedError(path) if is_cut_off else NotAnInventoryError(path)
    try:
        with translated_errors(path), closing(open_untouched(path)) as connection:
            require_known(connection, path)
            if size < _full_size(connection):
                raise InventoryDamagedError(path)
    except sqlite3.Error as error:
        raise NotAnInventoryError(path) from error  # such as a file format of the future
    except InventoryDamagedError:
        # Pages may rightly be missing from a file whose log has them.
        if not has_log(path):
            raise


def require_known(connection: sqlite3.Connection, path: Path) -> int:
    """The version of the schema of an open file, which this program knows.

    Raises:
        NotAnInventoryError: Another program's database.
        InventoryDamagedError: No program wrote such a version.
        InventoryTooNewError: A newer version wrote it.
    """
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    if application != APPLICATION_ID:
        raise NotAnInventoryError(path)
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version < 0:
        raise InventoryDamagedError(path)
    if version > SCHEMA_VERSION:
        raise InventoryTooNewError(path, version, SCHEMA_VERSION)
    return int(version)


def require_tables(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a file that is an inventory by its header only.

    Raises:
        InventoryDamagedError: It was cut inside its first pages, or somebody emptied it.
    """
    try:
        owner = connection.execute("SELECT owner_id FROM inventory").fetchone()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
            raise
        owner = None  # no such table
    if owner is None:
        raise InventoryDamagedError(path)


def require_writable(path: Path) -> None:
    """Refuse a file that its owner has made read-only, also where root could write it.

    Raises:
        InventoryReadOnlyError: No write permission is set, or the system refuses.
    """
    may_write = has_write_bit(path) and os.access(path, os.W_OK)
    if not may_write or not os.access(path.parent, os.W_OK):
        raise InventoryReadOnlyError(path)


def _size_of(path: Path) -> int:
    try:
        facts = path.stat()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise InventoryMissingError(path) from error
    except OSError as error:
        raise InventoryUnreadableError(path) from error
    if not stat.S_ISREG(facts.st_mode):
        raise NotAFileError(path)
    return facts.st_size


def _start_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(len(_MAGIC))
    except OSError as error:
        raise InventoryUnreadableError(path) from error


def _full_size(connection: sqlite3.Connection) -> int:
    """How long the file says it is; SQLite itself does not miss the end of a last page."""
    (page_size,) = connection.execute("PRAGMA page_size").fetchone()
    (page_count,) = connection.execute("PRAGMA page_count").fetchone()
    return int(page_size * page_count)
