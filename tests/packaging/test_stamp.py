"""A stamp says what is whole; what is no stamp says nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from stamp import Stamp, read_stamp, this_interpreter, write_stamp

STAMP = Stamp(this_interpreter(), {"run": "1234"}, ["offscreen"])


def test_stamp_is_read_as_it_was_written(tmp_path: Path) -> None:
    write_stamp(tmp_path / "stamp.json", STAMP)

    assert read_stamp(tmp_path / "stamp.json") == STAMP
    assert [path.name for path in tmp_path.iterdir()] == ["stamp.json"]


@pytest.mark.parametrize("content", ["", "{", "[]", "null", '{"unknown": 1}', "\0"])
def test_damaged_stamp_is_no_stamp(tmp_path: Path, content: str) -> None:
    path = tmp_path / "stamp.json"
    path.write_text(content, encoding="utf-8")

    assert read_stamp(path) is None
    assert read_stamp(tmp_path / "missing.json") is None


@pytest.mark.parametrize(
    ("requirements", "system", "expected"),
    [
        ({}, [], True),
        ({"run": "1234"}, ["offscreen"], True),
        ({"run": "5678"}, [], False),
        ({"run": "1234", "test": "9"}, [], False),
        ({"run": "1234"}, ["offscreen", "screen"], False),
    ],
)
def test_stamp_holds_only_what_it_names(
    requirements: dict[str, str], system: list[str], expected: bool
) -> None:
    assert STAMP.holds(requirements, system) is expected


def test_stamp_of_another_python_holds_nothing() -> None:
    assert not Stamp("cpython 3.10 linux x86_64", {"run": "1234"}).holds({}, [])
