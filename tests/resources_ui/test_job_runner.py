from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QObject, QThread
from pytestqt.qtbot import QtBot

from app.errors import JobCancelled, StrongroomError, VaultLockedError
from app.jobs import Job, Progress
from resources_ui.job_runner import READ, JobHandle, JobRunner

CANARY = "hunter2"


class Taker(QObject):
    """Takes results and notes the thread they came in."""

    def __init__(self) -> None:
        super().__init__()
        self.results: list[object] = []
        self.errors: list[StrongroomError] = []
        self.threads: set[QThread] = set()

    def take(self, result: object) -> None:
        self.threads.add(QThread.currentThread())
        self.results.append(result)

    def take_error(self, error: StrongroomError) -> None:
        self.threads.add(QThread.currentThread())
        self.errors.append(error)


class Gate:
    """A job that waits inside until it is opened, so that tests need no clock."""

    def __init__(self) -> None:
        self.entered = threading.Event()
        self._open = threading.Event()

    def open(self) -> None:
        self._open.set()

    def __call__(self, progress: Progress) -> str:
        self.entered.set()
        assert self._open.wait(20)
        progress.step(1, 1, "Through")
        return "through"


@pytest.fixture
def runner(qapp: object) -> Iterator[JobRunner]:
    made = JobRunner()
    yield made
    assert made.shutdown(), "a job did not end"
    shiboken6.delete(made)


@pytest.fixture
def taker() -> Taker:
    return Taker()


def fail(_progress: Progress) -> str:
    plaintext = CANARY
    assert plaintext
    raise VaultLockedError


def crash(_progress: Progress) -> str:
    raise RuntimeError(CANARY)


def give_up(_progress: Progress) -> str:
    raise JobCancelled


def test_result_comes_back_on_the_gui_thread(qtbot: QtBot, runner: JobRunner, taker: Taker) -> None:
    worker: list[str] = []

    def job(_progress: Progress) -> int:
        worker.append(threading.current_thread().name)
        return 42

    with qtbot.waitSignal(runner.finished):
        runner.submit(job, taker.take)
    assert taker.results == [42]
    assert taker.threads == {QThread.currentThread()}
    assert worker == ["strongroom-work_0"]


def test_result_is_not_delivered_before_submit_returns(
    qtbot: QtBot, runner: JobRunner, taker: Taker
) -> None:
    with qtbot.waitSignal(runner.finished):
        runner.submit(_nothing, taker.take)
        assert taker.results == []
    assert taker.results == [None]


def test_jobs_of_one_lane_run_in_the_order_of_submission(
    qtbot: QtBot, runner: JobRunner, taker: Taker
) -> None:
    ran: list[int] = []

    def numbered(number: int) -> None:
        def job(_progress: Progress) -> int:
            ran.append(number)
            return number

        runner.submit(job, taker.take)

    with qtbot.waitSignals([runner.finished] * 20):
        for number in range(20):
            numbered(number)
    assert ran == list(range(20))
    assert taker.results == list(range(20))


def test_reading_does_not_wait_for_writing(qtbot: QtBot, runner: JobRunner, taker: Taker) -> None:
    write = Gate()
    runner.submit(write, taker.take)
    with qtbot.waitSignal(runner.finished):
        runner.submit(_nothing, taker.take, lane=READ)
    assert taker.results == [None]
    write.open()
    qtbot.waitUntil(lambda: taker.results == [None, "through"])


def test_error_goes_to_who_asked_for_it(qtbot: QtBot, runner: JobRunner, taker: Taker) -> None:
    with qtbot.assertNotEmitted(runner.failed), qtbot.waitSignal(runner.finished):
        runner.submit(fail, taker.take, taker.take_error)
    assert [type(error) for error in taker.errors] == [VaultLockedError]
    assert taker.threads == {QThread.currentThread()}
    assert taker.results == []


def test_error_that_nobody_asked_for_goes_to_the_signal(
    qtbot: QtBot, runner: JobRunner, taker: Taker
) -> None:
    with qtbot.waitSignal(runner.failed) as signal:
        runner.submit(fail, taker.take)
    assert isinstance(signal.args[0], VaultLockedError)


def test_error_is_not_lost_when_its_owner_is_gone(qtbot: QtBot, runner: JobRunner) -> None:
    gone = Taker()
    with qtbot.waitSignal(runner.failed):
        runner.submit(fail, gone.take, gone.take_error)
        shiboken6.delete(gone)


