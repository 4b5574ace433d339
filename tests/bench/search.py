"""Searching: from a keystroke to the repainted results, beside the raw query of the same search."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.bench.measure import Figure
from tests.bench.process import Launcher


def measure(
    launcher: Launcher, path: Path, arguments: Sequence[str], *, rounds: int
) -> list[Figure]:
    """Type the fixed list of searches into the program's window.

    Args:
        launcher: Starts the process.
        path: The inventory, for the raw query.
        arguments: The program's own, naming the inventory.
        rounds: How often the list is typed, after a warm-up.
    """
    answer = launcher.run("typing_window", str(path), str(rounds), *arguments)
    raw, first, exact = zip(*answer.values["responses"], strict=True)
    return [
        _figure("keystroke to repainted results", raw, first),
        _figure("keystroke to the whole answer", raw, exact),
    ]


def _figure(name: str, raw: tuple[float, ...], subject: tuple[float, ...]) -> Figure:
    return Figure(name, "raw sqlite3, same query", "ms", floor=raw, subject=subject)
