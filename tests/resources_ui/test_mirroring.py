"""What is mirrored goes where QStyle would put it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QStyle
from pytestqt.qtbot import QtBot

from resources_ui.mirroring import line_end, line_start, visual_rect

LEFT_TO_RIGHT = Qt.LayoutDirection.LeftToRight
RIGHT_TO_LEFT = Qt.LayoutDirection.RightToLeft


@pytest.mark.parametrize("direction", [LEFT_TO_RIGHT, RIGHT_TO_LEFT])
@pytest.mark.parametrize("bounds", [QRect(0, 0, 100, 20), QRect(7, -3, 41, 20)])
@pytest.mark.parametrize("rect", [QRect(0, 0, 16, 16), QRect(9, 4, 30, 8), QRect(-5, 2, 200, 1)])
def test_place_is_that_of_the_style(
    direction: Qt.LayoutDirection, bounds: QRect, rect: QRect
) -> None:
    assert visual_rect(direction, bounds, rect) == QStyle.visualRect(direction, bounds, rect)


@pytest.mark.parametrize("text", ["Mailbox", "שרת"])
def test_lines_begin_and_end_at_the_sides_of_the_widget_whatever_their_script(
    qtbot: QtBot, text: str
) -> None:
    starts_left = _ink(text, line_start(LEFT_TO_RIGHT))
    assert starts_left == _ink(text, line_end(RIGHT_TO_LEFT))
    starts_right = _ink(text, line_start(RIGHT_TO_LEFT))
    assert starts_right == _ink(text, line_end(LEFT_TO_RIGHT))
    assert starts_left[0] < 5
    assert starts_right[-1] > 194


def _ink(text: str, flags: int) -> list[int]:
    """Which columns of a picture 200 wide have something painted in them."""
    picture = QPixmap(200, 30)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    painter.drawText(QRect(0, 0, 200, 30), flags, text)
    painter.end()
    image = picture.toImage()
    white = image.pixel(100, 0)
    return [x for x in range(200) if any(image.pixel(x, y) != white for y in range(30))]
