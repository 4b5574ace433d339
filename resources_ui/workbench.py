"""What acts in the window: actions, editor, vault, undo; made after the first paint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu

from app.domain.vault_state import VaultState
from resources_ui import actions as action_table
from resources_ui.clipboard import SecretClipboard
from resources_ui.command_palette import CommandPalette
from resources_ui.detail_editor import DetailEditor
from resources_ui.editing import Editing
from resources_ui.job_bar import JobBar
from resources_ui.menus import fill_menus
from resources_ui.notices import Notices
from resources_ui.operations import Operations
from resources_ui.resource_actions import ResourceActions
from resources_ui.saving import Saving
from resources_ui.transfer_actions import TransferActions
from resources_ui.vault_control import VaultControl
from resources_ui.window_actions import WindowActions

if TYPE_CHECKING:
    from resources_ui.main_window import MainWindow
    from resources_ui.passphrase_source import PassphraseSource

_CONTEXT_MENU = (
    ("rename", "duplicate", "favourite"),
    ("copy_username", "copy_secret", "reveal_secret"),
    ("copy_uri", "open_uri"),
    ("trash", "restore"),
)


class Workbench(QObject):
    """Makes every part that acts and joins it to the window's; what they decide is theirs.

    Args:
        window: Its first half.
        passphrases: Where the key file's passphrase comes from.
    """

    def __init__(self, window: MainWindow, passphrases: PassphraseSource) -> None:
        super().__init__(window)
        self._window = window
        icons, table = window.icons, window.resources.table
        self.notices = Notices(window.pages, icons)
        self.operations = Operations(window.runner, self.notices, self)
        self.clipboard = SecretClipboard(QApplication.clipboard(), parent=self)
        self.editor = DetailEditor(icons, window.clock)
        self.vault = VaultControl(
            operations=self.operations,
            clipboard=self.clipboard,
            notices=self.notices,
            passphrases=passphrases,
            icons=icons,
            window=window,
        )
        self.saving = Saving(
            editor=self.editor, operations=self.operations, vault=self.vault, window=window
        )
        self.editing = Editing(
            editor=self.editor,
            table=table,
            operations=self.operations,
            vault=self.vault,
            saving=self.saving,
            window=window,
        )
        self.transfer = TransferActions(
            operations=self.operations,
            vault=self.vault,
            notices=self.notices,
            icons=icons,
            window=window,
        )
        self._resource_actions = ResourceActions(
            operations=self.operations,
            browsing=window.browsing,
            editing=self.editing,
            saving=self.saving,
            vault=self.vault,
            table=table,
            notices=self.notices,
            window=window,
        )
        self._palette = CommandPalette(window, window.theme)
        self._window_actions = WindowActions(
            theme=window.theme,
            icons=icons,
            settings=window.settings,
            window=window,
            editor=self.editor,
            sidebar=window.sidebar,
            table=table,
            search_bar=window.search_bar,
            palette=self._palette,
            operations=self.operations,
            vault=self.vault,
            notices=self.notices,
            runner=window.runner,
        )
        self.actions = action_table.build_actions(
            window,
            self._window_actions.slots()
            | self._resource_actions.slots()
            | self.transfer.slots()
            | {"lock": self.editing.toggle_lock, "undo": self.editing.undo},
            icons,
            on_error=self.notices.show_error,
        )
        self._window_actions.start(self.actions)
        self._palette.set_actions(
            [self.actions[spec.name] for spec in action_table.ACTIONS if spec.palette]
        )
        fill_menus(window.menus, self.actions)
        window.top_bar.take_actions(self.actions)
        window.put_editor(self.editor)
        window.column.addWidget(JobBar(window.runner))
        self._connect_window(window)
        self._connect_list(window)
        self._connect_editor()
        self.update_actions()

    # --- joining ------------------------------------------------------------------------------

    def _connect_window(self, window: MainWindow) -> None:
        window.runner.failed.connect(self.notices.show_error)
        window.browsing.failed.connect(self.notices.show_error)
        window.closed.connect(self.clipboard.clear_now)
        window.status_line.lock_clicked.connect(self.actions["lock"].trigger)
        self.operations.attached.connect(self._on_attached)
        self.operations.undo_requested.connect(self.editing.undo)
        self.operations.changed.connect(self.editing.on_changed)
        self.operations.changed.connect(window.browsing.on_changed)
        self.operations.taken_back.connect(window.browsing.on_taken_back)
        self.operations.stack.indexChanged.connect(self._on_stack_moved)
        self.vault.state_changed.connect(self._on_vault_changed)
        self.editing.shown_changed.connect(self.update_actions)
        self.editing.shown_changed.connect(window.update_detail)
        self.editing.editor_needed.connect(self._window_actions.show_detail)

    def _connect_list(self, window: MainWindow) -> None:
        resources, table = window.resources, window.resources.table
        resources.add_requested.connect(self.actions["new_resource"].trigger)
        resources.import_requested.connect(self.actions["import"].trigger)
        resources.sample_requested.connect(self.transfer.add_sample)
        table.selection_changed.connect(self.update_actions)
        table.resource_model.failed.connect(
            self.notices.show_error, Qt.ConnectionType.QueuedConnection
        )
        table.opened.connect(self._on_opened)
        table.context_menu_requested.connect(self._on_context_menu_requested)
        for spec in action_table.ACTIONS:
            if spec.context == "table":
                table.addAction(self.actions[spec.name])

    def _connect_editor(self) -> None:
        editor = self.editor
        editor.trash_requested.connect(self.actions["trash"].trigger)
        editor.restore_requested.connect(self.actions["restore"].trigger)
        editor.favourite_toggled.connect(self._resource_actions.set_favourite)
        editor.copy_text_requested.connect(self._resource_actions.copy_text)
        editor.open_uri_requested.connect(self._resource_actions.open_address)
        editor.menu_requested.connect(self._on_context_menu_requested)
        editor.dirty_changed.connect(self._on_dirty_changed)
        editor.secret_shown_changed.connect(self.actions["reveal_secret"].setChecked)
        editor.set_ready(is_ready=False)

    # --- what is possible ---------------------------------------------------------------------

    def update_actions(self) -> None:
        """Enable what is possible now, and no more."""
        action_table.apply_flags(self.actions, self._flags())
        stack = self.operations.stack
        for name, text in (("undo", stack.undoText()), ("redo", stack.redoText())):
            verb = name.capitalize()
            self.actions[name].setText(f"&{verb} {text.lower()}" if text else f"&{verb}")
        shown = self.editing.shown
        self.actions["favourite"].setChecked(shown is not None and shown.favourite)

    def _flags(self) -> set[str]:
        window, stack, shown = self._window, self.operations.stack, self.editing.shown
        count = window.resources.table.selected_count
        is_in_trash = shown.deleted is not None if shown else window.browsing.place.deleted
        holds = {
            action_table.READY: self.operations.is_ready,
            action_table.EDITED: self.editor.is_dirty or self.editing.is_new,
            action_table.CAN_UNDO: stack.canUndo(),
            action_table.CAN_REDO: stack.canRedo(),
            action_table.SELECTED: count > 0 or shown is not None,
            action_table.ONE_SELECTED: shown is not None,
            action_table.TRASHED: is_in_trash,
            action_table.LIVING: not is_in_trash,
            action_table.HAS_SECRET: shown is not None and shown.has_secret,
            action_table.HAS_USERNAME: shown is not None and bool(shown.username),
            action_table.HAS_URI: shown is not None and bool(shown.uri),
        }
        return {flag for flag, is_true in holds.items() if is_true}

    # --- slots --------------------------------------------------------------------------------

    def _on_attached(self) -> None:
        self.editor.set_ready(is_ready=True)
        self._window.resources.set_can_write(can_write=True)
        self.update_actions()

    def _on_stack_moved(self, _index: int) -> None:
        self.update_actions()

    def _on_dirty_changed(self, _is_dirty: bool) -> None:
        self.update_actions()

    def _on_vault_changed(self, state: VaultState) -> None:
        self._window.status_line.show_vault(state)
        lock = self.actions["lock"]
        lock.setText("&Lock" if state.is_unlocked else "Un&lock")
        lock.setIcon(self._window.icons.icon("lock" if state.is_unlocked else "lock-open"))

    def _on_opened(self, _key: int) -> None:
        self.editing.rename()

    def _on_context_menu_requested(self, position: QPoint) -> None:
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for names in _CONTEXT_MENU:
            offered = [self.actions[name] for name in names]
            menu.addActions([action for action in offered if action.isEnabled()])
            menu.addSeparator()
        menu.popup(position)
