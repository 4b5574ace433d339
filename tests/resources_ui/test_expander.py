from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit
from pytestqt.qtbot import QtBot

from resources_ui.expander import Expander
from resources_ui.icons import Icons
from tests.finding import found


@pytest.fixture
def expander(qtbot: QtBot, icons: Icons) -> Expander:
    made = Expander(icons, "More", QLineEdit())
    qtbot.addWidget(made)
    made.resize(300, 100)
    made.show()
    return made


def heading(expander: Expander) -> QAbstractButton:
    return found(expander, QAbstractButton, "moreButton")


def test_content_is_folded_away_until_asked_for(expander: Expander) -> None:
    content = expander.findChildren(QLineEdit)[0]
    assert not content.isVisible()
    QTest.mouseClick(heading(expander), Qt.MouseButton.LeftButton)
    assert content.isVisible()
    assert expander.is_expanded


def test_it_works_by_keyboard(expander: Expander) -> None:
    QTest.keyClick(heading(expander), Qt.Key.Key_Space)
    assert expander.is_expanded


def test_state_and_summary_are_told_to_a_screen_reader(expander: Expander) -> None:
    expander.set_summary("Home · Rack 2")
    assert heading(expander).accessibleDescription() == "Collapsed. Home · Rack 2"
    expander.set_expanded(True)
    assert heading(expander).accessibleDescription() == "Expanded. Home · Rack 2"


def test_summary_is_painted_only_while_it_is_folded(expander: Expander) -> None:
    empty = heading(expander).grab().toImage()
    expander.set_summary("Home")
    assert heading(expander).grab().toImage() != empty
    expander.set_expanded(True)
    expanded = heading(expander).grab().toImage()
    expander.set_summary("")
    assert heading(expander).grab().toImage() == expanded


def test_focus_is_seen(qtbot: QtBot, expander: Expander) -> None:
    expander.activateWindow()
    heading(expander).setFocus()
    qtbot.waitUntil(heading(expander).hasFocus)
    focused = heading(expander).grab().toImage()
    heading(expander).clearFocus()
    assert heading(expander).grab().toImage() != focused
