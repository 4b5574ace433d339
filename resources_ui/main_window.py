"""The main window: what is painted first. What acts comes after the first paint, in `workbench`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFrame, QMainWindow, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.overriding import override
from app.presentation.resource_list import count_sentence
from resources_ui.browsing import Browsing
from resources_ui.current_reader import CurrentReader
from resources_ui.icons import Icons
from resources_ui.job_runner import JobRunner
from resources_ui.menus import add_menus
from resources_ui.resource_list import ResourceList
from resources_ui.search_bar import SearchBar
from resources_ui.sidebar import Sidebar
from resources_ui.status_line import StatusLine
from resources_ui.theme import Theme
from resources_ui.tokens import DETAIL_MAX_WIDTH, DETAIL_MIN_WIDTH, SIDEBAR_WIDTH
from resources_ui.top_bar import TopBar

if TYPE_CHECKING:
    from app.presentation.row_source import InventoryReader
    from app.settings import Settings
    from resources_ui.passphrase_source import PassphraseSource
    from resources_ui.workbench import Workbench

_SIZE = (1280, 800)
OpenReader = Callable[[], "InventoryReader"]


class MainWindow(QMainWindow):
    """One inventory in one window.

    It is made in two steps, so that the first rows are on the screen before the rest is imported:
    this constructor makes what is seen at once, `equip` what edits, decrypts and writes.

    Args:
        theme: The look.
        icons: Drawings.
        runner: Every job off the GUI thread.
        settings: As they were loaded.
        clock: Aware, in the person's time zone.
    """

    closed = Signal()  # nothing is lost by it; whoever opened the inventory closes it now

    def __init__(
        self,
        *,
        theme: Theme,
        icons: Icons,
        runner: JobRunner,
        settings: Settings,
        clock: Callable[[], datetime],
    ) -> None:
        super().__init__()
        self.setObjectName("mainWindow")
        self.setWindowTitle("Strongroom")
        self.resize(*_SIZE)
        self.theme = theme
        self.icons = icons
        self.runner = runner
        self.settings = settings
        self.clock = clock
        self.workbench: Workbench | None = None
        self._is_closing = False
        self._is_detail_wanted = True
        self.reader = CurrentReader()
        # From the outside in, and in the order of the Tab key: a widget that gets another parent is
        # dressed again by the style sheet, with all that is in it (4 ms of the start).
        holder = QWidget(self)
        self.setCentralWidget(holder)
        self.column: QVBoxLayout = QVBoxLayout(holder)
        self.search_bar = SearchBar(icons)
        self.top_bar = TopBar(self.search_bar, icons, parent=holder)
        self.pages = QStackedWidget(holder)
        self._splitter: QSplitter = QSplitter(Qt.Orientation.Horizontal, self.pages)
        self.sidebar = Sidebar(theme, icons, parent=self._splitter)
        self.resources = ResourceList(self.reader, theme, icons, clock=clock, parent=self._splitter)
        self._detail: QWidget = QFrame(self._splitter)
        self.resources.set_can_write(can_write=False)
        self.resources.table.set_compact(settings.compact_rows)
        self.status_line = StatusLine(icons, parent=self)
        self.menus = add_menus(self.menuBar())
        self.browsing = Browsing(
            sidebar=self.sidebar,
            search_bar=self.search_bar,
            resources=self.resources,
            runner=runner,
            parent=self,
        )
        self._lay_out()
        self.browsing.count_changed.connect(self._update_count)
        self.browsing.count_changed.connect(self.update_detail)
        table = self.resources.table
        table.selection_changed.connect(self._update_count)
        table.typed.connect(self.search_bar.type_text)
        self.search_bar.results_requested.connect(table.focus_rows)
        self.search_bar.left.connect(table.focus_rows)

    def equip(self, passphrases: PassphraseSource) -> Workbench:
        """Make what edits, decrypts and writes; done once, after the first paint."""
        if self.workbench is None:
            from resources_ui.workbench import Workbench  # noqa: PLC0415 - see the class

            self.workbench = Workbench(self, passphrases)
        return self.workbench

    def show_page(self, page: QWidget) -> None:
        """Show a page in place of everything: the first start, or what is wrong with the file."""
        self._drop_page()
        self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)
        self._set_workspace_shown(is_shown=False)
        page.setFocus()

    def show_inventory(self, reader: InventoryReader, open_reader: OpenReader, name: str) -> None:
        """Show an inventory, its first rows at once.

        Args:
            reader: Reads on this thread; the window closes it.
            open_reader: Opens another reader of the same file, for another thread.
            name: Of the inventory.
        """
        name = name.replace("[*]", "[*][*]")  # Qt's sign for an unsaved document
        self.setWindowTitle(f"{name} – Strongroom")
        self.reader.turn_to(reader)
        self.pages.setCurrentIndex(0)
        self._drop_page()
        self._set_workspace_shown(is_shown=True)
        self.browsing.start(self.reader, open_reader)
        if self.browsing.found:
            self.resources.table.focus_rows()
        else:
            self.search_bar.setFocus()
        self.resources.table.viewport().update()

    def show_detail(self, *, is_wanted: bool) -> None:
        """Show the panel for details, or not, as the person wants it."""
        self._is_detail_wanted = is_wanted
        self.update_detail()

    def update_detail(self) -> None:
        """Leave the panel out while there is nothing in the whole inventory to select."""
        has_form = self.workbench is not None and self.workbench.editor.form is not None
        is_needed = has_form or not self.browsing.is_inventory_empty
        self._detail.setVisible(self._is_detail_wanted and is_needed)

    def put_editor(self, editor: QWidget) -> None:
        """Put the detail editor where its empty panel was painted."""
        self._splitter.replaceWidget(2, editor)
        self._detail.deleteLater()
        self._detail = editor
        self.update_detail()

    def close_readers(self) -> None:
        """Give every connection back, once no job runs any more."""
        self.browsing.close()
        self.reader.close()

    def _lay_out(self) -> None:
        self._detail.setProperty("surface", "panel")
        self._detail.setMinimumWidth(DETAIL_MIN_WIDTH)
        self._detail.setMaximumWidth(DETAIL_MAX_WIDTH)
        self._splitter.setObjectName("splitter")
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        for part in (self.sidebar, self.resources, self._detail):
            self._splitter.addWidget(part)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes([SIDEBAR_WIDTH, _SIZE[0], DETAIL_MAX_WIDTH])
        self.pages.addWidget(self._splitter)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addWidget(self.top_bar)
        self.column.addWidget(self.pages, 1)
        self.setStatusBar(self.status_line)

    def _drop_page(self) -> None:
        old = self.pages.widget(1)
        if old is not None:
            self.pages.removeWidget(old)
            old.deleteLater()

    def _set_workspace_shown(self, *, is_shown: bool) -> None:
        for part in (self.menuBar(), self.top_bar, self.status_line):
            part.setVisible(is_shown)

    def _update_count(self) -> None:
        browsing = self.browsing
        self.status_line.show_count(
            count_sentence(
                browsing.found,
                browsing.total,
                selected=self.resources.table.selected_count,
                narrowed=browsing.is_narrowed,
                is_exact=browsing.is_exact,
            )
        )

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """Close only when no edit is lost by it; otherwise ask, and close afterwards."""
        workbench = self.workbench
        if workbench is not None and not self._is_closing and workbench.editing.is_dirty:
            event.ignore()
            workbench.saving.when_safe(self._close_now)
            return
        self._is_closing = True
        event.accept()
        self.hide()  # at once, though the last write may take a while
        self.closed.emit()

    def _close_now(self) -> None:
        self._is_closing = True
        self.close()
