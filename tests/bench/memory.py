"""How much memory this process has to itself."""

from __future__ import annotations

from pathlib import Path

_ROLLUP = Path("/proc/self/smaps_rollup")


def private_megabytes() -> float | None:
    """Megabytes (10⁶ bytes) shared with nobody; None where the system does not say (not Linux)."""
    if not _ROLLUP.exists():
        return None
    lines = _ROLLUP.read_text(encoding="ascii").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) * 1024 / 1e6
