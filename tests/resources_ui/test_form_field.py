from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.presentation.resource_choices import Choice
from resources_ui.form_field import (
    ChoiceField,
    FormField,
    LineField,
    ParagraphField,
    ProblemLine,
    WrappingLabel,
)
from resources_ui.icons import Icons
from resources_ui.theme import Theme
from tests.finding import found

SENTENCE = "This sentence is long enough that it needs more than one line in a narrow panel."


def make_line(icons: Icons) -> FormField:
    return LineField(icons, "name", "Name", object_name="nameEdit")


def make_paragraph(icons: Icons) -> FormField:
    return ParagraphField(icons, "description", "Description", object_name="descriptionEdit")


def make_choice(icons: Icons) -> FormField:
    field = ChoiceField(icons, "scope", "Scope", object_name="scopeCombo")
    field.set_choices([Choice("", "None"), Choice("a", "A")])
    return field


@pytest.fixture(params=[make_line, make_paragraph, make_choice])
def field(request: pytest.FixtureRequest, qtbot: QtBot, icons: Icons) -> FormField:
    made: FormField = request.param(icons)
    qtbot.addWidget(made)
    made.show()
    return made


def test_set_text_is_silent_and_stands_there(qtbot: QtBot, field: FormField) -> None:
    with qtbot.assertNotEmitted(field.changed):
        field.set_text("a")
    assert field.text() == "a"


def test_problem_is_seen_said_and_taken_back(field: FormField) -> None:
    field.set_hint("A calm word.")
    assert field.control.accessibleDescription() == "A calm word."
    field.set_problem("This is wrong.")
    assert field.problem == "This is wrong."
    assert field.control.property("invalid")
    assert field.control.accessibleDescription() == "This is wrong."
    shown = [label.text() for label in field.findChildren(QLabel) if label.isVisible()]
    assert "This is wrong." in shown
    assert "A calm word." not in shown
    field.set_problem("")
    assert not field.control.property("invalid")
    assert field.control.accessibleDescription() == "A calm word."


def test_title_is_label_and_accessible_name(field: FormField) -> None:
    field.set_title("Other")
    assert field.control.accessibleName() == "Other"
    (label,) = (each for each in field.findChildren(QLabel) if each.buddy() is field.control)
    assert label.text() == "Other"


def test_red_edge_is_painted(qtbot: QtBot, icons: Icons) -> None:
    field = make_line(icons)
    qtbot.addWidget(field)
    field.show()
    before = field.control.grab().toImage()
    field.set_problem("This is wrong.")
    assert field.control.grab().toImage() != before


def test_text_that_was_set_cannot_be_undone_to_what_stood_before(
    qtbot: QtBot, icons: Icons
) -> None:
    field = ParagraphField(icons, "d", "D", object_name="descriptionEdit")
    qtbot.addWidget(field)
    field.edit.insertPlainText("of another resource")
    field.set_text("mine")
    assert not field.edit.document().isUndoAvailable()


def test_wrapping_label_takes_the_lines_it_needs_and_no_width(qtbot: QtBot, theme: Theme) -> None:
    panel = QWidget()
    qtbot.addWidget(panel)
    label = WrappingLabel(SENTENCE)
    column = QVBoxLayout(panel)
    column.addWidget(label)
    column.addStretch()
    panel.resize(160, 300)
    panel.show()
    assert panel.width() == 160
    assert label.height() >= 2 * label.fontMetrics().lineSpacing()


@pytest.mark.parametrize(
    ("direction", "side"),
    [
        (Qt.LayoutDirection.LeftToRight, Qt.AlignmentFlag.AlignLeft),
        (Qt.LayoutDirection.RightToLeft, Qt.AlignmentFlag.AlignRight),
    ],
)
def test_wrapping_label_starts_where_the_layout_starts(
    qtbot: QtBot, theme: Theme, direction: Qt.LayoutDirection, side: Qt.AlignmentFlag
) -> None:
    label = WrappingLabel(SENTENCE)
    qtbot.addWidget(label)
    label.setLayoutDirection(direction)
    assert label.alignment() & side


def test_problem_line_takes_no_room_while_there_is_none(qtbot: QtBot, icons: Icons) -> None:
    line = ProblemLine(icons)
    qtbot.addWidget(line)
    assert line.isHidden()
    line.set_text("This is wrong.")
    assert not line.isHidden()
    line.set_text("")
    assert line.isHidden()


def test_paragraph_that_may_be_edited_again_is_painted_so(
    qtbot: QtBot, icons: Icons, theme: Theme
) -> None:
    field = make_paragraph(icons)
    qtbot.addWidget(field)
    field.set_read_only(True)
    with qtbot.waitExposed(field):
        field.show()
    edit = found(field, QPlainTextEdit, "descriptionEdit")
    middle = edit.mapTo(field, edit.rect().center())

    def ground() -> str:
        """As it is on the screen, not as it would be painted now."""
        picture = field.screen().grabWindow(field.winId()).toImage()
        return picture.pixelColor(middle).name() if picture.rect().contains(middle) else ""

    qtbot.waitUntil(lambda: ground() == theme.color("bg").name())
    field.set_read_only(False)
    qtbot.waitUntil(lambda: ground() == theme.color("surface").name())
