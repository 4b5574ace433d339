from __future__ import annotations

import gc
import weakref

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from resources_ui.callbacks import Callback


class Taker(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.taken: list[str] = []

    def take(self, text: str) -> None:
        self.taken.append(text)


def test_method_of_a_living_object_is_called() -> None:
    taker = Taker()
    assert Callback(taker.take)("now")
    assert taker.taken == ["now"]


def test_callback_does_not_keep_its_owner_alive() -> None:
    taker = Taker()
    watch = weakref.ref(taker)
    callback = Callback(taker.take)
    del taker
    gc.collect()
    assert watch() is None
    assert not callback("too late")


def test_method_of_a_deleted_object_is_not_called_though_its_wrapper_lives() -> None:
    taker = Taker()
    callback = Callback(taker.take)
    shiboken6.delete(taker)
    assert not callback("too late")
    assert taker.taken == []


def test_method_of_qt_itself_works_and_is_held_weakly(qtbot: QtBot) -> None:
    label = QLabel()
    callback = Callback(label.setText)
    assert callback("shown")
    assert label.text() == "shown"
    shiboken6.delete(label)
    assert not callback("too late")


def test_plain_function_is_kept_and_called() -> None:
    taken: list[str] = []
    assert Callback(taken.append)("kept")
    assert taken == ["kept"]


def test_what_the_callable_raises_comes_through() -> None:
    with pytest.raises(ValueError, match="full"):
        Callback(_refuse)()


def _refuse() -> None:
    raise ValueError("full")
