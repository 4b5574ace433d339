"""Folding: any case, accents ignored, and the same however often it is done."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.search.folding import fold

EVERY_CHARACTER = "".join(
    chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code <= 0xDFFF
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("", ""),
        ("Atlas-01", "atlas-01"),
        ("São Paulo", "sao paulo"),
        ("Çelik İŞ ırmak", "celik is irmak"),
        ("STRASSE straße STRAẞE", "strasse strasse strasse"),
        ("Łódź Ørsted Đà Ħ", "lodz orsted da h"),
        ("Æther Œuvre Ðþ", "aether oeuvre dth"),
        ("ﬁle Ⅳ ²", "file iv 2"),
        ("ΟΔΟΣ οδός", "οδοσ οδοσ"),
        ("Пётр", "петр"),
        ("カタカナ ｶﾀｶﾅ", "カタカナ カタカナ"),
        ("🔐", "🔐"),
        ("one\nTWO", "one\ntwo"),
    ],
)
def test_text_as_it_is_searched(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_every_character_is_folded_to_the_end() -> None:
    folded = fold(EVERY_CHARACTER)
    assert fold(folded) == folded
    assert not any(map(unicodedata.combining, folded))


@given(st.text())
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_composed_and_decomposed_text_are_the_same(text: str) -> None:
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


@given(st.text(), st.text())
def test_a_part_of_a_text_is_a_part_of_the_folded_text(one: str, other: str) -> None:
    assert fold(one) in fold(f"{one}|{other}")
