"""The widgets of the detail editor, made when the first resource is shown and not before."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.overriding import override
from resources_ui.buttons import Button
from resources_ui.detail_form import DetailForm
from resources_ui.detail_header import DetailHeader
from resources_ui.icons import Icons
from resources_ui.tokens import CELL_PADDING, GAP_GROUP, GAP_SECTION, PANEL_EDGE

_TRASH = "Move to trash"
_TRASH_SHORT = "Trash"


class DetailPage(QWidget):
    """Header, fields and footer, one below the other.

    Args:
        icons: Where icons come from.
        parent: The widget that it belongs to.
    """

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.header = DetailHeader(icons, parent=self)
        self.fields = DetailForm(icons, parent=self)
        self.footer = DetailFooter(self)
        head = QHBoxLayout()
        head.setContentsMargins(PANEL_EDGE, GAP_SECTION, PANEL_EDGE, GAP_GROUP)
        head.addWidget(self.header)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.fields, 1)
        column.addWidget(self.footer)


class DetailFooter(QWidget):
    """The buttons below the form."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.trash = Button(_TRASH, kind="danger")
        self.trash.setObjectName("trashButton")
        self.trash.setAccessibleName(_TRASH)
        self.restore = Button("Restore", kind="primary")
        self.restore.setObjectName("restoreButton")
        self.revert = Button("Revert")
        self.revert.setObjectName("revertButton")
        self.save = Button("Save", kind="primary")
        self.save.setObjectName("saveButton")
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(PANEL_EDGE, GAP_SECTION, PANEL_EDGE, GAP_SECTION)
        row.setSpacing(CELL_PADDING)
        row.addWidget(self.trash)
        row.addStretch()
        for button in (self.restore, self.revert, self.save):
            row.addWidget(button)

    def set_state(self, *, is_new: bool, is_in_trash: bool, is_ready: bool, is_dirty: bool) -> None:
        """Offer what can be done now."""
        self.trash.setVisible(not is_in_trash and not is_new)
        self.trash.setEnabled(is_ready)
        self.restore.setVisible(is_in_trash)
        self.restore.setEnabled(is_ready)
        for button in (self.revert, self.save):
            button.setVisible(not is_in_trash)
        self.revert.setText("Cancel" if is_new else "Revert")
        self.revert.setEnabled(is_new or is_dirty)
        self.save.setEnabled(is_ready and (is_new or is_dirty))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """A large font leaves no room for all the words; a short one is better than half of one."""
        super().resizeEvent(event)
        self.trash.setText(_TRASH)
        needed = self._row.sizeHint().width()
        self.trash.setText(_TRASH if needed <= self.width() else _TRASH_SHORT)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """A line above, where the form scrolls away under the buttons."""
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), 1, self.palette().color(QPalette.ColorRole.Shadow))
