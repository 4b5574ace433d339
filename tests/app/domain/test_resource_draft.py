"""Drafts: every limit at its boundary, every problem at once, and no value in a sentence."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.money import AMOUNT_LIMIT
from app.domain.resource_draft import TITLES, ResourceDraft, draft_of, problems_in, read_draft
from app.domain.resource_type import DEFAULT_TYPE
from app.domain.status import Method, Status
from app.errors import InvalidResourceError, Problem
from tests.made_resources import RETAIL, made_resource

CANARY = "canary-4711"
CANONICAL = "resource_0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b"

LIMITS = {
    "name": 64,
    "username": 64,
    "uri": 1024,
    "image_url": 1024,
    "description": 10_000,
    "external_id": 256,
    "reference_id": 256,
    "type": 64,
    "wrapper": 64,
    "scope": 64,
    "product": 64,
}
ONE_LINE = ("name", "username", "uri", "image_url", "external_id", "reference_id")
OPTIONAL = tuple(field for field in LIMITS if field not in ("name", "type"))


def problem_codes(**values: Any) -> dict[str, str]:
    """The code of each field's problem."""
    return {problem.field: problem.code for problem in problems_in({"name": "Atlas", **values})}


class TestLimits:
    @pytest.mark.parametrize(("field", "limit"), LIMITS.items())
    def test_text_up_to_the_limit_is_taken(self, field: str, limit: int) -> None:
        for length in (1, limit):
            taken = read_draft({"name": "Atlas", field: "x" * length})
            assert getattr(taken, field) == "x" * length

    @pytest.mark.parametrize(("field", "limit"), LIMITS.items())
    def test_one_character_more_is_too_long(self, field: str, limit: int) -> None:
        (problem,) = problems_in({"name": "Atlas", field: "x" * (limit + 1)})
        assert (problem.field, problem.code) == (field, "too_long")
        assert problem.message == f"{TITLES[field]} may have at most {limit:,} characters."

    def test_characters_are_counted_not_bytes(self) -> None:
        assert read_draft({"name": "🔐" * 64}).name == "🔐" * 64
        assert problem_codes(name="🔐" * 65) == {"name": "too_long"}

    def test_tags_have_1_to_128_characters_and_are_up_to_100(self) -> None:
        assert read_draft({"name": "Atlas", "tags": ["t", "x" * 128]}).tags == ("t", "x" * 128)
        assert problem_codes(tags=["x" * 129]) == {"tags": "tag_too_long"}
        assert problem_codes(tags=["good", " "]) == {"tags": "empty_tag"}
        assert len(read_draft({"name": "Atlas", "tags": [str(n) for n in range(100)]}).tags) == 100
        assert problem_codes(tags=[str(n) for n in range(101)]) == {"tags": "too_long"}

    def test_own_fields_have_names_and_limits_too(self) -> None:
        fields = {"n" * 64: "x" * 10_000, "line": "one\n\ttwo", "none": None, "flag": True}
        assert read_draft({"name": "Atlas", "fields": fields}).fields == fields
        assert problem_codes(fields={"n" * 65: 1}) == {"fields": "bad_field_name"}
        assert problem_codes(fields={" ": 1}) == {"fields": "bad_field_name"}
        assert problem_codes(fields={"a\n": 1}) == {"fields": "bad_field_name"}
        assert problem_codes(fields={"a": "x" * 10_001}) == {"fields": "field_too_long"}
        assert problem_codes(fields={"a": "\x1b"}) == {"fields": "bad_characters"}
        assert problem_codes(fields={str(n): n for n in range(101)}) == {"fields": "too_long"}

    @pytest.mark.parametrize("number", [float("nan"), float("inf"), -float("inf")])
    def test_numbers_that_json_does_not_have_are_refused(self, number: float) -> None:
        assert problem_codes(fields={"a": number}).keys() == {"fields"}

    def test_price_is_from_0_to_what_json_readers_hold_exactly(self) -> None:
        retail = {"method": "retail", "product": "lamp"}
        for price in (0, AMOUNT_LIMIT):
            assert read_draft({"name": "Atlas", **retail, "retail_price": price})
        wrong: tuple[object, ...] = (-1, AMOUNT_LIMIT + 1, "dear", 0.5)
        for value in wrong:
            assert problem_codes(**retail, retail_price=value) == {"retail_price": "wrong_value"}


