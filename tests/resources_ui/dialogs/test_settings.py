from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QRadioButton, QSpinBox
from pytestqt.qtbot import QtBot

from app.settings import Settings
from resources_ui.dialogs.settings import SettingsDialog
from resources_ui.theme import Theme
from tests.finding import found

BEFORE = Settings(theme="light", compact_rows=True, clear_clipboard_after=45, hide_secrets_after=90)


@pytest.fixture
def dialog(qtbot: QtBot, theme: Theme) -> SettingsDialog:
    made = SettingsDialog(BEFORE)
    made.open()
    return made


def test_settings_are_shown_as_they_are(dialog: SettingsDialog) -> None:
    assert found(dialog, QRadioButton, "lightThemeButton").isChecked()
    assert found(dialog, QCheckBox, "compactRowsBox").isChecked()
    assert found(dialog, QSpinBox, "clearClipboardSpin").value() == 45
    assert found(dialog, QSpinBox, "hideSecretsSpin").value() == 90


def test_each_change_is_told_at_once(dialog: SettingsDialog) -> None:
    told: list[Settings] = []
    dialog.settings_changed.connect(told.append)
    found(dialog, QRadioButton, "darkThemeButton").click()
    found(dialog, QCheckBox, "compactRowsBox").click()
    found(dialog, QSpinBox, "clearClipboardSpin").setValue(10)
    found(dialog, QSpinBox, "hideSecretsSpin").setValue(20)
    dark = BEFORE._replace(theme="dark")
    roomy = dark._replace(compact_rows=False)
    quick = roomy._replace(clear_clipboard_after=10)
    assert told == [dark, roomy, quick, quick._replace(hide_secrets_after=20)]


def test_typed_number_is_told_once_it_is_whole(dialog: SettingsDialog) -> None:
    told: list[Settings] = []
    dialog.settings_changed.connect(told.append)
    spin = found(dialog, QSpinBox, "clearClipboardSpin")
    spin.selectAll()
    QTest.keyClicks(spin, "120")
    assert told == []
    QTest.keyClick(spin, Qt.Key.Key_Return)
    assert [each.clear_clipboard_after for each in told] == [120]


def test_waits_cannot_be_switched_off(dialog: SettingsDialog) -> None:
    for name in ("clearClipboardSpin", "hideSecretsSpin"):
        spin = found(dialog, QSpinBox, name)
        assert (spin.minimum(), spin.maximum()) == (5, 600)
