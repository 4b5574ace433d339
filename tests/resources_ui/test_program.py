"""What the program does before the rest of it is imported, and takes back once it is made."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[2]

LOOKING_ON = """
import builtins, gc, sys
from resources_ui.program import main

def say(moment):
    hook = "feature" in builtins.__import__.__name__
    print(moment, "hook" if hook else "no hook", "collects" if gc.isenabled() else "rests")

class Entrance:
    def find_spec(self, name, path, target=None):
        if name == "resources_ui.application":
            say("before the imports:")
            from PySide6.QtCore import QCoreApplication, QEvent, QObject

            class Onlooker(QObject):
                def customEvent(self, event):
                    from PySide6.QtWidgets import QApplication
                    say("with a window:")
                    print("objects put aside:", gc.get_freeze_count() > 10_000)
                    QApplication.closeAllWindows()

            self.onlooker = Onlooker()
            QCoreApplication.postEvent(self.onlooker, QEvent(QEvent.Type.User))

sys.meta_path.insert(0, Entrance())
sys.exit(main())
"""


def test_imports_are_not_slowed_down_and_garbage_is_collected_once_there_is_a_window(
    sample: Path,
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOOKING_ON, str(sample)],
        cwd=PROJECT,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.stdout.splitlines() == [
        "before the imports: no hook rests",
        "with a window: no hook collects",
        "objects put aside: True",
    ], done.stderr
    assert done.returncode == 0
