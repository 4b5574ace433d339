"""Completes the tag that is being typed in a line of tags."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit

from app.overriding import override
from app.presentation import tag_text


class TagCompleter(QCompleter):
    """Offers tags that exist for the last tag of the line.

    Args:
        edit: The line of tags, whose child it becomes.
    """

    def __init__(self, edit: QLineEdit) -> None:
        super().__init__(edit)
        self._edit = edit
        self._tags = QStringListModel(self)
        self.setModel(self._tags)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        edit.setCompleter(self)

    def set_tags(self, tags: Sequence[str]) -> None:
        """Offer other tags."""
        self._tags.setStringList(list(tags))

    @override
    def splitPath(self, path: str) -> list[str]:
        return [path.rpartition(",")[2].strip()]

    @override
    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        before, comma, _ = self._edit.text().rpartition(",")
        tag = tag_text.to_text([super().pathFromIndex(index)])
        return f"{before}{comma} {tag}" if comma else tag
