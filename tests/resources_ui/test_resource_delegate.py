from __future__ import annotations

from array import array
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QImage
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from app.domain.resource_summary import ResourceSummary
from app.domain.status import Status
from app.presentation.columns import COLUMNS
from app.presentation.resource_list import widest_dates
from app.presentation.status_labels import STATUS_LABELS
from resources_ui.icons import Icons
from resources_ui.resource_table_view import ResourceTableView
from resources_ui.theme import Theme
from resources_ui.tokens import CELL_PADDING, ROW
from tests.resources_ui.list_source import ListSource, fixed_clock, summary

NAME, STATUS = 0, next(i for i, column in enumerate(COLUMNS) if column.name == "status")
UPDATED = len(COLUMNS) - 1
LONG = "A name that is as long as sixty-four characters may make a name."

MakeView = Callable[..., ResourceTableView]


@pytest.fixture
def make_view(qtbot: QtBot, theme: Theme, icons: Icons) -> MakeView:
    def make(*rows: ResourceSummary, width: int = 690) -> ResourceTableView:
        view = ResourceTableView(ListSource(rows), theme, icons, clock=fixed_clock)
        qtbot.addWidget(view)
        view.resize(width, 400)
        view.show_keys(array("q", [row.key for row in rows]))
        view.show()
        return view

    return make


def cell(view: ResourceTableView, row: int, column: int) -> QRect:
    return view.visualRect(view.resource_model.index(row, column))


def image(view: ResourceTableView, row: int, column: int) -> QImage:
    return view.viewport().grab(cell(view, row, column)).toImage()


def ink(picture: QImage, rows: range | None = None) -> list[int]:
    """The columns of pixels that hold something darker than any ground."""
    return [
        x
        for x in range(picture.width())
        if any(picture.pixelColor(x, y).lightness() < 140 for y in rows or range(picture.height()))
    ]


def first_line(view: ResourceTableView, row: int) -> list[int]:
    """Where the first line of a name has ink, beside its tile."""
    return [x for x in ink(image(view, row, NAME), range(8, 27)) if x > 52]


def test_html_and_ampersands_are_painted_as_they_were_typed(make_view: MakeView) -> None:
    view = make_view(
        summary(1, "<b>bold</b>"), summary(2, "bold"), summary(3, "Q&A"), summary(4, "QA")
    )
    html, bold, ampersand, plain = (first_line(view, row) for row in range(4))
    assert html[-1] > bold[-1] + 20
    assert ampersand[-1] > plain[-1] + 5


def test_long_name_keeps_to_its_cell(make_view: MakeView) -> None:
    view = make_view(summary(1, LONG * 3, favourite=1), width=420)
    found = ink(image(view, 0, NAME))
    assert found[-1] <= cell(view, 0, NAME).width() - CELL_PADDING


def test_name_that_just_fits_is_not_cut(make_view: MakeView) -> None:
    names = ["Mailbox, main", "Company card", "atlas – application server", "שרת ייצור (prod-2)"]
    plain = make_view(*(summary(i, name) for i, name in enumerate(names)))
    starred = make_view(*(summary(i, name, favourite=1) for i, name in enumerate(names)))
    for row in range(len(names)):
        without, with_star = first_line(plain, row), first_line(starred, row)
        assert with_star[: len(without)] == without
        assert with_star[-1] > without[-1]


def test_every_status_looks_different(make_view: MakeView) -> None:
    view = make_view(*(summary(i, status=each.value) for i, each in enumerate(Status)))
    pictures = [image(view, row, STATUS) for row in range(len(Status))]
    assert all(one != other for i, one in enumerate(pictures) for other in pictures[:i])


def test_favourite_has_a_star(make_view: MakeView, theme: Theme) -> None:
    view = make_view(summary(1, "atlas", favourite=1), summary(2, "atlas"))
    star = theme.color("warn").name()

    def has_star(row: int) -> bool:
        picture = image(view, row, NAME)
        return any(
            picture.pixelColor(x, y).name() == star
            for x in range(60, picture.width())
            for y in range(picture.height())
        )

    assert [has_star(0), has_star(1)] == [True, False]


def test_type_with_an_icon_from_elsewhere_shows_the_plain_one(make_view: MakeView) -> None:
    view = make_view(
        summary(1, "a", type_icon="../../etc/passwd"), summary(2, "a", type_icon="box")
    )
    tile = QRect(0, 0, 50, ROW - 1)
    assert image(view, 0, NAME).copy(tile) == image(view, 1, NAME).copy(tile)


def test_row_is_mirrored_right_to_left(make_view: MakeView, theme: Theme) -> None:
    view = make_view(summary(1, "atlas", username="root"))
    tile = theme.color("accent_soft").name()

    def middle_of_tile() -> float:
        picture = image(view, 0, NAME)
        y = picture.height() // 2
        found = [x for x in range(picture.width()) if picture.pixelColor(x, y).name() == tile]
        return sum(found) / len(found) / picture.width()

    assert middle_of_tile() < 0.2
    view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert middle_of_tile() > 0.8


def test_compact_row_has_one_line(make_view: MakeView) -> None:
    view = make_view(summary(1, "atlas", username="root"))
    view.set_compact(True)
    picture = image(view, 0, NAME)
    lines = [y for y in range(picture.height()) if ink(picture.copy(60, y, 200, 1))]
    assert lines[-1] - lines[0] < 20
    assert len(ink(picture.copy(60, 0, 200, picture.height()))) > len(first_line(view, 0)) / 2


def test_widths_leave_room_for_every_date_and_every_chip(make_view: MakeView, theme: Theme) -> None:
    view = make_view(*(summary(i, status=each.value) for i, each in enumerate(Status)))
    metrics = QFontMetrics(theme.fonts.body)
    room = view.columnWidth(UPDATED) - 2 * CELL_PADDING
    assert all(metrics.horizontalAdvance(text) <= room for text in widest_dates())
    words = QFontMetrics(theme.fonts.secondary)
    room = view.columnWidth(STATUS) - 2 * CELL_PADDING
    assert all(words.horizontalAdvance(each.word) < room for each in STATUS_LABELS.values())


def test_resource_that_is_gone_is_painted_without_error(make_view: MakeView) -> None:
    view = make_view(summary(1, "atlas"))
    view.show_keys(array("q", [1, 77]))
    assert first_line(view, 1)


@pytest.mark.parametrize(
    ("name", "column", "text"),
    [
        (LONG, NAME, LONG),
        ("short", NAME, ""),
        ("short", STATUS, ""),
        ("short", UPDATED, "20 Mar 2026, 12:28"),
    ],
)
def test_tooltip_comes_where_it_says_more_than_the_cell(
    make_view: MakeView, name: str, column: int, text: str
) -> None:
    view = make_view(summary(1, name))
    point = cell(view, 0, column).center()
    where = view.viewport().mapToGlobal(point)
    QToolTip.hideText()
    QApplication.sendEvent(view.viewport(), QHelpEvent(QEvent.Type.ToolTip, point, where))
    assert text in QToolTip.text()
    assert bool(QToolTip.text()) is bool(text)
    QToolTip.showText(QPoint(), "")
