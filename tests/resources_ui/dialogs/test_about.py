from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app import __version__
from resources_ui.dialogs.about import AboutDialog
from resources_ui.icons import Icons
from tests.finding import found


def test_version_is_told(qtbot: QtBot, icons: Icons) -> None:
    dialog = AboutDialog(icons)
    dialog.open()
    assert __version__ in found(dialog, QLabel, "versions").text()
