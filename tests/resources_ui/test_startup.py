"""From a path to a window that works: the first start, and what is wrong with a file."""

from __future__ import annotations

import os
import stat
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel, QLineEdit, QToolButton, QWidget

from app.domain.secret_text import SecretText
from app.errors import InventoryMissingError
from app.opening import open_inventory
from app.paths import default_inventory, key_file_of, settings_file
from resources_ui.dialogs.recovery_kit import RecoveryKitDialog
from tests.damaged_files import DAMAGES, Damage, contents
from tests.finding import found
from tests.inventories import PASSPHRASE, add, copied, draft, opened
from tests.plaintext import places_of, secrets_held
from tests.resources_ui.conftest import OpenProgram
from tests.resources_ui.program import Program
from tests.secret_service import SecretService

DAMAGED = {damage: error for damage, error in DAMAGES.items() if error is not InventoryMissingError}


def texts(page: QWidget) -> str:
    """Everything that can be read on a page."""
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def problem(program: Program) -> str:
    """What the page says that stands in place of everything."""
    pages = program.window.findChildren(QWidget, "problemPage")
    (page,) = (page for page in pages if page.isVisible())
    assert not program.table.isVisible()
    return texts(page)


def is_unlocked(program: Program) -> bool:
    return found(program.window, QToolButton, "lockState").text().strip() == "Unlocked"


def start(program: Program, button: str = "startEmptyButton") -> None:
    """Leave the page of the first start."""
    page = found(program.window, QWidget, "firstStartPage")
    program.wait(found(page, QAbstractButton, button).isEnabled)
    program.click(button, within=page)


def type_passphrase(program: Program, first: str, again: str | None = None) -> None:
    page = found(program.window, QWidget, "firstStartPage")
    program.wait(found(page, QLineEdit, "newPassphraseEdit").isVisible)
    found(page, QLineEdit, "newPassphraseEdit").setText(first)
    found(page, QLineEdit, "repeatPassphraseEdit").setText(first if again is None else again)


# --- the first start ------------------------------------------------------------------------------


def test_first_start_with_a_keyring_makes_an_empty_inventory_that_works(
    open_program: OpenProgram, tmp_path: Path, secret_service: SecretService
) -> None:
    path = tmp_path / "Mine.strongroom"
    program = open_program(path, asks=True, is_ready=False)
    page = found(program.window, QWidget, "firstStartPage")
    assert page.isVisible()
    assert str(path) in found(page, QLabel, "inventoryPath").text() or "Mine" in texts(page)
    program.wait(lambda: "keyring" in found(page, QLabel, "keyStoreText").text())
    assert not path.exists()

    start(program)
    kit = program.dialog(RecoveryKitDialog)
    program.click("laterButton", within=kit)
    program.wait_until_ready()

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert not key_file_of(path).exists()
    assert is_unlocked(program)
    assert "No resources yet" in texts(program.window.resources)
    assert program.window.windowTitle() == "Mine – Strongroom"
    program.add("First thing", secret="first secret")
    assert program.names == ["First thing"]
    program.workbench.operations.undo_last()
    program.settle()
    assert program.names == []


def test_first_start_without_a_keyring_asks_for_a_passphrase_by_its_rules(
    open_program: OpenProgram, tmp_path: Path, no_session_bus: None
) -> None:
    path = tmp_path / "Mine.strongroom"
    program = open_program(path, asks=True, is_ready=False)
    page = found(program.window, QWidget, "firstStartPage")
    type_passphrase(program, "short")
    assert "no keyring" in texts(page)
    start(program)
    assert "at least 8 characters" in texts(page)
    type_passphrase(program, "long enough", "long enouhg")
    start(program)
    assert "The two passphrases differ." in texts(page)
    assert not path.exists()

    type_passphrase(program, "long enough")
    start(program, "startSampleButton")
    program.click("laterButton", within=program.dialog(RecoveryKitDialog))
    program.wait_until_ready()

    assert len(program.names) == 64
    assert is_unlocked(program)
    assert places_of("long enough", program.window) == []
    program.close()
    inventory = open_inventory(path, ask=lambda _request: "long enough")
    with closing(inventory):
        inventory.unlock()


