"""What is known to be whole in `.venv`: written last, so that nothing half made looks finished."""

from __future__ import annotations

import dataclasses
import json
import platform
import sys
from pathlib import Path


@dataclasses.dataclass(frozen=True)
class Stamp:
    """The state of one `.venv`.

    Args:
        interpreter: Python's version and the machine that it was made with.
        requirements: Name of each installed set, and the hash of its lock file.
        system: Names of the sets of system packages that were found present.
        is_growing: A set is being added, or was when the process died: the sets named are whole,
            but a further one can only be had by starting afresh.
    """

    interpreter: str
    requirements: dict[str, str] = dataclasses.field(default_factory=dict)
    system: list[str] = dataclasses.field(default_factory=list)
    is_growing: bool = False

    def holds(self, requirements: dict[str, str], system: list[str]) -> bool:
        """Tell whether everything asked for is there."""
        return (
            self.interpreter == this_interpreter()
            and requirements.items() <= self.requirements.items()
            and set(system) <= set(self.system)
        )


def this_interpreter() -> str:
    """Name what a `.venv` depends on: a minor version of Python on a kind of machine."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    return f"{sys.implementation.name} {version} {sys.platform} {platform.machine()}"


def read_stamp(path: Path) -> Stamp | None:
    """Read a stamp; None if there is none or it is not one of ours."""
    try:
        return Stamp(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def write_stamp(path: Path, stamp: Stamp) -> None:
    """Write a stamp so that a reader sees the old one or the new one, never a part."""
    draft = path.with_suffix(".new")
    draft.write_text(json.dumps(dataclasses.asdict(stamp), indent=2), encoding="utf-8")
    draft.replace(path)
