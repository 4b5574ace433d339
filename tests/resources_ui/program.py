"""The whole program in one window, driven as a person would: by the objectNames of DESIGN §5."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.database.process_lock import is_locked
from app.domain.resource import Resource
from app.presentation.sidebar_places import Entry, Section
from resources_ui.main_window import MainWindow
from resources_ui.sidebar_model import SidebarModel
from resources_ui.workbench import Workbench
from tests.finding import found

W = TypeVar("W", bound=QWidget)
D = TypeVar("D", bound=QDialog)

PATIENCE_MS = 20_000


class Program:
    """One window of the program, and what a person does in it and sees.

    Args:
        qtbot: Waits.
        window: As `open_window` made it.
    """

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot = qtbot
        self.window = window
        self.table = window.resources.table
        self.search_bar = window.search_bar

    @property
    def workbench(self) -> Workbench:
        assert self.window.workbench is not None
        return self.window.workbench

    def wait(self, holds: Callable[[], bool]) -> None:
        """Let the window live until something holds."""
        self.qtbot.waitUntil(holds, timeout=PATIENCE_MS)

    def settle(self) -> None:
        """Wait until every job has ended and everybody was told."""
        self.wait(lambda: not self.window.runner.is_busy)

    def wait_until_ready(self) -> None:
        """Wait until the inventory is attached, the vault asked, everything listed and counted."""
        self.wait(lambda: self.workbench.vault.state is not None)
        self.settle()

    # --- what is seen -------------------------------------------------------------------------

    @property
    def names(self) -> list[str]:
        """The names in the table, from top to bottom."""
        model = self.table.resource_model
        return [model.row(number).name for number in range(model.rowCount())]

    @property
    def selected_names(self) -> list[str]:
        """The names of the selected rows."""
        model = self.table.resource_model
        rows = [model.row_of(key) for key in self.table.selected_keys()]
        return [model.row(row).name for row in rows if row is not None]

    @property
    def shown(self) -> Resource | None:
        """The stored resource in the editor."""
        return self.workbench.editing.shown

    @property
    def shown_name(self) -> str:
        """What stands in the name field; "" where no form is shown."""
        return "" if self.workbench.editor.form is None else self.text("nameEdit")

    @property
    def toast(self) -> str:
        """What the notice says; "" where there is none."""
        toast = found(self.window, QWidget, "toast")
        return " ".join(each.text() for each in toast.findChildren(QLabel) if each.isVisible())

    @property
    def count(self) -> str:
        """What the status bar says about the list."""
        return found(self.window, QLabel, "countLabel").text()

    def enabled(self) -> set[str]:
        """The names of the actions that are possible now."""
        return {name for name, action in self.workbench.actions.items() if action.isEnabled()}

    def text(self, name: str) -> str:
        """What stands in a field of the editor."""
        field = found(self.workbench.editor, QWidget, name)
        if isinstance(field, QPlainTextEdit):
            return field.toPlainText()
        assert isinstance(field, QLineEdit)
        return field.text()

    def problems(self) -> list[str]:
        """Every problem that is shown in the editor."""
        labels = self.workbench.editor.findChildren(QLabel)
        return [
            each.text() for each in labels if each.property("role") == "problem" and each.text()
        ]

    def places(self) -> dict[str, int | None]:
        """The entries of the sidebar with their counts."""
        return {entry.label: entry.number for entry in self._entries()}

    # --- what is done -------------------------------------------------------------------------

    def act(self, name: str) -> None:
        """Trigger an action, as its menu does."""
        action = self.workbench.actions[name]
        assert action.isEnabled(), f"{name} is not possible now"
        action.trigger()

    def press(self, keys: str, on: QWidget | None = None) -> None:
        """Press keys where the keyboard is."""
        if not self.has_dialog():
            self.window.activateWindow()  # as a window manager does when a dialog has closed
            self.wait(self.window.isActiveWindow)
        target = on or QApplication.focusWidget() or self.window
        QTest.keySequence(target, QKeySequence(keys))

    def click(self, name: str, within: QWidget | None = None) -> None:
        """Click a button that can be clicked."""
        every = (within or self.window).findChildren(QAbstractButton, name)
        buttons = [each for each in every if each.isVisible() and each.isEnabled()]
        assert len(buttons) == 1, f"{name} cannot be clicked now"
        buttons[0].click()

    def click_toast(self) -> None:
        """Click the one button of the notice."""
        (button,) = found(self.window, QWidget, "toast").findChildren(QPushButton)
        assert button.isVisible(), f"the notice “{self.toast}” has no button"
        button.click()

    def click_row(self, name: str, modifier: Qt.KeyboardModifier | None = None) -> None:
        """Click the row of that name."""
        model = self.table.resource_model
        index = model.index(self.names.index(name), 0)
        self.table.scrollTo(index)
        place = self.table.visualRect(index).topLeft() + QPoint(8, 8)
        QTest.mouseClick(
            self.table.viewport(),
            Qt.MouseButton.LeftButton,
            modifier or Qt.KeyboardModifier.NoModifier,
            place,
        )

    def select(self, name: str) -> None:
        """Go to the row of that name, and see it in the editor."""
        self.click_row(name)
        self.wait(lambda: self.shown is not None and self.shown.name == name)

    def search(self, query: str) -> None:
        """Type into the empty search bar, and wait for the answer."""
        self.search_bar.clear()
        for character in query:  # QTest can only press keys of Latin-1
            self.search_bar.insert(character)
        self.settle()

    def go_to(self, label: str) -> None:
        """Choose a place in the sidebar."""
        entry = next(entry for entry in self._entries() if entry.label == label)
        assert self.window.sidebar.choose(entry.place)
        self.settle()

    def type_into(self, name: str, text: str) -> None:
        """Replace what stands in a field of the editor."""
        field = found(self.workbench.editor, QWidget, name)
        assert isinstance(field, QLineEdit | QPlainTextEdit)
        assert not field.isReadOnly(), f"{name} cannot be edited now"
        field.selectAll()
        if isinstance(field, QPlainTextEdit):
            field.insertPlainText(text)
        else:
            field.insert(text)

    def choose(self, name: str, text: str) -> None:
        """Choose in a combo box of the editor."""
        combo = found(self.workbench.editor, QComboBox, name)
        index = combo.findText(text)
        assert index >= 0, f"{name} does not offer {text}"
        combo.setCurrentIndex(index)

    def save(self) -> None:
        """Save, and wait until everybody was told."""
        self.act("save")
        self.settle()

    def add(self, name: str, *, secret: str = "", **fields: str) -> None:
        """Make a resource by its form and save it.

        Args:
            name: Its name.
            secret: Typed into the secret's field.
            fields: Texts by the objectName of their field.
        """
        self.act("new_resource")
        self.type_into("nameEdit", name)
        for field, text in fields.items():
            self.type_into(field, text)
        if secret:
            self.type_into("secretEdit", secret)
        self.save()
        self.wait(lambda: self.shown is not None and self.shown.name == name)

    def dialog(self, kind: type[D]) -> D:
        """The one open dialog of that kind."""
        self.wait(lambda: len(self._dialogs(kind)) == 1)
        return self._dialogs(kind)[0]

    def has_dialog(self) -> bool:
        """Whether anything is asked."""
        return bool(self._dialogs(QDialog))

    def choose_file(self, file: Path) -> None:
        """Choose a file in the dialog that asks for one."""
        dialog = self.dialog(QFileDialog)
        dialog.selectFile(str(file))
        dialog.accept()
        self.settle()

    def close(self) -> None:
        """Close the window, with which the program ends."""
        self.window.close()
        self.wait(lambda: not self.window.isVisible())

    # --- inside -------------------------------------------------------------------------------

    def _dialogs(self, kind: type[D]) -> list[D]:
        return [each for each in self.window.findChildren(kind) if each.isVisible()]

    def _entries(self) -> list[Entry]:
        model = self.window.sidebar.model()
        assert isinstance(model, SidebarModel)
        entries: list[Entry] = []
        tops = [model.index(row, 0) for row in range(model.rowCount())]
        for top in tops:
            node = model.node(top)
            if isinstance(node, Section):
                below = [model.node(model.index(row, 0, top)) for row in range(model.rowCount(top))]
                entries += [each for each in below if isinstance(each, Entry)]
            elif isinstance(node, Entry):
                entries.append(node)
        return entries


def end(programs: Sequence[Program], folder: Path) -> None:
    """Close the windows, and prove that nothing goes on without them.

    Args:
        programs: Each may be closed already.
        folder: Where the test's files are.
    """
    for program in programs:
        for dialog in program.window.findChildren(QDialog):
            dialog.reject()  # left by a test that failed
        if program.window.isVisible() and program.window.workbench is not None:
            program.window.workbench.editing.discard()
        program.close()
    if programs:
        programs[-1].wait(lambda: running_threads() == [])
    assert open_files(folder) == []
    assert [path for path in folder.glob("*.strongroom") if is_locked(path)] == []
    for program in programs:
        _delete(program.window)


def running_threads() -> list[str]:
    """The names of the program's threads."""
    names = [thread.name for thread in threading.enumerate()]
    return [name for name in names if name.startswith("strongroom")]


def open_files(folder: Path) -> list[str]:
    """What this process holds open in a folder."""
    numbers = os.listdir("/proc/self/fd")  # noqa: PTH208 - `iterdir` would open one more
    found_files = []
    for number in numbers:
        try:
            target = os.readlink(f"/proc/self/fd/{number}")  # noqa: PTH115 - it need not exist
        except FileNotFoundError:
            continue
        if target.startswith(str(folder)):
            found_files.append(target)
    return found_files


def _delete(window: MainWindow) -> None:
    """Let the next test begin with a naked application."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme, runner = window.theme, window.runner
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not shiboken6.isValid(window)
    shiboken6.delete(runner)
    shiboken6.delete(theme)
    application.setStyleSheet("")
