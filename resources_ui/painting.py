"""Painting as `QPainter` does it, without what PySide6 would make for it at the first call."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter


def fill(painter: QPainter, rect: QRect, color: QColor) -> None:
    """Fill a rectangle.

    `fillRect` would do; but it also takes the name of a gradient, so that its first call makes all
    180 of these names: more than 1 ms of the start.
    """
    painter.setBackground(color)
    painter.eraseRect(rect)
