"""Offers the recovery kit, and shows its code once."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QWidget

from app.domain.secret_text import SecretText
from app.overriding import override
from resources_ui.buttons import Button, IconButton
from resources_ui.dialogs.dialog import Dialog
from resources_ui.form_field import ProblemLine, WrappingLabel
from resources_ui.icons import Icons
from resources_ui.labels import plain_label
from resources_ui.tokens import CELL_PADDING, GAP_SECTION

_SENTENCE = (
    "One key opens all your secrets. If this computer or its key store is lost, the recovery kit is"
    " the only way back to them."
)
_STEPS = (
    "Save the kit: a file that holds your key, locked with a code.",
    "Write down the code that you are then shown.",
    "Keep file and code away from this computer, and not in the same place.",
)
_CODE_HEADING = "Write this code down"
_CODE_SENTENCE = (
    "The kit is saved. This code opens it and is not shown again; a new kit gets a new code."
)
_CODE_SIZE = 1.45  # of the usual font
_OVERWRITTEN = "\u2022"


class RecoveryKitDialog(Dialog):
    """Explains the kit, asks for it to be saved, then shows the code until it is closed.

    Args:
        icons: For the copy button.
        parent: The window.
    """

    save_requested = Signal()  # ask where, save, then call `show_code` or `show_error`
    copy_requested = Signal(object)  # SecretText, for a clipboard that is cleared

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__("Keep a recovery kit", sentence=_SENTENCE, width=520, parent=parent)
        self.setObjectName("recoveryKitDialog")
        self._code: SecretText | None = None
        self._steps = _steps()
        self._code_label = _code_label()
        self._copy = IconButton(icons.icon("copy"), "Copy code")
        self._copy.setObjectName("copyCodeButton")
        self._copy.clicked.connect(self._on_copy_clicked)
        self._code_card = _card(self._code_label, self._copy)
        self._code_card.hide()
        self._problem = ProblemLine(icons)
        for part in (self._steps, self._code_card, self._problem):
            self.body.addWidget(part)
        self._later = Button("Later")
        self._later.setObjectName("laterButton")
        self._later.setAutoDefault(False)
        self._later.clicked.connect(self._on_later_clicked)
        self._save = Button("Save the kit…", kind="primary")
        self._save.setObjectName("saveKitButton")
        self._save.setDefault(True)
        self._save.clicked.connect(self._on_save_clicked)
        self._done = Button("I have written it down", kind="primary")
        self._done.setObjectName("writtenDownButton")
        self._done.setAutoDefault(False)  # a stray Enter must not take the code away
        self._done.hide()
        self._done.clicked.connect(self._on_done_clicked)
        self.add_buttons(self._later, self._save, self._done)
        self._save.setFocus()

    def show_code(self, code: SecretText) -> None:
        """Show the code of the kit that was saved."""
        self._code = code
        self._problem.set_text("")
        self.set_heading(_CODE_HEADING, _CODE_SENTENCE)
        self._code_label.setText(code.reveal())
        for part in (self._steps, self._later, self._save):
            part.hide()
        self._code_card.show()
        self._done.show()
        self._done.setFocus()
        self.fit()

    def show_error(self, sentence: str) -> None:
        """Say why the kit was not saved."""
        self._problem.set_text(sentence)
        self.fit()

    @override
    def done(self, result: int) -> None:
        self._code = None
        self._code_label.setText(_OVERWRITTEN * len(self._code_label.text()))
        self._code_label.clear()
        super().done(result)

    def _on_save_clicked(self, _checked: bool) -> None:
        self._problem.set_text("")
        self.save_requested.emit()

    def _on_copy_clicked(self, _checked: bool) -> None:
        if self._code is not None:
            self.copy_requested.emit(self._code)

    def _on_later_clicked(self, _checked: bool) -> None:
        self.reject()

    def _on_done_clicked(self, _checked: bool) -> None:
        self.accept()


def _steps() -> QWidget:
    steps = QWidget()
    grid = QGridLayout(steps)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(CELL_PADDING)
    grid.setVerticalSpacing(CELL_PADDING)
    grid.setColumnStretch(1, 1)
    for row, text in enumerate(_STEPS):
        number = plain_label(f"{row + 1}", role="section")
        grid.addWidget(number, row, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(WrappingLabel(text), row, 1)
    return steps


def _code_label() -> QLabel:
    label = plain_label()
    label.setObjectName("recoveryCode")
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPointSizeF(label.font().pointSizeF() * _CODE_SIZE)
    font.setWeight(QFont.Weight.DemiBold)
    label.setFont(font)
    return label


def _card(label: QLabel, button: QWidget) -> QFrame:
    card = QFrame()
    card.setProperty("surface", "card")
    row = QHBoxLayout(card)
    row.setContentsMargins(GAP_SECTION, GAP_SECTION, CELL_PADDING, GAP_SECTION)
    row.addWidget(label, 1)
    row.addWidget(button)
    return card
