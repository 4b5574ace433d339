"""The whole window: what is possible when, and that everybody can reach and read all of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QPlainTextEdit,
    QToolButton,
    QWidget,
)

from app.domain.secret_text import SecretText
from resources_ui.actions import ACTIONS
from resources_ui.dialogs.about import AboutDialog
from resources_ui.dialogs.import_preview import ImportPreviewDialog
from resources_ui.dialogs.open_address import OpenAddressDialog
from resources_ui.dialogs.passphrase import PassphraseDialog
from resources_ui.dialogs.recovery_kit import RecoveryKitDialog
from resources_ui.dialogs.settings import SettingsDialog
from resources_ui.dialogs.shortcuts import ShortcutsDialog
from resources_ui.dialogs.unsaved_changes import UnsavedChangesDialog
from tests.finding import found
from tests.inventories import add, copied, opened
from tests.resources_ui.conftest import OpenProgram
from tests.resources_ui.program import Program
from tests.resources_ui.walking import controls, nameless, rich_labels

MARKUP = "<b>bold</b><img src='file:///etc/passwd'> &amp; 🦉 ספרייה"
NAMES = (MARKUP, "<" * 64, "م" * 64, "🦉" * 64, "\u202eevil\u202c", "&Save")


# --- what is possible -----------------------------------------------------------------------------


def test_actions_follow_what_is_selected(program: Program) -> None:
    program.select("Label printer")  # no secret, no user name, an address
    assert {
        "trash",
        "duplicate",
        "rename",
        "favourite",
        "copy_uri",
        "open_uri",
    } <= program.enabled()
    assert not {"restore", "copy_secret", "copy_username", "save"} & program.enabled()

    program.select("Laptop, Mara")  # a secret, a user name, no address
    assert {"copy_secret", "reveal_secret", "copy_username"} <= program.enabled()
    assert not {"copy_uri", "open_uri"} & program.enabled()

    program.press("Ctrl+A", on=program.table)
    assert {"trash", "favourite"} <= program.enabled()
    assert not {"rename", "duplicate", "copy_secret"} & program.enabled()

    program.search("no such thing")
    assert not {"trash", "favourite", "rename"} & program.enabled()


def test_names_that_tests_and_assistive_tools_rely_on_are_there(program: Program) -> None:
    program.act("command_palette")
    for name in (
        "searchBar sidebar resourceTable detailEditor nameEdit typeCombo statusCombo usernameEdit"
        " uriEdit descriptionEdit secretEdit revealSecretButton copySecretButton saveButton"
        " revertButton newResourceButton lockButton undoButton commandPalette jobBar toast"
    ).split():
        assert len(program.window.findChildren(QWidget, name)) == 1, name
    assert program.window.objectName() == "mainWindow"


def test_top_bar_does_what_its_actions_do(program: Program) -> None:
    program.select("Label printer")
    program.type_into("nameEdit", "Plotter")
    program.save()
    program.click("undoButton")
    program.settle()
    assert program.shown_name == "Label printer"

    program.click("newResourceButton")
    assert program.workbench.editing.is_new
    program.click("lockButton")
    program.settle()
    assert found(program.window, QToolButton, "lockState").text().strip() == "Locked"
    program.click("sidebarButton")
    assert not program.window.sidebar.isVisible()
    program.click("paletteButton")
    assert found(program.window, QWidget, "commandPalette").isVisible()


def test_palette_finds_and_does_an_action(program: Program) -> None:
    program.select("Label printer")
    program.press("Ctrl+K", on=program.table)
    palette = found(program.window, QWidget, "commandPalette")
    edit = palette.findChildren(QLineEdit)[0]
    assert edit.hasFocus()
    QTest.keyClicks(edit, "dupl")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    program.settle()

    assert program.selected_names == ["Label printer (copy)"]
    assert not palette.isVisible()


def test_menu_of_a_row_offers_what_is_possible(program: Program) -> None:
    program.select("Label printer")
    program.table.context_menu_requested.emit(QPoint(0, 0))
    (menu,) = (each for each in program.window.findChildren(QMenu) if each.isVisible())
    offered = [action.objectName() for action in menu.actions() if not action.isSeparator()]
    menu.close()

    assert offered == ["rename", "duplicate", "favourite", "copy_uri", "open_uri", "trash"]


def test_menu_of_a_row_leaves_nothing_behind(program: Program) -> None:
    before = len(program.window.findChildren(QMenu))
    for _ in range(3):
        program.table.context_menu_requested.emit(QPoint(0, 0))
        (menu,) = (each for each in program.window.findChildren(QMenu) if each.isVisible())
        menu.close()
    program.wait(lambda: len(program.window.findChildren(QMenu)) == before)


def test_editor_buttons_do_what_their_actions_do(program: Program) -> None:
    program.select("Laptop, Mara")
    program.click("copyUsernameButton")
    assert QApplication.clipboard().text() == "mara"
    assert program.toast == "Copied."
    program.click("favouriteButton")
    program.settle()
    assert program.shown is not None
    assert not program.shown.favourite
    program.click("trashButton")
    program.settle()
    assert "Laptop, Mara" not in program.names
    program.go_to("Trash")
    program.select("Laptop, Mara")
    program.click("restoreButton")
    program.settle()
    assert "Laptop, Mara" not in program.names


# --- every action has its places ------------------------------------------------------------------


def in_menus(menu: QMenu) -> Iterator[QAction]:
    for action in menu.actions():
        below = action.menu()
        if isinstance(below, QMenu):
            yield from in_menus(below)
        elif not action.isSeparator():
            yield action


def test_every_action_of_the_window_is_in_a_menu_and_in_the_palette(program: Program) -> None:
    menus = [action.menu() for action in program.window.menuBar().actions()]
    placed = {
        each.objectName() for menu in menus if isinstance(menu, QMenu) for each in in_menus(menu)
    }
    assert placed == {spec.name for spec in ACTIONS} == set(program.workbench.actions)

    program.act("command_palette")
    view = found(program.window, QWidget, "commandPalette").findChildren(QListView)[0]
    listed = [view.model().index(row, 0).data() for row in range(view.model().rowCount())]
    texts = [spec.plain_text.removesuffix("…") for spec in ACTIONS if spec.palette]
    assert sorted(text.removesuffix("…") for text in listed) == sorted(texts)


def test_no_two_actions_of_the_window_share_keys(program: Program) -> None:
    actions = {id(action): action for action in program.window.findChildren(QAction)}
    keys = Counter(key.toString() for each in actions.values() for key in each.shortcuts())
    assert [key for key, count in keys.items() if count > 1] == []
    assert keys["Ctrl+N"] == 1


# --- everybody can reach it -----------------------------------------------------------------------


def show_unsaved_changes(program: Program) -> None:
    program.select("Label printer")
    program.type_into("nameEdit", "Plotter")
    program.click_row("Laptop, Mara")
    program.dialog(UnsavedChangesDialog)


def show_kit(program: Program) -> None:
    program.act("export_recovery_kit")
    program.dialog(RecoveryKitDialog)


def show_kit_code(program: Program) -> None:
    program.act("export_recovery_kit")
    program.dialog(RecoveryKitDialog).show_code(SecretText("ABCDE-FGHIJ"))


def show_settings(program: Program) -> None:
    program.press("Ctrl+,", on=program.table)
    program.dialog(SettingsDialog)


def show_shortcuts(program: Program) -> None:
    program.press("F1", on=program.table)
    program.dialog(ShortcutsDialog)


def show_about(program: Program) -> None:
    program.act("about")
    program.dialog(AboutDialog)


def show_address(program: Program) -> None:
    program.select("Label printer")
    program.act("open_uri")
    program.dialog(OpenAddressDialog)


def show_palette(program: Program) -> None:
    program.act("command_palette")


def show_toast(program: Program) -> None:
    program.select("Label printer")
    program.act("trash")
    program.settle()


def show_problems(program: Program) -> None:
    program.act("new_resource")
    program.act("save")


def show_no_result(program: Program) -> None:
    program.search("no such thing")


def show_trash(program: Program) -> None:
    program.go_to("Trash")
    program.select("Old tablet")


def show_nothing_more(program: Program) -> None:
    """The window as it is."""


STATES = (
    show_nothing_more,
    show_unsaved_changes,
    show_kit,
    show_kit_code,
    show_settings,
    show_shortcuts,
    show_about,
    show_address,
    show_palette,
    show_toast,
    show_problems,
    show_no_result,
    show_trash,
)


@pytest.mark.parametrize("show", STATES, ids=lambda show: show.__name__.removeprefix("show_"))
def test_every_control_has_a_name_and_every_label_is_plain_text(
    program: Program, show: Callable[[Program], None]
) -> None:
    show(program)

    assert len(list(controls(program.window))) > 30
    assert nameless(program.window) == []
    assert rich_labels(program.window) == []


def test_dialog_that_asks_for_the_passphrase_can_be_reached_and_read(
    open_program: OpenProgram, sample: Path
) -> None:
    program = open_program(sample, asks=True)
    program.act("lock")
    dialog = program.dialog(PassphraseDialog)

    assert nameless(dialog) == []
    assert rich_labels(dialog) == []
    assert nameless(program.window) == []  # with the field of a locked secret


def test_every_page_in_place_of_the_window_can_be_reached_and_read(
    open_program: OpenProgram, tmp_path: Path, empty: Path
) -> None:
    for path in (tmp_path / "Mine.strongroom", empty, tmp_path):
        program = open_program(path, is_ready=False)
        program.settle()
        assert nameless(program.window) == []
        assert rich_labels(program.window) == []


def test_tab_leads_through_the_window_and_back(program: Program) -> None:
    program.select("Label printer")
    program.table.setFocus()
    seen: list[QWidget | None] = []
    for _ in range(60):
        QTest.keyClick(QApplication.focusWidget() or program.window, Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
        if seen[-1] is program.table:
            break
    names = {each.objectName() for each in seen if each is not None}

    assert seen[-1] is program.table
    assert {"searchBar", "sidebar", "nameEdit", "secretEdit", "trashButton"} <= names


def test_icon_only_buttons_say_what_they_do(program: Program) -> None:
    buttons = [
        each
        for each in program.window.findChildren(QToolButton)
        if each.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly
        and not each.objectName().startswith("qt_")
    ]
    assert len(buttons) > 8
    assert [each.objectName() for each in buttons if not each.toolTip()] == []


def test_window_is_mirrored_where_people_read_from_right_to_left(
    open_program: OpenProgram, sample: Path, qapp: QApplication
) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        program = open_program(sample)
        window = program.window
        places = [
            each.mapTo(window, QPoint(0, 0)).x()
            for each in (program.workbench.editor, program.table, window.sidebar)
        ]
        assert places == sorted(places)
        program.select("Label printer")
        program.type_into("nameEdit", "Plotter")
        program.save()
        assert program.selected_names == ["Plotter"]
        assert not window.grab().isNull()
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)


# --- text of strangers is text --------------------------------------------------------------------


@pytest.fixture
def strange(open_program: OpenProgram, empty_template: Path, tmp_path: Path) -> Program:
    """An inventory of unusual names, in everything that can have one."""
    path = copied(empty_template, tmp_path, "a <b>file [*] & more")
    with closing(opened(path)) as inventory:
        inventory.add_scope(MARKUP, "scope_markup")
        inventory.add_wrapper(MARKUP, "wrapper-markup")
        inventory.add_type(MARKUP, "markup")
        for name in NAMES:
            add(
                inventory,
                name,
                type="markup",
                scope="scope_markup",
                wrapper="wrapper-markup",
                username=MARKUP,
                description=MARKUP,
                tags=(MARKUP,),
                uri="https://example.org/<b>",
            )
    return open_program(path)


def test_names_of_strangers_are_shown_as_they_are(strange: Program) -> None:
    assert sorted(strange.names) == sorted(NAMES)
    assert strange.window.windowHandle().title() == "a <b>file [*] & more – Strongroom"
    assert strange.places()[MARKUP] == 6  # as type, scope, wrapper and tag
    for name in NAMES:
        strange.select(name)
        assert strange.text("nameEdit") == name
        assert found(strange.window, QLabel, "detailTitle").text() == name
        assert not strange.window.grab().isNull()
    assert rich_labels(strange.window) == []


def test_markup_of_strangers_is_no_markup_in_a_tool_tip(strange: Program) -> None:
    model = strange.table.resource_model
    tips = [
        str(model.index(row, column).data(Qt.ItemDataRole.ToolTipRole) or "")
        for row in range(model.rowCount())
        for column in range(model.columnCount())
    ]
    places = strange.window.sidebar.model()
    for row in range(places.rowCount()):
        top = places.index(row, 0)
        below = [places.index(each, 0, top) for each in range(places.rowCount(top))]
        tips += [str(each.data(Qt.ItemDataRole.ToolTipRole) or "") for each in (top, *below)]
    strange.select(MARKUP)
    tips += [each.toolTip() for each in strange.window.findChildren(QWidget)]

    assert any("&lt;b&gt;bold" in tip for tip in tips)
    assert [tip for tip in tips if "<b>" in tip or "<img" in tip] == []


def test_search_and_notices_repeat_a_name_as_it_is(strange: Program) -> None:
    strange.search("<b>nothing")
    page = strange.window.resources.currentWidget()
    assert page is not None
    assert any("“<b>nothing”" in label.text() for label in page.findChildren(QLabel))
    assert rich_labels(strange.window) == []


def test_address_is_shown_whole_before_it_is_opened(program: Program) -> None:
    program.select("Label printer")
    program.type_into("uriEdit", "https://example.org/?q=&lt;b&gt;#x")
    program.click("openUriButton")
    box = found(program.dialog(OpenAddressDialog), QPlainTextEdit, "wholeAddress")

    assert box.toPlainText() == "https://example.org/?q=&lt;b&gt;#x"


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "https:///x"]
)
def test_stored_address_that_is_none_to_open_is_said(program: Program, address: str) -> None:
    program.select("Label printer")
    program.type_into("uriEdit", address)
    assert not found(program.window, QToolButton, "openUriButton").isEnabled()
    program.save()
    program.press("Ctrl+Shift+U", on=program.table)

    assert not program.has_dialog()
    assert program.toast == "Only http, https, mailto and ssh addresses can be opened."


def test_address_that_qt_reads_otherwise_is_said_and_no_crash(program: Program) -> None:
    program.select("Label printer")
    program.type_into("uriEdit", "https://1.2.3")
    program.click("openUriButton")

    assert not program.has_dialog()
    assert program.toast == "Only http, https, mailto and ssh addresses can be opened."


def test_no_file_dialog_is_left_behind(program: Program) -> None:
    program.act("export")
    program.dialog(QFileDialog).reject()
    program.wait(lambda: program.window.findChildren(QFileDialog) == [])


def test_no_dialog_is_left_behind(program: Program) -> None:
    for name in ("settings", "help", "about", "export_recovery_kit"):
        program.act(name)
        program.wait(program.has_dialog)
        for dialog in program.window.findChildren(QDialog):
            dialog.reject()
        program.wait(lambda: program.window.findChildren(QDialog) == [])


def test_preview_of_a_strangers_file_is_plain_text(strange: Program, tmp_path: Path) -> None:
    file = tmp_path / "strange.json"
    file.write_text(
        '{"format": "strongroom", "version": 1, "resources": [{"name": "<b>x</b>", "type": "<i>"}]}'
    )
    strange.act("import")
    strange.choose_file(file)
    dialog = strange.dialog(ImportPreviewDialog)
    assert rich_labels(dialog) == []
    assert nameless(dialog) == []
    dialog.reject()
