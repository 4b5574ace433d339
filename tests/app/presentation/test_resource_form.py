import subprocess
import sys
from datetime import UTC, datetime
from typing import Any

import pytest

from app.domain.resource_draft import draft_of
from app.domain.resource_type import SHIPPED_TYPES, ResourceType
from app.domain.secret import SecretContent
from app.domain.secret_text import SecretText
from app.domain.status import Status
from app.errors import InvalidResourceError, Problem
from app.presentation.resource_form import (
    CHOICE_FIELDS,
    TEXT_FIELDS,
    ResourceForm,
    SecretState,
)
from tests.made_resources import RETAIL, made_resource

ENCRYPTED = "password-and-description"


def form_of(**values: Any) -> ResourceForm:
    return ResourceForm(made_resource(**values), types=SHIPPED_TYPES)


def new_form(type_key: str = "account") -> ResourceForm:
    return ResourceForm(None, types=SHIPPED_TYPES, type_key=type_key)


def content(main: str = "hunter2", description: str | None = None) -> SecretContent:
    sealed = None if description is None else SecretText(description)
    return SecretContent(SecretText(main), sealed, SecretText("{}"))


def shown(form: ResourceForm) -> dict[str, str]:
    return {problem.field: problem.code for problem in form.shown_problems}


class TestValues:
    def test_untouched_resource_is_not_dirty_and_gives_its_own_draft(self) -> None:
        resource = made_resource(**RETAIL)
        form = ResourceForm(resource, types=SHIPPED_TYPES)
        assert not form.is_dirty
        assert form.changed_fields == ()
        assert form.draft() == draft_of(resource)

    def test_new_resource_begins_with_its_type_and_the_default_status(self) -> None:
        form = new_form("note")
        assert form.is_new
        assert not form.is_dirty
        assert form.values == {
            **dict.fromkeys((*TEXT_FIELDS, *CHOICE_FIELDS)),
            "type": "note",
            "status": "CREATED",
            "tags": (),
        }

    @pytest.mark.parametrize("field", [field for field in TEXT_FIELDS if field != "tags"])
    def test_typed_text_is_trimmed(self, field: str) -> None:
        form = form_of()
        form.set_text(field, "  other \t")
        assert form.text(field) == "  other \t"
        assert form.values[field] == "other"
        assert form.changed_fields == (field,)
        assert getattr(form.draft(), field) == "other"

    @pytest.mark.parametrize("field", ["name", "username", "uri", "reference_id"])
    def test_outer_white_space_alone_is_no_change(self, field: str) -> None:
        form = form_of()
        form.set_text(field, f" {form.text(field)}  ")
        assert not form.is_dirty

    def test_text_that_nobody_typed_in_is_kept_to_the_letter(self) -> None:
        form = form_of(description="  indented\n", tags=("a, b", "c"))
        form.set_text("name", "other")
        assert form.changed_fields == ("name",)
        assert form.draft().description == "  indented\n"
        assert form.draft().tags == ("a, b", "c")

    def test_blank_text_is_none(self) -> None:
        form = form_of()
        form.set_text("username", "   ")
        assert form.values["username"] is None
        assert form.draft().username is None

    def test_typing_back_what_was_there_is_no_change(self) -> None:
        form = form_of()
        form.set_text("name", "other")
        assert form.is_dirty
        form.set_text("name", "Server “atlas”")
        assert not form.is_dirty

    def test_tags_are_read_from_a_line(self) -> None:
        form = form_of()
        assert form.text("tags") == "home, work"
        form.set_text("tags", "work,  office , work, ")
        assert form.draft().tags == ("office", "work")

    def test_tags_in_another_order_are_no_change(self) -> None:
        form = form_of()
        form.set_text("tags", "work, home")
        assert not form.is_dirty

    @pytest.mark.parametrize(
        ("field", "value"),
        [("type", "device"), ("status", "IDLE"), ("scope", "scope_lab"), ("wrapper", "box")],
    )
    def test_choice_is_taken(self, field: str, value: str) -> None:
        form = form_of()
        form.set_text(field, value)
        assert form.changed_fields == (field,)
        assert getattr(form.draft(), field) == value

    def test_scope_can_be_taken_away(self) -> None:
        form = form_of()
        form.set_text("scope", "")
        assert form.draft().scope is None

    def test_what_is_not_edited_here_survives_an_edit(self) -> None:
        period = datetime(2026, 1, 1, tzinfo=UTC)
        form = form_of(**RETAIL, favourite=True, start_period=period, end_period=period)
        form.set_text("name", "Lamp")
        draft = form.draft()
        assert draft.fields == {"Rack unit": 12}
        assert draft.favourite
        assert (draft.product, draft.sub_products, draft.retail_price) == (
            "product_lamp",
            ("product_bulb",),
            4990,
        )
        assert draft.start_period == draft.end_period == period

    def test_every_edited_field_is_compared(self) -> None:
        form = form_of()
        for field in TEXT_FIELDS:
            form.set_text(field, "x")
        form.set_text("type", "device")
        form.set_text("status", Status.DONE)
        form.set_text("scope", "")
        form.set_text("wrapper", "")
        assert set(form.changed_fields) == {*TEXT_FIELDS, *CHOICE_FIELDS}

    def test_trash_is_known(self) -> None:
        assert form_of(deleted=datetime(2026, 3, 21, tzinfo=UTC)).is_in_trash
        assert not form_of().is_in_trash
        assert not new_form().is_in_trash


