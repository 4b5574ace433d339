"""Every export format writes its document, to a file or to a stream."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from typing_extensions import override

from app.contracts import batch, builton, passbolt, wrapper
from app.errors import FileAccessError, JobCancelled, UnknownFormatError
from app.formats.export import FORMATS, write
from app.formats.strongroom_json import read_inventory
from app.jobs import NoProgress, Progress
from tests.made_records import export_of, made_record, made_source, varied_records

RECORDS = varied_records()
NAMES = [found.name for found in FORMATS]


def exported(name: str) -> Any:
    target = io.StringIO()
    count = write(name, target, made_source(RECORDS), NoProgress())
    document = json.loads(target.getvalue())
    rows = (
        document if isinstance(document, list) else document.get("body", document.get("resources"))
    )
    assert count == len(rows)
    return document


def test_formats_are_known_by_name() -> None:
    assert NAMES == ["strongroom", "wrapper", "passbolt", "passbolt-v2", "batch", "builton"]
    assert len({found.suffix for found in FORMATS}) == len(FORMATS)
    assert all(found.title and found.suffix.endswith(".json") for found in FORMATS)


def test_an_unknown_format_is_a_mistake() -> None:
    with pytest.raises(UnknownFormatError, match="choose one of strongroom, wrapper, passbolt"):
        write("xml", io.StringIO(), made_source([]))


def test_strongroom_writes_the_native_export() -> None:
    target = io.StringIO()
    assert write("strongroom", target, made_source(RECORDS)) == len(RECORDS)
    assert target.getvalue().encode() == export_of(RECORDS)


def test_contracts_without_an_envelope_write_an_array_of_responses() -> None:
    context = made_source(RECORDS).context
    assert exported("wrapper") == [wrapper.render(record) for record in RECORDS]
    assert exported("batch") == [batch.render(record) for record in RECORDS]
    assert exported("builton") == [builton.render(record, context) for record in RECORDS]


def test_passbolt_writes_one_envelope_of_resources() -> None:
    context = made_source(RECORDS).context
    document = exported("passbolt")
    assert document["header"] == passbolt.list_header(context)
    assert document["body"] == [passbolt.render_resource(record, context) for record in RECORDS]


def test_passbolt_v2_writes_one_envelope_of_secrets() -> None:
    context = made_source(RECORDS).context
    document = exported("passbolt-v2")
    assert document["header"]["action"] == "ad71952e-7842-599e-a19e-3a82e6974b23"
    secrets = [passbolt.render_secret(record, context) for record in RECORDS if record.secret]
    assert document["body"] == secrets
    assert len(secrets) == len(RECORDS) - 1


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_inventory_can_be_exported(name: str) -> None:
    target = io.StringIO()
    assert write(name, target, made_source([])) == 0
    json.loads(target.getvalue())


@pytest.mark.parametrize("name", NAMES)
def test_two_exports_are_the_same(name: str) -> None:
    first, second = io.StringIO(), io.StringIO()
    write(name, first, made_source(RECORDS))
    write(name, second, made_source(varied_records()))
    assert first.getvalue() == second.getvalue()


def test_a_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("old")
    write("strongroom", path, made_source(RECORDS))
    assert read_inventory(path.read_bytes()).records == RECORDS


class StopAt(Progress):
    """Asks to stop once so many rows are done."""

    def __init__(self, done: int) -> None:
        self._done = done
        self.steps: list[tuple[int, int, str]] = []

    @override
    def step(self, done: int, total: int, text: str) -> None:
        self.steps.append((done, total, text))
        if done >= self._done:
            raise JobCancelled


@pytest.mark.parametrize("name", NAMES)
def test_an_export_that_is_stopped_leaves_the_old_file(name: str, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("old")
    records = [made_record(number) for number in range(250)]
    progress = StopAt(200)
    with pytest.raises(JobCancelled):
        write(name, path, made_source(records), progress)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]
    assert progress.steps == [(done, 250, "Exporting") for done in (0, 100, 200)]


def test_an_export_into_a_missing_folder_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileAccessError, match="its folder does not exist"):
        write("strongroom", tmp_path / "missing" / "a.json", made_source(RECORDS))
