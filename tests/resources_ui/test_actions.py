from __future__ import annotations

import gc
import weakref
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
import shiboken6
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMainWindow, QTableWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.errors import StrongroomError, VaultLockedError
from resources_ui.actions import (
    ACTIONS,
    EDITED,
    READY,
    ActionSpec,
    apply_flags,
    build_actions,
    make_action,
)
from resources_ui.icons import Icons
from resources_ui.menus import MENUS, add_menus, fill_menus

BY_NAME = {spec.name: spec for spec in ACTIONS}
# What a line edit does itself while one types in it.
EDITING = {"undo", "redo"}


class Window(QMainWindow):
    """Notes which slot was called."""

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self.called: list[str] = []
        self.errors: list[StrongroomError] = []
        slots = {spec.slot or spec.name: self._noting(spec.slot or spec.name) for spec in ACTIONS}
        slots["lock"] = self.lock
        self.actions_by_name = build_actions(self, slots, icons, on_error=self.errors.append)
        self.menus = add_menus(self.menuBar())
        fill_menus(self.menus, self.actions_by_name)
        central = QWidget()
        self.edit = QLineEdit("text")
        self.table = QTableWidget(2, 2)
        column = QVBoxLayout(central)
        column.addWidget(self.edit)
        column.addWidget(self.table)
        self.setCentralWidget(central)
        for spec in ACTIONS:
            if spec.context == "table":
                self.table.addAction(self.actions_by_name[spec.name])

    def lock(self) -> None:
        raise VaultLockedError

    def _noting(self, name: str) -> Callable[[], None]:
        called = self.called

        def note() -> None:
            called.append(name)

        return note


@pytest.fixture
def window(qtbot: QtBot, icons: Icons) -> Iterator[Window]:
    made = Window(icons)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()


def press(widget: QWidget, keys: str) -> None:
    combination = QKeySequence(keys)[0]  # type: ignore[index]  # the stubs forget it
    QTest.keyClick(widget, combination.key(), combination.keyboardModifiers())


def keys_of(spec: ActionSpec) -> list[str]:
    return [QKeySequence(keys).toString() for keys in spec.shortcuts]


def test_no_two_actions_share_a_key_or_a_name() -> None:
    keys = Counter(key for spec in ACTIONS for key in keys_of(spec))
    assert [key for key, count in keys.items() if count > 1 or not key] == []
    assert len(BY_NAME) == len(ACTIONS)


def test_the_keys_that_the_design_promises() -> None:
    promised = {
        "new_resource": "Ctrl+N",
        "find": "Ctrl+F",
        "save": "Ctrl+S",
        "undo": "Ctrl+Z",
        "redo": "Ctrl+Shift+Z",
        "lock": "Ctrl+L",
        "copy_secret": "Ctrl+Shift+C",
        "copy_username": "Ctrl+B",
        "trash": "Del",
        "rename": "F2",
        "settings": "Ctrl+,",
        "quit": "Ctrl+Q",
        "help": "F1",
        "command_palette": "Ctrl+K",
    }
    assert {name: keys_of(BY_NAME[name])[0] for name in promised} == promised


def test_every_action_has_a_place_in_a_menu(window: Window) -> None:
    placed = {action.objectName() for menu in window.menus.values() for action in menu.actions()}
    assert set(BY_NAME) <= placed
    titles = [action.text() for action in window.menuBar().actions()]
    assert titles == list(MENUS.values())


def test_every_action_but_the_palette_itself_is_in_the_palette() -> None:
    assert [spec.name for spec in ACTIONS if not spec.palette] == ["command_palette"]


def test_every_action_has_icon_tool_tip_and_name(window: Window) -> None:
    for name, action in window.actions_by_name.items():
        assert action.objectName() == name
        assert not action.icon().isNull()
        assert action.toolTip()
        for keys in BY_NAME[name].shortcuts[:1]:
            assert action.toolTip().endswith(f"({keys})")


def test_mnemonics_are_unique_in_each_menu(window: Window) -> None:
    titles = {"": list(MENUS.values())}
    for path, menu in window.menus.items():
        titles[path] = [action.text() for action in menu.actions() if action.text()]
    for path, texts in titles.items():
        letters = [text[text.index("&") + 1].lower() for text in texts]
        assert [letter for letter, count in Counter(letters).items() if count > 1] == [], path


