"""Between list and detail editor: what is shown there, saved, and never lost without a word."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.changes import Catalogue, Changes
from app.domain.resource import Resource
from app.domain.resource_type import DEFAULT_TYPE, ResourceType
from app.domain.scope import Scope
from app.domain.secret import SecretContent, SecretEdit
from app.domain.vault_state import VaultState
from app.domain.wrapper import Wrapper
from app.errors import InvalidResourceError, StrongroomError
from app.jobs import Progress
from app.presentation.row_source import InventoryReader
from resources_ui.detail_editor import DetailEditor
from resources_ui.operations import Operations
from resources_ui.resource_table_view import ResourceTableView
from resources_ui.vault_control import VaultControl

if TYPE_CHECKING:
    from app.domain.resource_draft import ResourceDraft
    from app.inventory import Inventory
    from resources_ui.dialogs.unsaved_changes import UnsavedChangesDialog

Continuation = Callable[[], object]


class Editing(QObject):
    """Follows the list's current resource with the editor, and writes what is edited there.

    Args:
        editor: Shows and edits.
        table: Says which resource.
        operations: Writes.
        vault: Decrypts, and unlocks before a secret is written.
        window: Parent of the question about unsaved changes.
    """

    shown_changed = Signal()  # another resource, or another state of it

    def __init__(
        self,
        *,
        editor: DetailEditor,
        table: ResourceTableView,
        operations: Operations,
        vault: VaultControl,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._editor = editor
        self._table = table
        self._operations = operations
        self._vault = vault
        self._window = window
        self._source: InventoryReader | None = None
        self._types: Sequence[ResourceType] = ()
        self._scopes: Sequence[Scope] = ()
        self._wrappers: Sequence[Wrapper] = ()
        self._tags: Sequence[str] = ()
        self._after_save: Continuation | None = None
        self._question: UnsavedChangesDialog | None = None
        self._is_saving = False
        table.current_changed.connect(self._on_current_changed)
        table.selection_changed.connect(self._on_selection_changed)
        editor.save_requested.connect(self._on_save_requested)
        editor.revert_requested.connect(self.revert)
        editor.reveal_requested.connect(self._on_reveal_requested)
        editor.copy_secret_requested.connect(self.copy_secret)
        editor.unlock_requested.connect(vault.toggle)
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

    @property
    def types(self) -> Sequence[ResourceType]:
        """Every resource type."""
        return self._types

    def start(self, source: InventoryReader) -> None:
        """Read from this inventory, on this thread."""
        self._source = source
        self._read_lists()

    def when_safe(self, then: Continuation, otherwise: Continuation | None = None) -> None:
        """Do something that leaves the edit: at once, or after asking what becomes of it.

        Args:
            then: Leaves the edit.
            otherwise: The person goes on editing.
        """
        if not self._editor.is_dirty:
            then()
            return
        if self._question is not None:
            return
        from resources_ui.dialogs.unsaved_changes import UnsavedChangesDialog  # noqa: PLC0415

        leaving = _Leaving(self, then, otherwise)
        self._question = UnsavedChangesDialog(self._window)
        self._question.save_chosen.connect(leaving.save)
        self._question.discard_chosen.connect(leaving.discard)
        self._question.rejected.connect(leaving.stay)
        self._question.destroyed.connect(leaving.forget)
        self._question.open()
        self._question.setProperty("leaving", leaving)  # lives as long as the question

    def new(self, type_key: str = DEFAULT_TYPE) -> None:
        """Show the empty form of a new resource."""
        self.when_safe(partial(self._show_new, type_key))

    def rename(self) -> None:
        """Let the person type another name."""
        self._editor.focus_name()

    def save(self, then: Continuation | None = None) -> None:
        """Save, or show what stands in the way.

        Args:
            then: Called once it is saved.
        """
        self._after_save = then
        self._editor.save()

    def revert(self) -> None:
        """Go back to what is stored."""
        resource = self.shown
        self._show(resource.key if resource else self._table.current_key)

    def discard(self) -> None:
        """Drop the edits, before something else is shown."""
        resource = self.shown
        if resource is not None:
            self._show(resource.key)
        else:
            self._editor.show_nothing()

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
            self._editor.show_nothing()
            self.shown_changed.emit()
        elif resource.key in (*changes.changed, *changes.added) and self._source is not None:
            newer = self._source.resource(resource.key)
            if newer is not None and newer.revision != resource.revision:
                self._editor.refresh_resource(newer, **self._lists())
                self.shown_changed.emit()

    # --- following the list -------------------------------------------------------------------

    def _on_current_changed(self, key: int | None) -> None:
        if self._is_shown(key):
            return
        if key is None and self._editor.is_dirty:
            return  # the resource left the list, for a search or a filter: the edit goes on
        self.when_safe(self._show_current, self._return_to_shown)

    def _on_selection_changed(self) -> None:
        count = self._table.selected_count
        if self._editor.is_dirty or (self.is_new and count == 0):
            return
        if count > 1:
            self._editor.show_many(count)
            self.shown_changed.emit()
        elif not self._is_shown(self._table.current_key):
            self._show_current()

    def _is_shown(self, key: int | None) -> bool:
        form = self._editor.form
        if form is None or form.original is None:
            return False
        return form.original.key == key

    def _show_current(self) -> None:
        if self._table.selected_count > 1:
            self._on_selection_changed()
        else:
            self._show(self._table.current_key)

    def _return_to_shown(self) -> None:
        resource = self.shown
        if resource is not None:
            self._table.select_key(resource.key)

    def _show(self, key: int | None) -> None:
        resource = self._source.resource(key) if self._source and key is not None else None
        if resource is None:
            self._editor.show_nothing()
        else:
            self._editor.show_resource(resource, **self._lists())
        self.shown_changed.emit()

    def _show_new(self, type_key: str) -> None:
        self._table.clearSelection()
        self._editor.show_new(type_key, **self._lists())
        self.shown_changed.emit()

    def _lists(self) -> dict[str, Any]:
        return {
            "types": self._types,
            "scopes": self._scopes,
            "wrappers": self._wrappers,
            "tags": self._tags,
        }

    def _read_lists(self) -> None:
        if self._source is None:
            return
        self._types = self._source.types()
        self._scopes = self._source.scopes()
        self._wrappers = self._source.wrappers()
        self._tags = self._source.tags()

    # --- saving -------------------------------------------------------------------------------

    def _on_save_requested(self) -> None:
        form = self._editor.form
        if form is None or self._is_saving:
            return
        edit = self._editor.secret_edit()
        touches_secret = edit.changes_something or form.secret_changes_shape
        if touches_secret:
            self._vault.when_unlocked(self._write, self._forget_continuation)
        else:
            self._write()

    def _write(self) -> None:
        form = self._editor.form
        if form is None:
            return
        draft, edit, original = form.draft(), self._editor.secret_edit(), form.original
        self._is_saving = True
        if original is None:
            self._operations.write(
                "New resource",
                partial(_add, draft, edit),
                on_done=self._on_saved,
                on_error=self._on_save_failed,
            )
        else:
            self._operations.write(
                "Edit",
                partial(_edit, original.key, original.revision, draft, edit),
                on_done=self._on_saved,
                on_error=self._on_save_failed,
            )

    def _on_saved(self, changes: Changes) -> None:
        self._is_saving = False
        then, self._after_save = self._after_save, None
        resource = self.shown
        key = resource.key if resource else next(iter(changes.added), None)
        if then is None:
            self._show(key)
            return
        self.discard()
        then()

    def _on_save_failed(self, error: StrongroomError) -> None:
        self._is_saving = False
        self._forget_continuation()
        if isinstance(error, InvalidResourceError):
            self._editor.show_problems(error.problems)
        else:
            self._operations.show_error(error)

    def _forget_continuation(self) -> None:
        self._after_save = None

    def forget_question(self) -> None:
        """The question about unsaved changes is closed."""
        self._question = None

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


class _Leaving:
    """What becomes of unsaved edits, once the person has said it."""

    def __init__(
        self, editing: Editing, then: Continuation, otherwise: Continuation | None
    ) -> None:
        self._editing = editing
        self._then = then
        self._otherwise = otherwise

    def save(self) -> None:
        self._editing.save(self._then)

    def discard(self) -> None:
        self._editing.discard()
        self._then()

    def stay(self) -> None:
        if self._otherwise is not None:
            self._otherwise()

    def forget(self) -> None:
        self._editing.forget_question()


def _add(
    draft: ResourceDraft, edit: SecretEdit, inventory: Inventory, _progress: Progress
) -> Changes:
    return inventory.add(draft, edit.secret, edit.description)


def _edit(
    key: int,
    revision: int,
    draft: ResourceDraft,
    edit: SecretEdit,
    inventory: Inventory,
    _progress: Progress,
) -> Changes:
    return inventory.edit(
        key,
        draft,
        revision=revision,
        secret=edit.secret,
        secret_description=edit.description,
        remove_secret=edit.is_removed,
    )
