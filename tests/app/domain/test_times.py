"""Moments: UTC, whole milliseconds, RFC 3339."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.times import from_milliseconds, from_text, now, to_milliseconds, to_text

YEAR_1 = -62_135_596_800_000
YEAR_9999 = 253_402_300_799_999

milliseconds = st.integers(YEAR_1, YEAR_9999)


@given(milliseconds)
def test_milliseconds_and_text_lead_back(stored: int) -> None:
    moment = from_milliseconds(stored)
    assert to_milliseconds(moment) == stored
    assert from_text(to_text(moment)) == moment
    assert to_text(moment).endswith("Z")


@given(milliseconds, milliseconds)
def test_text_sorts_as_time_does(one: int, other: int) -> None:
    texts = [to_text(from_milliseconds(moment)) for moment in (one, other)]
    assert (texts[0] < texts[1]) == (one < other)


def test_text_is_utc_with_milliseconds() -> None:
    berlin = timezone(timedelta(hours=1))
    assert to_text(datetime(2026, 1, 15, 11, 30, 0, 250_999, tzinfo=berlin)) == (
        "2026-01-15T10:30:00.250Z"
    )


def test_fractions_are_rounded_down_before_1970_too() -> None:
    assert to_milliseconds(datetime(1970, 1, 1, 0, 0, 0, 1_999, tzinfo=UTC)) == 1
    assert to_milliseconds(datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)) == -1


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-15T10:30:00Z",
        "2026-01-15T10:30:00",
        "2026-01-15T11:30:00+01:00",
        "2026-01-15 10:30:00.000000Z",
    ],
)
def test_offset_is_brought_to_utc_and_none_means_utc(text: str) -> None:
    moment = from_text(text)
    assert moment == datetime(2026, 1, 15, 10, 30, tzinfo=UTC)
    assert moment.tzinfo is UTC


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "2026-13-01", "0001-01-01T00:00:00+10:00", "9999-12-31T23:59:59-01:00"],
)
def test_other_text_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"Invalid|out of range|month"):
        from_text(text)


def test_clock_has_whole_milliseconds_in_utc() -> None:
    moment = now()
    assert moment.tzinfo is UTC
    assert moment.microsecond % 1000 == 0
