"""Which text of a resource is searched."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.search.searchable import searchable_text
from app.search.words import Words


def test_each_field_is_a_line_and_empty_ones_are_left_out() -> None:
    assert searchable_text(["Atlas", None, "", "In the\n\tCellar ", "Ä"]) == (
        "atlas\nin the cellar\na"
    )
    assert searchable_text([]) == ""


@given(st.lists(st.text(max_size=20), max_size=4), st.data())
def test_a_part_is_in_the_text_exactly_if_it_is_in_a_field(
    fields: list[str], data: st.DataObject
) -> None:
    text = searchable_text(fields)
    pieces = [field[start : start + 3] for field in fields for start in range(len(field))]
    typed = data.draw(st.text(max_size=6) | st.sampled_from(pieces or [""]))
    words = Words.parse(typed)
    assert words.are_in(tuple(text.split("\n"))) == all(part in text for part in words.parts)
