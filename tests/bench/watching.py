"""In the measured process: when a table was painted, and how the result gets out.

Floor and subject both pay for what is imported here, which would flatter the ratio: so hardly
anything is.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Mapping
from typing import NoReturn

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal
from PySide6.QtWidgets import QAbstractItemView

_HIGH_PRIORITY = 1  # Qt.EventPriority; the first use of `Qt` makes hundreds of enums


class PaintWatch(QObject):
    """Tells when a table has been painted in a state that somebody waits for.

    Args:
        table: Whose paint events are watched; also keeps this object alive.
        is_awaited: Asked at each paint event whether it shows that state.
    """

    painted = Signal(object)  # time.monotonic_ns() when the whole window had been painted

    def __init__(self, table: QAbstractItemView, is_awaited: Callable[[], bool]) -> None:
        super().__init__(table)
        self._is_awaited = is_awaited
        table.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """See the table's paint events go by."""
        if event.type() == QEvent.Type.Paint and self._is_awaited():
            # Comes back as soon as this frame is done, before any other posted event.
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.User), _HIGH_PRIORITY)
        return False

    def customEvent(self, event: QEvent) -> None:  # noqa: N802
        """The frame is done."""
        self.painted.emit(time.monotonic_ns())


def finish(result: Mapping[str, object]) -> NoReturn:
    """Hand the result to the bench and end at once: how long closing takes is not measured."""
    import json  # here, because it is not in the measured part

    sys.stdout.write(json.dumps(result) + "\n")
    sys.stdout.flush()
    os._exit(0)


def fail(reason: str) -> NoReturn:
    """End at once with that reason."""
    sys.stderr.write(reason + "\n")
    sys.stderr.flush()
    os._exit(1)
