from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

import assets
from resources_ui.stylesheet import FontSizes, stylesheet
from resources_ui.theme import DARK, LIGHT, Theme, palette
from resources_ui.tokens import CONTROL_HEIGHT, Tokens


def painted(window: QWidget, x: int, y: int) -> str:
    """The colour that is really painted at a place, as the tokens are written."""
    return window.grab().toImage().pixelColor(x, y).name().upper()


def test_switch_repaints_open_windows_and_says_so(qtbot: QtBot, theme: Theme) -> None:
    window = QWidget()
    field = QLineEdit(window)
    field.setGeometry(20, 20, 200, CONTROL_HEIGHT)
    qtbot.addWidget(window)
    window.show()
    assert (painted(window, 5, 5), painted(window, 120, 36)) == (LIGHT.bg, LIGHT.surface)

    with qtbot.waitSignal(theme.changed):
        theme.set_choice("dark")

    assert theme.is_dark
    assert theme.tokens is DARK
    assert (painted(window, 5, 5), painted(window, 120, 36)) == (DARK.bg, DARK.surface)
    assert QApplication.palette().color(QPalette.ColorRole.Text).name().upper() == DARK.text


def test_same_look_again_is_no_change(qtbot: QtBot, theme: Theme) -> None:
    with qtbot.assertNotEmitted(theme.changed):
        theme.set_choice("light")
    assert theme.choice == "light"


def test_system_choice_follows_the_desktop_while_running(qtbot: QtBot, theme: Theme) -> None:
    theme.set_choice("dark")
    theme.set_choice("system")
    assert not theme.is_dark, "a desktop that says nothing is taken for light"
    # The offscreen desktop never changes; its signal is what a real one would send.
    desktop = QApplication.styleHints().colorSchemeChanged
    for scheme, is_dark in ((Qt.ColorScheme.Dark, True), (Qt.ColorScheme.Light, False)):
        with qtbot.waitSignal(theme.changed):
            desktop.emit(scheme)
        assert theme.is_dark is is_dark


def test_own_choice_wins_over_the_desktop(qtbot: QtBot, theme: Theme) -> None:
    theme.set_choice("dark")
    with qtbot.assertNotEmitted(theme.changed):
        QApplication.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert theme.is_dark


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_palette_leaves_no_role_to_the_system(tokens: Tokens) -> None:
    made = palette(tokens)
    roles = [role for role in QPalette.ColorRole if role.name not in ("NoRole", "NColorRoles")]
    groups = (
        QPalette.ColorGroup.Active,
        QPalette.ColorGroup.Inactive,
        QPalette.ColorGroup.Disabled,
    )
    unset = [role.name for role in roles for g in groups if not made.isBrushSet(g, role)]
    assert unset == []


@pytest.mark.parametrize(("tokens", "look"), [(LIGHT, "light"), (DARK, "dark")])
def test_arrows_and_ticks_exist_in_the_colours_of_the_look(tokens: Tokens, look: str) -> None:
    folder = Path(assets.__file__).parent / "controls"
    sheet = stylesheet(tokens, FontSizes(10, 9, 8.5, 15, 12), dark=look == "dark")
    names = {part.split(")")[0] for part in sheet.split("url(controls:")[1:]}
    assert names == {path.name for path in folder.glob(f"*-{look}.svg")}
    colors = set(tokens._asdict().values())
    for name in names:
        drawing = (folder / name).read_text(encoding="utf-8")
        assert drawing.split('stroke="')[1].split('"')[0] in colors


def test_controls_have_one_height(qtbot: QtBot, theme: Theme) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    heights = {
        each.sizeHint().height() for each in (QLineEdit(window), QPushButton("Save", window))
    }
    assert heights == {CONTROL_HEIGHT}


def test_no_text_is_smaller_than_11_pixels(theme: Theme) -> None:
    fonts = theme.fonts
    dots_per_inch = QApplication.primaryScreen().logicalDotsPerInchY()
    for font in (fonts.body, fonts.secondary, fonts.section, fonts.title, fonts.mono):
        assert round(font.pointSizeF() * dots_per_inch / 72, 3) >= 11
    assert fonts.body.pointSizeF() >= 10


def test_label_roles_take_their_size_from_the_theme(qtbot: QtBot, theme: Theme) -> None:
    label = QLabel("Strongroom")
    label.setProperty("role", "title")
    qtbot.addWidget(label)
    label.ensurePolished()
    title = QFontMetrics(theme.fonts.title)
    assert label.fontMetrics().height() == title.height()
