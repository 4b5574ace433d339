"""From a path to a window that works: first start, what is wrong with a file, opening in two steps.

Step one shows the first rows through a plain reader. Step two, off the GUI thread, imports what
writes (SQLModel, PGPy, keyring) and attaches the inventory. See `app.database.reader`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer

from app.errors import InventoryInUseError, InventoryMissingError, StrongroomError
from resources_ui.first_paint import FirstPaint
from resources_ui.main_window import MainWindow
from resources_ui.passphrase_source import PassphraseSource

if TYPE_CHECKING:
    from app.inventory import Inventory
    from app.jobs import Progress
    from app.presentation.row_source import FileReader
    from resources_ui.dialogs.first_start import FirstStartPage, StartChoice
    from resources_ui.single_window import Doorbell
    from resources_ui.workbench import Workbench


def do_nothing() -> None:
    """The process needs no preparation."""


class Startup(QObject):
    """Opens one inventory in one window, or makes it first.

    Args:
        window: Shows what is found.
        passphrases: Where the key file's passphrase comes from.
        open_reader: Opens a plain reader of a file.
        key_store: `keyring`, `passphrase`, or None for the inventory's own.
        warning: Something to say as soon as it can be said; "" for nothing.
        prepare: What the process does before it touches a secret, off the GUI thread.
        gives_way: Close this window where another one turns out to have the file, and raise that.
    """

    def __init__(
        self,
        *,
        window: MainWindow,
        passphrases: PassphraseSource,
        open_reader: Callable[[Path], FileReader],
        key_store: str | None,
        warning: str = "",
        prepare: Callable[[], None] = do_nothing,
        gives_way: bool = False,
    ) -> None:
        super().__init__(window)
        self.window = window
        self.has_ended = True
        self._runner = window.runner
        self._icons = window.icons
        self._warning = warning
        self._prepare = prepare
        self._gives_way = gives_way
        self._passphrases = passphrases
        self._open_reader = open_reader
        self._key_store = key_store
        self._path = Path()
        self._page: FirstStartPage | None = None
        self._inventory: Inventory | None = None
        self._doorbell: Doorbell | None = None
        self._first_paint: FirstPaint | None = None
        self._offers_kit = False
        self._to_do: list[Callable[[], object]] = []  # after the first paint, each under 50 ms
        window.closed.connect(self._on_closed)

    @property
    def shows_rows(self) -> bool:
        """Whether there are rows, and no page in their place that waits for the person."""
        return self._first_paint is not None

    def open(self, path: Path) -> None:
        """Show the inventory at this path, or the page that fits what is there."""
        self._path = path
        try:
            reader = self._open_reader(path)
        except InventoryMissingError:
            self._show_first_start()
            return
        except StrongroomError as error:
            self._show_problem(error)
            return
        if reader.is_current:
            self._show(reader)
        else:
            reader.close()
            self._attach()  # which migrates it

    def equip(self) -> Workbench:
        """Make what acts in the window; it is disabled until the inventory is attached."""
        workbench = self.window.equip(self._passphrases)
        warning, self._warning = self._warning, ""
        if warning:
            workbench.notices.show(warning, kind="bad")
        return workbench

    # --- step one: look -----------------------------------------------------------------------

    def _show(self, reader: FileReader) -> None:
        try:
            self.window.show_inventory(
                reader, partial(self._open_reader, self._path), self._path.stem
            )
        except StrongroomError as error:
            self._show_problem(error)
            return
        self._first_paint = FirstPaint(self.window.resources.painted)
        self._first_paint.happened.connect(self._on_first_painted)

    def _on_first_painted(self) -> None:
        self._to_do = [
            _import_workbench,
            _import_form,
            self.equip,
            self._show_detail,
            self.window.browsing.continue_start,
            self._begin_work,
        ]
        self._go_on()

    def _go_on(self) -> None:
        """Do the next part in a turn of its own, so that the window answers between two."""
        # Out of the paint event: the rows are on the screen when the rest begins. And not after 0
        # ms, which would not wait for what the person did meanwhile.
        QTimer.singleShot(1, self, self._do_next)

    def _do_next(self) -> None:
        if self._to_do:  # nothing once the window is closed
            self._to_do.pop(0)()
            self._go_on()

    def _show_detail(self) -> None:
        self.equip().editing.start(self.window.reader)

    def _begin_work(self) -> None:
        if self._inventory is None:
            self._attach()
        else:
            self._take(self._inventory)

    # --- step two: work -----------------------------------------------------------------------

    def _attach(self) -> None:
        job = partial(_open, self._prepare, self._path, self._key_store, self._passphrases)
        self._runner.submit(job, self._on_opened, self._on_open_failed)

    def _on_open_failed(self, error: StrongroomError) -> None:
        """Of two starts at once the second sees the lock only now."""
        if self._gives_way and isinstance(error, InventoryInUseError):
            from resources_ui.single_window import raise_other_window  # noqa: PLC0415 - as below

            if raise_other_window(self._path):
                self.window.close()
                return
        self._show_problem(error)

    def _on_opened(self, inventory: Inventory) -> None:
        self._inventory = inventory
        if self._first_paint is None:  # it was older: now it can be read
            self.open(self._path)
        else:
            self._take(inventory)

    def _take(self, inventory: Inventory) -> None:
        from resources_ui.single_window import Doorbell  # noqa: PLC0415 - QtNetwork is not needed

        self._doorbell = Doorbell(self._path, self)
        self._doorbell.rung.connect(self._on_rung)
        workbench = self.equip()
        workbench.operations.attach(inventory)
        if self._offers_kit:
            self._offers_kit = False
            workbench.transfer.offer_kit()

    def _on_rung(self) -> None:
        window = self.window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()

    # --- first start --------------------------------------------------------------------------

    def _show_first_start(self) -> None:
        from resources_ui.dialogs.first_start import FirstStartPage  # noqa: PLC0415 - once a life

        self._page = FirstStartPage(
            self._path,
            self._icons,
            key_store=self._key_store,
            asks_passphrase=self._passphrases.asks_person,
        )
        self._page.start_requested.connect(self._on_start_requested)
        self._page.other_place_requested.connect(self._on_other_place_requested)
        self.window.show_page(self._page)
        if self._key_store is None:
            self._runner.submit(_has_keyring, self._page.set_has_keyring)

    def _on_other_place_requested(self) -> None:
        from resources_ui.dialogs.inventory_file import new_inventory_dialog  # noqa: PLC0415

        dialog = new_inventory_dialog(self.window, self._path)
        dialog.fileSelected.connect(self._on_other_place_chosen)
        dialog.open()

    def _on_other_place_chosen(self, file: str) -> None:
        self._path = Path(file)
        if self._path.exists():
            self.open(self._path)
        elif self._page is not None:
            self._page.set_path(self._path)

    def _on_start_requested(self, choice: StartChoice) -> None:
        if choice.passphrase is not None:
            self._passphrases.put(choice.passphrase)
        self._path = choice.path
        job = partial(_create, self._prepare, choice, self._passphrases)
        self._runner.submit(job, self._on_created, self._on_create_failed)

    def _on_created(self, inventory: Inventory) -> None:
        self._inventory = inventory
        self._offers_kit = True
        self.open(self._path)

    def _on_create_failed(self, error: StrongroomError) -> None:
        self._passphrases.forget()
        if self._page is not None:
            self._page.show_error(str(error))

    # --- what is wrong ------------------------------------------------------------------------

    def _show_problem(self, error: StrongroomError) -> None:
        from resources_ui.problem_page import ProblemPage  # noqa: PLC0415 - hopefully never

        self._first_paint = None
        page = ProblemPage(error, self._icons)
        page.retry_requested.connect(self._on_retry_requested)
        page.other_requested.connect(self._on_other_requested)
        self.window.show_page(page)

    def _on_retry_requested(self) -> None:
        self.open(self._path)

    def _on_other_requested(self) -> None:
        from resources_ui.dialogs.inventory_file import inventory_dialog  # noqa: PLC0415

        dialog = inventory_dialog(self.window, self._path.parent)
        dialog.fileSelected.connect(self._on_other_place_chosen)
        dialog.open()

    # --- the end ------------------------------------------------------------------------------

    def _on_closed(self) -> None:
        """Every write that was asked for is made, then the file is given back."""
        self._to_do.clear()
        self.window.browsing.stop()
        self.has_ended = self._runner.shutdown()
        self.window.close_readers()
        if self._doorbell is not None:
            self._doorbell.close()
        inventory, self._inventory = self._inventory, None
        if inventory is not None and self.has_ended:
            inventory.close()


def _import_workbench() -> None:
    import resources_ui.workbench  # noqa: F401, PLC0415


def _import_form() -> None:
    import resources_ui.detail_page  # noqa: F401, PLC0415


def _open(
    prepare: Callable[[], None],
    path: Path,
    key_store: str | None,
    passphrases: PassphraseSource,
    _progress: Progress,
) -> Inventory:
    from app.opening import open_inventory  # noqa: PLC0415 - the whole point of step two

    prepare()
    return open_inventory(path, store_kind=key_store, ask=passphrases)


def _create(
    prepare: Callable[[], None],
    choice: StartChoice,
    passphrases: PassphraseSource,
    _progress: Progress,
) -> Inventory:
    from app.opening import create_inventory, key_store  # noqa: PLC0415
    from app.paths import default_inventory, make_folder_of  # noqa: PLC0415

    prepare()
    if choice.path == default_inventory():
        make_folder_of(choice.path)
    store = key_store(choice.store_kind, choice.path, passphrases)
    inventory = create_inventory(choice.path, store, owner=choice.owner, email=choice.email)
    try:
        if choice.sample:
            inventory.add_sample()
    except BaseException:
        inventory.close()
        raise
    return inventory


def _has_keyring(_progress: Progress) -> bool:
    from app.opening import has_keyring  # noqa: PLC0415

    return has_keyring()