def test_texts_are_in_sentence_case() -> None:
    for spec in ACTIONS:
        first, *others = spec.plain_text.split()
        assert first[0].isupper()
        assert [word for word in others if word[0].isupper()] in ([], ["Strongroom"])


@pytest.mark.parametrize(
    "name", [s.name for s in ACTIONS if s.shortcuts and s.context == "window" and s.name != "lock"]
)
def test_keys_of_the_window_work_while_one_types(window: Window, name: str) -> None:
    window.edit.setFocus()
    for keys in BY_NAME[name].shortcuts:
        window.called.clear()
        press(window.edit, keys)
        assert window.called == ([] if name in EDITING else [name]), keys


@pytest.mark.parametrize("name", [s.name for s in ACTIONS if s.context == "table"])
def test_keys_of_the_table_work_in_the_table_only(window: Window, name: str) -> None:
    (keys,) = BY_NAME[name].shortcuts
    window.edit.setFocus()
    press(window.edit, keys)
    assert window.called == []
    window.table.setFocus()
    press(window.table, keys)
    assert window.called == [name]


def test_del_while_typing_deletes_a_character(window: Window) -> None:
    window.edit.setFocus()
    window.edit.setCursorPosition(0)
    press(window.edit, "Del")
    assert window.edit.text() == "ext"


def test_keys_work_without_a_menu_bar(window: Window) -> None:
    window.menuBar().hide()
    press(window.table, "Ctrl+N")
    assert window.called == ["new_resource"]


def test_undo_reaches_the_window_from_the_table(window: Window) -> None:
    window.table.setFocus()
    press(window.table, "Ctrl+Z")
    assert window.called == ["undo"]


def test_error_of_a_slot_goes_to_the_notices(window: Window) -> None:
    window.actions_by_name["lock"].trigger()
    assert [type(error) for error in window.errors] == [VaultLockedError]


def test_bug_in_a_slot_is_not_swallowed(qtbot: QtBot, icons: Icons) -> None:
    def broken() -> None:
        raise RuntimeError("a bug")

    taken: list[StrongroomError] = []
    owner = QObject()
    action = make_action(owner, "Break", broken, icons.icon("x"), on_error=taken.append)
    with qtbot.captureExceptions() as exceptions:
        action.trigger()
    assert [kind for kind, _, _ in exceptions] == [RuntimeError]
    assert taken == []


def test_missing_slot_is_named(icons: Icons, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    with pytest.raises(KeyError, match=r"about.*quit"):
        build_actions(window, {}, icons, on_error=print)


def test_action_is_possible_only_when_everything_holds(window: Window) -> None:
    actions = window.actions_by_name
    apply_flags(actions, {READY})
    assert (actions["new_resource"].isEnabled(), actions["save"].isEnabled()) == (True, False)
    apply_flags(actions, {READY, EDITED})
    assert actions["save"].isEnabled()
    apply_flags(actions, set())
    assert not actions["new_resource"].isEnabled()
    assert actions["quit"].isEnabled()


def test_one_theme_is_chosen_at_a_time(window: Window) -> None:
    actions = window.actions_by_name
    actions["theme_dark"].trigger()
    actions["theme_light"].trigger()
    assert window.called == ["theme_dark", "theme_light"]
    assert (actions["theme_dark"].isChecked(), actions["theme_light"].isChecked()) == (False, True)


def test_actions_do_not_keep_their_window_alive(qtbot: QtBot, icons: Icons) -> None:
    class Owner(QWidget):
        def slot(self) -> None:
            pass

    owner = Owner()
    slots = {spec.slot or spec.name: owner.slot for spec in ACTIONS}
    build_actions(owner, slots, icons, on_error=print)
    watch = weakref.ref(owner)
    shiboken6.delete(owner)
    del owner, slots
    gc.collect()
    assert watch() is None


def test_menu_shows_a_tick_where_there_is_no_icon_for_on(window: Window) -> None:
    actions: dict[str, QAction] = window.actions_by_name
    assert not actions["toggle_sidebar"].isIconVisibleInMenu()
    assert actions["favourite"].isIconVisibleInMenu()
    assert actions["new_resource"].isIconVisibleInMenu()
    assert actions["trash"].shortcutContext() is Qt.ShortcutContext.WidgetWithChildrenShortcut
