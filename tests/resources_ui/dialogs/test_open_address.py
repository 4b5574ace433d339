from __future__ import annotations

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QAbstractButton, QLabel, QPlainTextEdit
from pytestqt.qtbot import QtBot

from app.errors import UnsafeAddressError
from resources_ui.dialogs.open_address import OpenAddressDialog
from resources_ui.theme import Theme
from tests.finding import found


class Desktop:
    """Takes addresses as the desktop does, or does not."""

    def __init__(self, *, has_program: bool = True) -> None:
        self.opened: list[str] = []
        self._has_program = has_program

    def open_url(self, url: QUrl) -> bool:
        self.opened.append(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))
        return self._has_program


def button(dialog: OpenAddressDialog, name: str) -> QAbstractButton:
    return found(dialog, QAbstractButton, name)


@pytest.mark.parametrize(
    ("address", "destination"),
    [
        ("https://example.org/login", "example.org"),
        ("https://paypal.com@evil.example/login", "evil.example"),
        ("https://bücher.example/", "xn--bcher-kva.example"),
        ("http://[::1]:8080/", "[::1]"),
        ("ssh://root@192.168.1.20", "192.168.1.20"),
        ("mailto:ada@example.org", "ada@example.org"),
    ],
)
def test_whole_address_and_destination_are_shown_before_it_is_opened(
    qtbot: QtBot, theme: Theme, address: str, destination: str
) -> None:
    desktop = Desktop()
    dialog = OpenAddressDialog(address, open_url=desktop.open_url)
    dialog.open()
    assert found(dialog, QPlainTextEdit, "wholeAddress").toPlainText() == address
    assert any(destination in label.text() for label in dialog.findChildren(QLabel))
    assert desktop.opened == []
    with qtbot.waitSignal(dialog.accepted):
        button(dialog, "openButton").click()
    assert desktop.opened == [QUrl(address).toString(QUrl.ComponentFormattingOption.FullyEncoded)]


def test_cancel_opens_nothing(qtbot: QtBot, theme: Theme) -> None:
    desktop = Desktop()
    dialog = OpenAddressDialog("https://example.org", open_url=desktop.open_url)
    dialog.open()
    with qtbot.waitSignal(dialog.rejected):
        button(dialog, "cancelButton").click()
    assert desktop.opened == []


def test_missing_program_is_said(qtbot: QtBot, theme: Theme) -> None:
    desktop = Desktop(has_program=False)
    dialog = OpenAddressDialog("ssh://example.org", open_url=desktop.open_url)
    dialog.open()
    button(dialog, "openButton").click()
    assert dialog.isVisible()
    assert found(dialog, QLabel, "addressProblem").isVisible()


@pytest.mark.parametrize(
    "address",
    ["file:///etc/passwd", "javascript:alert(1)", "example.org", "https://faß.de", "https://a b"],
)
def test_unsafe_address_gets_no_dialog(qtbot: QtBot, theme: Theme, address: str) -> None:
    with pytest.raises(UnsafeAddressError):
        OpenAddressDialog(address, open_url=Desktop().open_url)
