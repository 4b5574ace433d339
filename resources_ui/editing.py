"""Between list and detail editor: what is shown there, saved, and never lost without a word."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

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
from app.presentation.resource_form import ResourceForm
from app.presentation.row_source import InventoryReader
from resources_ui.detail_editor import DetailEditor
from resources_ui.job_runner import JobHandle
from resources_ui.operations import Operations
from resources_ui.resource_table_view import ResourceTableView
from resources_ui.vault_control import VaultControl

if TYPE_CHECKING:
    from app.domain.resource_draft import ResourceDraft
    from app.inventory import Inventory

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
    editor_needed = Signal()  # the person wants to type there

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
        self._leaving: _Leaving | None = None  # until it is known what becomes of the edit
        self._saving: _Saving | None = None
        self._came_from: int | None = None  # the resource that was shown before a new one
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
        """Read from this inventory, on this thread; whatever was shown of another one goes."""
        self._source = source
        self._read_lists()
        self._show_current()

    def when_safe(self, then: Continuation, otherwise: Continuation | None = None) -> None:
        """Do something that leaves the edit: at once, or after asking what becomes of it.

        Args:
            then: Leaves the edit.
            otherwise: The person goes on editing.
        """
        if not self._editor.is_dirty:
            then()
        elif self._leaving is None:
            self._leaving = _Leaving(then, otherwise)
            if not self._is_saving:
                self._ask()

    def toggle_lock(self) -> None:
        """Lock the vault, or unlock it; hides the secret at once, whatever becomes of the edit."""
        self._editor.hide_secret()
        if self._vault.is_unlocked and self._touches_secret():
            self.when_safe(self._vault.lock)
        else:
            self._vault.toggle()

    def undo(self) -> None:
        """Take back the last write, after asking about an edit that would go with its resource."""
        resource = self.shown
        if resource is not None and self._operations.has_just_added(resource.key):
            self.when_safe(self._operations.undo_last)
        else:
            self._operations.undo_last()

    def new(self, type_key: str = DEFAULT_TYPE) -> None:
        """Show the empty form of a new resource."""
        self.when_safe(partial(self._show_new, type_key))

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
        self.when_safe(self._show_current, self._return_to_shown)

    def _on_selection_changed(self) -> None:
        count = self._table.selected_count
        if count > 1:
            self.when_safe(self._show_current, self._return_to_shown)
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
        except StrongroomError as error:  # the one thing that is read outside a job and an action
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
        if self._source is None:
            return
        self._types = self._source.types()
        self._scopes = self._source.scopes()
        self._wrappers = self._source.wrappers()
        self._tags = self._source.tags()

    # --- unsaved changes ----------------------------------------------------------------------

    def _ask(self) -> None:
        from resources_ui.dialogs.unsaved_changes import UnsavedChangesDialog  # noqa: PLC0415

        question = UnsavedChangesDialog(self._window)
        question.save_chosen.connect(self._on_save_chosen)
        question.discard_chosen.connect(self._on_discard_chosen)
        question.rejected.connect(self._stay)
        question.open()

    def _on_save_chosen(self) -> None:
        self._editor.save()
        if not self._is_saving:
            self._stay()  # at the problems that it shows

    def _on_discard_chosen(self) -> None:
        self.discard()
        self._leave()

    def _leave(self) -> None:
        leaving, self._leaving = self._leaving, None
        if leaving is not None:
            self._table.stay()  # not to what was just added: the person is on the way elsewhere
            self.when_safe(*leaving)

    def _stay(self) -> None:
        leaving, self._leaving = self._leaving, None
        if leaving is not None and leaving.otherwise is not None:
            leaving.otherwise()

    # --- saving -------------------------------------------------------------------------------

    @property
    def _is_saving(self) -> bool:
        saving = self._saving
        return saving is not None and (
            saving.job is None or self._operations.is_under_way(saving.job)
        )

    def _touches_secret(self) -> bool:
        form = self._editor.form
        if form is None:
            return False
        return self._editor.secret_edit().changes_something or form.secret_changes_shape

    def _on_save_requested(self) -> None:
        form = self._editor.form
        if form is None or self._is_saving:
            return
        self._saving = _Saving(form, form.draft(), self._editor.secret_edit())
        if self._touches_secret():
            self._vault.when_unlocked(self._write, self._give_up_saving)
        else:
            self._write()

    def _write(self) -> None:
        saving = self._saving
        if saving is None:
            return
        text, use_case = "New resource", partial(_add, saving.draft, saving.edit)
        if (original := saving.form.original) is not None:
            known = (original.key, original.revision)
            text, use_case = "Edit", partial(_edit, *known, saving.draft, saving.edit)
        saving.job = self._operations.write(
            text, use_case, on_done=self._on_saved, on_error=self._on_save_failed
        )

    def _on_saved(self, changes: Changes) -> None:
        saving, self._saving = self._saving, None
        if saving is not None and saving.form is self._editor.form:
            original = saving.form.original
            key = original.key if original is not None else next(iter(changes.added), None)
            if saving.is_all_of(self._editor):
                self._show(key)
            elif key is not None:
                self._go_on(key, saving.edit)
        self._leave()

    def _go_on(self, key: int, saved: SecretEdit) -> None:
        """Keep what was typed while the rest of it was saved."""
        resource = self._stored(key)
        if resource is None:
            return
        self._editor.refresh_resource(resource, **self._lists())
        if self._editor.secret_edit() == saved:
            self._editor.drop_secret_edit()
        self.shown_changed.emit()

    def _on_save_failed(self, error: StrongroomError) -> None:
        self._give_up_saving()
        if isinstance(error, InvalidResourceError):
            self._editor.show_problems(error.problems)
        else:
            self._operations.show_error(error)

    def _give_up_saving(self) -> None:
        self._saving = None
        self._stay()

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


class _Leaving(NamedTuple):
    """What the person was about to do when an edit stood in the way."""

    then: Continuation
    otherwise: Continuation | None


@dataclass(slots=True)
class _Saving:
    """What is being saved; more may be typed before it is."""

    form: ResourceForm
    draft: ResourceDraft
    edit: SecretEdit
    job: JobHandle | None = None  # before the vault is open

    def is_all_of(self, editor: DetailEditor) -> bool:
        """Whether nothing was typed since."""
        try:
            return self.form.draft() == self.draft and editor.secret_edit() == self.edit
        except InvalidResourceError:
            return False


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
