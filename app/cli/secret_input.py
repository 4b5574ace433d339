"""What must not stand in an argument: passphrase, secret and recovery code, read in this order."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from app.cli.console import Ask
from app.cli.terminal_text import visible
from app.domain.secret_text import SecretText
from app.errors import (
    FileAccessError,
    PassphrasesDifferError,
    StandardInputError,
)

LIMIT = 256 * 1024  # octets; a secret's clear text may not be longer (SECURITY_MODEL)
STANDARD_INPUT = "-"


class SecretInput:
    """Standard input, the passphrase file and the person at the terminal, if there is one.

    Args:
        stdin: Bytes, from the front.
        ask: Asks the person without echo; None where there is nobody.
        passphrase_file: A path, `-` for the first line of standard input, None to ask the person.
    """

    def __init__(self, stdin: BinaryIO, ask: Ask, passphrase_file: str | None) -> None:
        self._stdin = stdin
        self._ask = ask
        self._passphrase_file = passphrase_file
        self._from_file: SecretText | None = None

    def passphrase(self, key_file: Path, *, is_new: bool) -> str | None:
        """The passphrase of a key file; a person types a new one twice.

        Returns:
            None where no file was named and there is nobody to ask.

        Raises:
            PassphrasesDifferError: The two are not the same.
            FileAccessError, StandardInputError: What was named does not hold one.
        """
        if self._passphrase_file is not None:
            return self._named_passphrase(self._passphrase_file).reveal()
        name = visible(key_file.name)
        if not is_new:
            return self._ask(f"Passphrase of {name}: ")
        typed = self._ask(f"New passphrase for {name}: ")
        if typed and typed != self._ask("The same again: "):
            raise PassphrasesDifferError
        return typed

    def secret(self, what: str) -> SecretText:
        """The rest of standard input without one line end at the end; a terminal gives one line.

        Args:
            what: What it should be, for the sentence when it is not.

        Raises:
            StandardInputError: Nothing there, too long, or not UTF-8.
        """
        typed = self._ask(f"{what.capitalize()}: ") if self._stdin.isatty() else None
        secret = _clear_text(
            self.rest(LIMIT) if typed is None else typed.encode(errors="surrogateescape")
        )
        if isinstance(secret, str):
            raise StandardInputError(what, secret)
        return secret

    def rest(self, limit: int) -> bytes:
        """Standard input behind the passphrase line, one octet more than the limit at most."""
        if self._passphrase_file == STANDARD_INPUT:
            self._named_passphrase(STANDARD_INPUT)
        return self._stdin.read(limit + 1)

    def _named_passphrase(self, name: str) -> SecretText:
        if self._from_file is None:
            self._from_file = (
                self._first_line() if name == STANDARD_INPUT else _first_line_of(Path(name))
            )
        return self._from_file

    def _first_line(self) -> SecretText:
        passphrase = _clear_text(self._stdin.readline(LIMIT + 1))
        if isinstance(passphrase, str):
            raise StandardInputError("passphrase", passphrase)
        return passphrase


def _first_line_of(path: Path) -> SecretText:
    try:
        with path.open("rb") as file:
            passphrase = _clear_text(file.readline(LIMIT + 1))
    except OSError as error:
        raise FileAccessError(path, "it cannot be read") from error
    if isinstance(passphrase, str):
        raise FileAccessError(path, f"the passphrase in its first line {passphrase}")
    return passphrase


def _clear_text(raw: bytes) -> SecretText | str:
    """Text without one line end at its end, or the words that say what is wrong with it."""
    if len(raw) > LIMIT:
        return f"is longer than {LIMIT // 1024} KB"
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return "is not UTF-8 text"
    text = text.removesuffix("\r\n") if text.endswith("\r\n") else text.removesuffix("\n")
    return SecretText(text) if text else "is missing"
