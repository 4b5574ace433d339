"""The three streams of a command, and its answer as text or as one JSON document."""

from __future__ import annotations

import getpass
import io
import json
import os
import shutil
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO, TextIO

from app.cli.terminal_text import json_safe, visible
from app.errors import (
    InvalidResourceError,
    StandardOutputError,
    StrongroomError,
)

Ask = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command has to say, in both spellings; only the one that is wanted is consumed.

    Args:
        document: For `--json`: a mapping, or values that become the items of one array.
        lines: For a person; made safe for a terminal when printed.
        hint: What to do next, for a person: on standard error, and not with `--json`.
        complaint: Said after it where the answer itself is bad news; gives the exit code.
    """

    document: Mapping[str, object] | Iterable[object]
    lines: Iterable[str]
    hint: str = ""
    complaint: StrongroomError | None = None


def ask_nobody(_prompt: str) -> str | None:
    """The answer where no person sits at a terminal."""
    return None


class Console:
    """Standard input, output and error of one run.

    Args:
        stdin: Bytes, read once from the front.
        stdout: Takes the answer and nothing else.
        stderr: Takes the sentences of errors.
        ask: Asks the person at the terminal without echo; None where there is nobody.
        width: Cells of the terminal; None where the output goes elsewhere.
    """

    def __init__(
        self,
        stdin: BinaryIO,
        stdout: TextIO,
        stderr: TextIO,
        *,
        ask: Ask = ask_nobody,
        width: int | None = None,
    ) -> None:
        self.stdin = stdin
        self.stdout = stdout
        self.stderr = stderr
        self.ask = ask
        self.width = width

    @classmethod
    def of_process(cls) -> Console:
        """The console of this process; a closed stream is an empty one."""
        stdin = sys.stdin.buffer if sys.stdin is not None else io.BytesIO()
        stdout = sys.stdout if sys.stdout is not None else io.StringIO()
        stderr = sys.stderr if sys.stderr is not None else io.StringIO()
        if isinstance(stdout, io.TextIOWrapper):
            stdout.reconfigure(errors="backslashreplace")
        return cls(
            stdin,
            stdout,
            stderr,
            ask=_ask_at_terminal if stderr.isatty() else ask_nobody,
            width=shutil.get_terminal_size().columns if stdout.isatty() else None,
        )

    def give(self, answer: Answer, *, as_json: bool) -> None:
        """Print an answer.

        Raises:
            StandardOutputError: The output does not take it, as a full disk.
            BrokenPipeError: Whoever reads has had enough.
            StrongroomError: The answer's own complaint.
        """
        pieces = self._json(answer.document) if as_json else _safe_lines(answer.lines)
        for piece in pieces:
            self._write(piece)
        self._write("", flush=True)
        if answer.hint and not as_json:
            self.stderr.write(visible(answer.hint) + "\n")
        if answer.complaint is not None:
            raise answer.complaint

    def unicode_stdout(self) -> TextIO:
        """Standard output for a file's content: UTF-8, whatever the terminal speaks."""
        if isinstance(self.stdout, io.TextIOWrapper):
            self.stdout.reconfigure(encoding="utf-8")
        return self.stdout

    def complain(self, error: StrongroomError) -> None:
        """Print an error's sentence, or one line for each of its problems."""
        sentences = [str(error)]
        if isinstance(error, InvalidResourceError):
            sentences = [problem.message for problem in error.problems]
        for sentence in sentences:
            self.stderr.write(visible(sentence) + "\n")

    def _write(self, text: str, *, flush: bool = False) -> None:
        try:
            self.stdout.write(text)
            if flush:
                self.stdout.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise StandardOutputError(error.strerror or "unknown reason") from error

    def _json(self, document: Mapping[str, object] | Iterable[object]) -> Iterator[str]:
        is_unicode = (self.stdout.encoding or "utf-8").lower().startswith("utf")
        if isinstance(document, Mapping):
            yield _dumped(document, ascii_only=not is_unicode, indent=2) + "\n"
            return
        separator = "[\n"
        for item in document:
            yield separator + _dumped(item, ascii_only=not is_unicode)
            separator = ",\n"
        yield "[]\n" if separator == "[\n" else "\n]\n"


def _dumped(value: object, *, ascii_only: bool, indent: int | None = None) -> str:
    return json_safe(json.dumps(value, ensure_ascii=ascii_only, indent=indent, allow_nan=False))


def _safe_lines(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield visible(line, multiline=True) + "\n"


def _ask_at_terminal(prompt: str) -> str | None:
    with warnings.catch_warnings():
        # Where the echo cannot be switched off, getpass warns and would show what is typed.
        warnings.simplefilter("error", getpass.GetPassWarning)
        try:
            return getpass.getpass(prompt, stream=None)
        except (EOFError, OSError, getpass.GetPassWarning):
            return None


def abandon_standard_output() -> None:
    """Send what is still buffered nowhere, so that the interpreter's last flush cannot fail."""
    if sys.stdout is None:
        return
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
    except (OSError, ValueError):
        pass