class TestRebase:
    def test_what_was_typed_stays_and_the_rest_follows(self) -> None:
        form = form_of()
        form.set_text("name", "other")
        form.rebase(made_resource(name="undone", status=Status.DONE, favourite=True, revision=4))
        assert form.text("name") == "other"
        assert form.text("status") == "DONE"
        assert form.changed_fields == ("name",)
        assert form.draft().favourite
        assert form.original is not None
        assert form.original.revision == 4

    def test_resource_that_lost_its_secret_has_none_to_keep(self) -> None:
        form = form_of()
        form.rebase(made_resource(has_secret=False))
        assert form.secret_state is SecretState.ABSENT

    def test_new_secret_that_was_typed_stays(self) -> None:
        form = form_of()
        form.set_secret_state(SecretState.NEW)
        form.rebase(made_resource(has_secret=False))
        assert form.secret_state is SecretState.NEW


class TestProblems:
    def test_nothing_is_said_before_anything_was_touched(self) -> None:
        assert new_form().shown_problems == []

    def test_problem_of_a_touched_field_is_shown_and_no_other(self) -> None:
        form = new_form()
        form.set_text("uri", "x" * 1025)
        assert shown(form) == {"uri": "too_long"}

    def test_save_shows_every_problem_at_once(self) -> None:
        form = new_form("password-string")
        form.set_text("username", "x" * 65)
        form.set_text("tags", "x" * 129)
        assert not form.try_save()
        assert shown(form) == {
            "name": "required",
            "username": "too_long",
            "tags": "tag_too_long",
            "secret": "required",
        }

    def test_problem_goes_when_it_is_mended(self) -> None:
        form = new_form()
        form.try_save()
        form.set_text("name", "Lamp")
        assert form.shown_problems == []
        assert form.try_save()

    @pytest.mark.parametrize(
        ("field", "limit"),
        [
            ("name", 64),
            ("username", 64),
            ("uri", 1024),
            ("image_url", 1024),
            ("description", 10_000),
            ("external_id", 256),
            ("reference_id", 256),
        ],
    )
    def test_one_character_too_many_is_a_problem_and_nothing_is_cut(
        self, field: str, limit: int
    ) -> None:
        form = form_of()
        form.set_text(field, "é" * limit)
        assert form.problems == []
        form.set_text(field, "é" * (limit + 1))
        assert shown(form) == {field: "too_long"}
        assert len(form.text(field)) == limit + 1
        with pytest.raises(InvalidResourceError):
            form.draft()

    @pytest.mark.parametrize("name", ["", "   ", "\u00a0"])
    def test_blank_name_is_a_problem(self, name: str) -> None:
        form = form_of()
        form.set_text("name", name)
        assert shown(form) == {"name": "required"}

    @pytest.mark.parametrize("name", ["🦊", "שרת הבית", "<b>bold</b>", "x" * 64])
    def test_unusual_name_is_none(self, name: str) -> None:
        form = form_of()
        form.set_text("name", name)
        assert form.draft().name == name

    def test_control_character_is_a_problem_except_a_line_in_a_description(self) -> None:
        form = form_of()
        form.set_text("name", "a\x07b")
        form.set_text("description", "a\nb\tc")
        assert shown(form) == {"name": "bad_characters"}

    def test_problem_that_a_save_came_back_with_stays_until_its_field_changes(self) -> None:
        form = form_of()
        form.tell([Problem("external_id", "taken", "Another resource has it.")])
        assert shown(form) == {"external_id": "taken"}
        form.set_text("name", "other")
        assert shown(form) == {"external_id": "taken"}
        form.set_text("external_id", "i-0abd")
        assert shown(form) == {}

    def test_problem_of_the_whole_goes_with_any_change(self) -> None:
        form = form_of()
        form.tell([Problem("", "odd", "That does not fit.")])
        assert shown(form) == {"": "odd"}
        form.set_text("name", "other")
        assert shown(form) == {}

    def test_told_problem_is_shown_instead_of_our_own_for_the_same_field(self) -> None:
        form = new_form()
        form.tell([Problem("name", "taken", "Another resource has it.")])
        form.try_save()
        assert shown(form) == {"name": "taken"}


