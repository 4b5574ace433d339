"""The spellings of a moment, an identifier and an amount."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from app.contracts import spellings

MOMENT = datetime(2017, 7, 17, 9, 16, 14, 67_000, tzinfo=timezone(timedelta(hours=2)))


def test_a_moment_has_four_spellings() -> None:
    assert spellings.zulu_time(MOMENT) == "2017-07-17T07:16:14Z"
    assert spellings.offset_time(MOMENT) == "2017-07-17T07:16:14+00:00"
    assert spellings.unix_seconds(MOMENT) == 1_500_275_774
    assert spellings.mongo_date(MOMENT) == {"$date": 1_500_275_774_067}


def test_early_times_are_spelt_with_four_digits_and_rounded_down() -> None:
    assert spellings.zulu_time(datetime(1, 1, 1, tzinfo=UTC)) == "0001-01-01T00:00:00Z"
    assert spellings.unix_seconds(datetime(1969, 12, 31, 23, 59, 59, 1000, tzinfo=UTC)) == -1


@pytest.mark.parametrize(
    ("minor", "currency", "amount"),
    [
        (129_990, "EUR", 1299.9),
        (129_900, "EUR", 1299),
        (1, "EUR", 0.01),
        (500, "JPY", 500),
        (12_345, "KWD", 12.345),
        (0, "EUR", 0),
    ],
)
def test_amounts_are_numbers_of_major_units(minor: int, currency: str, amount: float) -> None:
    assert spellings.major_units(minor, currency) == amount
