from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from resources_ui.buttons import Button, IconButton
from resources_ui.icons import Icons
from resources_ui.theme import LIGHT, Theme


def name_of(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def edge_of(button: QWidget) -> str:
    """The colour of the left edge in the middle, where a border is seen."""
    image = button.grab().toImage()
    return image.pixelColor(1, image.height() // 2).name().upper()


def test_icon_button_says_its_name_and_its_keys(qtbot: QtBot, icons: Icons) -> None:
    button = IconButton(icons.icon("copy"), "Copy secret", shortcut="Ctrl+Shift+C")
    qtbot.addWidget(button)
    assert name_of(button) == "Copy secret"
    assert button.toolTip() == "Copy secret (Ctrl+Shift+C)"
    assert (button.width(), button.height()) == (32, 32)


def test_icon_button_of_an_action_keeps_up_with_it(qtbot: QtBot, icons: Icons) -> None:
    done: list[str] = []

    def note() -> None:
        done.append("done")

    action = QAction(icons.icon("lock"), "Lock")
    action.triggered.connect(note)
    button = IconButton.for_action(action)
    qtbot.addWidget(button)
    action.setText("Unlock")
    assert name_of(button) == "Unlock"
    action.setEnabled(False)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert done == []
    action.setEnabled(True)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert done == ["done"]


def test_every_kind_of_button_shows_the_focus(qtbot: QtBot, theme: Theme, icons: Icons) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    primary, secondary, danger = (
        Button("Save", kind="primary"),
        Button("Revert"),
        Button("Delete…", kind="danger"),
    )
    icon = IconButton(icons.icon("copy"), "Copy")
    icon.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    for button in (primary, secondary, danger, icon):
        column.addWidget(button)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.setFocus()
    for button in (secondary, danger, icon):
        before = edge_of(button)
        button.setFocus()
        assert (before != LIGHT.accent, edge_of(button)) == (True, LIGHT.accent)
    # An accent button has the ring inside, in the colour of its word.
    primary.setFocus()
    image = primary.grab().toImage()
    assert image.pixelColor(3, image.height() // 2).name().upper() == LIGHT.on_accent
