"""The window's frame: where things are, what has the keyboard, what it is called."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QWidget

from app.database.reader import Reader
from tests.finding import found
from tests.resources_ui.conftest import OpenProgram
from tests.resources_ui.program import Program


def left_of(program: Program, widget: QWidget) -> int:
    return widget.mapTo(program.window, QPoint(0, 0)).x()


def test_window_is_called_after_its_inventory(program: Program) -> None:
    assert program.window.windowTitle() == "Home – Strongroom"


def test_list_has_the_keyboard_at_first(program: Program) -> None:
    program.window.activateWindow()
    program.wait(program.window.isActiveWindow)

    assert program.table.hasFocus()
    assert program.selected_names == program.names[:1]


def test_parts_stand_side_by_side_and_all_of_them_in_sight(program: Program) -> None:
    parts = (program.window.sidebar, program.table, program.workbench.editor)
    places = [left_of(program, part) for part in parts]
    assert places == sorted(places)
    assert left_of(program, parts[-1]) + parts[-1].width() <= program.window.width()


@pytest.mark.parametrize("width", [900, 1024, 1280, 1920])
def test_save_button_stays_in_the_window_however_narrow_it_is(program: Program, width: int) -> None:
    program.select("Building management, tenants’ portal")
    program.type_into("nameEdit", "n" * 64)
    program.window.resize(width, 700)
    program.wait(lambda: program.window.width() == width)
    button = found(program.window, QWidget, "saveButton")

    assert program.window.minimumSizeHint().width() <= 900
    assert left_of(program, button) + button.width() <= width
    assert button.mapTo(program.window, QPoint(0, button.height())).y() <= 700


def test_menus_and_bars_wait_behind_the_first_start(
    open_program: OpenProgram, tmp_path: Path
) -> None:
    program = open_program(tmp_path / "Mine.strongroom", is_ready=False)

    assert not program.window.menuBar().isVisible()
    assert not program.search_bar.isVisible()
    assert not found(program.window, QWidget, "statusLine").isVisible()
    focused = QApplication.focusWidget()
    assert focused is None or focused.window() is program.window


@pytest.mark.parametrize(
    ("place", "query", "sentence"),
    [
        ("All resources", "", "64 resources"),
        ("All resources", "laptop", "3 of 64 found"),
        ("Server", "", "6 of 64 found"),
        ("Trash", "", "4 resources"),
        ("Trash", "tablet", "1 of 4 found"),
        ("All resources", "no such thing", "0 of 64 found"),
    ],
)
def test_status_bar_counts_what_is_shown(
    program: Program, place: str, query: str, sentence: str
) -> None:
    program.go_to(place)
    program.search(query)

    assert program.count.split(" · ")[0] == sentence


def test_window_that_is_closed_twice_is_closed_once(program: Program) -> None:
    told: list[None] = []
    program.window.closed.connect(lambda: told.append(None))
    program.close()
    program.window.close()

    assert len(told) == 1


def test_window_is_gone_before_the_last_write_has_ended(program: Program, sample: Path) -> None:
    seen: list[bool] = []

    def look() -> None:
        seen.append(program.window.isVisible())

    program.window.closed.connect(look)
    program.select("Label printer")
    program.act("favourite")
    program.window.close()

    assert seen == [False]
    with closing(Reader(sample)) as reader:
        assert reader.facets().favourites == 11
