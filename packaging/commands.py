"""The commands of `bootstrap.py`: what each needs to be set up, and what it starts."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from setup_error import SetupError
from virtual_environment import VirtualEnvironment

from resources_ui.display import has_screen

CHECKOUT = Path(__file__).resolve().parent.parent
OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen"}
# A test that forgets to bring its own keyring fails instead of touching the developer's.
TESTING = {**OFFSCREEN, "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}

LAST_LINES = 20
"""How much of a failed program's output is shown."""

USAGE = """\
usage: python3 packaging/bootstrap.py COMMAND [ARGUMENTS]

Sets up what is missing (system packages with apt as root, .venv, locked requirements), then starts:

  run [ARGUMENTS]       the window; without a screen, its self-check
  cli ARGUMENTS         the command line (try: cli --help)
  test [ARGUMENTS]      the tests, with arguments for pytest
  bench [ARGUMENTS]     the benchmark (try: bench --help)
  lint                  ruff and mypy
"""


class UsageError(Exception):
    """What was typed is not a command of this program."""


@dataclasses.dataclass(frozen=True)
class Start:
    """A program to start once everything is set up.

    Args:
        programs: Arguments for the Python of `.venv`, one list for each program, run in turn.
        sets: The locked requirements that it needs.
        system: The system packages that it needs.
        environment: Variables to add.
        at_checkout: Start it in the checkout instead of where the person is.
    """

    programs: list[list[str]]
    sets: tuple[str, ...] = ("run",)
    system: tuple[str, ...] = ()
    environment: Mapping[str, str] = dataclasses.field(default_factory=dict)
    at_checkout: bool = False


def run(arguments: list[str]) -> Start:
    """Open the window, or check it without a screen."""
    if has_screen(os.environ):
        return Start([["-P", "-m", "resources_ui", *arguments]], system=("screen",))
    _say("No screen here: running the self-check instead of opening the window.")
    program = ["-P", "-m", "resources_ui", "--self-check"]
    return Start([program], system=("offscreen",), environment=OFFSCREEN)


def cli(arguments: list[str]) -> Start:
    """Run the command line, which needs no Qt and so no system packages."""
    return Start([["-P", "-m", "app", *arguments]])


def test(arguments: list[str]) -> Start:
    """Run the tests."""
    return Start(
        [["-m", "pytest", *arguments]],
        sets=("run", "test"),
        system=("test",),
        environment=TESTING,
        at_checkout=True,
    )


def bench(arguments: list[str]) -> Start:
    """Run the benchmark."""
    return Start(
        [["tests/bench", *arguments]],
        sets=("run", "test"),
        system=("offscreen",),
        environment=TESTING,
        at_checkout=True,
    )


def lint(arguments: list[str]) -> Start:
    """Check style and types.

    Raises:
        UsageError: Arguments were given; the checks take none.
    """
    if arguments:
        raise UsageError("“lint” takes no arguments.")
    return Start(
        [
            ["-m", "ruff", "check", "--quiet"],
            ["-m", "ruff", "format", "--check", "--quiet"],
            ["-m", "mypy"],
        ],
        sets=("run", "test", "lint"),
        at_checkout=True,
    )


COMMANDS: dict[str, Callable[[list[str]], Start]] = {
    "run": run,
    "cli": cli,
    "test": test,
    "bench": bench,
    "lint": lint,
}


def main(arguments: list[str]) -> int:
    """Set up and start one command.

    Returns:
        2 for wrong usage, 3 when something is missing here, else what the program returned (where
        the system allows it, the program takes this process's place and nothing is returned).
    """
    if arguments[:1] in (["--help"], ["-h"]):
        print(USAGE, end="")
        return 0
    try:
        start = _chosen(arguments)
        environment = VirtualEnvironment(CHECKOUT, say=_say)
        environment.ensure(start.sets, system=start.system)
        return _start(start, str(environment.python))
    except UsageError as error:
        sys.stderr.write(f"{error}\n\n{USAGE}")
        return 2
    except SetupError as error:
        for line in error.output.splitlines()[-LAST_LINES:]:
            _say(f"    {line}")
        _say(str(error))
        return 3
    except KeyboardInterrupt:
        _say("Stopped; the same command goes on from here.")
        return 130


def _chosen(arguments: list[str]) -> Start:
    if not arguments:
        raise UsageError("A command is needed.")
    name, *rest = arguments
    if name not in COMMANDS:
        raise UsageError(f"There is no command “{name}”.")
    return COMMANDS[name](rest)


def _start(start: Start, python: str) -> int:
    environment = {**os.environ, **start.environment}
    if start.at_checkout:
        os.chdir(CHECKOUT)
    programs = [[python, *program] for program in start.programs]
    if len(programs) == 1:
        return _become(programs[0], environment)
    done = [subprocess.run(program, env=environment, check=False) for program in programs]
    return int(any(program.returncode for program in done))


def _become(program: list[str], environment: Mapping[str, str]) -> int:
    """Put the program in this process's place: signals, input and exit code are then its own."""
    if sys.platform != "win32":  # exec there returns to the shell at once
        os.execve(program[0], program, environment)  # noqa: S606 - a list of arguments, no shell
    return subprocess.run(program, env=environment, check=False).returncode


def _say(line: str) -> None:
    """Tell the person; never on standard output, which belongs to the program that is started."""
    print(line, file=sys.stderr, flush=True)
