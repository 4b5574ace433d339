"""The status bar says how the vault stands, and in whose keeping its key is."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot

from app.domain.vault_state import VaultState
from resources_ui.icons import Icons
from resources_ui.status_line import StatusLine
from tests.finding import found
from tests.resources_ui.walking import nameless, rich_labels

STORE = "Passphrase key file <b>Home</b>.strongroom-key"


@pytest.fixture
def line(qtbot: QtBot, icons: Icons) -> StatusLine:
    made = StatusLine(icons)
    qtbot.addWidget(made)
    made.resize(800, 32)
    made.show()
    return made


def state(*, is_unlocked: bool) -> VaultState:
    return VaultState(
        is_unlocked=is_unlocked,
        store_kind="passphrase",
        store_title=STORE,
        fingerprint="F" * 40,
        is_kit_saved=False,
    )


def test_nothing_can_be_locked_before_the_vault_is_known(line: StatusLine) -> None:
    button = found(line, QToolButton, "lockState")

    assert button.text().strip() == "Opening…"
    assert not button.isEnabled()


@pytest.mark.parametrize(
    ("is_unlocked", "word", "verb"), [(True, "Unlocked", "Lock"), (False, "Locked", "Unlock")]
)
def test_state_and_what_a_click_does_are_said(
    line: StatusLine, is_unlocked: bool, word: str, verb: str
) -> None:
    line.show_vault(state(is_unlocked=is_unlocked))
    button = found(line, QToolButton, "lockState")

    assert button.text().strip() == word
    assert button.accessibleName() == f"The vault is {word.lower()}; {verb.lower()} it"
    assert button.toolTip() == f"{verb} the vault (Ctrl+L)"
    assert found(line, QLabel, "keyStoreLabel").text() == STORE


def test_click_asks_for_the_other_state(qtbot: QtBot, line: StatusLine) -> None:
    line.show_vault(state(is_unlocked=True))
    with qtbot.waitSignal(line.lock_clicked):
        found(line, QToolButton, "lockState").click()


def test_everything_has_a_name_and_is_plain_text(line: StatusLine) -> None:
    line.show_vault(state(is_unlocked=True))
    line.show_count("3 of 60 found")

    assert found(line, QLabel, "countLabel").text() == "3 of 60 found"
    assert nameless(line) == []
    assert rich_labels(line) == []
    assert [each.toolTip() for each in line.findChildren(QLabel) if "<b>" in each.toolTip()] == []
