"""Start-up: from the start of the process to the first painted row, and the memory it took."""

from __future__ import annotations

from collections.abc import Sequence

from tests.bench.measure import Figure, alternate
from tests.bench.process import Answer, Launcher

START_TARGET = 1.5  # issue 2; PERFORMANCE measured 1.3 on a prototype
_FLOOR = "bare PySide6 window"
_SIZE = ("1280", "800")
_NEIGHBOURS = (
    "Other programs here have the same libraries loaded: private memory is lower than alone, and"
    " its ratios are higher."
)

Pairs = Sequence[tuple[Answer, Answer]]


def measure(launcher: Launcher, arguments: Sequence[str], *, repetitions: int) -> list[Figure]:
    """Open the bare window and the program's by turns.

    Args:
        launcher: Starts the processes.
        arguments: The program's own, naming the inventory.
        repetitions: Pairs after a warm-up.
    """

    def floor() -> Answer:
        return launcher.run("bare_window", *_SIZE)

    def subject() -> Answer:
        return launcher.run("real_window", *arguments)

    pairs = alternate(floor, subject, repetitions=repetitions)
    figures = [
        _times("first painted window", pairs, "painted_ns", target=START_TARGET),
        _times("window ready to edit", pairs, "ready_ns"),
    ]
    if pairs[0][0].values["painted_mb"] is not None:
        figures += [
            _memory("private memory, painted", pairs, "painted_mb"),
            _memory("private memory, at rest", pairs, "rested_mb"),
        ]
    return figures


def _times(name: str, pairs: Pairs, moment: str, *, target: float | None = None) -> Figure:
    # The floor of a window that is ready is the same bare window, painted.
    return Figure(
        name,
        _FLOOR,
        "ms",
        floor=tuple(floor.milliseconds_until("painted_ns") for floor, _ in pairs),
        subject=tuple(subject.milliseconds_until(moment) for _, subject in pairs),
        target=target,
    )


def _memory(name: str, pairs: Pairs, value: str) -> Figure:
    return Figure(
        name,
        _FLOOR,
        "MB",
        floor=tuple(float(floor.values[value]) for floor, _ in pairs),
        subject=tuple(float(subject.values[value]) for _, subject in pairs),
        note=_NEIGHBOURS if any(floor.values["has_neighbours"] for floor, _ in pairs) else "",
    )
