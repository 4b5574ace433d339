"""Facts to read and to copy, one below the other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from app.presentation.resource_facts import Fact
from resources_ui.form_field import WrappingLabel
from resources_ui.labels import plain_label
from resources_ui.tokens import CELL_PADDING, GAP_GROUP

_SELECTABLE = (
    Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
)


class FactList(QWidget):
    """A column of names and a column of plain texts that can be selected."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: tuple[Fact, ...] = ()
        self._labels: list[QLabel] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(CELL_PADDING)
        self._grid.setVerticalSpacing(GAP_GROUP)
        self._grid.setColumnStretch(1, 1)

    def set_facts(self, facts: Sequence[Fact]) -> None:
        """Show other facts."""
        if tuple(facts) == self._facts:
            return
        self._facts = tuple(facts)
        for label in self._labels:
            self._grid.removeWidget(label)
            label.deleteLater()
        self._labels = []
        for row, fact in enumerate(facts):
            title = plain_label(fact.title, role="secondary")
            text = WrappingLabel(fact.text, role="secondary")
            text.setTextInteractionFlags(_SELECTABLE)
            text.setAccessibleName(f"{fact.title}: {fact.text}")
            text.setCursor(Qt.CursorShape.IBeamCursor)
            self._grid.addWidget(
                title, row, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
            )
            self._grid.addWidget(text, row, 1)
            self._labels += [title, text]
