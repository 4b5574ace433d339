from __future__ import annotations

import threading
from array import array
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot
from typing_extensions import override

from app.errors import InventoryDamagedError, JobCancelled
from app.search.listing import FIRST_PAGE, Listing, Sort, SortKey
from app.search.words import Words
from resources_ui.finder import Finder
from resources_ui.job_runner import JobRunner
from tests.resources_ui.list_source import ListSource, summary

COUNT = 3 * FIRST_PAGE
FEW = Listing(words=Words.parse("user37@"))
ALL = Listing()
BACKWARDS = Listing(sort=Sort(SortKey.UPDATED, descending=True))


class SlowSource(ListSource):
    """A source whose queries can be held, and interrupted while they are."""

    def __init__(self) -> None:
        super().__init__(summary(key, updated=key) for key in range(1, COUNT + 1))
        self.opened_on = threading.current_thread()
        self.asked: list[tuple[Listing, int | None]] = []
        self.threads: set[threading.Thread] = set()
        self.entered = threading.Event()
        self.is_held = False
        self._go_on = threading.Event()
        self._was_interrupted = False

    @override
    def keys(self, listing: Listing, *, limit: int | None = None) -> array[int]:
        self.asked.append((listing, limit))
        self.threads.add(threading.current_thread())
        self._was_interrupted = False
        self.entered.set()
        if self.is_held:
            assert self._go_on.wait(20)
            self._go_on.clear()
            if self._was_interrupted:
                raise JobCancelled
        return super().keys(listing, limit=limit)

    @override
    def interrupt(self) -> None:
        super().interrupt()
        self._was_interrupted = True
        self.is_held = False
        self._go_on.set()

    def let_go(self) -> None:
        self.is_held = False
        self._go_on.set()


class Setting:
    """A finder, its source and what it said."""

    def __init__(self, runner: JobRunner) -> None:
        self.runner = runner
        self.sources: list[SlowSource] = []
        self.hold_first = False
        self.finder = Finder(self._open, runner)
        self.said: list[tuple[str, list[int], Listing]] = []
        self.failed = QSignalSpy(self.finder.failed)
        self.finder.first_page.connect(self._on_first_page)
        self.finder.all_keys.connect(self._on_all_keys)

    @property
    def source(self) -> SlowSource:
        (found,) = self.sources
        return found

    def _open(self) -> SlowSource:
        source = SlowSource()
        source.is_held = self.hold_first
        self.sources.append(source)
        return source

    def _on_first_page(self, keys: array[int], listing: Listing) -> None:
        self.said.append(("first", keys.tolist(), listing))

    def _on_all_keys(self, keys: array[int], listing: Listing) -> None:
        self.said.append(("all", keys.tolist(), listing))


@pytest.fixture
def setting(qapp: object) -> Iterator[Setting]:
    runner = JobRunner()
    made = Setting(runner)
    yield made
    made.finder.stop()
    assert runner.shutdown(), "a query did not end"
    made.finder.close()
    shiboken6.delete(made.finder)
    shiboken6.delete(runner)


def wait_for_all(qtbot: QtBot, setting: Setting) -> None:
    qtbot.waitUntil(lambda: bool(setting.said) and setting.said[-1][0] == "all")


def test_first_page_comes_before_everything(qtbot: QtBot, setting: Setting) -> None:
    setting.finder.ask(BACKWARDS)
    assert setting.finder.is_searching
    wait_for_all(qtbot, setting)
    backwards = list(range(COUNT, 0, -1))
    assert setting.said == [
        ("first", backwards[:FIRST_PAGE], BACKWARDS),
        ("all", backwards, BACKWARDS),
    ]
    assert not setting.finder.is_searching


def test_short_answer_comes_once(qtbot: QtBot, setting: Setting) -> None:
    setting.finder.ask(FEW)
    wait_for_all(qtbot, setting)
    assert setting.said == [("all", [37], FEW)]
    assert setting.source.asked == [(FEW, FIRST_PAGE)]


def test_source_is_opened_once_on_the_thread_that_uses_it(qtbot: QtBot, setting: Setting) -> None:
    setting.finder.ask(FEW)
    wait_for_all(qtbot, setting)
    setting.finder.ask(ALL)
    qtbot.waitUntil(lambda: len(setting.said) == 3)
    source = setting.source
    assert source.threads == {source.opened_on}
    assert source.opened_on is not threading.current_thread()


def test_newer_question_interrupts_the_older_and_only_it_is_answered(
    qtbot: QtBot, setting: Setting
) -> None:
    setting.hold_first = True
    setting.finder.ask(ALL)
    qtbot.waitUntil(lambda: bool(setting.sources))
    assert setting.source.entered.wait(20)
    for text in ("u", "us", "use"):
        setting.finder.ask(Listing(words=Words.parse(text)))
    setting.finder.ask(FEW)
    wait_for_all(qtbot, setting)
    assert setting.said == [("all", [37], FEW)]
    # Those in between were dropped before their query began.
    assert [listing for listing, _ in setting.source.asked] == [ALL, FEW]
    assert setting.source.interrupted >= 1


def test_answer_that_was_under_way_is_dropped(qtbot: QtBot, setting: Setting) -> None:
    setting.finder.ask(FEW)
    wait_for_all(qtbot, setting)
    setting.finder.ask(ALL)
    # The answer waits to be delivered; nothing runs any more that could be interrupted.
    assert wait_for_idle(setting)
    setting.finder.ask(FEW)
    qtbot.waitUntil(lambda: not setting.finder.is_searching)
    assert setting.said == [("all", [37], FEW)] * 2


def wait_for_idle(setting: Setting) -> bool:
    """Whether the lane has done everything, without delivering any of it."""
    done = threading.Event()
    setting.runner.submit(lambda _progress: done.set(), lambda _result: None, lane="read")
    return done.wait(20)


def test_error_is_told_and_the_next_question_works(qtbot: QtBot, setting: Setting) -> None:
    setting.finder.ask(FEW)
    wait_for_all(qtbot, setting)
    error = InventoryDamagedError(Path("x.strongroom"))
    setting.source.error = error
    setting.finder.ask(ALL)
    qtbot.waitUntil(lambda: setting.failed.count() == 1)
    assert setting.failed.at(0)[0] is error
    assert not setting.finder.is_searching
    setting.source.error = None
    setting.finder.ask(FEW)
    qtbot.waitUntil(lambda: len(setting.said) == 2)


def test_stopped_finder_asks_and_says_nothing_more(qtbot: QtBot, setting: Setting) -> None:
    setting.hold_first = True
    setting.finder.ask(ALL)
    qtbot.waitUntil(lambda: bool(setting.sources))
    assert setting.source.entered.wait(20)
    setting.finder.stop()
    setting.finder.ask(FEW)
    assert setting.runner.shutdown()
    setting.finder.close()
    assert setting.said == []
    assert setting.source.is_closed
    assert [listing for listing, _ in setting.source.asked] == [ALL]


def test_finder_works_inline(qapp: object) -> None:
    runner = JobRunner(inline=True)
    setting = Setting(runner)
    setting.finder.ask(ALL)
    assert [kind for kind, _, _ in setting.said] == ["first", "all"]
    assert not setting.finder.is_searching
    setting.finder.close()
    assert setting.source.is_closed
