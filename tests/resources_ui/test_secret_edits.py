from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from app.domain.secret_text import SecretText
from resources_ui.secret_edits import SecretLine, SecretParagraphs
from resources_ui.theme import Theme
from tests.plaintext import places_of

CANARY = "canary-4711-xyzzy"


@pytest.fixture(params=[SecretLine, SecretParagraphs])
def edit(
    request: pytest.FixtureRequest, qtbot: QtBot, theme: Theme
) -> SecretLine | SecretParagraphs:
    made: SecretLine | SecretParagraphs = request.param()
    qtbot.addWidget(made)
    made.show()
    return made


def test_wiped_plaintext_is_nowhere(qtbot: QtBot, edit: SecretLine | SecretParagraphs) -> None:
    edit.put(SecretText(CANARY))
    assert places_of(CANARY, edit) != []
    with qtbot.assertNotEmitted(edit.textChanged):
        edit.wipe()
    assert places_of(CANARY, edit) == []
    edit.undo()
    assert edit.text() == ""


def test_plaintext_that_was_put_is_the_same_to_the_letter(
    edit: SecretLine | SecretParagraphs,
) -> None:
    text = "a\u00a0b  c\t🦊"
    edit.put(SecretText(text))
    assert edit.text() == text


def test_menu_offers_no_copy_that_stays_on_the_clipboard(
    edit: SecretLine | SecretParagraphs,
) -> None:
    edit.put(SecretText(CANARY))
    edit.selectAll()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), QPoint(5, 5))
    QApplication.sendEvent(edit if isinstance(edit, QLineEdit) else edit.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    names = {action.objectName() for action in menu.actions()}
    menu.close()
    assert "edit-paste" in names
    assert not names & {"edit-copy", "edit-cut"}


def test_every_kind_of_line_break_is_one(qtbot: QtBot, theme: Theme) -> None:
    edit = SecretParagraphs()
    qtbot.addWidget(edit)
    edit.put(SecretText("a\r\nb\u2028c\nd"))
    assert edit.text() == "a\nb\nc\nd"


def test_shown_characters_can_be_told_apart(qtbot: QtBot, theme: Theme) -> None:
    edit = SecretLine()
    qtbot.addWidget(edit)
    usual = edit.font().family()
    edit.show_characters()
    assert edit.font().family() != usual
    edit.show_dots()
    assert edit.font().family() == usual
