"""The program's window as the bench handles it: by the objectNames that DESIGN §5 promises."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QWidget

W = TypeVar("W", bound=QWidget)


class ProgramWindow:
    """The controls that the bench watches and types into.

    Args:
        window: The program's main window, kept here, as nothing else may hold it.

    Raises:
        LookupError: A control is missing.
    """

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self.table = self._control(QAbstractItemView, "resourceTable")
        self.search_bar = self._control(QLineEdit, "searchBar")
        self.model = self.table.model()

    @classmethod
    def find(cls) -> ProgramWindow:
        """The one that this process has opened.

        Raises:
            LookupError: There is none.
        """
        for widget in QApplication.topLevelWidgets():
            if widget.objectName() == "mainWindow":
                return cls(widget)
        raise LookupError("there is no window called mainWindow")

    def row_count(self) -> int:
        """How many resources the table lists."""
        return self.model.rowCount()

    def has_rows(self) -> bool:
        """Whether the table lists anything."""
        return self.row_count() > 0

    def is_ready(self) -> bool:
        """Whether editing is possible: everything is made and the inventory attached."""
        button = self._window.findChild(QWidget, "newResourceButton")
        return button is not None and button.isEnabled()

    def _control(self, kind: type[W], name: str) -> W:
        found = self._window.findChild(kind, name)
        if found is None:
            raise LookupError(f"the window has no {kind.__name__} called {name}")
        return found
