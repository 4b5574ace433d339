"""The model of the sidebar: places at the top, sections with their places below them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import overload

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.overriding import override
from app.presentation.sidebar_places import Entry, Place, Section
from resources_ui.labels import plain_tool_tip

DISPLAY = Qt.ItemDataRole.DisplayRole.value
TOOL_TIP = Qt.ItemDataRole.ToolTipRole.value
ACCESSIBLE_TEXT = Qt.ItemDataRole.AccessibleTextRole.value

Index = QModelIndex | QPersistentModelIndex
Node = Entry | Section
_NO_INDEX = QModelIndex()
_TOP = 0  # internal id of a top row; of a row below it is the top row's number and one


class SidebarModel(QAbstractItemModel):
    """Two levels; the tree of scopes is drawn by indentation within one of them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._top: list[Node] = []

    def show(self, sections: Sequence[Section]) -> bool:
        """Show other sections.

        Returns:
            Whether all rows stayed and only counts changed; otherwise the model was reset.
        """
        top = [node for section in sections for node in _nodes(section)]
        if _shape(top) == _shape(self._top):
            self._top = top
            self._announce_counts()
            return True
        self.beginResetModel()
        self._top = top
        self.endResetModel()
        return False

    def node(self, index: Index) -> Node | None:
        """What a row stands for."""
        if not index.isValid():
            return None
        if index.internalId() == _TOP:
            return self._top[index.row()]
        return _children(self._top[index.internalId() - 1])[index.row()]

    def index_of(self, place: Place) -> QModelIndex:
        """The row of a place; invalid where there is none."""
        for number, node in enumerate(self._top):
            if isinstance(node, Entry) and node.place == place:
                return self.createIndex(number, 0, _TOP)
            for row, entry in enumerate(_children(node)):
                if entry.place == place:
                    return self.createIndex(row, 0, number + 1)
        return QModelIndex()

    def section_indexes(self) -> list[tuple[Section, QModelIndex]]:
        """The sections that can be folded."""
        return [
            (node, self.createIndex(number, 0, _TOP))
            for number, node in enumerate(self._top)
            if isinstance(node, Section)
        ]

    @override
    def data(self, index: Index, role: int = DISPLAY) -> object:
        node = self.node(index)
        if node is None:
            return None
        if isinstance(node, Section):
            return node.heading if role in {DISPLAY, ACCESSIBLE_TEXT} else None
        if role == DISPLAY:
            return node.label
        if role == TOOL_TIP:
            return plain_tool_tip(node.label)
        return node.sentence if role == ACCESSIBLE_TEXT else None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        node = self.node(index)
        if isinstance(node, Section):
            return Qt.ItemFlag.ItemIsEnabled
        if node is None:
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemNeverHasChildren

    @override
    def index(self, row: int, column: int, parent: Index = _NO_INDEX) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else _TOP)

    @overload
    def parent(self) -> QObject: ...
    @overload
    def parent(self, child: Index, /) -> QModelIndex: ...
    @override
    def parent(self, child: Index | None = None) -> QModelIndex | QObject | None:
        if child is None:
            return super().parent()
        if not child.isValid() or child.internalId() == _TOP:
            return QModelIndex()
        return self.createIndex(child.internalId() - 1, 0, _TOP)

    @override
    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        if not parent.isValid():
            return len(self._top)
        node = self.node(parent) if parent.column() == 0 else None
        return 0 if node is None else len(_children(node))

    @override
    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return 1

    def _announce_counts(self) -> None:
        for number, node in enumerate(self._top):
            top = self.createIndex(number, 0, _TOP)
            self.dataChanged.emit(top, top)
            if children := _children(node):
                first = self.createIndex(0, 0, number + 1)
                last = self.createIndex(len(children) - 1, 0, number + 1)
                self.dataChanged.emit(first, last)


def _nodes(section: Section) -> Sequence[Node]:
    return (section,) if section.heading else section.entries


def _children(node: Node) -> tuple[Entry, ...]:
    return node.entries if isinstance(node, Section) else ()


def _shape(top: Sequence[Node]) -> list[object]:
    """All but the counts and labels: what a row is known by."""
    return [
        (node.name, [(each.place, each.depth) for each in node.entries])
        if isinstance(node, Section)
        else node.place
        for node in top
    ]
