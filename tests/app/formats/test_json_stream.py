"""JSON written piece by piece, with reports."""

import io
import json
from collections.abc import Iterator

import pytest
from typing_extensions import override

from app.formats.json_stream import reported, to_json, write_array
from app.jobs import Progress


class Steps(Progress):
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.steps: list[tuple[int, int, str]] = []

    @override
    def step(self, done: int, total: int, text: str) -> None:
        self.steps.append((done, total, text))


@pytest.mark.parametrize("rows", [[], [{"a": "ä"}], [1, [2], None]])
def test_writes_an_array_with_one_row_a_line(rows: list[object]) -> None:
    target = io.StringIO()
    assert write_array(target, rows) == len(rows)
    assert json.loads(target.getvalue()) == rows
    assert target.getvalue().count("\n") == (len(rows) + 1 if rows else 0)


def test_takes_one_row_at_a_time() -> None:
    target = io.StringIO()
    seen: list[int] = []

    def supply() -> Iterator[int]:
        for number in range(3):
            seen.append(len(target.getvalue()))
            yield number

    write_array(target, supply())
    assert seen == sorted(set(seen))


def test_keeps_characters_as_they_are() -> None:
    assert to_json("ä🔐") == '"ä🔐"'


def test_knows_no_nan() -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        to_json(float("nan"))


def test_reports_now_and_then_and_at_the_end() -> None:
    progress = Steps()
    assert list(reported(range(250), 250, progress, "Reading")) == list(range(250))
    assert progress.steps == [(done, 250, "Reading") for done in (0, 100, 200, 250)]


def test_reports_that_there_was_nothing_to_do() -> None:
    progress = Steps()
    assert list(reported([], 0, progress, "Reading")) == []
    assert progress.steps == [(0, 0, "Reading")]
