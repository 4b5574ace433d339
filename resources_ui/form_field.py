"""Fields of a form: a label, a control, and what is wrong with what stands in it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.overriding import override
from app.presentation.resource_choices import Choice
from resources_ui.choice_combo import ChoiceCombo
from resources_ui.icons import Icons
from resources_ui.labels import IconLabel, plain_label
from resources_ui.tokens import GAP_LABEL, GRID

_PROBLEM_ICON = 14
_EDIT_MARGINS = 20  # of a text edit: padding, frame and the document's own


class WrappingLabel(QLabel):
    """Plain text over as many lines as it needs, which never makes its panel wider.

    It starts where the layout starts: Qt alone would align it by the language of the text.
    """

    def __init__(self, text: str = "", *, role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setWordWrap(True)
        if role:
            self.setProperty("role", role)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._align()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._align()

    def _align(self) -> None:
        flag = Qt.AlignmentFlag
        side = flag.AlignLeft if self.isLeftToRight() else flag.AlignRight
        self.setAlignment(side | flag.AlignAbsolute | flag.AlignVCenter)


class ProblemLine(QWidget):
    """A small red sentence with a sign; takes no room while there is none.

    Args:
        icons: For the sign.
        parent: The widget that it belongs to.
    """

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = WrappingLabel(role="problem")
        sign = IconLabel(icons, "triangle-alert", size=_PROBLEM_ICON, color="bad")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID + 2)
        row.addWidget(sign, alignment=Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._label, 1)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence; "" while there is none."""
        return self._label.text()

    def set_text(self, text: str) -> None:
        """Say what is wrong; "" when nothing is."""
        self._label.setText(text)
        self.setVisible(bool(text))


