"""What stands in place of everything while the inventory cannot be opened."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.errors import InventoryInUseError, StrongroomError
from resources_ui.buttons import Button
from resources_ui.empty_state import EmptyState
from resources_ui.icons import Icons


class ProblemPage(EmptyState):
    """Says what is wrong, and leads on.

    Args:
        error: What is wrong.
        icons: Drawings.
        parent: The widget that it belongs to.
    """

    retry_requested = Signal()
    other_requested = Signal()  # another inventory

    def __init__(self, error: StrongroomError, icons: Icons, parent: QWidget | None = None) -> None:
        again = Button("Try again", kind="primary")
        again.setObjectName("tryAgainButton")
        other = Button("Open another…")
        other.setObjectName("openAnotherButton")
        is_in_use = isinstance(error, InventoryInUseError)
        super().__init__(
            icons,
            "lock" if is_in_use else "triangle-alert",
            title="In use" if is_in_use else "This inventory cannot be opened",
            sentence=str(error),
            buttons=[again, other],
            parent=parent,
        )
        self.setObjectName("problemPage")
        self.setAccessibleName(str(error))
        self.setFocusProxy(again)
        again.clicked.connect(self.retry_requested)
        other.clicked.connect(self.other_requested)
