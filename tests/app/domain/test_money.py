"""Money: integers of minor units."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.money import AMOUNT_LIMIT, CURRENCIES, minor_digits, to_amount, to_minor_units


@given(st.integers(0, AMOUNT_LIMIT), st.sampled_from(sorted(CURRENCIES)))
def test_every_amount_is_read_as_it_is_shown(minor: int, currency: str) -> None:
    assert to_minor_units(to_amount(minor, currency), currency) == minor


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("1299.90", "EUR", 129_990),
        (" 1299,9 ", "EUR", 129_990),
        ("1299", "EUR", 129_900),
        ("1299.", "EUR", 129_900),
        ("0.5000", "EUR", 50),
        ("0", "EUR", 0),
        ("480", "JPY", 480),
        ("480.0", "JPY", 480),
        ("1.234", "KWD", 1_234),
        ("1.2345", "CLF", 12_345),
        ("90071992547409.91", "EUR", AMOUNT_LIMIT),
    ],
)
def test_amounts_as_people_type_them(text: str, currency: str, minor: int) -> None:
    assert to_minor_units(text, currency) == minor


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("", "EUR"),
        ("ten", "EUR"),
        ("-1", "EUR"),
        ("1.005", "EUR"),
        ("480.5", "JPY"),
        ("1,299.90", "EUR"),
        ("1_000", "EUR"),
        ("1e3", "EUR"),
        ("1e999999999", "EUR"),
        ("NaN", "EUR"),
        ("Infinity", "EUR"),
        ("１２", "EUR"),
        ("90071992547409.92", "EUR"),
        ("1." + "0" * 40 + "1", "EUR"),
    ],
)
def test_what_is_no_amount_of_this_currency_is_refused(text: str, currency: str) -> None:
    with pytest.raises(ValueError, match="no amount"):
        to_minor_units(text, currency)


def test_amounts_have_the_digits_of_their_currency() -> None:
    assert to_amount(5, "EUR") == "0.05"
    assert to_amount(AMOUNT_LIMIT, "EUR") == "90071992547409.91"
    assert to_amount(480, "JPY") == "480"
    assert to_amount(1, "BHD") == "0.001"
    assert {minor_digits(currency) for currency in CURRENCIES} == {0, 2, 3, 4}