def test_recovery_kit_is_saved_and_its_code_shown_once(
    open_program: OpenProgram, tmp_path: Path
) -> None:
    path, kit_file = tmp_path / "Mine.strongroom", tmp_path / "kit.asc"
    program = open_program(path, "--key-store", "passphrase", is_ready=False)
    start(program)
    kit = program.dialog(RecoveryKitDialog)
    program.click("saveKitButton", within=kit)
    program.choose_file(kit_file)
    code = found(kit, QLabel, "recoveryCode").text()
    assert len(code.replace("-", "").replace(" ", "")) >= 26
    program.click("writtenDownButton", within=kit)
    program.wait(lambda: not program.has_dialog())
    program.settle()
    assert places_of(code, program.window) == []
    assert secrets_held(code) == 0
    state = program.workbench.vault.state
    assert state is not None
    assert state.is_kit_saved
    program.add("Safe", secret="opened by the kit")
    program.close()

    key_file_of(path).unlink()  # the key is lost
    with closing(opened(path, is_unlocked=False)) as inventory:
        inventory.import_recovery_kit(kit_file, SecretText(code))
        inventory.unlock()
        assert inventory.reveal(1).main.reveal() == "opened by the kit"


def test_kit_that_cannot_be_saved_is_said_in_its_dialog(program: Program, sample: Path) -> None:
    before = sample.read_bytes()
    program.act("export_recovery_kit")
    kit = program.dialog(RecoveryKitDialog)
    program.click("saveKitButton", within=kit)
    program.dialog(QFileDialog).setOption(QFileDialog.Option.DontConfirmOverwrite)
    program.choose_file(sample)

    assert "choose another name" in texts(kit)
    assert found(kit, QAbstractButton, "saveKitButton").isVisible()
    assert sample.read_bytes() == before


def test_code_of_a_kit_is_shown_also_when_its_dialog_was_closed_meanwhile(
    program: Program, tmp_path: Path
) -> None:
    program.act("export_recovery_kit")
    kit = program.dialog(RecoveryKitDialog)
    program.click("saveKitButton", within=kit)
    file_dialog = program.dialog(QFileDialog)
    file_dialog.selectFile(str(tmp_path / "kit.asc"))
    file_dialog.accept()
    kit.reject()
    program.settle()

    again = program.dialog(RecoveryKitDialog)
    assert found(again, QLabel, "recoveryCode").text() != ""


def test_default_place_is_made_for_the_owner_alone(
    open_program: OpenProgram, passphrase_file: Path, home: Path
) -> None:
    program = open_program(default_inventory(), "--key-store", "passphrase", is_ready=False)
    start(program)
    program.click("laterButton", within=program.dialog(RecoveryKitDialog))
    program.wait_until_ready()

    assert default_inventory().is_relative_to(home)
    assert stat.S_IMODE(default_inventory().parent.stat().st_mode) == 0o700


def test_missing_folder_is_said_on_the_page_and_another_place_taken(
    open_program: OpenProgram, tmp_path: Path
) -> None:
    path = tmp_path / "missing" / "Mine.strongroom"
    program = open_program(path, "--key-store", "passphrase", is_ready=False)
    start(program)
    page = found(program.window, QWidget, "firstStartPage")
    program.wait(lambda: "choose another folder" in texts(page))
    assert not path.parent.exists()

    program.click("otherPlaceButton", within=page)
    program.choose_file(tmp_path / "Other.strongroom")
    start(program)
    program.click("laterButton", within=program.dialog(RecoveryKitDialog))
    program.wait_until_ready()
    assert (tmp_path / "Other.strongroom").exists()


def test_other_place_that_holds_an_inventory_is_opened(
    open_program: OpenProgram, tmp_path: Path, sample: Path
) -> None:
    program = open_program(tmp_path / "Mine.strongroom", is_ready=False)
    program.click("otherPlaceButton")
    dialog = program.dialog(QFileDialog)
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
    program.choose_file(sample)
    program.wait_until_ready()

    assert len(program.names) == 64
    assert program.window.windowTitle() == "Home – Strongroom"


