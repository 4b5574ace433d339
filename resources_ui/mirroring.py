"""Where things go in a widget that is mirrored, right to left.

As `QStyle` has it; but that class has so many enums that PySide6 needs 4 ms of the start to make
it, so nothing that is painted first uses it.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt

_LEFT = (Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute).value
_RIGHT = (Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute).value
_SINGLE_LINE = Qt.AlignmentFlag.AlignVCenter.value | Qt.TextFlag.TextSingleLine.value


def visual_rect(direction: Qt.LayoutDirection, bounds: QRect, rect: QRect) -> QRect:
    """A place within bounds, mirrored where the direction is right to left."""
    if direction is not Qt.LayoutDirection.RightToLeft:
        return rect
    return rect.translated(bounds.left() + bounds.right() - rect.left() - rect.right(), 0)


def line_start(direction: Qt.LayoutDirection) -> int:
    """Flags for one line of text where lines begin; the direction of each text is its own."""
    is_mirrored = direction is Qt.LayoutDirection.RightToLeft
    return _SINGLE_LINE | (_RIGHT if is_mirrored else _LEFT)


def line_end(direction: Qt.LayoutDirection) -> int:
    """Flags for one line of text where lines end."""
    is_mirrored = direction is Qt.LayoutDirection.RightToLeft
    return _SINGLE_LINE | (_LEFT if is_mirrored else _RIGHT)
