"""The sidebar: where a person chooses what the list shows."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTreeView, QWidget

from app.overriding import override
from app.presentation.sidebar_places import ALL, Entry, Place, Section, sections
from app.search.facets import Facets
from resources_ui.icons import Icons
from resources_ui.sidebar_delegate import SidebarDelegate
from resources_ui.sidebar_model import SidebarModel
from resources_ui.theme import Theme
from resources_ui.tokens import SIDEBAR_WIDTH

_LEAST_WIDTH = 160
_FOLD_KEYS = frozenset({Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter})
_KEYBOARD_REASONS = frozenset(
    {
        Qt.FocusReason.TabFocusReason,
        Qt.FocusReason.BacktabFocusReason,
        Qt.FocusReason.ShortcutFocusReason,
    }
)
Index = QModelIndex | QPersistentModelIndex


class Sidebar(QTreeView):
    """Places with their counts, one of them chosen; sections fold.

    Args:
        theme: The look.
        icons: Drawings.
        collapsed: Names of the sections that were folded when the caller last heard.
        parent: The widget that it belongs to.
    """

    filter_chosen = Signal(object)  # Place: (filters, deleted)
    collapsed_changed = Signal(object)  # tuple[str, ...], sorted

    def __init__(
        self,
        theme: Theme,
        icons: Icons,
        *,
        collapsed: Iterable[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._chosen = Entry(ALL, "", "")
        self._collapsed = set(collapsed)
        self._is_showing = False
        self._model = SidebarModel(self)
        self._delegate = SidebarDelegate(self, self._model, theme, icons)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self._dress()
        self.expanded.connect(self._on_expanded)
        self.collapsed.connect(self._on_collapsed)
        theme.changed.connect(self._on_theme_changed)
        self._show(Facets())

    @property
    def place(self) -> Place:
        """What is chosen."""
        return self._chosen.place

    @property
    def label(self) -> str:
        """The chosen entry's text."""
        return self._chosen.label

    @property
    def collapsed_sections(self) -> tuple[str, ...]:
        """Names of the folded sections, sorted."""
        return tuple(sorted(self._collapsed))

    def show_facets(self, facets: Facets) -> None:
        """Show other counts; what is chosen stays so, even if nothing is there any more."""
        offset = self.verticalScrollBar().value()
        if not self._show(facets):
            self.executeDelayedItemsLayout()
            self.verticalScrollBar().setValue(offset)

    def choose(self, place: Place) -> bool:
        """Choose a place as if the person had.

        Returns:
            Whether there is such a place.
        """
        return self._select(place)

    @override
    def sizeHint(self) -> QSize:
        return QSize(SIDEBAR_WIDTH, super().sizeHint().height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST_WIDTH, super().minimumSizeHint().height())

    @override
    def selectionCommand(
        self, index: Index, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        # A heading takes the focus, and the place above it stays chosen.
        if not isinstance(self._model.node(index), Entry):
            return QItemSelectionModel.SelectionFlag.NoUpdate
        return QItemSelectionModel.SelectionFlag.ClearAndSelect

    @override
    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        indexes = selected.indexes()
        entry = self._model.node(indexes[0]) if indexes else None
        if isinstance(entry, Entry):
            is_new = entry.place != self._chosen.place
            self._chosen = entry
            if is_new and not self._is_showing:
                self.filter_chosen.emit(entry.place)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._set_shows_focus(True)
        index = self.currentIndex()
        if event.key() in _FOLD_KEYS and isinstance(self._model.node(index), Section):
            self.setExpanded(index, not self.isExpanded(index))
            return
        super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._set_shows_focus(False)
        super().mousePressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        is_left = event.button() is Qt.MouseButton.LeftButton
        if is_left and isinstance(self._model.node(index), Section):
            self.setExpanded(index, not self.isExpanded(index))

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self._set_shows_focus(event.reason() in _KEYBOARD_REASONS)
        super().focusInEvent(event)

    def _dress(self) -> None:
        self.setObjectName("sidebar")
        self.setAccessibleName("Places")
        self.setProperty("flat", True)
        self.setProperty("surface", "sidebar")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setExpandsOnDoubleClick(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)

    def _show(self, facets: Facets) -> bool:
        """Show counts, and say whether every row stayed in its place."""
        self._is_showing = True
        try:
            if self._model.show(sections(facets, chosen=self._chosen)):
                return True
            self._unfold()
            self._select(self._chosen.place)
            return False
        finally:
            self._is_showing = False

    def _unfold(self) -> None:
        for section, index in self._model.section_indexes():
            self.setExpanded(index, section.name not in self._collapsed)

    def _select(self, place: Place) -> bool:
        index = self._model.index_of(place)
        if index.isValid():
            self.setCurrentIndex(index)
        return index.isValid()

    def _on_expanded(self, index: QModelIndex) -> None:
        self._note_fold(index, is_collapsed=False)

    def _on_collapsed(self, index: QModelIndex) -> None:
        self._note_fold(index, is_collapsed=True)

    def _note_fold(self, index: QModelIndex, *, is_collapsed: bool) -> None:
        section = self._model.node(index)
        if self._is_showing or not isinstance(section, Section):
            return
        (self._collapsed.add if is_collapsed else self._collapsed.discard)(section.name)
        self.collapsed_changed.emit(self.collapsed_sections)

    def _on_theme_changed(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def _set_shows_focus(self, shows_focus: bool) -> None:
        if shows_focus != self._delegate.shows_focus:
            self._delegate.shows_focus = shows_focus
            self.viewport().update()
