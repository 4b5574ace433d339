from __future__ import annotations

import gc
import weakref

import pytest
from PySide6.QtCore import QEvent, QObject, QPointF, QRect, Qt
from PySide6.QtGui import QAccessible, QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.errors import VaultLockedError
from resources_ui.icons import Icons
from resources_ui.notices import Notices, Toast

LONG = "The disk is full; nothing was changed. Free some space and retry. " * 3


class Owner(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.undone = 0

    def undo(self) -> None:
        self.undone += 1


@pytest.fixture
def window(qtbot: QtBot, icons: Icons) -> QWidget:
    made = QWidget()
    made.resize(800, 600)
    QLineEdit(made).setObjectName("searchBar")
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def notices(window: QWidget, icons: Icons) -> Notices:
    return Notices(window, icons)


def toast_of(window: QWidget) -> Toast:
    toast = window.findChild(Toast, "toast")
    assert toast is not None
    return toast


def button_of(window: QWidget) -> QPushButton:
    button = toast_of(window).findChild(QPushButton)
    assert button is not None
    return button


def text_of(window: QWidget) -> str:
    label = toast_of(window).findChild(QLabel)
    assert label is not None
    return label.text()


def test_notice_stands_at_the_bottom_centre_and_stays_there(
    window: QWidget, notices: Notices
) -> None:
    notices.show("“github.com” was moved to the trash.", action_text="Undo")
    toast = toast_of(window)
    for width, height in ((800, 600), (1200, 500)):
        window.resize(width, height)
        assert abs(toast.geometry().center().x() - width // 2) <= 1
        assert toast.geometry().bottom() == height - 25


def test_undo_calls_back_once_and_closes(window: QWidget, notices: Notices) -> None:
    owner = Owner()
    notices.show("Moved to the trash.", action_text="Undo", on_action=owner.undo)
    QTest.mouseClick(button_of(window), Qt.MouseButton.LeftButton)
    assert owner.undone == 1
    assert not toast_of(window).isVisible()


def test_callback_of_a_closed_widget_is_not_kept(window: QWidget, notices: Notices) -> None:
    owner = Owner()
    watch = weakref.ref(owner)
    notices.show("Moved to the trash.", action_text="Undo", on_action=owner.undo)
    del owner
    gc.collect()
    assert watch() is None
    QTest.mouseClick(button_of(window), Qt.MouseButton.LeftButton)
    assert not toast_of(window).isVisible()


def test_notice_without_something_to_do_has_no_button(window: QWidget, notices: Notices) -> None:
    notices.show("Saved.")
    assert not button_of(window).isVisible()


def test_notice_replaces_the_one_before(window: QWidget, notices: Notices) -> None:
    first, second = Owner(), Owner()
    notices.show("One.", action_text="Undo", on_action=first.undo)
    notices.show("Two.", action_text="Undo", on_action=second.undo)
    assert len(window.findChildren(Toast)) == 1
    assert text_of(window) == "Two."
    button_of(window).click()
    assert (first.undone, second.undone) == (0, 1)


def test_notice_goes_by_itself(qtbot: QtBot, window: QWidget, icons: Icons) -> None:
    notices = Notices(window, icons, seconds=0.05)
    toast = toast_of(window)
    with qtbot.waitSignal(toast.closed):
        notices.show("Saved.")
        assert toast.isVisible()
    assert not toast.isVisible()


def test_notice_waits_while_the_focus_is_on_it(qtbot: QtBot, window: QWidget, icons: Icons) -> None:
    notices = Notices(window, icons, seconds=0.05)
    toast = toast_of(window)
    notices.show("Moved.", action_text="Undo")
    notices.take_focus()
    assert button_of(window).hasFocus()
    with qtbot.assertNotEmitted(toast.closed):
        QTest.qWait(150)
    with qtbot.waitSignal(toast.closed):
        window.findChild(QLineEdit).setFocus()


def test_notice_waits_for_the_focus_although_the_pointer_leaves(
    qtbot: QtBot, window: QWidget, icons: Icons
) -> None:
    notices = Notices(window, icons, seconds=0.05)
    toast = toast_of(window)
    notices.show("Moved.", action_text="Undo")
    notices.take_focus()
    with qtbot.assertNotEmitted(toast.closed):
        QApplication.sendEvent(toast, QEvent(QEvent.Type.Leave))
        QTest.qWait(150)


def test_notice_waits_while_the_pointer_is_on_it(
    qtbot: QtBot, window: QWidget, icons: Icons
) -> None:
    notices = Notices(window, icons, seconds=0.05)
    toast = toast_of(window)
    notices.show("Moved.", action_text="Undo")
    place = QPointF(5, 5)
    QApplication.sendEvent(toast, QEnterEvent(place, place, place))
    with qtbot.assertNotEmitted(toast.closed):
        QTest.qWait(150)
    with qtbot.waitSignal(toast.closed):
        QApplication.sendEvent(toast, QEvent(QEvent.Type.Leave))


def test_escape_closes_it_and_gives_the_focus_back(window: QWidget, notices: Notices) -> None:
    field = window.findChild(QLineEdit)
    field.setFocus()
    notices.show("Moved.", action_text="Undo")
    assert field.hasFocus(), "a notice never takes the focus by itself"
    notices.take_focus()
    QTest.keyClick(button_of(window), Qt.Key.Key_Escape)
    assert not toast_of(window).isVisible()
    assert field.hasFocus()


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_button_works_by_keyboard(window: QWidget, notices: Notices, key: Qt.Key) -> None:
    owner = Owner()
    notices.show("Moved.", action_text="Undo", on_action=owner.undo)
    notices.take_focus()
    QTest.keyClick(button_of(window), key)
    assert owner.undone == 1


def test_text_is_never_html_and_is_what_a_reader_is_told(window: QWidget, notices: Notices) -> None:
    text = "“<b>bold</b>” was moved to the trash."
    notices.show(text)
    label = toast_of(window).findChild(QLabel)
    assert label.textFormat() is Qt.TextFormat.PlainText
    name = QAccessible.queryAccessibleInterface(toast_of(window)).text(QAccessible.Text.Name)
    assert name == text


def test_error_is_shown_with_its_own_sentence(
    qtbot: QtBot, window: QWidget, notices: Notices
) -> None:
    with qtbot.waitSignal(notices.shown) as signal:
        notices.show_error(VaultLockedError())
    assert signal.args == [str(VaultLockedError())]
    assert text_of(window) == str(VaultLockedError())


@pytest.mark.parametrize("width", [320, 800])
def test_long_text_wraps_and_stays_inside(window: QWidget, notices: Notices, width: int) -> None:
    window.resize(width, 600)
    notices.show(LONG, action_text="Undo", kind="bad")
    toast = toast_of(window)
    label = toast.findChild(QLabel)
    assert toast.width() <= width - 40
    room = QRect(0, 0, label.width(), 10_000)
    needed = label.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap.value, LONG)
    assert label.wordWrap()
    assert label.height() >= needed.height()
    assert toast.rect().contains(button_of(window).geometry())