class TestSecret:
    def test_state_follows_from_the_resource(self) -> None:
        assert form_of(has_secret=True).secret_state is SecretState.KEPT
        assert form_of(has_secret=False).secret_state is SecretState.ABSENT
        assert new_form().secret_state is SecretState.ABSENT

    @pytest.mark.parametrize("state", [SecretState.NEW, SecretState.REMOVED])
    def test_new_or_removed_secret_is_a_change(self, state: SecretState) -> None:
        form = form_of()
        form.set_secret_state(state)
        assert form.changed_fields == ("secret",)
        form.set_secret_state(SecretState.KEPT)
        assert not form.is_dirty

    def test_required_secret_cannot_be_removed(self) -> None:
        form = form_of(type="password-string")
        form.set_secret_state(SecretState.REMOVED)
        assert shown(form) == {"secret": "required"}

    def test_lock_drops_a_typed_secret_and_says_so(self) -> None:
        form = form_of()
        assert not form.drop_secret()
        form.set_secret_state(SecretState.NEW)
        form.set_text("name", "other")
        assert form.drop_secret()
        assert form.secret_state is SecretState.KEPT
        assert form.changed_fields == ("name",)


class TestEncryptedDescription:
    def form(self, **values: Any) -> ResourceForm:
        return form_of(**{"type": ENCRYPTED, "description": None} | values)

    def test_it_is_locked_until_the_secret_is_shown(self) -> None:
        form = self.form()
        assert form.description_is_locked
        form.reveal(content(description="PIN in the safe"))
        assert not form.description_is_locked
        assert form.text("description") == "PIN in the safe"
        assert not form.is_dirty

    def test_it_is_open_while_there_is_no_secret_yet(self) -> None:
        assert not new_form(ENCRYPTED).description_is_locked
        assert not self.form(has_secret=False).description_is_locked

    def test_edit_goes_into_the_secret_and_never_into_the_draft(self) -> None:
        form = self.form()
        form.reveal(content(description="old"))
        form.set_text("description", "new")
        assert form.changed_fields == ("description",)
        assert form.sealed_description == SecretText("new")
        assert form.draft().description is None

    def test_it_is_forgotten_when_hidden(self) -> None:
        form = self.form()
        form.reveal(content(description="old"))
        form.conceal()
        assert form.text("description") == ""
        assert form.description_is_locked
        assert not form.is_dirty

    def test_unsaved_edit_outlives_being_hidden(self) -> None:
        form = self.form()
        form.reveal(content(description="old"))
        form.set_text("description", "new")
        form.conceal()
        assert form.text("description") == ""
        assert form.sealed_description == SecretText("new")
        form.reveal(content(description="old"))
        assert form.text("description") == "new"

    def test_lock_drops_an_unsaved_edit_and_says_so(self) -> None:
        form = self.form()
        form.reveal(content(description="old"))
        form.set_text("description", "new")
        assert form.drop_secret()
        assert not form.is_dirty

    def test_emptied_description_is_saved_as_empty(self) -> None:
        form = self.form()
        form.reveal(content(description="old"))
        form.set_text("description", "")
        assert form.sealed_description == SecretText("")

    def test_no_value_of_the_form_shows_it(self) -> None:
        form = self.form()
        form.reveal(content(description="canary"))
        form.set_text("description", "canary!")
        assert "canary" not in repr(vars(form))
        assert "canary" not in repr(form.values)


