"""Lists everything the window can do, with its keys."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from resources_ui.actions import ACTIONS, ActionSpec
from resources_ui.buttons import Button
from resources_ui.dialogs.dialog import Dialog
from resources_ui.labels import ElidingLabel, plain_label
from resources_ui.menus import MENUS
from resources_ui.tokens import GAP_GROUP, GAP_SECTION, PANEL_EDGE

_SENTENCE = "Everything can be done by keyboard. Ctrl+K finds any of these by its name."
_HEIGHT = 420


class ShortcutsDialog(Dialog):
    """The action table, by menu.

    Args:
        parent: The window.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Keyboard shortcuts", sentence=_SENTENCE, parent=parent)
        self.setObjectName("shortcutsDialog")
        area = QScrollArea()
        area.setObjectName("shortcutList")
        area.setAccessibleName("Keyboard shortcuts")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidgetResizable(True)
        area.setMinimumHeight(_HEIGHT)
        area.setWidget(_list())
        self.body.addWidget(area)
        close = Button("Close", kind="primary")
        close.setObjectName("closeButton")
        close.setDefault(True)
        close.clicked.connect(self._on_close_clicked)
        self.add_buttons(close)
        area.setFocus()

    def _on_close_clicked(self, _checked: bool) -> None:
        self.accept()


def keys_text(spec: ActionSpec) -> str:
    """The keys of an action as this system writes them; "" where it has none."""
    native = QKeySequence.SequenceFormat.NativeText
    return ", ".join(QKeySequence(keys).toString(native) for keys in spec.shortcuts)


def _list() -> QWidget:
    content = QWidget()
    content.setObjectName("content")
    column = QVBoxLayout(content)
    column.setContentsMargins(0, 0, PANEL_EDGE, 0)
    column.setSpacing(GAP_GROUP)
    for menu, specs in groupby(ACTIONS, _menu_of):
        heading = plain_label(MENUS[menu].replace("&", ""), role="section")
        column.addWidget(heading, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addLayout(_rows(list(specs)))
        column.addSpacing(GAP_SECTION - GAP_GROUP)
    column.addStretch()
    return content


def _rows(specs: list[ActionSpec]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(GAP_SECTION)
    grid.setVerticalSpacing(GAP_GROUP)
    grid.setColumnStretch(0, 1)
    for row, spec in enumerate(specs):
        grid.addWidget(ElidingLabel(spec.plain_text.removesuffix("…")), row, 0)
        keys = plain_label(keys_text(spec), role="muted")
        grid.addWidget(keys, row, 1, Qt.AlignmentFlag.AlignLeft)
    grid.setColumnMinimumWidth(1, 140)
    return grid


def _menu_of(spec: ActionSpec) -> str:
    return spec.menu.partition("/")[0]
