"""Where the key file's passphrase comes from: what the person just typed, or a file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import FileAccessError

if TYPE_CHECKING:
    from app.domain.secret_text import SecretText


class PassphraseSource:
    """Answers the key store, on its thread, with what the window was told before.

    A typed passphrase is handed over once and forgotten; the store remembers it until it is locked.

    Args:
        file: Its first line is the passphrase; None where the person is asked.
    """

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._typed: SecretText | None = None

    @property
    def asks_person(self) -> bool:
        """Whether nobody but the person has the passphrase."""
        return self._file is None

    def put(self, passphrase: SecretText) -> None:
        """Take what the person typed, for the next question."""
        self._typed = passphrase

    def forget(self) -> None:
        """Drop what was not asked for."""
        self._typed = None

    def __call__(self, _request: object) -> str | None:
        """The passphrase; None where there is none.

        Raises:
            FileAccessError: The file cannot be read.
        """
        typed, self._typed = self._typed, None
        if typed is not None:
            return typed.reveal()
        return None if self._file is None else _first_line(self._file)


def _first_line(file: Path) -> str:
    try:
        with file.open(encoding="utf-8") as lines:
            return lines.readline().rstrip("\r\n")
    except UnicodeDecodeError:
        reason = "it is not text"
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else "it cannot be read"
    raise FileAccessError(file, reason)
