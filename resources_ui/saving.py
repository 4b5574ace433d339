"""Writes what is edited, and asks what becomes of it before it would be lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.changes import Changes
from app.domain.secret import SecretEdit
from app.errors import InvalidResourceError, StrongroomError
from app.jobs import Progress
from app.presentation.resource_form import ResourceForm
from resources_ui.detail_editor import DetailEditor
from resources_ui.job_runner import JobHandle
from resources_ui.operations import Operations
from resources_ui.vault_control import VaultControl

if TYPE_CHECKING:
    from app.domain.resource_draft import ResourceDraft
    from app.inventory import Inventory

Continuation = Callable[[], object]


class Saving(QObject):
    """Takes an edit from the editor to the inventory, once the vault is open where it must be.

    Args:
        editor: Holds the edit.
        operations: Writes.
        vault: Unlocks before a secret is written.
        window: Parent of the question about unsaved changes.
    """

    saved = Signal(object)  # key: show what is stored now
    saved_in_part = Signal(int, object)  # key, SecretEdit that was saved: more was typed since
    discarded = Signal()  # show what is stored
    left = Signal()  # the person goes on to what an edit stood in the way of

    def __init__(
        self, *, editor: DetailEditor, operations: Operations, vault: VaultControl, window: QWidget
    ) -> None:
        super().__init__(window)
        self._editor = editor
        self._operations = operations
        self._vault = vault
        self._window = window
        self._leaving: _Leaving | None = None  # until it is known what becomes of the edit
        self._save: _Save | None = None
        editor.save_requested.connect(self._on_save_requested)

    @property
    def touches_secret(self) -> bool:
        """Whether a save writes a secret, and a lock would lose it."""
        form = self._editor.form
        if form is None:
            return False
        return self._editor.secret_edit().changes_something or form.secret_changes_shape

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

    # --- the question -------------------------------------------------------------------------

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
        self.discarded.emit()
        self._leave()

    def _leave(self) -> None:
        leaving, self._leaving = self._leaving, None
        if leaving is not None:
            self.left.emit()
            self.when_safe(*leaving)

    def _stay(self) -> None:
        leaving, self._leaving = self._leaving, None
        if leaving is not None and leaving.otherwise is not None:
            leaving.otherwise()

    # --- the save -----------------------------------------------------------------------------

    @property
    def _is_saving(self) -> bool:
        save = self._save
        return save is not None and (save.job is None or self._operations.is_under_way(save.job))

    def _on_save_requested(self) -> None:
        form = self._editor.form
        if form is None or self._is_saving:
            return
        self._save = _Save(form, form.draft(), self._editor.secret_edit())
        if self.touches_secret:
            self._vault.when_unlocked(self._write, self._give_up)
        else:
            self._write()

    def _write(self) -> None:
        save = self._save
        if save is None:
            return
        text, use_case = "New resource", partial(_add, save.draft, save.edit)
        if (original := save.form.original) is not None:
            known = (original.key, original.revision)
            text, use_case = "Edit", partial(_edit, *known, save.draft, save.edit)
        save.job = self._operations.write(
            text, use_case, on_done=self._on_saved, on_error=self._on_failed
        )

    def _on_saved(self, changes: Changes) -> None:
        save, self._save = self._save, None
        if save is not None and save.form is self._editor.form:
            original = save.form.original
            key = original.key if original is not None else next(iter(changes.added), None)
            if save.is_all_of(self._editor):
                self.saved.emit(key)
            elif key is not None:
                self.saved_in_part.emit(key, save.edit)
        self._leave()

    def _on_failed(self, error: StrongroomError) -> None:
        self._give_up()
        if isinstance(error, InvalidResourceError):
            self._editor.show_problems(error.problems)
        else:
            self._operations.show_error(error)

    def _give_up(self) -> None:
        self._save = None
        self._stay()


class _Leaving(NamedTuple):
    """What the person was about to do when an edit stood in the way."""

    then: Continuation
    otherwise: Continuation | None


@dataclass(slots=True)
class _Save:
    """What is being saved; more may be typed before it is."""

    form: ResourceForm
    draft: ResourceDraft
    edit: SecretEdit
    job: JobHandle | None = None  # None before the vault is open

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
