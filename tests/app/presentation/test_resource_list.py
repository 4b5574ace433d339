from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from app.domain.status import Status
from app.presentation.resource_list import (
    COLUMN_TEXTS,
    EmptyAction,
    count_sentence,
    format_row,
    gone_row,
    short_ago,
    why_empty,
    widest_dates,
)
from app.search.listing import Filter, FilterKind, Listing
from app.search.words import Words
from tests.resources_ui.list_source import NOW, NOW_MS, summary

HTML = "<b>bold</b> & co"


@pytest.mark.parametrize(
    ("values", "subtitle"),
    [
        ({"username": "octocat", "uri": "https://example.org"}, "octocat"),
        ({"username": None, "uri": "https://example.org"}, "https://example.org"),
        ({"username": None, "external_id": "E-1", "reference_id": "R-1"}, "E-1"),
        ({"username": "", "reference_id": "R-1"}, "R-1"),
        ({"username": None, "human_id": "K7QM2X"}, "K7QM2X"),
    ],
)
def test_subtitle_is_what_tells_one_from_others_of_its_name(
    values: dict[str, Any], subtitle: str
) -> None:
    assert format_row(summary(1, **values), NOW).subtitle == subtitle


def test_row_is_all_text_in_the_order_of_the_columns() -> None:
    row = format_row(
        summary(7, "atlas", status="UTILIZED", scope="Platform", wrapper="Rack A"), NOW
    )
    assert [text(row) for text in COLUMN_TEXTS] == [
        "atlas",
        "Account",
        "Platform",
        "Rack A",
        "In use",
        "2 min ago",
    ]
    assert row.key == 7
    assert row.updated_at == "20 Mar 2026, 12:28"


def test_sentence_for_a_screen_reader_names_status_and_favourite() -> None:
    row = format_row(summary(1, "atlas", username="root", status="IDLE", favourite=1), NOW)
    assert row.sentence == "atlas, root, Account, Idle, favourite, updated 2 min ago"


def test_trashed_resource_says_so() -> None:
    row = format_row(summary(1, deleted=NOW_MS), NOW)
    assert row.is_deleted
    assert "in the trash" in row.sentence


def test_html_in_a_name_stays_as_it_was_typed() -> None:
    assert format_row(summary(1, HTML), NOW).name == HTML


def test_unknown_status_is_no_error() -> None:
    assert format_row(summary(1, status="LOANED"), NOW).status == "LOANED"


def test_gone_row_says_that_it_is_gone_and_shows_nothing_else() -> None:
    row = gone_row(5)
    assert row.key == 5
    assert row.is_gone
    assert [text(row) for text in COLUMN_TEXTS] == ["No longer in the inventory", *[""] * 5]


@pytest.mark.parametrize(
    ("age", "words"),
    [
        (timedelta(seconds=-59), "Just now"),
        (timedelta(minutes=-5), "20 Mar 2026"),
        (timedelta(seconds=59), "Just now"),
        (timedelta(seconds=60), "1 min ago"),
        (timedelta(minutes=59, seconds=59), "59 min ago"),
        (timedelta(hours=1), "1 h ago"),
        (timedelta(hours=12), "12 h ago"),
        (timedelta(hours=13), "Yesterday"),
        (timedelta(days=2), "2 days ago"),
        (timedelta(days=6), "6 days ago"),
        (timedelta(days=7), "13 Mar 2026"),
        (timedelta(days=400), "13 Feb 2025"),
    ],
)
def test_age_is_told_in_few_words(age: timedelta, words: str) -> None:
    assert short_ago(NOW - age, NOW) == words


def test_yesterday_and_dates_are_those_of_the_person_s_time_zone() -> None:
    tokyo = timezone(timedelta(hours=9))
    now = datetime(2026, 3, 20, 8, 0, tzinfo=tokyo)
    assert short_ago(datetime(2026, 3, 18, 16, 0, tzinfo=UTC), now) == "Yesterday"
    assert short_ago(datetime(2026, 3, 1, 20, 0, tzinfo=UTC), now) == "2 Mar 2026"


def test_no_age_needs_more_characters_than_the_widest_that_are_measured() -> None:
    longest = max(map(len, widest_dates()))
    for hours in range(0, 24 * 400, 7):
        assert len(short_ago(NOW - timedelta(hours=hours), NOW)) <= longest


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"found": 60, "total": 60}, "60 resources"),
        ({"found": 1, "total": 1}, "1 resource"),
        ({"found": 0, "total": 0}, "No resources"),
        ({"found": 128, "total": 1_000_000, "is_exact": False}, "1,000,000 resources"),
        ({"found": 3, "total": 60, "narrowed": True}, "3 of 60 found"),
        ({"found": 0, "total": 60, "narrowed": True}, "0 of 60 found"),
        (
            {"found": 128, "total": 9_000, "narrowed": True, "is_exact": False},
            "More than 128 of 9,000 found",
        ),
        ({"found": 60, "total": 60, "selected": 2}, "60 resources · 2 selected"),
        ({"found": 128, "total": None, "is_exact": False, "selected": 1}, "1 selected"),
        ({"found": 128, "total": None, "is_exact": False}, ""),
    ],
)
def test_count_sentence(arguments: dict[str, Any], sentence: str) -> None:
    assert count_sentence(**arguments) == sentence


def test_empty_inventory_offers_a_way_to_begin() -> None:
    empty = why_empty(Listing(), "")
    assert empty.title == "No resources yet"
    assert empty.actions == (EmptyAction.ADD, EmptyAction.IMPORT, EmptyAction.SAMPLE)


def test_search_without_hits_repeats_what_was_typed() -> None:
    empty = why_empty(Listing(words=Words.parse("ZÜRICH <b>")), "  ZÜRICH  <b> ")
    assert empty.title == "No resource has “ZÜRICH <b>”"
    assert empty.actions == (EmptyAction.CLEAR_SEARCH,)


def test_long_search_is_shortened_in_the_sentence() -> None:
    query = "x" * 500
    assert len(why_empty(Listing(words=Words.parse(query)), query).title) < 90


@pytest.mark.parametrize(
    ("listing", "title"),
    [
        (Listing(deleted=True), "The trash is empty"),
        (Listing(filters=(Filter(FilterKind.FAVOURITE),)), "No favourites yet"),
        (Listing(filters=(Filter(FilterKind.TAG, "work"),)), "Nothing here"),
        (Listing(deleted=True, words=Words.parse("x")), "No resource in the trash has “x”"),
    ],
)
def test_each_empty_place_says_what_it_is(listing: Listing, title: str) -> None:
    assert why_empty(listing, "x").title == title


def test_first_paint_s_decisions_import_nothing_heavy() -> None:
    script = (
        "import sys, app.presentation.resource_list, app.presentation.row_source,"
        " app.presentation.sidebar_places\n"
        "heavy = {'sqlmodel', 'sqlalchemy', 'pydantic', 'pgpy', 'keyring', 'jsonschema'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    result = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "[]"


def test_every_status_can_be_formatted() -> None:
    words = {format_row(summary(1, status=each.value), NOW).status for each in Status}
    assert len(words) == len(Status)
