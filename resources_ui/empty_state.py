"""What stands where a list has nothing to show: what that means and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from resources_ui.icons import Icons
from resources_ui.labels import IconLabel, plain_label
from resources_ui.tokens import CELL_PADDING, GAP_SECTION, ICON_EMPTY, PANEL_EDGE


class EmptyState(QWidget):
    """An icon, a title, a sentence and buttons, in the middle of the space there is.

    Args:
        icons: Where the icon comes from.
        icon: Lucide's name.
        title: A few words.
        sentence: What the person can do; plain text.
        buttons: The most likely first.
        parent: The widget that it belongs to.
    """

    def __init__(
        self,
        icons: Icons,
        icon: str,
        *,
        title: str,
        sentence: str,
        buttons: Sequence[QAbstractButton] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._title = plain_label(title, role="title")
        self._sentence = plain_label(sentence, role="muted")
        for label in (self._title, self._sentence):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        row = QHBoxLayout()
        row.setSpacing(CELL_PADDING)
        row.addStretch()
        for button in buttons:
            row.addWidget(button)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(PANEL_EDGE, PANEL_EDGE, PANEL_EDGE, PANEL_EDGE)
        column.setSpacing(CELL_PADDING)
        column.addStretch(2)
        column.addWidget(
            IconLabel(icons, icon, size=ICON_EMPTY), alignment=Qt.AlignmentFlag.AlignHCenter
        )
        column.addWidget(self._title)
        column.addWidget(self._sentence)
        column.addSpacing(GAP_SECTION - CELL_PADDING)
        column.addLayout(row)
        column.addStretch(3)

    def set_texts(self, *, title: str, sentence: str) -> None:
        """Say something else, as when a search finds nothing."""
        self._title.setText(title)
        self._sentence.setText(sentence)
