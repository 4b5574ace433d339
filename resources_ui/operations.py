"""Everything that writes: runs a use case off the GUI thread, then tells every view.

There is one way for a change: a use case of the inventory on the lane of writes, its `Changes`
through the one signal `changed`, and a command on the undo stack.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from app.domain.changes import Changes
from app.errors import StrongroomError
from app.jobs import Progress
from resources_ui.job_runner import WORK, JobHandle, JobRunner
from resources_ui.notices import Notices
from resources_ui.undo import ChangeCommand, UndoSignals

if TYPE_CHECKING:
    from app.inventory import Inventory

T = TypeVar("T")
OnError = Callable[[StrongroomError], object]


class Operations(QObject):
    """The window's way to the inventory, once there is one.

    Args:
        runner: Runs the jobs.
        notices: Says what was done and what went wrong.
        parent: The window.
    """

    changed = Signal(object)  # Changes, of every write
    taken_back = Signal(object)  # Changes, of an undo or redo, after `changed`
    attached = Signal()
    undo_requested = Signal()  # by the button of a notice

    def __init__(self, runner: JobRunner, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._notices = notices
        self._inventory: Inventory | None = None
        self._undo_signals = UndoSignals(self)
        self._undo_signals.take_back_requested.connect(self._on_take_back_requested)
        self.stack = QUndoStack(self)
        self._under_way: set[JobHandle] = set()  # jobs on the lane of writes
        self._steps: deque[Callable[[], None]] = deque()  # undo and redo that wait for them
        self._offers_undo = False  # in the notice that is shown
        notices.shown.connect(self._on_notice_shown)
        runner.started.connect(self._on_job_started)
        runner.finished.connect(self._on_job_finished)

    @property
    def is_ready(self) -> bool:
        """Whether there is an inventory to write to."""
        return self._inventory is not None

    def attach(self, inventory: Inventory) -> None:
        """Take the inventory; from now on writes are possible."""
        self._inventory = inventory
        self.attached.emit()

    def write(
        self,
        text: str,
        use_case: Callable[[Inventory, Progress], Changes],
        *,
        on_done: Callable[[Changes], object] | None = None,
        on_error: OnError | None = None,
        notice: str = "",
        title: str = "",
    ) -> JobHandle | None:
        """Change something.

        Args:
            text: For the undo menu, as a verb: “Move to trash”.
            use_case: Calls the inventory; runs off the GUI thread, touches no widget.
            on_done: Called after every view was told.
            on_error: Takes the error; without it the notices show it.
            notice: Shown when it is done, with an Undo button.
            title: For the job bar, where it may take long.

        Returns:
            What to ask `is_under_way` about; None where there is no inventory yet.
        """
        return self._run(use_case, _Write(self, text, notice, on_done).finish, on_error, title)

    def read(
        self,
        use_case: Callable[[Inventory, Progress], T],
        on_done: Callable[[T], object],
        on_error: OnError | None = None,
        *,
        title: str = "",
    ) -> JobHandle | None:
        """Ask the inventory something that takes a while: reveal, export, plan an import."""
        return self._run(use_case, on_done, on_error, title)

    def is_under_way(self, job: JobHandle) -> bool:
        """Whether a write or read is still to end."""
        return job in self._under_way

    def undo_last(self) -> None:
        """Take back the last write, also one that is still under way."""
        self._step(self.stack.undo)

    def has_just_added(self, key: int) -> bool:
        """Whether the resource goes with the next undo."""
        last = self.stack.command(self.stack.index() - 1)
        return isinstance(last, ChangeCommand) and last.has_added(key)

    def redo_last(self) -> None:
        """Do again what was taken back last."""
        self._step(self.stack.redo)

    def take_over(self, text: str, changes: Changes, notice: str) -> None:
        """Put a finished write on the stack and tell everybody."""
        if changes.is_empty:
            return
        self.withdraw_offer()
        self.stack.push(ChangeCommand(text, changes, self._undo_signals))
        self.changed.emit(changes)
        if notice:
            self._notices.show(notice, action_text="Undo", on_action=self._ask_for_undo)
            self._offers_undo = True

    def _run(
        self,
        use_case: Callable[[Inventory, Progress], T],
        on_done: Callable[[T], object],
        on_error: OnError | None,
        title: str,
    ) -> JobHandle | None:
        inventory = self._inventory
        if inventory is None:
            return None
        return self._runner.submit(
            _UseCase(use_case, inventory),
            on_done,
            on_error or self._notices.show_error,
            title=title,
            lane=WORK,
        )

    def _step(self, move: Callable[[], None]) -> None:
        """Move the stack once every job before is done: what they leave on it comes first."""
        self._steps.append(move)
        self._take_next_step()

    def _take_next_step(self) -> None:
        while self._steps and not self._under_way:
            self._steps.popleft()()  # no job where there is nothing to take back

    def _on_job_started(self, job: JobHandle) -> None:
        if job.lane == WORK:
            self._under_way.add(job)

    def _on_job_finished(self, job: JobHandle) -> None:
        if job.lane == WORK:
            self._under_way.discard(job)
            self._take_next_step()

    def _on_take_back_requested(self, command: ChangeCommand) -> None:
        taking_back = _TakingBack(self, command)
        self._run(taking_back.run, taking_back.finish, taking_back.fail, "")

    def withdraw_offer(self) -> None:
        """Close the notice that offers to undo what is no longer the last thing done."""
        if self._offers_undo:
            self._notices.dismiss()

    def _ask_for_undo(self) -> None:
        self.undo_requested.emit()

    def _on_notice_shown(self, _text: str) -> None:
        self._offers_undo = False

    def show_error(self, error: StrongroomError) -> None:
        """Say what went wrong."""
        self._notices.show_error(error)


class _UseCase(Generic[T]):
    """A use case with its inventory, as a job."""

    def __init__(self, use_case: Callable[[Inventory, Progress], T], inventory: Inventory) -> None:
        self._use_case = use_case
        self._inventory = inventory

    def __call__(self, progress: Progress) -> T:
        return self._use_case(self._inventory, progress)


class _Write:
    """What remains to be done when a write has ended."""

    def __init__(
        self,
        operations: Operations,
        text: str,
        notice: str,
        on_done: Callable[[Changes], object] | None,
    ) -> None:
        self._operations = operations
        self._text = text
        self._notice = notice
        self._on_done = on_done

    def finish(self, changes: Changes) -> None:
        self._operations.take_over(self._text, changes, self._notice)
        if self._on_done is not None:
            self._on_done(changes)


class _TakingBack:
    """One step of undo or redo under way; no other one begins before it ends."""

    def __init__(self, operations: Operations, command: ChangeCommand) -> None:
        self._operations = operations
        self._command = command

    def run(self, inventory: Inventory, _progress: Progress) -> Changes:
        return self._command.revert(inventory)

    def finish(self, changes: Changes) -> None:
        self._operations.withdraw_offer()
        self._operations.changed.emit(changes)
        self._operations.taken_back.emit(changes)

    def fail(self, error: StrongroomError) -> None:
        """Nothing was taken back, so the stack must not say that it was."""
        stack = self._operations.stack
        is_undo = stack.command(stack.index()) is self._command
        self._command.step_silently()
        (stack.redo if is_undo else stack.undo)()
        self._operations.show_error(error)
