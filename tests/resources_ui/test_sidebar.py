from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QSignalSpy, QTest
from pytestqt.qtbot import QtBot

from app.presentation.sidebar_places import ALL, FAVOURITES, TRASH, Place
from app.search.facets import Facet, Facets
from app.search.listing import Filter, FilterKind
from resources_ui.icons import Icons
from resources_ui.sidebar import Sidebar
from resources_ui.theme import Theme
from resources_ui.tokens import SIDEBAR_ROW, SIDEBAR_WIDTH

SERVER = Filter(FilterKind.TYPE, "server")
WORK = Filter(FilterKind.TAG, "work")
HOME = Filter(FilterKind.TAG, "home")


def facets(*tags: Filter, total: int = 60) -> Facets:
    return Facets(
        total=total,
        favourites=3,
        trash=2,
        types=(Facet(SERVER, "Server", 12, "server"),),
        tags=tuple(Facet(tag, tag.value, 4) for tag in tags),
    )


@pytest.fixture
def sidebar(qtbot: QtBot, theme: Theme, icons: Icons) -> Iterator[Sidebar]:
    made = Sidebar(theme, icons)
    made.show_facets(facets(WORK, HOME))
    qtbot.addWidget(made)
    made.resize(made.sizeHint().width(), 700)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()


def chosen(spy: QSignalSpy) -> list[object]:
    return [spy.at(i)[0] for i in range(spy.count())]


def index_of(sidebar: Sidebar, text: str) -> QModelIndex:
    model = sidebar.model()
    flags = Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive
    (found,) = model.match(model.index(0, 0), Qt.ItemDataRole.DisplayRole, text, 1, flags)
    return found


def click(sidebar: Sidebar, text: str) -> None:
    point = sidebar.visualRect(index_of(sidebar, text)).center()
    QTest.mouseClick(sidebar.viewport(), Qt.MouseButton.LeftButton, pos=point)


def selected(sidebar: Sidebar) -> list[str]:
    return [index.data() for index in sidebar.selectionModel().selectedIndexes()]


def test_all_resources_are_chosen_at_first_without_a_word(
    qtbot: QtBot, theme: Theme, icons: Icons
) -> None:
    sidebar = Sidebar(theme, icons)
    qtbot.addWidget(sidebar)
    spy = QSignalSpy(sidebar.filter_chosen)
    sidebar.show_facets(facets(WORK))
    assert selected(sidebar) == ["All resources"]
    assert sidebar.place == ALL
    assert spy.count() == 0


def test_click_chooses_a_place(sidebar: Sidebar) -> None:
    spy = QSignalSpy(sidebar.filter_chosen)
    for text in ("Favourites", "Server", "work", "Trash", "Trash"):
        click(sidebar, text)
    assert chosen(spy) == [FAVOURITES, Place((SERVER,)), Place((WORK,)), TRASH]
    filters, deleted = sidebar.place
    assert (filters, deleted) == ((), True)


def test_arrows_choose_and_pass_over_headings(sidebar: Sidebar) -> None:
    spy = QSignalSpy(sidebar.filter_chosen)
    sidebar.setFocus()
    for _ in range(3):  # Favourites, the heading of the types, Server
        QTest.keyClick(sidebar, Qt.Key.Key_Down)
    assert chosen(spy) == [FAVOURITES, Place((SERVER,))]
    QTest.keyClick(sidebar, Qt.Key.Key_End)
    assert sidebar.place == TRASH
    QTest.keyClick(sidebar, Qt.Key.Key_Home)
    assert sidebar.place == ALL


