from __future__ import annotations

from array import array
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.search.listing import Filter, FilterKind, Listing, Sort, SortKey
from app.search.words import Words
from resources_ui.icons import Icons
from resources_ui.resource_list import ResourceList
from resources_ui.theme import Theme
from tests.resources_ui.list_source import ListSource, fixed_clock, summary

COUNT = 300
ALL = Listing()
FAVOURITES = Listing(filters=(Filter(FilterKind.FAVOURITE),))


def searching(text: str) -> Listing:
    return Listing(words=Words.parse(text))


@pytest.fixture
def resources(qtbot: QtBot, theme: Theme, icons: Icons) -> Iterator[ResourceList]:
    source = ListSource(summary(key) for key in range(1, COUNT + 1))
    window = QWidget()
    layout = QVBoxLayout(window)
    made = ResourceList(source, theme, icons, clock=fixed_clock)
    layout.addWidget(QLineEdit())
    layout.addWidget(made)
    qtbot.addWidget(window)
    window.resize(690, 600)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield made
    window.close()


def everything() -> array[int]:
    return array("q", range(1, COUNT + 1))


def texts(page: QWidget | None) -> str:
    assert page is not None
    return " ".join(label.text() for label in page.findChildren(QLabel))


def buttons(page: QWidget | None) -> dict[str, QAbstractButton]:
    assert page is not None
    return {button.text(): button for button in page.findChildren(QAbstractButton)}


def test_rows_are_shown_and_the_order_with_them(resources: ResourceList) -> None:
    resources.show_keys(everything(), Listing(sort=Sort(SortKey.UPDATED, descending=True)))
    assert resources.currentWidget() is resources.table
    assert resources.table.sort == Sort(SortKey.UPDATED, descending=True)


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("Add resource", "add_requested"),
        ("Import…", "import_requested"),
        ("Look at a sample", "sample_requested"),
    ],
)
def test_empty_inventory_offers_a_way_to_begin(
    resources: ResourceList, text: str, signal: str
) -> None:
    resources.show_keys(array("q"), ALL)
    asked = QSignalSpy(getattr(resources, signal))
    buttons(resources.currentWidget())[text].click()
    assert asked.count() == 1
    assert "No resources yet" in texts(resources.currentWidget())


def test_buttons_that_write_wait_for_the_inventory(resources: ResourceList) -> None:
    resources.set_can_write(False)
    resources.show_keys(array("q"), ALL)
    page = resources.currentWidget()
    assert not any(button.isEnabled() for button in buttons(page).values())
    resources.set_can_write(True)
    assert all(button.isEnabled() for button in buttons(page).values())
    resources.set_can_write(False)
    resources.show_keys(array("q"), searching("x"), query="x")
    assert buttons(resources.currentWidget())["Clear search"].isEnabled()


def test_search_without_hits_repeats_the_words_and_can_be_cleared(resources: ResourceList) -> None:
    for query in ("<i>x</i>", "other"):
        resources.show_keys(array("q"), searching(query), query=query)
        page = resources.currentWidget()
        assert f"No resource has “{query}”" in texts(page)
        labels = page.findChildren(QLabel)
        assert all(label.textFormat() is Qt.TextFormat.PlainText for label in labels)
    cleared = QSignalSpy(resources.clear_search_requested)
    buttons(page)["Clear search"].click()
    assert cleared.count() == 1


def test_each_empty_place_is_told_apart(resources: ResourceList) -> None:
    resources.show_keys(array("q"), Listing(deleted=True))
    assert "The trash is empty" in texts(resources.currentWidget())
    resources.show_keys(array("q"), FAVOURITES)
    assert "No favourites yet" in texts(resources.currentWidget())
    resources.show_keys(everything(), ALL)
    assert resources.currentWidget() is resources.table


def test_list_is_not_called_empty_before_the_answer_is_whole(resources: ResourceList) -> None:
    resources.show_keys(array("q"), ALL, is_final=False)
    assert resources.currentWidget() is resources.table


def test_keyboard_stays_in_the_middle_when_the_list_runs_empty(resources: ResourceList) -> None:
    resources.show_keys(everything(), ALL)
    resources.table.focus_rows()
    resources.show_keys(array("q"), ALL)
    assert QApplication.focusWidget() is buttons(resources.currentWidget())["Add resource"]
    resources.show_keys(everything(), ALL)
    assert QApplication.focusWidget() is resources.table


def test_keyboard_stays_in_the_search_bar_while_nothing_is_found(resources: ResourceList) -> None:
    resources.show_keys(everything(), ALL)
    search = resources.window().findChild(QLineEdit)
    search.setFocus()
    resources.show_keys(array("q"), searching("x"), query="x")
    assert QApplication.focusWidget() is search


def test_same_list_after_a_change_stays_where_it_was_scrolled(resources: ResourceList) -> None:
    resources.show_keys(everything(), ALL)
    bar = resources.table.verticalScrollBar()
    bar.setValue(5000)
    resources.show_keys(everything()[:128], ALL, is_final=False)
    assert bar.value() == 5000
    assert resources.table.resource_model.rowCount() == COUNT
    resources.show_keys(array("q", [*range(1, COUNT + 1), 1000]), ALL)
    assert bar.value() == 5000


def test_search_shows_the_top_of_its_answer_and_the_way_back_leads_to_the_current_row(
    resources: ResourceList,
) -> None:
    resources.show_keys(everything(), ALL)
    resources.table.select_key(200)
    resources.show_keys(array("q", range(100, 251)), searching("r"), query="r")
    assert resources.table.verticalScrollBar().value() == 0
    assert resources.table.current_key == 200
    resources.show_keys(everything(), ALL)
    row = resources.table.visualRect(resources.table.resource_model.index(199, 0))
    assert resources.table.viewport().rect().contains(row)


def test_what_is_empty_is_told_to_a_screen_reader(resources: ResourceList) -> None:
    resources.show_keys(array("q"), Listing(deleted=True))
    assert resources.currentWidget().accessibleName().startswith("The trash is empty.")
