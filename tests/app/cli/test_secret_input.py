"""app.cli.secret_input: passphrase, secret and code never come from an argument."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from app.cli.console import ask_nobody
from app.cli.secret_input import LIMIT, SecretInput
from app.errors import (
    FileAccessError,
    PassphrasesDifferError,
    StandardInputError,
)

KEY_FILE = Path("Home.strongroom-key")


class Terminal(io.BytesIO):
    """Standard input with a person behind it."""

    def isatty(self) -> bool:
        return True


def typing(*answers: str) -> Callable[[str], str | None]:
    left = list(answers)
    return lambda _prompt: left.pop(0)


def given(content: bytes, passphrase_file: str | None = None) -> SecretInput:
    return SecretInput(io.BytesIO(content), ask_nobody, passphrase_file)


@pytest.mark.parametrize(
    ("content", "secret"),
    [
        (b"tr0ub4dor\n", "tr0ub4dor"),
        (b"tr0ub4dor\r\n", "tr0ub4dor"),
        (b"tr0ub4dor", "tr0ub4dor"),
        (b"two\nlines\n\n", "two\nlines\n"),
        ("pässwörd 🔐\n".encode(), "pässwörd 🔐"),
        (b" spaces stay \n", " spaces stay "),
        (b"\x1b[31m\r", "\x1b[31m\r"),
    ],
)
def test_a_secret_is_all_of_standard_input_without_one_line_end(
    content: bytes, secret: str
) -> None:
    assert given(content).secret("secret").reveal() == secret


def test_a_secret_follows_the_passphrase_line_also_where_no_passphrase_is_needed() -> None:
    source = given(b"open sesame\nthe secret\nitself\n", "-")

    assert source.secret("secret").reveal() == "the secret\nitself"
    assert source.passphrase(KEY_FILE, is_new=False) == "open sesame"


def test_a_passphrase_file_gives_its_first_line(tmp_path: Path) -> None:
    path = tmp_path / "passphrase"
    path.write_bytes("žluťoučký kůň\r\nnotes\n".encode())

    source = given(b"the secret", str(path))

    assert source.passphrase(KEY_FILE, is_new=False) == "žluťoučký kůň"
    assert source.passphrase(KEY_FILE, is_new=True) == "žluťoučký kůň"
    assert source.secret("secret").reveal() == "the secret"


@pytest.mark.parametrize("content", [b"", b"\nsecond", b"\xff\xfe", b"x" * (LIMIT + 1)])
def test_a_passphrase_file_without_a_passphrase_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "passphrase"
    path.write_bytes(content)

    with pytest.raises(FileAccessError):
        given(b"", str(path)).passphrase(KEY_FILE, is_new=False)


@pytest.mark.parametrize("name", ["missing", "."])
def test_a_passphrase_file_that_cannot_be_read_is_said(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileAccessError, match="it cannot be read"):
        given(b"", str(tmp_path / name)).passphrase(KEY_FILE, is_new=False)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is missing"),
        (b"\n", "is missing"),
        (b"caf\xe9", "is not UTF-8 text"),
        (b"x" * (LIMIT + 1), "is longer than 256 KB"),
    ],
)
def test_a_secret_that_is_none_is_refused_without_being_quoted(content: bytes, reason: str) -> None:
    with pytest.raises(StandardInputError) as caught:
        given(content).secret("secret")

    assert str(caught.value) == f"The secret on standard input {reason}."
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


def test_a_person_at_the_terminal_is_asked_for_passphrase_and_secret() -> None:
    source = SecretInput(Terminal(), typing("open sesame", "tr0ub4dor"), None)

    assert source.passphrase(KEY_FILE, is_new=False) == "open sesame"
    assert source.secret("secret").reveal() == "tr0ub4dor"


def test_a_new_passphrase_is_typed_twice() -> None:
    source = SecretInput(Terminal(), typing("open sesame", "open sesame"), None)

    assert source.passphrase(KEY_FILE, is_new=True) == "open sesame"


def test_a_new_passphrase_typed_differently_is_refused() -> None:
    with pytest.raises(PassphrasesDifferError):
        SecretInput(Terminal(), typing("open sesame", "open sesam"), None).passphrase(
            KEY_FILE, is_new=True
        )


@pytest.mark.parametrize("is_new", [True, False])
def test_where_nobody_can_be_asked_there_is_no_passphrase(*, is_new: bool) -> None:
    assert given(b"not a passphrase").passphrase(KEY_FILE, is_new=is_new) is None


def test_the_prompt_names_the_key_file_and_is_safe_to_print() -> None:
    prompts: list[str] = []
    key_file = Path("/home/me/Work\x1b[31m.strongroom-key")

    SecretInput(io.BytesIO(), prompts.append, None).passphrase(key_file, is_new=False)

    assert prompts == ["Passphrase of Work\\x1b[31m.strongroom-key: "]
