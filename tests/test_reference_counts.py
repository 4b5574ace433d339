"""PySide6 does not eat references to None and True.

PySide6 6.12.0 gives one back too many for each call that returns one of them. On a Python before
3.12, where they are counted like any object, a window that runs for a while then dies with “Fatal
Python error: deallocating None”.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import PySide6
import pytest
from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

CALLS = 5_000
NOISE = 200
"""References that come and go by themselves while the calls are made."""

RESERVE = ([None] * 1_000_000, [True] * 1_000_000)
"""Keeps a process alive that loses references, so that it can say so."""

FOREVER = sys.version_info >= (3, 12)
"""None and True are immortal: their counts never change, so there the version must do."""


class Subject(QObject):
    """An object with a little of everything that returns None or True."""

    asked = Signal(object)

    def is_open(self) -> bool:
        return True

    @Slot(object, result=object)
    def answer(self, value: object) -> object:
        return value

    open = Property(bool, is_open)


def call_slots(subject: Subject, widget: QWidget) -> None:
    subject.asked.emit(None)
    subject.asked.emit(True)


def read_properties(subject: Subject, widget: QWidget) -> None:
    subject.property("open")
    subject.property("no such property")
    widget.property("enabled")


def call_methods(subject: Subject, widget: QWidget) -> None:
    widget.isEnabled()
    widget.setEnabled(True)
    widget.parent()
    widget.layout()
    subject.blockSignals(True)
    subject.signalsBlocked()
    subject.blockSignals(False)
    subject.objectName()


@pytest.mark.skipif(FOREVER, reason="None and True have no counts since Python 3.12")
@pytest.mark.parametrize("work", [call_slots, read_properties, call_methods])
@pytest.mark.parametrize("value", [None, True])
def test_calls_into_qt_keep_the_count(
    qtbot: QtBot, work: Callable[[Subject, QWidget], None], value: bool | None
) -> None:
    subject, widget = Subject(), QWidget()
    qtbot.addWidget(widget)
    subject.asked.connect(subject.answer)
    work(subject, widget)

    before = sys.getrefcount(value)
    for _ in range(CALLS):
        work(subject, widget)

    assert abs(sys.getrefcount(value) - before) < NOISE


def test_installed_version_is_not_the_one_that_eats_references() -> None:
    assert PySide6.__version__ != "6.12.0"
