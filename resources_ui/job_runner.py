"""Runs jobs off the GUI thread and delivers their results on it; nothing else starts a thread."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from app.errors import JobCancelled, StrongroomError
from app.jobs import CancelFlag, Job, Progress
from app.overriding import override
from resources_ui.callbacks import Callback

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

T = TypeVar("T")

WORK = "work"  # writes, one after the other in the order in which they were submitted
READ = "read"  # searches and pages, beside the writes


class JobHandle:
    """One submitted job, as its submitter and the job bar see it.

    Args:
        title: What the job does, for the job bar; empty for what nobody needs to see.
        lane: Where it runs.
    """

    def __init__(self, title: str, lane: str) -> None:
        self.title = title
        self.lane = lane
        self._flag = CancelFlag()

    @property
    def is_cancelled(self) -> bool:
        """Whether someone asked it to stop, which it may not have heard yet."""
        return self._flag.is_set

    def cancel(self) -> None:
        """Ask the job to stop.

        One that waits in its lane never starts. One that runs stops at its next step. One that ends
        before it hears is delivered as usual: what it wrote is written.
        """
        self._flag.set()

    def check(self) -> None:
        """Raise JobCancelled if someone asked."""
        self._flag.check()


class JobRunner(QObject):
    """Owns the threads, one for each lane, and the way back to the GUI thread.

    Args:
        parent: Usually the application.
        inline: Run every job at once on the calling thread, for tests and self-checks.
    """

    started = Signal(object)  # JobHandle, when it is submitted
    progressed = Signal(object, int, int, str)  # JobHandle, done, total, text
    finished = Signal(object)  # JobHandle, however it ended, after its callback
    failed = Signal(object)  # StrongroomError that nobody else took
    crashed = Signal(str)  # a report of our own bug, without data

    _arrived = Signal()  # something waits in _inbox

    def __init__(self, parent: QObject | None = None, *, inline: bool = False) -> None:
        super().__init__(parent)
        self._inline = inline
        self._stopping = CancelFlag()
        self._executors: dict[str, ThreadPoolExecutor] = {}
        self._running: dict[JobHandle, Future[None]] = {}
        # Results wait here and not in the event, so that they never outlive their delivery.
        self._inbox: deque[_Delivery] = deque()  # whose two ends are safe for threads
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)

    def submit(
        self,
        job: Job[T],
        on_done: Callable[[T], object],
        on_error: Callable[[StrongroomError], object] | None = None,
        *,
        title: str = "",
        lane: str = WORK,
    ) -> JobHandle:
        """Run a job and hand over what it returns, on the GUI thread.

        Args:
            job: Knows nothing of Qt, touches no widget.
            on_done: Takes the result. A bound method of a QObject that is gone by then is left out.
            on_error: Takes the error that the job raised; without it, and where its owner is gone,
                the signal `failed` does.
            title: Shown in the job bar if it takes long.
            lane: Jobs of one lane run one after the other.

        Returns:
            A handle to cancel the job with; cancelled already if the runner was shut down.
        """
        handle = JobHandle(title, lane)
        if self._stopping.is_set:
            handle.cancel()
            return handle
        order = _Order(handle, job, Callback(on_done), Callback(on_error) if on_error else None)
        self.started.emit(handle)
        if self._inline:
            self._deliver(_run(order, _InlineProgress(self, handle)))
        else:
            executor = self._executor(lane)
            self._running[handle] = executor.submit(self._work, order)
        return handle

    @property
    def is_busy(self) -> bool:
        """Whether anything submitted is still to be delivered."""
        return bool(self._running)

    def shutdown(self, *, seconds: float = 10.0) -> bool:
        """Accept nothing more and end what is under way.

        Reads are dropped. Writes that were asked for are made, but a long one, which reports steps,
        stops at its next. What is done is delivered before this returns.

        Args:
            seconds: How long to wait; a keyring can leave its prompt open for ever.

        Returns:
            Whether all jobs have ended; if not, the process must end without waiting for threads.
        """
        from concurrent.futures import wait  # noqa: PLC0415 - not needed to start

        self._stopping.set()
        for handle in self._running:
            if handle.lane != WORK:
                handle.cancel()
        _, unfinished = wait(list(self._running.values()), timeout=seconds)
        for executor in self._executors.values():
            executor.shutdown(wait=False)
        while self._inbox:
            self._on_arrived()
        return not unfinished

    def _executor(self, lane: str) -> ThreadPoolExecutor:
        if lane not in self._executors:
            from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - the first job

            self._executors[lane] = ThreadPoolExecutor(1, thread_name_prefix=f"strongroom-{lane}")
        return self._executors[lane]

    def _work(self, order: _Order) -> None:
        """In the lane's thread: nothing of Qt but the emission of our own queued signal."""
        self._post(_run(order, _QueuedProgress(self._post, order.handle, self._stopping)))

    def _post(self, delivery: _Delivery) -> None:
        self._inbox.append(delivery)
        self._arrived.emit()

    def _on_arrived(self) -> None:
        try:
            delivery = self._inbox.popleft()
        except IndexError:
            return  # shutdown was faster than the event
        if isinstance(delivery, _QueuedProgress):
            self.progressed.emit(delivery.handle, *delivery.take())
        else:
            self._deliver(delivery)

    def _deliver(self, outcome: _Outcome) -> None:
        try:
            outcome.hand_over()
        except StrongroomError as error:
            self.failed.emit(error)
        finally:
            self._running.pop(outcome.handle, None)
            if outcome.crash:
                self.crashed.emit(outcome.crash)
            self.finished.emit(outcome.handle)


