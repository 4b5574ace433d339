"""The bench: `python tests/bench`, or with everything set up, `packaging/bootstrap.py bench`.

Compares the program with the least that the same thing could cost, by turns in one run
(PERFORMANCE: How the bench measures). Times of different runs do not compare; ratios do.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parent.parent.parent)  # for `tests.bench` and `app`

from tests.bench import inventory, report, search, startup  # noqa: E402 - needs the path
from tests.bench.generator import SEED  # noqa: E402
from tests.bench.measure import Figure, machine  # noqa: E402
from tests.bench.process import BenchError, Launcher  # noqa: E402


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is measured.

    Args:
        size: Resources in the inventory.
        openings: Pairs of windows, after a warm-up.
        rounds: How often the list of searches is typed, after a warm-up.
    """

    size: int
    openings: int
    rounds: int


_FULL = Effort(size=10_000, openings=9, rounds=5)
_QUICK = Effort(size=1_000, openings=2, rounds=1)


def main() -> int:
    """Measure everything and print it; 1 where the program could not be measured."""
    arguments = _parse()
    effort = _QUICK if arguments.quick else _FULL
    if arguments.size:
        effort = Effort(arguments.size, effort.openings, effort.rounds)
    with tempfile.TemporaryDirectory(prefix="strongroom-bench-") as folder:
        launcher = Launcher(Path(folder, "home"))
        try:
            figures = _measure(launcher, Path(folder), effort)
        except BenchError as error:
            _say(str(error))
            return 1
    facts = machine(launcher.platform)
    if arguments.json:
        sys.stdout.write(report.to_json(figures, _setting(effort, facts)) + "\n")
    else:
        sys.stdout.write(f"\n{_headline(effort, facts)}\n\n{report.to_table(figures)}\n")
    return 0


def _measure(launcher: Launcher, folder: Path, effort: Effort) -> list[Figure]:
    _say(f"Writing an inventory of {effort.size:,} resources …")
    made = inventory.write(folder, effort.size)
    _say("Opening windows …")
    figures = startup.measure(launcher, made.arguments, repetitions=effort.openings)
    _say("Typing searches …")
    return figures + search.measure(launcher, made.path, made.arguments, rounds=effort.rounds)


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description="Measure the program.")
    parser.add_argument(
        "--size", type=_size, metavar="N", help=f"resources (default {_FULL.size:,})"
    )
    parser.add_argument(
        "--quick", action="store_true", help="small and short: shows that it runs, not how fast"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON document instead")
    return parser.parse_args()


def _size(text: str) -> int:
    size = int(text)
    if size < 1:
        raise ValueError
    return size


def _setting(effort: Effort, facts: Mapping[str, str]) -> dict[str, object]:
    return {"size": effort.size, "seed": SEED, "machine": facts}


def _headline(effort: Effort, facts: Mapping[str, str]) -> str:
    return (
        f"{effort.size:,} resources (seed {SEED}), {effort.openings} pairs of windows,"
        f" {effort.rounds} rounds of searches\n"
        f"{facts['processor']}; {facts['system']}; Python {facts['python']},"
        f" PySide6 {facts['pyside6']}, SQLite {facts['sqlite']}, platform {facts['platform']}"
    )


def _say(line: str) -> None:
    """Tell the person; standard output belongs to the result."""
    sys.stderr.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main())
