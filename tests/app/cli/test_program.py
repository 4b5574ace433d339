"""app.cli.program: exit codes, and the program as a process of its own."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from typing_extensions import override

from app.cli.commands import COMMANDS
from app.cli.console import Console
from app.cli.program import run
from tests.command_line import CommandLine

PROJECT = Path(__file__).parents[3]
CANARY = "c4nary-tr0ub4dor"


def started(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "app", *arguments]
    return subprocess.run(command, cwd=PROJECT, input=stdin, capture_output=True, check=False)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    out = io.StringIO()

    assert run([*command.split(), "--help"], Console(io.BytesIO(), out, io.StringIO())) == 0
    assert out.getvalue().startswith(f"usage: strongroom-cli {command} ")


def test_wrong_usage_is_2_on_standard_error() -> None:
    out, err = io.StringIO(), io.StringIO()

    assert run(["conjure"], Console(io.BytesIO(), out, err)) == 2
    assert out.getvalue() == ""
    assert "conjure" in err.getvalue()


class Interrupted(io.BytesIO):
    """Standard input at which the person presses Ctrl+C."""

    @override
    def read(self, size: int | None = -1, /) -> bytes:
        raise KeyboardInterrupt


def test_ctrl_c_ends_quietly_with_130_and_changes_nothing(cli: CommandLine) -> None:
    out, err = io.StringIO(), io.StringIO()
    console = Console(Interrupted(), out, err)

    code = run(["--file", str(cli.path), "add", "Router", "--secret-stdin"], console)

    assert (code, out.getvalue(), err.getvalue()) == (130, "", "")
    assert cli.json("list") == []


def test_a_process_goes_the_whole_way(tmp_path: Path) -> None:
    def command(*arguments: str, stdin: bytes = b"") -> bytes:
        options = ["--file", str(tmp_path / "a.strongroom"), "--json", "--passphrase-file", "-"]
        ended = started(*options, *arguments, stdin=b"open sesame\n" + stdin)
        assert (ended.returncode, ended.stderr) == (0, b"")
        return ended.stdout

    command("--key-store", "passphrase", "init")
    added = json.loads(command("add", "Žluťoučký 🔐", "--secret-stdin", stdin=CANARY.encode()))
    shown = json.loads(command("show", added["human_id"], "--reveal"))
    listed = command("list")

    assert (shown["name"], shown["secret"]) == ("Žluťoučký 🔐", CANARY)
    assert "Žluťoučký 🔐".encode() in listed
    assert CANARY.encode() not in listed


def test_each_family_of_errors_has_its_exit_code_and_no_traceback(cli: CommandLine) -> None:
    options = ["--file", str(cli.path), "--passphrase-file", str(cli.passphrase_file)]
    ended = [
        started(*options, "list"),
        started(*options, "add", "x" * 65),
        started(*options, "list", "--sort", "size"),
        started("--file", str(cli.path.with_name("missing")), "list"),
        started(*options, "show", "nope"),
    ]

    assert [one.returncode for one in ended] == [0, 1, 2, 3, 4]
    assert all(one.stdout == b"" for one in ended[1:])
    assert all(b"Traceback" not in one.stderr for one in ended)


def test_an_output_that_nobody_reads_any_more_ends_the_program_quietly(
    sample_cli: CommandLine,
) -> None:
    command = [sys.executable, "-m", "app", "--file", str(sample_cli.path)]
    for arguments in (["--json", "list"], ["export", "-"]):
        process = subprocess.Popen(
            [*command, *arguments], cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        assert process.stdout is not None
        process.stdout.close()
        _, complaints = process.communicate()

        assert (process.returncode, complaints) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
def test_a_full_disk_behind_standard_output_is_said(sample_cli: CommandLine) -> None:
    command = [sys.executable, "-m", "app", "--file", str(sample_cli.path), "list"]
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            command, cwd=PROJECT, stdout=full, stderr=subprocess.PIPE, check=False
        )

    assert ended.returncode == 3
    assert ended.stderr == b"Standard output cannot be written: No space left on device.\n"


def test_json_is_unicode_whatever_the_locale_says(
    sample_cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("PYTHONUTF8", "0")
    monkeypatch.setenv("PYTHONCOERCECLOCALE", "0")

    ended = started("--file", str(sample_cli.path), "--json", "wrappers", "list")
    exported = started("--file", str(sample_cli.path), "export", "-")

    assert "倉庫-京都" in {row["id"] for row in json.loads(ended.stdout)}
    assert "倉庫-京都".encode() in exported.stdout


def test_help_and_version_need_no_database() -> None:
    code = (
        "import sys\n"
        "from app.cli import main\n"
        "assert main(['--version']) == 0\n"
        "heavy = {'sqlmodel', 'sqlalchemy', 'pydantic', 'pgpy', 'keyring', 'jsonschema'}\n"
        "print(sorted(heavy & sys.modules.keys()))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, capture_output=True, check=True
    )

    assert ended.stdout.splitlines()[-1] == b"[]"
