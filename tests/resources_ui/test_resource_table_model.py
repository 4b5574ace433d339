from __future__ import annotations

from array import array
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy
from pytestqt.qtbot import QtBot

from app.domain.changes import Catalogue, Changes
from app.errors import InventoryDamagedError
from app.presentation.columns import COLUMNS
from resources_ui.resource_table_model import PAGE, PAGES_KEPT, ResourceTableModel, runs
from tests.resources_ui.list_source import ListSource, fixed_clock, summary

HTML = "<b>bold</b> & <img src=x>"
ALL_ROLES = [role.value for role in Qt.ItemDataRole] + [Qt.ItemDataRole.UserRole + 1]


@pytest.fixture
def source() -> ListSource:
    return ListSource(summary(key) for key in range(1, 301))


@pytest.fixture
def model(qapp: object, source: ListSource) -> ResourceTableModel:
    made = ResourceTableModel(source, fixed_clock)
    made.show(array("q", range(1, 301)))
    return made


def names(model: ResourceTableModel) -> list[object]:
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def sweep(model: ResourceTableModel, first: int, last: int) -> None:
    for row in range(first, last):
        for column in range(model.columnCount()):
            for role in ALL_ROLES:
                model.index(row, column).data(role)


def test_model_keeps_qt_s_rules_through_every_change(
    model: ResourceTableModel, source: ListSource
) -> None:
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(model, mode)
    model.show(array("q", [5, 3, 1]))
    model.show(array("q", [5, 3, 1, 2, 4]))
    del source.rows[3]
    model.refresh(Changes(1, changed=(5,), removed=(3,)))
    model.refresh(Changes(2, catalogues=frozenset({Catalogue.TYPES})))
    model.refresh_ages()
    model.show(array("q"))
    model.refresh_ages()
    model.show(array("q", range(1, 301)))
    assert tester.model() is model


def test_every_role_of_a_page_is_served_by_one_reading(
    model: ResourceTableModel, source: ListSource
) -> None:
    sweep(model, 0, PAGE)
    assert source.pages_read == [list(range(1, PAGE + 1))]


def test_rows_are_read_where_they_are_looked_at_only(
    model: ResourceTableModel, source: ListSource
) -> None:
    model.index(299, 0).data()
    assert source.pages_read == [list(range(257, 301))]


def test_a_million_keys_need_no_row_to_be_read(qapp: object) -> None:
    source = ListSource([])
    model = ResourceTableModel(source, fixed_clock)
    model.show(array("q", range(1, 1_000_001)))
    assert model.rowCount() == 1_000_000
    assert model.row_of(999_999) == 999_998
    assert source.pages_read == []


def test_pages_that_were_looked_at_long_ago_are_let_go(qapp: object) -> None:
    source = ListSource([])
    model = ResourceTableModel(source, fixed_clock)
    model.show(array("q", range(1, (PAGES_KEPT + 2) * PAGE)))
    for page in range(PAGES_KEPT):
        model.row(page * PAGE)
    model.row(0)  # used again: the second page is now the oldest
    model.row(PAGES_KEPT * PAGE)
    assert len(source.pages_read) == PAGES_KEPT + 1
    model.row(0)
    assert len(source.pages_read) == PAGES_KEPT + 1
    model.row(PAGE)
    assert len(source.pages_read) == PAGES_KEPT + 2


def test_columns_show_the_row_s_texts(qapp: object) -> None:
    row = summary(1, "atlas", status="UTILIZED", scope="Platform", wrapper="Rack A")
    model = ResourceTableModel(ListSource([row]), fixed_clock)
    model.show(array("q", [1]))
    shown = {column.name: model.index(0, i).data() for i, column in enumerate(COLUMNS)}
    assert shown == {
        "name": "atlas",
        "type": "Account",
        "scope": "Platform",
        "wrapper": "Rack A",
        "status": "In use",
        "updated": "2 min ago",
    }
    assert model.row(0).name == "atlas"


def test_screen_reader_gets_the_whole_row_with_its_status(model: ResourceTableModel) -> None:
    text = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert text == "Resource 1, user1@example.org, Account, Created, updated 2 min ago"


def test_tooltip_shows_html_as_it_was_typed(qapp: object) -> None:
    model = ResourceTableModel(ListSource([summary(1, HTML)]), fixed_clock)
    model.show(array("q", [1]))
    tip = model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;b&gt;bold&lt;/b&gt; &amp; &lt;img src=x&gt;" in tip
    assert "<b>" not in tip


def test_empty_cell_has_no_tooltip(model: ResourceTableModel) -> None:
    assert model.index(0, 2).data(Qt.ItemDataRole.ToolTipRole) is None


def test_headings_say_what_they_sort_by(model: ResourceTableModel) -> None:
    horizontal = Qt.Orientation.Horizontal
    headings = [model.headerData(i, horizontal) for i in range(model.columnCount())]
    assert headings == [column.heading for column in COLUMNS]
    assert model.headerData(0, horizontal, Qt.ItemDataRole.ToolTipRole.value) == "Sort by name"
    assert model.headerData(99, horizontal) is None
    assert model.headerData(0, Qt.Orientation.Vertical) is None


