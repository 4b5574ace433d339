"""A passphrase is handed over once; a file that has it is read each time."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.secret_text import SecretText
from app.errors import FileAccessError
from resources_ui.passphrase_source import PassphraseSource
from tests.plaintext import secrets_held

CANARY = "canary-4711-xyzzy"


def test_typed_passphrase_is_handed_over_once_and_forgotten() -> None:
    source = PassphraseSource()
    assert source.asks_person
    source.put(SecretText(CANARY))

    assert source(None) == CANARY
    assert source(None) is None
    assert secrets_held(CANARY) == 0


def test_typed_passphrase_that_nobody_asked_for_can_be_dropped() -> None:
    source = PassphraseSource()
    source.put(SecretText(CANARY))
    source.forget()

    assert source(None) is None
    assert secrets_held(CANARY) == 0


@pytest.mark.parametrize("ending", ["", "\n", "\r\n", "\nsecond line\n"])
def test_first_line_of_the_file_is_the_passphrase(tmp_path: Path, ending: str) -> None:
    file = tmp_path / "passphrase"
    file.write_bytes(f" žluťoučký kůň {ending}".encode())
    source = PassphraseSource(file)

    assert not source.asks_person
    assert source(None) == " žluťoučký kůň "
    assert source(None) == " žluťoučký kůň "


def test_typed_passphrase_comes_before_the_file(tmp_path: Path) -> None:
    file = tmp_path / "passphrase"
    file.write_text("in the file\n")
    source = PassphraseSource(file)
    source.put(SecretText("typed"))

    assert source(None) == "typed"
    assert source(None) == "in the file"


@pytest.mark.parametrize("kind", ["missing", "folder", "binary"])
def test_file_that_cannot_be_read_is_one_sentence(tmp_path: Path, kind: str) -> None:
    file = tmp_path / "passphrase"
    if kind == "folder":
        file.mkdir()
    elif kind == "binary":
        file.write_bytes(b"\xff\xfe\x00")

    with pytest.raises(FileAccessError) as error:
        PassphraseSource(file)(None)
    assert str(error.value).startswith(str(file))
    assert str(error.value).endswith(".")
