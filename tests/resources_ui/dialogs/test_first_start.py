from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.domain.secret_text import SecretText
from resources_ui.dialogs.first_start import FirstStartPage, StartChoice
from resources_ui.icons import Icons
from tests.finding import found
from tests.plaintext import places_of, secrets_held

PATH = Path("/home/ada/.local/share/Strongroom/Inventory.strongroom")
CANARY = "canary-4711-xyzzy"


def page(qtbot: QtBot, icons: Icons, **options: object) -> FirstStartPage:
    made = FirstStartPage(PATH, icons, **options)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    made.resize(1280, 742)
    made.show()
    return made


@pytest.fixture
def with_keyring(qtbot: QtBot, icons: Icons) -> FirstStartPage:
    made = page(qtbot, icons)
    made.set_has_keyring(True)
    return made


@pytest.fixture
def without_keyring(qtbot: QtBot, icons: Icons) -> FirstStartPage:
    made = page(qtbot, icons)
    made.set_has_keyring(False)
    return made


def button(shown: FirstStartPage, name: str) -> QAbstractButton:
    return found(shown, QAbstractButton, name)


def line(shown: FirstStartPage, name: str) -> QLineEdit:
    return found(shown, QLineEdit, name)


def store_text(shown: FirstStartPage) -> str:
    return found(shown, QLabel, "keyStoreText").text()


def type_passphrase(shown: FirstStartPage, first: str, again: str) -> None:
    line(shown, "newPassphraseEdit").setText(first)
    line(shown, "repeatPassphraseEdit").setText(again)


def test_nothing_can_start_before_the_system_was_asked(qtbot: QtBot, icons: Icons) -> None:
    shown = page(qtbot, icons)
    assert "Looking for a keyring" in store_text(shown)
    assert not button(shown, "startEmptyButton").isEnabled()
    assert not button(shown, "startSampleButton").isEnabled()


def test_keyring_is_named_and_asks_for_no_passphrase(with_keyring: FirstStartPage) -> None:
    assert "keyring keeps the key" in store_text(with_keyring)
    assert not line(with_keyring, "newPassphraseEdit").isVisible()


@pytest.mark.parametrize(
    ("name", "sample"), [("startEmptyButton", False), ("startSampleButton", True)]
)
def test_choice_is_told_whole(
    qtbot: QtBot, with_keyring: FirstStartPage, name: str, sample: bool
) -> None:
    line(with_keyring, "ownerEdit").setText(" Ada Lovelace ")
    line(with_keyring, "emailEdit").setText("ada@example.org")
    with qtbot.waitSignal(with_keyring.start_requested) as started:
        button(with_keyring, name).click()
    assert started.args == [
        StartChoice(PATH, "keyring", None, "Ada Lovelace", "ada@example.org", sample)
    ]


def test_missing_keyring_is_said_and_a_passphrase_is_asked_for(
    qtbot: QtBot, without_keyring: FirstStartPage
) -> None:
    assert store_text(without_keyring).startswith("This system has no keyring.")
    assert not button(without_keyring, "otherStoreButton").isVisible()
    type_passphrase(without_keyring, "correct horse", "correct horse")
    with qtbot.waitSignal(without_keyring.start_requested) as started:
        button(without_keyring, "startEmptyButton").click()
    assert started.args[0].store_kind == "passphrase"
    assert started.args[0].passphrase == SecretText("correct horse")


@pytest.mark.parametrize(
    ("first", "again", "wrong"),
    [
        ("", "", "newPassphraseEdit"),
        ("short", "short", "newPassphraseEdit"),
        ("correct horse", "correct house", "repeatPassphraseEdit"),
        ("correct horse", "", "repeatPassphraseEdit"),
    ],
)
def test_bad_passphrase_starts_nothing_and_is_said(
    qtbot: QtBot, without_keyring: FirstStartPage, first: str, again: str, wrong: str
) -> None:
    type_passphrase(without_keyring, first, again)
    with qtbot.assertNotEmitted(without_keyring.start_requested):
        button(without_keyring, "startEmptyButton").click()
    assert line(without_keyring, wrong).property("invalid")
    assert without_keyring.focusWidget() is line(without_keyring, wrong)
    type_passphrase(without_keyring, "correct horse", "correct horse")
    assert not line(without_keyring, wrong).property("invalid")


