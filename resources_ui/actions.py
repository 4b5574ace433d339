"""Everything that the window can do, as one table; menus, shortcuts and palette come from it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QIcon, QKeySequence
from PySide6.QtWidgets import QWidget

from app.errors import StrongroomError
from resources_ui.callbacks import Callback
from resources_ui.icons import Icons

# What must hold for an action to be possible; the window says which of these hold now.
READY = "ready"  # the inventory is attached and can be written
SELECTED = "selected"  # one resource or more
ONE_SELECTED = "one_selected"
EDITED = "edited"  # the detail editor holds unsaved changes
LIVING = "living"  # what is selected is not in the trash
TRASHED = "trashed"  # what is selected is in the trash
HAS_SECRET = "has_secret"  # noqa: S105 - no secret
HAS_USERNAME = "has_username"
HAS_URI = "has_uri"
CAN_UNDO = "can_undo"
CAN_REDO = "can_redo"


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One thing that the window can do.

    Args:
        name: Its key in the table and its objectName.
        text: As in the menu, with `&` before its mnemonic; “…” only if it needs more input.
        menu: Its place, such as `View/Theme`.
        icon: Lucide's name.
        shortcuts: The first is shown.
        slot: The slot it calls, where that is not its name.
        enabled_when: What must hold for it, all of it.
        tip: A sentence where the text alone does not say it.
        context: `window`, or `table` for keys that mean something else while one types; the window
            adds those actions to the table.
        group: Of the actions of one group one is checked.
        checkable: It stays on or off.
        checked_icon: Shown while on; without it the menu shows a tick in place of the icon.
        palette: It has a place in the command palette.
        separated: A line comes before it in the menu, or before the menu that it begins.
    """

    name: str
    text: str
    menu: str
    icon: str
    shortcuts: tuple[str, ...] = ()
    slot: str = ""
    enabled_when: tuple[str, ...] = ()
    tip: str = ""
    context: str = "window"
    group: str = ""
    checkable: bool = False
    checked_icon: str = ""
    palette: bool = True
    separated: bool = False
    role: QAction.MenuRole = QAction.MenuRole.NoRole

    @property
    def plain_text(self) -> str:
        """The text without its mnemonic."""
        return self.text.replace("&", "")


_ROLE = QAction.MenuRole

ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "new_resource",
        "&New resource",
        "File",
        "plus",
        ("Ctrl+N",),
        enabled_when=(READY,),
    ),
    ActionSpec(
        "import",
        "&Import…",
        "File",
        "download",
        ("Ctrl+I",),
        enabled_when=(READY,),
        separated=True,
    ),
    ActionSpec("export", "&Export…", "File", "upload", ("Ctrl+E",), enabled_when=(READY,)),
    ActionSpec(
        "quit",
        "&Quit",
        "File",
        "log-out",
        ("Ctrl+Q",),
        separated=True,
        role=_ROLE.QuitRole,
    ),
    ActionSpec("undo", "&Undo", "Edit", "undo-2", ("Ctrl+Z",), enabled_when=(READY, CAN_UNDO)),
    ActionSpec(
        "redo",
        "&Redo",
        "Edit",
        "redo-2",
        ("Ctrl+Shift+Z", "Ctrl+Y"),
        enabled_when=(READY, CAN_REDO),
    ),
    ActionSpec("find", "&Find", "Edit", "search", ("Ctrl+F",), separated=True),
    ActionSpec("select_all", "Select &all", "Edit", "list-checks", ("Ctrl+A",), context="table"),
    ActionSpec(
        "settings",
        "&Settings…",
        "Edit",
        "settings",
        ("Ctrl+,",),
        separated=True,
        role=_ROLE.PreferencesRole,
    ),
    ActionSpec(
        "command_palette", "&Command palette", "View", "command", ("Ctrl+K",), palette=False
    ),
    ActionSpec(
        "focus_notice",
        "Go to &message",
        "View",
        "bell",
        ("F6",),
        tip="Move the keyboard to the message at the bottom",
    ),
    ActionSpec(
        "toggle_sidebar",
        "Show &sidebar",
        "View",
        "panel-left",
        ("F9",),
        checkable=True,
        separated=True,
    ),
    ActionSpec("toggle_detail", "Show &details", "View", "panel-right", ("F8",), checkable=True),
    ActionSpec("compact_rows", "Compact &rows", "View", "rows-3", checkable=True),
    ActionSpec(
        "theme_system", "As the &system", "View/Theme", "sun-moon", group="theme", separated=True
    ),
    ActionSpec("theme_light", "&Light", "View/Theme", "sun", group="theme"),
    ActionSpec("theme_dark", "&Dark", "View/Theme", "moon", group="theme"),
    ActionSpec("save", "&Save", "Resource", "save", ("Ctrl+S",), enabled_when=(READY, EDITED)),
    ActionSpec(
        "revert",
        "Re&vert",
        "Resource",
        "rotate-ccw",
        enabled_when=(EDITED,),
        tip="Drop the unsaved changes",
    ),
    ActionSpec(
        "rename",
        "Re&name",
        "Resource",
        "text-cursor-input",
        ("F2",),
        enabled_when=(READY, ONE_SELECTED, LIVING),
        separated=True,
    ),
    ActionSpec(
        "duplicate",
        "&Duplicate",
        "Resource",
        "copy-plus",
        ("Ctrl+D",),
        enabled_when=(READY, ONE_SELECTED, LIVING),
    ),
    ActionSpec(
        "favourite",
        "&Favourite",
        "Resource",
        "star",
        ("Ctrl+Shift+F",),
        enabled_when=(READY, SELECTED, LIVING),
        checkable=True,
        checked_icon="star-filled",
    ),
    ActionSpec(
        "copy_username",
        "Copy &user name",
        "Resource",
        "user",
        ("Ctrl+B",),
        enabled_when=(ONE_SELECTED, HAS_USERNAME),
        separated=True,
    ),
    ActionSpec(
        "copy_secret",
        "&Copy secret",
        "Resource",
        "copy",
        ("Ctrl+Shift+C",),
        enabled_when=(READY, ONE_SELECTED, HAS_SECRET),
        tip="Copy the secret; the clipboard is cleared after a while",
    ),
    ActionSpec(
        "reveal_secret",
        "R&eveal secret",
        "Resource",
        "eye",
        ("Ctrl+R",),
        enabled_when=(READY, ONE_SELECTED, HAS_SECRET),
        checkable=True,
        checked_icon="eye-off",
    ),
    ActionSpec(
        "copy_uri",
        "Copy &address",
        "Resource",
        "link",
        ("Ctrl+U",),
        enabled_when=(ONE_SELECTED, HAS_URI),
    ),
    ActionSpec(
        "open_uri",
        "&Open address…",
        "Resource",
        "external-link",
        ("Ctrl+Shift+U",),
        enabled_when=(ONE_SELECTED, HAS_URI),
        tip="Open the address in its program, after showing it",
    ),
    ActionSpec(
        "trash",
        "Move to &trash",
        "Resource",
        "trash-2",
        ("Del",),
        enabled_when=(READY, SELECTED, LIVING),
        context="table",
        separated=True,
    ),
    ActionSpec(
        "restore",
        "Restore from tras&h",
        "Resource",
        "archive-restore",
        enabled_when=(READY, SELECTED, TRASHED),
    ),
    ActionSpec(
        "lock",
        "&Lock",
        "Vault",
        "lock",
        ("Ctrl+L",),
        enabled_when=(READY,),
        tip="Lock or unlock the vault",
    ),
    ActionSpec(
        "export_recovery_kit",
        "Save recovery &kit…",
        "Vault",
        "life-buoy",
        enabled_when=(READY,),
        separated=True,
    ),
    ActionSpec("help", "&Keyboard shortcuts", "Help", "keyboard", ("F1",)),
    ActionSpec("about", "&About Strongroom", "Help", "info", role=_ROLE.AboutRole),
)


