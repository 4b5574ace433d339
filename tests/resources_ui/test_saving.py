"""What is typed is stored, or it is said why not, or asked about; never lost without a word."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from app.database.reader import Reader
from app.search.listing import Listing
from resources_ui.dialogs.unsaved_changes import UnsavedChangesDialog
from tests.finding import found
from tests.resources_ui.program import Program

PRINTER = "Label printer"
TYPED = "Label printer, upstairs"


def edit(program: Program, name: str = PRINTER) -> None:
    """Begin to edit a resource."""
    program.select(name)
    program.type_into("nameEdit", TYPED)


def answer(program: Program, button: str) -> None:
    """Answer the question about unsaved changes."""
    program.click(button, within=program.dialog(UnsavedChangesDialog))
    program.settle()
    program.wait(lambda: not program.has_dialog())


def stored_names(path: Path) -> list[str]:
    """The names in the file, whatever a window shows."""
    with closing(Reader(path)) as reader:
        return [summary.name for summary in reader.summaries(reader.keys(Listing()))]


# --- saving ---------------------------------------------------------------------------------------


def test_second_save_before_the_first_has_ended_makes_no_second_resource(program: Program) -> None:
    program.act("new_resource")
    program.type_into("nameEdit", "Only one")
    program.type_into("secretEdit", "x")
    program.act("save")
    program.act("save")
    program.settle()

    assert program.names.count("Only one") == 1


def test_what_is_typed_while_a_save_is_under_way_is_kept(program: Program) -> None:
    edit(program)
    program.act("save")
    program.type_into("usernameEdit", "typed meanwhile")  # nothing was delivered yet
    program.settle()

    assert program.shown is not None
    assert program.shown.name == TYPED
    assert program.shown.username is None
    assert program.text("usernameEdit") == "typed meanwhile"
    program.save()
    assert program.shown.username == "typed meanwhile"


def test_what_is_typed_while_a_new_resource_is_saved_is_kept(program: Program) -> None:
    program.act("new_resource")
    program.type_into("nameEdit", "Safe")
    program.type_into("secretEdit", "open sesame")
    program.act("save")
    program.type_into("usernameEdit", "typed meanwhile")
    program.settle()

    assert program.names.count("Safe") == 1
    assert program.shown is not None
    assert program.shown.has_secret
    assert program.workbench.editor.form is not None
    assert program.workbench.editor.form.changed_fields == ("username",)
    program.save()
    assert program.names.count("Safe") == 1
    assert program.shown.username == "typed meanwhile"


def test_every_problem_is_shown_at_once_and_nothing_is_lost(program: Program) -> None:
    program.act("new_resource")
    program.choose("typeCombo", "Password")  # which needs a secret
    program.type_into("nameEdit", "   ")
    program.type_into("usernameEdit", "u" * 65)
    program.type_into("uriEdit", "u" * 1025)
    program.type_into("descriptionEdit", "d" * 10_001)
    program.type_into("tagsEdit", "t" * 129)
    program.act("save")
    program.settle()

    assert program.problems() == [
        "Name is needed.",
        "User name may have at most 64 characters.",
        "This type needs a secret.",
        "URI may have at most 1,024 characters.",
        "Description may have at most 10,000 characters.",
        "A tag may have at most 128 characters.",
    ]
    assert found(program.window, QLineEdit, "nameEdit").hasFocus()
    assert len(program.text("descriptionEdit")) == 10_001
    assert len(program.text("uriEdit")) == 1025
    assert program.workbench.editing.is_new
    assert len(program.names) == 64


@pytest.mark.parametrize("name", ["", "n" * 65, "line\u0000break"])
def test_impossible_name_is_not_stored(program: Program, name: str) -> None:
    program.select(PRINTER)
    program.type_into("nameEdit", name)
    program.act("save")
    program.settle()

    assert len(program.problems()) == 1
    assert program.shown is not None
    assert program.shown.name == PRINTER
    assert program.shown_name == name


@pytest.mark.parametrize(
    "name",
    ["n" * 64, "🦉 Eule", "ספריית העיר", "<b>bold</b> & <a href='https://x.example'>x</a>", "%s"],
)
def test_unusual_name_is_stored_to_the_letter(program: Program, name: str) -> None:
    program.select(PRINTER)
    program.type_into("nameEdit", name)
    program.save()

    assert program.shown is not None
    assert program.shown.name == name
    assert program.selected_names == [name]


def test_problem_that_only_the_inventory_sees_is_said_and_the_edit_goes_on(
    program: Program,
) -> None:
    program.select("Laptop, Jonas")
    program.type_into("externalIdEdit", "SN-SAMPLE-LP62")  # the label printer's, elsewhere
    program.save()
    assert program.shown is not None
    assert program.shown.external_id == "SN-SAMPLE-LP62"

    program.choose("scopeCombo", "Workshop and shop")  # where the label printer is
    program.act("save")
    program.settle()

    assert "already exists" in program.toast
    assert program.workbench.editing.is_dirty
    assert program.shown.scope == "scope_engineering"


# --- leaving an edit ------------------------------------------------------------------------------


def leave_by_row(program: Program) -> None:
    program.click_row("Laptop, Mara")


def leave_by_new(program: Program) -> None:
    program.act("new_resource")


def leave_by_trash(program: Program) -> None:
    program.act("trash")


def leave_by_duplicate(program: Program) -> None:
    program.act("duplicate")


def leave_by_selecting_several(program: Program) -> None:
    program.click_row("Laptop, Mara", Qt.KeyboardModifier.ControlModifier)


def leave_by_selecting_all(program: Program) -> None:
    program.press("Ctrl+A", on=program.table)


def leave_by_closing(program: Program) -> None:
    program.window.close()


WAYS_OUT = (
    leave_by_row,
    leave_by_new,
    leave_by_trash,
    leave_by_duplicate,
    leave_by_selecting_several,
    leave_by_selecting_all,
    leave_by_closing,
)


@pytest.mark.parametrize("leave", WAYS_OUT)
def test_leaving_an_edit_asks_and_keeps_it_where_the_person_stays(
    program: Program, leave: Callable[[Program], None]
) -> None:
    edit(program)
    leave(program)
    answer(program, "keepEditingButton")

    assert program.window.isVisible()
    assert program.shown_name == TYPED
    assert program.workbench.editing.is_dirty
    assert program.selected_names == [PRINTER]
    assert len(program.names) == 64


@pytest.mark.parametrize("leave", WAYS_OUT)
def test_edit_is_stored_before_it_is_left(
    program: Program, sample: Path, leave: Callable[[Program], None]
) -> None:
    edit(program)
    leave(program)
    answer(program, "saveChangesButton")

    if leave is leave_by_closing:
        program.wait(lambda: not program.window.isVisible())
        assert TYPED in stored_names(sample)
        return
    program.go_to("Trash" if leave is leave_by_trash else "All resources")
    assert TYPED in program.names


@pytest.mark.parametrize("leave", WAYS_OUT)
def test_discarded_edit_is_left(program: Program, leave: Callable[[Program], None]) -> None:
    edit(program)
    leave(program)
    answer(program, "discardButton")

    assert not program.workbench.editing.is_dirty
    assert program.window.isVisible() is (leave is not leave_by_closing)
    if program.window.isVisible():
        program.go_to("Trash" if leave is leave_by_trash else "All resources")
        assert PRINTER in program.names
        assert TYPED not in program.names


def test_person_gets_to_where_they_were_going(program: Program) -> None:
    for button in ("discardButton", "saveChangesButton"):
        edit(program)
        leave_by_row(program)
        answer(program, button)

        assert program.shown_name == "Laptop, Mara"
        assert program.selected_names == ["Laptop, Mara"]


def test_new_resource_that_is_saved_on_the_way_does_not_hold_the_person_up(
    program: Program,
) -> None:
    program.act("new_resource")
    program.type_into("nameEdit", "On the way")
    program.type_into("secretEdit", "x")
    leave_by_row(program)
    answer(program, "saveChangesButton")

    assert "On the way" in program.names
    assert program.selected_names == ["Laptop, Mara"]
    assert program.shown_name == "Laptop, Mara"


def test_new_resource_that_is_kept_leaves_no_row_selected(program: Program) -> None:
    program.act("new_resource")
    program.type_into("nameEdit", "Stay here")
    leave_by_row(program)
    answer(program, "keepEditingButton")

    assert program.shown_name == "Stay here"
    assert program.selected_names == []
    leave_by_row(program)  # the same row is asked about again
    answer(program, "discardButton")
    assert program.shown_name == "Laptop, Mara"


def test_edit_that_cannot_be_saved_is_gone_back_to(program: Program) -> None:
    program.select(PRINTER)
    program.type_into("nameEdit", "")
    leave_by_row(program)
    answer(program, "saveChangesButton")

    assert program.problems() == ["Name is needed."]
    assert program.selected_names == [PRINTER]
    assert program.workbench.editing.is_dirty


def test_window_that_could_not_save_stays_open_also_after_a_later_save(program: Program) -> None:
    program.select(PRINTER)
    program.type_into("nameEdit", "")
    program.window.close()
    answer(program, "saveChangesButton")
    assert program.window.isVisible()

    program.type_into("nameEdit", TYPED)
    program.click("saveButton")
    program.settle()

    assert program.window.isVisible()
    assert program.shown_name == TYPED


def test_second_attempt_to_leave_asks_no_second_question(program: Program) -> None:
    edit(program)
    program.window.close()
    program.window.close()

    assert len(program.window.findChildren(UnsavedChangesDialog)) == 1
    answer(program, "keepEditingButton")
    program.window.close()
    answer(program, "discardButton")
    assert not program.window.isVisible()


def test_window_closed_right_after_a_save_waits_for_it_and_asks_nothing(
    program: Program, sample: Path
) -> None:
    edit(program)
    program.act("save")
    program.window.close()
    assert not program.has_dialog()
    program.wait(lambda: not program.window.isVisible())

    assert TYPED in stored_names(sample)


def test_trash_button_takes_the_edited_resource_and_not_a_row_that_a_search_left(
    program: Program,
) -> None:
    edit(program)
    program.search("laptop")
    leave_by_row(program)
    answer(program, "keepEditingButton")
    assert program.selected_names == []

    program.act("trash")
    answer(program, "discardButton")

    program.search("")
    assert PRINTER not in program.names
    assert "Laptop, Mara" in program.names


@pytest.mark.parametrize("way", ["keys", "notice"])
def test_undo_that_takes_the_edited_resource_away_asks_first(program: Program, way: str) -> None:
    program.select(PRINTER)
    program.act("duplicate")
    program.settle()
    program.type_into("nameEdit", TYPED)
    if way == "keys":
        program.press("Ctrl+Z", on=program.table)
    else:
        program.click_toast()
    answer(program, "keepEditingButton")
    assert program.shown_name == TYPED
    assert f"{PRINTER} (copy)" in program.names

    program.press("Ctrl+Z", on=program.table)
    answer(program, "discardButton")
    assert f"{PRINTER} (copy)" not in program.names


def test_edit_that_changes_nothing_asks_nothing(program: Program) -> None:
    program.select(PRINTER)
    program.type_into("nameEdit", f"  {PRINTER} ")
    leave_by_row(program)

    assert not program.has_dialog()
    assert program.shown_name == "Laptop, Mara"
