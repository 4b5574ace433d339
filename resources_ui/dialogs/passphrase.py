"""Asks for the passphrase that opens the key file."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.overriding import override
from resources_ui.buttons import Button
from resources_ui.dialogs.dialog import Dialog
from resources_ui.icons import Icons
from resources_ui.passphrase_field import PassphraseField


class PassphraseDialog(Dialog):
    """Takes a passphrase until it is right or the person gives up.

    It stays open after `given`: whoever tries the passphrase calls `accept` or `show_error`.

    Args:
        icons: For the eye.
        store_title: What the passphrase opens, for the person.
        parent: The window.
    """

    given = Signal(object)  # SecretText

    def __init__(self, icons: Icons, store_title: str, parent: QWidget | None = None) -> None:
        super().__init__(
            "Unlock your secrets",
            sentence=f"The key that opens your secrets is kept here: {store_title}.",
            parent=parent,
        )
        self.setObjectName("passphraseDialog")
        self._field = PassphraseField(
            icons, "passphrase", "Passphrase", object_name="passphraseEdit"
        )
        self._field.changed.connect(self._on_changed)
        self.body.addWidget(self._field)
        cancel = Button("Cancel")
        cancel.setObjectName("cancelButton")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self._on_cancel_clicked)
        self._unlock = Button("Unlock", kind="primary")
        self._unlock.setObjectName("unlockNowButton")
        self._unlock.setDefault(True)
        self._unlock.clicked.connect(self._on_unlock_clicked)
        self.add_buttons(cancel, self._unlock)
        self._is_trying = False
        self._update()
        self._field.line.setFocus()

    def show_error(self, sentence: str) -> None:
        """Say that it was wrong, and let the person try again."""
        self._is_trying = False
        self._field.set_problem(sentence)
        self._update()
        self.fit()
        self._field.take_focus()
        self._field.line.selectAll()

    @override
    def done(self, result: int) -> None:
        self._field.wipe()
        super().done(result)

    def _on_changed(self, _name: str) -> None:
        self._field.set_problem("")
        self._update()

    def _on_unlock_clicked(self, _checked: bool) -> None:
        passphrase = self._field.passphrase
        if passphrase.is_empty or self._is_trying:
            return
        self._is_trying = True
        self._update()
        self.given.emit(passphrase)

    def _on_cancel_clicked(self, _checked: bool) -> None:
        self.reject()

    def _update(self) -> None:
        self._field.set_read_only(self._is_trying)
        self._unlock.setEnabled(not self._is_trying and not self._field.passphrase.is_empty)
        self._unlock.setText("Unlocking…" if self._is_trying else "Unlock")
