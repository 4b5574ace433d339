"""Starts a measured process, sealed off from the person's own settings and keyring."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parent.parent.parent
_SECONDS = 600
_LAST_LINES = 15


class BenchError(Exception):
    """A measured process failed; the message is what it said."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a measured process printed, and when it was started.

    Args:
        began_ns: `time.monotonic_ns()` right before the process was made.
        values: Its result.
    """

    began_ns: int
    values: dict[str, Any]

    def milliseconds_until(self, name: str) -> float:
        """From the start of the process to a moment that it noted."""
        return float(self.values[name] - self.began_ns) / 1e6


class Launcher:
    """Runs modules of the bench in processes of their own.

    Args:
        home: An empty folder for whatever the program keeps about its person.
    """

    def __init__(self, home: Path) -> None:
        self.platform = os.environ.get("QT_QPA_PLATFORM", "offscreen")
        self._environment = {
            **os.environ,
            "PYTHONPATH": str(CHECKOUT),
            "QT_QPA_PLATFORM": self.platform,
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
            **{f"XDG_{kind}_HOME": str(home / kind) for kind in ("CONFIG", "DATA", "STATE")},
        }
        # Else each start would compile our modules anew, which no installed program does.
        self._environment.pop("PYTHONDONTWRITEBYTECODE", None)

    def run(self, module: str, *arguments: str) -> Answer:
        """Run a module to its end.

        Args:
            module: Its name in `tests.bench`; it prints one JSON object last.

        Raises:
            BenchError: It failed, or said nothing.
        """
        command = [sys.executable, "-P", "-m", f"tests.bench.{module}", *arguments]
        began = time.monotonic_ns()
        try:
            done = subprocess.run(
                command, env=self._environment, capture_output=True, timeout=_SECONDS, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise BenchError(f"{module} was still running after {_SECONDS} seconds.") from error
        lines = done.stdout.decode().splitlines()
        if done.returncode != 0 or not lines:
            said = "\n".join(done.stderr.decode().splitlines()[-_LAST_LINES:])
            raise BenchError(f"{module} ended with exit code {done.returncode}:\n{said}")
        return Answer(began, json.loads(lines[-1]))
