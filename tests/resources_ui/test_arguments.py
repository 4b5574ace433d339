"""The command line of the window."""

from __future__ import annotations

from pathlib import Path

import pytest

from app import __version__
from resources_ui.arguments import Arguments, read_arguments


def test_nothing_means_the_usual_place() -> None:
    assert read_arguments([]) == Arguments()


@pytest.mark.parametrize("words", [["Home.strongroom"], ["--file", "Home.strongroom"]])
def test_file_is_named_with_or_without_its_option(words: list[str]) -> None:
    assert read_arguments(words).path == Path("Home.strongroom")


def test_every_option_is_understood() -> None:
    words = ["--key-store", "passphrase", "--passphrase-file", "secret.txt", "--self-check"]

    assert read_arguments(words) == Arguments(
        key_store="passphrase", passphrase_file=Path("secret.txt"), is_self_check=True
    )


@pytest.mark.parametrize(
    "words",
    [
        ["--no-such"],
        ["--key-store", "shoebox"],
        ["--passphrase-file"],
        ["--key", "keyring"],
        ["a", "b"],
    ],
)
def test_wrong_usage_ends_with_2_and_a_sentence(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        read_arguments(words)

    assert ended.value.code == 2
    assert "strongroom: error:" in capsys.readouterr().err


@pytest.mark.parametrize(("word", "said"), [("--help", "usage:"), ("--version", __version__)])
def test_help_and_version_are_said(
    word: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        read_arguments([word])

    assert ended.value.code == 0
    assert said in capsys.readouterr().out
