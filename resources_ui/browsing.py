"""What the list shows: the place in the sidebar, the words in the search bar, the order."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.errors import StrongroomError
from app.presentation.sidebar_places import ALL, Place
from app.search.listing import FIRST_PAGE, Listing, Sort
from app.search.words import Words
from resources_ui.job_runner import JobRunner
from resources_ui.resource_list import ResourceList
from resources_ui.search_bar import SearchBar
from resources_ui.sidebar import Sidebar

if TYPE_CHECKING:
    from app.domain.changes import Changes
    from app.jobs import Progress
    from app.presentation.row_source import InventoryReader
    from app.search.facets import Facets
    from resources_ui.finder import Finder

_COUNTING = "counting"  # a lane of its own: counting a million rows must not hold up a search


class Browsing(QObject):
    """Asks the finder whenever place, words, order or the inventory change.

    Args:
        sidebar: Gives the place, shows the counts.
        search_bar: Gives the words.
        resources: Shows the answers.
        runner: Counts off the GUI thread.
        parent: The window.
    """

    failed = Signal(object)  # StrongroomError
    count_changed = Signal()  # of what is found, or of all

    def __init__(
        self,
        *,
        sidebar: Sidebar,
        search_bar: SearchBar,
        resources: ResourceList,
        runner: JobRunner,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._sidebar = sidebar
        self._search_bar = search_bar
        self._resources = resources
        self._runner = runner
        self._place: Place = ALL
        self._sort = Sort()
        self._query = ""
        self._finder: Finder | None = None
        self._open_source: Callable[[], InventoryReader] | None = None
        self._counter: _Counter | None = None
        self._left: list[Finder | _Counter] = []  # of inventories shown before
        self._wanted: int | None = None  # was just added; to be seen in the next list
        self._facets: Facets | None = None  # until they are counted
        self.found = 0
        self.is_exact = True
        sidebar.filter_chosen.connect(self._on_place_chosen)
        search_bar.query_changed.connect(self._on_query_changed)
        resources.table.sort_requested.connect(self._on_sort_requested)
        resources.clear_search_requested.connect(self.clear_search)

    @property
    def place(self) -> Place:
        """Where the person looks."""
        return self._place

    @property
    def query(self) -> str:
        """What is searched, as it was typed."""
        return self._query

    @property
    def is_narrowed(self) -> bool:
        """Whether words or a place leave some out."""
        return bool(self._place.filters or self.listing.words.parts)

    @property
    def total(self) -> int | None:
        """How many there would be if nothing were left out; None until that is counted."""
        if self._facets is not None:
            return self._facets.trash if self._place.deleted else self._facets.total
        return self.found if self.is_exact and not self.is_narrowed else None

    @property
    def is_inventory_empty(self) -> bool:
        """Whether everything was asked for and nothing is there."""
        is_narrowed = bool(self._place.filters or self._place.deleted or self._query)
        return self.found == 0 and self.is_exact and not is_narrowed

    @property
    def listing(self) -> Listing:
        """What is asked now."""
        return Listing(
            filters=self._place.filters,
            words=Words.parse(self._query),
            sort=self._sort,
            deleted=self._place.deleted,
        )

    def start(self, source: InventoryReader, open_source: Callable[[], InventoryReader]) -> None:
        """Show the first page at once, and the rest as soon as it is found.

        Whatever inventory was shown before is left.

        Args:
            source: Reads on this thread.
            open_source: Opens another reader of the same inventory, for another thread.
        """
        self._leave()
        self._facets = None
        self.show_everything()
        self._open_source = open_source
        listing = self.listing
        keys = source.keys(listing, limit=FIRST_PAGE)
        self._show(keys, listing, is_final=len(keys) < FIRST_PAGE)

    def continue_start(self) -> None:
        """After the first paint: the whole list, and the counts."""
        if self._open_source is None or self._finder is not None:
            return
        from resources_ui.finder import Finder  # noqa: PLC0415 - after the first paint

        self._finder = Finder(self._open_source, self._runner, self)
        self._finder.first_page.connect(self._on_first_page)
        self._finder.all_keys.connect(self._on_all_keys)
        self._finder.failed.connect(self.failed)
        self._counter = _Counter(self._open_source)
        self.refresh()

    def refresh(self) -> None:
        """Ask again, and count again."""
        self._ask()
        if self._counter is not None:
            self._runner.submit(
                self._counter.count, self._on_counted, self._on_count_failed, lane=_COUNTING
            )

    def on_changed(self, changes: Changes) -> None:
        """A write has ended: read again what it touched, and ask again what belongs into the list.

        One resource that was just added is gone to; where the list leaves it out, everything is
        shown.
        """
        self._resources.table.refresh(changes)
        if changes.added:
            self._resources.table.select_key(changes.added[0])
            self._wanted = changes.added[0] if len(changes.added) == 1 else None
        self.refresh()

    def on_taken_back(self, changes: Changes) -> None:
        """An undo or redo has ended: go to what came back or changed by it."""
        touched = changes.added + changes.changed
        if len(touched) == 1:
            self._resources.table.select_key(touched[0])

    def show_everything(self) -> None:
        """Leave place and search, so that any resource can be shown."""
        self._search_bar.clear()
        self._sidebar.choose(ALL)

    def clear_search(self) -> None:
        """Empty the search bar and go to the list."""
        self._search_bar.clear()
        self._resources.table.focus_rows()

    def stop(self) -> None:
        """Ask nothing more; before the runner is shut down."""
        if self._finder is not None:
            self._finder.stop()

    def close(self) -> None:
        """Give the readers back; after the runner was shut down."""
        self._leave()
        for reader in self._left:
            reader.close()
        self._left.clear()

    def _leave(self) -> None:
        """Ask nothing more of this inventory; a query may still run, so nothing is closed yet."""
        if self._finder is not None:
            self._finder.stop()
            self._left.append(self._finder)
        if self._counter is not None:
            self._left.append(self._counter)
        self._finder = self._counter = None

    def _ask(self) -> None:
        if self._finder is not None:
            self._finder.ask(self.listing)

    def _show(self, keys: array[int], listing: Listing, *, is_final: bool) -> None:
        self.found = len(keys)
        self.is_exact = is_final
        self._resources.show_keys(keys, listing, query=self._query, is_final=is_final)
        self.count_changed.emit()

    def _on_first_page(self, keys: array[int], listing: Listing) -> None:
        self._show(keys, listing, is_final=False)

    def _on_all_keys(self, keys: array[int], listing: Listing) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted is not None and wanted not in keys:
            self.show_everything()
        if listing == self.listing:
            self._show(keys, listing, is_final=True)

    def _on_place_chosen(self, place: Place) -> None:
        self._place = place
        self._ask()

    def _on_query_changed(self, query: str) -> None:
        self._query = query
        self._ask()

    def _on_sort_requested(self, sort: Sort) -> None:
        self._sort = sort
        self._ask()

    def _on_counted(self, facets: Facets) -> None:
        self._facets = facets
        self._sidebar.show_facets(facets)
        self.count_changed.emit()

    def _on_count_failed(self, error: StrongroomError) -> None:
        self.failed.emit(error)


class _Counter:
    """Counts with a reader of its own, opened on the thread that uses it."""

    def __init__(self, open_source: Callable[[], InventoryReader]) -> None:
        self._open_source = open_source
        self._source: InventoryReader | None = None

    def count(self, _progress: Progress) -> Facets:
        if self._source is None:
            self._source = self._open_source()
        return self._source.facets()

    def close(self) -> None:
        if self._source is not None:
            self._source.close()
