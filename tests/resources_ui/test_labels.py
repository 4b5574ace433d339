from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from resources_ui.icons import Icons
from resources_ui.labels import ElidingLabel, IconLabel, plain_label, plain_tool_tip
from resources_ui.theme import DARK, LIGHT, Theme

HTML = "<b>bold</b> & <img src=x>"
LONG = "A name that is as long as sixty-four characters may make a name."


def painted(label: QWidget) -> object:
    label.resize(label.sizeHint())
    return label.grab().toImage()


@pytest.mark.parametrize("make", [ElidingLabel, plain_label])
def test_html_is_shown_as_it_was_typed(qtbot: QtBot, theme: Theme, make: type) -> None:
    label = make(HTML)
    qtbot.addWidget(label)
    assert label.textFormat() is Qt.TextFormat.PlainText
    # As rich text it would need the room of “bold & ” only.
    assert label.sizeHint().width() >= label.fontMetrics().horizontalAdvance(HTML)


def test_ampersand_is_no_mnemonic(qtbot: QtBot, theme: Theme) -> None:
    one, other = ElidingLabel("Q&A"), ElidingLabel("QA")
    qtbot.addWidget(one)
    qtbot.addWidget(other)
    assert painted(one) != painted(other)
    assert one.sizeHint().width() > other.sizeHint().width()


def test_long_text_gives_way_and_is_told_whole(qtbot: QtBot, theme: Theme) -> None:
    panel = QWidget()
    label = ElidingLabel(LONG)
    QHBoxLayout(panel).addWidget(label)
    qtbot.addWidget(panel)
    panel.resize(150, 60)
    panel.show()
    assert label.minimumSizeHint().width() < 60
    assert label.is_elided
    name = QAccessible.queryAccessibleInterface(label).text(QAccessible.Text.Name)
    assert name == LONG


def test_text_with_room_is_not_cut(qtbot: QtBot, theme: Theme) -> None:
    label = ElidingLabel("short")
    qtbot.addWidget(label)
    label.resize(label.sizeHint())
    assert not label.is_elided


def test_tool_tip_shows_only_what_is_cut_and_never_as_html(qtbot: QtBot, theme: Theme) -> None:
    label = ElidingLabel(HTML)
    qtbot.addWidget(label)
    label.show()
    label.resize(400, 20)
    _hover(label)
    assert QToolTip.text() == ""
    label.resize(60, 20)
    _hover(label)
    assert QToolTip.text() == plain_tool_tip(HTML)
    assert "<b>" not in QToolTip.text()
    QToolTip.hideText()


def test_line_breaks_do_not_make_it_taller(qtbot: QtBot, theme: Theme) -> None:
    one, two = ElidingLabel("one two"), ElidingLabel("one\ntwo")
    qtbot.addWidget(one)
    qtbot.addWidget(two)
    assert one.sizeHint() == two.sizeHint()


def test_icon_label_follows_the_theme(qtbot: QtBot, theme: Theme, icons: Icons) -> None:
    label = IconLabel(icons, "check", size=64)
    qtbot.addWidget(label)
    label.set_icon("x", color="bad")
    assert _has_color(label, LIGHT.bad)
    theme.set_choice("dark")
    assert _has_color(label, DARK.bad)


def _has_color(label: QWidget, color: str) -> bool:
    image = label.grab().toImage()
    return any(
        image.pixelColor(x, y).name().upper() == color
        for x in range(image.width())
        for y in range(image.height())
    )


def _hover(label: QWidget) -> None:
    place = QPoint(5, 5)
    QApplication.sendEvent(label, QHelpEvent(QEvent.Type.ToolTip, place, label.mapToGlobal(place)))
    QTest.qWait(0)
