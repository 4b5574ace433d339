"""app.cli.terminal_text: nothing in user text reaches a terminal as a command."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cli.terminal_text import details, display_width, json_safe, shortened, table, visible

RED = "\x1b[31mred"
RTL_OVERRIDE = "photo\u202egnp.exe"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (RED, "\\x1b[31mred"),
        (RTL_OVERRIDE, "photo\\u202egnp.exe"),
        ("\x9b2J", "\\x9b2J"),
        ("two\nlines\there", "two\\x0alines\\x09here"),
        ("lone \udce9", "lone \\udce9"),
        ("para\u2029graph", "para\\u2029graph"),
        ("Žluťoučký 日本 🔐 שלום", "Žluťoučký 日本 🔐 שלום"),
        ("<b>bold</b>", "<b>bold</b>"),
    ],
)
def test_what_a_terminal_would_obey_is_written_out(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_lines_and_tabs_stay_where_lines_are_expected() -> None:
    assert visible("a\n\tb\r\x07", multiline=True) == "a\n\tb\\x0d\\x07"


@given(st.text())
def test_json_safe_text_reads_the_same(text: str) -> None:
    document = json_safe(json.dumps({"name": text}, ensure_ascii=False))

    assert json.loads(document) == {"name": text}
    assert visible(document) == document


@pytest.mark.parametrize(
    ("text", "cells"), [("abc", 3), ("日本", 4), ("🔐", 2), ("e\u0301", 1), ("a\u200db", 2)]
)
def test_width_is_counted_in_cells(text: str, cells: int) -> None:
    assert display_width(text) == cells


@pytest.mark.parametrize(
    ("text", "width", "short"),
    [
        ("server", 6, "server"),
        ("servers", 6, "serve…"),
        ("日本語", 5, "日本…"),
        ("日本語", 4, "日…"),
    ],
)
def test_long_text_ends_in_an_ellipsis(text: str, width: int, short: str) -> None:
    assert shortened(text, width) == short


ROWS = [("K7P2MX", "Postgres", "Database"), ("A2B3C4", "日本語", "Note")]


def test_columns_are_aligned_by_what_is_seen() -> None:
    assert list(table(("ID", "Name", "Type"), ROWS, width=None)) == [
        "ID      Name      Type",
        "K7P2MX  Postgres  Database",
        "A2B3C4  日本語    Note",
    ]


def test_without_a_terminal_nothing_is_cut() -> None:
    name = "x" * 300

    assert list(table(("ID", "Name"), [("A", name)], width=None))[1].endswith(name)


@given(st.integers(min_value=1, max_value=90))
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    rows = [*ROWS, ("ZZZZZZ", "a very long name of a very long thing, longer than that", "Server")]

    assert all(
        display_width(line) <= width for line in table(("ID", "Name", "Type"), rows, width=width)
    )


def test_a_narrow_terminal_leaves_out_the_last_columns_first() -> None:
    lines = list(table(("ID", "Name", "Type"), ROWS, width=18))

    assert lines[0] == "ID      Name"
    assert lines[1] == "K7P2MX  Postgres"


def test_user_text_in_a_table_is_made_visible() -> None:
    (_, line) = table(("Name",), [(RED,)], width=None)

    assert line == "\\x1b[31mred"


def test_further_lines_of_a_value_are_indented() -> None:
    assert list(details([("Name", "Post"), ("Description", f"one\n{RED}\n\nfour")])) == [
        "Name         Post",
        "Description  one",
        "             \\x1b[31mred",
        "",
        "             four",
    ]
