"""The dialogs that ask for the file of an inventory, and are gone once they are closed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from resources_ui.dialogs.inventory_file import inventory_dialog, new_inventory_dialog


def test_new_place_begins_with_the_usual_one_and_gets_the_suffix(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    dialog = new_inventory_dialog(window, tmp_path / "Home.strongroom")

    assert dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    assert dialog.selectedFiles() == [str(tmp_path / "Home.strongroom")]
    dialog.selectFile("Work")
    assert dialog.selectedFiles() == [str(tmp_path / "Work.strongroom")]


def test_only_an_inventory_that_is_there_can_be_opened(qtbot: QtBot, tmp_path: Path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    dialog = inventory_dialog(window, tmp_path)

    assert dialog.fileMode() is QFileDialog.FileMode.ExistingFile
    assert dialog.directory().path() == str(tmp_path)
    assert dialog.nameFilters() == ["Strongroom inventory (*.strongroom)"]


@pytest.mark.parametrize("make", [inventory_dialog, new_inventory_dialog])
def test_dialog_is_gone_once_it_is_closed(
    qtbot: QtBot, tmp_path: Path, make: Callable[[QWidget, Path], QFileDialog]
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    dialog = make(window, tmp_path)
    dialog.open()
    dialog.reject()
    qtbot.waitUntil(lambda: not shiboken6.isValid(dialog))
