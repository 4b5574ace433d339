"""The first paint is told once."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from resources_ui.first_paint import FirstPaint


def test_first_paint_is_told_once_and_not_before_the_widget_is_seen(qtbot: QtBot) -> None:
    label = QLabel("text")
    qtbot.addWidget(label)
    watch = FirstPaint(label)
    told: list[None] = []
    watch.happened.connect(lambda: told.append(None))
    assert told == []

    label.show()
    qtbot.waitUntil(lambda: bool(told))
    label.setText("another")
    label.repaint()
    label.repaint()

    assert len(told) == 1


def test_watched_widget_paints_itself_all_the_same(qtbot: QtBot) -> None:
    plain, watched = QLabel("text"), QLabel("text")
    FirstPaint(watched)
    for label in (plain, watched):
        qtbot.addWidget(label)
        label.resize(80, 20)

    assert watched.grab().toImage() == plain.grab().toImage()
