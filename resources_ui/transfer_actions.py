"""Bringing resources in and out: import with a preview, export, the sample, the recovery kit."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.changes import Changes
from app.domain.secret_text import SecretText
from app.errors import StrongroomError
from app.jobs import Progress
from resources_ui.icons import Icons
from resources_ui.notices import Notices
from resources_ui.operations import Operations
from resources_ui.vault_control import VaultControl

if TYPE_CHECKING:
    from app.formats.plan import ImportPlan
    from app.inventory import Inventory
    from resources_ui.dialogs.recovery_kit import RecoveryKitDialog

_JSON = "JSON files (*.json)"
_ALL = "All files (*)"


class TransferActions(QObject):
    """Asks for files, and lets the inventory do the rest.

    Args:
        operations: Reads and writes.
        vault: Opened where secrets are to be sealed.
        notices: Says what was done.
        icons: For the dialogs.
        window: Parent of the dialogs.
    """

    def __init__(
        self,
        *,
        operations: Operations,
        vault: VaultControl,
        notices: Notices,
        icons: Icons,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._operations = operations
        self._vault = vault
        self._notices = notices
        self._icons = icons
        self._window = window
        self._file = Path()
        self._plan: ImportPlan | None = None
        self._kit: RecoveryKitDialog | None = None

    def slots(self) -> dict[str, Callable[[], object]]:
        """By the names of the action table."""
        return {
            "import": self.choose_import,
            "export": self.choose_export,
            "export_recovery_kit": self.offer_kit,
        }

    # --- import -------------------------------------------------------------------------------

    def choose_import(self) -> None:
        """Ask which file to import."""
        dialog = QFileDialog(self._window, "Import", "", f"{_JSON};;{_ALL}")
        dialog.setObjectName("importFileDialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        self._open(dialog, self.plan_import)

    def plan_import(self, file: str) -> None:
        """Read a file and show what importing it would do."""
        self._file = Path(file)
        self._plan_import(shorten=False)

    def _plan_import(self, *, shorten: bool) -> None:
        job = partial(_plan_import, self._file, shorten)
        self._operations.read(job, self._on_planned, title="Reading the file")

    def _on_shorten_requested(self) -> None:
        self._plan_import(shorten=True)

    def _on_planned(self, plan: ImportPlan) -> None:
        from resources_ui.dialogs.import_preview import ImportPreviewDialog  # noqa: PLC0415

        self._plan = plan
        dialog = ImportPreviewDialog(plan, self._icons, self._window)
        dialog.accepted.connect(self._on_import_agreed)
        dialog.rejected.connect(self._on_import_refused)
        dialog.shorten_requested.connect(self._on_shorten_requested)
        dialog.open()

    def _on_import_agreed(self) -> None:
        plan = self._plan
        if plan is None:
            return
        if any(record.secret for record in (*plan.new, *plan.changed)):
            self._vault.when_unlocked(self._import)
        else:
            self._import()

    def _on_import_refused(self) -> None:
        self._plan = None

    def _import(self) -> None:
        plan, self._plan = self._plan, None
        if plan is None:
            return
        count = len(plan.new) + len(plan.changed)
        noun = "resource was" if count == 1 else "resources were"
        self._operations.write(
            "Import",
            partial(_apply_import, plan),
            notice=f"{count:,} {noun} imported." if count else "The file was imported.",
            title="Importing",
        )

    def add_sample(self) -> None:
        """Fill the inventory with the sample."""
        self._vault.when_unlocked(self._add_sample)

    def _add_sample(self) -> None:
        self._operations.write(
            "Add the sample",
            _add_sample,
            notice="The sample inventory was added.",
            title="Adding the sample",
        )

    # --- export -------------------------------------------------------------------------------

    def choose_export(self) -> None:
        """Ask where to export to, and in which format."""
        from app.formats.export import FORMATS  # noqa: PLC0415 - not needed to show the window

        titles = {f"{form.title} (*.json)": form.name for form in FORMATS}
        dialog = QFileDialog(self._window, "Export", "Inventory.json", ";;".join(titles))
        dialog.setObjectName("exportFileDialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("json")
        dialog.setProperty("forms", titles)
        self._open(dialog, self._on_export_chosen)

    def _on_export_chosen(self, file: str) -> None:
        dialog = self.sender()
        form = "strongroom"
        if isinstance(dialog, QFileDialog):
            form = dialog.property("forms").get(dialog.selectedNameFilter(), form)
        self.export(file, form)

    def export(self, file: str, form: str = "strongroom") -> None:
        """Write the whole inventory to a file."""
        self._operations.read(
            partial(_export, Path(file), form), self._on_exported, title="Exporting"
        )

    def _on_exported(self, count: int) -> None:
        noun = "resource was" if count == 1 else "resources were"
        self._notices.show(f"{count:,} {noun} exported; each secret is still encrypted.")

    # --- recovery kit -------------------------------------------------------------------------

    def offer_kit(self) -> None:
        """Explain the recovery kit, and save it if the person wants."""
        from resources_ui.dialogs.recovery_kit import RecoveryKitDialog  # noqa: PLC0415

        self._kit = RecoveryKitDialog(self._icons, self._window)
        self._kit.save_requested.connect(self._on_kit_wanted)
        self._kit.copy_requested.connect(self._vault.copy)
        self._kit.destroyed.connect(self._on_kit_closed)
        self._kit.open()

    def _on_kit_wanted(self) -> None:
        dialog = QFileDialog(
            self._window, "Save recovery kit", "Strongroom recovery kit.asc", "OpenPGP key (*.asc)"
        )
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("asc")
        self._open(dialog, self._on_kit_file_chosen)

    def _on_kit_file_chosen(self, file: str) -> None:
        self._vault.save_kit(Path(file), self._on_kit_saved, self._on_kit_failed)

    def _on_kit_saved(self, code: SecretText) -> None:
        if self._kit is None:
            self.offer_kit()  # it was closed, and without its code the kit is worth nothing
        assert self._kit is not None  # noqa: S101 - just made
        self._kit.show_code(code)
        self._vault.refresh()

    def _on_kit_failed(self, error: StrongroomError) -> None:
        if self._kit is not None:
            self._kit.show_error(str(error))
        else:
            self._notices.show_error(error)

    def _on_kit_closed(self) -> None:
        self._kit = None

    def _open(self, dialog: QFileDialog, on_chosen: Callable[[str], object]) -> None:
        dialog.fileSelected.connect(on_chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def _plan_import(file: Path, shorten: bool, inventory: Inventory, progress: Progress) -> ImportPlan:
    from app.formats.file_source import read_source  # noqa: PLC0415

    return inventory.plan_import(
        read_source(file), create_missing=True, shorten=shorten, progress=progress
    )


def _apply_import(plan: ImportPlan, inventory: Inventory, progress: Progress) -> Changes:
    return inventory.apply_import(plan, progress)


def _add_sample(inventory: Inventory, _progress: Progress) -> Changes:
    return inventory.add_sample()


def _export(file: Path, form: str, inventory: Inventory, progress: Progress) -> int:
    return inventory.export(file, form=form, progress=progress)
