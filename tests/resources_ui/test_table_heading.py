from __future__ import annotations

from array import array

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor, QImage
from pytestqt.qtbot import QtBot

from app.search.listing import Sort, SortKey
from resources_ui.icons import Icons
from resources_ui.resource_table_view import ResourceTableView
from resources_ui.theme import Theme
from tests.resources_ui.list_source import ListSource, fixed_clock


@pytest.fixture
def view(qtbot: QtBot, theme: Theme, icons: Icons) -> ResourceTableView:
    QCursor.setPos(0, 700)
    made = ResourceTableView(ListSource([]), theme, icons, clock=fixed_clock)
    qtbot.addWidget(made)
    made.resize(690, 200)
    made.show_keys(array("q"))
    made.show()
    return made


def ink(view: ResourceTableView, theme: Theme) -> tuple[int, int]:
    """Where the first heading has its first and last pixel in the colour of the sorted one."""
    picture: QImage = view.horizontalHeader().viewport().grab().toImage()
    color = theme.color("text").name()
    found = [
        x
        for x in range(picture.width())
        if any(picture.pixelColor(x, y).name() == color for y in range(picture.height() - 1))
    ]
    return (found[0], found[-1]) if found else (-1, -1)


def test_arrow_stands_beside_the_word(view: ResourceTableView, theme: Theme) -> None:
    first, last = ink(view, theme)
    assert 10 <= first < last < 90
    view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    first, last = ink(view, theme)
    assert view.width() - 90 < first < last < view.width() - 10


def test_arrow_shows_the_direction(view: ResourceTableView) -> None:
    up = view.horizontalHeader().viewport().grab().toImage()
    view.set_sort(Sort(SortKey.NAME, descending=True))
    down = view.horizontalHeader().viewport().grab().toImage()
    assert up != down


def test_only_the_sorted_heading_is_emphasised(view: ResourceTableView, theme: Theme) -> None:
    view.set_sort(Sort(SortKey.TYPE))
    assert ink(view, theme)[0] > view.columnWidth(0)
    view.set_sort(Sort(SortKey.CREATED))
    assert ink(view, theme) == (-1, -1)


def test_heading_fills_its_row_in_both_looks(view: ResourceTableView, theme: Theme) -> None:
    assert view.horizontalHeader().height() == 36
    theme.set_choice("dark")
    picture = view.horizontalHeader().viewport().grab().toImage()
    assert picture.pixelColor(200, 5).name() == theme.color("surface").name()
    assert picture.pixelColor(200, 35).name() == theme.color("border").name()


def test_heading_under_the_pointer_shows_that_it_can_be_clicked(
    view: ResourceTableView, theme: Theme, qtbot: QtBot
) -> None:
    header = view.horizontalHeader().viewport()
    QCursor.setPos(header.mapToGlobal(QPoint(view.columnWidth(0) + 60, 10)))
    hover = theme.color("hover").name()

    def grounds() -> list[bool]:
        picture = header.grab().toImage()
        return [picture.pixelColor(x, 4).name() == hover for x in (5, view.columnWidth(0) + 5)]

    qtbot.waitUntil(lambda: grounds() == [False, True])
