"""The commands, their options and what `--help` says about them."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from app import __version__
from app.cli.terminal_text import visible
from app.overriding import override
from app.search.listing import Sort, SortKey

EXPORT_FORMATS = ("strongroom", "wrapper", "passbolt", "passbolt-v2", "batch", "builton")
IMPORT_FORMATS = ("strongroom",)
KEY_STORES = ("keyring", "passphrase")

_EPILOG = """\
Passphrase, secret and recovery code never stand in an argument. With
“--passphrase-file -” the first line of standard input is the passphrase;
what a command asks for besides follows it.

exit codes: 0 done, 1 mistake, 2 usage, 3 environment (file, disk, key store),
4 conflict (not found, already exists, changed meanwhile)
"""

# Options of add and edit that take one text: flag, placeholder, help.
_TEXT_OPTIONS = (
    ("--type", "KEY", "what kind of thing it is, as “types list” shows (account)"),
    ("--username", "U", "user name"),
    ("--uri", "U", "where it is"),
    ("--description", "D", "free text; inside the secret where the type encrypts it"),
    ("--status", "S", "CREATED, PROCESSING, UTILIZED, IDLE, ON_THE_WAY_FROM, ON_THE_WAY_TO, DONE"),
    ("--scope", "ID", "its owner or place, as “scopes list” shows"),
    ("--wrapper", "ID", "the source that it comes from, as “wrappers list” shows"),
    ("--external-id", "X", "its identifier in another system"),
    ("--reference-id", "R", "an identifier of your own choice"),
    ("--image-url", "U", "a picture of it"),
    ("--start-period", "TIME", "UTC, as 2026-01-31T12:00:00Z"),
    ("--end-period", "TIME", "UTC"),
    ("--method", "M", "asset (the default) or retail, meant to be sold"),
    ("--product", "ID", "its main product, as “products list” shows"),
    ("--retail-price", "N", "in minor units of the product’s currency, for retail"),
)
_LISTS = {"tags": ("--tag", "T"), "sub_products": ("--sub-product", "ID")}
_NULLABLE_COLUMNS = ("parent", "description", "image_url")
_NEEDS_TEXT = ("name", "type", "status", "method")

# Catalogues: noun, what its ID is called, further options of add and edit.
_CATALOGUES: dict[str, tuple[str, str, tuple[tuple[str, str, str], ...]]] = {
    "types": ("type", "KEY", ()),
    "wrappers": ("wrapper", "ID", ()),
    "scopes": ("scope", "ID", (("--parent", "ID", "the scope above; “” for none"),)),
    "products": (
        "product",
        "ID",
        (
            ("--price", "AMOUNT", "as 1299.90 (a new one: 0)"),
            ("--currency", "CODE", "ISO 4217, as USD (a new one: EUR)"),
            ("--vat", "RATE", "a decimal from 0 to 1, as 0.25"),
            ("--description", "D", "free text"),
            ("--image-url", "U", "a picture of it"),
        ),
    ),
}

_Commands = Any  # argparse keeps the class of its sub-commands private


def read_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """Understand a command line; `command` of the result is its words, as `key show`.

    Raises:
        SystemExit: With 2 and a sentence for wrong usage, with 0 after `--help` or `--version`.
    """
    return build_parser().parse_args(_with_sort_joined(arguments))


def given_fields(options: argparse.Namespace) -> dict[str, Any]:
    """The fields of a resource that add or edit was given, by their names in the native export."""
    names = ["name", "favourite", *_LISTS, *(_field(flag) for flag, _, _ in _TEXT_OPTIONS)]
    values = {name: getattr(options, name) for name in names if hasattr(options, name)}
    for name, value in values.items():
        if name in _LISTS:
            values[name] = tuple(filter(None, value))
        elif value == "" and name not in _NEEDS_TEXT:
            values[name] = None
    if "status" in values:
        values["status"] = values["status"].upper()
    return values


def given_columns(options: argparse.Namespace, plural: str) -> dict[str, Any]:
    """The columns of a row that add or edit of a catalogue was given; empty text is none."""
    names = ["name", *(_field(flag) for flag, _, _ in _CATALOGUES[plural][2])]
    values = {name: getattr(options, name) for name in names if hasattr(options, name)}
    return {
        name: None if value == "" and name in _NULLABLE_COLUMNS else value
        for name, value in values.items()
    }


def _add_global_options(parser: argparse.ArgumentParser) -> None:
    """DESIGN: the window takes these too."""
    parser.add_argument(
        "--file", type=Path, metavar="PATH", help="the inventory, instead of your default one"
    )
    parser.add_argument(
        "--key-store",
        choices=KEY_STORES,
        help="where its key is kept; needed only with init, an inventory knows its own",
    )
    parser.add_argument(
        "--passphrase-file",
        metavar="PATH|-",
        help="a file whose first line is the passphrase, or - for standard input",
    )


def build_parser() -> argparse.ArgumentParser:
    """The whole command line."""
    parser = _Parser(
        prog="strongroom-cli",
        description="Your inventory of resources and their secrets, without the window.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    _add_global_options(parser)
    parser.add_argument(
        "--json", action="store_true", help="answer with one JSON document on standard output"
    )
    parser.add_argument("--version", action="version", version=f"strongroom-cli {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    _add_resource_commands(commands)
    _add_file_commands(commands)
    _add_key_commands(commands)
    for plural in _CATALOGUES:
        _add_catalogue_commands(commands, plural)
    return parser


class _Parser(argparse.ArgumentParser):
    """A parser that takes no abbreviations and prints nothing a terminal would obey."""

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_abbrev=False, **options)

    @override
    def error(self, message: str) -> NoReturn:
        if message.startswith("unrecognized arguments: --"):
            message += " (--file, --key-store, --passphrase-file and --json go before the command)"
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: {visible(message)}\n")


def _add_resource_commands(commands: _Commands) -> None:
    add = _leaf(commands, "add", "add a resource")
    add.add_argument("name", metavar="NAME")
    _add_field_options(add)
    add.add_argument("--secret-stdin", action="store_true", help="read its secret there")

    edit = _leaf(commands, "edit", "change a resource; “” empties a field")
    _add_identifier(edit)
    edit.add_argument("--name", default=argparse.SUPPRESS, metavar="NAME")
    _add_field_options(edit)
    secret = edit.add_mutually_exclusive_group()
    secret.add_argument("--secret-stdin", action="store_true", help="read its new secret there")
    secret.add_argument("--remove-secret", action="store_true", help="it has none any more")

    show = _leaf(commands, "show", "show a resource")
    _add_identifier(show)
    show.add_argument("--reveal", action="store_true", help="with its secret in clear text")

    list_ = _leaf(commands, "list", "list resources")
    _add_query(list_)
    list_.add_argument(
        "--sort",
        type=_sort,
        default=Sort(),
        metavar="FIELD",
        help=f"{', '.join(SortKey)}; “-updated” begins with the latest",
    )
    list_.add_argument("--limit", type=_count, metavar="N", help="the first N only")
    list_.add_argument("--deleted", action="store_true", help="those in the trash")

    for name, text in (("trash", "move to the trash"), ("restore", "take out of the trash")):
        command = _leaf(commands, name, text)
        command.add_argument("identifiers", metavar="ID", nargs="+")

    history = _leaf(commands, "history", "what was changed, when and by whom; latest first")
    history.add_argument("identifier", metavar="ID", nargs="?", help="of one resource only")
    history.add_argument("--limit", type=_count, default=100, metavar="N", help="(100)")


def _add_file_commands(commands: _Commands) -> None:
    init = _leaf(commands, "init", "make an inventory and its OpenPGP key pair")
    init.add_argument("--sample", action="store_true", help="with some sixty made-up resources")
    init.add_argument("--owner", default="", metavar="NAME", help="your name, for the key")
    init.add_argument("--email", default="", metavar="ADDRESS", help="your address, for the key")

    import_ = _leaf(commands, "import", "take in resources; all of them or none")
    import_.add_argument("source", metavar="FILE|-")
    import_.add_argument("--format", choices=IMPORT_FORMATS, default=IMPORT_FORMATS[0])
    import_.add_argument("--dry-run", action="store_true", help="only say what would change")
    import_.add_argument(
        "--create-missing", action="store_true", help="also make scopes, wrappers, … it names"
    )

    export = _leaf(commands, "export", "write resources as JSON; secrets stay encrypted")
    export.add_argument("target", metavar="FILE|-")
    _add_query(export)
    export.add_argument("--format", choices=EXPORT_FORMATS, default=EXPORT_FORMATS[0])

    check = _leaf(commands, "check", "look for damage in the file; exit code 3 where there is any")
    check.add_argument("--repair", action="store_true", help="mend what can be mended")


def _add_key_commands(commands: _Commands) -> None:
    group = _group(commands, "key", "the OpenPGP key and where it is kept")
    _leaf(group, "show", "fingerprint, key store, recovery kit", "key show")
    _leaf(group, "export-public", "print the public key", "key export-public")
    export = _leaf(
        group,
        "export-recovery",
        "write the recovery kit and print its code, once",
        "key export-recovery",
    )
    export.add_argument("target", metavar="FILE", type=Path)
    import_ = _leaf(
        group,
        "import-recovery",
        "bring back a lost key from its kit; the code comes on standard input",
        "key import-recovery",
    )
    import_.add_argument("source", metavar="FILE", type=Path)


def _add_catalogue_commands(commands: _Commands, plural: str) -> None:
    noun, identifier, options = _CATALOGUES[plural]
    group = _group(commands, plural, f"the {plural} of resources")
    _leaf(group, "list", f"list all {plural}", f"{plural} list")
    add = _leaf(group, "add", f"add a {noun}", f"{plural} add")
    add.add_argument("name", metavar="NAME")
    add.add_argument(
        "--id", dest="identifier", metavar=identifier, help="made from the name otherwise"
    )
    edit = _leaf(group, "edit", f"change a {noun}", f"{plural} edit")
    edit.add_argument("identifier", metavar=identifier)
    edit.add_argument("--name", default=argparse.SUPPRESS, metavar="NAME")
    for command in (add, edit):
        for flag, metavar, text in options:
            command.add_argument(flag, default=argparse.SUPPRESS, metavar=metavar, help=text)
    delete = _leaf(group, "delete", f"delete a {noun} that nothing uses", f"{plural} delete")
    delete.add_argument("identifier", metavar=identifier)


def _leaf(commands: _Commands, name: str, text: str, words: str = "") -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=text, description=_title(text))
    parser.set_defaults(command=words or name)
    return parser


def _group(commands: _Commands, name: str, text: str) -> _Commands:
    parser = commands.add_parser(name, help=text, description=_title(text))
    return parser.add_subparsers(metavar="ACTION", required=True)


def _title(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


def _add_identifier(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "identifier", metavar="ID", help="human ID, UUID, external or reference ID, …"
    )


def _add_query(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "query", metavar="QUERY", nargs="*", help="words that must all be found; none means all"
    )


def _add_field_options(parser: argparse.ArgumentParser) -> None:
    for flag, metavar, text in _TEXT_OPTIONS:
        parser.add_argument(flag, default=argparse.SUPPRESS, metavar=metavar, help=text)
    for name, (flag, metavar) in _LISTS.items():
        parser.add_argument(
            flag,
            dest=name,
            action="append",
            default=argparse.SUPPRESS,
            metavar=metavar,
            help="may be given several times; replaces those there are",
        )
    parser.add_argument(
        "--favourite",
        action=argparse.BooleanOptionalAction,
        default=argparse.SUPPRESS,
        help="whether it stands among the favourites",
    )


def _field(flag: str) -> str:
    return flag.removeprefix("--").replace("-", "_")


def _sort(text: str) -> Sort:
    try:
        return Sort.parse(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"choose one of {', '.join(SortKey)}") from None


def _count(text: str) -> int:
    if not text.isdecimal() or not text.isascii():
        raise argparse.ArgumentTypeError("a whole number is needed")
    return int(text)


def _with_sort_joined(arguments: Sequence[str]) -> list[str]:
    """Join `--sort -updated` with an equals sign: argparse takes `-updated` for an option."""
    joined: list[str] = []
    for argument in arguments:
        if joined and joined[-1] == "--sort" and "--" not in joined:
            joined[-1] = f"--sort={argument}"
        else:
            joined.append(argument)
    return joined
