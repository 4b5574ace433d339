"""Imports are Python's own again once the application is made."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import builtins
own = builtins.__import__
import PySide6.QtWidgets
assert builtins.__import__ is not own, "PySide6 has no hook any more: drop import_hook"
from resources_ui.import_hook import undo_import_hook
undo_import_hook()
undo_import_hook()
assert builtins.__import__ is own
"""


def test_python_imports_by_itself_again() -> None:
    subprocess.run([sys.executable, "-c", PROGRAM], check=True)
