"""The status bar: how much is shown and selected, whether the vault is open, where its key is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStatusBar, QToolButton, QWidget

from resources_ui.icons import Icons
from resources_ui.labels import ElidingLabel
from resources_ui.tokens import CELL_PADDING

if TYPE_CHECKING:
    from app.domain.vault_state import VaultState


class StatusLine(QStatusBar):
    """Says all the time what would otherwise have to be asked.

    Args:
        icons: Drawings.
        parent: The window.
    """

    lock_clicked = Signal()

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self.setObjectName("statusLine")
        self.setAccessibleName("Status")
        self.setSizeGripEnabled(False)
        holder = QWidget(self)
        self._count = ElidingLabel("", holder)
        self._count.setObjectName("countLabel")
        self._store = ElidingLabel("", holder, mode=Qt.TextElideMode.ElideMiddle)
        self._store.setObjectName("keyStoreLabel")
        self._lock = QToolButton(holder)
        self._lock.setObjectName("lockState")
        self._lock.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._lock.setAutoRaise(True)
        self._lock.clicked.connect(self._on_lock_clicked)
        row = QHBoxLayout(holder)
        row.setContentsMargins(CELL_PADDING, 0, CELL_PADDING, 0)
        row.setSpacing(CELL_PADDING)
        row.addWidget(self._count, 1)
        row.addWidget(self._lock)
        row.addWidget(self._store)
        self.addWidget(holder, 1)
        self.show_vault(None)

    def show_count(self, sentence: str) -> None:
        """How many resources are shown and selected."""
        self._count.setText(sentence)

    def show_vault(self, state: VaultState | None) -> None:
        """Whether secrets can be read, and where the key is; None until that is known."""
        if state is None:
            word, icon, store = "Opening…", "lock", ""
        elif state.is_unlocked:
            word, icon, store = "Unlocked", "lock-open", state.store_title
        else:
            word, icon, store = "Locked", "lock", state.store_title
        self._lock.setText(f" {word}")  # Qt leaves no room beside the icon
        self._lock.setIcon(self._icons.icon(icon))
        self._lock.setEnabled(state is not None)
        verb = "lock" if state is not None and state.is_unlocked else "unlock"
        self._lock.setAccessibleName(f"The vault is {word.lower()}; {verb} it")
        self._lock.setToolTip(f"{verb.capitalize()} the vault (Ctrl+L)")
        self._store.setText(store)
        self._store.setAccessibleName(f"Key store: {store}")

    def _on_lock_clicked(self, _checked: bool) -> None:
        self.lock_clicked.emit()
