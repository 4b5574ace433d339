"""The dialogs that ask for the file of an inventory."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.paths import INVENTORY_SUFFIX

_FILTER = f"Strongroom inventory (*{INVENTORY_SUFFIX})"


def new_inventory_dialog(parent: QWidget, path: Path) -> QFileDialog:
    """A dialog that asks where an inventory is to be, gone once it is closed.

    Args:
        parent: The window.
        path: Where it would be otherwise.
    """
    dialog = QFileDialog(parent, "Choose a place", str(path), _FILTER)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(INVENTORY_SUFFIX.removeprefix("."))
    dialog.finished.connect(dialog.deleteLater)
    return dialog


def inventory_dialog(parent: QWidget, folder: Path) -> QFileDialog:
    """A dialog that asks for an inventory there is, gone once it is closed.

    Args:
        parent: The window.
        folder: Where to look first.
    """
    dialog = QFileDialog(parent, "Open an inventory", str(folder), _FILTER)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.finished.connect(dialog.deleteLater)
    return dialog
