"""What a file is before SQLite touches it, read off the database header.

Offsets of the header are those of https://www.sqlite.org/fileformat.html section 1.3.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

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
_HEADER_SIZE = 100


def examine(path: Path) -> int:
    """Look at a file without changing it.

    Returns:
        The version of its schema, at most `SCHEMA_VERSION`.

    Raises:
        InventoryFileError: Missing, no file, unreadable, no inventory, damaged, or too new.
    """
    header, size = _header_of(path)
    if len(header) < _HEADER_SIZE or not header.startswith(_MAGIC):
        if header and _MAGIC.startswith(header[: len(_MAGIC)]):
            raise InventoryDamagedError(path)
        raise NotAnInventoryError(path)
    if _number(header, 68) != APPLICATION_ID:
        raise NotAnInventoryError(path)
    if _is_cut_short(path, header, size):
        raise InventoryDamagedError(path)
    version = _number(header, 60)
    if version > SCHEMA_VERSION:
        raise InventoryTooNewError(path, version, SCHEMA_VERSION)
    return version


def require_writable(path: Path) -> None:
    """Refuse a file that its owner has made read-only, also where root could write it.

    Raises:
        InventoryReadOnlyError: No write permission is set, or the system refuses.
    """
    has_write_bit = bool(path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
    if not has_write_bit or not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        raise InventoryReadOnlyError(path)


def _header_of(path: Path) -> tuple[bytes, int]:
    try:
        facts = path.stat()
        if not stat.S_ISREG(facts.st_mode):
            raise NotAFileError(path)
        with path.open("rb") as file:
            return file.read(_HEADER_SIZE), facts.st_size
    except (FileNotFoundError, NotADirectoryError) as error:
        raise InventoryMissingError(path) from error
    except PermissionError as error:
        raise InventoryUnreadableError(path) from error


def _is_cut_short(path: Path, header: bytes, size: int) -> bool:
    """Whether pages are missing; with a log beside it the file may rightly be shorter."""
    log = path.with_name(path.name + "-wal")
    if log.exists() and log.stat().st_size > 0:
        return False
    page_size = int.from_bytes(header[16:18], "big")
    page_size = 65_536 if page_size == 1 else page_size
    is_count_valid = header[24:28] == header[92:96]
    return is_count_valid and size < page_size * _number(header, 28)


def _number(header: bytes, offset: int) -> int:
    return int.from_bytes(header[offset : offset + 4], "big")