def test_start_that_fails_leaves_nothing_and_can_be_tried_again(
    open_program: OpenProgram, tmp_path: Path, passphrase_file: Path
) -> None:
    path = tmp_path / "Mine.strongroom"
    passphrase_file.write_bytes(b"\xff\xfe")
    program = open_program(path, "--key-store", "passphrase", is_ready=False)
    start(program)
    page = found(program.window, QWidget, "firstStartPage")
    program.wait(lambda: "not text" in texts(page))
    assert not path.exists()

    passphrase_file.write_text("long enough\n")
    start(program)
    program.click("laterButton", within=program.dialog(RecoveryKitDialog))
    program.wait_until_ready()
    assert is_unlocked(program)


# --- an inventory ---------------------------------------------------------------------------------


def test_empty_inventory_is_attached_and_can_be_filled(
    open_program: OpenProgram, empty: Path
) -> None:
    program = open_program(empty)
    assert "No resources yet" in texts(program.window.resources)

    program.click("empty_sample_button")
    program.settle()

    assert len(program.names) == 64
    assert program.toast == "The sample inventory was added."
    program.click_toast()
    program.settle()
    assert program.names == []
    program.window.activateWindow()
    program.wait(program.window.isActiveWindow)
    program.click("empty_add_button")
    assert program.workbench.editing.is_new
    assert found(program.window, QLineEdit, "nameEdit").hasFocus()


def test_nothing_can_be_changed_before_the_inventory_is_attached(
    open_program: OpenProgram, sample: Path
) -> None:
    program = open_program(sample, is_ready=False)
    writing = {
        "new_resource",
        "import",
        "export",
        "save",
        "trash",
        "duplicate",
        "lock",
        "favourite",
    }
    assert not writing & program.enabled()
    assert not found(program.window, QAbstractButton, "newResourceButton").isEnabled()
    assert program.names != []

    program.wait_until_ready()
    assert {"new_resource", "import", "export", "trash", "lock"} <= program.enabled()
    assert found(program.window, QAbstractButton, "newResourceButton").isEnabled()


def test_window_that_is_closed_before_the_inventory_is_attached_leaves_it_closed(
    open_program: OpenProgram, sample: Path
) -> None:
    program = open_program(sample, is_ready=False)
    program.close()
    # the fixture proves that nothing is left open


def test_window_that_is_closed_while_its_inventory_opens_closes_it(
    open_program: OpenProgram, sample: Path
) -> None:
    program = open_program(sample, is_ready=False)
    program.wait(lambda: program.window.runner.is_busy)
    program.close()


def test_window_that_is_closed_while_an_inventory_is_made_closes_it(
    open_program: OpenProgram, tmp_path: Path
) -> None:
    program = open_program(
        tmp_path / "Mine.strongroom", "--key-store", "passphrase", is_ready=False
    )
    start(program)
    program.close()


def test_damaged_settings_are_said(open_program: OpenProgram, sample: Path) -> None:
    settings_file().parent.mkdir(parents=True)
    settings_file().write_text("not JSON")

    program = open_program(sample)

    assert "Your settings were damaged" in program.toast


# --- what is wrong with a file --------------------------------------------------------------------


@pytest.mark.parametrize("damage", DAMAGED, ids=lambda damage: damage.__name__.strip("_"))
def test_bad_file_is_one_sentence_and_stays_untouched(
    open_program: OpenProgram, empty: Path, tmp_path: Path, damage: Damage
) -> None:
    damage(empty)
    before = contents(tmp_path)

    program = open_program(empty, is_ready=False)
    program.settle()

    said = problem(program)
    assert str(empty) in said
    assert "Traceback" not in said
    assert contents(tmp_path) == before


def test_read_only_file_is_one_sentence_and_stays_untouched(
    open_program: OpenProgram, empty: Path
) -> None:
    before = empty.read_bytes()
    empty.chmod(0o400)

    program = open_program(empty, is_ready=False)
    program.wait(lambda: bool(program.window.findChildren(QWidget, "problemPage")))

    assert "cannot be written; change its permissions or copy it." in problem(program)
    assert empty.read_bytes() == before


def test_try_again_opens_what_was_mended(
    open_program: OpenProgram, empty: Path, tmp_path: Path
) -> None:
    whole = empty.read_bytes()
    os.truncate(empty, 600)
    program = open_program(empty, is_ready=False)
    program.click("tryAgainButton")
    program.settle()
    assert "is damaged" in problem(program)

    empty.write_bytes(whole)
    program.click("tryAgainButton")
    program.wait_until_ready()

    assert is_unlocked(program)
    assert "No resources yet" in texts(program.window.resources)