class FormField(QWidget):
    """A labelled control with its problem below it.

    Args:
        icons: For the sign of a problem.
        name: Of the field, told with `changed`.
        title: The label and the accessible name.
        control: What is filled in; its label's buddy.
        body: What stands below the label, where that is more than the control.
        buttons: Beside the control.
        parent: The widget that it belongs to.
    """

    changed = Signal(str)  # the field's name

    def __init__(
        self,
        icons: Icons,
        name: str,
        title: str,
        control: QWidget,
        *,
        body: QWidget | None = None,
        buttons: Sequence[QWidget] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.name = name
        self.control = control
        self._label = plain_label(role="field")
        self._label.setBuddy(control)
        self._hint = WrappingLabel(role="secondary")
        self._hint.hide()
        self._problem = ProblemLine(icons)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(body or control, 1)
        for button in buttons:
            row.addWidget(button, alignment=Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_LABEL)
        column.addWidget(self._label, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addLayout(row)
        column.addWidget(self._hint)
        column.addWidget(self._problem)
        self.set_title(title)

    @property
    def problem(self) -> str:
        """What is wrong, "" for nothing."""
        return self._problem.text

    def set_title(self, title: str) -> None:
        """Call it something else."""
        self._label.setText(title)
        self.control.setAccessibleName(title)

    def set_hint(self, text: str) -> None:
        """Say something calm below the control, while nothing is wrong; "" for nothing."""
        self._hint.setText(text)
        self._describe()

    def set_problem(self, text: str) -> None:
        """Say what is wrong; "" when nothing is."""
        if text == self._problem.text:
            return
        self._problem.set_text(text)
        self._describe()
        for control in self._marked():
            control.setProperty("invalid", bool(text))
            control.style().unpolish(control)
            control.style().polish(control)

    def text(self) -> str:
        """What stands in the control."""
        raise NotImplementedError

    def set_text(self, text: str) -> None:
        """Show something else, without `changed`."""
        raise NotImplementedError

    def set_read_only(self, is_read_only: bool) -> None:
        """Let the person look and not edit."""
        raise NotImplementedError

    def take_focus(self) -> None:
        """Let the person type here."""
        self.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _marked(self) -> Sequence[QWidget]:
        """The controls whose edge turns red."""
        return (self.control,)

    def _describe(self) -> None:
        description = self._problem.text or self._hint.text()
        self._hint.setVisible(bool(self._hint.text()) and not self._problem.text)
        for control in self._marked():
            control.setAccessibleDescription(description)

    def _on_control_changed(self) -> None:
        self.changed.emit(self.name)


class LineField(FormField):
    """One line of text, of any length: too much is a problem to see, never cut without a word."""

    def __init__(
        self,
        icons: Icons,
        name: str,
        title: str,
        *,
        object_name: str,
        buttons: Sequence[QWidget] = (),
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self._edit = QLineEdit()
        self._edit.setObjectName(object_name)
        self._edit.setPlaceholderText(placeholder)
        super().__init__(icons, name, title, self._edit, buttons=buttons, parent=parent)
        self._edit.textChanged.connect(self._on_control_changed)

    @property
    def edit(self) -> QLineEdit:
        """The control."""
        return self._edit

    @override
    def text(self) -> str:
        return self._edit.text()

    @override
    def set_text(self, text: str) -> None:
        if text == self._edit.text():
            return
        with QSignalBlocker(self):
            self._edit.setText(text)
        self._edit.setCursorPosition(0)

    @override
    def set_read_only(self, is_read_only: bool) -> None:
        self._edit.setReadOnly(is_read_only)


class ParagraphField(FormField):
    """Several lines of plain text; Tab goes on to the next field.

    Args:
        lines: The fewest and the most that are shown, as there is room.
    """

    def __init__(
        self,
        icons: Icons,
        name: str,
        title: str,
        *,
        object_name: str,
        lines: tuple[int, int] = (3, 8),
        parent: QWidget | None = None,
    ) -> None:
        self._edit = QPlainTextEdit()
        self._edit.setObjectName(object_name)
        self._edit.setTabChangesFocus(True)
        line = self._edit.fontMetrics().lineSpacing()
        self._edit.setMinimumHeight(lines[0] * line + _EDIT_MARGINS)
        self._edit.setMaximumHeight(lines[1] * line + _EDIT_MARGINS)
        super().__init__(icons, name, title, self._edit, parent=parent)
        self._edit.textChanged.connect(self._on_control_changed)

    @property
    def edit(self) -> QPlainTextEdit:
        """The control."""
        return self._edit

    @override
    def text(self) -> str:
        return self._edit.toPlainText()

    @override
    def set_text(self, text: str) -> None:
        """Show something else; what stood there cannot be had back by undo."""
        if text == self._edit.toPlainText():
            return
        with QSignalBlocker(self):
            self._edit.setPlainText(text)
        self._edit.document().clearUndoRedoStacks()

    @override
    def set_read_only(self, is_read_only: bool) -> None:
        self._edit.setReadOnly(is_read_only)
        self._edit.viewport().update()  # Qt updates the frame only


class ChoiceField(FormField):
    """One of several values."""

    def __init__(
        self,
        icons: Icons,
        name: str,
        title: str,
        *,
        object_name: str,
        parent: QWidget | None = None,
    ) -> None:
        self._combo = ChoiceCombo(icons)
        self._combo.setObjectName(object_name)
        super().__init__(icons, name, title, self._combo, parent=parent)
        self._combo.currentIndexChanged.connect(self._on_control_changed)

    @property
    def label(self) -> str:
        """What stands for the value that is chosen."""
        return self._combo.currentText()

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer other values; the one that is shown stays where it is among them."""
        with QSignalBlocker(self):
            self._combo.set_choices(choices)

    @override
    def text(self) -> str:
        return self._combo.value

    @override
    def set_text(self, text: str) -> None:
        with QSignalBlocker(self):
            self._combo.set_value(text)

    @override
    def set_read_only(self, is_read_only: bool) -> None:
        self._combo.setEnabled(not is_read_only)
