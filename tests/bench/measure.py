"""What the bench makes of its numbers: floor and subject in pairs, medians, tails and ratios."""

from __future__ import annotations

import math
import os
import platform
import sqlite3
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table: a floor and a subject, measured in pairs in the same run.

    Args:
        name: What was measured.
        floor_name: What it is compared with.
        unit: Of both, `ms` or `MB`.
        floor: One number a pair.
        subject: One number a pair, in the same order.
        target: The highest ratio that PERFORMANCE allows; None where it names none.
        note: What to know when reading it.
    """

    name: str
    floor_name: str
    unit: str
    floor: tuple[float, ...]
    subject: tuple[float, ...]
    target: float | None = None
    note: str = ""

    def __post_init__(self) -> None:
        if not self.floor or len(self.floor) != len(self.subject):
            raise ValueError("a figure needs pairs of floor and subject")

    @property
    def ratio(self) -> float:
        """The median of the pairs' ratios; on a shared machine only what ran together compares."""
        return statistics.median(
            subject / floor for floor, subject in zip(self.floor, self.subject, strict=True)
        )

    @property
    def is_reached(self) -> bool:
        """Whether the target is kept, where there is one."""
        return self.target is None or self.ratio <= self.target


def percentile(values: Sequence[float], percent: int) -> float:
    """The smallest value that so many percent of all are not above (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(math.ceil(percent * len(ordered) / 100), 1) - 1]


def alternate(
    floor: Callable[[], T], subject: Callable[[], T], *, repetitions: int, warm_up: int = 1
) -> list[tuple[T, T]]:
    """Run both by turns, the other one first each time, so that drift meets both alike.

    Returns:
        One pair (floor, subject) a repetition, without the warm-up.
    """
    pairs: list[tuple[T, T]] = []
    for turn in range(warm_up + repetitions):
        if turn % 2:
            after = subject()
            pairs.append((floor(), after))
        else:
            pairs.append((floor(), subject()))
    return pairs[warm_up:]


def machine(platform_plugin: str) -> dict[str, str]:
    """What the numbers were measured on; names of kinds, not of this one machine."""
    return {
        "processor": f"{_processor()}, {_cores()} cores",
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "pyside6": version("PySide6-Essentials"),
        "sqlite": sqlite3.sqlite_version,
        "platform": platform_plugin,
    }


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    if information.exists():
        for line in information.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
