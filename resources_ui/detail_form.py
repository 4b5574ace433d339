"""The fields of the detail editor, scrolled where there is no room for all of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.domain.address import can_open
from app.domain.resource_type import ResourceType
from app.domain.scope import Scope
from app.domain.wrapper import Wrapper
from app.errors import Problem
from app.overriding import override
from app.presentation.resource_choices import (
    scope_choices,
    status_choices,
    type_choices,
    wrapper_choices,
)
from app.presentation.resource_facts import Fact
from app.presentation.resource_form import SECRET, ResourceForm
from app.presentation.secret_titles import secret_title
from resources_ui.buttons import IconButton
from resources_ui.expander import Expander
from resources_ui.fact_list import FactList
from resources_ui.form_field import ChoiceField, FormField, LineField, ParagraphField, ProblemLine
from resources_ui.icons import Icons
from resources_ui.secret_field import SecretField
from resources_ui.tag_completer import TagCompleter
from resources_ui.tokens import CELL_PADDING, GAP_SECTION, GRID, PANEL_EDGE

_OPEN = "Open address…"
_CANNOT_OPEN = "Only http, https, mailto and ssh addresses can be opened"
_SEALED = "Inside the secret. Reveal the secret to read it."


class DetailForm(QScrollArea):
    """Shows a `ResourceForm` and writes into it what is typed.

    Args:
        icons: Where icons come from.
        parent: The widget that it belongs to.
    """

    edited = Signal()  # anything in the form changed
    copy_username_requested = Signal()
    open_uri_requested = Signal()

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form: ResourceForm | None = None
        self._is_read_only = False
        self._build_fields(icons)
        self._problem = ProblemLine(icons)
        self._problem.setObjectName("formProblem")
        self._lay_out(icons)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.verticalScrollBar().rangeChanged.connect(self._on_range_changed)
        for field in self.fields.values():
            field.changed.connect(self._on_field_changed)
        self.secret.state_changed.connect(self._on_secret_state_changed)
        self.secret.shown_changed.connect(self._on_secret_shown_changed)
        self._copy_username.clicked.connect(self._on_copy_username_clicked)
        self._open_uri.clicked.connect(self._on_open_uri_clicked)

    def _build_fields(self, icons: Icons) -> None:
        self._copy_username = IconButton(icons.icon("copy"), "Copy user name", shortcut="Ctrl+B")
        self._copy_username.setObjectName("copyUsernameButton")
        self._open_uri = IconButton(icons.icon("external-link"), _OPEN)
        self._open_uri.setObjectName("openUriButton")
        self._name = LineField(icons, "name", "Name", object_name="nameEdit")
        self._status = ChoiceField(icons, "status", "Status", object_name="statusCombo")
        self._status.set_choices(status_choices())
        self._type = ChoiceField(icons, "type", "Type", object_name="typeCombo")
        self._scope = ChoiceField(icons, "scope", "Scope", object_name="scopeCombo")
        self._wrapper = ChoiceField(icons, "wrapper", "Wrapper", object_name="wrapperCombo")
        self._description = ParagraphField(
            icons, "description", "Description", object_name="descriptionEdit"
        )
        tags = LineField(
            icons, "tags", "Tags", object_name="tagsEdit", placeholder="Separated by commas"
        )
        self._tag_completer = TagCompleter(tags.edit)
        self.secret = SecretField(icons)
        every: tuple[FormField, ...] = (
            self._name,
            self._type,
            self._status,
            LineField(
                icons,
                "username",
                "User name",
                object_name="usernameEdit",
                buttons=(self._copy_username,),
            ),
            self.secret,
            LineField(
                icons, "uri", "Address (URI)", object_name="uriEdit", buttons=(self._open_uri,)
            ),
            self._description,
            tags,
            self._scope,
            self._wrapper,
            LineField(icons, "external_id", "External ID", object_name="externalIdEdit"),
            LineField(icons, "reference_id", "Reference ID", object_name="referenceIdEdit"),
            LineField(icons, "image_url", "Image URL", object_name="imageUrlEdit"),
        )
        self.fields = {field.name: field for field in every}

    def _lay_out(self, icons: Icons) -> None:
        fields = self.fields
        kind = QHBoxLayout()
        kind.setSpacing(CELL_PADDING)
        for name in ("type", "status"):
            kind.addWidget(fields[name], 1, Qt.AlignmentFlag.AlignTop)
        more = QWidget()
        below = _column(more)
        self._more_fields = ("scope", "wrapper", "external_id", "reference_id", "image_url")
        for name in self._more_fields:
            below.addWidget(fields[name])
        self._facts = FactList()
        below.addWidget(self._facts)
        self._more = Expander(icons, "More", more)
        content = QWidget()
        content.setObjectName("content")
        self.setWidget(content)
        self._column = _column(content)
        self._column.addWidget(self._problem)
        self._column.addWidget(fields["name"])
        self._column.addLayout(kind)
        for name in ("username", SECRET, "uri", "description", "tags"):
            self._column.addWidget(fields[name], 1 if name == "description" else 0)
        self._column.addWidget(self._more)
        self._column.addStretch(1)
        self._update_margins()

    # --- what it is told ------------------------------------------------------------------------

    def set_lists(
        self,
        *,
        types: Sequence[ResourceType],
        scopes: Sequence[Scope],
        wrappers: Sequence[Wrapper],
        tags: Sequence[str],
        form: ResourceForm,
    ) -> None:
        """Offer what can be chosen, and what is chosen in the form even where it is gone."""
        self._type.set_choices(type_choices(types, form.text("type")))
        self._scope.set_choices(scope_choices(scopes, form.text("scope")))
        self._wrapper.set_choices(wrapper_choices(wrappers, form.text("wrapper")))
        self._tag_completer.set_tags(tags)

    def set_form(
        self, form: ResourceForm | None, facts: Sequence[Fact] = (), *, keeps_place: bool = False
    ) -> None:
        """Show another form.

        Args:
            form: None drops what was shown.
            facts: To read below the fields.
            keeps_place: It is the same resource again: stay where the person scrolled to.
        """
        self._form = form
        self.secret.start(has_stored=form is not None and form.has_stored_secret)
        self._facts.set_facts(facts)
        if not keeps_place:
            self.verticalScrollBar().setValue(0)
        self.refresh()

    def set_facts(self, facts: Sequence[Fact]) -> None:
        """Tell newer facts about the same resource."""
        self._facts.set_facts(facts)

    def set_read_only(self, is_read_only: bool) -> None:
        """Let the person look and not edit."""
        self._is_read_only = is_read_only
        for field in self.fields.values():
            field.set_read_only(is_read_only)
        self._update_description()

    def refresh(self) -> None:
        """Show what the form holds."""
        form = self._form
        for name, field in self.fields.items():
            if name != SECRET:
                field.set_text(form.text(name) if form else "")
        self._update_beside_fields()
        self.refresh_problems()

    def refresh_problems(self) -> None:
        """Say beside each field what is wrong with it; what fits no field at the top."""
        problems = {each.field: each.message for each in self._shown_problems()}
        for name, field in self.fields.items():
            field.set_problem(problems.pop(name, ""))
        self._problem.set_text(" ".join(problems.values()))
        if any(self.fields[name].problem for name in self._more_fields):
            self._more.set_expanded(True)

    def focus_first_problem(self) -> None:
        """Go to the first field that has one."""
        for field in self.fields.values():
            if field.problem:
                field.take_focus()
                self.ensureWidgetVisible(field, 0, PANEL_EDGE)
                return
        self.ensureWidgetVisible(self._problem)

    def focus_name(self) -> None:
        """Let the person type another name."""
        self._name.take_focus()
        self._name.edit.selectAll()
        self.ensureWidgetVisible(self._name)

    # --- inside ---------------------------------------------------------------------------------

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._update_margins()

    def _shown_problems(self) -> list[Problem]:
        return self._form.shown_problems if self._form else []

    def _on_field_changed(self, name: str) -> None:
        if self._form is None:
            return
        self._form.set_text(name, self.fields[name].text())
        if name == "type":
            self.fields["description"].set_text(self._form.text("description"))
        self._update_beside_fields()
        self.refresh_problems()
        self.edited.emit()

    def _on_secret_state_changed(self) -> None:
        if self._form is None:
            return
        self._form.set_secret_state(self.secret.state)
        self.refresh_problems()
        self.edited.emit()

    def _on_secret_shown_changed(self, is_shown: bool) -> None:
        if self._form is None or is_shown:
            return
        self._form.conceal()
        self.refresh()
        self.edited.emit()

    def _update_beside_fields(self) -> None:
        """What follows from the values: titles, buttons, the summary of what is folded away."""
        form = self._form
        self.secret.set_title(secret_title(form.type if form else None))
        self._copy_username.setEnabled(bool(form and form.text("username").strip()))
        uri = form.text("uri").strip() if form else ""
        self._open_uri.setEnabled(can_open(uri))
        self._open_uri.set_text(_OPEN if can_open(uri) or not uri else _CANNOT_OPEN)
        self._update_description()
        self._more.set_summary(self._summary())

    def _update_description(self) -> None:
        form, field = self._form, self._description
        is_sealed = form is not None and form.description_is_locked
        is_encrypted = form is not None and form.description_is_encrypted
        field.set_title("Encrypted description" if is_encrypted else "Description")
        field.set_read_only(self._is_read_only or is_sealed)
        field.edit.setPlaceholderText(_SEALED if is_sealed else "")

    def _summary(self) -> str:
        form = self._form
        chosen = [field.label for field in (self._scope, self._wrapper) if field.text()]
        typed = [form.text(name) for name in ("external_id", "reference_id")] if form else []
        return " · ".join(filter(None, [*chosen, *typed]))

    def _on_copy_username_clicked(self, _checked: bool) -> None:
        self.copy_username_requested.emit()

    def _on_open_uri_clicked(self, _checked: bool) -> None:
        self.open_uri_requested.emit()

    def _on_range_changed(self, _minimum: int, _maximum: int) -> None:
        self._update_margins()

    def _update_margins(self) -> None:
        """Keep the fields where they are whether or not there is a scroll bar beside them."""
        bar = self.verticalScrollBar()
        width = bar.sizeHint().width() if bar.maximum() > 0 else 0
        trailing = PANEL_EDGE - width
        left, right = (PANEL_EDGE, trailing) if self.isLeftToRight() else (trailing, PANEL_EDGE)
        self._column.setContentsMargins(left, GRID, right, GRID)


def _column(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(GAP_SECTION)
    return column