def test_error_of_a_callback_goes_to_the_signal(qtbot: QtBot, runner: JobRunner) -> None:
    def refuse(_result: object) -> None:
        raise VaultLockedError

    with qtbot.waitSignal(runner.failed):
        runner.submit(_nothing, refuse)


def test_error_keeps_no_variable_of_the_job(qtbot: QtBot, runner: JobRunner, taker: Taker) -> None:
    with qtbot.waitSignal(runner.finished):
        runner.submit(fail, taker.take, taker.take_error)
    frame = taker.errors[0].__traceback__
    held = []
    while frame is not None:
        if frame.tb_frame.f_code.co_name == "fail":
            held.append(dict(frame.tb_frame.f_locals))
        frame = frame.tb_next
    assert held == [{}]


def test_bug_becomes_a_report_without_data(qtbot: QtBot, runner: JobRunner, taker: Taker) -> None:
    with qtbot.assertNotEmitted(runner.failed), qtbot.waitSignal(runner.crashed) as signal:
        runner.submit(crash, taker.take, taker.take_error)
    (report,) = signal.args
    assert "builtins.RuntimeError" in report
    assert "in crash: raise RuntimeError" in report
    assert CANARY not in report
    assert (taker.results, taker.errors) == ([], [])


def test_cancelled_job_ends_in_silence(qtbot: QtBot, runner: JobRunner, taker: Taker) -> None:
    gate = Gate()
    with (
        qtbot.assertNotEmitted(runner.failed),
        qtbot.assertNotEmitted(runner.crashed),
        qtbot.waitSignal(runner.finished) as signal,
    ):
        job = runner.submit(gate, taker.take, taker.take_error)
        assert gate.entered.wait(20)
        job.cancel()
        gate.open()
    assert signal.args == [job]
    assert job.is_cancelled
    assert (taker.results, taker.errors) == ([], [])


def test_job_that_gives_up_by_itself_ends_in_silence(
    qtbot: QtBot, runner: JobRunner, taker: Taker
) -> None:
    with qtbot.assertNotEmitted(runner.crashed), qtbot.waitSignal(runner.finished):
        runner.submit(give_up, taker.take, taker.take_error)
    assert (taker.results, taker.errors) == ([], [])


def test_job_cancelled_in_the_queue_never_starts(
    qtbot: QtBot, runner: JobRunner, taker: Taker
) -> None:
    gate, queued = Gate(), Gate()
    with qtbot.waitSignals([runner.finished, runner.finished]):
        runner.submit(gate, taker.take)
        runner.submit(queued, taker.take).cancel()
        gate.open()
    assert not queued.entered.is_set()
    assert taker.results == ["through"]


def test_job_that_ended_before_it_heard_of_the_wish_is_delivered(
    qtbot: QtBot, runner: JobRunner, taker: Taker
) -> None:
    done = threading.Event()

    def write(_progress: Progress) -> str:
        done.set()
        return "written"

    with qtbot.waitSignal(runner.finished):
        job = runner.submit(write, taker.take)
        assert done.wait(20)
        job.cancel()
    assert taker.results == ["written"]


def test_result_for_a_closed_widget_is_dropped(qtbot: QtBot, runner: JobRunner) -> None:
    gone = Taker()
    results = gone.results
    with qtbot.waitSignal(runner.finished):
        runner.submit(_nothing, gone.take)
        shiboken6.delete(gone)
    assert results == []


def test_job_under_way_keeps_neither_widget_nor_result(qtbot: QtBot, runner: JobRunner) -> None:
    class Result:
        pass

    owner = Taker()
    watched: list[weakref.ref[object]] = [weakref.ref(owner)]

    def job(_progress: Progress) -> Result:
        result = Result()
        watched.append(weakref.ref(result))
        return result

    with qtbot.waitSignal(runner.finished):
        runner.submit(job, owner.take)
        del owner
    gc.collect()
    assert [watch() for watch in watched] == [None, None]


def test_callback_is_let_go_after_delivery(qtbot: QtBot, runner: JobRunner) -> None:
    class Command:
        def take(self, _result: object) -> None:
            pass

    command = Command()
    watch = weakref.ref(command)
    with qtbot.waitSignal(runner.finished):
        runner.submit(_nothing, command.take)
    del command
    gc.collect()
    assert watch() is None


