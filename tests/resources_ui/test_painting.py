"""A filled rectangle is the one that QPainter fills."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from resources_ui.painting import fill


@pytest.mark.parametrize("color", ["#2458C5", "#802458C5"])
@pytest.mark.parametrize("ratio", [1.0, 1.5])
def test_rectangle_is_filled_as_by_the_painter(qtbot: QtBot, color: str, ratio: float) -> None:
    ink = QColor(color)
    rect = QRect(3, 4, 11, 1)
    assert _painted(ratio, lambda painter: fill(painter, rect, ink)) == _painted(
        ratio, lambda painter: painter.fillRect(rect, ink)
    )


def _painted(ratio: float, paint: Callable[[QPainter], None]) -> QImage:
    image = QImage(30, 30, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    paint(painter)
    painter.end()
    return image
