"""What is wrong with a file is said as it is, and leads on."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from app.errors import InventoryDamagedError, InventoryFileError, InventoryInUseError
from resources_ui.icons import Icons
from resources_ui.problem_page import ProblemPage
from tests.finding import found
from tests.resources_ui.walking import nameless, rich_labels

PATH = Path("/home/ada/<b>Home<b>.strongroom")


@pytest.mark.parametrize(
    ("error", "title"),
    [
        (InventoryInUseError(PATH), "In use"),
        (InventoryDamagedError(PATH), "This inventory cannot be opened"),
    ],
)
def test_sentence_is_shown_and_heard_to_the_letter(
    qtbot: QtBot, icons: Icons, error: InventoryFileError, title: str
) -> None:
    page = ProblemPage(error, icons)
    qtbot.addWidget(page)

    texts = [label.text() for label in page.findChildren(QLabel)]
    assert title in texts
    assert str(error) in texts
    assert page.accessibleName() == str(error)
    assert nameless(page) == []
    assert rich_labels(page) == []


def test_each_button_leads_its_way(qtbot: QtBot, icons: Icons) -> None:
    page = ProblemPage(InventoryDamagedError(PATH), icons)
    qtbot.addWidget(page)

    with qtbot.waitSignal(page.retry_requested):
        found(page, QAbstractButton, "tryAgainButton").click()
    with qtbot.waitSignal(page.other_requested):
        found(page, QAbstractButton, "openAnotherButton").click()
