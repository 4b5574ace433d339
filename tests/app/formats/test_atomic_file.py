"""A file is the old one or the new one, whatever happens while it is written."""

import errno
import io
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from app.errors import DiskFullError, FileAccessError, JobCancelled
from app.formats.atomic_file import written_text

POSIX = pytest.mark.skipif(os.name != "posix", reason="POSIX permissions and signals")


def write(path: Path, text: str) -> None:
    with written_text(path) as stream:
        stream.write(text)


def test_makes_a_file(tmp_path: Path) -> None:
    write(tmp_path / "a.json", "ä🔐\n")
    assert (tmp_path / "a.json").read_bytes() == "ä🔐\n".encode()
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


@POSIX
def test_keeps_others_from_reading_it(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("old")
    path.chmod(0o644)
    with written_text(path):
        modes = [stat.S_IMODE(found.stat().st_mode) for found in tmp_path.glob(".strongroom-*")]
        assert modes == [0o600]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_leaves_the_old_file_and_nothing_else_after_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("old")
    with pytest.raises(JobCancelled), written_text(path) as stream:
        stream.write("half")
        raise JobCancelled
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_leaves_the_old_file_when_the_process_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("old")
    program = (
        "import sys; from pathlib import Path\n"
        "from app.formats.atomic_file import written_text\n"
        "with written_text(Path(sys.argv[1])) as stream:\n"
        "    stream.write('half' * 100_000); stream.flush()\n"
        "    print('half', flush=True); sys.stdin.read()\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "half\n"
        process.kill()
    assert path.read_text() == "old"


@POSIX
def test_says_that_the_disk_takes_no_more(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("old")
    program = (
        "import resource, sys; from pathlib import Path\n"
        "from app.errors import FileAccessError\n"
        "from app.formats.atomic_file import written_text\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))\n"
        "try:\n"
        "    with written_text(Path(sys.argv[1])) as stream: stream.write('x' * 100_000)\n"
        "except FileAccessError as error: print(error)\n"
    )
    finished = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True
    )
    assert finished.stdout == f"{path}: the file is larger than this disk takes.\n"
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_says_that_the_disk_is_full(tmp_path: Path, code: int) -> None:
    with pytest.raises(DiskFullError, match="The disk is full"), written_text(tmp_path / "a.json"):
        raise OSError(code, "as the system says it")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (errno.EACCES, "nothing can be written there; choose another folder"),
        (errno.EROFS, "the disk is read-only; choose another folder"),
        (errno.EIO, "it cannot be written"),
    ],
)
def test_says_what_the_system_refuses(tmp_path: Path, code: int, reason: str) -> None:
    path = tmp_path / "a.json"
    with pytest.raises(FileAccessError) as caught, written_text(path):
        raise OSError(code, "as the system says it")
    assert str(caught.value) == f"{path}: {reason}."


def test_says_that_the_folder_is_missing(tmp_path: Path) -> None:
    with pytest.raises(FileAccessError, match="its folder does not exist"):
        write(tmp_path / "missing" / "a.json", "")


def test_says_that_the_folder_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("old")
    with pytest.raises(FileAccessError, match="its folder does not exist"):
        write(tmp_path / "file" / "a.json", "")


def test_says_that_the_target_is_a_folder(tmp_path: Path) -> None:
    with pytest.raises(FileAccessError, match="this is a folder; give the name of a file"):
        write(tmp_path, "")


def test_says_that_the_name_is_too_long(tmp_path: Path) -> None:
    with pytest.raises(FileAccessError, match="the name is too long"):
        write(tmp_path / ("x" * 300), "")
    assert list(tmp_path.iterdir()) == []


@POSIX
def test_does_not_replace_a_device(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(FileAccessError, match="this is not an ordinary file"):
        write(tmp_path / "pipe", "")


@POSIX
@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root may write everything")
def test_does_not_replace_a_read_only_file(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("old")
    path.chmod(0o400)
    with pytest.raises(FileAccessError, match="it is read-only"):
        write(path, "new")
    assert path.read_text() == "old"


@POSIX
def test_writes_through_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "a.json", tmp_path / "link.json"
    target.write_text("old")
    link.symlink_to(target)
    write(link, "new")
    assert link.is_symlink()
    assert target.read_text() == "new"


def test_writes_to_a_stream_and_leaves_it_open() -> None:
    stream = io.StringIO()
    with written_text(stream) as same:
        same.write("new")
    assert stream.getvalue() == "new"


@POSIX
def test_says_that_the_reader_went_away() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    stream = os.fdopen(writing, "w")
    with pytest.raises(FileAccessError, match="the reader went away"), written_text(stream):
        stream.write("new")
    with pytest.raises(BrokenPipeError):
        stream.close()
