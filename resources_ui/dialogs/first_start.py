"""The page of the first start: where the inventory lives, and who keeps its key."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.domain.secret_text import SecretText
from app.domain.text import NAME_LIMIT, has_bad_characters
from resources_ui.announcements import announce
from resources_ui.buttons import Button
from resources_ui.dialogs.key_store_choice import KeyStoreChoice, StoreKind
from resources_ui.form_field import LineField, ProblemLine, WrappingLabel
from resources_ui.icons import Icons
from resources_ui.labels import ElidingLabel, IconLabel, plain_label
from resources_ui.tokens import (
    CELL_PADDING,
    GAP_SECTION,
    GRID,
    ICON_BAR,
    ICON_EMPTY,
    PANEL_EDGE,
)

_SENTENCE = (
    "An inventory of what you own and look after, with the secret of each thing encrypted. It"
    " works offline, on one file on this computer."
)
_WIDTH = 640
_EMAIL_LIMIT = 254


@dataclass(frozen=True, slots=True)
class StartChoice:
    """What the person chose for a new inventory.

    Args:
        path: Of the file to make.
        store_kind: Who keeps the key.
        passphrase: Of the key file; None for the keyring, and where a file gives it.
        owner: Name for the key and the history; may be "".
        email: For the key; may be "".
        sample: Begin with the sample inventory.
    """

    path: Path
    store_kind: StoreKind
    passphrase: SecretText | None
    owner: str
    email: str
    sample: bool


class FirstStartPage(QWidget):
    """One calm page with two ways on.

    Args:
        path: Where the inventory will live unless the person chooses another place.
        icons: Where icons come from.
        key_store: What the command line asks for, `keyring` or `passphrase`; None asks the system
            (`set_has_keyring`).
        asks_passphrase: False where a file gives the passphrase.
        parent: The widget that it belongs to.
    """

    start_requested = Signal(object)  # StartChoice; busy until `show_error`
    other_place_requested = Signal()  # ask, then call `set_path`

    def __init__(
        self,
        path: Path,
        icons: Icons,
        *,
        key_store: str | None = None,
        asks_passphrase: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("firstStartPage")
        self.setProperty("surface", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._path = path
        self._is_busy = False
        kind: StoreKind | None = "passphrase" if key_store == "passphrase" else None
        self._store = KeyStoreChoice(
            icons,
            kind="keyring" if key_store == "keyring" else kind,
            asks_passphrase=asks_passphrase,
        )
        self._store.changed.connect(self._update)
        self._build(icons)
        self._lay_out(icons)
        self.setFocusProxy(self._empty)
        self.set_path(path)
        self._update()

    def _build(self, icons: Icons) -> None:
        self._place = ElidingLabel(mode=Qt.TextElideMode.ElideMiddle)
        self._place.setObjectName("inventoryPath")
        self._other_place = Button("Choose another place…")
        self._other_place.setObjectName("otherPlaceButton")
        self._other_place.clicked.connect(self._on_other_place_clicked)
        self._owner = LineField(
            icons, "owner", "Your name", object_name="ownerEdit", placeholder="Optional"
        )
        self._email = LineField(
            icons, "email", "E-mail", object_name="emailEdit", placeholder="Optional"
        )
        self._problem = ProblemLine(icons)
        self._problem.setObjectName("startProblem")
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName("Making your key and your inventory")
        self._empty = Button("Start empty", kind="primary")
        self._empty.setObjectName("startEmptyButton")
        self._empty.clicked.connect(self._on_empty_clicked)
        self._sample = Button("Try it with a sample inventory")
        self._sample.setObjectName("startSampleButton")
        self._sample.clicked.connect(self._on_sample_clicked)

    def _lay_out(self, icons: Icons) -> None:
        middle = QWidget()
        middle.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, PANEL_EDGE, 0, PANEL_EDGE)
        column.setSpacing(GAP_SECTION)
        column.addStretch(2)
        column.addLayout(_mark(icons))
        column.addWidget(WrappingLabel("Welcome to Strongroom", role="title"))
        column.addWidget(WrappingLabel(_SENTENCE, role="muted"))
        column.addWidget(self._card(icons))
        column.addWidget(self._problem)
        buttons = QHBoxLayout()
        buttons.setSpacing(CELL_PADDING)
        buttons.addWidget(self._empty)
        buttons.addWidget(self._sample)
        buttons.addStretch()
        column.addLayout(buttons)
        column.addWidget(self._progress)
        column.addStretch(3)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(_scrolled(middle))

    def _card(self, icons: Icons) -> QFrame:
        card = QFrame()
        card.setProperty("surface", "card")
        texts = QVBoxLayout()
        texts.setSpacing(GRID)
        title = plain_label("Your inventory", role="field")
        texts.addWidget(title, alignment=Qt.AlignmentFlag.AlignLeft)
        texts.addWidget(self._place)
        place = QHBoxLayout()
        place.setSpacing(CELL_PADDING)
        folder = IconLabel(icons, "folder", size=ICON_BAR)
        place.addWidget(folder, alignment=Qt.AlignmentFlag.AlignTop)
        place.addLayout(texts, 1)
        place.addWidget(self._other_place)
        person = QHBoxLayout()
        person.setSpacing(CELL_PADDING)
        for field in (self._owner, self._email):
            person.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(PANEL_EDGE, PANEL_EDGE, PANEL_EDGE, PANEL_EDGE)
        inside.setSpacing(PANEL_EDGE)
        inside.addLayout(place)
        inside.addWidget(self._store)
        inside.addLayout(person)
        return card

    # --- what it is told ------------------------------------------------------------------------

    def set_path(self, path: Path) -> None:
        """Say where the inventory will live."""
        self._path = path
        self._place.setText(str(path))
        self._problem.set_text("")

    def set_has_keyring(self, has_keyring: bool) -> None:
        """Say whether this system has a keyring; without one there is the key file."""
        self._store.set_has_keyring(has_keyring)
        if not (self._owner.edit.hasFocus() or self._email.edit.hasFocus()):
            self.setFocus()

    def show_error(self, sentence: str) -> None:
        """Say what went wrong while the inventory was made, and let the person try again."""
        self._is_busy = False
        self._problem.set_text(sentence)
        self._update()
        announce(self, sentence, is_urgent=True)

    # --- inside ---------------------------------------------------------------------------------

    def _update(self) -> None:
        self._store.set_busy(self._is_busy)
        for field in (self._owner, self._email):
            field.set_read_only(self._is_busy)
        for button in (self._empty, self._sample):
            button.setEnabled(self._store.kind is not None and not self._is_busy)
        self._other_place.setEnabled(not self._is_busy)
        self._progress.setVisible(self._is_busy)

    def _start(self, *, sample: bool) -> None:
        kind = self._store.kind
        if kind is None or self._is_busy or not (self._store.check() and self._check_person()):
            return
        choice = StartChoice(
            path=self._path,
            store_kind=kind,
            passphrase=self._store.passphrase,
            owner=self._owner.text().strip(),
            email=self._email.text().strip(),
            sample=sample,
        )
        self._is_busy = True
        self._problem.set_text("")
        self._update()
        self.start_requested.emit(choice)

    def _check_person(self) -> bool:
        """Whether name and address can be taken; what is wrong is said beside its field."""
        for field, what, limit in (
            (self._owner, "A name", NAME_LIMIT),
            (self._email, "An address", _EMAIL_LIMIT),
        ):
            field.set_problem(_text_problem(what, field.text().strip(), limit))
            if field.problem:
                field.take_focus()
                return False
        return True

    def _on_empty_clicked(self, _checked: bool) -> None:
        self._start(sample=False)

    def _on_sample_clicked(self, _checked: bool) -> None:
        self._start(sample=True)

    def _on_other_place_clicked(self, _checked: bool) -> None:
        self.other_place_requested.emit()


def _mark(icons: Icons) -> QHBoxLayout:
    """The program's mark, whose drawing has an edge of a sixteenth around it."""
    row = QHBoxLayout()
    row.setContentsMargins(-ICON_EMPTY // 16, 0, -ICON_EMPTY // 16, 0)
    mark = IconLabel(icons, "strongroom", size=ICON_EMPTY)
    row.addWidget(mark, alignment=Qt.AlignmentFlag.AlignLeft)
    return row


def _scrolled(middle: QWidget) -> QScrollArea:
    """The page's middle, in the middle, with a scroll bar where the window is small."""
    content = QWidget()
    content.setObjectName("content")
    around = QHBoxLayout(content)
    around.setContentsMargins(PANEL_EDGE, 0, PANEL_EDGE, 0)
    around.addStretch(1)
    around.addWidget(middle, 100)
    around.addStretch(1)
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    return area


def _text_problem(what: str, text: str, limit: int) -> str:
    if len(text) > limit:
        return f"{what} may have at most {limit} characters."
    return f"{what} has no control characters." if has_bad_characters(text) else ""