def test_resource_that_is_gone_shows_as_gone(model: ResourceTableModel, source: ListSource) -> None:
    del source.rows[2]
    assert model.row(1).is_gone
    assert names(model)[:3] == ["Resource 1", "No longer in the inventory", "Resource 3"]


def test_refresh_reads_again_and_announces_only_what_changed(
    model: ResourceTableModel, source: ListSource
) -> None:
    sweep(model, 0, 2 * PAGE)
    source.pages_read.clear()
    source.rows[70] = summary(70, "renamed")
    announced = QSignalSpy(model.dataChanged)
    model.refresh(Changes(1, changed=(70, 71, 300)))
    rows = [(announced.at(i)[0].row(), announced.at(i)[1].row()) for i in range(announced.count())]
    assert rows == [(69, 70)]
    assert names(model)[69] == "renamed"
    assert source.pages_read[0] == list(range(65, 129))


def test_refresh_of_a_catalogue_announces_every_row(
    model: ResourceTableModel, source: ListSource
) -> None:
    assert model.row(0).type == "Account"
    source.rows[1] = summary(1, type_name="Konto")
    announced = QSignalSpy(model.dataChanged)
    model.refresh(Changes(1, catalogues=frozenset({Catalogue.TYPES})))
    assert (announced.at(0)[0].row(), announced.at(0)[1].row()) == (0, 299)
    assert model.row(0).type == "Konto"


def test_tags_are_not_in_rows_and_change_none(model: ResourceTableModel) -> None:
    announced = QSignalSpy(model.dataChanged)
    model.refresh(Changes(1, catalogues=frozenset({Catalogue.TAGS})))
    assert announced.count() == 0


def test_rest_of_a_list_follows_its_first_page_without_a_reset(
    model: ResourceTableModel, source: ListSource
) -> None:
    model.show(array("q", range(1, 101)))
    names(model)
    resets, inserts = QSignalSpy(model.modelReset), QSignalSpy(model.rowsInserted)
    assert model.show(array("q", range(1, 201)))
    assert (resets.count(), inserts.count()) == (0, 1)
    assert names(model) == [f"Resource {key}" for key in range(1, 201)]


def test_same_list_again_changes_nothing(model: ResourceTableModel) -> None:
    resets, inserts = QSignalSpy(model.modelReset), QSignalSpy(model.rowsInserted)
    assert model.show(array("q", range(1, 301)))
    assert (resets.count(), inserts.count()) == (0, 0)


def test_other_list_resets(model: ResourceTableModel) -> None:
    resets = QSignalSpy(model.modelReset)
    assert not model.show(array("q", [3, 2]))
    assert resets.count() == 1
    assert names(model) == ["Resource 3", "Resource 2"]


@pytest.mark.parametrize("key", [1, 128, 300])
def test_key_is_found_in_its_row(model: ResourceTableModel, key: int) -> None:
    assert model.row_of(key) == key - 1
    assert model.key_at(key - 1) == key


def test_key_is_found_after_the_list_changed(model: ResourceTableModel) -> None:
    assert model.row_of(2) == 1
    model.show(array("q", [9, 8, 2]))
    assert model.row_of(2) == 2
    assert model.row_of(1) is None


def test_bytes_of_two_keys_are_not_taken_for_a_third(qapp: object) -> None:
    model = ResourceTableModel(ListSource([]), fixed_clock)
    # The last byte of 1 << 56 and the zeros after it look like 1, and 0 lies across both.
    model.show(array("q", [1 << 56, 256, 1, 0]))
    assert model.row_of(1) == 2
    assert model.row_of(0) == 3
    assert model.row_of(1 << 48) is None


def test_file_that_cannot_be_read_shows_in_the_rows_and_is_told_afterwards(
    model: ResourceTableModel, source: ListSource, qtbot: QtBot
) -> None:
    error = InventoryDamagedError(Path("x.strongroom"))
    source.error = error
    with qtbot.waitSignal(model.failed) as told:
        assert model.row(0).name == "Cannot be read now"
    assert told.args == [error]
    source.error = None
    model.refresh(Changes(1, changed=(1,)))
    assert model.row(0).name == "Resource 1"


def test_ages_are_told_anew(source: ListSource, qapp: object) -> None:
    times = [fixed_clock(), fixed_clock().replace(hour=13)]
    model = ResourceTableModel(source, lambda: times[0])
    model.show(array("q", [1]))
    assert model.row(0).updated == "2 min ago"
    times.pop(0)
    announced = QSignalSpy(model.dataChanged)
    model.refresh_ages()
    assert announced.count() == 1
    assert model.row(0).updated == "1 h ago"


def test_rows_have_no_children(model: ResourceTableModel) -> None:
    assert model.rowCount(model.index(0, 0)) == 0
    assert model.columnCount(model.index(0, 0)) == 0
    assert model.data(QModelIndex()) is None


@pytest.mark.parametrize(
    ("rows", "pairs"),
    [([], []), ([3], [(3, 3)]), ([1, 2, 3, 5, 7, 8], [(1, 3), (5, 5), (7, 8)])],
)
def test_runs_have_no_gaps(rows: list[int], pairs: list[tuple[int, int]]) -> None:
    assert list(runs(rows)) == pairs