class TestCharacters:
    @pytest.mark.parametrize(
        "name",
        [
            "🔐 👩‍👩‍👧‍👦",
            "خادم الإنتاج",
            "\u200fעברית\u200e",
            "<b>bold</b><script>alert(1)</script>",
            "'; --",
        ],
    )
    def test_every_script_is_a_name(self, name: str) -> None:
        assert read_draft({"name": name}).name == name

    @pytest.mark.parametrize("field", [*ONE_LINE, "description", "wrapper", "scope"])
    @pytest.mark.parametrize("bad", ["\0", "\x1b[31m", "\x7f", "\u2028", "\ud800", "\r\n"])
    def test_controls_and_half_surrogates_are_refused(self, field: str, bad: str) -> None:
        assert set(problem_codes(**{field: f"a{bad}b"}).items()) <= {
            (field, "bad_characters"),
            (field, "string_unicode"),
        }
        assert problem_codes(**{field: f"a{bad}b"})

    @pytest.mark.parametrize("field", ONE_LINE)
    @pytest.mark.parametrize("break_", ["\n", "\t"])
    def test_only_the_description_has_lines(self, field: str, break_: str) -> None:
        assert problem_codes(**{field: f"a{break_}b"}) == {field: "bad_characters"}
        assert read_draft({"name": "Atlas", "description": f"a{break_}b"}).description

    def test_identifiers_of_products_and_types_are_on_one_line(self) -> None:
        assert problem_codes(product="a\nb", type="\x1b") == dict.fromkeys(
            ("type", "product"), "bad_characters"
        )
        retail = {"method": "retail", "product": "lamp"}
        assert problem_codes(**retail, sub_products=["a\0"]) == {"sub_products": "bad_characters"}
        assert problem_codes(**retail, sub_products=["x" * 65]) == {"sub_products": "too_long"}

    def test_tags_are_on_one_line(self) -> None:
        assert problem_codes(tags=["a\nb"]) == {"tags": "bad_characters"}
        assert problem_codes(tags=["\ud800"]).keys() == {"tags"}


class TestValues:
    def test_what_is_not_given_has_its_default(self) -> None:
        draft = read_draft({"name": "Atlas"})
        assert draft.type == DEFAULT_TYPE
        assert draft.method is Method.ASSET
        assert draft.status is Status.CREATED
        assert not draft.favourite
        assert (draft.tags, draft.sub_products, draft.fields) == ((), (), {})
        assert draft.start_period is None
        assert draft.end_period is None

    @pytest.mark.parametrize("field", OPTIONAL)
    def test_empty_text_of_an_optional_field_is_none(self, field: str) -> None:
        assert getattr(read_draft({"name": "Atlas", field: ""}), field) is None

    @pytest.mark.parametrize("name", ["", " ", "\u3000"])
    def test_a_name_is_needed(self, name: str) -> None:
        assert problems_in({"name": name}) == [Problem("name", "required", "Name is needed.")]
        assert problems_in({}) == [Problem("name", "required", "Name is needed.")]

    def test_a_type_is_needed(self) -> None:
        assert problem_codes(type="") == {"type": "required"}

    def test_tags_are_trimmed_sorted_and_each_there_once(self) -> None:
        tags = ["work", " home ", "home", "Home", "ä"]
        assert read_draft({"name": "Atlas", "tags": tags}).tags == ("Home", "home", "work", "ä")

    def test_own_fields_are_sorted_and_keep_their_kind(self) -> None:
        draft = read_draft({"name": "Atlas", "fields": {"b": True, "a": 1, "c": 1.0, "d": "1"}})
        assert [(name, type(value)) for name, value in draft.fields.items()] == [
            ("a", int),
            ("b", bool),
            ("c", float),
            ("d", str),
        ]

    def test_times_become_utc_with_milliseconds(self) -> None:
        berlin = timezone(timedelta(hours=1))
        start = datetime(2026, 1, 15, 11, 30, 0, 250_999, tzinfo=berlin)
        draft = read_draft({"name": "Atlas", "start_period": start, "end_period": "2026-02-01"})
        assert draft.start_period == datetime(2026, 1, 15, 10, 30, 0, 250_000, tzinfo=UTC)
        assert draft.end_period == datetime(2026, 2, 1, tzinfo=UTC)

    def test_times_outside_the_calendar_are_refused(self) -> None:
        assert problem_codes(start_period="0001-01-01T00:00:00+10:00") == {
            "start_period": "not_a_time"
        }
        assert problem_codes(end_period="soon") == {"end_period": "wrong_value"}

    @pytest.mark.parametrize("given", ["x", CANONICAL.upper(), CANONICAL.removeprefix("resource_")])
    def test_an_id_is_brought_in_the_canonical_spelling_only(self, given: str) -> None:
        assert read_draft({"name": "Atlas", "id": CANONICAL}).id == CANONICAL
        assert problem_codes(id=given) == {"id": "not_canonical"}

    def test_unknown_states_are_told_which_there_are(self) -> None:
        (problem,) = problems_in({"name": "Atlas", "status": CANARY})
        assert problem.message == f"Status is one of {', '.join(Status)}."

    def test_a_field_that_does_not_exist_is_refused(self) -> None:
        assert problems_in({"name": "Atlas", "colour": "red"}) == [
            Problem("colour", "not_allowed", "There is no such field.")
        ]