def test_file_that_is_in_use_says_so_until_it_is_free(
    open_program: OpenProgram, sample: Path
) -> None:
    with closing(opened(sample, is_unlocked=False)):
        program = open_program(sample, is_ready=False)
        program.wait(lambda: bool(program.window.findChildren(QWidget, "problemPage")))
        program.settle()
        assert "is open in another Strongroom; close that one first." in problem(program)

    program.click("tryAgainButton")
    program.wait_until_ready()
    assert len(program.names) == 64
    assert is_unlocked(program)
    program.add("After the wait", secret="x")


def test_another_file_is_opened_whole_after_one_that_was_in_use(
    open_program: OpenProgram, sample: Path, empty_template: Path, tmp_path: Path
) -> None:
    other = copied(empty_template, tmp_path, "Other")
    with closing(opened(other)) as inventory:
        add(inventory, "Only here", tags=("elsewhere",))
        inventory.add_scope("Attic")
    with closing(opened(sample, is_unlocked=False)):
        program = open_program(sample, is_ready=False)
        program.wait(lambda: bool(program.window.findChildren(QWidget, "problemPage")))
        program.settle()
        program.click("openAnotherButton")
        program.choose_file(other)
        program.wait_until_ready()

        assert program.window.windowTitle() == "Other – Strongroom"
        assert program.names == ["Only here"]
        assert program.places()["All resources"] == 1
        assert program.places()["elsewhere"] == 1
        program.search("atlas")
        assert program.names == []
        program.search("only")
        program.select("Only here")
        program.choose("scopeCombo", "Attic")
        program.save()
        assert program.shown is not None
        assert program.shown.scope == "scope_attic"


def test_editor_shows_the_other_file_where_both_have_the_same_keys(
    open_program: OpenProgram, sample: Path, sample_template: Path, tmp_path: Path
) -> None:
    other = copied(sample_template, tmp_path, "Other")
    with closing(opened(other)) as inventory:
        first = next(one for one in inventory.resources(range(70)) if one.name.startswith("Acc"))
        inventory.edit(first.key, draft(first.name, description="Of the other file."))
    with closing(opened(sample, is_unlocked=False)):
        program = open_program(sample, is_ready=False)
        program.wait(lambda: bool(program.window.findChildren(QWidget, "problemPage")))
        program.settle()
        program.click("openAnotherButton")
        program.choose_file(other)
        program.wait_until_ready()

        assert program.text("descriptionEdit") == "Of the other file."


def test_problem_can_be_heard_and_answered_by_keyboard(
    open_program: OpenProgram, empty: Path
) -> None:
    whole = empty.read_bytes()
    os.truncate(empty, 600)
    program = open_program(empty, is_ready=False)
    program.window.activateWindow()
    program.wait(program.window.isActiveWindow)
    page = found(program.window, QWidget, "problemPage")
    assert "is damaged" in page.accessibleName()
    button = found(program.window, QAbstractButton, "tryAgainButton")
    assert button.hasFocus()

    empty.write_bytes(whole)
    QTest.keyClick(button, Qt.Key.Key_Space)
    program.wait_until_ready()


def test_wrong_passphrase_in_the_file_is_one_sentence(
    open_program: OpenProgram, sample: Path, passphrase_file: Path
) -> None:
    passphrase_file.write_text("wrong\n")
    program = open_program(sample)

    assert program.toast == "The passphrase is wrong; try again."
    assert not is_unlocked(program)
    passphrase_file.write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    program.act("lock")
    program.settle()
    assert is_unlocked(program)


def test_passphrase_file_that_is_missing_is_one_sentence(
    open_program: OpenProgram, sample: Path, passphrase_file: Path
) -> None:
    passphrase_file.unlink()
    program = open_program(sample)

    assert str(passphrase_file) in program.toast
    assert not is_unlocked(program)
    assert len(program.names) == 64


def test_passphrase_is_asked_for_no_second_time(open_program: OpenProgram, sample: Path) -> None:
    program = open_program(sample)

    assert places_of(PASSPHRASE, program.window) == []
    assert secrets_held(PASSPHRASE) <= 1  # the key store's own
