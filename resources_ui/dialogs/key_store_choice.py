"""Who keeps the key of a new inventory: the system's keyring, or a key file with a passphrase."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.secret_text import SecretText
from app.overriding import override
from app.presentation.passphrase_advice import (
    HINT,
    passphrase_advice,
    passphrase_problem,
    repeat_problem,
)
from resources_ui.buttons import Button
from resources_ui.form_field import WrappingLabel
from resources_ui.icons import Icons
from resources_ui.labels import IconLabel, plain_label
from resources_ui.passphrase_field import PassphraseField
from resources_ui.tokens import CELL_PADDING, GAP_SECTION, GRID, ICON_BAR

StoreKind = Literal["keyring", "passphrase"]

_LOOKING = ("loader", "muted", "Looking for a keyring on this system…")
_KEYRING = ("shield-check", "ok", "Your system’s keyring keeps the key that opens your secrets.")
_KEY_FILE = (
    "shield",
    "info",
    "A key file next to the inventory keeps your key, protected by a passphrase.",
)
_NO_KEYRING = (
    "shield",
    "info",
    "This system has no keyring. Your key is kept in a key file next to the inventory, protected"
    " by a passphrase.",
)
_OTHER = {"keyring": "Use a passphrase", "passphrase": "Use the keyring"}


class KeyStoreChoice(QWidget):
    """Says who keeps the key, lets the person choose where there is a choice.

    Args:
        icons: Where icons come from.
        kind: What the command line asks for; None until `set_has_keyring`.
        asks_passphrase: False where a file gives the passphrase.
        parent: The widget that it belongs to.
    """

    changed = Signal()

    def __init__(
        self,
        icons: Icons,
        *,
        kind: StoreKind | None,
        asks_passphrase: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kind = kind
        self._has_keyring: bool | None = None
        self._asks_passphrase = asks_passphrase
        self._is_busy = False
        self._icon = IconLabel(icons, "shield", size=ICON_BAR)
        self._text = WrappingLabel()
        self._text.setObjectName("keyStoreText")
        self._other = Button("")
        self._other.setObjectName("otherStoreButton")
        self._other.clicked.connect(self._on_other_clicked)
        self._first = PassphraseField(
            icons, "passphrase", "Passphrase", object_name="newPassphraseEdit"
        )
        self._again = PassphraseField(
            icons, "again", "Passphrase again", object_name="repeatPassphraseEdit"
        )
        for field in (self._first, self._again):
            field.changed.connect(self._on_passphrase_changed)
        self._lay_out()
        self._update()

    def _lay_out(self) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(GRID)
        texts.addWidget(plain_label("Your key", role="field"), alignment=Qt.AlignmentFlag.AlignLeft)
        texts.addWidget(self._text)
        head = QHBoxLayout()
        head.setSpacing(CELL_PADDING)
        head.addWidget(self._icon, alignment=Qt.AlignmentFlag.AlignTop)
        head.addLayout(texts, 1)
        head.addWidget(self._other)
        fields = QHBoxLayout()
        fields.setSpacing(CELL_PADDING)
        for field in (self._first, self._again):
            fields.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_SECTION)
        column.addLayout(head)
        column.addLayout(fields)

    @property
    def kind(self) -> StoreKind | None:
        """Who keeps the key; None while the system is still asked."""
        return self._kind

    @property
    def passphrase(self) -> SecretText | None:
        """What was typed; None where none is asked for."""
        return self._first.passphrase if self._takes_passphrase else None

    def set_has_keyring(self, has_keyring: bool) -> None:
        """Say whether this system has a keyring; without one there is the key file."""
        self._has_keyring = has_keyring
        if self._kind is None:
            self._kind = "keyring" if has_keyring else "passphrase"
        self._update()
        self.changed.emit()

    def set_busy(self, is_busy: bool) -> None:
        """Let nothing be changed for now."""
        self._is_busy = is_busy
        self._update()

    def check(self) -> bool:
        """Whether the passphrase can be taken; what is wrong is said beside its field."""
        if not self._takes_passphrase:
            return True
        first, again = self._first.passphrase, self._again.passphrase
        self._first.set_problem(passphrase_problem(first))
        self._again.set_problem(repeat_problem(first, again))
        for field in (self._first, self._again):
            if field.problem:
                field.take_focus()
                return False
        return True

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self._first.wipe()
        self._again.wipe()
        super().hideEvent(event)

    @property
    def _takes_passphrase(self) -> bool:
        return self._kind == "passphrase" and self._asks_passphrase

    def _look(self) -> tuple[str, str, str]:
        if self._kind is None:
            return _LOOKING
        if self._kind == "keyring":
            return _KEYRING
        return _NO_KEYRING if self._has_keyring is False else _KEY_FILE

    def _update(self) -> None:
        icon, color, text = self._look()
        self._icon.set_icon(icon, color=color)
        self._text.setText(text)
        for field in (self._first, self._again):
            field.setVisible(self._takes_passphrase)
            field.set_read_only(self._is_busy)
        typed = self._first.passphrase
        self._first.set_hint(HINT if typed.is_empty else passphrase_advice(typed))
        self._other.setText(_OTHER.get(self._kind or "", ""))
        self._other.setVisible(self._has_keyring is True)
        self._other.setEnabled(not self._is_busy)

    def _on_other_clicked(self, _checked: bool) -> None:
        self._kind = "keyring" if self._kind == "passphrase" else "passphrase"
        self._update()
        self.changed.emit()

    def _on_passphrase_changed(self, _name: str) -> None:
        self._first.set_problem("")
        self._again.set_problem("")
        self._update()
