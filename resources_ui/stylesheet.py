"""The one style sheet of the program, written from tokens.

What widgets set so that it fits (all are dynamic properties, set before the widget is shown):

* QPushButton `kind`: `primary`, `danger`; without it a secondary button.
* QToolButton `kind=icon`: a square button that shows only an icon.
* QLabel `role`: `title`, `section`, `field` (above a field), `muted`, `secondary` (muted, smaller),
  `problem` (what is wrong with a field).
* any field `invalid=true`: its edge turns red.
* QFrame or QWidget `surface`: `bar`, `sidebar`, `panel`, `card`, `page` (a plain QWidget needs
  `WA_StyledBackground` as well).
* item views `flat=true`: no frame, and the delegate draws the focus of the current row.

Paddings are the same left and right, because a style sheet is not mirrored right to left. Heights
of rows are no business of a style sheet: delegates give them.
"""

from __future__ import annotations

from string import Template
from typing import NamedTuple

from resources_ui.tokens import Tokens


class FontSizes(NamedTuple):
    """Sizes in points."""

    body: float
    secondary: float
    section: float
    title: float
    palette: float


def stylesheet(tokens: Tokens, sizes: FontSizes, *, dark: bool) -> str:
    """The style sheet of one look.

    Args:
        tokens: The colours.
        sizes: The font sizes, already kept above 11 px.
        dark: Which set of arrows and ticks (`assets/controls`) fits.
    """
    points = {f"{name}_size": f"{size:g}pt" for name, size in sizes._asdict().items()}
    return _TEMPLATE.substitute(tokens._asdict(), **points, look="dark" if dark else "light")


