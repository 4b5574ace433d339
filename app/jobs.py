"""Work that takes a while: what a job is, how it reports and how it is asked to stop. No Qt."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Protocol, TypeVar

from app.errors import JobCancelled
from app.overriding import override

T = TypeVar("T")


class Progress(Protocol):
    """What a job reports to."""

    def step(self, done: int, total: int, text: str) -> None:
        """Say how far the job is; called often, at points where stopping leaves nothing half done.

        Args:
            done: Units of work done, 0 to `total`.
            total: All units, 0 while not known.
            text: What is being done, a few words for the person; no secret.

        Raises:
            JobCancelled: The person asked to stop. The job lets it through, its work undone.
        """
        ...


Job = Callable[[Progress], T]


class CancelFlag:
    """The wish to stop, set in one thread and seen in another."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def set(self) -> None:
        """Ask to stop; asking twice changes nothing."""
        self._event.set()

    @property
    def is_set(self) -> bool:
        """Whether someone asked."""
        return self._event.is_set()

    def check(self) -> None:
        """Do nothing, or stop the job.

        Raises:
            JobCancelled: Someone asked.
        """
        if self._event.is_set():
            raise JobCancelled


class NoProgress(Progress):
    """Reports to nobody and never stops: for the command line and tests."""

    @override
    def step(self, done: int, total: int, text: str) -> None:
        pass
