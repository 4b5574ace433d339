from datetime import UTC, datetime, timedelta, timezone

import pytest

from app.presentation.moments import date_and_time_text, long_ago

NOW = datetime(2026, 3, 20, 12, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("age", "words"),
    [
        (timedelta(seconds=-59), "just now"),
        (timedelta(days=-2), "on 22 Mar 2026"),
        (timedelta(seconds=59), "just now"),
        (timedelta(seconds=60), "1 minute ago"),
        (timedelta(minutes=2), "2 minutes ago"),
        (timedelta(minutes=59, seconds=59), "59 minutes ago"),
        (timedelta(hours=1), "1 hour ago"),
        (timedelta(hours=12), "12 hours ago"),
        (timedelta(hours=13), "yesterday"),
        (timedelta(days=1, hours=12), "yesterday"),
        (timedelta(days=1, hours=13), "2 days ago"),
        (timedelta(days=6), "6 days ago"),
        (timedelta(days=7), "on 13 Mar 2026"),
        (timedelta(days=400), "on 13 Feb 2025"),
    ],
)
def test_age_is_told_in_words(age: timedelta, words: str) -> None:
    assert long_ago(NOW - age, NOW) == words


def test_a_few_hours_across_midnight_are_hours_not_yesterday() -> None:
    night = datetime(2026, 3, 20, 0, 30, tzinfo=UTC)
    assert long_ago(night - timedelta(hours=2), night) == "2 hours ago"


def test_yesterday_is_the_reader_s_yesterday() -> None:
    tokyo = timezone(timedelta(hours=9))
    now = datetime(2026, 3, 20, 8, 0, tzinfo=tokyo)
    assert long_ago(datetime(2026, 3, 18, 16, 0, tzinfo=UTC), now) == "yesterday"


def test_date_and_time_are_shown_to_the_minute() -> None:
    assert date_and_time_text(datetime(2026, 3, 2, 4, 5, 59, tzinfo=UTC)) == "2 Mar 2026, 04:05"