def build_actions(
    parent: QWidget,
    slots: Mapping[str, Callable[[], object]],
    icons: Icons,
    *,
    on_error: Callable[[StrongroomError], object],
) -> dict[str, QAction]:
    """Make every action of the table.

    Args:
        parent: The window, on which the shortcuts work.
        slots: What each does, by slot name; a checkable one asks its action for `isChecked()`.
        icons: Where the icons come from.
        on_error: Takes the StrongroomError that a slot raises: `notices.show_error`.

    Returns:
        The actions by name. Those of context `table` are still to be added to the table.

    Raises:
        KeyError: A slot is missing, which is our bug.
    """
    missing = {spec.slot or spec.name for spec in ACTIONS} - set(slots)
    if missing:
        raise KeyError(f"no slot for {', '.join(sorted(missing))}")
    groups: dict[str, QActionGroup] = {}
    actions: dict[str, QAction] = {}
    for spec in ACTIONS:
        action = make_action(
            parent,
            spec.text,
            slots[spec.slot or spec.name],
            icons.icon(spec.icon, checked=spec.checked_icon),
            on_error=on_error,
        )
        action.setObjectName(spec.name)
        action.setCheckable(spec.checkable or bool(spec.group))
        action.setIconVisibleInMenu(not action.isCheckable() or bool(spec.checked_icon))
        action.setMenuRole(spec.role)
        action.setShortcuts([QKeySequence(keys) for keys in spec.shortcuts])
        action.setToolTip(_tool_tip(spec, action))
        if spec.context == "table":
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        else:
            parent.addAction(action)  # so that its keys work while the menu bar is hidden
        if spec.group:
            groups.setdefault(spec.group, QActionGroup(parent)).addAction(action)
        actions[spec.name] = action
    return actions


def make_action(
    parent: QObject,
    text: str,
    slot: Callable[[], object],
    icon: QIcon,
    *,
    on_error: Callable[[StrongroomError], object],
) -> QAction:
    """Make an action beside the table, such as “New device” for the palette, with the same guard.

    Args:
        parent: Owns the action.
        text: In sentence case; `&` before its mnemonic.
        slot: What it does.
        icon: What it shows.
        on_error: Takes the StrongroomError that the slot raises.
    """
    action = QAction(icon, text, parent)
    action.triggered.connect(_Guard(action, slot, on_error).on_triggered)
    return action


def apply_flags(actions: Mapping[str, QAction], flags: Collection[str]) -> None:
    """Enable the actions for which everything holds that they ask for, and no other.

    Args:
        actions: As `build_actions` made them.
        flags: What holds now: `READY`, `SELECTED` and so on.
    """
    for spec in ACTIONS:
        actions[spec.name].setEnabled(set(spec.enabled_when) <= set(flags))


class _Guard(QObject):
    """Calls a slot and hands its StrongroomError to the notices; our bugs go to the crash hook."""

    def __init__(
        self,
        action: QAction,
        slot: Callable[[], object],
        on_error: Callable[[StrongroomError], object],
    ) -> None:
        super().__init__(action)
        self._slot = Callback(slot)
        self._on_error = Callback(on_error)

    def on_triggered(self, _checked: bool) -> None:
        try:
            self._slot()
        except StrongroomError as error:
            self._on_error(error)


def _tool_tip(spec: ActionSpec, action: QAction) -> str:
    text = spec.tip or spec.plain_text.removesuffix("…")
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    return f"{text} ({keys})" if keys else text
