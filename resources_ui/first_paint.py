"""Says when a widget has painted for the first time."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

from app.overriding import override


class FirstPaint(QObject):
    """Watches a widget for its first paint, once.

    Args:
        watched: The widget; it also owns the watcher.
    """

    happened = Signal()

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self._watched = watched
        watched.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            self._watched.removeEventFilter(self)
            self.happened.emit()
        return False
