"""Settings and the window's own actions work at once and are still there the next time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QRadioButton,
    QSpinBox,
    QToolButton,
    QWidget,
)

from app.paths import settings_file
from resources_ui.dialogs.settings import SettingsDialog
from resources_ui.tokens import DARK, LIGHT, ROW, ROW_COMPACT
from tests.finding import found
from tests.resources_ui.conftest import OpenProgram
from tests.resources_ui.program import Program


def row_height(program: Program) -> int:
    return program.table.verticalHeader().defaultSectionSize()


def background(program: Program) -> str:
    """The colour that the window is painted with, where nothing stands on it."""
    return program.window.palette().window().color().name().upper()


def kept() -> dict[str, object]:
    content: dict[str, object] = json.loads(settings_file().read_text(encoding="utf-8"))
    return content


def test_theme_changes_at_once_and_is_kept(open_program: OpenProgram, sample: Path) -> None:
    program = open_program(sample)
    program.act("theme_dark")
    program.settle()
    assert background(program) == DARK.bg.upper()
    assert program.workbench.actions["theme_dark"].isChecked()
    assert kept()["theme"] == "dark"
    program.close()

    again = open_program(sample)
    assert background(again) == DARK.bg.upper()
    again.act("theme_light")
    assert background(again) == LIGHT.bg.upper()
    assert not again.workbench.actions["theme_dark"].isChecked()


def test_compact_rows_come_at_once_and_are_kept(open_program: OpenProgram, sample: Path) -> None:
    program = open_program(sample)
    assert row_height(program) == ROW
    program.act("compact_rows")
    program.settle()
    assert row_height(program) == ROW_COMPACT
    program.close()

    again = open_program(sample)
    assert row_height(again) == ROW_COMPACT
    assert again.workbench.actions["compact_rows"].isChecked()


def test_settings_dialog_and_menu_say_the_same(program: Program) -> None:
    program.act("settings")
    dialog = program.dialog(SettingsDialog)
    found(dialog, QRadioButton, "darkThemeButton").click()
    found(dialog, QCheckBox, "compactRowsBox").click()
    found(dialog, QSpinBox, "clearClipboardSpin").setValue(45)
    found(dialog, QSpinBox, "hideSecretsSpin").setValue(90)
    program.settle()

    assert background(program) == DARK.bg.upper()
    assert row_height(program) == ROW_COMPACT
    assert program.workbench.actions["compact_rows"].isChecked()
    assert program.workbench.actions["theme_dark"].isChecked()
    assert kept() == {
        "theme": "dark",
        "compact_rows": True,
        "clear_clipboard_after": 45,
        "hide_secrets_after": 90,
    }
    program.click("closeButton", within=dialog)
    program.wait(lambda: not program.has_dialog())

    program.act("compact_rows")
    program.act("settings")
    assert not found(program.dialog(SettingsDialog), QCheckBox, "compactRowsBox").isChecked()


def test_waits_of_the_settings_are_used(program: Program) -> None:
    program.act("settings")
    dialog = program.dialog(SettingsDialog)
    found(dialog, QSpinBox, "clearClipboardSpin").setValue(45)
    program.click("closeButton", within=dialog)
    program.settle()
    program.select("Home Wi-Fi")
    program.act("copy_secret")
    program.settle()

    assert "cleared in 45 seconds" in program.toast


def test_settings_that_cannot_be_kept_are_used_and_said(program: Program) -> None:
    settings_file().parent.mkdir(parents=True)
    settings_file().mkdir()  # in the place of the file
    program.act("compact_rows")
    program.settle()

    assert row_height(program) == ROW_COMPACT
    assert "settings.json" in program.toast


def test_icons_follow_the_theme(program: Program) -> None:
    button = found(program.window, QToolButton, "settingsButton")
    program.act("theme_light")
    light = button.icon().pixmap(18).toImage()
    program.act("theme_dark")

    assert button.icon().pixmap(18).toImage() != light


@pytest.mark.parametrize(
    ("action", "name"), [("toggle_sidebar", "sidebar"), ("toggle_detail", "detailEditor")]
)
def test_part_of_the_window_is_hidden_and_shown_again(
    program: Program, action: str, name: str
) -> None:
    part = found(program.window, QWidget, name)
    assert part.isVisible()
    assert program.workbench.actions[action].isChecked()

    program.act(action)
    assert not part.isVisible()

    program.act(action)
    assert part.isVisible()


def test_keys_lead_to_the_notice_and_back(program: Program) -> None:
    program.select("Label printer")
    program.act("trash")
    program.settle()
    program.press("F6", on=program.table)
    toast = found(program.window, QWidget, "toast")
    focused = QApplication.focusWidget()
    assert focused is not None
    assert toast.isAncestorOf(focused)

    program.press("Return", on=focused)
    program.settle()
    assert "Label printer" in program.names
    assert program.table.hasFocus()


def test_quit_closes_the_window(program: Program) -> None:
    program.press("Ctrl+Q", on=program.table)

    assert not program.window.isVisible()


def test_help_lists_every_action_with_its_keys(program: Program) -> None:
    program.press("F1", on=program.table)
    program.wait(program.has_dialog)
    listed = found(program.window, QWidget, "shortcutList")
    texts = {label.property("text") for label in listed.findChildren(QWidget)}

    for action in program.workbench.actions.values():
        if action.objectName() not in {"undo", "redo", "lock"}:
            assert action.text().replace("&", "").removesuffix("…") in texts
    assert "Ctrl+Shift+C" in texts
