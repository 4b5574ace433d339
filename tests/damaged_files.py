"""What stands where an inventory should be, made from a whole one."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from app.errors import (
    InventoryDamagedError,
    InventoryFileError,
    InventoryMissingError,
    InventoryTooNewError,
    NotAFileError,
    NotAnInventoryError,
)


def _missing(path: Path) -> None:
    path.unlink()


def _in_a_missing_folder(path: Path) -> None:
    path.unlink()
    path.parent.rmdir()


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _fifo(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _short_text(path: Path) -> None:
    path.write_text("Dear diary")


def _text(path: Path) -> None:
    path.write_text("Dear diary,\n" * 1000)


def _cut(size: int) -> Callable[[Path], None]:
    def cut(path: Path) -> None:
        os.truncate(path, size if size > 0 else path.stat().st_size + size)

    cut.__name__ = f"cut_{size}"
    return cut


def _of_another_program(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE diary (entry TEXT)")


def _newer(path: Path) -> None:
    _sql(path, "PRAGMA user_version = 2")


def _negative_version(path: Path) -> None:
    _sql(path, "PRAGMA user_version = -1")


def _without_owner(path: Path) -> None:
    _sql(path, "DELETE FROM inventory")


def _without_tables(path: Path) -> None:
    _sql(path, "DROP TABLE inventory")


def _sql(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement)
        connection.commit()


Damage = Callable[[Path], None]

DAMAGES: dict[Damage, type[InventoryFileError]] = {
    _missing: InventoryMissingError,
    _in_a_missing_folder: InventoryMissingError,
    _folder: NotAFileError,
    _fifo: NotAFileError,
    _empty: NotAnInventoryError,
    _short_text: NotAnInventoryError,
    _text: NotAnInventoryError,
    _cut(10): InventoryDamagedError,
    _cut(60): InventoryDamagedError,
    _cut(100): InventoryDamagedError,
    _cut(600): InventoryDamagedError,
    _cut(4096): InventoryDamagedError,
    _cut(-5000): InventoryDamagedError,
    _cut(-1): InventoryDamagedError,
    _of_another_program: NotAnInventoryError,
    _newer: InventoryTooNewError,
    _negative_version: InventoryDamagedError,
    _without_owner: InventoryDamagedError,
    _without_tables: InventoryDamagedError,
}
"""Each damage, and the error that says so."""


def contents(folder: Path) -> dict[str, bytes | None]:
    """Every file of a folder with its bytes, to see that nothing was touched."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }
