"""From a command line to an exit code."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout

from app.cli.arguments import read_arguments
from app.cli.console import Console, abandon_standard_output
from app.errors import StrongroomError
from app.log import start_log
from app.paths import log_file
from app.vault.process import harden

INTERRUPTED = 130  # 128 and the number of SIGINT, as shells have it
READER_GONE = 141  # likewise of SIGPIPE


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command of this process.

    Args:
        arguments: Without the program's name; None takes those of the process.

    Returns:
        0 done, 1 mistake, 2 usage, 3 environment, 4 conflict, 130 interrupted, 141 when whoever
        reads the output has gone.
    """
    harden()
    start_log(log_file())
    code = run(sys.argv[1:] if arguments is None else arguments, Console.of_process())
    if code != 0:
        abandon_standard_output()
    return code


def run(arguments: Sequence[str], console: Console) -> int:
    """Run one command on a console; the exit code is that of `main`."""
    try:
        return _run(arguments, console)
    except StrongroomError as error:
        if isinstance(error.__cause__, BrokenPipeError):
            return READER_GONE
        console.complain(error)
        return error.exit_code
    except BrokenPipeError:
        return READER_GONE
    except KeyboardInterrupt:
        return INTERRUPTED


def _run(arguments: Sequence[str], console: Console) -> int:
    try:
        with redirect_stdout(console.stdout), redirect_stderr(console.stderr):
            options = read_arguments(arguments)
    except SystemExit as request:
        console.stdout.flush()
        return int(request.code or 0)

    # Imported behind the arguments: `--help` needs no database, and Ctrl+C is already caught.
    from app.cli.commands import COMMANDS  # noqa: PLC0415
    from app.cli.session import Session  # noqa: PLC0415

    with Session(options, console) as session:
        answer = COMMANDS[options.command](session, options)
        if answer is not None:
            console.give(answer, as_json=options.json)
    return 0
