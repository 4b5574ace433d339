"""The subject of a start: the program, started as from the command line."""

from __future__ import annotations

import sys

from PySide6.QtCore import QCoreApplication, QEvent, QObject

from resources_ui.application import main as run_program
from tests.bench.opening import Opening
from tests.bench.program_window import ProgramWindow


class Onlooker(QObject):
    """Waits for the program's window without touching how it starts."""

    def customEvent(self, event: QEvent) -> None:  # noqa: N802 - typing_extensions would count
        """The event loop begins: the window is made and shown, but not yet painted."""
        program = ProgramWindow.find()
        Opening(program.table, is_awaited=program.has_rows, is_ready=program.is_ready)


def main() -> None:
    """Run the program; the process ends by itself."""
    onlooker = Onlooker()
    # Posted before there is an application, so it is the first thing that its event loop does.
    QCoreApplication.postEvent(onlooker, QEvent(QEvent.Type.User))
    sys.exit(run_program(sys.argv[1:]))


if __name__ == "__main__":
    main()
