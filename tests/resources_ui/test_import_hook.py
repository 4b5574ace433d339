"""Imports no longer read the source of every module once the application is made."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import builtins
import PySide6.QtWidgets
from resources_ui.import_hook import undo_import_hook
hook = builtins.__import__
assert "feature" in hook.__name__, "PySide6 has no hook any more: drop import_hook"
undo_import_hook()
undo_import_hook()
assert builtins.__import__ is not hook
import sqlmodel
"""


def test_hook_of_pyside_is_gone_and_imports_work() -> None:
    subprocess.run([sys.executable, "-c", PROGRAM], check=True)
