from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QPlainTextEdit
from pytestqt.qtbot import QtBot

from resources_ui.dialogs.crash import CrashDialog
from resources_ui.theme import Theme
from tests.finding import found

REPORT = "Python 3.11\n<b>builtins.ValueError</b>\n"


def test_report_is_shown_as_it_is_and_can_be_copied(qtbot: QtBot, theme: Theme) -> None:
    dialog = CrashDialog(REPORT)
    dialog.open()
    text = found(dialog, QPlainTextEdit, "crashReport")
    assert text.toPlainText() == REPORT
    assert text.isReadOnly()
    found(dialog, QAbstractButton, "copyReportButton").click()
    assert QGuiApplication.clipboard().text() == REPORT
    assert dialog.isVisible()
