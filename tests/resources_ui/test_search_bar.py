from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from resources_ui.icons import Icons
from resources_ui.search_bar import SearchBar
from resources_ui.theme import Theme


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, icons: Icons) -> Iterator[QWidget]:
    made = QWidget()
    layout = QVBoxLayout(made)
    layout.addWidget(SearchBar(icons))
    layout.addWidget(QLineEdit())
    qtbot.addWidget(made)
    made.resize(480, 100)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()


@pytest.fixture
def bar(window: QWidget) -> SearchBar:
    found = window.findChild(QLineEdit, "searchBar")
    assert isinstance(found, SearchBar)
    found.setFocus()
    return found


def clear_button(bar: SearchBar) -> QToolButton:
    found = bar.findChild(QToolButton, "clearSearchButton")
    assert found is not None
    return found


def asked(spy: QSignalSpy) -> list[str]:
    return [spy.at(i)[0] for i in range(spy.count())]


def test_every_keystroke_asks_at_once(bar: SearchBar) -> None:
    spy = QSignalSpy(bar.query_changed)
    QTest.keyClicks(bar, "git")
    QTest.keyClick(bar, Qt.Key.Key_Backspace)
    assert asked(spy) == ["g", "gi", "git", "gi"]


def test_escape_clears_first_and_then_leaves(bar: SearchBar) -> None:
    left, spy = QSignalSpy(bar.left), QSignalSpy(bar.query_changed)
    bar.setText("git")
    QTest.keyClick(bar, Qt.Key.Key_Escape)
    assert (bar.text(), left.count()) == ("", 0)
    QTest.keyClick(bar, Qt.Key.Key_Escape)
    assert left.count() == 1
    assert asked(spy) == ["git", ""]


@pytest.mark.parametrize("key", [Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_down_and_enter_lead_into_the_list(bar: SearchBar, key: Qt.Key) -> None:
    wanted = QSignalSpy(bar.results_requested)
    QTest.keyClick(bar, key)
    assert wanted.count() == 1


def test_clear_button_is_there_only_when_there_is_something_to_clear(bar: SearchBar) -> None:
    assert not clear_button(bar).isVisible()
    bar.setText("git")
    assert clear_button(bar).isVisible()
    other = bar.window().findChildren(QLineEdit)[1]
    other.setFocus()
    spy = QSignalSpy(bar.query_changed)
    QTest.mouseClick(clear_button(bar), Qt.MouseButton.LeftButton)
    assert asked(spy) == [""]
    assert not clear_button(bar).isVisible()
    assert QApplication.focusWidget() is bar


def test_every_control_has_a_name(bar: SearchBar) -> None:
    assert bar.accessibleName() == "Search"
    buttons = bar.findChildren(QToolButton)
    assert [button.accessibleName() for button in buttons] == ["Clear search"]
    assert "Ctrl+F" in bar.placeholderText()


def test_letters_begun_in_the_list_go_on_here(bar: SearchBar) -> None:
    bar.window().findChildren(QLineEdit)[1].setFocus()
    bar.type_text("a")
    QTest.keyClicks(bar, "b")
    assert (bar.text(), QApplication.focusWidget()) == ("ab", bar)


def test_shortcut_selects_what_stands_here(bar: SearchBar) -> None:
    bar.setText("old")
    bar.take_focus()
    QTest.keyClicks(bar, "n")
    assert bar.text() == "n"


def test_pasted_novel_is_cut(bar: SearchBar) -> None:
    bar.insert("x" * 10_000)
    assert len(bar.text()) == 500


@pytest.mark.parametrize("direction", list(Qt.LayoutDirection)[:2])
def test_icon_stands_where_lines_begin_and_the_button_where_they_end(
    bar: SearchBar, theme: Theme, direction: Qt.LayoutDirection
) -> None:
    bar.setLayoutDirection(direction)
    bar.setText("x")
    is_mirrored = direction is Qt.LayoutDirection.RightToLeft
    button = clear_button(bar).geometry()
    assert (button.center().x() < 40) is is_mirrored
    margins = bar.textMargins()
    assert (margins.right() > margins.left()) is is_mirrored
    bar.clear()
    bar.window().findChildren(QLineEdit)[1].setFocus()
    bar.setPlaceholderText("")
    picture = bar.grab().toImage()
    muted = theme.color("muted").name()
    found = [
        x
        for x in range(picture.width())
        if any(picture.pixelColor(x, y).name() == muted for y in range(picture.height()))
    ]
    assert (found[0] > bar.width() / 2) is is_mirrored


def test_clear_button_s_tooltip_names_the_key(bar: SearchBar) -> None:
    assert clear_button(bar).toolTip() == "Clear search (Esc)"
