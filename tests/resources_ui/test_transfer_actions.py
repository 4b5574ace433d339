"""Resources in and out of the window: export, import with its preview, and what can go wrong."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel, QLineEdit, QPlainTextEdit

from app.formats.export import FORMATS
from resources_ui.dialogs.import_preview import ImportPreviewDialog
from resources_ui.dialogs.passphrase import PassphraseDialog
from tests.finding import found
from tests.inventories import PASSPHRASE, add, opened
from tests.resources_ui.conftest import OpenProgram
from tests.resources_ui.program import Program

CANARY = "canary-4711-xyzzy"


@pytest.fixture
def exported(sample: Path, tmp_path: Path) -> Path:
    """The native export of the sample inventory, in which one more secret lies."""
    target = tmp_path / "exported.json"
    with closing(opened(sample)) as inventory:
        add(inventory, "Canary cage", secret=CANARY)
        inventory.export(target)
    return target


@pytest.fixture
def other(open_program: OpenProgram, empty: Path, exported: Path) -> Program:
    """The program on an empty inventory, beside an export of another one."""
    return open_program(empty)


def preview(program: Program, file: Path) -> ImportPreviewDialog:
    """Choose a file to import, and look at what that would do."""
    program.act("import")
    program.choose_file(file)
    return program.dialog(ImportPreviewDialog)


def texts(dialog: ImportPreviewDialog) -> str:
    """Everything that can be read in the preview."""
    shown = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
    shown += [box.toPlainText() for box in dialog.findChildren(QPlainTextEdit)]
    return "\n".join(shown)


def agree(program: Program, dialog: ImportPreviewDialog) -> None:
    program.click("importButton", within=dialog)
    program.settle()
    program.wait(lambda: not program.has_dialog())


def document(resources: list[dict[str, Any]]) -> str:
    return json.dumps({"format": "strongroom", "version": 1, "resources": resources})


# --- export ---------------------------------------------------------------------------------------


def test_export_is_json_with_every_resource_and_no_plaintext(
    program: Program, tmp_path: Path
) -> None:
    program.add("Canary cage", secret=CANARY)
    target = tmp_path / "out.json"
    program.press("Ctrl+E", on=program.table)
    program.choose_file(target)

    text = target.read_text(encoding="utf-8")
    content = json.loads(text)
    names = [resource["name"] for resource in content["resources"]]
    assert len(names) == 69  # with the trash
    assert set(program.names) < set(names)
    assert "BEGIN PGP PUBLIC KEY BLOCK" in content["user"]["public_key"]
    cage = content["resources"][names.index("Canary cage")]
    assert cage["secret"].startswith("-----BEGIN PGP MESSAGE-----")
    assert CANARY not in text
    assert program.toast == "69 resources were exported; each secret is still encrypted."


def test_export_writes_the_chosen_format(program: Program, tmp_path: Path) -> None:
    batch = next(form for form in FORMATS if form.name == "batch")
    target = tmp_path / "batch.json"
    program.act("export")
    dialog = program.dialog(QFileDialog)
    assert len(dialog.nameFilters()) == len(FORMATS)
    dialog.selectNameFilter(f"{batch.title} (*.json)")
    program.choose_file(target)

    content = json.loads(target.read_text(encoding="utf-8"))
    assert {"resourceTypeId", "scopeId", "externalResourceId"} <= content[0].keys()


def test_cancelled_export_writes_nothing(program: Program, tmp_path: Path) -> None:
    program.act("export")
    program.dialog(QFileDialog).reject()
    program.settle()

    assert list(tmp_path.glob("*.json")) == []
    assert program.toast == ""


def test_export_that_cannot_be_written_is_one_sentence(program: Program, tmp_path: Path) -> None:
    program.workbench.transfer.export(str(tmp_path / "missing" / "out.json"))
    program.settle()

    assert "missing" in program.toast


def test_export_does_not_overwrite_the_inventory(program: Program, sample: Path) -> None:
    program.workbench.transfer.export(str(sample))
    program.settle()

    assert "choose another name" in program.toast
    assert len(program.names) == 64


# --- import ---------------------------------------------------------------------------------------


def test_import_is_previewed_done_taken_back_and_done_again(other: Program, exported: Path) -> None:
    dialog = preview(other, exported)
    assert "69 new resources" in texts(dialog)
    assert other.names == []
    agree(other, dialog)
    assert len(other.names) == 65
    assert other.places()["Trash"] == 4
    assert other.places()["Platform"] == 12
    assert other.toast == "69 resources were imported."

    other.click_toast()
    other.settle()
    assert other.names == []
    assert other.places()["Trash"] == 0

    other.press("Ctrl+Shift+Z", on=other.window)
    other.settle()
    assert len(other.names) == 65


def test_imported_secret_is_revealed_with_its_own_key(other: Program, exported: Path) -> None:
    agree(other, preview(other, exported))
    other.select("Canary cage")
    other.act("reveal_secret")
    other.settle()

    assert found(other.window, QLineEdit, "secretEdit").text() == CANARY


def test_import_into_the_same_inventory_has_nothing_to_do(
    open_program: OpenProgram, sample: Path, exported: Path
) -> None:
    program = open_program(sample)
    dialog = preview(program, exported)

    assert "new resource" not in texts(dialog)
    assert not found(dialog, QAbstractButton, "importButton").isEnabled()
    program.click("cancelButton", within=dialog)
    program.settle()
    assert "undo" not in program.enabled()


def test_refused_import_changes_nothing(other: Program, exported: Path) -> None:
    dialog = preview(other, exported)
    other.click("cancelButton", within=dialog)
    other.settle()

    assert other.names == []
    assert "undo" not in other.enabled()


def test_import_of_secrets_unlocks_first(
    open_program: OpenProgram, empty: Path, exported: Path
) -> None:
    program = open_program(empty, asks=True)
    program.click("importButton", within=preview(program, exported))
    dialog = program.dialog(PassphraseDialog)
    assert program.names == []
    found(dialog, QLineEdit, "passphraseEdit").setText(PASSPHRASE)
    program.click("unlockNowButton", within=dialog)
    program.settle()

    assert len(program.names) == 65


def test_rows_with_problems_are_left_out_and_said(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "rows.json"
    rows = [{"name": "Good one"}, {"name": ""}, {"name": "n" * 65}]
    file.write_text(document(rows), encoding="utf-8")

    dialog = preview(program, file)
    assert "1 new resource" in texts(dialog)
    assert "Name is needed." in texts(dialog)
    assert "at most 64 characters" in texts(dialog)
    agree(program, dialog)

    assert len(program.names) == 65
    assert program.toast == "1 resource was imported."
    assert program.selected_names == ["Good one"]


def test_what_is_too_long_is_shortened_by_one_click(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "long.json"
    file.write_text(document([{"name": "n" * 65}]), encoding="utf-8")
    dialog = preview(program, file)
    program.click("shortenButton", within=dialog)
    program.settle()

    agree(program, program.dialog(ImportPreviewDialog))

    assert program.shown is not None
    assert len(program.shown.name) == 64
    assert "n" * 65 in (program.shown.description or "")


def test_list_is_right_after_an_import_of_what_no_list_of_living_ones_has(
    program: Program, tmp_path: Path
) -> None:
    file = tmp_path / "mixed.json"
    target = tmp_path / "all.json"
    program.workbench.transfer.export(str(target))
    program.settle()
    content = json.loads(target.read_text(encoding="utf-8"))
    printer = next(one for one in content["resources"] if one["name"] == "Label printer")
    printer["name"] = "Zebra printer"
    rows = [printer, {"name": "Thrown away", "deleted": True}]
    file.write_text(json.dumps(content | {"resources": rows}), encoding="utf-8")

    agree(program, preview(program, file))

    assert len(program.names) == 64
    at = program.names.index("Zebra printer")
    assert program.names[at - 1].startswith("Workshop")
    assert program.places()["Trash"] == 5


def test_import_of_nothing_but_a_scope_offers_it_at_once(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "scopes.json"
    scope = {"id": "scope_attic", "name": "Attic", "parent": None}
    file.write_text(json.dumps(json.loads(document([])) | {"scopes": [scope]}), encoding="utf-8")
    agree(program, preview(program, file))

    assert program.toast == "The file was imported."
    assert program.places()["Attic"] == 0
    program.select("Label printer")
    program.choose("scopeCombo", "Attic")
    program.save()
    assert program.places()["Attic"] == 1


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"\xff\xfe", b'{"format": "strongroom", "version": 99}']
)
def test_file_that_is_no_export_is_one_sentence(
    program: Program, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "other.json"
    file.write_bytes(content)
    program.act("import")
    program.choose_file(file)

    assert program.toast.endswith(".")
    assert not program.has_dialog()
    assert len(program.names) == 64


def test_markup_in_a_file_is_shown_as_text(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "markup.json"
    name = "<img src=x><b>bold</b> 🦉 ספר"
    file.write_text(document([{"name": name}]), encoding="utf-8")
    agree(program, preview(program, file))

    assert program.selected_names == [name]
