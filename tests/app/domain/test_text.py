"""Which characters a field takes."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.text import has_bad_characters, one_line

REFUSED = {"Cc", "Cs", "Zl", "Zp"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Atlas",
        "🔐 👩‍👩‍👧‍👦 🏳️‍🌈",
        "خادم الإنتاج \u200f(עברית)\u200e",
        "<b>bold</b> & “quotes”",
        "e\u0301 \u00a0 \ufeff",
        "\U0010ffff",
    ],
)
def test_every_script_is_good(text: str) -> None:
    assert not has_bad_characters(text)


@pytest.mark.parametrize("bad", ["\0", "\x1b", "\x7f", "\x85", "\r", "\u2028", "\u2029", "\ud800"])
def test_controls_separators_and_half_surrogates_are_bad(bad: str) -> None:
    assert has_bad_characters(f"a{bad}b")
    assert has_bad_characters(f"a{bad}b", multiline=True)


@pytest.mark.parametrize("character", ["\n", "\t"])
def test_line_break_and_tab_are_good_in_paragraphs_only(character: str) -> None:
    assert has_bad_characters(f"a{character}b")
    assert not has_bad_characters(f"a{character}b", multiline=True)


@given(st.text(st.characters(codec=None)))
def test_bad_is_what_unicode_calls_a_control_separator_or_surrogate(text: str) -> None:
    assert has_bad_characters(text) == any(unicodedata.category(c) in REFUSED for c in text)


@given(st.text(st.characters(codec=None)))
def test_one_line_is_good_and_keeps_every_word(text: str) -> None:
    line = one_line(text)
    assert not has_bad_characters(line)
    assert one_line(line) == line
    good = "".join(" " if unicodedata.category(c) in REFUSED else c for c in text)
    assert line.split() == good.split()
