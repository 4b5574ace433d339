from __future__ import annotations

from array import array
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.domain.changes import Changes
from app.presentation.columns import COLUMNS
from app.search.listing import Sort, SortKey
from resources_ui.icons import Icons
from resources_ui.resource_table_view import ResourceTableView
from resources_ui.theme import Theme
from resources_ui.tokens import ROW, ROW_COMPACT
from tests.resources_ui.list_source import ListSource, fixed_clock, summary

COUNT = 300


@pytest.fixture
def source() -> ListSource:
    return ListSource(summary(key) for key in range(1, COUNT + 1))


@pytest.fixture
def view(
    qtbot: QtBot, theme: Theme, icons: Icons, source: ListSource
) -> Iterator[ResourceTableView]:
    made = ResourceTableView(source, theme, icons, clock=fixed_clock)
    qtbot.addWidget(made)
    made.resize(690, 600)
    made.show_keys(array("q", range(1, COUNT + 1)))
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()


def keys(*found: int) -> array[int]:
    return array("q", found)


def spy_values(spy: QSignalSpy) -> list[Any]:
    return [spy.at(i)[0] for i in range(spy.count())]


def top_key(view: ResourceTableView) -> int:
    return view.resource_model.key_at(view.rowAt(0))


def click(view: ResourceTableView, row: int, modifier: Qt.KeyboardModifier | None = None) -> None:
    point = view.visualRect(view.resource_model.index(row, 0)).center()
    modifier = modifier or Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, modifier, point)


def press(view: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    QTest.keyClick(view, key, modifier or Qt.KeyboardModifier.NoModifier)


def shown_columns(view: ResourceTableView) -> list[str]:
    return [each.name for i, each in enumerate(COLUMNS) if not view.isColumnHidden(i)]


# --- columns and rows -----------------------------------------------------------------------


def test_columns_give_way_and_never_need_sideways_scrolling(view: ResourceTableView) -> None:
    view.resize(690, 600)
    assert shown_columns(view) == ["name", "type", "status", "updated"]
    view.resize(1400, 600)
    assert len(shown_columns(view)) == len(COLUMNS)
    view.resize(260, 600)
    assert shown_columns(view) == ["name"]
    assert view.columnWidth(0) >= 220
    view.resize(520, 600)
    total = sum(view.columnWidth(i) for i in range(len(COLUMNS)))
    assert total == view.viewport().width()


def test_rows_have_the_designed_height_in_both_densities(view: ResourceTableView) -> None:
    assert view.rowHeight(COUNT - 1) == ROW
    view.set_compact(True)
    assert view.rowHeight(COUNT - 1) == ROW_COMPACT
    view.set_compact(False)
    assert view.rowHeight(COUNT - 1) == ROW


def test_density_changes_around_the_row_at_the_top(view: ResourceTableView) -> None:
    view.verticalScrollBar().setValue(100 * ROW)
    view.set_compact(True)
    assert top_key(view) == 101
    view.set_compact(False)
    assert top_key(view) == 101


def test_row_under_the_pointer_is_shown_until_the_list_moves(
    view: ResourceTableView, theme: Theme
) -> None:
    hover = theme.color("hover").name()

    def ground(row: int) -> str:
        rect = view.visualRect(view.resource_model.index(row, 0))
        picture = view.viewport().grab(rect).toImage()
        return str(picture.pixelColor(picture.width() - 3, 5).name())

    QTest.mouseMove(view.viewport(), view.visualRect(view.resource_model.index(3, 0)).center())
    assert [ground(2), ground(3)] == [theme.color("surface").name(), hover]
    view.verticalScrollBar().setValue(ROW)
    assert ground(3) != hover


def test_name_is_what_tests_and_assistive_tools_expect(view: ResourceTableView) -> None:
    assert view.objectName() == "resourceTable"
    assert view.accessibleName() == "Resources"


# --- signals ----------------------------------------------------------------------------------


def test_click_chooses_a_resource_once(view: ResourceTableView) -> None:
    current, selection = QSignalSpy(view.current_changed), QSignalSpy(view.selection_changed)
    click(view, 2)
    assert spy_values(current) == [3]
    assert selection.count() == 1
    assert view.selected_keys() == [3]


def test_click_below_the_last_row_chooses_nothing(view: ResourceTableView) -> None:
    view.show_keys(keys(1, 2))
    click(view, 0)
    current = QSignalSpy(view.current_changed)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(50, 500))
    assert spy_values(current) == [None]
    assert view.selected_keys() == []
    assert view.current_key is None