def test_focus_on_a_heading_leaves_the_chosen_place_chosen(sidebar: Sidebar) -> None:
    sidebar.setFocus()
    QTest.keyClick(sidebar, Qt.Key.Key_Down)
    QTest.keyClick(sidebar, Qt.Key.Key_Down)
    assert sidebar.currentIndex().data() == "Types"
    assert selected(sidebar) == ["Favourites"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_keys_fold_and_unfold_a_section(sidebar: Sidebar, key: Qt.Key) -> None:
    told = QSignalSpy(sidebar.collapsed_changed)
    sidebar.setCurrentIndex(index_of(sidebar, "Tags"))
    QTest.keyClick(sidebar, key)
    assert not sidebar.isExpanded(index_of(sidebar, "Tags"))
    QTest.keyClick(sidebar, key)
    assert sidebar.isExpanded(index_of(sidebar, "Tags"))
    assert chosen(told) == [("tags",), ()]


def test_left_and_right_fold_and_unfold(sidebar: Sidebar) -> None:
    told = QSignalSpy(sidebar.collapsed_changed)
    sidebar.setCurrentIndex(index_of(sidebar, "Tags"))
    QTest.keyClick(sidebar, Qt.Key.Key_Left)
    assert sidebar.collapsed_sections == ("tags",)
    QTest.keyClick(sidebar, Qt.Key.Key_Right)
    assert chosen(told) == [("tags",), ()]


def test_click_folds_a_section_and_chooses_nothing(sidebar: Sidebar) -> None:
    spy = QSignalSpy(sidebar.filter_chosen)
    click(sidebar, "Tags")
    assert not sidebar.isExpanded(index_of(sidebar, "Tags"))
    click(sidebar, "Tags")
    assert sidebar.isExpanded(index_of(sidebar, "Tags"))
    assert spy.count() == 0
    assert selected(sidebar) == ["All resources"]


def test_sections_stay_folded_through_new_facets_and_the_next_start(
    sidebar: Sidebar, qtbot: QtBot, theme: Theme, icons: Icons
) -> None:
    click(sidebar, "Tags")
    sidebar.show_facets(facets(WORK))
    assert not sidebar.isExpanded(index_of(sidebar, "Tags"))
    other = Sidebar(theme, icons, collapsed=sidebar.collapsed_sections)
    qtbot.addWidget(other)
    other.show_facets(facets(WORK))
    assert not other.isExpanded(index_of(other, "Tags"))
    assert other.isExpanded(index_of(other, "Types"))


@pytest.mark.parametrize("tags", [(WORK, HOME), (WORK,), (HOME,), ()])
def test_new_facets_keep_what_is_chosen(sidebar: Sidebar, tags: tuple[Filter, ...]) -> None:
    click(sidebar, "work")
    spy = QSignalSpy(sidebar.filter_chosen)
    sidebar.show_facets(facets(*tags, total=61))
    assert selected(sidebar) == ["work"]
    assert sidebar.place == Place((WORK,))
    assert spy.count() == 0


def test_place_that_was_left_goes_when_nothing_is_there(sidebar: Sidebar) -> None:
    click(sidebar, "work")
    sidebar.show_facets(facets(HOME))
    click(sidebar, "home")
    sidebar.show_facets(facets(HOME))
    sidebar.show_facets(facets(HOME, total=1))
    texts = [index_of(sidebar, "Tags").model().index(0, 0, index_of(sidebar, "Tags")).data()]
    assert texts == ["home"]


def test_place_can_be_chosen_by_the_program(sidebar: Sidebar) -> None:
    spy = QSignalSpy(sidebar.filter_chosen)
    assert sidebar.choose(TRASH)
    assert not sidebar.choose(Place((Filter(FilterKind.TAG, "nowhere"),)))
    assert chosen(spy) == [TRASH]
    assert sidebar.place == TRASH
    assert selected(sidebar) == ["Trash"]


def test_scroll_position_stays_through_new_facets(sidebar: Sidebar) -> None:
    many = [Filter(FilterKind.TAG, f"tag {i:03}") for i in range(200)]
    sidebar.show_facets(facets(*many))
    sidebar.verticalScrollBar().setValue(1500)
    sidebar.show_facets(facets(*many[:-1]))
    assert sidebar.verticalScrollBar().value() == 1500


def test_sizes_are_those_of_the_pictures(sidebar: Sidebar) -> None:
    assert sidebar.sizeHint().width() == SIDEBAR_WIDTH
    assert sidebar.visualRect(index_of(sidebar, "Favourites")).height() == SIDEBAR_ROW
    assert sidebar.horizontalScrollBar().maximum() == 0


def test_assistive_tools_find_names_counts_and_states(sidebar: Sidebar) -> None:
    assert sidebar.objectName() == "sidebar"
    assert sidebar.accessibleName() == "Places"
    tree = QAccessible.queryAccessibleInterface(sidebar)
    names = [tree.child(i).text(QAccessible.Text.Name) for i in range(tree.childCount())]
    assert "Server, 12 resources" in names
    assert "All resources, 60 resources" in names
    heading = tree.child(names.index("Tags"))
    assert heading.state().expanded
    click(sidebar, "Tags")
    tree = QAccessible.queryAccessibleInterface(sidebar)
    heading = next(
        tree.child(i)
        for i in range(tree.childCount())
        if tree.child(i).text(QAccessible.Text.Name) == "Tags"
    )
    assert not heading.state().expanded


def test_chosen_row_and_keyboard_focus_are_seen(sidebar: Sidebar, theme: Theme) -> None:
    rect = sidebar.visualRect(index_of(sidebar, "Favourites"))

    def colors() -> set[str]:
        picture = sidebar.viewport().grab(rect).toImage()
        return {
            picture.pixelColor(x, y).name() for x in (12, 60, 100) for y in range(picture.height())
        }

    click(sidebar, "Favourites")
    sidebar.setFocus()
    assert theme.color("selection").name() in colors()
    assert theme.color("accent").name() not in colors()
    QTest.keyClick(sidebar, Qt.Key.Key_Up)
    QTest.keyClick(sidebar, Qt.Key.Key_Down)
    assert theme.color("accent").name() in colors()


def test_long_label_keeps_clear_of_its_count(sidebar: Sidebar, theme: Theme) -> None:
    long = Filter(FilterKind.TAG, "W" * 128)
    sidebar.show_facets(facets(long))
    rect = sidebar.visualRect(index_of(sidebar, long.value))
    picture = sidebar.viewport().grab(rect).toImage()
    text = theme.color("text").name()
    found = [
        x
        for x in range(picture.width())
        if any(picture.pixelColor(x, y).name() == text for y in range(picture.height()))
    ]
    assert found[-1] < picture.width() - 30


def test_sidebar_is_mirrored_right_to_left(sidebar: Sidebar, theme: Theme) -> None:
    rect = sidebar.visualRect(index_of(sidebar, "All resources"))
    count = theme.color("muted").name()

    def side() -> float:
        picture = sidebar.viewport().grab(rect).toImage()
        found = [
            x
            for x in range(picture.width())
            if any(picture.pixelColor(x, y).name() == count for y in range(picture.height()))
        ]
        return sum(found) / len(found) / picture.width()

    sidebar.setCurrentIndex(index_of(sidebar, "Favourites"))
    sidebar.setCurrentIndex(index_of(sidebar, "All resources"))
    right = side()
    sidebar.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert side() < 0.5 < right
