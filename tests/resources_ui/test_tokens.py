"""Contrast as WCAG 2.2 defines it: 4.5 for text (1.4.3), 3 for controls and focus (1.4.11)."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor

from resources_ui.tokens import DARK, LIGHT, Tokens

GROUNDS = ("bg", "surface", "sidebar")
TEXT_PAIRS = [
    *((text, ground) for text in ("text", "muted", "faint", "accent", "bad") for ground in GROUNDS),
    *((text, ground) for text in ("text", "muted", "accent") for ground in ("selection", "hover")),
    ("faint", "hover"),
    ("bad", "bad_bg"),
    ("accent", "accent_soft"),
    ("text", "accent_soft"),
    *(("on_accent", ground) for ground in ("accent", "accent_hover", "accent_pressed")),
    *((chip, f"{chip}_bg") for chip in ("ok", "warn", "bad", "info", "grey")),
    *((text, "toast_bg") for text in ("toast_text", "toast_action", "toast_bad")),
]
CONTROL_PAIRS = [
    *((edge, ground) for edge in ("border_strong", "accent", "bad") for ground in GROUNDS),
    ("accent", "selection"),
    ("accent", "hover"),
    ("on_accent", "accent"),
    ("toast_action", "toast_bg"),
]


def luminance(color: str) -> float:
    channels = (QColor(color).redF(), QColor(color).greenF(), QColor(color).blueF())
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_text_is_readable(tokens: Tokens, text: str, ground: str) -> None:
    colors = tokens._asdict()
    assert contrast(colors[text], colors[ground]) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), CONTROL_PAIRS)
def test_controls_and_focus_stand_out(tokens: Tokens, edge: str, ground: str) -> None:
    colors = tokens._asdict()
    assert contrast(colors[edge], colors[ground]) >= 3


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_every_token_is_a_colour(tokens: Tokens) -> None:
    assert [name for name, value in tokens._asdict().items() if not QColor(value).isValid()] == []
