"""Shows what an import would do, before it does it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.presentation.import_preview import CountLine, PlannedImport, preview
from resources_ui.buttons import Button
from resources_ui.dialogs.dialog import Dialog
from resources_ui.form_field import WrappingLabel
from resources_ui.icons import Icons
from resources_ui.labels import IconLabel, plain_label
from resources_ui.tokens import CELL_PADDING, GAP_GROUP, GAP_LABEL, GRID, ICON_LIST

_SENTENCE = "Nothing is written before you say so, and all of it can be undone."
_WIDTH = 560
_TEXT_WIDTH = 480
_ROWS = 6  # shown at once
_MARGINS = 24


class ImportPreviewDialog(Dialog):
    """Numbers, problems and notes of an import; `accepted` says that it is wanted.

    Args:
        plan: What the import would do.
        icons: For the summary.
        parent: The window.
    """

    shorten_requested = Signal()  # plan again, with what is too long shortened

    def __init__(self, plan: PlannedImport, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__("Import", sentence=_SENTENCE, width=_WIDTH, parent=parent)
        self.setObjectName("importPreviewDialog")
        shown = preview(plan)
        self.body.addLayout(_summary(icons, shown.counts))
        if shown.problems:
            self.body.addLayout(_lines("importProblems", "Left out", shown.problems))
        if shown.notes:
            title = "Otherwise than in the file"
            self.body.addLayout(_lines("importNotes", title, shown.notes))
        self._shorten = Button("Shorten what is too long")
        self._shorten.setObjectName("shortenButton")
        self._shorten.setVisible(shown.can_shorten)
        self._shorten.setToolTip("The whole text is kept in the description")
        self._shorten.clicked.connect(self._on_shorten_clicked)
        cancel = Button("Cancel")
        cancel.setObjectName("cancelButton")
        cancel.clicked.connect(self._on_cancel_clicked)
        self._import = Button(shown.button, kind="primary")
        self._import.setObjectName("importButton")
        self._import.setEnabled(shown.can_import)
        self._import.clicked.connect(self._on_import_clicked)
        for button in (self._shorten, cancel):
            button.setAutoDefault(False)
        default = self._import if shown.can_import else cancel
        default.setDefault(True)
        self.add_buttons(cancel, self._import, leading=(self._shorten,))
        default.setFocus()

    def _on_shorten_clicked(self, _checked: bool) -> None:
        self.reject()
        self.shorten_requested.emit()

    def _on_cancel_clicked(self, _checked: bool) -> None:
        self.reject()

    def _on_import_clicked(self, _checked: bool) -> None:
        self.accept()


def _summary(icons: Icons, counts: Sequence[CountLine]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(GAP_GROUP)
    for line in counts:
        row = QHBoxLayout()
        row.setSpacing(CELL_PADDING - GRID)
        icon = IconLabel(icons, line.icon, size=ICON_LIST, color=line.color)
        row.addWidget(icon, alignment=Qt.AlignmentFlag.AlignTop)
        row.addWidget(WrappingLabel(line.text), 1)
        column.addLayout(row)
    return column


def _lines(name: str, title: str, lines: Sequence[str]) -> QVBoxLayout:
    """A titled box of lines that can be read, selected and copied."""
    box = QPlainTextEdit("\n".join(lines))
    box.setObjectName(name)
    box.setAccessibleName(title)
    box.setReadOnly(True)
    box.setTabChangesFocus(True)
    metrics = box.fontMetrics()
    rows = sum(1 + metrics.horizontalAdvance(line) // _TEXT_WIDTH for line in lines[:_ROWS])
    box.setFixedHeight(min(rows, _ROWS) * metrics.lineSpacing() + _MARGINS)
    heading = plain_label(title, role="section")
    column = QVBoxLayout()
    column.setSpacing(GAP_LABEL)
    column.addWidget(heading, alignment=Qt.AlignmentFlag.AlignLeft)
    column.addWidget(box)
    return column
