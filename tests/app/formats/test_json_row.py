"""Members of a JSON object: JSON types as they are, and a problem for each that is wrong."""

from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

import pytest

from app.formats import json_row
from app.formats.json_row import Reader, optional, read_members

UUID_TEXT = "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b"


@pytest.mark.parametrize(
    ("read", "value", "expected"),
    [
        (json_row.text, "", ""),
        (json_row.line_of(3), "äbc", "äbc"),
        (json_row.text_of(3), "a\nb", "a\nb"),
        (json_row.flag, False, False),
        (json_row.whole_number, -1, -1),
        (json_row.decimal, 0.1, Decimal("0.1")),
        (json_row.decimal, 1e-06, Decimal("0.000001")),
        (json_row.decimal, 2, Decimal(2)),
        (json_row.rate, 1, Decimal(1)),
        (json_row.texts, ["a", ""], ["a", ""]),
        (json_row.members, {"a": [1]}, {"a": [1]}),
        (json_row.moment, "2026-01-15T10:30:00Z", datetime(2026, 1, 15, 10, 30, tzinfo=UTC)),
        (json_row.uuid, UUID_TEXT, UUID(UUID_TEXT)),
        (json_row.human_id, "k7mq2x", "K7MQ2X"),
        (optional(json_row.text), None, None),
        (optional(json_row.text), "a", "a"),
    ],
)
def test_reads_what_it_should(read: Reader, value: object, expected: object) -> None:
    assert read(value) == expected


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (json_row.text, 5),
        (json_row.text, None),
        (json_row.line_of(3), "abcd"),
        (json_row.line_of(3), "a\nb"),
        (json_row.text_of(3), "abcd"),
        (json_row.flag, 1),
        (json_row.flag, "true"),
        (json_row.whole_number, True),
        (json_row.whole_number, 1.0),
        (json_row.whole_number, "5"),
        (json_row.decimal, "0.5"),
        (json_row.decimal, False),
        (json_row.rate, 1.01),
        (json_row.rate, -0.01),
        (json_row.texts, "ab"),
        (json_row.texts, ["a", 1]),
        (json_row.members, []),
        (json_row.moment, 1_700_000_000),
        (json_row.moment, "yesterday"),
        (json_row.moment, "0001-01-01T00:00:00+01:00"),
        (json_row.uuid, UUID_TEXT.upper()),
        (json_row.uuid, "resource_" + UUID_TEXT),
        (json_row.human_id, "O0O0O0"),
        (optional(json_row.text), 5),
    ],
)
def test_refuses_what_it_should(read: Reader, value: object) -> None:
    with pytest.raises(ValueError):
        read(value)


def test_every_wrong_member_is_a_problem_and_the_others_are_read() -> None:
    readers: dict[str, Reader] = {"name": json_row.text, "vat": json_row.rate, "a": json_row.flag}
    values, problems = read_members({"name": 5, "vat": 2, "a": True}, readers)
    assert values == {"a": True}
    assert [(problem.field, problem.message) for problem in problems] == [
        ("name", "Name has a value it cannot have."),
        ("vat", "VAT has a value it cannot have."),
    ]


def test_unknown_members_share_one_problem_that_does_not_name_them() -> None:
    values, problems = read_members({"canary": 1, "other": 2}, {"name": json_row.text})
    (problem,) = problems
    assert (values, problem.code, problem.field) == ({}, "not_allowed", "")
    assert "canary" not in repr(problem)


@pytest.mark.parametrize("row", [None, 5, "text", [], [{}]])
def test_what_is_no_object_has_one_problem(row: object) -> None:
    values, problems = read_members(row, {"name": json_row.text})
    assert (values, [problem.code for problem in problems]) == ({}, ["wrong_value"])
