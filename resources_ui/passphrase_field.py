"""A field to type a passphrase in."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.domain.secret_text import SecretText
from app.overriding import override
from resources_ui.buttons import IconButton
from resources_ui.form_field import FormField
from resources_ui.icons import Icons
from resources_ui.secret_edits import SecretLine


class PassphraseField(FormField):
    """Takes a passphrase, masked unless the person wants to see it.

    Args:
        icons: For the eye.
        name: Of the field.
        title: The label.
        object_name: Of the control.
        parent: The widget that it belongs to.
    """

    def __init__(
        self,
        icons: Icons,
        name: str,
        title: str,
        *,
        object_name: str,
        parent: QWidget | None = None,
    ) -> None:
        self._icons = icons
        self._line = SecretLine()
        self._line.setObjectName(object_name)
        self._show = IconButton(icons.icon("eye"), "Show passphrase")
        self._show.setObjectName(f"{object_name}Show")
        self._show.setCheckable(True)
        super().__init__(icons, name, title, self._line, buttons=(self._show,), parent=parent)
        self._line.textChanged.connect(self._on_control_changed)
        self._show.toggled.connect(self._on_show_toggled)

    @property
    def line(self) -> SecretLine:
        """The control."""
        return self._line

    @property
    def passphrase(self) -> SecretText:
        """What was typed."""
        return SecretText(self._line.text())

    def wipe(self) -> None:
        """Take the passphrase out of the control and mask it again."""
        self._line.wipe()
        self._show.setChecked(False)

    @override
    def text(self) -> str:
        """Nothing: it leaves as `passphrase` only."""
        return ""

    @override
    def set_text(self, text: str) -> None:
        raise TypeError("a passphrase is typed, not set")

    @override
    def set_read_only(self, is_read_only: bool) -> None:
        self._line.setReadOnly(is_read_only)

    def _on_show_toggled(self, is_shown: bool) -> None:
        self._show.setIcon(self._icons.icon("eye-off" if is_shown else "eye"))
        self._show.set_text("Hide passphrase" if is_shown else "Show passphrase")
        if is_shown:
            self._line.show_characters()
        else:
            self._line.show_dots()
