"""Asks what becomes of unsaved changes before they would be lost."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from resources_ui.buttons import Button
from resources_ui.dialogs.dialog import Dialog


class UnsavedChangesDialog(Dialog):
    """Save, discard, or keep editing; closing it keeps editing.

    Args:
        parent: The window.
    """

    save_chosen = Signal()
    discard_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            "Save your changes?",
            sentence="You have changed this resource and not saved it yet.",
            parent=parent,
        )
        self.setObjectName("unsavedChangesDialog")
        keep = Button("Keep editing")
        keep.setObjectName("keepEditingButton")
        keep.clicked.connect(self._on_keep_clicked)
        discard = Button("Discard", kind="danger")
        discard.setObjectName("discardButton")
        discard.clicked.connect(self._on_discard_clicked)
        save = Button("Save", kind="primary")
        save.setObjectName("saveChangesButton")
        save.clicked.connect(self._on_save_clicked)
        for button in (keep, discard):
            button.setAutoDefault(False)
        save.setDefault(True)
        self.add_buttons(keep, save, leading=(discard,))
        save.setFocus()

    def _on_keep_clicked(self, _checked: bool) -> None:
        self.reject()

    def _on_discard_clicked(self, _checked: bool) -> None:
        self.accept()
        self.discard_chosen.emit()

    def _on_save_clicked(self, _checked: bool) -> None:
        self.accept()
        self.save_chosen.emit()
