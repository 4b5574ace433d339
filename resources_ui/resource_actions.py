"""What can be done to the selected resources, as slots of the action table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.changes import Changes
from app.domain.resource_type import DEFAULT_TYPE
from app.errors import UnsafeAddressError
from app.jobs import Progress
from app.search.listing import FilterKind
from resources_ui.browsing import Browsing
from resources_ui.editing import Editing
from resources_ui.notices import Notices
from resources_ui.operations import Operations
from resources_ui.resource_table_view import ResourceTableView
from resources_ui.saving import Saving
from resources_ui.vault_control import VaultControl

if TYPE_CHECKING:
    from app.inventory import Inventory


class ResourceActions(QObject):
    """Acts on what is selected in the list, or on what the editor shows.

    Args:
        operations: Writes.
        browsing: Says where the person looks.
        editing: Knows the resource in the editor.
        saving: Asks about an edit that stands in the way.
        vault: Opened where a secret is encrypted anew.
        table: Says what is selected.
        notices: Says what was done.
        window: Parent of dialogs.
    """

    def __init__(
        self,
        *,
        operations: Operations,
        browsing: Browsing,
        editing: Editing,
        saving: Saving,
        vault: VaultControl,
        table: ResourceTableView,
        notices: Notices,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._operations = operations
        self._browsing = browsing
        self._editing = editing
        self._saving = saving
        self._vault = vault
        self._table = table
        self._notices = notices
        self._window = window

    def slots(self) -> dict[str, Callable[[], object]]:
        """By the names of the action table."""
        return {
            "new_resource": self.new_resource,
            "save": self._editing.save,
            "revert": self._editing.revert,
            "rename": self._editing.rename,
            "duplicate": self.duplicate,
            "favourite": self.toggle_favourite,
            "copy_username": self.copy_username,
            "copy_secret": self._editing.copy_secret,
            "reveal_secret": self._editing.toggle_secret,
            "copy_uri": self.copy_uri,
            "open_uri": self.open_uri,
            "trash": self.trash,
            "restore": self.restore,
            "select_all": self._table.selectAll,
        }

    def new_resource(self) -> None:
        """Begin a resource, of the type that the person is looking at."""
        kinds = (f.value for f in self._browsing.place.filters if f.kind is FilterKind.TYPE)
        self._editing.new(next(kinds, DEFAULT_TYPE))

    def duplicate(self) -> None:
        """Add a copy of the shown resource and go to it; its secret is encrypted anew."""
        self._saving.when_safe(self._duplicate_when_unlocked)

    def toggle_favourite(self) -> None:
        """Make the selected resources favourites, or no longer."""
        shown = self._editing.shown
        self.set_favourite(not (shown is not None and shown.favourite))

    def set_favourite(self, is_favourite: bool) -> None:
        """Make the selected resources favourites, or no longer."""
        text = "Add to favourites" if is_favourite else "Remove from favourites"
        self._operations.write(text, partial(_set_favourite, self._keys(), is_favourite))

    def trash(self) -> None:
        """Move the selected resources to the trash."""
        self._saving.when_safe(self._trash)

    def restore(self) -> None:
        """Bring the selected resources back from the trash."""
        keys = self._keys()
        self._operations.write(
            "Restore", partial(_restore, keys), notice=f"{_named(keys)} restored."
        )

    def copy_username(self) -> None:
        """Put the user name on the clipboard."""
        shown = self._editing.shown
        if shown is not None and shown.username:
            self.copy_text(shown.username)

    def copy_uri(self) -> None:
        """Put the address on the clipboard."""
        shown = self._editing.shown
        if shown is not None and shown.uri:
            self.copy_text(shown.uri)

    def copy_text(self, text: str) -> None:
        """Put a text that is no secret on the clipboard."""
        QApplication.clipboard().setText(text)
        self._notices.show("Copied.")

    def open_uri(self) -> None:
        """Show the address, and open it if the person says so."""
        shown = self._editing.shown
        if shown is not None and shown.uri:
            self.open_address(shown.uri)

    def open_address(self, address: str) -> None:
        """Show an address, and open it if the person says so; say so where it is none to open."""
        from resources_ui.dialogs.open_address import OpenAddressDialog  # noqa: PLC0415

        try:
            dialog = OpenAddressDialog(address, self._window)
        except UnsafeAddressError as error:  # from the editor, which is no action
            self._notices.show_error(error)
        else:
            dialog.open()

    def _duplicate_when_unlocked(self) -> None:
        shown = self._editing.shown
        if shown is not None and shown.has_secret:
            self._vault.when_unlocked(self._duplicate)
        else:
            self._duplicate()

    def _duplicate(self) -> None:
        shown = self._editing.shown
        if shown is not None:
            self._operations.write(
                "Duplicate",
                partial(_duplicate, shown.key),
                notice="The resource was duplicated.",
            )

    def _trash(self) -> None:
        keys = self._keys()
        if keys:
            self._operations.write(
                "Move to trash", partial(_trash, keys), notice=f"{_named(keys)} moved to the trash."
            )

    def _keys(self) -> list[int]:
        """What is selected; else what the editor shows, which a search may have hidden."""
        selected = self._table.selected_keys()
        shown = self._editing.shown
        if selected or shown is None:
            return selected
        return [shown.key]


def _named(keys: Sequence[int]) -> str:
    return "The resource was" if len(keys) == 1 else f"{len(keys):,} resources were"


def _set_favourite(
    keys: Sequence[int], is_favourite: bool, inventory: Inventory, _progress: Progress
) -> Changes:
    return inventory.set_favourite(keys, is_favourite)


def _trash(keys: Sequence[int], inventory: Inventory, _progress: Progress) -> Changes:
    return inventory.trash(keys)


def _restore(keys: Sequence[int], inventory: Inventory, _progress: Progress) -> Changes:
    return inventory.restore(keys)


def _duplicate(key: int, inventory: Inventory, _progress: Progress) -> Changes:
    return inventory.duplicate(key)