class _Order(NamedTuple):
    handle: JobHandle
    job: Job[Any]
    on_done: Callback[[Any]]
    on_error: Callback[[StrongroomError]] | None


class _Outcome:
    """How a job ended, on its way to whoever submitted it."""

    def __init__(
        self,
        order: _Order,
        *,
        result: object = None,
        error: StrongroomError | None = None,
        crash: str = "",
        is_done: bool = False,
    ) -> None:
        self.handle = order.handle
        self.crash = crash
        self._on_done = order.on_done
        self._on_error = order.on_error
        self._result = result
        self._error = error
        self._is_done = is_done

    def hand_over(self) -> None:
        """Call back.

        Raises:
            StrongroomError: The job's, if nobody is there to take it, or the callback's own.
        """
        if self._is_done:
            self._on_done(self._result)
        elif self._error is not None and not (self._on_error and self._on_error(self._error)):
            raise self._error


class _InlineProgress(Progress):
    def __init__(self, runner: JobRunner, handle: JobHandle) -> None:
        self._runner = runner
        self._handle = handle

    @override
    def step(self, done: int, total: int, text: str) -> None:
        self._handle.check()
        self._runner.progressed.emit(self._handle, done, total, text)


class _QueuedProgress(Progress):
    """Posts the newest step only: a job of 100,000 steps must not flood the event queue."""

    def __init__(
        self, post: Callable[[_Delivery], None], handle: JobHandle, stopping: CancelFlag
    ) -> None:
        self.handle = handle
        self._stopping = stopping
        self._post = post
        self._lock = threading.Lock()
        self._newest: tuple[int, int, str] | None = None

    @override
    def step(self, done: int, total: int, text: str) -> None:
        self.handle.check()
        self._stopping.check()
        with self._lock:
            is_posted = self._newest is not None
            self._newest = (done, total, text)
        if not is_posted:
            self._post(self)

    def take(self) -> tuple[int, int, str]:
        """The newest step; the older ones are dropped."""
        with self._lock:
            newest, self._newest = self._newest, None
        return newest or (0, 0, "")


_Delivery = _Outcome | _QueuedProgress


def _run(order: _Order, progress: Progress) -> _Outcome:
    try:
        order.handle.check()
        return _Outcome(order, result=order.job(progress), is_done=True)
    except JobCancelled:
        return _Outcome(order)
    except StrongroomError as error:
        _forget_locals(error)
        return _Outcome(order, error=error)
    except Exception as error:
        from resources_ui.crash_report import crash_report  # noqa: PLC0415 - hopefully never

        report = crash_report(error)
        _forget_locals(error)
        return _Outcome(order, crash=report)


def _forget_locals(error: BaseException) -> None:
    from resources_ui.crash_report import forget_locals  # noqa: PLC0415 - not needed to start

    forget_locals(error)
