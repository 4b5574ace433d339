"""The clear text of a secret, as its type shapes it."""

from __future__ import annotations

import json
import traceback
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.resource_type import SHIPPED_TYPES, ResourceType, plain_type
from app.domain.secret import SecretContent, SecretEdit, compose, parse
from app.domain.secret_text import SecretText
from app.errors import InvalidResourceError

CANARY = "canary-4711"
TYPES = {kind.key: kind for kind in SHIPPED_TYPES}
ACCOUNT = TYPES["account"]
PASSWORD = TYPES["password-string"]
WITH_DESCRIPTION = TYPES["password-and-description"]
TOTP = TYPES["totp"]
ALL = TYPES["password-description-totp"]
OTP = {"secret_key": "JBSWY3DP", "digits": 8, "algorithm": "SHA256", "period": 60}

texts = st.text(max_size=40)


def object_type(*, description_encrypted: bool = False, **schema: Any) -> ResourceType:
    """A type as an import may bring it."""
    return ResourceType(
        key="own",
        uuid=UUID(int=7),
        name="Own",
        icon="box",
        secret_schema=json.dumps({"type": "object", **schema}),
        description_encrypted=description_encrypted,
    )


def shown(content: SecretContent) -> tuple[str, str | None]:
    """What the person sees."""
    description = content.description
    return content.main.reveal(), None if description is None else description.reveal()


def document(content: SecretContent) -> Any:
    """The clear text as JSON."""
    return json.loads(content.clear_text.reveal())


class TestText:
    @given(texts)
    def test_the_clear_text_is_the_secret_itself(self, text: str) -> None:
        content = compose(ACCOUNT, SecretText(text))
        assert content.clear_text.reveal() == text
        assert shown(content) == shown(parse(ACCOUNT, content.clear_text)) == (text, None)

    def test_json_in_a_password_stays_text(self) -> None:
        content = compose(PASSWORD, SecretText('{"password": "x"}'))
        assert shown(content) == ('{"password": "x"}', None)

    @pytest.mark.parametrize(("kind", "limit"), [(ACCOUNT, 16_384), (PASSWORD, 4_096)])
    def test_length_is_up_to_the_types_limit(self, kind: ResourceType, limit: int) -> None:
        assert compose(kind, SecretText("x" * limit))
        with pytest.raises(InvalidResourceError, match="look at its text"):
            compose(kind, SecretText("x" * (limit + 1)))


class TestObject:
    @given(texts, texts)
    def test_password_and_description_are_read_back(self, main: str, description: str) -> None:
        content = compose(WITH_DESCRIPTION, SecretText(main), SecretText(description))
        assert document(content) == {"password": main, "description": description}
        assert shown(parse(WITH_DESCRIPTION, content.clear_text)) == (main, description)

    def test_a_description_that_is_not_given_is_left_out(self) -> None:
        content = compose(WITH_DESCRIPTION, SecretText("pw"))
        assert document(content) == {"password": "pw"}
        assert shown(content) == ("pw", None)

    def test_a_one_time_key_has_the_usual_settings(self) -> None:
        content = compose(TOTP, SecretText("JBSWY3DP"))
        assert document(content) == {
            "totp": {"secret_key": "JBSWY3DP", "digits": 6, "algorithm": "SHA1", "period": 30}
        }
        assert shown(content) == ("JBSWY3DP", None)

    def test_all_fields_can_be_given_as_json(self) -> None:
        whole = {"password": "pw", "description": "d", "totp": OTP}
        content = compose(ALL, SecretText(json.dumps(whole)))
        assert document(content) == whole
        assert shown(content) == ("pw", "d")

    def test_a_description_beside_whole_json_takes_its_place(self) -> None:
        whole = SecretText(json.dumps({"password": "pw", "description": "old"}))
        assert shown(compose(WITH_DESCRIPTION, whole, SecretText("new"))) == ("pw", "new")

    def test_json_that_is_not_all_of_it_is_a_password(self) -> None:
        typed = '{"user": "x"}'
        assert document(compose(WITH_DESCRIPTION, SecretText(typed))) == {"password": typed}

    def test_other_fields_are_kept(self) -> None:
        before = SecretText(json.dumps({"password": "a", "totp": OTP, "custom": [1]}))
        content = compose(ALL, SecretText("b"), SecretText("d"), before=before)
        assert document(content) == {
            "password": "b",
            "totp": OTP,
            "custom": [1],
            "description": "d",
        }

    def test_settings_of_a_one_time_code_are_kept(self) -> None:
        before = SecretText(json.dumps({"totp": OTP}))
        content = compose(TOTP, SecretText("NEWKEY"), before=before)
        assert document(content) == {"totp": {**OTP, "secret_key": "NEWKEY"}}

    @pytest.mark.parametrize("text", ["not json", "[1]", '"text"', "[" * 100_000, "NaN"])
    def test_clear_text_of_another_shape_is_shown_as_it_is(self, text: str) -> None:
        assert shown(parse(WITH_DESCRIPTION, SecretText(text))) == (text, None)

    def test_an_object_without_its_main_field_is_shown_whole(self) -> None:
        text = '{"password": 5, "note": "n"}'
        assert json.loads(parse(WITH_DESCRIPTION, SecretText(text)).main.reveal()) == {
            "password": 5,
            "note": "n",
        }


