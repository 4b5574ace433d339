from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QLabel, QPlainTextEdit
from pytestqt.qtbot import QtBot

from app.domain.resource_draft import ResourceDraft
from app.errors import Problem
from app.formats.import_document import RowProblem
from app.formats.plan import ImportPlan
from app.formats.record import ResourceRecord
from resources_ui.dialogs.import_preview import ImportPreviewDialog
from resources_ui.icons import Icons
from tests.finding import found

TOO_LONG = Problem("name", "too_long", "Name may have at most 64 characters.")


def opened(plan: ImportPlan, icons: Icons) -> ImportPreviewDialog:
    dialog = ImportPreviewDialog(plan, icons)
    dialog.open()
    return dialog


def button(dialog: ImportPreviewDialog, name: str) -> QAbstractButton:
    return found(dialog, QAbstractButton, name)


def test_numbers_problems_and_notes_are_shown(qtbot: QtBot, icons: Icons) -> None:
    plan = ImportPlan(
        new=[ResourceRecord(draft=ResourceDraft(name="a"))],
        problems=[RowProblem(3, TOO_LONG), RowProblem(9, TOO_LONG)],
        notes=["One human ID is taken here."],
    )
    dialog = opened(plan, icons)
    assert "1 new resource" in [label.text() for label in dialog.findChildren(QLabel)]
    problems = found(dialog, QPlainTextEdit, "importProblems").toPlainText()
    assert problems.splitlines() == [
        "Resource 3: Name may have at most 64 characters.",
        "Resource 9: Name may have at most 64 characters.",
    ]
    notes = found(dialog, QPlainTextEdit, "importNotes")
    assert notes.toPlainText() == "One human ID is taken here."


def test_import_is_wanted_by_its_button(qtbot: QtBot, icons: Icons) -> None:
    dialog = opened(ImportPlan(new=[ResourceRecord(draft=ResourceDraft(name="a"))]), icons)
    assert button(dialog, "importButton").text() == "Import 1 resource"
    with qtbot.waitSignal(dialog.accepted):
        button(dialog, "importButton").click()


def test_nothing_to_do_can_only_be_cancelled(qtbot: QtBot, icons: Icons) -> None:
    dialog = opened(ImportPlan(unchanged=60), icons)
    assert not button(dialog, "importButton").isEnabled()
    with qtbot.waitSignal(dialog.rejected), qtbot.assertNotEmitted(dialog.accepted):
        button(dialog, "cancelButton").click()


def test_shortening_is_asked_for_by_one_click(qtbot: QtBot, icons: Icons) -> None:
    plan = ImportPlan(problems=[RowProblem(3, TOO_LONG, can_be_shortened=True)])
    dialog = opened(plan, icons)
    with qtbot.waitSignal(dialog.shorten_requested), qtbot.assertNotEmitted(dialog.accepted):
        button(dialog, "shortenButton").click()


def test_shortening_is_not_offered_where_it_does_not_help(qtbot: QtBot, icons: Icons) -> None:
    dialog = opened(ImportPlan(problems=[RowProblem(3, TOO_LONG)]), icons)
    assert not button(dialog, "shortenButton").isVisible()
