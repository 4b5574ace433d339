"""The two controls that plaintext may stand in, and how it is taken out of them again."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import (
    QClipboard,
    QContextMenuEvent,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
)
from PySide6.QtWidgets import (
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QStyle,
    QStyleOptionFrame,
    QWidget,
)

from app.domain.secret_text import SecretText
from app.overriding import override

LINE_BREAKS = frozenset("\n\r\u2028\u2029")

_MARGINS = 26  # padding, frame and the document's own
_DOTS = "\u25cf" * 12  # always as many: their number says nothing about the secret
_OVERWRITTEN = "\u2022"
_QT_LINE_BREAKS = "\u2029\u2028"  # what Qt keeps Enter and Shift+Enter as
_TO_LINE_FEED = str.maketrans(dict.fromkeys(_QT_LINE_BREAKS, "\n"))
_HINTS = (
    Qt.InputMethodHint.ImhSensitiveData
    | Qt.InputMethodHint.ImhNoPredictiveText
    | Qt.InputMethodHint.ImhNoAutoUppercase
)
_COPIES = frozenset({"edit-cut", "edit-copy"})  # Qt's names of the entries in its menus


class SecretLine(QLineEdit):
    """One line of plaintext, masked or shown.

    Copying goes through `copy_asked`, because a copy of a secret is cleared after a while.
    """

    copy_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setInputMethodHints(_HINTS | Qt.InputMethodHint.ImhHiddenText)
        self._usual_font = self.font()
        self._stands_for_secret = False
        self.show_dots()

    def show_dots(self) -> None:
        """Show a dot for each character."""
        self.setFont(self._usual_font)
        self.setEchoMode(QLineEdit.EchoMode.Password)

    def show_characters(self) -> None:
        """Show what stands there, in letters that are told apart: 0 and O, 1 and l."""
        self.setFont(_plaintext_font(self._usual_font))
        self.setEchoMode(QLineEdit.EchoMode.Normal)

    def set_stands_for_secret(self, stands_for_secret: bool) -> None:
        """Show dots while it is empty: there is a secret, which is not in here."""
        self._stands_for_secret = stands_for_secret
        self.update()

    def put(self, secret: SecretText) -> None:
        """Show a secret, without `textChanged`."""
        with QSignalBlocker(self):
            self.setText(secret.reveal())
        self.setCursorPosition(0)

    def wipe(self) -> None:
        """Take the plaintext out, the undo history included, without `textChanged`."""
        with QSignalBlocker(self):
            # Not clear(), which can be undone.
            self.setText(_OVERWRITTEN * len(self.text()))
            self.setText("")

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._stands_for_secret or self.text():
            return
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        place = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)
        alignment = QStyle.visualAlignment(self.layoutDirection(), self.alignment())
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        painter.drawText(
            place.adjusted(2, 0, -2, 0), alignment | Qt.AlignmentFlag.AlignVCenter, _DOTS
        )

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_copy(event):
            self.copy_asked.emit()
        elif event.matches(QKeySequence.StandardKey.InsertLineSeparator):  # Shift+Enter
            self.insert("\n")
        else:
            super().keyPressEvent(event)

    @override
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        super().keyReleaseEvent(event)
        _take_back_selection()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        _take_back_selection()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        _show_without_copies(self.createStandardContextMenu(), event)


class SecretParagraphs(QPlainTextEdit):
    """Several lines of plaintext, shown: a key, a note, recovery codes."""

    copy_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setInputMethodHints(_HINTS | Qt.InputMethodHint.ImhMultiLine)
        self.setFont(_plaintext_font(self.font()))
        self.setTabChangesFocus(True)

    def fit_lines(self, fewest: int, most: int) -> None:
        """Be as high as the text asks."""
        lines = max(fewest, min(self.blockCount(), most))
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + _MARGINS)

    def text(self) -> str:
        """What stands there, to the letter; `toPlainText` makes a space of a no-break space."""
        return self.document().toRawText().translate(_TO_LINE_FEED)

    def put(self, secret: SecretText) -> None:
        """Show a secret, without `textChanged`."""
        with QSignalBlocker(self):
            self.setPlainText(secret.reveal())
        self.document().clearUndoRedoStacks()

    def wipe(self) -> None:
        """Take the plaintext out, the undo history included, without `textChanged`."""
        with QSignalBlocker(self):
            self.setPlainText(_OVERWRITTEN * len(self.text()))
            self.setPlainText("")
        self.document().clearUndoRedoStacks()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_copy(event):
            self.copy_asked.emit()
        else:
            super().keyPressEvent(event)

    @override
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        super().keyReleaseEvent(event)
        _take_back_selection()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        _take_back_selection()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        _show_without_copies(self.createStandardContextMenu(), event)


def _plaintext_font(usual: QFont) -> QFont:
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPointSizeF(usual.pointSizeF())
    return font


def _take_back_selection() -> None:
    """X11 keeps whatever is selected for the middle mouse button, and nobody would clear it."""
    clipboard = QGuiApplication.clipboard()
    if clipboard.supportsSelection() and clipboard.ownsSelection():
        clipboard.clear(QClipboard.Mode.Selection)


def _is_copy(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Copy) or event.matches(
        QKeySequence.StandardKey.Cut
    )


def _show_without_copies(menu: QMenu, event: QContextMenuEvent) -> None:
    for action in menu.actions():
        if action.objectName() in _COPIES:
            menu.removeAction(action)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(event.globalPos())
