"""What concerns the window itself, as slots of the action table: look, parts, help, lock, undo."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from app.jobs import Progress
from app.paths import settings_file
from app.settings import Settings, ThemeChoice, save_settings
from resources_ui.command_palette import CommandPalette
from resources_ui.detail_editor import DetailEditor
from resources_ui.icons import Icons
from resources_ui.job_runner import JobRunner
from resources_ui.notices import Notices
from resources_ui.operations import Operations
from resources_ui.resource_table_view import ResourceTableView
from resources_ui.search_bar import SearchBar
from resources_ui.sidebar import Sidebar
from resources_ui.theme import Theme
from resources_ui.vault_control import VaultControl

if TYPE_CHECKING:
    from resources_ui.main_window import MainWindow


class WindowActions(QObject):
    """Holds the settings, and applies them as soon as they change.

    Args:
        theme: The look.
        icons: For the dialogs.
        settings: As they were loaded.
        window: Parent of the dialogs; shows the panel for details, or not.
        editor: Can be hidden.
        sidebar: Can be hidden.
        table: Has compact rows.
        search_bar: Can be gone to.
        palette: Lists every action.
        operations: Undoes and redoes.
        vault: Locks.
        notices: Can be gone to.
        runner: Keeps the settings off the GUI thread.
    """

    def __init__(
        self,
        *,
        theme: Theme,
        icons: Icons,
        settings: Settings,
        window: MainWindow,
        editor: DetailEditor,
        sidebar: Sidebar,
        table: ResourceTableView,
        search_bar: SearchBar,
        palette: CommandPalette,
        operations: Operations,
        vault: VaultControl,
        notices: Notices,
        runner: JobRunner,
    ) -> None:
        super().__init__(window)
        self._theme = theme
        self._icons = icons
        self._settings = settings
        self._window = window
        self._editor = editor
        self._sidebar = sidebar
        self._table = table
        self._search_bar = search_bar
        self._palette = palette
        self._operations = operations
        self._vault = vault
        self._notices = notices
        self._runner = runner
        self._actions: Mapping[str, QAction] = {}

    def slots(self) -> dict[str, Callable[[], object]]:
        """By the names of the action table."""
        return {
            "quit": self._window.close,
            "redo": self._operations.redo_last,
            "find": self._search_bar.take_focus,
            "settings": self.show_settings,
            "command_palette": self._palette.toggle,
            "focus_notice": self._notices.take_focus,
            "toggle_sidebar": self._toggle_sidebar,
            "toggle_detail": self._toggle_detail,
            "compact_rows": self._toggle_compact_rows,
            "theme_system": self._choose_system_theme,
            "theme_light": self._choose_light_theme,
            "theme_dark": self._choose_dark_theme,
            "help": self.show_help,
            "about": self.show_about,
        }

    def start(self, actions: Mapping[str, QAction]) -> None:
        """Take the actions made from the slots, and apply the settings."""
        self._actions = actions
        actions["toggle_sidebar"].setChecked(True)
        actions["toggle_detail"].setChecked(True)
        self._apply()

    def show_settings(self) -> None:
        """Let the person change the settings."""
        from resources_ui.dialogs.settings import SettingsDialog  # noqa: PLC0415

        dialog = SettingsDialog(self._settings, self._window)
        dialog.settings_changed.connect(self.change_settings)
        dialog.open()

    def show_help(self) -> None:
        """List every action with its keys."""
        from resources_ui.dialogs.shortcuts import ShortcutsDialog  # noqa: PLC0415

        ShortcutsDialog(self._window).open()

    def show_about(self) -> None:
        """Say what this program is."""
        from resources_ui.dialogs.about import AboutDialog  # noqa: PLC0415

        AboutDialog(self._icons, self._window).open()

    def show_detail(self) -> None:
        """Show the editor, where it is hidden."""
        if not self._actions["toggle_detail"].isChecked():
            self._actions["toggle_detail"].trigger()

    def change_settings(self, settings: Settings) -> None:
        """Apply other settings, and keep them; where they cannot be kept a notice says so."""
        if settings != self._settings:
            self._settings = settings
            self._apply()
            self._runner.submit(partial(_save, settings), self._on_saved)

    def _on_saved(self, _nothing: None) -> None:
        """They are kept; nothing needs to be said."""

    def _apply(self) -> None:
        settings = self._settings
        if self._theme.choice != settings.theme:
            self._theme.set_choice(settings.theme)
        self._table.set_compact(settings.compact_rows)
        self._editor.set_hide_after(settings.hide_secrets_after)
        self._vault.set_clear_after(settings.clear_clipboard_after)
        self._actions[f"theme_{settings.theme}"].setChecked(True)
        self._actions["compact_rows"].setChecked(settings.compact_rows)

    def _toggle_sidebar(self) -> None:
        self._sidebar.setVisible(self._actions["toggle_sidebar"].isChecked())

    def _toggle_detail(self) -> None:
        self._window.show_detail(is_wanted=self._actions["toggle_detail"].isChecked())

    def _toggle_compact_rows(self) -> None:
        is_compact = self._actions["compact_rows"].isChecked()
        self.change_settings(self._settings._replace(compact_rows=is_compact))

    def _choose_system_theme(self) -> None:
        self._choose_theme("system")

    def _choose_light_theme(self) -> None:
        self._choose_theme("light")

    def _choose_dark_theme(self) -> None:
        self._choose_theme("dark")

    def _choose_theme(self, choice: ThemeChoice) -> None:
        self.change_settings(self._settings._replace(theme=choice))


def _save(settings: Settings, _progress: Progress) -> None:
    save_settings(settings_file(), settings)
