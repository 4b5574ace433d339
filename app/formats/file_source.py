"""Reading a file to import: all of it, but never more than may be imported."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import BinaryIO

from app.errors import FileAccessError
from app.formats.safe_json import SIZE_LIMIT

_FOLDER = "this is a folder; choose a file"
_REASONS = {
    errno.ENOENT: "there is no such file",
    errno.ENOTDIR: "there is no such file",
    errno.EISDIR: _FOLDER,
    errno.EACCES: "it may not be read; change its permissions",
    errno.EPERM: "it may not be read; change its permissions",
}


def read_source(source: Path | BinaryIO) -> bytes:
    """The bytes of a file or stream.

    Returns:
        At most one byte more than the cap on imports, so that the format's reader sees that the
        file is too large and says so.

    Raises:
        FileAccessError: It cannot be read.
    """
    path = source if isinstance(source, Path) else Path("-")
    try:
        if not isinstance(source, Path):
            return source.read(SIZE_LIMIT + 1)
        if source.is_dir():  # Windows says that a folder may not be read
            raise FileAccessError(source, _FOLDER)
        with source.open("rb") as stream:
            return stream.read(SIZE_LIMIT + 1)
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, "it cannot be read")
        raise FileAccessError(path, reason) from error