def test_enter_and_double_click_open(view: ResourceTableView) -> None:
    opened = QSignalSpy(view.opened)
    view.select_key(4)
    press(view, Qt.Key.Key_Return)
    point = view.visualRect(view.resource_model.index(1, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert spy_values(opened) == [4, 2]


def test_heading_sorts_and_turns_the_order(view: ResourceTableView) -> None:
    asked = QSignalSpy(view.sort_requested)
    header = view.horizontalHeader()
    for section in (0, 1, 1, len(COLUMNS) - 1):
        x = header.sectionViewportPosition(section) + 10
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, 10))
    assert spy_values(asked) == [
        Sort(SortKey.NAME, descending=True),
        Sort(SortKey.TYPE),
        Sort(SortKey.TYPE, descending=True),
        Sort(SortKey.UPDATED, descending=True),
    ]
    assert header.sortIndicatorSection() == len(COLUMNS) - 1
    assert header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder


def test_order_without_a_column_shows_no_arrow(view: ResourceTableView) -> None:
    view.set_sort(Sort(SortKey.CREATED))
    assert not view.horizontalHeader().isSortIndicatorShown()
    view.set_sort(Sort(SortKey.STATUS))
    assert view.horizontalHeader().isSortIndicatorShown()


def test_context_menu_comes_by_mouse_and_by_keyboard(view: ResourceTableView) -> None:
    view.select_key(3)
    asked = QSignalSpy(view.context_menu_requested)
    press(view, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    row = view.visualRect(view.resource_model.index(2, 0))
    reason = QContextMenuEvent.Reason
    for each in (reason.Keyboard, reason.Mouse):
        event = QContextMenuEvent(each, QPoint(5, 5), QPoint(500, 400))
        QApplication.sendEvent(view.viewport(), event)
    places = [view.viewport().mapFromGlobal(point).y() for point in spy_values(asked)[:2]]
    assert all(row.top() < y < row.bottom() for y in places)
    assert spy_values(asked)[2] == QPoint(500, 400)


def test_letters_go_to_the_search_bar_and_read_no_rows(
    view: ResourceTableView, source: ListSource
) -> None:
    typed = QSignalSpy(view.typed)
    source.pages_read.clear()
    QTest.keyClicks(view, "z")
    press_kind = QKeyEvent.Type.KeyPress
    QApplication.sendEvent(view, QKeyEvent(press_kind, 0, Qt.KeyboardModifier.NoModifier, "ü"))
    assert spy_values(typed) == ["z", "ü"]
    assert source.pages_read == []


# --- keyboard -----------------------------------------------------------------------------------


def test_keys_move_through_rows(view: ResourceTableView) -> None:
    view.focus_rows()
    assert view.current_key == 1
    steps = [
        (Qt.Key.Key_Down, 2),
        (Qt.Key.Key_End, COUNT),
        (Qt.Key.Key_Up, COUNT - 1),
        (Qt.Key.Key_Left, COUNT - 1),
        (Qt.Key.Key_Right, COUNT - 1),
        (Qt.Key.Key_Home, 1),
    ]
    for key, expected in steps:
        press(view, key)
        assert (view.current_key, view.selected_keys()) == (expected, [expected])
    press(view, Qt.Key.Key_PageDown)
    page = view.current_key
    assert page is not None
    assert page > 5
    press(view, Qt.Key.Key_PageUp)
    assert view.current_key == 1


def test_shift_and_control_select_more(view: ResourceTableView) -> None:
    view.select_key(2)
    press(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert view.selected_keys() == [2, 3]
    click(view, 5, Qt.KeyboardModifier.ControlModifier)
    assert view.selected_keys() == [2, 3, 6]
    press(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert view.selected_count == COUNT
    assert view.selected_keys() == list(range(1, COUNT + 1))
    press(view, Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    assert view.selected_keys()[-1] == COUNT


def test_first_focus_chooses_nothing_and_down_takes_the_first_row(
    view: ResourceTableView,
) -> None:
    current = QSignalSpy(view.current_changed)
    view.setFocus(Qt.FocusReason.TabFocusReason)
    assert view.current_key is None
    press(view, Qt.Key.Key_Down)
    assert spy_values(current) == [1]


@pytest.mark.parametrize("direction", list(Qt.LayoutDirection)[:2])
def test_selection_works_in_both_directions_of_reading(
    view: ResourceTableView, direction: Qt.LayoutDirection
) -> None:
    view.setLayoutDirection(direction)
    click(view, 3)
    assert view.selected_keys() == [4]
    assert view.select_key(9)
    assert view.selected_keys() == [9]
    press(view, Qt.Key.Key_Down)
    assert view.selected_keys() == [10]


def test_focus_by_keyboard_is_seen_and_by_mouse_the_selection_says_it(
    view: ResourceTableView,
) -> None:
    click(view, 1)
    view.setFocus()
    by_mouse = view.viewport().grab().toImage()
    press(view, Qt.Key.Key_Down)
    press(view, Qt.Key.Key_Up)
    by_keyboard = view.viewport().grab().toImage()
    assert by_mouse != by_keyboard
    row = view.visualRect(view.resource_model.index(1, 0))
    accent = "#2458c5"
    middle = row.center().x()
    colors = {by_keyboard.pixelColor(middle, y).name() for y in range(row.top(), row.top() + 5)}
    assert accent in colors
    click(view, 1)
    assert view.viewport().grab().toImage() == by_mouse


# --- the list changes ---------------------------------------------------------------------------


def test_selection_and_current_row_stay_with_their_resources(view: ResourceTableView) -> None:
    click(view, 4)
    click(view, 6, Qt.KeyboardModifier.ControlModifier)
    current, selection = QSignalSpy(view.current_changed), QSignalSpy(view.selection_changed)
    view.show_keys(array("q", range(COUNT, 0, -1)), scroll="current")
    assert view.current_key == 7
    assert view.selected_keys() == [7, 5]
    assert current.count() == 0
    assert selection.count() == 1
    row = view.visualRect(view.resource_model.index(COUNT - 7, 0))
    assert view.viewport().rect().contains(row)


def test_person_stays_in_place_when_rows_come_in_above(view: ResourceTableView) -> None:
    view.verticalScrollBar().setValue(100 * ROW + 13)
    before = top_key(view)
    view.show_keys(array("q", [900, 901, 902, *range(1, COUNT + 1)]))
    assert top_key(view) == before
    assert view.verticalScrollBar().value() == 103 * ROW + 13


def test_current_row_in_sight_stays_where_it_was_on_the_screen(view: ResourceTableView) -> None:
    view.verticalScrollBar().setValue(100 * ROW)
    view.select_key(105)
    place = view.visualRect(view.resource_model.index(104, 0)).top()
    view.show_keys(array("q", [key for key in range(1, COUNT + 1) if key > 50]))
    row = view.resource_model.row_of(105)
    assert row == 54
    assert view.visualRect(view.resource_model.index(row, 0)).top() == place


def test_next_resource_follows_one_that_is_gone(view: ResourceTableView) -> None:
    view.select_key(5)
    current = QSignalSpy(view.current_changed)
    view.show_keys(array("q", [key for key in range(1, COUNT + 1) if key != 5]))
    assert spy_values(current) == [6]
    assert view.selected_keys() == [6]
    view.select_key(COUNT)
    view.show_keys(keys(1, 2))
    assert view.current_key == 2


def test_next_resource_follows_a_block_that_is_gone(view: ResourceTableView) -> None:
    click(view, 3)
    click(view, 7, Qt.KeyboardModifier.ShiftModifier)
    assert view.selected_keys() == [4, 5, 6, 7, 8]
    view.show_keys(array("q", [key for key in range(1, COUNT + 1) if not 4 <= key <= 8]))
    assert view.selected_keys() == [9]


def test_other_list_without_the_resource_has_no_current_one(view: ResourceTableView) -> None:
    view.select_key(5)
    current = QSignalSpy(view.current_changed)
    view.show_keys(keys(1, 2, 3), scroll="top")
    assert spy_values(current) == [None]
    assert view.selected_keys() == []


def test_resource_beyond_the_first_page_is_not_taken_for_gone(view: ResourceTableView) -> None:
    view.select_key(250)
    current = QSignalSpy(view.current_changed)
    reverse = array("q", range(COUNT, 0, -1))
    view.show_keys(reverse[:10], scroll="top", is_final=False)
    assert current.count() == 0
    view.show_keys(reverse, scroll="top")
    assert current.count() == 0
    assert view.current_key == 250
    assert view.selected_keys() == [250]
    assert view.verticalScrollBar().value() == 0


def test_choice_in_the_first_page_holds_against_what_was_before(view: ResourceTableView) -> None:
    view.select_key(250)
    reverse = array("q", range(COUNT, 0, -1))
    view.show_keys(reverse[:10], scroll="top", is_final=False)
    click(view, 1)
    view.show_keys(reverse, scroll="top")
    assert view.current_key == COUNT - 1
    assert view.selected_keys() == [COUNT - 1]


def test_everything_selected_stays_selected(view: ResourceTableView) -> None:
    view.selectAll()
    view.show_keys(array("q", range(COUNT, 0, -1)), scroll="top")
    assert view.selected_count == COUNT


def test_new_resource_is_gone_to_as_soon_as_the_list_has_it(
    view: ResourceTableView, source: ListSource
) -> None:
    source.rows[999] = summary(999)
    assert not view.select_key(999)
    current = QSignalSpy(view.current_changed)
    view.show_keys(array("q", [*range(1, COUNT + 1), 999]))
    assert spy_values(current) == [999]
    assert view.selected_keys() == [999]
    row = view.visualRect(view.resource_model.index(COUNT, 0))
    assert view.viewport().rect().intersects(row)


def test_new_resource_is_not_gone_to_when_the_person_went_elsewhere(
    view: ResourceTableView,
) -> None:
    assert not view.select_key(999)
    click(view, 1)
    view.show_keys(array("q", [*range(1, COUNT + 1), 999]))
    assert view.current_key == 2


def test_wish_for_a_resource_ends_with_the_next_choice_even_of_the_current_one(
    view: ResourceTableView,
) -> None:
    view.select_key(2)
    assert not view.select_key(999)
    view.select_key(2)
    view.show_keys(array("q", [*range(1, COUNT + 1), 999]))
    assert view.current_key == 2


def test_write_is_seen_in_the_rows(view: ResourceTableView, source: ListSource) -> None:
    before = view.viewport().grab().toImage()
    source.rows[1] = summary(1, "renamed")
    view.refresh(Changes(1, changed=(1,)))
    assert view.viewport().grab().toImage() != before


def test_theme_changes_while_the_list_is_shown(view: ResourceTableView, theme: Theme) -> None:
    light = view.viewport().grab().toImage()
    theme.set_choice("dark")
    dark = view.viewport().grab().toImage()
    assert light.pixelColor(300, 500).lightness() > 200
    assert dark.pixelColor(300, 500).lightness() < 60


def test_ages_are_told_only_while_somebody_can_see_them(view: ResourceTableView) -> None:
    timers = [child for child in view.children() if child.metaObject().className() == "QTimer"]
    running = [timer for timer in timers if timer.property("interval") == 60_000]
    assert [timer.property("active") for timer in running] == [True]
    view.hide()
    assert [timer.property("active") for timer in running] == [False]
