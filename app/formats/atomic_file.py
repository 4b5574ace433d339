"""Writing a file so that there is the old one or the new one, never half of one.

The text goes to a temporary file in the same folder, readable by its owner alone, and takes the
place of the target only when all of it is on the disk.
"""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from app.errors import DiskFullError, FileAccessError

_DISK_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_REASONS = {
    errno.ENOENT: "its folder does not exist",
    errno.ENOTDIR: "its folder does not exist",
    errno.EISDIR: "this is a folder; give the name of a file",
    errno.EACCES: "nothing can be written there; choose another folder",
    errno.EPERM: "nothing can be written there; choose another folder",
    errno.EROFS: "the disk is read-only; choose another folder",
    errno.ENAMETOOLONG: "the name is too long",
    errno.EFBIG: "the file is larger than this disk takes",
    errno.EPIPE: "the reader went away before everything was written",
}


@contextmanager
def written_text(target: Path | TextIO) -> Iterator[TextIO]:
    """A stream that becomes the target when the block ends without an exception.

    Args:
        target: A file, made or replaced as a whole, or a stream (standard output), which is
            written as it comes, flushed and left open. UTF-8, lines end in a line feed.

    Raises:
        FileAccessError: The file cannot be written; what was there is still there.
        DiskFullError: There is no space for it; what was there is still there.
    """
    if isinstance(target, Path):
        with _translated(target), _replacing(target) as stream:
            yield stream
    else:
        with _translated(Path("-")):
            yield target
            target.flush()


@contextmanager
def _replacing(target: Path) -> Iterator[TextIO]:
    # A link keeps pointing to the file that is replaced; Path.resolve raises RuntimeError for one
    # that runs in a circle (until Python 3.13).
    path = Path(os.path.realpath(target))
    _check_target(target, path)
    descriptor, name = tempfile.mkstemp(prefix=".strongroom-", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    _sync_folder(path.parent)


def _check_target(target: Path, path: Path) -> None:
    if path.is_dir():
        raise FileAccessError(target, _REASONS[errno.EISDIR])
    if path.exists() and not path.is_file():
        raise FileAccessError(target, "this is not an ordinary file; use - for standard output")
    if path.exists() and not os.access(path, os.W_OK):
        raise FileAccessError(target, "it is read-only; choose another name")


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return  # Windows writes the directory entry with the rename, and opens no folder
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno != errno.EINVAL:  # file systems without folders to sync say so
            raise
    finally:
        os.close(descriptor)


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _DISK_FULL:
            raise DiskFullError(path) from error
        reason = _REASONS.get(error.errno or 0, "it cannot be written")
        raise FileAccessError(path, reason) from error
