from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy

from app.presentation.sidebar_places import ALL, TRASH, Place, sections
from app.search.facets import Facet, Facets
from app.search.listing import Filter, FilterKind
from resources_ui.sidebar_model import SidebarModel

WORK = Filter(FilterKind.TAG, "work")
HTML = Filter(FilterKind.TAG, "<b>x</b>")


def facets(work: int = 2, total: int = 9) -> Facets:
    return Facets(total=total, tags=(Facet(WORK, "work", work), Facet(HTML, "<b>x</b>", 1)))


@pytest.fixture
def model(qapp: object) -> SidebarModel:
    made = SidebarModel()
    made.show(sections(facets()))
    return made


def test_model_keeps_qt_s_rules_through_every_change(model: SidebarModel) -> None:
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(model, mode)
    model.show(sections(facets(work=5)))
    model.show(sections(Facets()))
    model.show(sections(facets()))
    assert tester.model() is model


def test_places_stand_at_the_top_and_below_their_sections(model: SidebarModel) -> None:
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == [
        "All resources",
        "Favourites",
        "Tags",
        "Trash",
    ]
    tags = model.index(2, 0)
    assert [model.index(row, 0, tags).data() for row in range(model.rowCount(tags))] == [
        "work",
        "<b>x</b>",
    ]
    assert model.index(0, 0, tags).parent() == tags


def test_place_is_found(model: SidebarModel) -> None:
    assert model.index_of(ALL).row() == 0
    assert model.index_of(TRASH).row() == 3
    assert model.index_of(Place((WORK,))).data() == "work"
    assert not model.index_of(Place((Filter(FilterKind.TAG, "none"),))).isValid()


def test_other_counts_change_rows_and_reset_nothing(model: SidebarModel) -> None:
    resets = QSignalSpy(model.modelReset)
    assert model.show(sections(facets(work=7)))
    assert resets.count() == 0
    accessible = Qt.ItemDataRole.AccessibleTextRole
    assert model.index_of(Place((WORK,))).data(accessible) == "work, 7 resources"


def test_other_places_reset(model: SidebarModel) -> None:
    resets = QSignalSpy(model.modelReset)
    assert not model.show(sections(Facets(total=1)))
    assert resets.count() == 1


def test_headings_cannot_be_selected(model: SidebarModel) -> None:
    selectable = Qt.ItemFlag.ItemIsSelectable
    heading = model.index(2, 0)
    assert not heading.flags() & selectable
    assert heading.flags() & Qt.ItemFlag.ItemIsEnabled
    assert model.index_of(Place((WORK,))).flags() & selectable
    assert model.flags(QModelIndex()) == Qt.ItemFlag.NoItemFlags


def test_tooltip_shows_html_as_it_was_typed(model: SidebarModel) -> None:
    tip = model.index_of(Place((HTML,))).data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;b&gt;x&lt;/b&gt;" in tip
