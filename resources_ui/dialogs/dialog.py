"""What every dialog has in common: how it looks, and that it is gone once it is closed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractButton, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.overriding import override
from resources_ui.form_field import WrappingLabel
from resources_ui.tokens import CELL_PADDING, GAP_GROUP, GAP_SECTION, PANEL_EDGE


class Dialog(QDialog):
    """A heading, a sentence, a body and a row of buttons; shown with `open()`, closed by Esc.

    It deletes itself when it is closed, with whatever plaintext it shows.

    Args:
        title: A few words; also the window's title.
        sentence: What this is about; "" for nothing.
        width: In device-independent pixels.
        parent: The window that it belongs to.
    """

    def __init__(
        self,
        title: str,
        *,
        sentence: str = "",
        width: int = 440,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setAccessibleDescription(sentence)
        self.setMinimumWidth(width)
        self._sentence = WrappingLabel(sentence, role="muted")
        self._sentence.setVisible(bool(sentence))
        self.body = QVBoxLayout()
        self.body.setSpacing(GAP_SECTION)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(CELL_PADDING)
        column = self._column = QVBoxLayout(self)
        # Else the window gets a least height that counts every wrapped line as a narrow one.
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        column.setContentsMargins(PANEL_EDGE, PANEL_EDGE, PANEL_EDGE, PANEL_EDGE)
        column.setSpacing(GAP_SECTION)
        head = QVBoxLayout()
        head.setSpacing(GAP_GROUP)
        self._title = WrappingLabel(title, role="title")
        head.addWidget(self._title)
        head.addWidget(self._sentence)
        column.addLayout(head)
        column.addLayout(self.body, 1)
        column.addLayout(self._buttons)

    def fit(self) -> None:
        """Be as high as the content asks, now that it has changed."""
        self._column.activate()
        width = max(self.width(), self.minimumWidth())
        height = self._column.totalHeightForWidth(width)
        self.setMinimumHeight(height)
        self.resize(width, height)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        self.fit()
        super().showEvent(event)

    def set_heading(self, title: str, sentence: str) -> None:
        """Say something else, as when a step is done."""
        self._title.setText(title)
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))
        self.setAccessibleDescription(sentence)

    def add_buttons(
        self, *trailing: QAbstractButton, leading: tuple[QAbstractButton, ...] = ()
    ) -> None:
        """Fill the row of buttons.

        Args:
            trailing: At the end of the row, what the dialog is for last.
            leading: At its start, for what is beside the point.
        """
        for button in leading:
            self._buttons.addWidget(button)
        self._buttons.addStretch()
        for button in trailing:
            self._buttons.addWidget(button)