_TEMPLATE = Template("""
QToolTip {
    background: $toast_bg; color: $toast_text; border: 1px solid $toast_border; padding: 4px 6px;
}

/* grounds */
QMainWindow, QDialog { background: $bg; }
*[surface="page"] { background: $bg; }
*[surface="bar"] { background: $surface; border: none; border-bottom: 1px solid $border; }
*[surface="sidebar"] { background: $sidebar; border: none; }
*[surface="panel"] { background: $surface; border: none; }
*[surface="card"] { background: $surface; border: 1px solid $border; border-radius: 8px; }
QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget { background: transparent; }
QStatusBar { background: $surface; color: $text; border-top: 1px solid $border; }
QStatusBar::item { border: none; }
QSplitter::handle { background: $border; }
QSplitter::handle:hover { background: $accent; }

/* text */
QLabel { background: transparent; }
QLabel[role="title"] { font-size: $title_size; font-weight: 600; }
QLabel[role="section"] { font-size: $section_size; font-weight: 700; }
QLabel[role="field"] { color: $muted; font-weight: 600; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="secondary"] { color: $muted; font-size: $secondary_size; }
QLabel[role="problem"] { color: $bad; font-size: $secondary_size; }

/* fields: 30 + 2 * 1 = 32 high; the focus ring takes its second pixel from the padding */
QLineEdit, QAbstractSpinBox, QComboBox, QPlainTextEdit, QTextEdit {
    background: $surface; color: $text; border: 1px solid $border_strong; border-radius: 6px;
    selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit, QPlainTextEdit, QTextEdit { placeholder-text-color: $faint; }
QLineEdit, QComboBox { min-height: 30px; padding: 0 8px; }
QAbstractSpinBox { min-height: 27px; padding: 0 8px; } /* Qt adds 3 of its own */
QPlainTextEdit, QTextEdit { padding: 4px 6px; }
QLineEdit:focus, QComboBox:focus, QComboBox:on {
    border: 2px solid $accent; min-height: 28px; padding: 0 7px;
}
QAbstractSpinBox:focus { border: 2px solid $accent; min-height: 25px; padding: 0 7px; }
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $accent; padding: 3px 5px; }
QLineEdit[invalid="true"], QAbstractSpinBox[invalid="true"], QComboBox[invalid="true"],
QPlainTextEdit[invalid="true"] { border-color: $bad; }
QLineEdit:read-only, QPlainTextEdit:read-only { background: $bg; }
QLineEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled, QPlainTextEdit:disabled,
QTextEdit:disabled { background: $bg; color: $disabled; border-color: $border; }
QLineEdit[surface="bar"] { background: $bg; border: 1px solid $border_strong; }
QLineEdit[surface="bar"]:focus { background: $surface; border: 2px solid $accent; }

QComboBox { combobox-popup: 0; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: url(controls:chevron-down-$look.svg); width: 16px; height: 16px; }
QComboBox QAbstractItemView, QComboBox QAbstractItemView:focus {
    background: $surface; color: $text; border: 1px solid $border_strong; border-radius: 0;
    padding: 4px; outline: none; icon-size: 16px;
    selection-background-color: $selection; selection-color: $text;
}
QComboBox QAbstractItemView::item { min-height: 28px; padding: 0 8px; border-radius: 4px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; width: 24px; }
QDateTimeEdit::drop-down { border: none; width: 24px; }
QDateTimeEdit::down-arrow { image: url(controls:chevron-down-$look.svg); }
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover { background: $hover; }
QAbstractSpinBox::up-arrow {
    image: url(controls:chevron-up-$look.svg); width: 12px; height: 12px;
}
QAbstractSpinBox::down-arrow {
    image: url(controls:chevron-down-$look.svg); width: 12px; height: 12px;
}

/* buttons */
QPushButton {
    background: $surface; color: $text; border: 1px solid $border_strong; border-radius: 6px;
    min-height: 30px; padding: 0 14px;
}
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $border; }
QPushButton { outline: none; }  /* Fusion would fill the text, too */
QPushButton:focus { border: 2px solid $accent; min-height: 28px; padding: 0 13px; }
QPushButton:disabled { color: $disabled; background: $bg; border: 1px solid $border; }
QPushButton[kind="primary"] {
    background: $accent; color: $on_accent; border-color: $accent; font-weight: 600;
}
QPushButton[kind="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[kind="primary"]:pressed { background: $accent_pressed; border-color: $accent_pressed; }
QPushButton[kind="primary"]:disabled {
    background: $grey_bg; color: $disabled; border: 1px solid $grey_bg;
}
QPushButton[kind="danger"] { color: $bad; border-color: $bad; }
QPushButton[kind="danger"]:hover { background: $bad_bg; }
QPushButton[kind="danger"]:focus { border-color: $accent; }
QPushButton[kind="danger"]:disabled { color: $disabled; border-color: $border; }
QToolButton[kind="icon"] {
    background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 0;
    min-width: 30px; min-height: 30px;
}
QToolButton[kind="icon"]:hover { background: $hover; }
QToolButton[kind="icon"]:pressed { background: $border; }
QToolButton[kind="icon"]:focus {
    border: 2px solid $accent; min-width: 28px; min-height: 28px;
}
QToolButton[kind="icon"]::menu-indicator { image: none; }

QCheckBox, QRadioButton { spacing: 8px; min-height: 24px; }
QCheckBox:disabled, QRadioButton:disabled { color: $disabled; }
QCheckBox::indicator, QRadioButton::indicator {
    width: 16px; height: 16px; border: 1px solid $border_strong; background: $surface;
}
QCheckBox::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: 9px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { background: $hover; }
QCheckBox::indicator:checked {
    background: $accent; border-color: $accent; image: url(controls:check-$look.svg);
}
QCheckBox::indicator:indeterminate {
    background: $accent; border-color: $accent; image: url(controls:minus-$look.svg);
}
QRadioButton::indicator:checked {
    border: 5px solid $accent; width: 8px; height: 8px; background: $on_accent;
}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $border; }
QCheckBox:focus { border: 2px solid $accent; border-radius: 6px; padding: 0 2px; }
QRadioButton:focus { border: 2px solid $accent; border-radius: 6px; padding: 0 2px; }
QCheckBox, QRadioButton { border: 2px solid transparent; padding: 0 2px; }

/* menus */
QMenuBar { background: $surface; color: $text; padding: 2px 4px; }
QMenuBar::item { background: transparent; padding: 5px 9px; border-radius: 4px; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: $hover; }
QMenu { background: $surface; color: $text; border: 1px solid $border_strong; padding: 4px; }
QMenu::item { padding: 6px 24px; border-radius: 4px; }
QMenu::item:selected { background: $selection; color: $text; }
QMenu::item:disabled { color: $disabled; background: transparent; }
QMenu::separator { height: 1px; background: $border; margin: 4px 8px; }
QMenu::icon { padding: 0 4px; }
QMenu::indicator { width: 16px; height: 16px; margin: 0 2px; } /* as wide as an icon */
QMenu::indicator:checked { image: url(controls:check-plain-$look.svg); }
QMenu::right-arrow { image: url(controls:chevron-right-$look.svg); width: 14px; height: 14px; }
QMenu::left-arrow { image: url(controls:chevron-left-$look.svg); width: 14px; height: 14px; }

/* lists and tables */
QAbstractItemView {
    background: $surface; color: $text; border: 1px solid $border_strong; border-radius: 6px;
    selection-background-color: $selection; selection-color: $text; outline: none;
    gridline-color: $border; alternate-background-color: $bg; icon-size: 18px;
}
QAbstractItemView:focus { border: 2px solid $accent; }
QAbstractItemView[flat="true"], QAbstractItemView[flat="true"]:focus {
    border: none; border-radius: 0;
}
QAbstractItemView[surface="sidebar"] { background: $sidebar; }
QHeaderView { background: $surface; border: none; border-radius: 0; }
QHeaderView::section {
    background: $surface; color: $muted; font-weight: 600; border: none;
    border-bottom: 1px solid $border; padding: 0 12px; min-height: 35px;
}
QHeaderView::section:hover { background: $hover; }
QHeaderView::up-arrow { image: url(controls:chevron-up-$look.svg); width: 14px; height: 14px; }
QHeaderView::down-arrow { image: url(controls:chevron-down-$look.svg); width: 14px; height: 14px; }
QTableCornerButton::section { background: $surface; border: none; }

QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: $scroll; border-radius: 3px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 36px; }
QScrollBar::handle:horizontal { min-width: 36px; }
QScrollBar::handle:hover { background: $border_strong; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }

/* the rest */
QProgressBar {
    background: $grey_bg; border: none; border-radius: 3px; min-height: 6px; max-height: 6px;
    color: transparent;
}
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QGroupBox { border: none; font-weight: 600; margin-top: 24px; }
QGroupBox::title { subcontrol-origin: margin; subcontrol-position: top left; padding: 4px 0; }
QTabWidget::pane { border: none; border-top: 1px solid $border; }
QTabBar::tab {
    background: transparent; color: $muted; border: none; border-bottom: 2px solid transparent;
    padding: 8px 12px;
}
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $accent; border-bottom: 2px solid $accent; }
QTabBar::tab:focus { background: $accent_soft; }

/* parts of the window by name */
QFrame#toast {
    background: $toast_bg; border: 1px solid $toast_border; border-radius: 8px;
}
QFrame#toast QLabel { color: $toast_text; }
QFrame#toast QPushButton {
    background: transparent; color: $toast_action; border: 2px solid transparent; font-weight: 600;
    padding: 0 10px; min-height: 28px;
}
QFrame#toast QPushButton:hover { text-decoration: underline; }
QFrame#toast QPushButton:focus { border-color: $toast_action; }
QFrame#commandPalette {
    background: $surface; border: 1px solid $border_strong; border-radius: 12px;
}
QFrame#commandPalette QLineEdit, QFrame#commandPalette QLineEdit:focus {
    border: none; background: transparent; padding: 0 12px; min-height: 40px;
    font-size: $palette_size;
}
QFrame#commandPalette QListView, QFrame#commandPalette QListView:focus {
    border: none; background: transparent;
}
QFrame#commandPalette QFrame#paletteLine { background: $border; border: none; }
QFrame#jobBar { background: $surface; border: none; border-top: 1px solid $border; }
""")
