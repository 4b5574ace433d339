from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton
from pytestqt.qtbot import QtBot

from resources_ui.job_bar import JobBar
from resources_ui.job_runner import WORK, JobHandle, JobRunner
from resources_ui.theme import Theme


@pytest.fixture
def runner(qapp: object) -> JobRunner:
    return JobRunner(inline=True)


@pytest.fixture
def bar(qtbot: QtBot, theme: Theme, runner: JobRunner) -> JobBar:
    made = JobBar(runner, delay_ms=10)
    qtbot.addWidget(made)
    return made


def texts(bar: JobBar) -> list[str]:
    return [label.text() for label in bar.findChildren(QLabel)]


def test_long_job_is_shown_with_what_it_does(qtbot: QtBot, bar: JobBar, runner: JobRunner) -> None:
    job = JobHandle("Importing keepass.csv", WORK)
    runner.started.emit(job)
    assert not bar.isVisible()
    qtbot.waitUntil(bar.isVisible)
    runner.progressed.emit(job, 30, 100, "30 of 100 rows")
    assert texts(bar) == ["Importing keepass.csv", "30 of 100 rows"]
    progress = bar.findChild(QProgressBar)
    assert (progress.value(), progress.maximum()) == (30, 100)
    runner.finished.emit(job)
    assert not bar.isVisible()


def test_job_that_is_over_soon_is_never_shown(bar: JobBar, runner: JobRunner) -> None:
    job = JobHandle("Saving", WORK)
    runner.started.emit(job)
    runner.finished.emit(job)
    QTest.qWait(50)
    assert not bar.isVisible()


def test_job_without_a_title_is_never_shown(bar: JobBar, runner: JobRunner) -> None:
    runner.started.emit(JobHandle("", WORK))
    QTest.qWait(50)
    assert not bar.isVisible()


def test_cancel_asks_the_job_that_is_shown_and_only_once(
    qtbot: QtBot, bar: JobBar, runner: JobRunner
) -> None:
    first, second = JobHandle("Importing", WORK), JobHandle("Exporting", WORK)
    runner.started.emit(first)
    runner.started.emit(second)
    qtbot.waitUntil(bar.isVisible)
    cancel = bar.findChild(QPushButton)
    cancel.click()
    assert (first.is_cancelled, second.is_cancelled) == (True, False)
    assert not cancel.isEnabled()
    runner.finished.emit(first)
    assert texts(bar)[0] == "Exporting"
    assert bar.isVisible()
    assert cancel.isEnabled()
    assert cancel.accessibleName() == "Cancel: Exporting"


def test_progress_of_a_job_behind_is_not_mixed_in(
    qtbot: QtBot, bar: JobBar, runner: JobRunner
) -> None:
    first, second = JobHandle("Importing", WORK), JobHandle("Exporting", WORK)
    runner.started.emit(first)
    runner.started.emit(second)
    runner.progressed.emit(second, 5, 10, "of the second")
    assert texts(bar) == ["Importing", ""]
