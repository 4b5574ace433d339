"""Walks every control of a window, as a screen reader does."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

_OF_QT = "qt_"  # how Qt calls the parts of its own controls
_VIEWPORT = "qt_scrollarea_viewport"  # is one, and may hold controls of ours


def controls(root: QWidget) -> Iterator[QWidget]:
    """What a person can act on: whatever takes the keyboard, and every button."""
    for each in root.findChildren(QWidget):
        takes_focus = each.focusPolicy() is not Qt.FocusPolicy.NoFocus
        if each.focusProxy() is not None or _is_inside_of_qt(each) or _is_silent(each):
            continue
        if takes_focus or isinstance(each, QAbstractButton):
            yield each


def nameless(root: QWidget) -> list[str]:
    """The controls for which a screen reader has no name."""
    return [describe(each) for each in controls(root) if not accessible_name(each)]


def rich_labels(root: QWidget) -> list[str]:
    """The labels that may take their text for HTML."""
    return [
        describe(each)
        for each in root.findChildren(QLabel)
        if each.textFormat() is not Qt.TextFormat.PlainText and not _is_inside_of_qt(each)
    ]


def accessible_name(widget: QWidget) -> str:
    """The name that a screen reader says."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return "" if interface is None else interface.text(QAccessible.Text.Name).strip()


def describe(widget: QWidget) -> str:
    """A widget, so that one finds it in the source."""
    names = []
    each: QWidget | None = widget
    while each is not None:
        names.append(f"{type(each).__name__} {each.objectName()}".strip())
        each = each.parentWidget()
    return " < ".join(names)


def _is_silent(widget: QWidget) -> bool:
    """A notice that has nothing to say yet."""
    toast = widget if widget.objectName() == "toast" else widget.parentWidget()
    return toast is not None and toast.objectName() == "toast" and not widget.isVisible()


def _is_inside_of_qt(widget: QWidget) -> bool:
    """A part that Qt makes inside of a control of its own, such as a combo box's list."""
    if widget.objectName() == _VIEWPORT:
        return True
    each: QWidget | None = widget
    while each is not None:
        is_part = each.objectName().startswith(_OF_QT) and each.objectName() != _VIEWPORT
        if is_part or each.metaObject().className() == "QComboBoxPrivateContainer":
            return True
        each = each.parentWidget()
    return False
