"""How much memory this process has to itself."""

from __future__ import annotations

from pathlib import Path

_ROLLUP = Path("/proc/self/smaps_rollup")


def private_megabytes() -> float | None:
    """Megabytes (10⁶ bytes) shared with nobody; None where the system does not say (not Linux)."""
    sizes = _sizes()
    private = sum(size for name, size in sizes.items() if name.startswith("Private_"))
    return private * 1024 / 1e6 if sizes else None


def has_neighbours() -> bool:
    """Whether other processes have the same libraries loaded.

    Qt's are the largest part of a bare window. They are private only while nobody else uses them.
    """
    sizes = _sizes()
    return sizes.get("Shared_Clean:", 0) > sizes.get("Private_Clean:", 0)


def _sizes() -> dict[str, int]:
    """The lines of the kernel's summary, in KiB; empty where there is none."""
    if not _ROLLUP.exists():
        return {}
    lines = _ROLLUP.read_text(encoding="ascii").splitlines()[1:]
    return {name: int(size) for name, size, _ in map(str.split, lines)}
