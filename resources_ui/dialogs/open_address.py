"""Shows an address, whole, before it is opened in another program."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QFontDatabase, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.domain.address import Address, read_address
from app.errors import UnsafeAddressError
from resources_ui.buttons import Button
from resources_ui.dialogs.dialog import Dialog
from resources_ui.form_field import WrappingLabel

_PROGRAMS = {
    "http": "in your browser, without encryption",
    "https": "in your browser",
    "ssh": "in your terminal program",
    "mailto": "in your mail program",
}
_FEWEST_LINES, _MOST_LINES = 2, 8
_TEXT_WIDTH = 400
_MARGINS = 24


class OpenAddressDialog(Dialog):
    """Asks whether an address is to be opened.

    Args:
        address: As it is stored.
        parent: The window.
        open_url: Hands an address to the desktop; says whether a program took it.

    Raises:
        UnsafeAddressError: It is not one that may be opened.
    """

    def __init__(
        self,
        address: str,
        parent: QWidget | None = None,
        *,
        open_url: Callable[[QUrl], bool] = QDesktopServices.openUrl,
    ) -> None:
        read = read_address(address)
        self._url = _url(read)
        super().__init__(
            f"Open {read.destination}?",
            sentence=f"This opens {_PROGRAMS[read.scheme]}:",
            width=480,
            parent=parent,
        )
        self.setObjectName("openAddressDialog")
        self._open_url = open_url
        self._address = _whole(read.text)
        self.body.addWidget(self._address)
        self._problem = WrappingLabel(role="problem")
        self._problem.setObjectName("addressProblem")
        self._problem.hide()
        self.body.addWidget(self._problem)
        cancel = Button("Cancel")
        cancel.setObjectName("cancelButton")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self._on_cancel_clicked)
        self._open = Button("Open", kind="primary")
        self._open.setObjectName("openButton")
        self._open.setDefault(True)
        self._open.clicked.connect(self._on_open_clicked)
        self.add_buttons(cancel, self._open)
        self._open.setFocus()

    def _on_open_clicked(self, _checked: bool) -> None:
        if self._open_url(self._url):
            self.accept()
            return
        self._problem.setText("No program on this system opens such addresses.")
        self._problem.show()
        self.fit()

    def _on_cancel_clicked(self, _checked: bool) -> None:
        self.reject()


def _url(address: Address) -> QUrl:
    """What is handed to the desktop.

    Raises:
        UnsafeAddressError: Qt reads it otherwise than we do, so that the person would be shown
            another place than is opened.
    """
    url = QUrl(address.text, QUrl.ParsingMode.StrictMode)
    if not url.isValid() or url.scheme() != address.scheme:
        raise UnsafeAddressError
    host = url.host(QUrl.ComponentFormattingOption.FullyEncoded)
    if address.scheme != "mailto" and host != address.destination.strip("[]"):
        raise UnsafeAddressError
    return url


def _whole(address: str) -> QPlainTextEdit:
    """A read-only box in which every character can be seen."""
    box = QPlainTextEdit(address)
    box.setObjectName("wholeAddress")
    box.setAccessibleName("Address")
    box.setReadOnly(True)
    box.setTabChangesFocus(True)
    box.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
    box.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    metrics = box.fontMetrics()
    lines = -(-metrics.horizontalAdvance(address) // _TEXT_WIDTH)
    shown = max(_FEWEST_LINES, min(lines, _MOST_LINES))
    box.setFixedHeight(shown * metrics.lineSpacing() + _MARGINS)
    return box
