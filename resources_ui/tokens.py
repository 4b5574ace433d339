"""The colours of the light and the dark look by name, and the sizes that both share."""

from __future__ import annotations

from typing import NamedTuple

# Sizes in device-independent pixels, on a grid of 4.
GRID = 4
GAP_LABEL = 4  # between a label and its field
GAP_GROUP = 8  # between the parts of one group
CELL_PADDING = 12
GAP_SECTION = 16  # between groups
PANEL_EDGE = 24
CONTROL_HEIGHT = 32
ROW = 52  # a table row with two lines
ROW_COMPACT = 36
SIDEBAR_ROW = 34
SIDEBAR_WIDTH = 204
DETAIL_MIN_WIDTH = 340
DETAIL_MAX_WIDTH = 384
TOOLBAR_HEIGHT = 56
CHIP_HEIGHT = 22
RADIUS_CONTROL = 6
RADIUS_TILE = 8
RADIUS_DIALOG = 12
FOCUS_RING = 2
ICON_LIST = 16
ICON_BAR = 18
ICON_HEADER = 40
ICON_EMPTY = 64


class Tokens(NamedTuple):
    """One look: every colour as `#RRGGBB`, named for what it is for.

    Args:
        border: Decoration only (separators, frames of panels); too faint to mark a control.
        border_strong: The edge of fields and secondary buttons.
        faint: Hints and placeholders; never on `selection`, where `muted` is used.
        disabled: What cannot be used now; dim on purpose.
        accent_hover: The accent under the pointer; `accent_pressed` while held.
        ok_bg: The ground of the chip whose word is written in `ok`; so for warn to grey.
        toast_bg: The ground of toasts and tooltips, dark in both looks.
    """

    bg: str
    surface: str
    sidebar: str
    border: str
    border_strong: str
    scroll: str  # where a view stands, said by its rows too
    text: str
    muted: str
    faint: str
    disabled: str
    accent: str
    accent_hover: str
    accent_pressed: str
    on_accent: str
    accent_soft: str
    selection: str
    hover: str
    ok: str
    ok_bg: str
    warn: str
    warn_bg: str
    bad: str
    bad_bg: str
    info: str
    info_bg: str
    grey: str
    grey_bg: str
    toast_bg: str
    toast_border: str
    toast_text: str
    toast_action: str
    toast_bad: str


LIGHT = Tokens(
    bg="#F6F7F9",
    surface="#FFFFFF",
    sidebar="#EEF0F4",
    border="#D9DDE4",
    border_strong="#7D8696",
    scroll="#C3C9D3",
    text="#1A1D23",
    muted="#5B6472",
    faint="#5C6572",
    disabled="#8B93A0",
    accent="#2458C5",
    accent_hover="#1E4CAD",
    accent_pressed="#1A4296",
    on_accent="#FFFFFF",
    accent_soft="#E3ECFD",
    selection="#DCE7FC",
    hover="#E6E9EF",
    ok="#1B6E3C",
    ok_bg="#DDF3E4",
    warn="#8A5200",
    warn_bg="#FDEFD3",
    bad="#B3261E",
    bad_bg="#FBE3E1",
    info="#24539B",
    info_bg="#E1EBFA",
    grey="#4B5563",
    grey_bg="#E8EAEE",
    toast_bg="#1A1D23",
    toast_border="#1A1D23",
    toast_text="#FFFFFF",
    toast_action="#9DC0F9",
    toast_bad="#F5A19A",
)

DARK = Tokens(
    bg="#16181D",
    surface="#1E2127",
    sidebar="#1A1C22",
    border="#333842",
    border_strong="#737C8C",
    scroll="#454C59",
    text="#E8EAEE",
    muted="#A9B1BE",
    faint="#98A1AF",
    disabled="#6B7382",
    accent="#7EA6F8",
    accent_hover="#96B7FA",
    accent_pressed="#A3C0FB",
    on_accent="#0C1830",
    accent_soft="#22314F",
    selection="#263A60",
    hover="#282C34",
    ok="#7FD6A0",
    ok_bg="#173524",
    warn="#F0BE6A",
    warn_bg="#3A2C12",
    bad="#F5A19A",
    bad_bg="#43201D",
    info="#9DC0F9",
    info_bg="#1B2E4D",
    grey="#C0C6D0",
    grey_bg="#30353E",
    toast_bg="#2B303A",
    toast_border="#4A5160",
    toast_text="#F4F5F7",
    toast_action="#9DC0F9",
    toast_bad="#F5A19A",
)
