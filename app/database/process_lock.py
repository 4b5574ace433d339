"""One writing process a file: a lock that dies with the process.

The lock is on a file of its own beside the inventory: SQLite keeps POSIX locks on the inventory
itself, and closing any other descriptor of that file in the same process would drop them
(https://www.sqlite.org/howtocorrupt.html section 2.2).
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from app.errors import FolderNotWritableError, InventoryInUseError

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class ProcessLock:
    """Held from construction until `release` or the end of the process."""

    def __init__(self, path: Path) -> None:
        """Take the lock of an inventory.

        Raises:
            InventoryInUseError: Another process, or another inventory object, holds it.
            FolderNotWritableError: The lock file cannot be made.
        """
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0)
        try:
            self._descriptor = os.open(lock_path(path), flags, 0o600)
        except OSError as error:
            raise FolderNotWritableError(path) from error
        try:
            _lock(self._descriptor)
        except OSError as error:
            self.release()
            raise InventoryInUseError(path) from error

    def release(self) -> None:
        """Let others in; harmless when called twice."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


def lock_path(path: Path) -> Path:
    """The lock file of an inventory; it stays, because removing it would race."""
    resolved = path.resolve()
    return resolved.with_name(f".{resolved.name}.lock")


def is_locked(path: Path) -> bool:
    """Whether somebody holds the lock of an inventory right now."""
    if not lock_path(path).exists():
        return False
    try:
        ProcessLock(path).release()
    except (InventoryInUseError, FolderNotWritableError):
        return True
    return False
