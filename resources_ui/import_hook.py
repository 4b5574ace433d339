"""Undoes what PySide6 does to every import of the process."""

from __future__ import annotations

import builtins


def undo_import_hook() -> None:
    """Take PySide6's `__feature_import__` out; what it wrapped stays.

    PySide6 puts a function of its own in the place of `builtins.__import__`, which reads the source
    of each module that is imported, to find out whether it says `from __feature__ import …`. We
    never do. While a second thread imports (pydantic's lazy attributes, say), that reading fails at
    random with an ImportError, and it costs a tenth of the start.
    """
    original = getattr(builtins, "__orig_import__", None)
    if original is not None:
        builtins.__import__ = original
