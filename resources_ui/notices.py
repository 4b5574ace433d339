"""The one channel for what the person should know and need not answer: toasts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPushButton, QWidget

from app.errors import StrongroomError
from app.overriding import override
from resources_ui.announcements import announce
from resources_ui.callbacks import Callback
from resources_ui.icons import Icons
from resources_ui.labels import IconLabel, plain_label
from resources_ui.tokens import CELL_PADDING, GAP_GROUP, GAP_SECTION, ICON_BAR, PANEL_EDGE

NoticeKind = Literal["info", "bad"]

_TEXT_WIDTH = 520


class Toast(QFrame):
    """A sentence at the bottom centre of its parent, with one button at most.

    It goes by itself, but waits while the pointer or the focus is on it; Esc closes it.

    Args:
        parent: Whose bottom it floats above, also after a resize.
        icons: For the sign of a bad notice.
    """

    closed = Signal()

    def __init__(self, parent: QWidget, icons: Icons) -> None:
        super().__init__(parent)
        self.setObjectName("toast")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._parent = parent
        self._action: Callback[[]] | None = None
        self._focus_before: QWidget | None = None
        self._left_ms = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.close_toast)
        self._sign = IconLabel(icons, "triangle-alert", size=ICON_BAR, color="toast_bad")
        self._label = plain_label()
        self._button = QPushButton(self)
        self._button.setCursor(Qt.CursorShape.PointingHandCursor)
        self._button.clicked.connect(self._on_button_clicked)
        self._button.installEventFilter(self)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(CELL_PADDING)
        self._row.addWidget(self._sign)
        self._row.addWidget(self._label)
        self._row.addWidget(self._button)
        self.hide()
        parent.installEventFilter(self)

    def show_text(
        self,
        text: str,
        *,
        kind: NoticeKind,
        seconds: float,
        action_text: str,
        on_action: Callable[[], object] | None,
    ) -> None:
        """Show a sentence in place of the one before; see `Notices.show`."""
        self._action = Callback(on_action) if on_action is not None else None
        self._sign.setVisible(kind == "bad")
        self._label.setText(text)
        self._button.setText(action_text)
        self._button.setVisible(bool(action_text))
        self.setAccessibleName(text)
        self._place()
        self.show()
        self.raise_()
        self._left_ms = round(seconds * 1000)
        self._resume()
        announce(self, text, is_urgent=kind == "bad")

    def take_focus(self) -> None:
        """Let the keyboard reach it."""
        if self.isVisible():
            self._focus_before = QApplication.focusWidget()
            target = self._button if self._button.isVisible() else self
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_toast(self) -> None:
        """Hide it, and give the focus back if it was here."""
        if not self.isVisible():
            return
        self._timer.stop()
        self._action = None
        had_focus = self._has_focus()
        self.hide()
        if had_focus and self._focus_before is not None:
            self._focus_before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._focus_before = None
        self.closed.emit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._parent:
            if event.type() is QEvent.Type.Resize and self.isVisible():
                self._place()
        elif event.type() is QEvent.Type.FocusIn:
            self._pause()
        elif event.type() is QEvent.Type.FocusOut:
            self._resume()
        return super().eventFilter(watched, event)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self._pause()
        super().enterEvent(event)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._resume()
        super().leaveEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_toast()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._button.hasFocus():
            self._button.click()  # outside a dialog Qt does that for the space bar only
        else:
            super().keyPressEvent(event)

    def _on_button_clicked(self, _checked: bool) -> None:
        action = self._action
        self.close_toast()
        if action is not None:
            action()

    def _pause(self) -> None:
        if self._timer.isActive():
            self._left_ms = self._timer.remainingTime()
            self._timer.stop()

    def _resume(self) -> None:
        if self.isVisible() and not self._has_focus() and not self.underMouse():
            self._timer.start(self._left_ms)

    def _has_focus(self) -> bool:
        return self.hasFocus() or self._button.hasFocus()

    def _place(self) -> None:
        """As wide as the text asks, up to what the parent has; then the text wraps."""
        for each in (self, self._label, self._button):
            each.ensurePolished()  # their fonts decide
        if self._button.text():  # which brings its own padding
            self._row.setContentsMargins(GAP_SECTION, GAP_GROUP, GAP_GROUP, GAP_GROUP)
        else:
            self._row.setContentsMargins(GAP_SECTION, CELL_PADDING, GAP_SECTION, CELL_PADDING)
        room = min(_TEXT_WIDTH, self._parent.width() - 2 * PANEL_EDGE - self._width_beside_text())
        wanted = self._label.fontMetrics().horizontalAdvance(self._label.text()) + 1
        self._label.setWordWrap(wanted > room)
        self._label.setFixedWidth(max(1, min(wanted, room)))
        self.adjustSize()
        self.move(
            (self._parent.width() - self.width()) // 2,
            self._parent.height() - self.height() - PANEL_EDGE,
        )

    def _width_beside_text(self) -> int:
        beside = [each for each in (self._sign, self._button) if not each.isHidden()]
        widths = sum(each.sizeHint().width() + CELL_PADDING for each in beside)
        return 2 * GAP_SECTION + widths


class Notices(QObject):
    """Shows notices in a window, the newest only.

    Args:
        parent: The widget at whose bottom they appear, such as the window's central one.
        icons: For the sign of a bad notice.
        seconds: How long a notice stays; one about something bad stays twice as long.
    """

    shown = Signal(str)

    def __init__(self, parent: QWidget, icons: Icons, *, seconds: float = 6.0) -> None:
        super().__init__(parent)
        self._seconds = seconds
        self._toast = Toast(parent, icons)

    def show(
        self,
        text: str,
        *,
        action_text: str = "",
        on_action: Callable[[], object] | None = None,
        kind: NoticeKind = "info",
    ) -> None:
        """Say something.

        Args:
            text: One or two sentences, shown as plain text; no secret.
            action_text: The verb on the button, such as “Undo”; no button without it.
            on_action: What the button does: usually `actions["undo"].trigger`, whose guard takes
                errors. The toast is closed by then.
            kind: `bad` for what went wrong.
        """
        self._toast.show_text(
            text,
            kind=kind,
            seconds=self._seconds * (2 if kind == "bad" else 1),
            action_text=action_text,
            on_action=on_action,
        )
        self.shown.emit(text)

    def show_error(self, error: StrongroomError) -> None:
        """Say what went wrong and what to do about it, which is the error's own sentence."""
        self.show(str(error), kind="bad")

    def take_focus(self) -> None:
        """Move the keyboard to the notice, if there is one."""
        self._toast.take_focus()

    def dismiss(self) -> None:
        """Close the notice, as when what it offers is no longer possible."""
        self._toast.close_toast()
