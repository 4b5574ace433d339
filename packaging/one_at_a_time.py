"""A lock between processes that dies with its holder."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO


@contextlib.contextmanager
def one_at_a_time(path: Path, *, when_waiting: Callable[[], None]) -> Iterator[None]:
    """Let one process at a time into the block.

    Args:
        path: The lock's file; made when missing and left in place, because removing it would let
            two processes hold two different files of that name.
        when_waiting: Called once if another process is inside.
    """
    with path.open("ab") as file:
        if not _try_lock(file):
            when_waiting()
            _wait_for_lock(file)
        yield  # closing the file gives the lock back


if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: BinaryIO) -> bool:
        file.seek(0)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _wait_for_lock(file: BinaryIO) -> None:
        while not _try_lock(file):
            time.sleep(0.2)

else:
    import fcntl

    def _try_lock(file: BinaryIO) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _wait_for_lock(file: BinaryIO) -> None:
        fcntl.flock(file, fcntl.LOCK_EX)