class TestTypeChange:
    def test_between_types_that_keep_text_needs_nothing(self) -> None:
        form = form_of()
        form.set_text("type", "password-string")
        assert not form.secret_changes_shape
        assert form.problems == []

    def test_to_another_form_of_secret_asks_to_show_it_first(self) -> None:
        form = form_of()
        form.set_text("type", ENCRYPTED)
        assert shown(form) == {"type": "reveal_first"}
        form.reveal(content())
        assert form.secret_changes_shape
        assert shown(form) == {}

    def test_new_secret_needs_no_look_at_the_old_one(self) -> None:
        form = form_of()
        form.set_text("type", ENCRYPTED)
        form.set_secret_state(SecretState.NEW)
        assert shown(form) == {}

    def test_plain_description_moves_into_the_secret(self) -> None:
        form = form_of()
        form.set_text("type", ENCRYPTED)
        assert form.text("description") == "In the cellar."
        assert form.sealed_description == SecretText("In the cellar.")
        assert form.draft().description is None
        assert set(form.changed_fields) == {"type", "description"}

    def test_plain_description_still_moves_after_a_lock(self) -> None:
        form = form_of()
        form.set_text("type", ENCRYPTED)
        form.drop_secret()
        assert form.sealed_description == SecretText("In the cellar.")

    def test_encrypted_description_moves_out_where_it_was_shown(self) -> None:
        form = form_of(type=ENCRYPTED, description=None)
        form.reveal(content(description="PIN in the safe"))
        form.set_text("type", "account")
        assert form.draft().description == "PIN in the safe"
        assert form.sealed_description is None

    def test_lock_takes_back_a_description_on_its_way_out(self) -> None:
        form = form_of(type=ENCRYPTED, description=None)
        form.reveal(content(description="PIN in the safe"))
        form.set_text("type", "account")
        assert form.drop_secret()
        assert form.text("type") == ENCRYPTED
        assert form.text("description") == ""
        assert not form.is_dirty

    def test_there_and_back_is_no_change(self) -> None:
        form = form_of()
        form.set_text("type", ENCRYPTED)
        form.set_text("type", "server")
        assert not form.is_dirty
        assert form.text("description") == "In the cellar."

    def test_type_that_the_list_does_not_have_is_kept(self) -> None:
        form = form_of(type="gone")
        assert form.type is None
        form.set_text("name", "other")
        assert form.draft().type == "gone"


def test_looking_at_a_resource_needs_no_pydantic() -> None:
    program = (
        "import sys;"
        "from app.presentation.resource_form import ResourceForm;"
        "from tests.made_resources import made_resource;"
        "from app.domain.resource_type import SHIPPED_TYPES;"
        "form = ResourceForm(made_resource(), types=SHIPPED_TYPES);"
        "form.values, form.is_dirty, form.shown_problems;"
        "sys.exit('pydantic' in sys.modules or 'sqlmodel' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_type_is_the_one_that_is_chosen() -> None:
    form = form_of()
    form.set_text("type", "note")
    assert isinstance(form.type, ResourceType)
    assert form.type.name == "Note"
