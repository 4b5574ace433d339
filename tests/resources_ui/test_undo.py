"""A command asks for its write to be taken back, and never does it itself."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtGui import QUndoStack
from pytestqt.qtbot import QtBot

from app.domain.changes import Changes
from resources_ui.undo import ChangeCommand, UndoSignals
from tests.inventories import draft, opened


@pytest.fixture
def asked() -> list[ChangeCommand]:
    return []


@pytest.fixture
def signals(qtbot: QtBot, asked: list[ChangeCommand]) -> UndoSignals:
    made = UndoSignals()
    made.take_back_requested.connect(asked.append)
    return made


def test_push_asks_for_nothing_because_the_write_is_done(
    signals: UndoSignals, asked: list[ChangeCommand]
) -> None:
    stack = QUndoStack()
    stack.push(ChangeCommand("Edit", Changes(7), signals))

    assert asked == []
    assert stack.undoText() == "Edit"


def test_each_undo_and_redo_asks_once(signals: UndoSignals, asked: list[ChangeCommand]) -> None:
    stack = QUndoStack()
    command = ChangeCommand("Edit", Changes(7), signals)
    stack.push(command)
    stack.undo()
    stack.redo()

    assert asked == [command, command]


def test_silent_step_moves_the_stack_and_asks_nothing(
    signals: UndoSignals, asked: list[ChangeCommand]
) -> None:
    stack = QUndoStack()
    command = ChangeCommand("Edit", Changes(7), signals)
    stack.push(command)
    command.step_silently()
    stack.undo()
    assert (asked, stack.index()) == ([], 0)

    stack.redo()
    assert asked == [command]


def test_revert_can_be_reverted_any_number_of_times(empty: Path, signals: UndoSignals) -> None:
    with closing(opened(empty)) as inventory:
        changes = inventory.add(draft("Atlas"))
        (key,) = changes.added
        command = ChangeCommand("New resource", changes, signals)
        for _ in range(3):
            assert command.revert(inventory).removed == (key,)
            assert command.revert(inventory).added == (key,)
        assert inventory.resource(key).name == "Atlas"


def test_write_that_changed_nothing_has_nothing_to_revert(
    empty: Path, signals: UndoSignals
) -> None:
    with closing(opened(empty)) as inventory:
        assert ChangeCommand("Edit", Changes(), signals).revert(inventory).is_empty