def test_passphrase_can_be_chosen_although_there_is_a_keyring(
    qtbot: QtBot, with_keyring: FirstStartPage
) -> None:
    button(with_keyring, "otherStoreButton").click()
    assert line(with_keyring, "newPassphraseEdit").isVisible()
    type_passphrase(with_keyring, "correct horse", "correct horse")
    button(with_keyring, "otherStoreButton").click()
    with qtbot.waitSignal(with_keyring.start_requested) as started:
        button(with_keyring, "startEmptyButton").click()
    assert started.args[0].store_kind == "keyring"
    assert started.args[0].passphrase is None


@pytest.mark.parametrize("kind", ["keyring", "passphrase"])
def test_key_store_of_the_command_line_is_taken(qtbot: QtBot, icons: Icons, kind: str) -> None:
    shown = page(qtbot, icons, key_store=kind, asks_passphrase=False)
    with qtbot.waitSignal(shown.start_requested) as started:
        button(shown, "startEmptyButton").click()
    assert started.args[0].store_kind == kind
    assert started.args[0].passphrase is None


@pytest.mark.parametrize(
    ("name", "text"), [("ownerEdit", "x" * 65), ("ownerEdit", "a\x07"), ("emailEdit", "x" * 255)]
)
def test_impossible_name_or_address_is_said(
    qtbot: QtBot, with_keyring: FirstStartPage, name: str, text: str
) -> None:
    line(with_keyring, name).setText(text)
    with qtbot.assertNotEmitted(with_keyring.start_requested):
        button(with_keyring, "startEmptyButton").click()
    assert line(with_keyring, name).property("invalid")


def test_it_is_busy_until_something_went_wrong(qtbot: QtBot, with_keyring: FirstStartPage) -> None:
    button(with_keyring, "startEmptyButton").click()
    for name in ("startEmptyButton", "startSampleButton", "otherPlaceButton"):
        assert not button(with_keyring, name).isEnabled()
    with qtbot.assertNotEmitted(with_keyring.start_requested):
        button(with_keyring, "startEmptyButton").click()
    with_keyring.show_error("The disk is full; nothing was changed.")
    texts = [label.text() for label in with_keyring.findChildren(QLabel) if label.isVisible()]
    assert "The disk is full; nothing was changed." in texts
    assert button(with_keyring, "startEmptyButton").isEnabled()


def test_another_place_is_asked_for_and_taken(qtbot: QtBot, with_keyring: FirstStartPage) -> None:
    with qtbot.waitSignal(with_keyring.other_place_requested):
        button(with_keyring, "otherPlaceButton").click()
    with_keyring.set_path(Path("/media/stick/Home.strongroom"))
    assert found(with_keyring, QLabel, "inventoryPath").text() == "/media/stick/Home.strongroom"
    with qtbot.waitSignal(with_keyring.start_requested) as started:
        button(with_keyring, "startEmptyButton").click()
    assert started.args[0].path == Path("/media/stick/Home.strongroom")


def test_passphrase_does_not_outlive_the_page(without_keyring: FirstStartPage) -> None:
    type_passphrase(without_keyring, CANARY, CANARY)
    assert len(places_of(CANARY, without_keyring)) >= 2
    without_keyring.hide()
    assert places_of(CANARY, without_keyring) == []
    assert secrets_held(CANARY) == 0


def test_every_control_has_an_accessible_name(without_keyring: FirstStartPage) -> None:
    nameless = [
        each.objectName() or type(each).__name__
        for each in without_keyring.findChildren(QWidget)
        if each.focusPolicy() is not Qt.FocusPolicy.NoFocus
        and each.isVisible()
        and not each.accessibleName()
        and not (isinstance(each, QAbstractButton) and each.text())
    ]
    assert nameless == []


def test_small_window_scrolls_down_and_never_sideways(
    qtbot: QtBot, without_keyring: FirstStartPage
) -> None:
    without_keyring.resize(480, 360)
    for each in without_keyring.findChildren(QAbstractButton):
        if each.isVisible():
            assert each.mapTo(without_keyring, each.rect().topRight()).x() < 480
