"""The field of a secret: masked, shown for a while, typed anew, locked.

Plaintext stands in a control only while it is shown or typed. Hidden, it is gone from every widget:
what was typed and not saved yet is kept as a `SecretText` until it is saved, dropped or locked.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.secret_text import SecretText
from app.overriding import override
from app.presentation.resource_form import SecretState
from resources_ui.buttons import Button, IconButton
from resources_ui.form_field import FormField
from resources_ui.icons import Icons
from resources_ui.secret_edits import LINE_BREAKS, SecretLine, SecretParagraphs
from resources_ui.tokens import GAP_GROUP

_LINES = (3, 9)

_REPLACES = "Replaces the stored secret when you save."
_REMOVES = "The secret is removed when you save."
_KEPT_UNSEEN = "New secret, not saved yet. Show it to go on editing."
_LOST = "The secret that you typed was dropped when the vault was locked."


class SecretField(FormField):
    """Shows and takes a secret.

    It never decrypts: it asks with `reveal_requested` and is given the plaintext by `show_secret`.

    Args:
        icons: For its buttons.
        hide_after: Seconds until a shown secret is hidden again, counted anew with each key.
        parent: The widget that it belongs to.
    """

    state_changed = Signal()  # look at `state`
    shown_changed = Signal(bool)  # plaintext can be read, or no longer
    reveal_requested = Signal()  # decrypt, then call `show_secret` or `hide_secret`
    copy_requested = Signal()  # take `secret_in_hand`, or decrypt
    unlock_requested = Signal()

    def __init__(
        self, icons: Icons, *, hide_after: float = 60.0, parent: QWidget | None = None
    ) -> None:
        self._icons = icons
        self._line = SecretLine()
        self._line.setObjectName("secretEdit")
        self._paragraphs = SecretParagraphs()
        self._paragraphs.setObjectName("secretTextEdit")
        self._paragraphs.hide()
        self._reveal = IconButton(icons.icon("eye"), "Reveal secret", shortcut="Ctrl+R")
        self._reveal.setObjectName("revealSecretButton")
        self._reveal.setCheckable(True)
        self._copy = IconButton(icons.icon("copy"), "Copy secret", shortcut="Ctrl+Shift+C")
        self._copy.setObjectName("copySecretButton")
        self._unlock = Button("Unlock", icon=icons.icon("lock-open"))
        self._unlock.setObjectName("unlockButton")
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_GROUP)
        row.addWidget(self._line)
        row.addWidget(self._paragraphs)
        row.addWidget(self._unlock)
        super().__init__(
            icons,
            "secret",
            "Secret",
            self._line,
            body=body,
            buttons=(self._reveal, self._copy),
            parent=parent,
        )
        self._has_stored = False
        self._is_locked = False
        self._is_busy = False
        self._is_shown = False
        self._is_read_only = False
        self._is_ready = True
        self._stored: SecretText | None = None  # the stored secret, while it is shown
        self._typed: SecretText | None = None  # unsaved, while it is hidden
        self._is_removed = False
        self._lost = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide_secret)
        self.set_hide_after(hide_after)
        self._connect()
        self._update()

    def _connect(self) -> None:
        self._line.textChanged.connect(self._on_edited)
        self._paragraphs.textChanged.connect(self._on_edited)
        self._line.copy_asked.connect(self._on_copy_asked)
        self._paragraphs.copy_asked.connect(self._on_copy_asked)
        self._reveal.clicked.connect(self._on_reveal_clicked)
        self._copy.clicked.connect(self._on_copy_asked)
        self._unlock.clicked.connect(self._on_unlock_clicked)

    # --- what it holds --------------------------------------------------------------------------

    @property
    def state(self) -> SecretState:
        """What a save does to the secret."""
        text = self._edit.text()
        if self._typed is not None:
            return SecretState.NEW
        if text:
            is_stored = self._stored is not None and SecretText(text) == self._stored
            return SecretState.KEPT if is_stored else SecretState.NEW
        if self._is_removed or self._stored is not None:
            return SecretState.REMOVED
        return SecretState.KEPT if self._has_stored else SecretState.ABSENT

    @property
    def new_secret(self) -> SecretText | None:
        """What was typed and is to be saved; None where the stored secret is kept or removed."""
        return self.secret_in_hand if self.state is SecretState.NEW else None

    @property
    def secret_in_hand(self) -> SecretText | None:
        """The secret where it is known without decrypting: shown or just typed."""
        if self._typed is not None:
            return self._typed
        text = self._edit.text()
        return SecretText(text) if text else None

    @property
    def is_shown(self) -> bool:
        """Whether plaintext can be read."""
        return self._is_shown

    @property
    def is_busy(self) -> bool:
        """Whether it waits for `show_secret`."""
        return self._is_busy

    # --- what it is told ------------------------------------------------------------------------

    def start(self, *, has_stored: bool) -> None:
        """Begin with another resource; whatever stood here is dropped."""
        self._forget()
        self._has_stored = has_stored
        self._is_removed = self._lost = False
        self._update()

    def set_has_stored(self, *, has_stored: bool) -> None:
        """Learn that the resource got or lost its secret meanwhile; what was typed stays."""
        self._has_stored = has_stored
        self._is_removed = self._is_removed and has_stored
        self._update()

    def show_secret(self, main: SecretText) -> None:
        """Show the stored secret; ignored where nobody waits for it any more."""
        if not self._is_busy:
            return
        self._is_busy = self._is_removed = False
        self._stored = main
        self._show(main)

    def hide_secret(self) -> None:
        """Take the plaintext out of every widget; what was typed and not saved is kept aside."""
        state, was_shown = self.state, self._is_shown
        self._is_removed = state is SecretState.REMOVED
        self._typed = self.secret_in_hand if state is SecretState.NEW else None
        self._wipe()
        self._update()
        if was_shown:
            self.shown_changed.emit(False)

    def toggle(self) -> None:
        """Show it if it is hidden, hide it if it is shown."""
        if self._is_shown or self._is_busy:
            self.hide_secret()
        elif self._is_locked:
            self.unlock_requested.emit()
        elif self._has_stored and self.state is not SecretState.NEW:
            self._is_busy = True
            self._update()
            self.reveal_requested.emit()
        else:
            self._show(self.secret_in_hand or SecretText(""))

    def set_locked(self, is_locked: bool) -> None:
        """Lock: plaintext is dropped, also what was typed and not saved, which is then said."""
        if is_locked == self._is_locked:
            return
        if is_locked:
            state = self.state
            self._is_removed = state is SecretState.REMOVED
            self._lost = state is SecretState.NEW
            self._forget()
        else:
            self._lost = False
        self._is_locked = is_locked
        self._update()
        self.state_changed.emit()

    def set_ready(self, is_ready: bool) -> None:
        """Whether there is an inventory yet that can decrypt and write."""
        self._is_ready = is_ready
        self._update()

    def set_hide_after(self, seconds: float) -> None:
        """How long a shown secret stays to be read."""
        self._timer.setInterval(round(seconds * 1000))

    @override
    def text(self) -> str:
        """Nothing: plaintext leaves through `new_secret` and `secret_in_hand` only."""
        return ""

    @override
    def set_text(self, text: str) -> None:
        raise TypeError("a secret is given as SecretText")

    @override
    def set_read_only(self, is_read_only: bool) -> None:
        self._is_read_only = is_read_only
        self._update()

    @override
    def set_title(self, title: str) -> None:
        super().set_title(title)
        self._paragraphs.setAccessibleName(title)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self.hide_secret()
        super().hideEvent(event)

    @override
    def take_focus(self) -> None:
        self._edit.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- inside ---------------------------------------------------------------------------------

    @property
    def _edit(self) -> SecretLine | SecretParagraphs:
        return self._line if self._paragraphs.isHidden() else self._paragraphs

    @property
    def _has_unseen(self) -> bool:
        """Whether there is a secret that stands in no control."""
        if self._is_locked or self._is_shown:
            return False
        return self.state in (SecretState.KEPT, SecretState.NEW)

    @override
    def _marked(self) -> Sequence[QWidget]:
        return (self._line, self._paragraphs)

    def _show(self, secret: SecretText) -> None:
        self._typed = None
        had_focus = self._edit.hasFocus()
        self._line.wipe()
        self._choose_edit(has_lines=_has_lines(secret.reveal()))
        self._line.show_characters()
        self._edit.put(secret)
        if had_focus:
            self._edit.setFocus()
        self._is_shown = True
        self._timer.start()
        self._update()
        self.shown_changed.emit(True)
        self.state_changed.emit()

    def _choose_edit(self, *, has_lines: bool) -> None:
        self._paragraphs.setVisible(has_lines)
        self._line.setVisible(not has_lines)

    def _wipe(self) -> None:
        """Take the plaintext out of the widgets."""
        self._timer.stop()
        self._stored = None
        self._is_shown = self._is_busy = False
        self._line.wipe()
        self._line.show_dots()
        had_focus = self._paragraphs.hasFocus()
        self._paragraphs.wipe()
        self._choose_edit(has_lines=False)
        if had_focus:
            self._line.setFocus()

    def _forget(self) -> None:
        """Drop everything, unsaved or not."""
        was_shown = self._is_shown
        self._typed = None
        self._wipe()
        if was_shown:
            self.shown_changed.emit(False)

    def _update(self) -> None:
        """Make looks and hints fit the state."""
        is_open = self._is_ready and not self._is_locked
        can_type = is_open and not self._is_read_only and self._typed is None
        self._line.setEnabled(not self._is_locked)
        self._line.setReadOnly(not can_type)
        self._paragraphs.setReadOnly(not can_type)
        self._paragraphs.viewport().update()  # Qt updates the frame only
        self._line.setPlaceholderText(self._placeholder())
        self._line.set_stands_for_secret(self._has_unseen and not self._is_busy)
        self._paragraphs.fit_lines(*_LINES)
        has_any = self._has_stored or self.secret_in_hand is not None
        self._unlock.setVisible(self._is_locked)
        self._unlock.setEnabled(self._is_ready)
        for button in (self._reveal, self._copy):
            button.setVisible(not self._is_locked)
        self._copy.setEnabled(is_open and has_any)
        self._reveal.setEnabled(is_open and (has_any or can_type))
        self._update_reveal_button()
        self.set_hint(self._hint_text())

    def _update_reveal_button(self) -> None:
        icon = "loader" if self._is_busy else "eye-off" if self._is_shown else "eye"
        text = (
            "Decrypting…" if self._is_busy else f"{'Hide' if self._is_shown else 'Reveal'} secret"
        )
        self._reveal.setIcon(self._icons.icon(icon))
        self._reveal.set_text(text, shortcut="" if self._is_busy else "Ctrl+R")
        self._reveal.setChecked(self._is_shown)

    def _placeholder(self) -> str:
        if self._is_locked:
            return "Locked"
        if self._is_busy:
            return "Decrypting…"
        return "" if self._has_unseen else "No secret"

    def _hint_text(self) -> str:
        if self._lost:
            return _LOST
        if self._typed is not None:
            return _KEPT_UNSEEN
        if self.state is SecretState.REMOVED:
            return _REMOVES
        return _REPLACES if self._has_stored and self.state is SecretState.NEW else ""

    def _on_edited(self) -> None:
        if self._is_shown:
            self._timer.start()
            if self._edit is self._line and _has_lines(self._line.text()):
                self._move_to_paragraphs()
        self._is_busy = self._lost = False  # who types a new secret waits for the old no longer
        self._update()
        self.state_changed.emit()

    def _move_to_paragraphs(self) -> None:
        """A line break was pasted or typed: go on where there is room for lines."""
        text, position = SecretText(self._line.text()), self._line.cursorPosition()
        self._line.wipe()
        self._choose_edit(has_lines=True)
        self._paragraphs.put(text)
        cursor = self._paragraphs.textCursor()
        cursor.setPosition(position)
        self._paragraphs.setTextCursor(cursor)
        self._paragraphs.setFocus()

    def _on_reveal_clicked(self, _checked: bool) -> None:
        self._update_reveal_button()  # the click has checked it; only what happens may
        self.toggle()

    def _on_copy_asked(self) -> None:
        if self._copy.isEnabled():
            self.copy_requested.emit()

    def _on_unlock_clicked(self, _checked: bool) -> None:
        self.unlock_requested.emit()


def _has_lines(text: str) -> bool:
    return not LINE_BREAKS.isdisjoint(text)
