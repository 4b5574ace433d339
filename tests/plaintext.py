"""Looks for plaintext that should be gone."""

from __future__ import annotations

import gc

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QAccessible, QTextDocument
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from app.domain.secret_text import SecretText

_TEXT_TYPES = frozenset({"QString", "QStringList", "QByteArray", "QVariant", "QUrl"})


def places_of(canary: str, root: QWidget) -> list[str]:
    """Where in a widget, its children, their documents and undo histories a text can be read."""
    found: list[str] = []
    for each in [root, *root.findChildren(QObject)]:
        found += [f"{_name(each)}: {place}" for place in _places(canary, each)]
    return found


def secrets_held(canary: str) -> int:
    """How many `SecretText`s with it are alive, once what was closed is deleted."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    return sum(
        isinstance(each, SecretText) and canary in each.reveal() for each in gc.get_objects()
    )


def _places(canary: str, each: QObject) -> list[str]:
    places = [
        f"property {name}" for name in _property_names(each) if canary in str(each.property(name))
    ]
    if isinstance(each, QWidget):
        places += [f"accessible {kind}" for kind, text in _accessible(each) if canary in text]
    if isinstance(each, QLabel | QLineEdit) and canary in each.text():
        places.append("text")
    if isinstance(each, QLineEdit) and _comes_back(canary, each):
        places.append("undo")
    if isinstance(each, QTextDocument):
        if canary in each.toRawText():
            places.append("document")
        if each.isUndoAvailable() or each.isRedoAvailable():
            places.append("undo of a document")
    return places


def _property_names(each: QObject) -> list[str]:
    """Those that may hold text; some others cannot be read from Python."""
    meta = each.metaObject()
    every = [meta.property(number) for number in range(meta.propertyCount())]
    fixed = [_decoded(one.name()) for one in every if _decoded(one.typeName()) in _TEXT_TYPES]
    added = [_decoded(name.data()) for name in each.dynamicPropertyNames()]
    return fixed + [name for name in added if not name.startswith("_")]  # those are Qt's


def _decoded(name: str | bytes | bytearray | memoryview) -> str:
    return name if isinstance(name, str) else bytes(name).decode()


def _accessible(widget: QWidget) -> list[tuple[str, str]]:
    interface = QAccessible.queryAccessibleInterface(widget)
    if interface is None:
        return []
    kinds = (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value)
    return [(kind.name, interface.text(kind)) for kind in kinds]


def _comes_back(canary: str, edit: QLineEdit) -> bool:
    """Whether undo brings it back; leaves the text as it is."""
    steps = 0
    while edit.isUndoAvailable() and steps < 100:
        edit.undo()
        steps += 1
        if canary in edit.text():
            return True
    for _ in range(steps):
        edit.redo()
    return False


def _name(each: QObject) -> str:
    return each.objectName() or type(each).__name__
