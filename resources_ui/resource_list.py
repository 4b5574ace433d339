"""The middle of the window: the table, or what stands in its place while it has no rows."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QAbstractButton, QApplication, QStackedWidget, QWidget

from app.overriding import override
from app.presentation.columns import NAME_MIN_WIDTH
from app.presentation.resource_list import Clock, EmptyAction, EmptyList, why_empty
from app.search.listing import Listing
from resources_ui.buttons import Button
from resources_ui.icons import Icons
from resources_ui.list_place import Scroll
from resources_ui.resource_table_view import ResourceTableView
from resources_ui.theme import Theme

if TYPE_CHECKING:
    from app.presentation.row_source import RowSource
    from resources_ui.empty_state import EmptyState

_BUTTON_TEXTS = {
    EmptyAction.ADD: "Add resource",
    EmptyAction.IMPORT: "Import…",
    EmptyAction.SAMPLE: "Look at a sample",
    EmptyAction.CLEAR_SEARCH: "Clear search",
}
_LEAST_WIDTH = NAME_MIN_WIDTH + 12  # and a scroll bar
_WRITES = frozenset({EmptyAction.ADD, EmptyAction.IMPORT, EmptyAction.SAMPLE})


class ResourceList(QStackedWidget):
    """Shows the answers to listings in its `table`, and says why there is nothing to show.

    Args:
        source: Reads the rows that are shown.
        theme: The look.
        icons: Drawings.
        clock: Aware, in the person's time zone.
        parent: The widget that it belongs to.
    """

    add_requested = Signal()
    import_requested = Signal()
    sample_requested = Signal()
    clear_search_requested = Signal()

    def __init__(
        self,
        source: RowSource,
        theme: Theme,
        icons: Icons,
        *,
        clock: Clock,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icons = icons
        self._listing: Listing | None = None
        self._can_write = True
        self._pages: dict[tuple[str, tuple[EmptyAction, ...]], EmptyState] = {}
        self._buttons: list[tuple[EmptyAction, Button]] = []
        self._signals = {
            EmptyAction.ADD: self.add_requested,
            EmptyAction.IMPORT: self.import_requested,
            EmptyAction.SAMPLE: self.sample_requested,
            EmptyAction.CLEAR_SEARCH: self.clear_search_requested,
        }
        self.setObjectName("resourceList")
        self.table = ResourceTableView(source, theme, icons, clock=clock, parent=self)
        self.addWidget(self.table)

    @property
    def listing(self) -> Listing | None:
        """What the rows answer; None before the first answer."""
        return self._listing

    @property
    def painted(self) -> QWidget:
        """What receives paint events now: the rows, or the page in their place."""
        page = self.currentWidget()
        return self.table.viewport() if page is None or page is self.table else page

    def show_keys(
        self, keys: array[int], listing: Listing, *, query: str = "", is_final: bool = True
    ) -> None:
        """Show the answer to a listing.

        Args:
            keys: The whole answer, or its first page.
            listing: What was asked; the same as before keeps the person where they are.
            query: The search as it was typed.
            is_final: It is the whole answer.
        """
        if listing == self._listing and not is_final:
            return  # what is shown already is better than the beginning of it
        scroll = self._scroll_for(listing)
        self._listing = listing
        self.table.set_sort(listing.sort)
        self.table.show_keys(keys, scroll=scroll, is_final=is_final)
        if keys:
            self._turn_to(self.table)
        elif is_final:
            self._turn_to(self._page(why_empty(listing, query)))

    def set_can_write(self, can_write: bool) -> None:
        """Enable what adds resources: not before the inventory is attached."""
        self._can_write = can_write
        for action, button in self._buttons:
            button.setEnabled(can_write or action not in _WRITES)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST_WIDTH, self.table.minimumSizeHint().height())

    def _scroll_for(self, listing: Listing) -> Scroll:
        if listing == self._listing:
            return "stay"
        # Who searches looks at the best of the answer; who stops, at where they were.
        return "top" if listing.words.parts else "current"

    def _page(self, empty: EmptyList) -> EmptyState:
        key = (empty.icon, empty.actions)
        if key not in self._pages:
            from resources_ui.empty_state import EmptyState  # noqa: PLC0415 - mostly there are rows

            buttons = [self._button(each, number) for number, each in enumerate(empty.actions)]
            page = EmptyState(
                self._icons, empty.icon, title=empty.title, sentence=empty.sentence, buttons=buttons
            )
            self._pages[key] = page
            self.addWidget(page)
        page = self._pages[key]
        page.set_texts(title=empty.title, sentence=empty.sentence)
        page.setAccessibleName(f"{empty.title}. {empty.sentence}")
        return page

    def _button(self, action: EmptyAction, position: int) -> QAbstractButton:
        is_first_write = position == 0 and action in _WRITES
        button = Button(_BUTTON_TEXTS[action], kind="primary" if is_first_write else "secondary")
        button.setObjectName(f"empty_{action}_button")
        button.setEnabled(self._can_write or action not in _WRITES)
        button.clicked.connect(self._signals[action])
        self._buttons.append((action, button))
        return button

    def _turn_to(self, page: QWidget) -> None:
        before = self.currentWidget()
        if before is None or page is before:
            return
        focused = QApplication.focusWidget()
        had_focus = focused is not None and (focused is before or before.isAncestorOf(focused))
        self.setCurrentWidget(page)
        if had_focus:  # keep the keyboard here: Qt would send it to whatever comes next
            buttons = page.findChildren(QAbstractButton)
            (buttons[0] if buttons else page).setFocus()
