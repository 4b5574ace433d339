"""Every write can be taken back and done again, in any number, at once or one by one."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import Qt

from app.domain.changes import Changes
from app.domain.resource_draft import draft_of
from app.inventory import Inventory
from app.jobs import Progress
from tests.resources_ui.program import Program

PRINTER = "Label printer"
LAPTOPS = ["Laptop, Jonas", "Laptop, Mara"]


def undo(program: Program) -> None:
    program.press("Ctrl+Z", on=program.table)
    program.settle()


def redo(program: Program) -> None:
    program.press("Ctrl+Shift+Z", on=program.table)
    program.settle()


def edit(program: Program, name: str, to: str) -> None:
    program.select(name)
    program.type_into("nameEdit", to)
    program.save()


def is_favourite(program: Program, name: str) -> bool:
    model = program.table.resource_model
    return model.row(program.names.index(name)).is_favourite


def undo_text(program: Program) -> str:
    return program.workbench.actions["undo"].text()


def rename_unseen(program: Program, key: int, name: str) -> None:
    """Rename a resource without the window's knowledge."""
    program.workbench.operations.read(partial(_rename, key, name), _ignore)
    program.settle()


def _rename(key: int, name: str, inventory: Inventory, _progress: Progress) -> None:
    draft = draft_of(inventory.resource(key)).model_copy(update={"name": name})
    inventory.edit(key, draft)


def _ignore(_nothing: None) -> None:
    """What a read needs."""


def _favour_again(key: int, inventory: Inventory, _progress: Progress) -> Changes:
    return inventory.set_favourite([key], True)


def test_nothing_can_be_taken_back_at_first(program: Program) -> None:
    assert not {"undo", "redo"} & program.enabled()


def test_edit_is_taken_back_and_done_again(program: Program) -> None:
    edit(program, PRINTER, "Plotter")
    assert undo_text(program) == "&Undo edit"

    undo(program)
    assert PRINTER in program.names
    assert program.shown_name == PRINTER
    assert "undo" not in program.enabled()

    redo(program)
    assert "Plotter" in program.names
    assert program.shown_name == "Plotter"
    assert "redo" not in program.enabled()


def test_new_resource_is_taken_back_and_done_again(program: Program) -> None:
    program.add("Grinder", secret="espresso")

    undo(program)
    assert "Grinder" not in program.names
    assert program.shown_name != "Grinder"
    assert program.places()["All resources"] == 64

    redo(program)
    assert program.selected_names == ["Grinder"]
    assert program.shown is not None
    assert program.shown.has_secret


def test_trash_is_taken_back_and_done_again(program: Program) -> None:
    program.select(PRINTER)
    program.press("Del", on=program.table)
    program.settle()
    assert PRINTER not in program.names
    assert program.selected_names != []  # the next one

    undo(program)
    assert program.selected_names == [PRINTER]

    redo(program)
    assert PRINTER not in program.names
    program.go_to("Trash")
    assert PRINTER in program.names


def test_several_are_trashed_and_brought_back_together(program: Program) -> None:
    program.click_row(LAPTOPS[0])
    program.click_row(LAPTOPS[1], Qt.KeyboardModifier.ControlModifier)
    program.act("trash")
    program.settle()
    assert "2 resources were moved to the trash." in program.toast

    undo(program)
    assert set(LAPTOPS) <= set(program.names)


def test_restore_is_taken_back_and_done_again(program: Program) -> None:
    program.go_to("Trash")
    program.select("Old tablet")
    program.act("restore")
    program.settle()
    assert "Old tablet" not in program.names

    undo(program)
    assert "Old tablet" in program.names

    redo(program)
    program.go_to("All resources")
    assert "Old tablet" in program.names


def test_favourite_is_taken_back_and_done_again(program: Program) -> None:
    program.select(PRINTER)
    program.press("Ctrl+Shift+F", on=program.table)
    program.settle()
    assert is_favourite(program, PRINTER)

    undo(program)
    assert not is_favourite(program, PRINTER)

    redo(program)
    assert is_favourite(program, PRINTER)
    assert program.workbench.actions["favourite"].isChecked()


def test_duplicate_is_taken_back_and_done_again(program: Program) -> None:
    program.select("Home Wi-Fi")
    program.act("duplicate")
    program.settle()
    assert program.selected_names == ["Home Wi-Fi (copy)"]
    assert program.shown is not None
    assert program.shown.has_secret

    undo(program)
    assert "Home Wi-Fi (copy)" not in program.names

    redo(program)
    assert "Home Wi-Fi (copy)" in program.names


