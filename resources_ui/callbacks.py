"""Callables that are kept for later without keeping their widget alive."""

from __future__ import annotations

from collections.abc import Callable
from types import MethodType
from typing import Any, Generic, ParamSpec
from weakref import ref

from PySide6.QtCore import QObject
from shiboken6 import isValid

P = ParamSpec("P")


class Callback(Generic[P]):
    """A callable to be called later, if its owner is still there.

    A bound method of a QObject is held weakly: a widget that was closed meanwhile is neither called
    nor kept in memory with whatever plaintext it shows. Any other callable is held as usual.
    """

    def __init__(self, function: Callable[P, object]) -> None:
        owner = getattr(function, "__self__", None)
        self._owner = ref(owner) if isinstance(owner, QObject) else None
        self._function: Callable[..., object] = function
        if self._owner is not None:
            self._function = _unbound(function)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> bool:
        """Call it.

        Returns:
            Whether it was called: false when the owner is gone.
        """
        if self._owner is None:
            self._function(*args, **kwargs)
            return True
        owner = self._owner()
        # A Python wrapper can outlive its C++ widget; calling that one would raise.
        if owner is None or not isValid(owner):
            return False
        self._function(owner, *args, **kwargs)
        return True


def _unbound(method: Any) -> Callable[..., object]:
    """The function behind a bound method, which holds no object; Qt's own are looked up by name."""
    if isinstance(method, MethodType):
        return method.__func__
    found: Callable[..., object] = getattr(type(method.__self__), method.__name__)
    return found