def test_progress_arrives_in_order_and_ends_with_the_last_step(
    qtbot: QtBot, runner: JobRunner, taker: Taker
) -> None:
    seen: list[int] = []

    def note(_job: JobHandle, done: int, _total: int, _text: str) -> None:
        seen.append(done)

    def job(progress: Progress) -> None:
        for done in range(1, 1001):
            progress.step(done, 1000, "Counting")

    runner.progressed.connect(note)
    with qtbot.waitSignal(runner.finished):
        runner.submit(job, taker.take)
    assert seen == sorted(seen)
    assert seen[-1] == 1000


def test_steps_nobody_could_look_at_are_left_out(
    qtbot: QtBot, runner: JobRunner, taker: Taker
) -> None:
    stepped = threading.Event()
    seen: list[tuple[int, int, str]] = []

    def note(_job: JobHandle, done: int, total: int, text: str) -> None:
        seen.append((done, total, text))

    def job(progress: Progress) -> None:
        for done in range(1, 1001):
            progress.step(done, 1000, "Counting")
        stepped.set()

    runner.progressed.connect(note)
    with qtbot.waitSignal(runner.finished):
        runner.submit(job, taker.take)
        assert stepped.wait(20)  # the GUI thread looks only after all steps were made
    assert seen == [(1000, 1000, "Counting")]


def test_shutdown_makes_waiting_writes_and_delivers_them(qapp: object, taker: Taker) -> None:
    runner = JobRunner()
    for number in range(3):
        runner.submit(_giving(number), taker.take)
    assert runner.shutdown()
    assert taker.results == [0, 1, 2]
    assert not runner.is_busy


def test_shutdown_stops_a_long_write_at_its_next_step(qapp: object, taker: Taker) -> None:
    runner = JobRunner()
    entered, over = threading.Event(), threading.Event()

    def endless(progress: Progress) -> None:
        entered.set()
        while not over.is_set():
            progress.step(0, 0, "Importing")

    runner.submit(endless, taker.take)
    assert entered.wait(20)
    has_ended = runner.shutdown(seconds=5)
    over.set()  # so that a failure does not hang
    assert has_ended
    assert taker.results == []


def test_shutdown_drops_reads_that_wait(qapp: object, taker: Taker) -> None:
    runner = JobRunner()
    gate, waiting = Gate(), Gate()
    runner.submit(gate, taker.take, lane=READ)
    runner.submit(waiting, taker.take, lane=READ)
    assert gate.entered.wait(20)
    assert not runner.shutdown(seconds=0)
    gate.open()
    assert runner.shutdown()
    assert not waiting.entered.is_set()
    assert taker.results == []


def test_shutdown_says_when_a_job_hangs(qapp: object, taker: Taker) -> None:
    runner = JobRunner()
    gate = Gate()
    runner.submit(gate, taker.take)
    assert gate.entered.wait(20)
    assert not runner.shutdown(seconds=0)
    gate.open()
    assert runner.shutdown()


def test_nothing_is_taken_after_shutdown(qapp: object, taker: Taker) -> None:
    runner = JobRunner()
    assert runner.shutdown()
    assert runner.submit(_nothing, taker.take).is_cancelled
    assert taker.results == []


def test_inline_runner_is_done_when_submit_returns(qapp: object, taker: Taker) -> None:
    runner = JobRunner(inline=True)
    steps: list[int] = []
    failures: list[StrongroomError] = []
    reports: list[str] = []

    def note(_job: JobHandle, done: int, _total: int, _text: str) -> None:
        steps.append(done)

    def job(progress: Progress) -> str:
        progress.step(1, 2, "Half")
        return "inline"

    runner.progressed.connect(note)
    runner.failed.connect(failures.append)
    runner.crashed.connect(reports.append)
    runner.submit(job, taker.take)
    runner.submit(fail, taker.take)
    runner.submit(crash, taker.take)
    assert taker.results == ["inline"]
    assert steps == [1]
    assert [type(error) for error in failures] == [VaultLockedError]
    assert len(reports) == 1


def test_every_job_is_announced_at_its_start_and_end(
    qtbot: QtBot, runner: JobRunner, taker: Taker
) -> None:
    with qtbot.waitSignal(runner.finished) as end, qtbot.waitSignal(runner.started) as start:
        job = runner.submit(fail, taker.take, taker.take_error, title="Exporting")
        assert runner.is_busy
    assert start.args == end.args == [job]
    assert job.title == "Exporting"
    assert not runner.is_busy


def _nothing(_progress: Progress) -> None:
    return None


def _giving(number: int) -> Job[int]:
    def job(_progress: Progress) -> int:
        return number

    return job
