from __future__ import annotations

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from resources_ui.buttons import Button
from resources_ui.empty_state import EmptyState
from resources_ui.icons import Icons


def test_it_says_what_it_means_and_what_to_do(qtbot: QtBot, icons: Icons) -> None:
    add = Button("Add resource", kind="primary")
    page = EmptyState(
        icons,
        "package-open",
        title="No resources yet",
        sentence="Add a device, an account or a document.",
        buttons=[add],
    )
    qtbot.addWidget(page)
    page.resize(800, 600)
    page.show()
    texts = [label.text() for label in page.findChildren(QLabel)]
    assert texts == ["No resources yet", "Add a device, an account or a document."]
    assert add.isVisible()


def test_texts_can_change_and_are_never_html(qtbot: QtBot, icons: Icons) -> None:
    page = EmptyState(icons, "search", title="", sentence="")
    qtbot.addWidget(page)
    page.set_texts(title="Nothing found", sentence="Nothing fits “<b>x</b>”.")
    page.resize(800, 600)
    page.show()
    sentence = page.findChildren(QLabel)[1]
    wanted = sentence.fontMetrics().horizontalAdvance("Nothing fits “<b>x</b>”.")
    assert sentence.sizeHint().width() >= wanted


def test_it_fits_a_narrow_window(qtbot: QtBot, icons: Icons) -> None:
    page = EmptyState(icons, "search", title="Nothing found", sentence="word " * 40)
    qtbot.addWidget(page)
    assert page.minimumSizeHint().width() < 200
