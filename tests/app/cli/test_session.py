"""app.cli.session: files that cannot be opened, each with its own sentence and left as they are."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.command_line import CommandLine

PROJECT = Path(__file__).parents[3]
# From the next program on root may do only what modes allow, see capabilities(7):
# PR_CAPBSET_DROP of CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH.
GIVE_UP_POWERS = """
import ctypes, os, sys
for capability in (1, 2):
    ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)
os.execv(sys.argv[1], sys.argv[1:])
"""
COMMANDS = (["list"], ["show", "x"], ["add", "n"], ["export", "-"], ["check"], ["key", "show"])


def missing(path: Path) -> None:
    path.unlink()


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def empty(path: Path) -> None:
    path.write_bytes(b"")


def text(path: Path) -> None:
    path.write_text("Dear diary,\n" * 100)


def truncated(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def of_another_program(path: Path) -> None:
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE diary (entry TEXT)")
    connection.close()


def newer(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()


SENTENCES: dict[Callable[[Path], None], str] = {
    missing: "There is no inventory at {path}; make one with “init”.",
    folder: "{path} is not a file; choose a .strongroom file.",
    empty: "{path} is not a Strongroom inventory; it was left as it is.",
    text: "{path} is not a Strongroom inventory; it was left as it is.",
    truncated: "{path} is damaged; restore it from a backup.",
    of_another_program: "{path} is not a Strongroom inventory; it was left as it is.",
    newer: (
        "{path} was written by a newer Strongroom (schema 99, this one knows 1);"
        " update the program."
    ),
}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
@pytest.mark.parametrize("spoil", SENTENCES, ids=lambda spoil: spoil.__name__)
def test_a_file_that_is_no_inventory_is_said_and_left_alone(
    cli: CommandLine, spoil: Callable[[Path], None], command: list[str]
) -> None:
    spoil(cli.path)
    before = {file.name: content(file) for file in cli.path.parent.iterdir()}

    for options in ([], ["--json"]):
        sentence = cli(*options, *command).expect(3).sentence
        assert sentence == SENTENCES[spoil].format(path=cli.path)

    assert {file.name: content(file) for file in cli.path.parent.iterdir()} == before


def content(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None


def test_a_read_only_file_is_read_and_not_written(cli: CommandLine) -> None:
    cli.add("Router")
    before = cli.path.read_bytes()
    cli.path.chmod(0o400)

    assert [one["name"] for one in cli.json("list")] == ["Router"]
    refused = cli("add", "Switch").expect(3)
    cli.path.chmod(0o600)

    assert refused.sentence == f"{cli.path} cannot be written; change its permissions or copy it."
    assert cli.path.read_bytes() == before


@pytest.mark.skipif(sys.platform != "linux", reason="modes of files, and how root gives up power")
@pytest.mark.parametrize(
    ("file_mode", "folder_mode", "command", "reason"),
    [
        (0o000, 0o777, "list", "cannot be read; change its permissions."),
        (0o444, 0o777, "add=n", "cannot be written; change its permissions or copy it."),
        (0o666, 0o555, "add=n", "cannot be written; change its permissions or copy it."),
    ],
)
def test_what_the_person_may_not_do_is_said(
    cli: CommandLine, file_mode: int, folder_mode: int, command: str, reason: str
) -> None:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "Home.strongroom"
        shutil.copy(cli.path, path)
        path.chmod(file_mode)
        path.parent.chmod(folder_mode)
        ended = as_anybody("--file", str(path), *command.split("="))
        path.parent.chmod(0o700)

    assert (ended.returncode, ended.stdout) == (3, "")
    assert ended.stderr == f"{path} {reason}\n"


def as_anybody(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command without the powers of root, if it is root who tests."""
    command = [sys.executable, "-m", "app", *arguments]
    if os.geteuid() == 0:
        command = [sys.executable, "-c", GIVE_UP_POWERS, *command]
    return subprocess.run(command, cwd=PROJECT, text=True, capture_output=True, check=False)


def test_the_default_inventory_that_is_not_made_yet_is_said(home: Path) -> None:
    sentence = CommandLine(None)("list").expect(3).sentence

    assert "Inventory.strongroom; make one with “init”." in sentence
    assert not list(home.rglob("*.strongroom"))


def test_a_path_reaches_the_terminal_without_its_escape_sequences(tmp_path: Path) -> None:
    assert "\\x1b[31m" in CommandLine(tmp_path / "a\x1b[31m.strongroom")("list").expect(3).sentence


def test_a_damaged_key_file_leaves_everything_but_secrets_usable(cli: CommandLine) -> None:
    human_id = cli.add("Router", secret="x")
    cli.path.with_name("Home.strongroom-key").write_text("{}")

    assert "is damaged" in cli("show", human_id, "--reveal").expect(3).sentence
    cli("edit", human_id, "--uri", "ssh://r").expect(0)
    assert len(cli.json("list")) == 1
