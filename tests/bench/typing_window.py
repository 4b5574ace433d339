"""The subject of a search: the program's own window, in which somebody types.

Arguments: the inventory, the number of rounds, then those of the program's command line. Prints
`Response`s in milliseconds. The window answers with a first page and then with the whole list, so
two moments count: when the first results, and when all of them had been painted.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from resources_ui.application import open_window
from tests.bench.keystrokes import Keystroke, RawSearch, keystrokes
from tests.bench.program_window import ProgramWindow
from tests.bench.watching import PaintWatch, fail, finish

_PAUSE_MS = 30  # between keystrokes, so that none pays for what the one before left to do
_PATIENCE_MS = 20_000


class Response(NamedTuple):
    """What one keystroke cost, in milliseconds."""

    raw: float
    first: float
    exact: float


class Typist(QObject):
    """Types into the search bar and waits until the table has been painted with the answer.

    Args:
        program: The window.
        raw: Measured beside each keystroke.
    """

    def __init__(self, program: ProgramWindow, raw: RawSearch) -> None:
        super().__init__(program.table)
        self._program = program
        self._raw = raw
        self._awaited_count: int | None = None  # None while nothing is waited for
        self._has_answer = False
        self._has_whole_answer = False
        self._first_ns = 0
        self._exact_ns = 0
        self._loop = QEventLoop(self)
        self._watch = PaintWatch(program.table, self._is_answered)
        self._watch.painted.connect(self._on_painted)
        program.model.modelReset.connect(self._on_model_changed)
        program.model.rowsInserted.connect(self._on_model_changed)

    def settle(self) -> None:
        """Wait until the window has opened and rests."""
        ends = time.monotonic_ns() + _PATIENCE_MS * 1_000_000
        while not (self._program.has_rows() and self._program.is_ready()):
            if time.monotonic_ns() > ends:
                fail("The window did not become ready.")
            self._pause()
        for _ in range(10):
            self._pause()

    def type(self, stroke: Keystroke, *, is_raw_first: bool) -> Response | None:
        """Do one keystroke of the list; None where nothing had to be painted."""
        if stroke.is_first:
            self._empty_search_bar()
        if not stroke.is_visible:
            self._press(stroke.character)
            self._pause()
            return None
        raw = self._time_raw(stroke.text) if is_raw_first else None
        first, exact = self._until_painted(stroke.count, lambda: self._press(stroke.character))
        self._pause()
        return Response(self._time_raw(stroke.text) if raw is None else raw, first, exact)

    def _empty_search_bar(self) -> None:
        total = self._raw.find("")
        if self._program.row_count() != total:
            self._until_painted(total, self._program.search_bar.clear)
        self._program.search_bar.clear()
        self._pause()

    def _press(self, character: str) -> None:
        # QTest.keyClick takes Latin-1 only.
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, character)
            QApplication.sendEvent(self._program.search_bar, event)

    def _time_raw(self, text: str) -> float:
        began = time.monotonic_ns()
        self._raw.find(text)
        return (time.monotonic_ns() - began) / 1e6

    def _until_painted(self, count: int, act: Callable[[], object]) -> tuple[float, float]:
        """Milliseconds from an act until the table shows an answer, and until it shows all."""
        self._awaited_count = count
        self._has_answer = False
        self._first_ns = self._exact_ns = 0
        patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        patience.timeout.connect(self._on_out_of_patience)
        patience.start()
        began = time.monotonic_ns()
        act()
        self._loop.exec()
        patience.stop()
        patience.deleteLater()
        return (self._first_ns - began) / 1e6, (self._exact_ns - began) / 1e6

    def _pause(self) -> None:
        QTimer.singleShot(_PAUSE_MS, self._loop.quit)
        self._loop.exec()

    def _on_model_changed(self) -> None:
        self._has_answer = True

    def _is_answered(self) -> bool:
        self._has_whole_answer = self._program.row_count() == self._awaited_count
        return self._has_answer

    def _on_painted(self, moment: int) -> None:
        if self._awaited_count is None:
            return
        self._first_ns = self._first_ns or moment
        if self._has_whole_answer:
            self._awaited_count = None
            self._exact_ns = moment
            self._loop.quit()

    def _on_out_of_patience(self) -> None:
        fail(
            f"“{self._program.search_bar.text()}” should list {self._awaited_count} resources; the"
            f" table lists {self._program.row_count()} and was not painted with the answer."
        )


def main() -> None:
    """Type the whole list as often as asked, after one round that is not counted."""
    path, rounds = Path(sys.argv[1]), int(sys.argv[2])
    program = ProgramWindow(open_window(sys.argv[3:]))
    raw = RawSearch(path)
    typist = Typist(program, raw)
    typist.settle()
    strokes = list(keystrokes(raw))
    responses: list[Response] = []
    for number in range(rounds + 1):
        answers = [typist.type(stroke, is_raw_first=number % 2 == 0) for stroke in strokes]
        if number > 0:
            responses += filter(None, answers)
    finish({"responses": responses})


if __name__ == "__main__":
    main()
