"""What the list shows: place, words and order, together and after every write."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from app.presentation.columns import COLUMNS
from app.search.listing import SortKey
from tests.resources_ui.program import Program

EVERY = 64
CAFE = "Café Ångström loyalty card ☕"
LAPTOPS = ["Laptop disk encryption", "Laptop, Jonas", "Laptop, Mara"]


def click_heading(program: Program, key: SortKey) -> None:
    section = next(number for number, column in enumerate(COLUMNS) if column.sort is key)
    header = program.table.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(section) + 12, 8)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    program.settle()


def middle_page(program: Program) -> str:
    """What stands in the place of the table."""
    page = program.window.resources.currentWidget()
    assert page is not program.table
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_whole_list_and_counts_are_shown_at_the_start(program: Program) -> None:
    assert len(program.names) == program.places()["All resources"] == EVERY
    assert program.names[:2] == ["Accounts 2025, signed", "Alarm system, keypad"]
    assert program.count == "64 resources · 1 selected"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("laptop", LAPTOPS),
        ("APTO", LAPTOPS),  # any part of a word, any case
        ("cafe angstrom", [CAFE]),  # accents are ignored
        ("café", [CAFE]),
        ("till2", ["Point-of-sale terminal, till 2"]),  # user name
        ("framed", ["Workbench poster, framed"]),
        ("SKU-TEA", ["Tea tin, returned sample", "茶筒ギフトセット"]),  # external ID
        ("LIB-2207", ["ספריית העיר – כרטיס קורא"]),  # reference ID
        ("192.0.2.60", ["Label printer"]),  # URI
        ("大阪", ["Edge node 大阪"]),
        ("warranty mara", ["Laptop, Mara"]),  # a tag and a name
    ],
)
def test_each_keystroke_is_answered(program: Program, query: str, expected: list[str]) -> None:
    program.search(query)

    assert program.names == expected
    assert program.count.startswith(f"{len(expected)} of 64 found")


def test_human_id_finds_its_resource(program: Program) -> None:
    program.select("Label printer")
    assert program.shown is not None

    program.search(program.shown.human_id)

    assert program.names == ["Label printer"]


def test_search_without_result_says_so_and_leads_back(program: Program) -> None:
    program.search("no such thing <b>")

    assert program.names == []
    assert "No resource has “no such thing <b>”" in middle_page(program)
    assert program.workbench.editor.form is None

    program.click("empty_clear_search_button")
    program.settle()

    assert len(program.names) == EVERY
    assert program.search_bar.text() == ""
    assert program.window.resources.currentWidget() is program.table


def test_escape_in_the_search_bar_shows_everything_again(program: Program) -> None:
    program.search("laptop")

    QTest.keyClick(program.search_bar, Qt.Key.Key_Escape)
    program.settle()

    assert len(program.names) == EVERY


def test_letter_typed_in_the_list_begins_a_search(program: Program) -> None:
    QTest.keyClicks(program.table, "l")
    QTest.keyClicks(program.search_bar, "aptop")
    program.settle()

    assert program.search_bar.text() == "laptop"
    assert program.names == LAPTOPS


def test_heading_sorts_and_sorts_the_other_way_round(program: Program) -> None:
    at_first = program.names

    click_heading(program, SortKey.NAME)
    assert program.names == at_first[::-1]

    click_heading(program, SortKey.NAME)
    assert program.names == at_first


def test_what_was_changed_last_comes_first_by_date(program: Program) -> None:
    program.select("Metrics")
    program.type_into("descriptionEdit", "Read only.")
    program.save()

    click_heading(program, SortKey.UPDATED)

    assert program.names[0] == "Metrics"


def test_order_stays_with_another_place_and_another_search(program: Program) -> None:
    click_heading(program, SortKey.NAME)

    program.search("laptop")
    assert program.names == LAPTOPS[::-1]

    program.go_to("Device")
    assert program.names == LAPTOPS[:0:-1]


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("Server", 6),
        ("Favourites", 10),
        ("Platform", 12),  # with the scopes below it
        ("for-sale", 7),
        ("Trash", 4),
    ],
)
def test_place_narrows_the_list_to_its_count(program: Program, place: str, expected: int) -> None:
    program.go_to(place)

    assert len(program.names) == program.places()[place] == expected


def test_place_and_words_narrow_together(program: Program) -> None:
    program.go_to("Device")
    program.search("laptop")

    assert program.names == ["Laptop, Jonas", "Laptop, Mara"]
    assert program.count.startswith("2 of 64 found")


def test_place_that_has_nothing_more_stays_to_be_left(program: Program) -> None:
    program.go_to("One-time code")
    program.table.selectAll()
    program.act("trash")
    program.settle()

    assert "Nothing here" in middle_page(program)
    assert program.places()["One-time code"] == 0


def test_counts_follow_every_write(program: Program) -> None:
    program.select("Label printer")
    program.act("favourite")
    program.settle()
    assert program.places()["Favourites"] == 11

    program.act("trash")
    program.settle()

    places = program.places()
    assert (places["All resources"], places["Trash"], places["Favourites"]) == (63, 5, 10)
    assert places["Device"] == 6
    assert program.count.startswith("63 resources")


def test_trash_shows_what_is_in_it_and_lets_it_only_be_looked_at(program: Program) -> None:
    program.go_to("Trash")
    program.select("Old tablet")

    assert "4 resources" in program.count
    assert "restore" in program.enabled()
    assert not {"trash", "duplicate", "rename", "favourite"} & program.enabled()


def test_added_resource_is_gone_to_past_the_search_and_place_that_hide_it(
    program: Program,
) -> None:
    program.go_to("Server")
    program.search("atlas")

    program.act("new_resource")
    program.choose("typeCombo", "Note")
    program.type_into("nameEdit", "Meeting, 4 pm")
    program.type_into("secretEdit", "in the attic")
    program.save()

    assert program.search_bar.text() == ""
    assert len(program.names) == EVERY + 1
    assert program.selected_names == ["Meeting, 4 pm"]
    assert program.shown_name == "Meeting, 4 pm"


def test_keyboard_leads_from_the_search_into_the_list_and_back(program: Program) -> None:
    program.search("laptop")
    QTest.keyClick(program.search_bar, Qt.Key.Key_Down)
    assert program.table.hasFocus()
    assert program.selected_names == ["Laptop disk encryption"]

    program.press("Ctrl+F", on=program.table)
    assert program.search_bar.hasFocus()


def test_search_that_takes_a_row_away_keeps_the_person_at_their_row(program: Program) -> None:
    program.select("Laptop, Mara")
    program.search("mara")
    assert program.selected_names == ["Laptop, Mara"]

    program.search("")
    assert program.selected_names == ["Laptop, Mara"]
    assert (
        program.table.viewport()
        .rect()
        .intersects(program.table.visualRect(program.table.currentIndex()))
    )
