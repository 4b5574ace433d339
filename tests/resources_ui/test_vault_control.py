"""Secrets in the window: revealed, copied, hidden and locked, with every way to the key."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QToolButton

from app.opening import create_inventory, key_store
from app.paths import key_file_of
from resources_ui.dialogs.passphrase import PassphraseDialog
from resources_ui.dialogs.unsaved_changes import UnsavedChangesDialog
from tests.finding import found
from tests.inventories import OWNER, PASSPHRASE, add
from tests.plaintext import places_of, secrets_held
from tests.resources_ui.conftest import OpenProgram
from tests.resources_ui.program import Program
from tests.secret_service import SecretService

CANARY = "canary-4711-xyzzy"
NAME = "Canary cage"


@pytest.fixture
def cage(program: Program) -> Program:
    """The program at a resource whose secret is the canary, stored and hidden."""
    program.add(NAME, secret=CANARY)
    assert leaks(program) == []
    return program


@pytest.fixture
def locked(open_program: OpenProgram, sample: Path) -> Program:
    """The program as it starts where the person has the passphrase."""
    return open_program(sample, asks=True)


def secret_edit(program: Program) -> QLineEdit:
    return found(program.window, QLineEdit, "secretEdit")


def reveal(program: Program) -> None:
    program.act("reveal_secret")
    program.settle()
    assert program.workbench.editor.is_secret_shown


def leaks(program: Program) -> list[str]:
    """Where the canary can be read, or is held."""
    places = places_of(CANARY, program.window)
    held = secrets_held(CANARY)
    return places + [f"{held} secret texts"] * bool(held)


def lock_state(program: Program) -> str:
    return found(program.window, QToolButton, "lockState").text().strip()


def unlock(program: Program, passphrase: str = PASSPHRASE) -> None:
    """Answer the dialog that asks for the passphrase."""
    dialog = program.dialog(PassphraseDialog)
    line = found(dialog, QLineEdit, "passphraseEdit")
    line.setText(passphrase)
    program.click("unlockNowButton", within=dialog)
    program.settle()


# --- looking at a secret --------------------------------------------------------------------------


def test_secret_is_masked_until_it_is_revealed_and_hidden_again(cage: Program) -> None:
    reveal(cage)
    assert secret_edit(cage).text() == CANARY
    assert secret_edit(cage).echoMode() is QLineEdit.EchoMode.Normal
    assert cage.workbench.actions["reveal_secret"].isChecked()

    cage.act("reveal_secret")
    assert secret_edit(cage).text() == ""
    assert not cage.workbench.actions["reveal_secret"].isChecked()
    assert leaks(cage) == []


def test_revealed_secret_hides_itself_after_a_while(cage: Program) -> None:
    cage.workbench.editor.set_hide_after(0.05)
    shown = QSignalSpy(cage.workbench.editor.secret_shown_changed)
    cage.act("reveal_secret")

    cage.wait(lambda: shown.count() == 2)
    assert [shown.at(number)[0] for number in range(2)] == [True, False]
    assert leaks(cage) == []


@pytest.mark.parametrize("way", ["row", "search", "editor", "new", "trash"])
def test_secret_is_gone_with_its_resource(cage: Program, way: str) -> None:
    reveal(cage)
    if way == "row":
        cage.select("Label printer")
    elif way == "search":
        cage.search("no such thing")
    elif way == "editor":
        cage.act("toggle_detail")
    elif way == "new":
        cage.act("new_resource")
    else:
        cage.act("trash")
    cage.settle()

    assert leaks(cage) == []


def test_new_secret_replaces_the_stored_one(cage: Program) -> None:
    cage.type_into("secretEdit", "another")
    cage.save()
    reveal(cage)

    assert secret_edit(cage).text() == "another"
    cage.workbench.operations.undo_last()
    cage.settle()
    cage.workbench.editor.hide_secret()
    reveal(cage)
    assert secret_edit(cage).text() == CANARY


def test_secret_of_several_lines_keeps_them(program: Program) -> None:
    key = "-----BEGIN KEY-----\nabc\ndef\n-----END KEY-----\n"
    program.act("new_resource")
    program.type_into("nameEdit", "A key")
    program.click("revealSecretButton")
    secret_edit(program).insert(key)
    program.save()
    reveal(program)

    in_hand = program.workbench.editor.secret_in_hand
    assert in_hand is not None
    assert in_hand.reveal() == key


def test_resource_without_a_secret_has_nothing_to_reveal(program: Program) -> None:
    program.select("Label printer")

    assert not {"reveal_secret", "copy_secret"} & program.enabled()


def test_encrypted_description_is_read_and_written_inside_the_secret(program: Program) -> None:
    program.select("Bank, online access")
    assert program.shown is not None
    assert program.shown.description is None
    assert program.text("descriptionEdit") == ""

    reveal(program)
    assert program.text("descriptionEdit") != ""
    program.type_into("descriptionEdit", CANARY)
    program.save()

    assert program.shown.description is None
    assert leaks(program) == []
    reveal(program)
    assert program.text("descriptionEdit") == CANARY
    program.act("lock")
    program.settle()
    assert leaks(program) == []


# --- the clipboard --------------------------------------------------------------------------------


def test_copied_secret_is_marked_and_taken_back_after_a_while(cage: Program) -> None:
    clipboard = QApplication.clipboard()
    cage.press("Ctrl+Shift+C", on=cage.table)
    cage.settle()
    assert clipboard.text() == CANARY
    assert clipboard.mimeData().data("x-kde-passwordManagerHint").data() == b"secret"
    assert cage.toast == "Secret copied. The clipboard is cleared in 30 seconds."
    assert leaks(cage) == []

    cage.workbench.vault.set_clear_after(1)
    cage.act("copy_secret")
    cage.settle()
    cage.wait(lambda: clipboard.text() == "")
    assert cage.toast == "The clipboard was cleared."


def test_copied_secret_is_taken_back_by_the_notice(cage: Program) -> None:
    cage.act("copy_secret")
    cage.settle()
    cage.click_toast()

    assert QApplication.clipboard().text() == ""


def test_what_was_copied_since_stays_on_the_clipboard(cage: Program) -> None:
    cage.act("copy_secret")
    cage.settle()
    QApplication.clipboard().setText("a recipe")
    cage.workbench.clipboard.clear_now()

    assert QApplication.clipboard().text() == "a recipe"


def test_copied_secret_does_not_outlive_the_window(cage: Program) -> None:
    cage.act("copy_secret")
    cage.settle()
    cage.close()

    assert QApplication.clipboard().text() == ""


def test_typed_secret_is_copied_before_it_is_saved(cage: Program) -> None:
    cage.type_into("secretEdit", "typed")
    cage.act("copy_secret")

    assert QApplication.clipboard().text() == "typed"
    cage.workbench.editing.discard()


# --- locking --------------------------------------------------------------------------------------


def test_lock_takes_the_revealed_secret_from_everywhere(cage: Program) -> None:
    reveal(cage)
    cage.press("Ctrl+L", on=cage.table)

    assert not cage.workbench.editor.is_secret_shown  # at once
    cage.settle()
    assert leaks(cage) == []
    assert lock_state(cage) == "Locked"
    assert cage.workbench.actions["lock"].text() == "Un&lock"
    assert secret_edit(cage).placeholderText() == "Locked"


def test_secret_that_was_asked_for_before_the_lock_is_not_shown_after_it(cage: Program) -> None:
    cage.act("reveal_secret")
    cage.act("lock")
    cage.settle()

    assert not cage.workbench.editor.is_secret_shown
    assert leaks(cage) == []


def test_secret_that_was_asked_for_before_the_lock_is_not_copied_after_it(cage: Program) -> None:
    QApplication.clipboard().setText("before")
    cage.act("copy_secret")
    cage.act("lock")
    cage.settle()

    assert QApplication.clipboard().text() == "before"


def test_vault_opens_again_by_the_same_key(cage: Program) -> None:
    cage.act("lock")
    cage.settle()
    cage.act("lock")  # which now unlocks
    cage.settle()

    assert lock_state(cage) == "Unlocked"
    assert cage.toast == "The vault is unlocked."
    reveal(cage)
    assert secret_edit(cage).text() == CANARY


def test_lock_and_unlock_in_one_breath_leave_it_unlocked(cage: Program) -> None:
    cage.act("lock")
    cage.act("lock")
    cage.settle()

    assert lock_state(cage) == "Unlocked"


def test_lock_loses_no_typed_secret_without_a_word(cage: Program) -> None:
    cage.type_into("secretEdit", "typed")

    cage.act("lock")
    cage.click("keepEditingButton", within=cage.dialog(UnsavedChangesDialog))
    cage.wait(lambda: not cage.has_dialog())
    assert lock_state(cage) == "Unlocked"
    in_hand = cage.workbench.editor.secret_in_hand
    assert in_hand is not None
    assert in_hand.reveal() == "typed"

    cage.act("lock")
    cage.click("saveChangesButton", within=cage.dialog(UnsavedChangesDialog))
    cage.settle()
    assert lock_state(cage) == "Locked"
    assert not cage.workbench.editing.is_dirty

    cage.act("lock")
    cage.settle()
    reveal(cage)
    assert secret_edit(cage).text() == "typed"


def test_lock_drops_a_typed_secret_that_is_discarded(cage: Program) -> None:
    cage.type_into("secretEdit", "typed")
    cage.act("lock")
    cage.click("discardButton", within=cage.dialog(UnsavedChangesDialog))
    cage.settle()

    assert lock_state(cage) == "Locked"
    assert cage.workbench.editor.secret_in_hand is None
    assert not cage.workbench.editing.is_dirty


def test_lock_asks_nothing_about_edits_that_it_does_not_lose(cage: Program) -> None:
    cage.type_into("nameEdit", "Bird cage")
    cage.act("lock")
    cage.settle()

    assert not cage.has_dialog()
    assert lock_state(cage) == "Locked"
    assert cage.shown_name == "Bird cage"
    cage.save()  # needs no key
    assert cage.selected_names == ["Bird cage"]


# --- a passphrase that the person has -------------------------------------------------------------


def test_program_starts_locked_and_asks_nothing_by_itself(locked: Program) -> None:
    assert not locked.has_dialog()
    assert lock_state(locked) == "Locked"
    assert len(locked.names) == 64
    assert "Home.strongroom-key" in found(locked.window, QLabel, "keyStoreLabel").text()


def test_wrong_passphrase_is_said_and_the_right_one_unlocks(locked: Program) -> None:
    locked.click("lockState")
    unlock(locked, "wrong")
    dialog = locked.dialog(PassphraseDialog)
    assert "The passphrase is wrong; try again." in [
        label.text() for label in dialog.findChildren(QLabel) if label.isVisible()
    ]
    assert lock_state(locked) == "Locked"

    unlock(locked)

    locked.wait(lambda: not locked.has_dialog())
    assert lock_state(locked) == "Unlocked"
    assert places_of(PASSPHRASE, locked.window) == []


def test_reveal_button_of_a_locked_secret_unlocks_it(locked: Program) -> None:
    locked.select("Home Wi-Fi")
    locked.click("unlockButton")
    unlock(locked)
    reveal(locked)

    assert secret_edit(locked).text() != ""


def test_copy_unlocks_first_and_then_copies(locked: Program) -> None:
    locked.select("Home Wi-Fi")
    locked.act("copy_secret")
    unlock(locked, "wrong")
    unlock(locked)

    assert "Secret copied" in locked.toast
    assert QApplication.clipboard().text() != ""


@pytest.mark.parametrize("way", ["button", "escape"])
def test_cancelled_unlocking_does_nothing_and_can_be_tried_again(locked: Program, way: str) -> None:
    QApplication.clipboard().setText("before")
    locked.select("Home Wi-Fi")
    locked.act("copy_secret")
    dialog = locked.dialog(PassphraseDialog)
    if way == "button":
        locked.click("cancelButton", within=dialog)
    else:
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    locked.settle()
    locked.wait(lambda: not locked.has_dialog())
    assert QApplication.clipboard().text() == "before"
    assert lock_state(locked) == "Locked"

    locked.act("copy_secret")
    unlock(locked)
    assert QApplication.clipboard().text() != "before"


def test_save_that_touches_a_locked_secret_unlocks_first(locked: Program) -> None:
    locked.click("lockState")
    unlock(locked)
    locked.wait(lambda: not locked.has_dialog())
    locked.select("Laptop, Mara")
    reveal(locked)
    locked.type_into("secretEdit", "")  # remove it
    locked.workbench.vault.lock()
    locked.settle()
    assert locked.shown is not None

    locked.act("save")
    locked.click("cancelButton", within=locked.dialog(PassphraseDialog))
    locked.settle()
    assert locked.workbench.editing.is_dirty
    assert locked.shown.has_secret

    locked.act("save")
    unlock(locked)
    assert not locked.shown.has_secret
    assert not locked.workbench.editing.is_dirty


def test_duplicate_of_a_locked_secret_unlocks_first(locked: Program) -> None:
    locked.select("Home Wi-Fi")
    locked.act("duplicate")
    unlock(locked)

    assert locked.selected_names == ["Home Wi-Fi (copy)"]


def test_undo_works_while_the_vault_is_locked(cage: Program) -> None:
    cage.type_into("secretEdit", "another")
    cage.save()
    cage.act("lock")
    cage.settle()
    cage.press("Ctrl+Z", on=cage.table)
    cage.settle()
    cage.act("lock")
    cage.settle()
    reveal(cage)

    assert secret_edit(cage).text() == CANARY


def test_lost_key_is_one_sentence_and_all_else_works(
    open_program: OpenProgram, sample: Path
) -> None:
    key_file_of(sample).unlink()
    program = open_program(sample)

    assert "restore it from the recovery kit" in program.toast
    program.select("Label printer")
    program.type_into("nameEdit", "Plotter")
    program.save()
    assert "Plotter" in program.names


# --- the system's keyring -------------------------------------------------------------------------


@pytest.fixture
def in_keyring(secret_service: SecretService, tmp_path: Path) -> Path:
    """An inventory whose key a real keyring keeps."""
    path = tmp_path / "Keyring.strongroom"
    store = key_store("keyring", path, lambda _request: None)
    inventory = create_inventory(path, store, owner=OWNER)
    add(inventory, NAME, secret=CANARY)
    inventory.close()
    return path


def test_keyring_unlocks_by_itself(open_program: OpenProgram, in_keyring: Path) -> None:
    program = open_program(in_keyring, asks=True)

    assert lock_state(program) == "Unlocked"
    assert "keyring" in found(program.window, QLabel, "keyStoreLabel").text().lower()
    program.select(NAME)
    reveal(program)
    assert secret_edit(program).text() == CANARY


def test_locked_keyring_is_one_sentence_and_can_be_tried_again(
    open_program: OpenProgram, in_keyring: Path, secret_service: SecretService
) -> None:
    secret_service.lock()
    program = open_program(in_keyring, asks=True)
    assert program.toast == "Your keyring is locked; unlock it and try again."
    assert lock_state(program) == "Locked"
    assert program.names == [NAME]

    secret_service.unlock()
    program.act("lock")
    program.settle()
    assert lock_state(program) == "Unlocked"


def test_keyring_that_asks_is_pointed_to_while_the_window_lives(
    open_program: OpenProgram, in_keyring: Path, secret_service: SecretService
) -> None:
    with secret_service.prompting():
        program = open_program(in_keyring, asks=True, is_ready=False)
        program.wait(lambda: "Your keyring is asking you" in program.toast)
        assert program.names == [NAME]
        program.search_bar.setText("mouse")
        program.wait(lambda: program.names == [])
        program.search_bar.setText("cage")
        program.wait(lambda: program.names == [NAME])
    program.settle()
    assert lock_state(program) == "Locked"
