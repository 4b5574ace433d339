"""The editor follows the list, and what is edited there is stored and shown."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from tests.finding import found
from tests.resources_ui.program import Program

PRINTER = "Label printer"
TYPED = "Label printer, upstairs"


def edit(program: Program, name: str = PRINTER) -> None:
    """Begin to edit a resource."""
    program.select(name)
    program.type_into("nameEdit", TYPED)


def test_selected_resource_is_shown(program: Program) -> None:
    program.select("Laptop, Mara")

    assert program.text("nameEdit") == "Laptop, Mara"
    assert program.text("usernameEdit") == "mara"
    assert program.text("tagsEdit") == "warranty, work"
    assert program.text("externalIdEdit") == "SN-SAMPLE-7F2K"


def test_first_resource_is_shown_at_the_start(program: Program) -> None:
    assert program.shown_name == program.names[0]


def test_several_resources_are_counted_and_not_edited(program: Program) -> None:
    program.select("Laptop, Jonas")
    program.click_row("Laptop, Mara", Qt.KeyboardModifier.ControlModifier)

    assert program.shown is None
    assert "save" not in program.enabled()
    assert "rename" not in program.enabled()
    assert program.count.endswith("2 selected")


def test_new_resource_is_stored_selected_and_found(program: Program) -> None:
    program.act("new_resource")
    assert program.selected_names == []
    program.type_into("nameEdit", "Coffee grinder")
    program.choose("typeCombo", "Device")
    program.choose("statusCombo", "Idle")
    program.choose("scopeCombo", "Home")
    program.type_into("usernameEdit", "Mara")
    program.type_into("uriEdit", "https://grinder.example.org")
    program.type_into("descriptionEdit", "Grinds.\nCoffee.")
    program.type_into("tagsEdit", "kitchen, home")
    program.type_into("externalIdEdit", "GR-1")
    program.save()

    assert program.selected_names == ["Coffee grinder"]
    resource = program.shown
    assert resource is not None
    assert (resource.type, resource.status.value, resource.scope) == (
        "device",
        "IDLE",
        "scope_home",
    )
    assert (resource.username, resource.uri) == ("Mara", "https://grinder.example.org")
    assert resource.description == "Grinds.\nCoffee."
    assert (resource.tags, resource.external_id) == (("home", "kitchen"), "GR-1")
    assert program.places()["kitchen"] == 1
    program.search("grinder kitchen")
    assert program.names == ["Coffee grinder"]


def test_edit_is_stored_and_shown_in_its_row(program: Program) -> None:
    edit(program)
    program.save()

    assert TYPED in program.names
    assert program.selected_names == [TYPED]
    assert not program.workbench.editing.is_dirty
    assert "save" not in program.enabled()


def test_edit_by_keyboard_alone(program: Program) -> None:
    program.select(PRINTER)
    program.press("F2", on=program.table)
    name = found(program.window, QLineEdit, "nameEdit")
    assert name.hasFocus()
    assert name.selectedText() == PRINTER
    QTest.keyClicks(name, "Plotter")
    program.press("Ctrl+S", on=name)
    program.settle()

    assert program.selected_names == ["Plotter"]


def test_enter_on_a_row_leads_to_its_name(program: Program) -> None:
    program.select(PRINTER)

    QTest.keyClick(program.table, Qt.Key.Key_Return)

    assert found(program.window, QLineEdit, "nameEdit").hasFocus()


def test_revert_goes_back_to_what_is_stored(program: Program) -> None:
    edit(program)
    program.type_into("descriptionEdit", "Broken")

    program.act("revert")

    assert program.shown_name == PRINTER
    assert not program.workbench.editing.is_dirty
    assert "revert" not in program.enabled()


def test_revert_of_a_new_resource_goes_back_to_the_one_before(program: Program) -> None:
    program.select(PRINTER)
    program.act("new_resource")
    program.type_into("nameEdit", "Nothing much")

    program.act("revert")

    assert program.shown_name == PRINTER
    assert program.selected_names == [PRINTER]


def test_actions_say_whether_there_is_something_to_save(program: Program) -> None:
    program.select(PRINTER)
    assert not {"save", "revert"} & program.enabled()

    program.type_into("nameEdit", TYPED)
    assert {"save", "revert"} <= program.enabled()

    program.type_into("nameEdit", PRINTER)
    assert not {"save", "revert"} & program.enabled()


def test_star_during_an_edit_keeps_what_was_typed(program: Program) -> None:
    edit(program)

    program.act("favourite")
    program.settle()

    assert program.shown is not None
    assert program.shown.favourite
    assert program.shown_name == TYPED
    program.save()
    assert program.shown.favourite
    assert program.shown.name == TYPED


def test_new_form_stays_when_the_list_is_read_again(program: Program) -> None:
    program.add("First of two", secret="1")
    program.act("favourite")
    program.act("new_resource")  # the list with the favourite is still to come
    program.settle()
    assert program.workbench.editing.is_new

    program.search("laptop")
    assert program.workbench.editing.is_new


def test_next_new_resource_right_after_a_save_is_not_replaced_by_the_saved_one(
    program: Program,
) -> None:
    editing = program.workbench.editing
    program.act("new_resource")
    program.type_into("nameEdit", "First of two")
    program.type_into("secretEdit", "1")

    def begin_another() -> None:
        if not editing.is_new:  # the first is stored, and the list does not have it yet
            program.act("new_resource")

    editing.shown_changed.connect(begin_another)
    program.save()

    assert editing.is_new
    assert program.shown_name == ""
    assert "First of two" in program.names


def test_new_resource_begins_with_the_type_of_the_place(program: Program) -> None:
    program.go_to("Licence")
    program.act("new_resource")

    assert program.workbench.editor.form is not None
    assert program.workbench.editor.form.text("type") == "licence"


def test_hidden_editor_comes_back_when_it_is_needed(program: Program) -> None:
    program.act("toggle_detail")
    assert not program.workbench.editor.isVisible()

    program.act("new_resource")
    assert program.workbench.editor.isVisible()
    assert program.workbench.actions["toggle_detail"].isChecked()
    assert found(program.window, QLineEdit, "nameEdit").hasFocus()

    program.act("toggle_detail")
    program.select(PRINTER)
    program.act("rename")
    assert program.workbench.editor.isVisible()


def test_search_and_place_take_nothing_away_from_an_edit(program: Program) -> None:
    edit(program)
    program.search("no such thing")
    assert not program.has_dialog()
    assert program.shown_name == TYPED

    program.go_to("Server")
    assert not program.has_dialog()
    assert program.shown_name == TYPED

    program.save()
    program.go_to("All resources")
    program.search("upstairs")
    assert program.names == [TYPED]


def test_undo_of_something_else_leaves_the_edit_alone(program: Program) -> None:
    program.select("Laptop, Mara")
    program.act("favourite")
    program.settle()
    program.type_into("nameEdit", TYPED)
    program.press("Ctrl+Z", on=program.table)
    program.settle()

    assert not program.has_dialog()
    assert program.shown_name == TYPED
    assert program.shown is not None
    assert program.shown.favourite


def test_file_that_is_damaged_while_it_is_open_is_one_sentence(
    program: Program, sample: Path
) -> None:
    program.select(PRINTER)
    with closing(sqlite3.connect(sample)) as other:
        other.execute("UPDATE inventory SET id = id")
        with sample.open("r+b") as file:
            file.seek(4096)
            file.write(b"\xff" * (sample.stat().st_size - 4096))
        other.commit()  # so that nobody trusts what is still in memory
    program.click_row("Laptop, Mara")
    program.settle()

    assert program.toast == f"{sample} is damaged; restore it from a backup."
    assert not program.has_dialog()
    assert program.shown_name == ""
