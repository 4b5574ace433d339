"""The vault in the window: unlocking when needed, locking, revealing and copying secrets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.domain.secret import SecretContent
from app.domain.secret_text import SecretText
from app.domain.vault_state import VaultState
from app.errors import StrongroomError, WrongPassphraseError
from app.jobs import Progress
from resources_ui.clipboard import SecretClipboard
from resources_ui.icons import Icons
from resources_ui.notices import Notices
from resources_ui.operations import Operations
from resources_ui.passphrase_source import PassphraseSource

if TYPE_CHECKING:
    from app.inventory import Inventory
    from resources_ui.dialogs.passphrase import PassphraseDialog

_PROMPT_NOTICE_MS = 1_500  # a keyring that answers does so sooner


class VaultControl(QObject):
    """What the window does with secrets; plaintext only passes through.

    Args:
        operations: Reaches the inventory.
        clipboard: For copied secrets.
        notices: Says what happened.
        passphrases: Where the key file's passphrase comes from.
        icons: For the passphrase dialog.
        window: Parent of the dialogs.
    """

    state_changed = Signal(object)  # VaultState
    revealed = Signal(int, object)  # key, SecretContent
    reveal_ended = Signal(int)  # key, whether it was revealed or not

    def __init__(
        self,
        *,
        operations: Operations,
        clipboard: SecretClipboard,
        notices: Notices,
        passphrases: PassphraseSource,
        icons: Icons,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._operations = operations
        self._clipboard = clipboard
        self._notices = notices
        self._passphrases = passphrases
        self._icons = icons
        self._window = window
        self._state: VaultState | None = None
        self._waiting: list[tuple[Callable[[], object], Callable[[], object] | None]] = []
        self._is_unlocking = False
        self._dialog: PassphraseDialog | None = None
        self._prompt_timer = QTimer(self, singleShot=True, interval=_PROMPT_NOTICE_MS)
        self._prompt_timer.timeout.connect(self._on_prompt_suspected)
        operations.attached.connect(self._on_attached)
        clipboard.cleared.connect(self._on_clipboard_cleared)

    @property
    def state(self) -> VaultState | None:
        """As it was last seen; None before the inventory is attached."""
        return self._state

    @property
    def is_unlocked(self) -> bool:
        """Whether secrets can be read now."""
        return self._state is not None and self._state.is_unlocked

    def toggle(self) -> None:
        """Lock, or unlock."""
        if self.is_unlocked:
            self.lock()
        else:
            self.when_unlocked(self._on_unlocked_for_itself)

    def lock(self) -> None:
        """Drop the key; whoever shows plaintext listens to `state_changed`.

        That is told at once; the key itself goes when the write that may use it has ended.
        """
        self._passphrases.forget()
        if self._state is not None:
            self._on_state(replace(self._state, is_unlocked=False))
        self._operations.read(_lock, self._on_state, self._notices.show_error)

    def when_unlocked(
        self, then: Callable[[], object], otherwise: Callable[[], object] | None = None
    ) -> None:
        """Do something that needs the key, unlocking first where it must.

        Args:
            then: Called once the vault is open, at once where it is.
            otherwise: Called when it was not opened.
        """
        if self.is_unlocked:
            then()
            return
        self._waiting.append((then, otherwise))
        if not self._is_unlocking and self._state is not None:
            self._begin_unlocking()

    def reveal(self, key: int) -> None:
        """Decrypt the secret of a resource; the answer comes as `revealed`."""
        self.when_unlocked(_Revealing(self, key).start, _Revealing(self, key).end)

    def copy_secret(self, key: int) -> None:
        """Decrypt the secret of a resource to the clipboard."""
        self.when_unlocked(partial(self._decrypt, key, self._on_decrypted_for_clipboard))

    def copy(self, secret: SecretText) -> None:
        """Put plaintext that is at hand on the clipboard."""
        self._clipboard.copy(secret.reveal())
        self._notices.show(
            f"Secret copied. The clipboard is cleared in {self._clipboard.seconds_left} seconds.",
            action_text="Clear now",
            on_action=self._clipboard.clear_now,
        )

    def set_clear_after(self, seconds: int) -> None:
        """How long a copied secret stays on the clipboard."""
        self._clipboard.set_seconds(seconds)

    def save_kit(
        self,
        target: Path,
        on_saved: Callable[[SecretText], object],
        on_error: Callable[[StrongroomError], object],
    ) -> None:
        """Write the recovery kit; its code is handed over once."""
        job = partial(_save_kit, target)
        self.when_unlocked(partial(self._operations.read, job, on_saved, on_error))

    def refresh(self) -> None:
        """Ask how the vault stands."""
        self._operations.read(_state, self._on_state, self._notices.show_error)

    def decrypt_for(self, key: int, revealing: _Revealing) -> None:
        """Decrypt for someone who waits; used by `reveal`."""
        self._decrypt(key, revealing.show, revealing.fail)

    def show_error(self, error: StrongroomError) -> None:
        """Say what went wrong."""
        self._notices.show_error(error)

    def _decrypt(
        self,
        key: int,
        on_done: Callable[[SecretContent], object],
        on_error: Callable[[StrongroomError], object] | None = None,
    ) -> None:
        self._operations.read(partial(_reveal, key), on_done, on_error)

    def _begin_unlocking(self) -> None:
        assert self._state is not None  # noqa: S101 - the caller looked
        self._is_unlocking = True
        if self._state.store_kind == "passphrase" and self._passphrases.asks_person:
            from resources_ui.dialogs.passphrase import PassphraseDialog  # noqa: PLC0415

            self._dialog = PassphraseDialog(self._icons, self._state.store_title, self._window)
            self._dialog.given.connect(self._on_passphrase_given)
            self._dialog.rejected.connect(self._on_passphrase_refused)
            self._dialog.open()
            return
        self._prompt_timer.start()
        self._operations.read(_unlock, self._on_unlocked, self._on_unlock_failed)

    def _on_attached(self) -> None:
        self._operations.read(_state, self._on_first_state, self._notices.show_error)

    def _on_first_state(self, state: VaultState) -> None:
        self._on_state(state)
        if state.is_unlocked:
            self._on_unlocked(state)
        elif self._waiting or not (
            state.store_kind == "passphrase" and self._passphrases.asks_person
        ):
            self._begin_unlocking()

    def _on_state(self, state: VaultState) -> None:
        self._state = state
        self.state_changed.emit(state)

    def _on_passphrase_given(self, passphrase: SecretText) -> None:
        self._passphrases.put(passphrase)
        self._operations.read(_unlock, self._on_unlocked, self._on_unlock_failed)

    def _on_passphrase_refused(self) -> None:
        self._dialog = None
        self._give_up()

    def _on_unlocked(self, state: VaultState) -> None:
        self._prompt_timer.stop()
        self._is_unlocking = False
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            dialog.rejected.disconnect(self._on_passphrase_refused)
            dialog.accept()
        self._on_state(state)
        waiting, self._waiting = self._waiting, []
        for then, _ in waiting:
            then()

    def _on_unlock_failed(self, error: StrongroomError) -> None:
        self._prompt_timer.stop()
        if self._dialog is not None and isinstance(error, WrongPassphraseError):
            self._dialog.show_error(str(error))
            return
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            dialog.rejected.disconnect(self._on_passphrase_refused)
            dialog.reject()
        self._notices.show_error(error)
        self._give_up()

    def _give_up(self) -> None:
        self._is_unlocking = False
        self._passphrases.forget()
        waiting, self._waiting = self._waiting, []
        for _, otherwise in waiting:
            if otherwise is not None:
                otherwise()

    def _on_prompt_suspected(self) -> None:
        if self._state is not None and self._state.store_kind == "keyring":
            self._notices.show("Your keyring is asking you: look for its window.")

    def _on_unlocked_for_itself(self) -> None:
        self._notices.show("The vault is unlocked.")

    def _on_decrypted_for_clipboard(self, content: SecretContent) -> None:
        if self.is_unlocked:  # and not locked meanwhile
            self.copy(content.main)

    def _on_clipboard_cleared(self) -> None:
        self._notices.show("The clipboard was cleared.")


class _Revealing:
    """One secret that somebody waits to see."""

    def __init__(self, control: VaultControl, key: int) -> None:
        self._control = control
        self._key = key

    def start(self) -> None:
        self._control.decrypt_for(self._key, self)

    def show(self, content: SecretContent) -> None:
        self._control.revealed.emit(self._key, content)
        self.end()

    def fail(self, error: StrongroomError) -> None:
        self._control.show_error(error)
        self.end()

    def end(self) -> None:
        self._control.reveal_ended.emit(self._key)


def _state(inventory: Inventory, _progress: Progress) -> VaultState:
    return inventory.vault_state()


def _lock(inventory: Inventory, _progress: Progress) -> VaultState:
    inventory.lock()
    return inventory.vault_state()


def _unlock(inventory: Inventory, _progress: Progress) -> VaultState:
    inventory.unlock()
    return inventory.vault_state()


def _reveal(key: int, inventory: Inventory, _progress: Progress) -> SecretContent:
    return inventory.reveal(key)


def _save_kit(target: Path, inventory: Inventory, _progress: Progress) -> SecretText:
    return inventory.export_recovery_kit(target)
