"""Says that the program has a bug, with a report to copy."""

from __future__ import annotations

from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from resources_ui.buttons import Button
from resources_ui.dialogs.dialog import Dialog

_SENTENCE = (
    "This is a bug in Strongroom, not a mistake of yours. What you saved is safe. The report below"
    " says where it happened; it holds nothing from your inventory."
)


class CrashDialog(Dialog):
    """Shows a report of our own bug.

    Args:
        report: Versions and traceback, without data.
        parent: The window.
    """

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__("Something went wrong", sentence=_SENTENCE, width=600, parent=parent)
        self.setObjectName("crashDialog")
        self._report = report
        text = QPlainTextEdit(report)
        text.setObjectName("crashReport")
        text.setAccessibleName("Report")
        text.setReadOnly(True)
        text.setTabChangesFocus(True)
        text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        text.setMinimumHeight(220)
        self.body.addWidget(text)
        copy = Button("Copy report")
        copy.setObjectName("copyReportButton")
        copy.setAutoDefault(False)
        copy.clicked.connect(self._on_copy_clicked)
        close = Button("Close", kind="primary")
        close.setObjectName("closeButton")
        close.setDefault(True)
        close.clicked.connect(self._on_close_clicked)
        self.add_buttons(copy, close)
        close.setFocus()

    def _on_copy_clicked(self, _checked: bool) -> None:
        QGuiApplication.clipboard().setText(self._report)

    def _on_close_clicked(self, _checked: bool) -> None:
        self.accept()
