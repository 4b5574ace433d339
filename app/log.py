"""The log: warnings and errors in one private file, without content of any inventory."""

from __future__ import annotations

import copy
import logging
import os
import sys
import traceback
from io import TextIOWrapper
from pathlib import Path
from types import TracebackType

from app.errors import FolderNotWritableError
from app.overriding import override
from app.paths import make_folder_of

SIZE_LIMIT = 1_000_000
PRIVATE_FILE_MODE = 0o600

_LINE = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def start_log(path: Path, *, logger: logging.Logger | None = None) -> logging.Handler:
    """Note what happens from WARNING up; called once, where a program starts.

    Args:
        path: The file; it and its folder are made with the first line.
        logger: Whose lines, the root's unless given.

    Returns:
        The handler that was attached, for whoever wants to take it off again.
    """
    handler = PrivateFileHandler(path)
    handler.setLevel(logging.WARNING)
    handler.setFormatter(ContentFreeFormatter(_LINE))
    (logger or logging.getLogger()).addHandler(handler)
    return handler


class PrivateFileHandler(logging.FileHandler):
    """A log file for the owner alone; a long one is kept as `….1` when a program starts.

    A log that cannot be written is done without: it must not stand in the way of the work.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path, encoding="utf-8", errors="backslashreplace", delay=True)

    @override
    def _open(self) -> TextIOWrapper:
        path = Path(self.baseFilename)
        make_folder_of(path)
        if path.exists() and path.stat().st_size > SIZE_LIMIT:
            path.replace(path.with_name(path.name + ".1"))
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, PRIVATE_FILE_MODE)
        return os.fdopen(descriptor, "a", encoding=self.encoding, errors=self.errors)

    @override
    def emit(self, record: logging.LogRecord) -> None:
        try:
            super().emit(record)
        except (OSError, FolderNotWritableError):  # from _open
            self.handleError(record)

    @override
    def handleError(self, record: logging.LogRecord) -> None:
        if not isinstance(sys.exc_info()[1], OSError | FolderNotWritableError):
            super().handleError(record)


class ContentFreeFormatter(logging.Formatter):
    """Writes where an exception came from and its class, never its text.

    The text of a foreign exception may quote what was being worked on.
    """

    @override
    def format(self, record: logging.LogRecord) -> str:
        # Another handler may have left its own rendering of the exception on the record.
        own = copy.copy(record)
        own.exc_text = None
        return super().format(own)

    @override
    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        kind, _, trace = ei
        if kind is None:
            return ""
        return "".join(traceback.format_tb(trace)) + kind.__name__
