"""The settings, applied as soon as they are changed."""

from __future__ import annotations

from typing import get_args

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.settings import SECONDS_RANGE, Settings, ThemeChoice
from resources_ui.buttons import Button
from resources_ui.dialogs.dialog import Dialog
from resources_ui.labels import plain_label
from resources_ui.tokens import CELL_PADDING, GAP_GROUP, GAP_SECTION

_THEMES: dict[ThemeChoice, str] = {"system": "As the system", "light": "Light", "dark": "Dark"}
_SPIN_WIDTH = 132


class SettingsDialog(Dialog):
    """Look and waits. There is nothing to confirm: each change is told at once.

    Args:
        settings: As they are now.
        parent: The window.
    """

    settings_changed = Signal(object)  # Settings

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__("Settings", parent=parent)
        self.setObjectName("settingsDialog")
        self._settings = settings
        leading = Qt.AlignmentFlag.AlignLeft
        self.body.addWidget(plain_label("Look", role="section"), alignment=leading)
        self.body.addLayout(self._look())
        self.body.addWidget(plain_label("Secrets", role="section"), alignment=leading)
        self.body.addLayout(self._waits())
        close = Button("Close", kind="primary")
        close.setObjectName("closeButton")
        close.setDefault(True)
        close.clicked.connect(self._on_close_clicked)
        self.add_buttons(close)
        self._themes.buttons()[get_args(ThemeChoice).index(settings.theme)].setFocus()

    def _look(self) -> QVBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP_SECTION)
        self._themes = QButtonGroup(self)
        for number, (choice, text) in enumerate(_THEMES.items()):
            button = QRadioButton(text)
            button.setObjectName(f"{choice}ThemeButton")
            button.setChecked(choice == self._settings.theme)
            self._themes.addButton(button, number)
            row.addWidget(button)
        row.addStretch()
        self._themes.idToggled.connect(self._on_theme_toggled)
        self._compact = QCheckBox("Compact rows: one line for each resource")
        self._compact.setObjectName("compactRowsBox")
        self._compact.setChecked(self._settings.compact_rows)
        self._compact.toggled.connect(self._on_compact_toggled)
        column = QVBoxLayout()
        column.setSpacing(GAP_GROUP)
        column.addLayout(row)
        column.addWidget(self._compact)
        return column

    def _waits(self) -> QGridLayout:
        self._clear = _seconds("clearClipboardSpin", self._settings.clear_clipboard_after)
        self._clear.valueChanged.connect(self._on_clear_changed)
        self._hide = _seconds("hideSecretsSpin", self._settings.hide_secrets_after)
        self._hide.valueChanged.connect(self._on_hide_changed)
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP_SECTION)
        grid.setVerticalSpacing(CELL_PADDING)
        grid.setColumnStretch(0, 1)
        rows = (
            ("Clear a copied secret from the clipboard after", self._clear),
            ("Hide a revealed secret after", self._hide),
        )
        for number, (text, spin) in enumerate(rows):
            label = plain_label(text)
            label.setBuddy(spin)
            spin.setAccessibleName(text)
            grid.addWidget(label, number, 0, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(spin, number, 1)
        return grid

    def _on_theme_toggled(self, number: int, is_checked: bool) -> None:
        if is_checked:
            self._change(self._settings._replace(theme=list(_THEMES)[number]))

    def _on_compact_toggled(self, is_checked: bool) -> None:
        self._change(self._settings._replace(compact_rows=is_checked))

    def _on_clear_changed(self, seconds: int) -> None:
        self._change(self._settings._replace(clear_clipboard_after=seconds))

    def _on_hide_changed(self, seconds: int) -> None:
        self._change(self._settings._replace(hide_secrets_after=seconds))

    def _change(self, settings: Settings) -> None:
        self._settings = settings
        self.settings_changed.emit(settings)

    def _on_close_clicked(self, _checked: bool) -> None:
        self.accept()


def _seconds(name: str, value: int) -> QSpinBox:
    spin = QSpinBox()
    spin.setObjectName(name)
    spin.setRange(SECONDS_RANGE[0], SECONDS_RANGE[-1])
    spin.setSingleStep(5)
    spin.setSuffix(" seconds")
    spin.setKeyboardTracking(False)  # “120” is told once, not as 1, 12 and 120
    spin.setValue(value)
    spin.lineEdit().setTextMargins(GAP_GROUP, 0, GAP_GROUP, 0)
    spin.setFixedWidth(_SPIN_WIDTH)
    return spin
