"""The command palette: every action by typing a part of its name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import (
    QAction,
    QIcon,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.overriding import override
from app.presentation.command_ranking import rank
from resources_ui.announcements import announce
from resources_ui.labels import plain_label
from resources_ui.theme import Theme
from resources_ui.tokens import (
    CELL_PADDING,
    GAP_GROUP,
    ICON_BAR,
    PANEL_EDGE,
    RADIUS_CONTROL,
    ROW_COMPACT,
)

_WIDTH = 560
_TOP = 88
_ROWS = 9  # shown at once; the rest scrolls

_SHORTCUT_ROLE = Qt.ItemDataRole.UserRole + 1
_ACTION_ROLE = Qt.ItemDataRole.UserRole + 2

_Index = QModelIndex | QPersistentModelIndex


class CommandPalette(QFrame):
    """Floats near the top of its window and runs the action that is chosen.

    Args:
        window: The widget it floats in.
        theme: The colours of its rows.
    """

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window)
        self.setObjectName("commandPalette")
        self.setAccessibleName("Command palette")
        self._window = window
        self._actions: list[QAction] = []
        self._focus_before: QWidget | None = None
        self._edit = QLineEdit(self)
        self._edit.setPlaceholderText("What do you want to do?")
        self._edit.setAccessibleName("Command")
        self._edit.textChanged.connect(self._on_text_changed)
        self._edit.installEventFilter(self)
        self._model = QStandardItemModel(self)
        self._list = QListView(self)
        self._list.setAccessibleName("Commands")
        self._list.setModel(self._model)
        self._list.setItemDelegate(_CommandDelegate(theme, self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setMouseTracking(True)
        self._list.clicked.connect(self._on_clicked)
        self._empty = plain_label("No command fits. Try another word.", role="muted", parent=self)
        self._empty.setContentsMargins(CELL_PADDING, 0, CELL_PADDING, 0)
        self._empty.setFixedHeight(ROW_COMPACT)
        line = QFrame(self)
        line.setObjectName("paletteLine")
        line.setFixedHeight(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_GROUP, 2, GAP_GROUP, GAP_GROUP)
        column.setSpacing(GAP_GROUP)
        column.addWidget(self._edit)
        column.addWidget(line)
        column.addWidget(self._empty)
        column.addWidget(self._list)
        self.hide()
        window.installEventFilter(self)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    def set_actions(self, actions: Sequence[QAction]) -> None:
        """What can be chosen, in this order as long as nothing is typed."""
        self._actions = list(actions)

    def toggle(self) -> None:
        """Open it with an empty line, or close it."""
        if self.isVisible():
            self.close_palette()
            return
        self._focus_before = QApplication.focusWidget()
        self._edit.clear()
        self._fill()
        self.show()
        self.raise_()
        self._edit.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_palette(self) -> None:
        """Close it and give the focus back."""
        before, self._focus_before = self._focus_before, None
        had_focus = self._edit.hasFocus()
        self.hide()
        if had_focus and before is not None:
            before.setFocus(Qt.FocusReason.PopupFocusReason)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window:
            if event.type() is QEvent.Type.Resize and self.isVisible():
                self._place()
        elif isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._handle_key(event)
        return super().eventFilter(watched, event)

    def _handle_key(self, event: QKeyEvent) -> bool:
        page = _ROWS - 1
        moves = {
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_PageUp: -page,
            Qt.Key.Key_PageDown: page,
        }
        if event.key() in moves:
            self._move(moves[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run(self._list.currentIndex())
        elif event.key() == Qt.Key.Key_Escape:
            self.close_palette()
        elif event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            pass  # nothing else here to go to
        else:
            return False
        return True

    def _on_text_changed(self, _text: str) -> None:
        self._fill()

    def _on_clicked(self, index: QModelIndex) -> None:
        self._run(index)

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        # None means that another program is in front, and the palette may still be wanted.
        if self.isVisible() and new is not None and not self.isAncestorOf(new):
            self.close_palette()

    def _run(self, index: QModelIndex) -> None:
        action = index.data(_ACTION_ROLE)
        if isinstance(action, QAction) and action.isEnabled():
            self.close_palette()
            action.trigger()

    def _move(self, rows: int) -> None:
        last = self._model.rowCount() - 1
        row = min(max(0, self._list.currentIndex().row() + rows), last)
        self._select(row)
        if row >= 0:
            announce(self._list, self._model.item(row).accessibleText())

    def _select(self, row: int) -> None:
        self._list.setCurrentIndex(self._model.index(row, 0))

    def _fill(self) -> None:
        """The fitting actions, possible ones first."""
        fitting = rank(self._edit.text(), [_plain_text(each) for each in self._actions])
        found = [self._actions[index] for index in fitting]
        found.sort(key=_is_disabled)
        self._model.clear()
        for action in found:
            self._model.appendRow(_item(action))
        self._list.setVisible(bool(found))
        self._empty.setVisible(not found)
        self._select(0)
        self._place()

    def _place(self) -> None:
        rows = min(_ROWS, self._model.rowCount())
        self._list.setFixedHeight(rows * ROW_COMPACT)
        width = min(_WIDTH, self._window.width() - 2 * PANEL_EDGE)
        self.setFixedWidth(width)
        self.adjustSize()
        top = min(_TOP, max(0, self._window.height() - self.height()))
        self.move((self._window.width() - width) // 2, top)


class _CommandDelegate(QStyledItemDelegate):
    """Icon, text, and the shortcut in a column of its own."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(0, ROW_COMPACT)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        painter.save()
        self._paint_ground(painter, option)
        is_possible = index.data(_ACTION_ROLE).isEnabled()
        inner = option.rect.adjusted(CELL_PADDING, 0, -CELL_PADDING, 0)
        icon = QRect(inner.x(), 0, ICON_BAR, ICON_BAR)
        icon.moveTop(inner.center().y() + 1 - ICON_BAR // 2)
        mode = QIcon.Mode.Normal if is_possible else QIcon.Mode.Disabled
        index.data(Qt.ItemDataRole.DecorationRole).paint(
            painter, _mirrored(option, icon), mode=mode
        )
        text = inner.adjusted(ICON_BAR + GAP_GROUP, 0, 0, 0)
        painter.setFont(option.font)
        painter.setPen(self._theme.color("text" if is_possible else "disabled"))
        self._paint_text(painter, option, text, index.data(), Qt.AlignmentFlag.AlignLeft)
        painter.setPen(self._theme.color("muted" if is_possible else "disabled"))
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # keys read so everywhere
        shortcut = index.data(_SHORTCUT_ROLE)
        self._paint_text(painter, option, inner, shortcut, Qt.AlignmentFlag.AlignRight)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        if option.state & QStyle.StateFlag.State_Selected:
            color = self._theme.color("selection")
        elif option.state & QStyle.StateFlag.State_MouseOver:
            color = self._theme.color("hover")
        else:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawRoundedRect(option.rect, RADIUS_CONTROL, RADIUS_CONTROL)

    def _paint_text(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        rect: QRect,
        text: str,
        side: Qt.AlignmentFlag,
    ) -> None:
        alignment = QStyle.visualAlignment(option.direction, side | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(_mirrored(option, rect), alignment, text)


def _mirrored(option: QStyleOptionViewItem, rect: QRect) -> QRect:
    return QStyle.visualRect(option.direction, option.rect, rect)


def _plain_text(action: QAction) -> str:
    return action.text().replace("&", "")


def _is_disabled(action: QAction) -> bool:
    return not action.isEnabled()


def _item(action: QAction) -> QStandardItem:
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    text = _plain_text(action)
    item = QStandardItem(action.icon(), text)
    item.setData(keys, _SHORTCUT_ROLE)
    item.setData(action, _ACTION_ROLE)
    state = "" if action.isEnabled() else ", not possible now"
    item.setAccessibleText(", ".join(filter(None, (text, keys))) + state)
    return item
