"""What a write leaves on the undo stack: the number under which the inventory can take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand

from app.domain.changes import Changes
from app.overriding import override

if TYPE_CHECKING:
    from app.inventory import Inventory


class UndoSignals(QObject):
    """A command is no QObject; this says for it that the person wants it taken back."""

    take_back_requested = Signal(object)  # ChangeCommand


class ChangeCommand(QUndoCommand):
    """One write. Undo reverts it; redo reverts the revert.

    It holds no values, so that no secret lies in the undo stack: the file's history has them.

    Args:
        text: What was done, “Move to trash”.
        changes: What the write returned.
        signals: Told when Qt calls `undo` or `redo`.
    """

    def __init__(self, text: str, changes: Changes, signals: UndoSignals) -> None:
        super().__init__(text)
        self._change_set = changes.change_set
        self._added = frozenset(changes.added)
        self._signals = signals
        self._is_step_silent = True  # QUndoStack.push calls redo, and the write is done already

    @override
    def undo(self) -> None:
        self._ask()

    @override
    def redo(self) -> None:
        self._ask()

    def has_added(self, key: int) -> bool:
        """Whether the resource goes when the write is taken back."""
        return key in self._added

    def revert(self, inventory: Inventory) -> Changes:
        """Take the write back; called on the lane of writes, where it waits for earlier ones.

        Raises:
            StrongroomError: It could not be; nothing has changed.
        """
        if self._change_set is None:
            return Changes()
        changes = inventory.revert(self._change_set)
        if changes.change_set is not None:
            self._change_set = changes.change_set
        self._added = frozenset(changes.added)
        return changes

    def step_silently(self) -> None:
        """Let the next undo or redo only move the stack, after one that failed."""
        self._is_step_silent = True

    def _ask(self) -> None:
        if self._is_step_silent:
            self._is_step_silent = False
            return
        self._signals.take_back_requested.emit(self)
