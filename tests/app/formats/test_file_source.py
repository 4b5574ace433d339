"""Reading a file to import, and what is said where it cannot be read."""

import io
from pathlib import Path

import pytest

from app.errors import FileAccessError
from app.formats import safe_json
from app.formats.file_source import read_source


def test_reads_a_file_and_a_stream(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"[1]")
    assert read_source(path) == b"[1]"
    assert read_source(io.BytesIO(b"[2]")) == b"[2]"


def test_stops_one_byte_after_the_cap() -> None:
    stream = io.BytesIO(b"a" * (safe_json.SIZE_LIMIT + 100))
    assert len(read_source(stream)) == safe_json.SIZE_LIMIT + 1


def test_says_that_there_is_no_file(tmp_path: Path) -> None:
    path = tmp_path / "missing.json"
    with pytest.raises(FileAccessError, match="there is no such file"):
        read_source(path)


def test_says_that_it_is_a_folder(tmp_path: Path) -> None:
    with pytest.raises(FileAccessError, match="this is a folder; choose a file"):
        read_source(tmp_path)


def test_says_that_a_name_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(FileAccessError, match="it cannot be read"):
        read_source(tmp_path / ("x" * 300))
