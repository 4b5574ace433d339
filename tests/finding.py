"""Finds a widget by the name that tests and assistive tools rely on."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QWidget

W = TypeVar("W", bound=QWidget)


def found(root: QWidget, kind: type[W], name: str) -> W:
    """The one child of that kind and name."""
    (child,) = root.findChildren(kind, name)
    return child
