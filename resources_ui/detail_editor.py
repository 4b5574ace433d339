"""The panel beside the table: one resource to look at and to edit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QStackedLayout, QWidget

from app.domain.resource import Resource
from app.domain.resource_type import DEFAULT_TYPE, ResourceType
from app.domain.scope import Scope
from app.domain.secret import SecretContent, SecretEdit
from app.domain.secret_text import SecretText
from app.domain.type_icon import PLAIN_TYPE_ICON
from app.domain.wrapper import Wrapper
from app.errors import Problem
from app.overriding import override
from app.presentation.moments import long_ago
from app.presentation.resource_facts import Fact, facts_of
from app.presentation.resource_form import ResourceForm, SecretState
from resources_ui.announcements import announce
from resources_ui.empty_state import EmptyState
from resources_ui.icons import Icons
from resources_ui.tokens import DETAIL_MAX_WIDTH, DETAIL_MIN_WIDTH

if TYPE_CHECKING:
    from resources_ui.detail_page import DetailPage

_NOTHING = ("Nothing selected", "Choose a resource in the list to see and edit it here.")
_AGE_REFRESH = 30_000  # ms


class DetailEditor(QFrame):
    """Shows one resource, takes edits, and asks for what only the window can do.

    It writes nothing itself: `save_requested` and the other signals ask, and the window answers
    with `show_resource` of what is then stored.

    Args:
        icons: Where icons come from.
        clock: Says what time it is, aware and in the person's time zone.
        parent: The widget that it belongs to.
    """

    save_requested = Signal()  # there is no problem: take `form.draft()` and `secret_edit()`
    revert_requested = Signal()
    trash_requested = Signal()
    restore_requested = Signal()
    favourite_toggled = Signal(bool)
    reveal_requested = Signal()  # decrypt, then call `show_secret` or `hide_secret`
    copy_secret_requested = Signal()  # take `secret_in_hand`, or decrypt
    secret_shown_changed = Signal(bool)
    unlock_requested = Signal()
    copy_text_requested = Signal(str)
    open_uri_requested = Signal(str)
    dirty_changed = Signal(bool)
    menu_requested = Signal(QPoint)  # global, where the menu opens

    def __init__(
        self, icons: Icons, clock: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._icons = icons
        self._page: DetailPage | None = None
        self._form: ResourceForm | None = None
        self._was_dirty = False
        self._is_ready = False
        self._is_locked = False
        self._hide_after = 60.0  # seconds
        self.setObjectName("detailEditor")
        self.setAccessibleName("Details")
        self.setProperty("surface", "panel")
        self.setMinimumWidth(DETAIL_MIN_WIDTH)
        self.setMaximumWidth(DETAIL_MAX_WIDTH)
        self._empty = EmptyState(icons, "panel-right", title=_NOTHING[0], sentence=_NOTHING[1])
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._empty)
        self._age_timer = QTimer(self)
        self._age_timer.setInterval(_AGE_REFRESH)
        self._age_timer.timeout.connect(self._update_header)

    def _built(self) -> DetailPage:
        """The widgets, made now if they are not there: before the first paint nobody needs them."""
        if self._page is None:
            from resources_ui.detail_page import DetailPage  # noqa: PLC0415 - 0.1 s with making it

            self._page = DetailPage(self._icons, parent=self)
            self._stack.addWidget(self._page)
            self._connect(self._page)
            secret = self._page.fields.secret
            secret.set_hide_after(self._hide_after)
            secret.set_ready(self._is_ready)
            secret.set_locked(self._is_locked)
        return self._page

    def _connect(self, page: DetailPage) -> None:
        page.header.favourite_toggled.connect(self.favourite_toggled)
        page.header.menu_requested.connect(self.menu_requested)
        page.fields.edited.connect(self._update)
        page.fields.copy_username_requested.connect(self._on_copy_username_requested)
        page.fields.open_uri_requested.connect(self._on_open_uri_requested)
        secret = page.fields.secret
        secret.reveal_requested.connect(self.reveal_requested)
        secret.copy_requested.connect(self.copy_secret_requested)
        secret.unlock_requested.connect(self.unlock_requested)
        secret.shown_changed.connect(self.secret_shown_changed)
        page.footer.trash.clicked.connect(self._on_trash_clicked)
        page.footer.restore.clicked.connect(self._on_restore_clicked)
        page.footer.revert.clicked.connect(self._on_revert_clicked)
        page.footer.save.clicked.connect(self._on_save_clicked)

    # --- what is shown --------------------------------------------------------------------------

    def show_resource(
        self,
        resource: Resource,
        *,
        types: Sequence[ResourceType],
        scopes: Sequence[Scope],
        wrappers: Sequence[Wrapper],
        tags: Sequence[str],
    ) -> None:
        """Show a resource as it is stored; unsaved edits and plaintext are dropped."""
        form = ResourceForm(resource, types=types)
        self._start(form, types=types, scopes=scopes, wrappers=wrappers, tags=tags)

    def show_new(
        self,
        type_key: str = DEFAULT_TYPE,
        *,
        types: Sequence[ResourceType],
        scopes: Sequence[Scope],
        wrappers: Sequence[Wrapper],
        tags: Sequence[str],
    ) -> None:
        """Show the empty form of a resource to be made, ready to type its name."""
        form = ResourceForm(None, types=types, type_key=type_key)
        self._start(form, types=types, scopes=scopes, wrappers=wrappers, tags=tags)
        self.focus_name()

    def refresh_resource(
        self,
        resource: Resource,
        *,
        types: Sequence[ResourceType],
        scopes: Sequence[Scope],
        wrappers: Sequence[Wrapper],
        tags: Sequence[str],
    ) -> None:
        """Show a newer state of the resource that is shown; what was typed stays.

        After a write that was not this form's own, such as a star or an undo, or after its own,
        when more was typed meanwhile. A new resource goes on as the stored one.
        """
        form = self._form
        if form is None or (form.original is not None and form.original.key != resource.key):
            self.show_resource(resource, types=types, scopes=scopes, wrappers=wrappers, tags=tags)
            return
        fields = self._built().fields
        form.rebase(resource)
        fields.set_lists(types=types, scopes=scopes, wrappers=wrappers, tags=tags, form=form)
        fields.secret.set_has_stored(has_stored=resource.has_secret)
        fields.set_facts(self._facts(resource))
        fields.refresh()
        self._update()

    def show_nothing(self) -> None:
        """Say that no resource is selected; unsaved edits and plaintext are dropped."""
        self._show_empty(*_NOTHING)

    def show_many(self, count: int) -> None:
        """Say that several are selected; unsaved edits and plaintext are dropped."""
        self._show_empty(
            f"{count:,} resources selected", "What you choose in the Resource menu is done to all."
        )

    # --- the edit -------------------------------------------------------------------------------

    @property
    def form(self) -> ResourceForm | None:
        """What is edited; None while no resource is shown."""
        return self._form

    @property
    def is_dirty(self) -> bool:
        """Whether there are unsaved edits."""
        return self._form is not None and self._form.is_dirty

    def save(self) -> None:
        """Ask for a save, or show every problem and go to the first."""
        if self._form is None or not self._is_ready or self._form.is_in_trash:
            return
        if self._form.try_save():
            self.save_requested.emit()
        else:
            self._show_problems()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show problems that a save came back with, beside their fields."""
        if self._form is not None:
            self._form.tell(problems)
            self._show_problems()

    def focus_name(self) -> None:
        """Let the person type another name."""
        if self._form is not None:
            self._built().fields.focus_name()

    def set_ready(self, is_ready: bool) -> None:
        """Whether there is an inventory that writes yet; without one it is only looked at."""
        self._is_ready = is_ready
        if is_ready or self._page is not None:
            self._built().fields.secret.set_ready(is_ready)
            self._update()

    # --- the secret -----------------------------------------------------------------------------

    @property
    def secret_in_hand(self) -> SecretText | None:
        """The secret where it is known without decrypting: shown or just typed."""
        return self._page.fields.secret.secret_in_hand if self._page else None

    @property
    def is_secret_shown(self) -> bool:
        """Whether plaintext can be read."""
        return self._page is not None and self._page.fields.secret.is_shown

    def secret_edit(self) -> SecretEdit:
        """What a save does to the secret."""
        form = self._form
        if form is None:
            return SecretEdit()
        field = self._built().fields.secret
        is_rewritten = form.secret_changes_shape and form.secret_state is SecretState.KEPT
        return SecretEdit(
            secret=field.secret_in_hand if is_rewritten else field.new_secret,
            description=form.sealed_description,
            is_removed=form.secret_state is SecretState.REMOVED,
        )

    def drop_secret_edit(self) -> None:
        """Forget what was typed to be encrypted: it is saved."""
        if self._form is not None:
            self._form.drop_secret()
            self._built().fields.secret.start(has_stored=self._form.has_stored_secret)
            self._built().fields.refresh()
            self._update()

    def toggle_secret(self) -> None:
        """Show the secret if it is hidden, hide it if it is shown."""
        if self._form is not None:
            self._built().fields.secret.toggle()

    def show_secret(self, content: SecretContent, *, key: int) -> None:
        """Show a secret that was asked for.

        Args:
            content: The plaintext.
            key: Of the resource it belongs to; it is dropped where another is shown by now.
        """
        form, fields = self._form, self._built().fields
        if form is None or form.original is None or form.original.key != key:
            return
        if fields.secret.is_busy:
            form.reveal(content)
            fields.secret.show_secret(content.main)
            fields.refresh()

    def hide_secret(self) -> None:
        """Take the plaintext out of every widget; also the answer to a reveal that failed."""
        if self._page is not None:
            self._page.fields.secret.hide_secret()

    def set_hide_after(self, seconds: float) -> None:
        """How long a shown secret stays to be read."""
        self._hide_after = seconds
        if self._page is not None:
            self._page.fields.secret.set_hide_after(seconds)

    def set_locked(self, is_locked: bool) -> None:
        """Lock: plaintext is dropped, also a secret that was typed and not saved."""
        self._is_locked = is_locked
        if is_locked and self._form is not None:
            self._form.drop_secret()
        if self._page is not None:
            self._page.fields.secret.set_locked(is_locked)
            self._page.fields.refresh()
            self._update()

    # --- inside ---------------------------------------------------------------------------------

    def _start(
        self,
        form: ResourceForm,
        *,
        types: Sequence[ResourceType],
        scopes: Sequence[Scope],
        wrappers: Sequence[Wrapper],
        tags: Sequence[str],
    ) -> None:
        before, self._form = self._form, form
        page = self._built()
        page.fields.set_lists(types=types, scopes=scopes, wrappers=wrappers, tags=tags, form=form)
        page.fields.set_form(form, self._facts(form.original), keeps_place=_is_same(before, form))
        self._stack.setCurrentWidget(page)
        self._update()

    def _show_empty(self, title: str, sentence: str) -> None:
        self._form = None
        self._empty.set_texts(title=title, sentence=sentence)
        self._stack.setCurrentWidget(self._empty)
        if self._page is not None:
            self._page.fields.set_form(None)
            self._update()

    def _facts(self, resource: Resource | None) -> list[Fact]:
        return facts_of(resource, self._clock().tzinfo) if resource else []

    def _show_problems(self) -> None:
        fields = self._built().fields
        fields.refresh_problems()
        fields.focus_first_problem()
        problems = self._form.shown_problems if self._form else []
        announce(self, " ".join(problem.message for problem in problems), is_urgent=True)

    def _update(self) -> None:
        """Make header, footer and what can be edited fit the form."""
        form, page = self._form, self._built()
        is_living = form is not None and not form.is_in_trash
        page.fields.set_read_only(not (self._is_ready and is_living))
        page.header.set_buttons(
            are_shown=form is not None and not form.is_new,
            can_favourite=self._is_ready and is_living,
        )
        if form is not None and form.original is not None:
            page.header.set_favourite(form.original.favourite)
        page.footer.set_state(
            is_new=form is not None and form.is_new,
            is_in_trash=not is_living,
            is_ready=self._is_ready,
            is_dirty=self.is_dirty,
        )
        self._update_header()
        if self.is_dirty != self._was_dirty:
            self._was_dirty = self.is_dirty
            self.dirty_changed.emit(self._was_dirty)

    def _update_header(self) -> None:
        form, page = self._form, self._page
        if form is None or page is None:
            return
        kind = form.type
        type_name = kind.name if kind else form.text("type")
        page.header.set_icon(kind.icon if kind else PLAIN_TYPE_ICON)
        page.header.set_title(form.text("name").strip() or ("New resource" if form.is_new else "…"))
        page.header.set_subtitle(f"{type_name} · {self._what_happened(form)}")

    def _what_happened(self, form: ResourceForm) -> str:
        resource = form.original
        if resource is None:
            return "not saved yet"
        if form.is_dirty:
            return "unsaved changes"
        if resource.deleted is not None:
            return f"in the trash, moved {long_ago(resource.deleted, self._clock())}"
        return f"changed {long_ago(resource.updated, self._clock())}"

    @override
    def showEvent(self, event: QShowEvent) -> None:
        self._update_header()
        self._age_timer.start()
        super().showEvent(event)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self._age_timer.stop()
        super().hideEvent(event)

    def _on_trash_clicked(self, _checked: bool) -> None:
        self.trash_requested.emit()

    def _on_restore_clicked(self, _checked: bool) -> None:
        self.restore_requested.emit()

    def _on_revert_clicked(self, _checked: bool) -> None:
        self.revert_requested.emit()

    def _on_save_clicked(self, _checked: bool) -> None:
        self.save()

    def _on_copy_username_requested(self) -> None:
        if self._form is not None:
            self.copy_text_requested.emit(self._form.text("username").strip())

    def _on_open_uri_requested(self) -> None:
        if self._form is not None:
            self.open_uri_requested.emit(self._form.text("uri").strip())


def _is_same(before: ResourceForm | None, after: ResourceForm) -> bool:
    """Whether both are forms of one stored resource."""
    if before is None or before.original is None or after.original is None:
        return False
    return before.original.key == after.original.key
