"""The program as a whole: how it starts and ends, where it cannot, and what it does with a bug."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import textwrap
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess, QProcessEnvironment, Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from app.jobs import NoProgress, Progress
from resources_ui.application import Crashes
from resources_ui.dialogs.crash import CrashDialog
from tests.finding import found
from tests.resources_ui.conftest import OpenProgram
from tests.resources_ui.program import Program

PROJECT = Path(__file__).parents[2]
CANARY = "canary-4711-xyzzy"

UNTIL_FIRST_PAINT = """
    import sys
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtWidgets import QApplication
    from resources_ui.application import start
    from resources_ui.arguments import read_arguments

    class Watch(QObject):
        def eventFilter(self, watched, event):
            if event.type() == QEvent.Type.Paint and table.model().rowCount():
                heavy = {name.partition(".")[0] for name in sys.modules} & {
                    "sqlmodel", "sqlalchemy", "pydantic", "alembic", "pgpy", "cryptography",
                    "keyring", "jsonschema", "concurrent", "dataclasses", "decimal", "secrets",
                    "uuid",
                }
                rows = table.model().rowCount()
                print(rows, sorted(heavy), "app.inventory" in sys.modules)
                sys.stdout.flush()
                watch.deleteLater()
                window.close()
            return False

    startup = start(read_arguments(sys.argv[1:]))
    window = startup.window
    table = window.resources.table
    watch = Watch(table)
    table.viewport().installEventFilter(watch)
    sys.exit(QApplication.instance().exec())
"""


def run(*arguments: str, code: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program in a process of its own, without a screen unless one is named."""
    program = ["-c", textwrap.dedent(code)] if code else ["-m", "resources_ui"]
    return subprocess.run(
        [sys.executable, *program, *arguments],
        cwd=PROJECT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def run_beside(program: Program, *arguments: str) -> tuple[int, str]:
    """Run a second program while the first one's window lives.

    Returns:
        Its exit code and what it said.
    """
    process = QProcess()
    process.setWorkingDirectory(str(PROJECT))
    environment = QProcessEnvironment()
    for name, value in os.environ.items():
        environment.insert(name, value)
    process.setProcessEnvironment(environment)
    process.setProcessChannelMode(QProcess.ProcessChannelMode.MergedChannels)
    process.start(sys.executable, ["-m", "resources_ui", *arguments])
    program.wait(lambda: process.state() is QProcess.ProcessState.NotRunning)
    return process.exitCode(), process.readAll().data().decode()


# --- starting and ending --------------------------------------------------------------------------


def test_rows_are_painted_before_what_writes_is_imported(sample: Path) -> None:
    done = run(str(sample), code=UNTIL_FIRST_PAINT)

    assert done.stdout == "64 [] False\n", done.stderr
    assert done.returncode == 0


def test_no_screen_is_one_sentence(sample: Path) -> None:
    done = run(str(sample), QT_QPA_PLATFORM="xcb")

    assert done.returncode == 3
    assert done.stderr == ("There is no screen to open the window on; use strongroom-cli here.\n")
    assert done.stdout == ""


def test_wrong_usage_is_said_and_ends_with_2() -> None:
    done = run("--no-such-option")

    assert done.returncode == 2
    assert "--no-such-option" in done.stderr
    assert "Traceback" not in done.stderr


def test_second_start_raises_the_first_window_and_ends(
    open_program: OpenProgram, sample: Path
) -> None:
    program = open_program(sample)
    program.window.showMinimized()
    assert program.window.windowState() & Qt.WindowState.WindowMinimized

    code, said = run_beside(program, str(sample))

    assert (code, said) == (0, "")
    assert not program.window.windowState() & Qt.WindowState.WindowMinimized
    assert program.window.isVisible()


def test_second_start_by_another_path_of_the_same_file_raises_the_first_window(
    open_program: OpenProgram, sample: Path, tmp_path: Path
) -> None:
    link = tmp_path / "link.strongroom"
    link.symlink_to(sample)
    program = open_program(sample)
    program.window.showMinimized()

    assert run_beside(program, str(link)) == (0, "")
    assert not program.window.windowState() & Qt.WindowState.WindowMinimized


def test_window_in_a_process_of_its_own_lives_and_dies(sample: Path, passphrase_file: Path) -> None:
    code = """
        import sys
        from PySide6.QtCore import QTimer
        from resources_ui import application

        def close_when_ready():
            window = next(w for w in application.QApplication.topLevelWidgets()
                          if w.objectName() == "mainWindow")
            if window.workbench is not None and window.workbench.vault.is_unlocked:
                window.close()
            else:
                QTimer.singleShot(10, close_when_ready)

        app = application._application()
        QTimer.singleShot(0, close_when_ready)
        sys.exit(application.main(sys.argv[1:]))
    """
    done = run(str(sample), "--passphrase-file", str(passphrase_file), code=code)

    assert (done.returncode, done.stdout) == (0, "")
    assert "Traceback" not in done.stderr


# --- our own bugs ---------------------------------------------------------------------------------


def broken_job(_progress: Progress) -> None:
    secret = CANARY
    raise RuntimeError(f"about {secret}")


def ignore(_result: None) -> None:
    """Never called."""


def report_in(program: Program) -> str:
    return found(program.dialog(CrashDialog), QPlainTextEdit, "crashReport").toPlainText()


def test_bug_in_a_job_is_reported_without_data_and_the_program_goes_on(program: Program) -> None:
    program.window.runner.submit(broken_job, ignore)
    report = report_in(program)

    assert "RuntimeError" in report
    assert "broken_job" in report
    assert "Python 3" in report
    assert CANARY not in report
    program.click("copyReportButton", within=program.dialog(CrashDialog))
    assert QApplication.clipboard().text() == report
    program.click("closeButton", within=program.dialog(CrashDialog))
    program.wait(lambda: not program.has_dialog())
    program.add("After the bug", secret="x")


def test_bug_on_the_gui_thread_is_reported_without_data(
    program: Program, capsys: pytest.CaptureFixture[str]
) -> None:
    crashes = Crashes(program.window)
    try:
        broken_job(NoProgress())
    except RuntimeError as error:
        crashes.on_exception(type(error), error, error.__traceback__)

    assert "broken_job" in report_in(program)
    assert CANARY not in report_in(program)
    assert capsys.readouterr().err == report_in(program)


def test_bug_that_comes_again_and_again_is_reported_once(program: Program) -> None:
    crashes = Crashes(program.window)
    for _ in range(3):
        crashes.show("the same")
    program.dialog(CrashDialog).reject()
    program.wait(lambda: not program.has_dialog())

    crashes.show("another")
    assert report_in(program) == "another"


def test_save_that_met_a_bug_can_be_tried_again(program: Program, sample: Path) -> None:
    program.select("Label printer")
    program.type_into("nameEdit", "Plotter")
    with closing(sqlite3.connect(sample)) as file:
        file.execute("ALTER TABLE history RENAME TO gone")  # so that there is one
        program.act("save")
        assert "OperationalError" in report_in(program)
        file.execute("ALTER TABLE gone RENAME TO history")
    program.dialog(CrashDialog).reject()
    assert program.shown_name == "Plotter"

    program.save()
    assert program.shown is not None
    assert program.shown.name == "Plotter"
