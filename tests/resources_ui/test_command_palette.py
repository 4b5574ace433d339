from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QListView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from resources_ui.command_palette import CommandPalette
from resources_ui.icons import Icons
from resources_ui.theme import Theme


class Window(QWidget):
    """A window with a palette of five actions; notes which were run."""

    def __init__(self, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self.resize(900, 600)
        self.run: list[str] = []
        self.search = QLineEdit()
        self.other = QLineEdit()
        column = QVBoxLayout(self)
        column.addWidget(self.search)
        column.addWidget(self.other)
        self.palette_widget = CommandPalette(self, theme)
        self.commands: list[QAction] = []
        for text, keys in (
            ("&New resource", "Ctrl+N"),
            ("&Save", "Ctrl+S"),
            ("Copy &secret", "Ctrl+Shift+C"),
            ("Copy &user name", "Ctrl+B"),
            ("&About", ""),
        ):
            action = QAction(icons.icon("x"), text, self)
            action.setShortcut(QKeySequence(keys))
            action.triggered.connect(self._on_triggered)
            self.commands.append(action)
        self.commands[1].setEnabled(False)
        self.palette_widget.set_actions(self.commands)

    def _on_triggered(self, _checked: bool) -> None:
        action = self.sender()
        assert isinstance(action, QAction)
        self.run.append(action.text())


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, icons: Icons) -> Window:
    made = Window(theme, icons)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.search.setFocus()
    return made


def shown(window: Window) -> list[str]:
    model = window.palette_widget.findChild(QListView).model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def current(window: Window) -> str:
    return window.palette_widget.findChild(QListView).currentIndex().data()


def edit_of(window: Window) -> QLineEdit:
    found = window.palette_widget.findChild(QLineEdit)
    assert found is not None
    return found


def press(window: Window, key: Qt.Key) -> None:
    QTest.keyClick(edit_of(window), key)


def test_it_opens_with_every_command_and_the_possible_ones_first(window: Window) -> None:
    window.palette_widget.toggle()
    assert edit_of(window).hasFocus()
    assert shown(window) == ["New resource", "Copy secret", "Copy user name", "About", "Save"]
    assert current(window) == "New resource"


def test_typing_finds_and_enter_runs_with_the_focus_back_where_it_was(window: Window) -> None:
    window.palette_widget.toggle()
    QTest.keyClicks(edit_of(window), "user")
    assert shown(window) == ["Copy user name"]
    press(window, Qt.Key.Key_Return)
    assert window.run == ["Copy &user name"]
    assert not window.palette_widget.isVisible()
    assert window.search.hasFocus()


def test_arrows_choose_and_stop_at_the_ends(window: Window) -> None:
    window.palette_widget.toggle()
    press(window, Qt.Key.Key_Up)
    assert current(window) == "New resource"
    press(window, Qt.Key.Key_Down)
    press(window, Qt.Key.Key_Down)
    assert current(window) == "Copy user name"
    press(window, Qt.Key.Key_PageDown)
    assert current(window) == "Save"
    press(window, Qt.Key.Key_Up)
    press(window, Qt.Key.Key_Enter)
    assert window.run == ["&About"]


def test_what_is_not_possible_now_is_shown_and_does_not_run(window: Window) -> None:
    window.palette_widget.toggle()
    QTest.keyClicks(edit_of(window), "save")
    assert shown(window) == ["Save"]
    press(window, Qt.Key.Key_Return)
    assert window.run == []
    assert window.palette_widget.isVisible()


def test_escape_closes_and_gives_the_focus_back(window: Window) -> None:
    window.palette_widget.toggle()
    press(window, Qt.Key.Key_Escape)
    assert not window.palette_widget.isVisible()
    assert window.search.hasFocus()
    assert window.run == []


def test_it_closes_when_the_focus_goes_elsewhere_and_leaves_it_there(window: Window) -> None:
    window.palette_widget.toggle()
    window.other.setFocus()
    assert not window.palette_widget.isVisible()
    assert window.other.hasFocus()


def test_toggle_closes_it_and_the_next_time_it_is_empty_again(window: Window) -> None:
    window.palette_widget.toggle()
    QTest.keyClicks(edit_of(window), "copy")
    window.palette_widget.toggle()
    assert not window.palette_widget.isVisible()
    window.palette_widget.toggle()
    assert edit_of(window).text() == ""
    assert len(shown(window)) == 5


def test_a_click_runs(window: Window) -> None:
    window.palette_widget.toggle()
    view = window.palette_widget.findChild(QListView)
    place = view.visualRect(view.model().index(1, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert window.run == ["Copy &secret"]


def test_nothing_found_is_said_in_a_sentence(window: Window) -> None:
    window.palette_widget.toggle()
    sentence = window.palette_widget.findChild(QLabel)
    assert not sentence.isVisible()
    QTest.keyClicks(edit_of(window), "zebra")
    assert sentence.isVisible()
    assert sentence.text() == "No command fits. Try another word."
    press(window, Qt.Key.Key_Return)
    press(window, Qt.Key.Key_Down)
    assert window.palette_widget.isVisible()


def test_a_reader_is_told_text_keys_and_whether_it_is_possible(window: Window) -> None:
    window.palette_widget.toggle()
    model = window.palette_widget.findChild(QListView).model()
    role = Qt.ItemDataRole.AccessibleTextRole
    told = [model.index(row, 0).data(role) for row in range(model.rowCount())]
    assert told[0] == "New resource, Ctrl+N"
    assert told[3] == "About"
    assert told[4] == "Save, Ctrl+S, not possible now"


def test_it_stays_in_the_middle_of_its_window(window: Window) -> None:
    window.palette_widget.toggle()
    for width in (900, 500, 1200):
        window.resize(width, 600)
        assert abs(window.palette_widget.geometry().center().x() - width // 2) <= 1
        assert window.palette_widget.width() <= width - 48


def test_tab_stays_inside(window: Window) -> None:
    window.palette_widget.toggle()
    press(window, Qt.Key.Key_Tab)
    assert edit_of(window).hasFocus()
