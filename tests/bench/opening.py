"""In the measured process: from the first paint of a window until it rests, with its memory."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QAbstractItemView

from tests.bench.memory import has_neighbours, private_megabytes
from tests.bench.watching import PaintWatch, fail, finish

_LOOK_EVERY_MS = 5
_REST_MS = 500
_PATIENCE_MS = 60_000


class Opening(QObject):
    """Follows a window that opens, and ends the process with what was seen.

    Args:
        table: The window's table; also keeps this object alive.
        is_awaited: Whether what the table paints now is what the start was for.
        is_ready: Whether the window has done all that it does by itself after that.
    """

    def __init__(
        self,
        table: QAbstractItemView,
        is_awaited: Callable[[], bool],
        is_ready: Callable[[], bool],
    ) -> None:
        super().__init__(table)
        self._is_ready = is_ready
        self._result: dict[str, object] = {}
        self._watch = PaintWatch(table, is_awaited)
        self._watch.painted.connect(self._on_painted)
        self._looking = QTimer(self, interval=_LOOK_EVERY_MS)
        self._looking.timeout.connect(self._on_look)
        QTimer.singleShot(_PATIENCE_MS, self._on_out_of_patience)

    def _on_painted(self, moment: int) -> None:
        if not self._result:
            self._result = {"painted_ns": moment, "painted_mb": private_megabytes()}
            self._looking.start()

    def _on_look(self) -> None:
        if self._is_ready():
            self._looking.stop()
            self._result["ready_ns"] = time.monotonic_ns()
            QTimer.singleShot(_REST_MS, self._on_rested)

    def _on_rested(self) -> None:
        memory = {"rested_mb": private_megabytes(), "has_neighbours": has_neighbours()}
        finish({**self._result, **memory})

    def _on_out_of_patience(self) -> None:
        what = "was painted but never became ready" if self._result else "was not painted"
        fail(f"The window {what} within {_PATIENCE_MS // 1000} seconds.")
