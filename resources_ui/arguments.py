"""The command line of the window: `strongroom [FILE]` and the global options of DESIGN §6."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple


class Arguments(NamedTuple):
    """What the window was started with.

    Args:
        path: The inventory; None is the usual place.
        key_store: `keyring`, `passphrase`, or None for the inventory's own.
        passphrase_file: Its first line is the passphrase.
        is_self_check: Prove that the program works here, without a screen.
    """

    path: Path | None = None
    key_store: str | None = None
    passphrase_file: Path | None = None
    is_self_check: bool = False


def read_arguments(arguments: Sequence[str]) -> Arguments:
    """Understand a command line.

    Raises:
        SystemExit: With 2 and a sentence for wrong usage, with 0 after `--help` or `--version`.
    """
    options = _parser().parse_args(arguments)
    return Arguments(
        path=options.file or options.path,
        key_store=options.key_store,
        passphrase_file=options.passphrase_file,
        is_self_check=options.self_check,
    )


def _parser() -> argparse.ArgumentParser:
    from app import __version__  # noqa: PLC0415 - behind the parser's own needs

    parser = argparse.ArgumentParser(
        prog="strongroom",
        description="An offline inventory of your resources and the secret of each.",
        epilog="The same inventory without a window: strongroom-cli --help",
        allow_abbrev=False,
    )
    parser.add_argument("path", nargs="?", type=Path, metavar="FILE", help="an inventory to open")
    parser.add_argument("--file", type=Path, metavar="PATH", help="the same, as strongroom-cli")
    parser.add_argument(
        "--key-store",
        choices=("keyring", "passphrase"),
        help="where the key is kept (the inventory knows, once it is made)",
    )
    parser.add_argument(
        "--passphrase-file",
        type=Path,
        metavar="PATH",
        help="read the passphrase from its first line",
    )
    parser.add_argument(
        "--self-check", action="store_true", help="prove that the program works here, and end"
    )
    parser.add_argument("--version", action="version", version=f"Strongroom {__version__}")
    return parser
