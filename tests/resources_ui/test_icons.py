from __future__ import annotations

import gc
import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

import assets
from resources_ui.actions import ACTIONS
from resources_ui.icons import Icons, application_icon
from resources_ui.theme import DARK, LIGHT, Theme

FOLDER = Path(assets.__file__).parent / "icons"
# A name given to `icons.icon`, `icons.pixmap` or `IconLabel` as a literal.
NAMED = re.compile(r'(?:icons\.(?:icon|pixmap)\(|IconLabel\([\w.]+,)\s*"([a-z0-9-]+)"')
NAMES = sorted(path.stem for path in FOLDER.glob("*.svg"))
LUCIDE = [name for name in NAMES if name != "strongroom"]


def colors_of(image: QImage) -> set[str]:
    """The colours of all pixels that are wholly painted."""
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {pixel.name().upper() for pixel in pixels if pixel.alpha() == 255}


@pytest.mark.parametrize("name", LUCIDE)
def test_drawing_is_one_that_can_be_recoloured(qapp: object, name: str) -> None:
    drawing = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    assert 'stroke="currentColor"' in drawing
    assert 'stroke-width="1.75"' in drawing
    assert "- ISC -->" in drawing
    assert QSvgRenderer(drawing.encode()).isValid()


def test_licence_is_shipped_with_the_drawings() -> None:
    assert "ISC License" in (FOLDER / "LICENSE").read_text(encoding="utf-8")


def test_every_icon_that_the_code_names_exists() -> None:
    used = {spec.icon for spec in ACTIONS} | {spec.checked_icon for spec in ACTIONS} - {""}
    for path in Path("resources_ui").rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        used |= set(NAMED.findall(source))
    assert "triangle-alert" in used, "the walk finds nothing"
    assert used - set(NAMES) == set()


@pytest.mark.parametrize(
    "name", ["no-such-icon", "", "../controls/check-light", "a" * 5000, "a\0b", "kéy"]
)
def test_unknown_icon_is_an_error(icons: Icons, name: str) -> None:
    with pytest.raises(KeyError):
        icons.icon(name)
    with pytest.raises(KeyError):
        icons.pixmap(name, 16)


def test_icon_is_painted_in_the_colour_of_its_token(icons: Icons) -> None:
    assert colors_of(icons.pixmap("x", 64, "bad").toImage()) == {LIGHT.bad}


def test_icon_given_out_before_follows_the_theme(icons: Icons, theme: Theme) -> None:
    icon = icons.icon("x", color="accent")
    assert colors_of(icon.pixmap(QSize(64, 64)).toImage()) == {LIGHT.accent}
    theme.set_choice("dark")
    assert colors_of(icon.pixmap(QSize(64, 64)).toImage()) == {DARK.accent}


def test_icon_is_dim_where_the_control_is_disabled(icons: Icons) -> None:
    pixmap = icons.icon("x").pixmap(QSize(64, 64), 1.0, QIcon.Mode.Disabled, QIcon.State.Off)
    assert colors_of(pixmap.toImage()) == {LIGHT.disabled}


def test_icon_of_the_checked_state_is_the_other_one(icons: Icons) -> None:
    icon = icons.icon("star", checked="star-filled")
    size = QSize(32, 32)
    off = icon.pixmap(size, 1.0, QIcon.Mode.Normal, QIcon.State.Off).toImage()
    on = icon.pixmap(size, 1.0, QIcon.Mode.Normal, QIcon.State.On).toImage()
    assert off.pixelColor(16, 16).alpha() == 0
    assert on.pixelColor(16, 16) == QColor(LIGHT.muted)


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_icon_is_sharp_on_every_screen(icons: Icons, ratio: float) -> None:
    pixmap = icons.icon("key").pixmap(QSize(18, 18), ratio)
    assert pixmap.width() == 18 * ratio
    assert pixmap.devicePixelRatio() == ratio


def test_pixmap_is_rendered_once_until_the_theme_changes(icons: Icons, theme: Theme) -> None:
    first = icons.pixmap("key", 16).cacheKey()
    assert icons.pixmap("key", 16).cacheKey() == first
    theme.set_choice("dark")
    assert icons.pixmap("key", 16).cacheKey() != first


def test_icon_outlives_the_name_it_was_made_under(qtbot: QtBot, icons: Icons) -> None:
    button = QToolButton()
    qtbot.addWidget(button)
    button.setIcon(icons.icon("x", color="bad"))
    gc.collect()
    copies = [QIcon(button.icon()) for _ in range(10)]
    gc.collect()
    assert all(LIGHT.bad in colors_of(each.pixmap(64, 64).toImage()) for each in copies)


def test_program_has_its_own_mark(qapp: object) -> None:
    image = application_icon().pixmap(64, 64).toImage()
    assert image.pixelColor(32, 10).blue() > image.pixelColor(32, 10).red()
    assert image.pixelColor(0, 0).alpha() == 0
