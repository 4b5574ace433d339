"""A report of our own bug that a person can copy and send without giving anything away."""

from __future__ import annotations

import sys
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import qVersion

_PACKAGES = ("strongroom", "PySide6-Essentials", "sqlmodel", "PGPy", "cryptography", "keyring")


def crash_report(error: BaseException) -> str:
    """Versions, and where it happened.

    No message of an exception and no local variable: both can hold names, addresses or secrets. Of
    each path only the end, because the beginning can hold the person's name.
    """
    return "\n".join([*_versions(), "", *_causes(error)]) + "\n"


def forget_locals(error: BaseException) -> None:
    """Drop the variables of the calls that led to an error, which can hold plaintext."""
    for each in _chain(error):
        if each.__traceback__ is not None:
            traceback.clear_frames(each.__traceback__)


def _versions() -> list[str]:
    # Here, because both would delay the first paint for what hopefully never happens.
    import platform  # noqa: PLC0415
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415

    lines = [
        f"Python {platform.python_version()} on {platform.system()} {platform.machine()}",
        f"Qt {qVersion()}",
    ]
    for package in _PACKAGES:
        try:
            lines.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            lines.append(f"{package} not installed")
    return lines


def _causes(error: BaseException) -> list[str]:
    lines: list[str] = []
    for each in reversed(_chain(error)):
        if lines:
            lines += ["", "then, while that was handled:", ""]
        lines += _frames(each.__traceback__)
        lines.append(f"{type(each).__module__}.{type(each).__qualname__}")
    return lines


def _chain(error: BaseException) -> list[BaseException]:
    """The error and what led to it, the last first."""
    chain: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and current not in chain:
        chain.append(current)
        current = current.__cause__ or current.__context__
    return chain


def _frames(where: TracebackType | None) -> list[str]:
    return [
        f"{_short_path(frame.filename)}:{frame.lineno} in {frame.name}: {frame.line or ''}".rstrip()
        for frame in traceback.extract_tb(where)
    ]


def _short_path(filename: str) -> str:
    """A path from the package on: `app/database/engine.py`."""
    parts = Path(filename).parts
    for start in ("site-packages", "dist-packages", f"python3.{sys.version_info.minor}"):
        if start in parts:
            return "/".join(parts[parts.index(start) + 1 :])
    for start in ("app", "resources_ui"):
        if start in parts:
            return "/".join(parts[parts.index(start) :])
    return parts[-1] if parts else filename
