"""What a person types into the search bar."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.search.words import Words


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("", ()),
        ("   ", ()),
        ('""', ()),
        ('" "', ()),
        ("post sql", ("post", "sql")),
        ("Post POST post", ("post",)),
        ('post "San  Francisco"', ("post", "san francisco")),
        ('"never closed  quote', ("never closed quote",)),
        ('a"b c"d', ("a", "b c", "d")),
        ("São", ("sao",)),
        ("＂wide＂", ('"wide"',)),
        ("\u3000wide\u3000space", ("wide", "space")),
        ("a¨b", ("a b",)),
        ("a\0b", ("a", "b")),
        ("\u0301", ()),
        ("%_*' OR 1=1 --", ("%_*'", "or", "1=1", "--")),
    ],
)
def test_typed_text_becomes_folded_parts(typed: str, parts: tuple[str, ...]) -> None:
    assert Words.parse(typed).parts == parts


@given(st.text())
def test_nothing_that_can_be_typed_is_an_error(typed: str) -> None:
    for part in Words.parse(typed).parts:
        assert part
        assert part == " ".join(part.split())


@pytest.mark.parametrize(
    ("typed", "is_in"),
    [
        ("", True),
        ("lan", True),
        ("at prod", True),
        ("at test", False),
        ('"as pro"', False),
        ('"prod server"', True),
    ],
)
def test_each_part_is_looked_for_inside_a_field(typed: str, *, is_in: bool) -> None:
    assert Words.parse(typed).are_in(("atlantis", "the prod server")) is is_in
