"""One writing process a file."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from app.database.engine import Database
from app.database.process_lock import ProcessLock, is_locked, lock_path
from app.database.reader import Reader
from app.errors import FolderNotWritableError, InventoryInUseError

HOLDER = """
import sys, time
from pathlib import Path
from app.database.process_lock import ProcessLock
lock = ProcessLock(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


def test_a_second_lock_is_refused_until_the_first_is_released(path: Path) -> None:
    lock = ProcessLock(path)
    assert is_locked(path)
    with pytest.raises(InventoryInUseError):
        ProcessLock(path)
    lock.release()
    lock.release()
    assert not is_locked(path)
    ProcessLock(path).release()


def test_the_same_file_by_another_name_is_locked_too(path: Path) -> None:
    link = path.with_name("Link.strongroom")
    link.symlink_to(path)
    lock = ProcessLock(path)
    with pytest.raises(InventoryInUseError):
        ProcessLock(link)
    lock.release()


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
def test_the_lock_of_a_killed_process_is_free(path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)],
        cwd=Path(__file__).parents[3],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(InventoryInUseError):
            Database(path)
        with closing(Reader(path)) as reader:
            assert reader.types()
        os.kill(holder.pid, signal.SIGKILL)
    Database(path).close()


def test_the_lock_file_is_the_owners_alone_and_stays(path: Path) -> None:
    ProcessLock(path).release()
    assert lock_path(path).stat().st_mode & 0o777 == 0o600
    assert lock_path(path).read_bytes() == b""


def test_without_its_folder_no_lock_is_made(tmp_path: Path) -> None:
    missing = tmp_path / "missing" / "Home.strongroom"
    assert not is_locked(missing)
    with pytest.raises(FolderNotWritableError):
        ProcessLock(missing)
