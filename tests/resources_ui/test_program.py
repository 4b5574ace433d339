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
            from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer

            class Onlooker(QObject):
                def customEvent(self, event):
                    say("with a window:")
                    self.look()

                def look(self):
                    from PySide6.QtWidgets import QApplication
                    if "app.opening" not in sys.modules or not gc.isenabled():
                        QTimer.singleShot(10, self.look)
                        return
                    say("before the inventory is opened:")
                    print("objects put aside:", gc.get_freeze_count() > 10_000)
                    QApplication.closeAllWindows()

            self.onlooker = Onlooker()
            QCoreApplication.postEvent(self.onlooker, QEvent(QEvent.Type.User))

sys.meta_path.insert(0, Entrance())
sys.exit(main())
"""

PAGE = """
import gc, sys
from resources_ui.program import main

class Entrance:
    def find_spec(self, name, path, target=None):
        if name == "resources_ui.application":
            from PySide6.QtCore import QCoreApplication, QEvent, QObject

            class Onlooker(QObject):
                def customEvent(self, event):
                    from PySide6.QtWidgets import QApplication
                    print("collects" if gc.isenabled() else "rests")
                    QApplication.closeAllWindows()

            self.onlooker = Onlooker()
            QCoreApplication.postEvent(self.onlooker, QEvent(QEvent.Type.User))

sys.meta_path.insert(0, Entrance())
sys.exit(main())
"""


def test_start_is_not_slowed_down_and_garbage_is_collected_once_it_is_over(
    sample: Path,
) -> None:
    done = run(LOOKING_ON, sample)

    assert done.stdout.splitlines() == [
        "before the imports: no hook rests",
        "with a window: no hook rests",
        "before the inventory is opened: no hook collects",
        "objects put aside: True",
    ], done.stderr
    assert done.returncode == 0


def test_garbage_is_collected_while_a_page_waits_for_the_person(tmp_path: Path) -> None:
    done = run(PAGE, tmp_path / "None.strongroom")

    assert done.stdout == "collects\n", done.stderr
    assert done.returncode == 0


def run(code: str, path: Path) -> subprocess.CompletedProcess[str]:
    """Run the program on an inventory, looked at by some code."""
    return subprocess.run(
        [sys.executable, "-c", code, str(path)],
        cwd=PROJECT,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
