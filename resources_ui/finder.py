"""Finds what a listing asks for, off the GUI thread; only the newest question is answered."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal

from app.errors import StrongroomError
from app.jobs import Progress
from app.presentation.row_source import KeySource
from app.search.listing import FIRST_PAGE, Listing
from resources_ui.job_runner import READ, JobHandle, JobRunner


class Finder(QObject):
    """Answers each listing with its first page and then with all its keys.

    A listing with no more than a page gets one answer, `all_keys`.

    Args:
        open_source: Opens a source of its own; called once, on the thread that uses it.
        runner: Runs the questions, one after the other.
        parent: The widget that it belongs to.
    """

    first_page = Signal(object, object)  # array("q"), Listing
    all_keys = Signal(object, object)  # array("q"), Listing
    failed = Signal(object)  # StrongroomError

    def __init__(
        self,
        open_source: Callable[[], KeySource],
        runner: JobRunner,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._shelf = _Shelf(open_source)
        self._generation = 0
        self._handle: JobHandle | None = None
        self._is_searching = False
        self._is_stopped = False

    @property
    def is_searching(self) -> bool:
        """Whether an answer is still to come."""
        return self._is_searching

    def ask(self, listing: Listing) -> None:
        """Ask; whatever was asked before is dropped, even in the middle of its query."""
        if self._is_stopped:
            return
        self._drop()
        self._submit(_Question(self._shelf, listing, self._generation, FIRST_PAGE))

    def stop(self) -> None:
        """Drop the question and take no more; before the runner is shut down."""
        self._is_stopped = True
        self._drop()

    def close(self) -> None:
        """Give the source back; after the runner was shut down, when no query runs any more."""
        self.stop()
        self._shelf.close()

    def _drop(self) -> None:
        self._generation += 1
        if self._is_searching and self._handle is not None:
            self._handle.cancel()
            self._shelf.interrupt()
        self._is_searching = False

    def _submit(self, question: _Question) -> None:
        self._is_searching = True
        self._handle = self._runner.submit(question, self._on_answered, lane=READ)

    def _on_answered(self, answer: _Answer) -> None:
        question = answer.question
        if question.generation != self._generation:
            return
        if answer.error is not None:
            self._is_searching = False
            self.failed.emit(answer.error)
        elif question.limit is not None and len(answer.keys) >= question.limit:
            self.first_page.emit(answer.keys, question.listing)
            if question.generation == self._generation:  # nobody asked something else meanwhile
                rest = _Question(self._shelf, question.listing, question.generation, None)
                self._submit(rest)
        else:
            self._is_searching = False
            self.all_keys.emit(answer.keys, question.listing)


class _Shelf:
    """Where the source stands once it is open; all but `interrupt` is for the thread that reads."""

    def __init__(self, open_source: Callable[[], KeySource]) -> None:
        self._open_source = open_source
        self._source: KeySource | None = None

    def source(self) -> KeySource:
        if self._source is None:
            self._source = self._open_source()
        return self._source

    def interrupt(self) -> None:
        if self._source is not None:
            self._source.interrupt()

    def close(self) -> None:
        if self._source is not None:
            self._source.close()
            self._source = None


@dataclass(frozen=True, slots=True)
class _Question:
    """A job; its answer says what was asked, so that a stale one is told from the newest."""

    shelf: _Shelf
    listing: Listing
    generation: int
    limit: int | None

    def __call__(self, progress: Progress) -> _Answer:
        try:
            return _Answer(self, self.shelf.source().keys(self.listing, limit=self.limit))
        except StrongroomError as error:  # a stale failure is nobody's business either
            return _Answer(self, array("q"), error)


@dataclass(frozen=True, slots=True)
class _Answer:
    question: _Question
    keys: array[int] = field(repr=False)
    error: StrongroomError | None = None
