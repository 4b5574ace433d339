"""A box to choose one value from a list, with icons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStyleOptionViewItem,
    QWidget,
)

from app.overriding import override
from app.presentation.resource_choices import Choice
from resources_ui.icons import Icons
from resources_ui.labels import plain_tool_tip
from resources_ui.tokens import GRID, ICON_LIST
from resources_ui.type_icon import type_icon_name

_VALUE = Qt.ItemDataRole.UserRole
_DEPTH = Qt.ItemDataRole.UserRole + 1
_INDENT = "\u2003"  # em space: mirrored with the text where that runs right to left


class ChoiceCombo(QComboBox):
    """Chooses one of `Choice`s.

    A long entry does not make it wider, and the wheel of a mouse that passes over it scrolls the
    form and changes nothing.

    Args:
        icons: Where the entries' icons come from.
        parent: The widget that it belongs to.
    """

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self._choices: tuple[Choice, ...] = ()
        self.setIconSize(QSize(ICON_LIST, ICON_LIST))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)
        self.setMaxVisibleItems(14)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setItemDelegate(_TreeDelegate(self))

    @property
    def value(self) -> str:
        """The value that is chosen; "" where nothing is."""
        value = self.currentData(_VALUE)
        return value if isinstance(value, str) else ""

    def set_value(self, value: str) -> None:
        """Choose a value; nothing is chosen where there is no such entry."""
        self.setCurrentIndex(self.findData(value, _VALUE))

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer other entries; the chosen value stays chosen if it is among them."""
        if tuple(choices) == self._choices:
            return
        value = self.value
        self._choices = tuple(choices)
        self.clear()
        for number, choice in enumerate(choices):
            self.addItem(choice.label, choice.value)
            if choice.icon:
                name = type_icon_name(self._icons, choice.icon)
                self.setItemIcon(number, self._icons.icon(name, color=choice.color))
            self.setItemData(number, choice.depth, _DEPTH)
        self.set_value(value)

    @override
    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        super().initStyleOption(option)
        room = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox,
            option,
            QStyle.SubControl.SC_ComboBoxEditField,
            self,
        ).width() - (self.iconSize().width() + GRID if not option.currentIcon.isNull() else 0)
        mode = Qt.TextElideMode.ElideRight
        option.currentText = self.fontMetrics().elidedText(option.currentText, mode, room)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip:
            self.setToolTip(plain_tool_tip(self.currentText()))  # for what is elided
        return super().event(event)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class _TreeDelegate(QStyledItemDelegate):
    """Indents entries in the list; the closed box shows the entry's own text."""

    @override
    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        option.text = _INDENT * (index.data(_DEPTH) or 0) + option.text
