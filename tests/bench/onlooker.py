"""In the measured process: waits for the program's window without touching how it starts."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject

from tests.bench.opening import Opening
from tests.bench.program_window import ProgramWindow


class Onlooker(QObject):
    """Begins to watch as soon as there is a window; made before there is an application."""

    def __init__(self) -> None:
        super().__init__()
        # So this is the first thing that the event loop does.
        QCoreApplication.postEvent(self, QEvent(QEvent.Type.User))

    def customEvent(self, event: QEvent) -> None:  # noqa: N802 - an import would count
        """The event loop begins: the window is made and shown, but not yet painted."""
        program = ProgramWindow.find()
        Opening(program.table, is_awaited=program.has_rows, is_ready=program.is_ready)