def test_notice_takes_back_what_it_names(program: Program) -> None:
    program.select(PRINTER)
    program.act("trash")
    program.settle()
    assert program.toast == "The resource was moved to the trash."

    program.click_toast()
    program.settle()

    assert PRINTER in program.names
    assert program.toast == ""


def test_notice_goes_when_something_else_was_done_since(program: Program) -> None:
    program.select(PRINTER)
    program.act("trash")
    program.settle()

    program.select(LAPTOPS[0])
    program.act("favourite")  # which says nothing
    program.settle()

    assert program.toast == ""


def test_notice_goes_when_what_it_names_was_taken_back_by_keys(program: Program) -> None:
    program.select(PRINTER)
    program.act("trash")
    program.settle()

    undo(program)

    assert program.toast == ""


def test_undo_leaves_an_unrelated_notice_alone(program: Program) -> None:
    edit(program, PRINTER, "Plotter")
    program.workbench.notices.show("The clipboard was cleared.")

    undo(program)

    assert program.toast == "The clipboard was cleared."


def test_many_steps_at_once_are_made_one_after_the_other(program: Program) -> None:
    for number in range(4):
        edit(program, PRINTER if number == 0 else f"Printer {number - 1}", f"Printer {number}")

    for _ in range(3):
        program.workbench.actions["undo"].trigger()
    program.settle()
    assert program.shown_name == "Printer 0"

    program.workbench.actions["redo"].trigger()
    program.workbench.actions["redo"].trigger()
    program.workbench.actions["undo"].trigger()
    program.settle()
    assert program.shown_name == "Printer 1"
    assert {"undo", "redo"} <= program.enabled()


def test_undo_right_after_a_write_takes_that_write_back(program: Program) -> None:
    edit(program, PRINTER, "Plotter")
    program.type_into("nameEdit", "Camera")
    program.act("save")
    program.workbench.operations.undo_last()  # before it is stored
    program.settle()

    assert program.shown_name == "Plotter"


def test_undo_pressed_too_often_takes_nothing_back_later(program: Program) -> None:
    edit(program, PRINTER, "Plotter")
    for _ in range(3):
        program.workbench.operations.undo_last()
    program.settle()
    assert program.shown_name == PRINTER

    edit(program, PRINTER, "Camera")

    assert program.shown_name == "Camera"


def test_new_write_ends_what_could_be_done_again(program: Program) -> None:
    edit(program, PRINTER, "Plotter")
    undo(program)
    edit(program, PRINTER, "Camera")

    assert "redo" not in program.enabled()


def test_write_that_changes_nothing_leaves_nothing_to_take_back(program: Program) -> None:
    program.select("Home Wi-Fi")  # a favourite
    assert program.shown is not None
    again = partial(_favour_again, program.shown.key)
    program.workbench.operations.write("Add to favourites", again)
    program.settle()

    assert "undo" not in program.enabled()


def test_step_that_fails_can_be_tried_again_and_leaves_the_others(program: Program) -> None:
    edit(program, LAPTOPS[0], "Notebook")
    edit(program, PRINTER, "Plotter")
    key = program.table.current_key
    assert key is not None
    rename_unseen(program, key, "Other")

    undo(program)

    assert "changed meanwhile" in program.toast
    assert undo_text(program) == "&Undo edit"
    stack = program.workbench.operations.stack
    assert (stack.count(), stack.index()) == (2, 2)

    rename_unseen(program, key, "Plotter")
    undo(program)
    undo(program)
    assert stack.index() == 0
    assert {PRINTER, LAPTOPS[0]} <= set(program.names)


def test_redo_that_fails_can_be_tried_again(program: Program) -> None:
    edit(program, PRINTER, "Plotter")
    key = program.table.current_key
    assert key is not None
    undo(program)
    rename_unseen(program, key, "Other")

    redo(program)

    assert "changed meanwhile" in program.toast
    stack = program.workbench.operations.stack
    assert (stack.count(), stack.index()) == (1, 0)
    rename_unseen(program, key, PRINTER)
    redo(program)
    assert stack.index() == 1
    assert "Plotter" in program.names


@pytest.mark.parametrize("keys", ["Ctrl+Z", "Ctrl+Shift+Z"])
def test_keys_in_a_field_undo_what_was_typed_there_and_nothing_else(
    program: Program, keys: str
) -> None:
    edit(program, PRINTER, "Plotter")
    undo(program)
    program.press("F2", on=program.table)
    program.press(keys)
    program.settle()

    assert program.shown is not None
    assert program.shown.name == PRINTER


def test_no_secret_lies_on_the_stack(program: Program) -> None:
    program.add("Grinder", secret="canary-4711")

    stack = program.workbench.operations.stack
    command = stack.command(0)
    assert command is not None
    assert "canary-4711" not in f"{command.text()} {vars(command)}"
