"""What holds for every dialog."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.errors import Problem
from app.formats.import_document import RowProblem
from app.formats.plan import ImportPlan
from app.settings import Settings
from resources_ui.dialogs.about import AboutDialog
from resources_ui.dialogs.crash import CrashDialog
from resources_ui.dialogs.dialog import Dialog
from resources_ui.dialogs.import_preview import ImportPreviewDialog
from resources_ui.dialogs.open_address import OpenAddressDialog
from resources_ui.dialogs.passphrase import PassphraseDialog
from resources_ui.dialogs.recovery_kit import RecoveryKitDialog
from resources_ui.dialogs.settings import SettingsDialog
from resources_ui.dialogs.shortcuts import ShortcutsDialog
from resources_ui.dialogs.unsaved_changes import UnsavedChangesDialog
from resources_ui.icons import Icons

Make = Callable[[Icons, QWidget], Dialog]


def make_about(icons: Icons, window: QWidget) -> Dialog:
    return AboutDialog(icons, window)


def make_crash(_icons: Icons, window: QWidget) -> Dialog:
    return CrashDialog("Python 3.11\nbuiltins.ValueError\n", window)


def make_import_preview(icons: Icons, window: QWidget) -> Dialog:
    problem = Problem("name", "too_long", "<b>Name</b> may have at most 64 characters.")
    plan = ImportPlan(problems=[RowProblem(1, problem)], notes=["<b>note</b>"], unchanged=2)
    return ImportPreviewDialog(plan, icons, window)


def make_open_address(_icons: Icons, window: QWidget) -> Dialog:
    return OpenAddressDialog("https://example.org/&lt;b&gt;", window)


def make_passphrase(icons: Icons, window: QWidget) -> Dialog:
    return PassphraseDialog(icons, "Key file <b>Home</b>", window)


def make_recovery_kit(icons: Icons, window: QWidget) -> Dialog:
    return RecoveryKitDialog(icons, window)


def make_settings(_icons: Icons, window: QWidget) -> Dialog:
    return SettingsDialog(Settings(), window)


def make_shortcuts(_icons: Icons, window: QWidget) -> Dialog:
    return ShortcutsDialog(window)


def make_unsaved_changes(_icons: Icons, window: QWidget) -> Dialog:
    return UnsavedChangesDialog(window)


EVERY = [
    make_about,
    make_crash,
    make_import_preview,
    make_open_address,
    make_passphrase,
    make_recovery_kit,
    make_settings,
    make_shortcuts,
    make_unsaved_changes,
]
every_dialog = pytest.mark.parametrize("make", EVERY)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show()
    return made


@every_dialog
def test_it_is_freed_after_escape(qtbot: QtBot, icons: Icons, window: QWidget, make: Make) -> None:
    dialog = make(icons, window)
    dialog.open()
    gone = weakref.ref(dialog)
    with qtbot.waitSignal(dialog.rejected):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not isValid(gone()))
    del dialog
    gc.collect()
    assert gone() is None
    assert window.findChildren(Dialog) == []


@every_dialog
def test_it_is_freed_after_it_is_closed(
    qtbot: QtBot, icons: Icons, window: QWidget, make: Make
) -> None:
    dialog = make(icons, window)
    dialog.open()
    with qtbot.waitSignal(dialog.rejected):
        dialog.close()
    qtbot.waitUntil(lambda: not isValid(dialog))


@every_dialog
def test_it_is_modal_to_its_window_and_does_not_block(
    icons: Icons, window: QWidget, make: Make
) -> None:
    dialog = make(icons, window)
    dialog.open()
    assert dialog.isVisible()
    assert dialog.windowModality() is Qt.WindowModality.WindowModal
    assert dialog.windowTitle()
    assert dialog.objectName()


@every_dialog
def test_one_button_is_what_enter_does(icons: Icons, window: QWidget, make: Make) -> None:
    dialog = make(icons, window)
    dialog.open()
    defaults = [button for button in dialog.findChildren(QPushButton) if button.isDefault()]
    assert len(defaults) == 1


@every_dialog
def test_every_text_is_plain(icons: Icons, window: QWidget, make: Make) -> None:
    dialog = make(icons, window)
    labels = dialog.findChildren(QLabel)
    assert labels
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in labels)


@every_dialog
def test_every_control_has_an_accessible_name(icons: Icons, window: QWidget, make: Make) -> None:
    dialog = make(icons, window)
    dialog.open()
    nameless = [
        each.objectName() or type(each).__name__
        for each in dialog.findChildren(QWidget)
        if each.focusPolicy() is not Qt.FocusPolicy.NoFocus
        and each.isVisible()
        and each.focusProxy() is None
        and not each.accessibleName()
        and not (isinstance(each, QAbstractButton) and each.text())
        and not (isinstance(each, QLabel) and each.text())
        and each.objectName() != "qt_spinbox_lineedit"
    ]
    assert nameless == []


@every_dialog
def test_focus_begins_inside(icons: Icons, window: QWidget, make: Make) -> None:
    dialog = make(icons, window)
    dialog.open()
    focused = dialog.focusWidget()
    assert focused is not None
    assert focused.isEnabled()


@every_dialog
def test_nothing_is_cut_off(icons: Icons, window: QWidget, make: Make) -> None:
    dialog = make(icons, window)
    dialog.open()
    for label in dialog.findChildren(QLabel):
        if label.isVisible() and label.wordWrap():
            assert label.height() >= label.heightForWidth(label.width()), label.text()
    bottoms = [
        button.mapTo(dialog, button.rect().bottomRight())
        for button in dialog.findChildren(QPushButton)
        if button.isVisible()
    ]
    assert all(dialog.rect().contains(corner) for corner in bottoms)
