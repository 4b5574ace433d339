"""app.cli.console: one answer, as text or as one JSON document."""

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typing_extensions import override

from app.cli.console import Answer, Console
from app.errors import InvalidResourceError, NotFoundError, Problem, StandardOutputError

RED = "\x1b[31mred\u202e"


def printed(answer: Answer, *, as_json: bool, encoding: str = "utf-8") -> str:
    output = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    console = Console(io.BytesIO(), output, io.StringIO())
    console.give(answer, as_json=as_json)
    output.seek(0)
    return output.read()


def never() -> Iterator[str]:
    pytest.fail("only the spelling that is wanted is made")
    yield ""


def test_a_mapping_is_one_json_object() -> None:
    text = printed(Answer({"name": "日本 🔐", "tags": []}, never()), as_json=True)

    assert json.loads(text) == {"name": "日本 🔐", "tags": []}
    assert "日本 🔐" in text


@pytest.mark.parametrize("count", [0, 1, 3])
def test_values_are_the_items_of_one_json_array(count: int) -> None:
    text = printed(Answer(({"n": n} for n in range(count)), never()), as_json=True)

    assert json.loads(text) == [{"n": n} for n in range(count)]
    assert text.endswith("]\n")


def test_json_stays_json_where_the_output_is_not_unicode() -> None:
    text = printed(Answer({"name": "日本"}, never()), as_json=True, encoding="latin-1")

    assert text.isascii()
    assert json.loads(text) == {"name": "日本"}


def test_nothing_a_terminal_would_obey_is_printed() -> None:
    answer = Answer([{"name": RED}], [f"Added {RED}."])

    assert printed(answer, as_json=False) == "Added \\x1b[31mred\\u202e.\n"
    document = printed(answer, as_json=True)
    assert json.loads(document) == [{"name": RED}]
    assert "\u202e" not in document
    assert "\x1b" not in document


def test_every_problem_is_a_line_on_standard_error() -> None:
    complaints = io.StringIO()
    console = Console(io.BytesIO(), io.StringIO(), complaints)

    console.complain(
        InvalidResourceError([Problem("name", "required", "A."), Problem("uri", "too_long", "B.")])
    )
    console.complain(NotFoundError("resource", RED))

    assert complaints.getvalue() == "A.\nB.\nThere is no resource “\\x1b[31mred\\u202e”.\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
def test_an_output_that_takes_nothing_is_said_in_a_sentence() -> None:
    output = open("/dev/full", "w", encoding="utf-8")  # noqa: PTH123, SIM115 - closing fails too
    console = Console(io.BytesIO(), output, io.StringIO())

    with pytest.raises(StandardOutputError, match="No space left"):
        console.give(Answer({}, []), as_json=True)
    with pytest.raises(OSError, match="No space left"):
        output.close()


class ClosedPipe(io.StringIO):
    """An output whose reader has gone."""

    @override
    def write(self, text: str) -> int:
        raise BrokenPipeError


def test_a_reader_that_has_had_enough_is_no_error_of_ours() -> None:
    with pytest.raises(BrokenPipeError):
        Console(io.BytesIO(), ClosedPipe(), io.StringIO()).give(Answer({}, []), as_json=True)
