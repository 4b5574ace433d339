from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionComboBox, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from app.presentation.resource_choices import Choice
from resources_ui.choice_combo import ChoiceCombo
from resources_ui.icons import Icons

CHOICES = [
    Choice("", "No scope"),
    Choice("a", "Alpha", "folder-tree"),
    Choice("b", "Beta", depth=2),
]


@pytest.fixture
def combo(qtbot: QtBot, icons: Icons) -> ChoiceCombo:
    made = ChoiceCombo(icons)
    qtbot.addWidget(made)
    made.set_choices(CHOICES)
    return made


def test_chosen_value_survives_other_choices(combo: ChoiceCombo) -> None:
    combo.set_value("b")
    combo.set_choices([*CHOICES[::-1], Choice("c", "Gamma")])
    assert combo.value == "b"
    assert combo.currentText() == "Beta"


def test_value_that_is_not_offered_chooses_nothing(combo: ChoiceCombo) -> None:
    combo.set_value("gone")
    assert combo.value == ""
    assert combo.currentIndex() == -1


def test_same_choices_again_change_nothing(qtbot: QtBot, combo: ChoiceCombo) -> None:
    combo.set_value("a")
    with qtbot.assertNotEmitted(combo.currentIndexChanged):
        combo.set_choices(list(CHOICES))


def test_typing_a_letter_chooses(combo: ChoiceCombo) -> None:
    combo.show()
    QTest.keyClicks(combo, "b")
    assert combo.value == "b"


def test_tree_is_indented_in_the_list_and_not_in_the_closed_box(combo: ChoiceCombo) -> None:
    combo.set_value("b")
    assert combo.currentText() == "Beta"
    option = QStyleOptionViewItem()
    delegate = combo.itemDelegate()
    assert isinstance(delegate, QStyledItemDelegate)
    delegate.initStyleOption(option, combo.model().index(2, 0))
    assert option.text.strip() == "Beta"
    assert option.text != "Beta"


def test_long_entry_makes_the_box_no_wider_and_is_elided(combo: ChoiceCombo) -> None:
    before = combo.minimumSizeHint().width()
    combo.set_choices([Choice("x", "w" * 200)])
    combo.set_value("x")
    combo.resize(120, 32)
    assert combo.minimumSizeHint().width() == before
    option = QStyleOptionComboBox()
    combo.initStyleOption(option)
    assert option.currentText.endswith("…")


def test_unknown_icon_is_replaced(qtbot: QtBot, icons: Icons) -> None:
    combo = ChoiceCombo(icons)
    qtbot.addWidget(combo)
    combo.set_choices([Choice("x", "X", "no-such-icon")])
    assert not combo.itemIcon(0).isNull()
    assert not combo.grab().isNull()
