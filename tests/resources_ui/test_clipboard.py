from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtGui import QClipboard
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from resources_ui.clipboard import SecretClipboard

SECRET = "correct horse battery staple"


@pytest.fixture
def system(qapp: QApplication) -> Iterator[QClipboard]:
    clipboard = qapp.clipboard()
    clipboard.clear()
    yield clipboard
    clipboard.clear()


@pytest.fixture
def secret_clipboard(system: QClipboard) -> Iterator[SecretClipboard]:
    made = SecretClipboard(system, seconds=0.05)
    yield made
    shiboken6.delete(made)


def test_secret_is_taken_back_after_a_while(
    qtbot: QtBot, system: QClipboard, secret_clipboard: SecretClipboard
) -> None:
    with qtbot.waitSignal(secret_clipboard.cleared):
        secret_clipboard.copy(SECRET)
        assert system.text() == SECRET
        assert secret_clipboard.seconds_left == 1
    assert system.text() == ""
    assert secret_clipboard.seconds_left == 0


def test_what_was_copied_meanwhile_stays(
    qtbot: QtBot, system: QClipboard, secret_clipboard: SecretClipboard
) -> None:
    with qtbot.assertNotEmitted(secret_clipboard.cleared):
        secret_clipboard.copy(SECRET)
        system.setText("something else")
        QTest.qWait(150)
    assert system.text() == "something else"


def test_secret_is_taken_back_when_the_program_ends(
    qapp: QApplication, system: QClipboard, secret_clipboard: SecretClipboard
) -> None:
    secret_clipboard.copy(SECRET)
    qapp.aboutToQuit.emit()
    assert system.text() == ""


def test_clearing_by_hand_says_so_once(
    qtbot: QtBot, system: QClipboard, secret_clipboard: SecretClipboard
) -> None:
    secret_clipboard.copy(SECRET)
    with qtbot.waitSignal(secret_clipboard.cleared):
        secret_clipboard.clear_now()
    with qtbot.assertNotEmitted(secret_clipboard.cleared):
        secret_clipboard.clear_now()
    assert system.text() == ""


def test_second_secret_replaces_the_first_and_is_the_one_taken_back(
    system: QClipboard, secret_clipboard: SecretClipboard
) -> None:
    secret_clipboard.copy("first")
    secret_clipboard.copy("second")
    assert system.text() == "second"
    secret_clipboard.clear_now()
    assert system.text() == ""


def test_clipboard_histories_are_asked_to_look_away(
    system: QClipboard, secret_clipboard: SecretClipboard
) -> None:
    secret_clipboard.copy(SECRET)
    content = system.mimeData()
    assert content.data("x-kde-passwordManagerHint").data() == b"secret"
    formats = " ".join(content.formats())
    assert "ExcludeClipboardContentFromMonitorProcessing" in formats
    assert "CanIncludeInClipboardHistory" in formats
    assert "concealed" in formats


def test_it_keeps_no_copy_of_the_secret(secret_clipboard: SecretClipboard) -> None:
    secret_clipboard.copy(SECRET)
    gc.collect()
    kept = [value for value in vars(secret_clipboard).values() if isinstance(value, str | bytes)]
    assert kept
    assert all(SECRET not in str(value) for value in kept)


def test_secret_with_half_a_character_does_not_stop_it(
    system: QClipboard, secret_clipboard: SecretClipboard
) -> None:
    secret_clipboard.copy("💥 and \t tabs\nand lines")
    secret_clipboard.clear_now()
    assert system.text() == ""
