"""Between list and detail editor: what is shown there, and how the person gets elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.changes import Catalogue, Changes
from app.domain.resource import Resource
from app.domain.resource_type import DEFAULT_TYPE, ResourceType
from app.domain.scope import Scope
from app.domain.secret import SecretContent, SecretEdit
from app.domain.vault_state import VaultState
from app.domain.wrapper import Wrapper
from app.errors import StrongroomError
from app.presentation.row_source import InventoryReader
from resources_ui.detail_editor import DetailEditor
from resources_ui.operations import Operations
from resources_ui.resource_table_view import ResourceTableView
from resources_ui.saving import Saving
from resources_ui.vault_control import VaultControl


class Editing(QObject):
    """Follows the list's current resource with the editor.

    Args:
        editor: Shows and edits.
        table: Says which resource.
        operations: Undoes.
        vault: Decrypts.
        saving: Writes, and asks about what is not saved.
        window: Owns this.
    """

    shown_changed = Signal()  # another resource, or another state of it
    editor_needed = Signal()  # the person wants to type there

    def __init__(
        self,
        *,
        editor: DetailEditor,
        table: ResourceTableView,
        operations: Operations,
        vault: VaultControl,
        saving: Saving,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._editor = editor
        self._table = table
        self._operations = operations
        self._vault = vault
        self._saving = saving
        self._source: InventoryReader | None = None
        self._types: Sequence[ResourceType] = ()
        self._scopes: Sequence[Scope] = ()
        self._wrappers: Sequence[Wrapper] = ()
        self._tags: Sequence[str] = ()
        self._came_from: int | None = None  # the resource that was shown before a new one
        table.current_changed.connect(self._on_current_changed)
        table.selection_changed.connect(self._on_selection_changed)
        editor.revert_requested.connect(self.revert)
        editor.reveal_requested.connect(self._on_reveal_requested)
        editor.copy_secret_requested.connect(self.copy_secret)
        editor.unlock_requested.connect(vault.toggle)
        saving.saved.connect(self._show)
        saving.saved_in_part.connect(self._on_saved_in_part)
        saving.discarded.connect(self.discard)
        # Not to what was just added: the person is on the way elsewhere.
        saving.left.connect(table.stay)
        vault.revealed.connect(self._on_revealed)
        vault.reveal_ended.connect(self._on_reveal_ended)
        vault.state_changed.connect(self._on_vault_changed)

    @property
    def shown(self) -> Resource | None:
        """The stored resource in the editor; None for a new one, several, or none."""
        form = self._editor.form
        return form.original if form is not None else None

    @property
    def is_new(self) -> bool:
        """Whether the form of a resource that is not stored yet is shown."""
        form = self._editor.form
        return form is not None and form.is_new

    @property
    def is_dirty(self) -> bool:
        """Whether there are unsaved edits."""
        return self._editor.is_dirty

    def start(self, source: InventoryReader) -> None:
        """Read from this inventory, on this thread; whatever was shown of another one goes."""
        self._source = source
        self._read_lists()
        self._show_current()

    def toggle_lock(self) -> None:
        """Lock the vault, or unlock it; hides the secret at once, whatever becomes of the edit."""
        self._editor.hide_secret()
        if self._vault.is_unlocked and self._saving.touches_secret:
            self._saving.when_safe(self._vault.lock)
        else:
            self._vault.toggle()

    def undo(self) -> None:
        """Take back the last write, after asking about an edit that would go with its resource."""
        resource = self.shown
        if resource is not None and self._operations.has_just_added(resource.key):
            self._saving.when_safe(self._operations.undo_last)
        else:
            self._operations.undo_last()

    def new(self, type_key: str = DEFAULT_TYPE) -> None:
        """Show the empty form of a new resource."""
        self._saving.when_safe(partial(self._show_new, type_key))

    def rename(self) -> None:
        """Let the person type another name."""
        self.editor_needed.emit()
        self._editor.focus_name()

    def save(self) -> None:
        """Save, or show what stands in the way."""
        self._editor.save()

    def revert(self) -> None:
        """Go back to what is stored, from a new resource to the one before it."""
        resource, came_from = self.shown, self._came_from
        self.discard()
        if resource is None and came_from is not None:
            self._table.select_key(came_from)

    def discard(self) -> None:
        """Drop the edits, before something else is shown."""
        resource = self.shown
        self._show(resource.key if resource else None)

    def toggle_secret(self) -> None:
        """Show the secret, or hide it."""
        self._editor.toggle_secret()

    def copy_secret(self) -> None:
        """Copy the secret, decrypting it where it is not at hand."""
        in_hand = self._editor.secret_in_hand
        resource = self.shown
        if in_hand is not None:
            self._vault.copy(in_hand)
        elif resource is not None and resource.has_secret:
            self._vault.copy_secret(resource.key)

    def on_changed(self, changes: Changes) -> None:
        """A write has ended: show the newer state; what was typed meanwhile stays."""
        if changes.catalogues - {Catalogue.USERS}:
            self._read_lists()
        resource = self.shown
        if resource is None:
            return
        if resource.key in changes.removed:
            self._show(None)
        elif resource.key in (*changes.changed, *changes.added):
            newer = self._stored(resource.key)
            if newer is not None and newer.revision != resource.revision:
                self._editor.refresh_resource(newer, **self._lists())
                self.shown_changed.emit()

    # --- following the list -------------------------------------------------------------------

    def _on_current_changed(self, key: int | None) -> None:
        if self._is_shown(key):
            return
        if key is None and self._editor.is_dirty:
            return  # the resource left the list, for a search or a filter: the edit goes on
        self._saving.when_safe(self._show_current, self._return_to_shown)

    def _on_selection_changed(self) -> None:
        count = self._table.selected_count
        if count > 1:
            self._saving.when_safe(self._show_current, self._return_to_shown)
        elif self._editor.is_dirty or (self.is_new and count == 0):
            return
        elif not self._is_shown(self._table.current_key):
            self._show_current()

    def _is_shown(self, key: int | None) -> bool:
        resource = self.shown
        return resource is not None and resource.key == key

    def _show_current(self) -> None:
        count = self._table.selected_count
        if count > 1:
            self._editor.show_many(count)
            self.shown_changed.emit()
        else:
            self._show(self._table.current_key)

    def _return_to_shown(self) -> None:
        resource = self.shown
        if resource is None or not self._table.select_key(resource.key):
            self._table.select_nothing()

    def _show(self, key: int | None) -> None:
        resource = None if key is None else self._stored(key)
        if resource is None:
            self._editor.show_nothing()
        else:
            self._editor.show_resource(resource, **self._lists())
        self.shown_changed.emit()

    def _show_new(self, type_key: str) -> None:
        self.editor_needed.emit()
        self._came_from = self._table.current_key
        self._table.select_nothing()
        self._editor.show_new(type_key, **self._lists())
        self.shown_changed.emit()

    def _stored(self, key: int) -> Resource | None:
        """What is stored; None where it is gone, or where the file cannot be read now."""
        try:
            return self._source.resource(key) if self._source is not None else None
        except StrongroomError as error:  # read in no job and no action, which would catch it
            self._operations.show_error(error)
            return None

    def _lists(self) -> dict[str, Any]:
        return {
            "types": self._types,
            "scopes": self._scopes,
            "wrappers": self._wrappers,
            "tags": self._tags,
        }

    def _read_lists(self) -> None:
        source = self._source
        if source is None:
            return
        try:
            self._types, self._scopes = source.types(), source.scopes()
            self._wrappers, self._tags = source.wrappers(), source.tags()
        except StrongroomError as error:
            self._operations.show_error(error)

    def _on_saved_in_part(self, key: int, saved: SecretEdit) -> None:
        """Keep what was typed while the rest of it was saved."""
        resource = self._stored(key)
        if resource is None:
            return
        self._editor.refresh_resource(resource, **self._lists())
        if self._editor.secret_edit() == saved:
            self._editor.drop_secret_edit()
        self.shown_changed.emit()

    # --- secrets ------------------------------------------------------------------------------

    def _on_reveal_requested(self) -> None:
        resource = self.shown
        if resource is not None:
            self._vault.reveal(resource.key)

    def _on_revealed(self, key: int, content: SecretContent) -> None:
        self._editor.show_secret(content, key=key)

    def _on_reveal_ended(self, key: int) -> None:
        if self._is_shown(key) and not self._editor.is_secret_shown:
            self._editor.hide_secret()

    def _on_vault_changed(self, state: VaultState) -> None:
        self._editor.set_locked(not state.is_unlocked)
