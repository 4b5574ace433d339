"""The composition root: makes every part and joins them; the only module that knows them all."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app.database.reader import Reader
from app.errors import NoScreenError, StrongroomError
from app.paths import default_inventory, settings_file
from app.settings import load_settings
from resources_ui.arguments import Arguments, read_arguments
from resources_ui.icons import Icons, application_icon
from resources_ui.import_hook import undo_import_hook
from resources_ui.job_runner import JobRunner
from resources_ui.main_window import MainWindow
from resources_ui.passphrase_source import PassphraseSource
from resources_ui.startup import Startup, do_nothing
from resources_ui.theme import FUSION, Theme


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program.

    Returns:
        0, or the exit code of what went wrong before there was a window.
    """
    options = read_arguments(sys.argv[1:] if arguments is None else arguments)
    try:
        if options.is_self_check:
            from resources_ui.self_check import check  # noqa: PLC0415 - the program does not need it

            return check(start)
        return _run(options)
    except StrongroomError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code


def open_window(arguments: list[str]) -> MainWindow:
    """Build the whole program and show its window, without entering the event loop.

    Args:
        arguments: As on the command line of the window.

    Returns:
        The window, with all its parts; the inventory is attached once the event loop runs. It
        keeps what it needs alive; closing it closes the inventory.
    """
    startup = start(read_arguments(arguments))
    startup.equip().editing.start(startup.window.reader)
    return startup.window


def start(
    options: Arguments,
    *,
    prepare: Callable[[], None] = do_nothing,
    gives_way: bool = False,
) -> Startup:
    """Show the window with its first rows; the rest is made after the first paint.

    Args:
        options: As on the command line.
        prepare: What the process does before it touches a secret.
        gives_way: Close the window where another one turns out to have the file.
    """
    application = _application()
    loaded = load_settings(settings_file())
    theme = Theme(application, choice=loaded.settings.theme)
    icons = Icons(theme)
    runner = JobRunner(application)
    window = MainWindow(
        theme=theme, icons=icons, runner=runner, settings=loaded.settings, clock=_now
    )
    runner.crashed.connect(Crashes(window).show)
    startup = Startup(
        window=window,
        passphrases=PassphraseSource(options.passphrase_file),
        open_reader=Reader,
        key_store=options.key_store,
        warning=loaded.warning,
        prepare=prepare,
        gives_way=gives_way,
    )
    startup.open((options.path or default_inventory()).absolute())
    window.show()
    return startup


def _run(options: Arguments) -> int:
    _require_screen()
    application = _application()
    if _is_raised_elsewhere(options.path or default_inventory()):
        return 0
    startup = start(options, prepare=_prepare, gives_way=True)
    sys.excepthook = Crashes(startup.window).on_exception
    if not startup.shows_rows:
        _collect_garbage()  # a page waits for the person: the start is over
    code = application.exec()
    if not startup.has_ended:
        sys.stdout.flush()
        os._exit(code)  # a keyring that never answers must not keep the process alive
    return code


class Crashes(QObject):
    """Shows the report of our own bug; the program goes on, because nothing is half written."""

    _arrived = Signal(str)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._is_shown = False
        self._arrived.connect(self.show)

    def show(self, report: str) -> None:
        """Show a report that can be copied; one at a time, as a bug in painting would never end."""
        if self._is_shown:
            return
        from resources_ui.dialogs.crash import CrashDialog  # noqa: PLC0415 - hopefully never

        self._is_shown = True
        dialog = CrashDialog(report, self._window)
        dialog.finished.connect(self._on_closed)
        dialog.open()

    def on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """What Python calls for an exception that nobody caught, on whatever thread."""
        if isinstance(error, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        from resources_ui.crash_report import crash_report  # noqa: PLC0415

        report = crash_report(error)
        sys.stderr.write(report)
        self._arrived.emit(report)

    def _on_closed(self, _result: int) -> None:
        self._is_shown = False


def _application() -> QApplication:
    undo_import_hook()
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    application = QApplication(["strongroom", *FUSION])
    application.setApplicationName("Strongroom")
    application.setApplicationDisplayName("Strongroom")
    QGuiApplication.setDesktopFileName("strongroom")
    application.setWindowIcon(application_icon())
    return application


def _prepare() -> None:
    """No core dumps from now on, a log without content, and garbage is collected again."""
    from app.log import start_log  # noqa: PLC0415 - after the first paint
    from app.paths import log_file  # noqa: PLC0415
    from app.vault.process import harden  # noqa: PLC0415

    _collect_garbage()
    harden()
    start_log(log_file())


def _collect_garbage() -> None:
    """End what `program` began: all is imported and made that lives as long as the process.

    No collection looks at that again, so it must not be done once there is anything secret.
    """
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def _require_screen() -> None:
    """Qt aborts the process where it finds no screen, so it is not asked."""
    if os.environ.get("QT_QPA_PLATFORM") == "offscreen":
        return
    from resources_ui.display import has_screen  # noqa: PLC0415 - with sockets

    if not has_screen(os.environ):
        raise NoScreenError


def _is_raised_elsewhere(path: Path) -> bool:
    """Whether another window has this file open and came to the front."""
    from app.database.process_lock import is_locked  # noqa: PLC0415

    if not path.exists() or not is_locked(path):
        return False
    from resources_ui.single_window import raise_other_window  # noqa: PLC0415

    return raise_other_window(path)


def _now() -> datetime:
    return datetime.now().astimezone()