class TestAgreement:
    def test_a_period_may_be_one_moment_but_not_end_before_it_starts(self) -> None:
        day = datetime(2026, 1, 1, tzinfo=UTC)
        assert read_draft({"name": "Atlas", "start_period": day, "end_period": day})
        early = day - timedelta(milliseconds=1)
        assert problem_codes(start_period=day, end_period=early) == {
            "end_period": "ends_before_start"
        }

    @pytest.mark.parametrize("values", [{"retail_price": 0}, {"sub_products": ["bulb"]}])
    def test_only_a_retail_resource_with_a_product_is_sold(self, values: dict[str, Any]) -> None:
        (field,) = values
        assert problem_codes(**values) == {field: "retail_only"}
        assert problem_codes(**values, product="lamp") == {field: "retail_only"}
        assert problem_codes(**values, method="retail") == {field: "needs_product"}
        assert read_draft({"name": "Atlas", **values, "method": "retail", "product": "lamp"})


class TestProblems:
    def test_all_are_said_at_once_those_between_fields_too(self) -> None:
        found = problem_codes(
            name="",
            username="x" * 65,
            status="LOST",
            tags=["\0"],
            sub_products=["bulb"],
            retail_price=100,
            start_period="2026-02-01",
            end_period="2026-01-01",
            colour="red",
        )
        assert found == {
            "name": "required",
            "username": "too_long",
            "status": "wrong_value",
            "tags": "bad_characters",
            "sub_products": "retail_only",
            "retail_price": "retail_only",
            "end_period": "ends_before_start",
            "colour": "not_allowed",
        }

    def test_a_field_is_not_blamed_for_another(self) -> None:
        retail = {"method": "retail", "retail_price": 100}
        assert problem_codes(**retail, product="x" * 65) == {"product": "too_long"}
        assert problem_codes(**(retail | {"method": "gift"}), product="lamp").keys() == {"method"}
        assert problem_codes(start_period="soon", end_period="2026-01-01").keys() == {
            "start_period"
        }

    def test_a_field_has_one_problem(self) -> None:
        assert len(problems_in({"name": "Atlas", "tags": [1, 2, 3], "fields": {1: [], 2: []}})) == 2

    @pytest.mark.parametrize("field", sorted(ResourceDraft.model_fields))
    def test_no_sentence_holds_the_value(self, field: str) -> None:
        for value in (f"{CANARY}\0", CANARY * 2000, [CANARY, {CANARY: CANARY}], {CANARY: [CANARY]}):
            with pytest.raises(InvalidResourceError) as caught:
                read_draft({"name": "Atlas", field: value})
            assert CANARY not in str(caught.value)
            assert CANARY not in repr(caught.value.problems)
            assert caught.value.__cause__ is caught.value.__context__ is None

    @given(st.dictionaries(st.sampled_from(sorted(ResourceDraft.model_fields)), st.text()))
    def test_every_problem_is_a_sentence_and_no_problem_is_a_draft(
        self, values: dict[str, Any]
    ) -> None:
        problems = problems_in(values)
        for problem in problems:
            assert problem.field in ResourceDraft.model_fields
            assert problem.message[0].isupper()
            assert problem.message.endswith(".")
            assert problem.code
        if not problems:
            assert read_draft(values).name == values["name"]


class TestDraftOf:
    @pytest.mark.parametrize("values", [{}, RETAIL, {"fields": (("a", None),), "tags": ()}])
    def test_an_edit_begins_with_what_is_there(self, values: dict[str, Any]) -> None:
        resource = made_resource(**values)
        draft = draft_of(resource)
        assert draft.id == resource.id
        for field in set(ResourceDraft.model_fields) - {"fields"}:
            assert getattr(draft, field) == getattr(resource, field)
        assert tuple(draft.fields.items()) == resource.fields

    def test_a_draft_cannot_be_changed(self) -> None:
        draft = read_draft({"name": "Atlas"})
        with pytest.raises(ValueError, match="frozen"):
            draft.name = "Other"
