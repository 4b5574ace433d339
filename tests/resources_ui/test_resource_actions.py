"""What is done to the selected resources is done to all of them, and to no others."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QToolButton

from tests.finding import found
from tests.resources_ui.program import Program

LAPTOPS = ["Laptop, Jonas", "Laptop, Mara"]


def select_laptops(program: Program) -> None:
    program.click_row(LAPTOPS[0])
    program.click_row(LAPTOPS[1], Qt.KeyboardModifier.ControlModifier)
    assert program.selected_names == LAPTOPS


def favourites(program: Program) -> list[str]:
    program.go_to("Favourites")
    names = program.names
    program.go_to("All resources")
    return names


def test_several_become_favourites_together(program: Program) -> None:
    program.act("favourite")  # of the first one, which is selected at the start
    program.settle()
    select_laptops(program)
    program.act("favourite")
    program.settle()

    assert set(LAPTOPS) <= set(favourites(program))
    assert program.places()["Favourites"] == 12


def test_star_of_the_editor_is_that_of_its_action(program: Program) -> None:
    program.select("Laptop, Mara")  # a favourite
    star = found(program.window, QToolButton, "favouriteButton")
    assert star.isChecked()
    assert program.workbench.actions["favourite"].isChecked()

    star.click()
    program.settle()

    assert not program.workbench.actions["favourite"].isChecked()
    assert "Laptop, Mara" not in favourites(program)


def test_favourite_that_leaves_its_place_leads_to_the_next(program: Program) -> None:
    program.go_to("Favourites")
    program.select("Laptop, Mara")
    at = program.names.index("Laptop, Mara")
    following = program.names[at + 1]
    program.act("favourite")
    program.settle()

    assert program.selected_names == [following]
    assert program.shown_name == following


def test_several_are_brought_back_from_the_trash_together(program: Program) -> None:
    program.go_to("Trash")
    program.press("Ctrl+A", on=program.table)
    program.act("restore")
    program.settle()

    assert program.names == []
    assert program.toast == "4 resources were restored."
    assert program.places()["All resources"] == 68


def test_resource_whose_place_was_taken_stays_in_the_trash_with_a_word(program: Program) -> None:
    program.select("Label printer")
    program.act("trash")
    program.settle()
    program.select("Laptop, Jonas")
    program.type_into("externalIdEdit", "SN-SAMPLE-LP62")
    program.choose("scopeCombo", "Workshop and shop")
    program.save()
    program.go_to("Trash")
    program.select("Label printer")
    program.act("restore")
    program.settle()

    assert "already exists" in program.toast
    assert "Label printer" in program.names


@pytest.mark.parametrize(
    ("keys", "expected"), [("Ctrl+B", "lindqvist-m"), ("Ctrl+U", "https://tax.example.org/portal")]
)
def test_user_name_and_address_are_copied_as_they_are(
    program: Program, keys: str, expected: str
) -> None:
    program.select("Tax portal")
    program.press(keys, on=program.table)

    assert QApplication.clipboard().text() == expected
    assert program.toast == "Copied."


def test_duplicate_keeps_values_and_secret_but_no_external_id(program: Program) -> None:
    program.select("Tax portal")
    before = program.shown
    assert before is not None
    program.press("Ctrl+D", on=program.table)
    program.settle()

    copy = program.shown
    assert copy is not None
    assert copy.key != before.key
    assert copy.name == "Tax portal (copy)"
    assert (copy.username, copy.uri, copy.tags, copy.scope) == (
        before.username,
        before.uri,
        before.tags,
        before.scope,
    )
    assert copy.external_id is None
    assert copy.has_secret


def test_next_row_follows_one_that_was_trashed(program: Program) -> None:
    at = program.names.index("Label printer")
    following = program.names[at + 1]
    program.select("Label printer")
    program.press("Del", on=program.table)
    program.settle()

    assert program.selected_names == [following]
    assert program.shown_name == following


def test_del_in_a_field_deletes_a_character_and_nothing_else(program: Program) -> None:
    program.select("Label printer")
    program.press("F2", on=program.table)
    program.press("Del")
    program.settle()

    assert program.shown_name == ""
    assert "Label printer" in program.names
