"""Texts that are too long for their fields: cut, and nothing lost."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.domain.resource_draft import problems_in, read_draft
from app.formats.shortening import is_mended_by_shortening, shortened


def draft_values(values: dict[str, Any], *, keeps_description: bool = True) -> dict[str, Any]:
    return read_draft(shortened(values, keeps_description=keeps_description)).model_dump()


def test_short_values_stay_as_they_are() -> None:
    values = {"name": "n" * 64, "description": "d" * 10_000, "tags": ["t" * 128], "uri": None}
    assert shortened(values, keeps_description=True) == values


def test_the_whole_goes_to_the_end_of_the_description() -> None:
    values = draft_values({"name": "n" * 65, "description": "Old.", "tags": ["a", "t" * 129]})
    assert values["name"] == "n" * 63 + "…"
    assert values["tags"] == ("a", "t" * 127 + "…")
    assert values["description"] == f"Old.\n\nName: {'n' * 65}\n\nTag: {'t' * 129}"
    assert values["fields"] == {}


def test_the_whole_goes_to_own_fields_where_the_description_is_full() -> None:
    values = draft_values({"name": "n" * 65, "description": "d" * 9_990, "fields": {"a": 1}})
    assert values["description"] == "d" * 9_990
    assert values["fields"] == {"Name (whole, 1)": "n" * 65, "a": 1}


def test_the_whole_goes_to_own_fields_where_the_description_is_encrypted() -> None:
    values = draft_values({"name": "n" * 65}, keeps_description=False)
    assert values["description"] is None
    assert values["fields"] == {"Name (whole, 1)": "n" * 65}


def test_a_long_description_is_kept_in_pieces() -> None:
    whole = "".join(chr(0x4E00 + number % 20_000) for number in range(25_000))
    taken = {"Description (whole, 1)": "taken"}
    values = draft_values({"name": "a", "description": whole, "fields": taken})
    pieces = [values["fields"][f"Description (whole, {number})"] for number in (2, 3, 4)]
    assert "".join(pieces) == whole
    assert values["description"] == whole[:9_999] + "…"


def test_an_emoji_made_of_several_is_not_joined_to_the_ellipsis() -> None:
    name = "n" * 61 + "👩‍👩‍👧‍👦"
    assert draft_values({"name": name})["name"] == "n" * 61 + "👩…"


@given(
    st.fixed_dictionaries(
        {"name": st.text("ab🔐", min_size=1, max_size=200)},
        optional={
            "username": st.text("ab", max_size=200),
            "description": st.text("ab\n", max_size=200),
            "reference_id": st.text("ab", min_size=250, max_size=300),
            "tags": st.lists(st.text("ab", min_size=100, max_size=150), max_size=3),
        },
    )
)
def test_shortened_values_have_no_problem_left(values: dict[str, Any]) -> None:
    assert all(is_mended_by_shortening(problem) for problem in problems_in(values))
    assert problems_in(shortened(values, keeps_description=True)) == []


def test_other_problems_cannot_be_mended_by_shortening() -> None:
    values = {"name": "", "wrapper": "w" * 65, "uri": "\0", "tags": ["t"] * 101, "fields": {"": 1}}
    problems = problems_in(values)
    assert len(problems) == 5
    assert not any(is_mended_by_shortening(problem) for problem in problems)