class TestOwnTypes:
    def test_without_required_fields_the_first_text_is_the_main_one(self) -> None:
        kind = object_type(properties={"tries": {"type": "integer"}, "pin": {"type": "string"}})
        content = compose(kind, SecretText("0000"))
        assert document(content) == {"pin": "0000"}
        assert shown(content) == ("0000", None)

    def test_the_encrypted_description_is_not_the_main_field(self) -> None:
        texts = {"description": {"type": "string"}, "pin": {"type": "string"}}
        kind = object_type(properties=texts, description_encrypted=True)
        assert shown(compose(kind, SecretText("0000"), SecretText("d"))) == ("0000", "d")

    def test_without_any_text_only_whole_json_is_taken(self) -> None:
        kind = object_type(properties={"pin": {"type": "integer"}}, required=["pin"])
        whole = compose(kind, SecretText('{"pin": 7}'))
        assert shown(whole) == ('{"pin": 7}', None)
        with pytest.raises(InvalidResourceError, match="all of its fields as JSON"):
            compose(kind, SecretText("7"))


class TestProblems:
    @pytest.mark.parametrize(
        ("kind", "typed", "named"),
        [
            (ALL, CANARY, "a field"),
            (WITH_DESCRIPTION, CANARY * 400, "password"),
            (TOTP, json.dumps({"totp": {**OTP, "digits": 99, "secret_key": CANARY}}), "totp"),
            (TOTP, json.dumps({"totp": CANARY}), "totp"),
            (PASSWORD, CANARY * 400, "its text"),
        ],
    )
    def test_a_secret_against_its_type_is_refused_without_repeating_it(
        self, kind: ResourceType, typed: str, named: str
    ) -> None:
        with pytest.raises(InvalidResourceError) as caught:
            compose(kind, SecretText(typed))
        (problem,) = caught.value.problems
        assert (problem.field, problem.code) == ("secret", "schema")
        assert problem.message == f"The secret does not follow its type: look at {named}."
        assert CANARY not in "".join(traceback.format_exception(caught.value))

    def test_names_that_were_typed_are_not_repeated(self) -> None:
        kind = object_type(properties={"pin": {"type": "string"}}, additionalProperties=False)
        with pytest.raises(InvalidResourceError) as caught:
            compose(kind, SecretText(json.dumps({CANARY: CANARY})))
        assert CANARY not in str(caught.value)


def test_an_edit_says_whether_it_touches_the_secret() -> None:
    assert not SecretEdit().changes_something
    assert SecretEdit(SecretText("")).changes_something
    assert SecretEdit(description=SecretText("")).changes_something
    assert SecretEdit(is_removed=True).changes_something


def test_a_plain_type_is_text() -> None:
    kind = plain_type("robot", "Robot", UUID(int=7))
    assert shown(compose(kind, SecretText("key"))) == ("key", None)
