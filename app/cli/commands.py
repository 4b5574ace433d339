"""Which function does what a command line names."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping

from app.cli import catalogue_commands, file_commands, key_commands, resource_commands
from app.cli.console import Answer
from app.cli.session import Session

Command = Callable[[Session, argparse.Namespace], Answer | None]

COMMANDS: Mapping[str, Command] = {
    "add": resource_commands.add,
    "edit": resource_commands.edit,
    "show": resource_commands.show,
    "list": resource_commands.list_,
    "trash": resource_commands.trash,
    "restore": resource_commands.restore,
    "history": resource_commands.history,
    "init": file_commands.init,
    "import": file_commands.import_,
    "export": file_commands.export,
    "check": file_commands.check,
    "key show": key_commands.show,
    "key export-public": key_commands.export_public,
    "key export-recovery": key_commands.export_recovery,
    "key import-recovery": key_commands.import_recovery,
    **{
        f"{plural} {action}": command
        for plural in ("types", "wrappers", "scopes", "products")
        for action, command in (
            ("list", catalogue_commands.list_rows),
            ("add", catalogue_commands.add),
            ("edit", catalogue_commands.edit),
            ("delete", catalogue_commands.delete),
        )
    },
}
