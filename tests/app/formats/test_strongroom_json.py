"""The native export: every field there and back, in one order, and only good rows let in."""

import io
import json
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from typing_extensions import override

from app.domain.resource_type import SHIPPED_TYPES
from app.errors import InvalidImportError, JobCancelled
from app.formats.import_document import Part, RowProblem
from app.formats.plan import plan_import
from app.formats.record import ResourceRecord
from app.formats.strongroom_json import ExportHeader, read_inventory, write_inventory
from app.jobs import NoProgress, Progress
from tests.made_records import (
    ARMORED,
    INVENTORY,
    NOW,
    PRODUCTS,
    SCOPES,
    TYPES,
    USER,
    WRAPPERS,
    StoredInventory,
    export_of,
    file_with,
    in_order,
    made_record,
    records,
    uuid_number,
    varied_records,
)

SCHEMA = json.loads(files("assets").joinpath("schema/strongroom-1.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)


def codes(problems: tuple[RowProblem, ...]) -> list[tuple[Part, int, str, str]]:
    return [(found.part, found.row, found.problem.field, found.problem.code) for found in problems]


# --- there and back ---------------------------------------------------------------------------


def test_every_field_comes_back_as_it_was() -> None:
    before = varied_records()
    after = read_inventory(export_of(before))
    assert after.problems == ()
    assert after.records == before
    assert [row.row for row in after.rows] == list(range(1, len(before) + 1))
    assert (after.user, after.inventory, after.exported) == (USER, str(INVENTORY), NOW)


def test_catalogues_come_back_as_they_were() -> None:
    after = read_inventory(export_of([]))
    assert after.problems == ()
    assert set(after.wrappers) == set(WRAPPERS)
    assert set(after.scopes) == set(SCOPES)
    assert set(after.products) == set(PRODUCTS)
    schemas = {kind.key: kind.schema for kind in TYPES}
    assert {kind.key: kind.schema for kind in after.types} == schemas
    plain = {replace(kind, secret_schema="") for kind in TYPES}
    assert {replace(kind, secret_schema="") for kind in after.types} == plain


@given(st.lists(records(), max_size=3))
def test_any_record_comes_back_as_it_was_and_follows_the_schema(
    drawn: list[ResourceRecord],
) -> None:
    before = in_order(drawn)
    source = export_of(before)
    after = read_inventory(source)
    assert after.problems == ()
    assert after.records == before
    assert list(VALIDATOR.iter_errors(json.loads(source))) == []


def test_numbers_of_own_fields_keep_their_kind() -> None:
    before = made_record(fields=(("float", 2.0), ("text", "2"), ("whole", 2), ("yes", True)))
    (after,) = read_inventory(export_of([before])).records
    assert repr(after.draft.fields) == repr(before.draft.fields)


def test_reading_an_export_into_the_same_inventory_changes_nothing() -> None:
    before = varied_records()
    plan = plan_import(
        read_inventory(export_of(before)), StoredInventory(before), create_missing=False
    )
    assert (plan.new, plan.changed, plan.problems, plan.notes) == ([], [], [], [])
    assert plan.unchanged == len(before)


# --- the file ---------------------------------------------------------------------------------


def test_exports_differ_in_their_moment_only() -> None:
    first = export_of(varied_records())
    second = export_of(varied_records(), NOW + timedelta(days=1))
    changed = [
        (old, new)
        for old, new in zip(first.splitlines(), second.splitlines(), strict=True)
        if old != new
    ]
    expected = (
        b'"exported": "2026-03-21T09:00:00.250Z",',
        b'"exported": "2026-03-22T09:00:00.250Z",',
    )
    assert changed == [expected]


def test_order_does_not_depend_on_the_inventory() -> None:
    document = json.loads(export_of(varied_records()))
    for part in ("wrappers", "scopes", "products", "resources"):
        identifiers = [row["id"] for row in document[part]]
        assert identifiers == sorted(identifiers)
    keys = [row["key"] for row in document["types"]]
    assert keys == sorted(keys)
    assert all(row["tags"] == sorted(row["tags"]) for row in document["resources"])
    assert all(list(row["fields"]) == sorted(row["fields"]) for row in document["resources"])


def test_resources_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="in the order of their UUIDs"):
        export_of([made_record(2), made_record(1)])


def test_a_resource_stands_on_one_line_with_its_characters_as_they_are() -> None:
    lines = export_of([made_record(1, name="お茶 🔐"), made_record(2)]).decode().splitlines()
    (line,) = [line for line in lines if "お茶 🔐" in line]
    assert json.loads(line.rstrip(","))["name"] == "お茶 🔐"


def test_an_empty_inventory_is_a_valid_export() -> None:
    target = io.StringIO()
    header = ExportHeader(NOW, str(INVENTORY), None)
    count = write_inventory(
        target,
        header,
        wrappers=[],
        scopes=[],
        types=[],
        products=[],
        resources=[],
        total=0,
        progress=NoProgress(),
    )
    assert count == 0
    VALIDATOR.validate(json.loads(target.getvalue()))
    assert read_inventory(target.getvalue().encode()).user is None


def test_only_one_resource_is_held_at_a_time() -> None:
    target = io.StringIO()
    written: list[int] = []

    def supply() -> Iterator[ResourceRecord]:
        for number in range(5):
            written.append(target.getvalue().count("resource_"))
            yield made_record(number)

    write_inventory(
        target,
        ExportHeader(NOW, str(INVENTORY), USER),
        wrappers=[],
        scopes=[],
        types=[],
        products=[],
        resources=supply(),
        total=5,
        progress=NoProgress(),
    )
    assert written == [0, 1, 2, 3, 4]


class Stop(Progress):
    """Asks to stop at the first report."""

    @override
    def step(self, done: int, total: int, text: str) -> None:
        raise JobCancelled


def test_reading_stops_when_asked() -> None:
    with pytest.raises(JobCancelled):
        read_inventory(export_of([made_record()]), progress=Stop())


# --- the schema -------------------------------------------------------------------------------


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_a_varied_export_follows_the_schema() -> None:
    VALIDATOR.validate(json.loads(export_of(varied_records())))


def test_the_schema_says_what_each_property_is() -> None:
    for owner in (SCHEMA, *SCHEMA["$defs"].values()):
        assert owner["title"]
        assert owner["description"]
        for name, described in owner.get("properties", {}).items():
            assert described.get("title"), name
            assert described.get("description"), name


def test_the_schema_knows_every_property_and_no_other() -> None:
    document = json.loads(export_of(varied_records()))
    assert set(document) == set(SCHEMA["properties"])
    parts = {"wrapper": "wrappers", "scope": "scopes", "type": "types", "product": "products"}
    for name, part in {**parts, "resource": "resources"}.items():
        assert list(document[part][0]) == list(SCHEMA["$defs"][name]["properties"])
        assert SCHEMA["$defs"][name]["required"] == list(document[part][0])
    assert list(document["user"]) == list(SCHEMA["$defs"]["user"]["properties"])


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("id", "0190a1b2-c3d4-7e5f-8a9b-000000000001"),
        ("human_id", "OOOOOO"),
        ("name", "n" * 65),
        ("name", ""),
        ("status", "LOST"),
        ("created", "2026-01-15 10:30"),
        ("retail_price", 1.5),
        ("vat", 25),
        ("fields", {"list": []}),
        ("extra", 1),
    ],
)
def test_the_schema_refuses_what_no_export_has(name: str, value: object) -> None:
    document = json.loads(export_of([made_record()]))
    document["resources"][0][name] = value
    assert not VALIDATOR.is_valid(document)


# --- files that somebody else wrote -----------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        (b"[]", "The file is not a Strongroom export."),
        (b'"strongroom"', "The file is not a Strongroom export."),
        (b'{"format": "other", "version": 1}', "The file is not a Strongroom export."),
        (b'{"format": ["strongroom"]}', "The file is not a Strongroom export."),
        (
            b'{"format": "strongroom"}',
            "The file is a Strongroom export that does not say its version.",
        ),
        (
            b'{"format": "strongroom", "version": true}',
            "The file is a Strongroom export that does not say its version.",
        ),
        (
            b'{"format": "strongroom", "version": 2}',
            "The file was written by a newer Strongroom; update the program.",
        ),
        (
            b'{"format": "strongroom", "version": 1, "resources": {}}',
            "In the file “resources” is not a list.",
        ),
        (b'{"format": "strongroom"', "The file is not JSON (line 1, column 24)."),
    ],
)
def test_a_file_that_is_no_export_is_refused(source: bytes, sentence: str) -> None:
    with pytest.raises(InvalidImportError) as caught:
        read_inventory(source)
    assert str(caught.value) == sentence


def test_a_name_is_enough() -> None:
    document = read_inventory(file_with({"name": "Printer"}))
    assert document.problems == ()
    (record,) = document.records
    assert (record.uuid, record.human_id, record.created, record.secret) == (None,) * 4
    assert (record.draft.name, record.draft.type, record.draft.method) == (
        "Printer", "account", "asset",
    )  # fmt: skip
    assert not record.says_secret


def test_null_and_no_word_on_a_secret_are_told_apart() -> None:
    document = read_inventory(file_with({"name": "a", "secret": None}, {"name": "b"}))
    assert [record.says_secret for record in document.records] == [True, False]


def test_a_bad_row_does_not_hide_the_others() -> None:
    rows = [
        {"name": "a"},
        {"name": ""},
        5,
        {"name": "b", "status": "LOST", "vat": 2},
        {"name": "c"},
    ]
    document = read_inventory(file_with(*rows))
    assert [record.draft.name for record in document.records] == ["a", "c"]
    assert [row.row for row in document.rows] == [1, 5]
    assert codes(document.problems) == [
        (Part.RESOURCES, 2, "name", "required"),
        (Part.RESOURCES, 3, "", "wrong_value"),
        (Part.RESOURCES, 4, "vat", "wrong_value"),
        (Part.RESOURCES, 4, "status", "wrong_value"),
    ]


def test_bad_rows_of_catalogues_are_problems_too() -> None:
    document = read_inventory(
        file_with(
            user={"name": "Ada"},
            wrappers=[
                {"id": "w", "name": "W"},
                {"id": "w", "name": "again"},
                {"id": "", "name": 1},
            ],
            scopes=[{"id": "Engineering", "name": "E"}, {"id": "scope_e", "name": "E"}],
            types=[{"key": "machine", "name": "Machine", "icon": "../x", "id": "7"}, []],
            products=[{"id": "p", "name": "P", "price": -1, "currency": "XXX", "vat": 0.12345678}],
            more=1,
        )
    )
    assert codes(document.problems) == [
        (Part.FILE, 0, "", "not_allowed"),
        (Part.USER, 0, "", "required"),
        (Part.WRAPPERS, 2, "id", "duplicate"),
        (Part.WRAPPERS, 3, "name", "wrong_value"),
        (Part.WRAPPERS, 3, "id", "wrong_value"),
        (Part.SCOPES, 1, "id", "wrong_value"),
        (Part.TYPES, 1, "id", "wrong_value"),
        (Part.TYPES, 1, "icon", "wrong_value"),
        (Part.TYPES, 2, "", "wrong_value"),
        (Part.PRODUCTS, 1, "price", "wrong_value"),
        (Part.PRODUCTS, 1, "currency", "wrong_value"),
        (Part.PRODUCTS, 1, "vat", "wrong_value"),
    ]
    assert [wrapper.name for wrapper in document.wrappers] == ["W"]
    assert [scope.name for scope in document.scopes] == ["E"]
    assert (document.user, document.types, document.products) == (None, (), ())


def test_texts_that_are_too_long_can_be_shortened_without_loss() -> None:
    row = {"name": "n" * 65, "description": "d" * 10_001, "tags": ["t" * 129], "username": "\0"}
    found = read_inventory(file_with(row)).problems
    assert {(problem.problem.field, problem.can_be_shortened) for problem in found} == {
        ("name", True), ("description", True), ("tags", True), ("username", False),
    }  # fmt: skip
    document = read_inventory(file_with({**row, "username": "u" * 70}), shorten=True)
    assert document.problems == ()
    (record,) = document.records
    kept = json.dumps(record.draft.fields)
    assert all(text in kept for text in ("n" * 65, "t" * 129, "u" * 70, "d" * 10_000))
    assert len(record.draft.name) == 64


def test_a_type_of_the_file_may_encrypt_its_descriptions() -> None:
    kind = {"key": "vault", "id": str(uuid_number(9)), "name": "Vault", "icon": "box"}
    row = {"name": "n" * 65, "type": "vault"}
    source = file_with(row, types=[{**kind, "description_encrypted": True}])
    (record,) = read_inventory(source, shorten=True).records
    assert record.draft.description is None
    assert "n" * 65 in record.draft.fields.values()


# --- fuzz -------------------------------------------------------------------------------------

ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 2**63 - 1, 1.5, 1e300, "", "x", "\0", "\u2028", "x" * 70, [], {},
    ["x", None], [[]], {"a": 1}, {"a": {"b": []}}, "strongroom", "2026-02-30T10:00:00Z",
    "0001-01-01T00:00:00+14:00", "2026-01-01", "scope_home", "resource_x", "A" * 20_000, ARMORED,
)  # fmt: skip


def _containers(value: Any) -> Iterator[Any]:
    if isinstance(value, dict | list) and value:
        yield value
        for child in value.values() if isinstance(value, dict) else value:
            yield from _containers(child)


def _mutate(document: Any, chance: random.Random) -> None:
    container = chance.choice(list(_containers(document)))
    where = chance.choice(list(container) if isinstance(container, dict) else range(len(container)))
    match chance.randrange(5):
        case 0:
            del container[where]
        case 1 if isinstance(container, list):
            container.append(container[where])
        case 1:
            container["unknown"] = chance.choice(ODD)
        case 2:
            other = chance.choice(list(_containers(document)))
            container[where] = json.loads(json.dumps(other))
        case _:
            container[where] = chance.choice(ODD)


def test_500_mutated_exports_give_typed_errors_and_problems_only() -> None:
    chance = random.Random(20_260_321)  # noqa: S311 - the same mutants every time
    stored = varied_records()
    original = export_of(stored[::4])
    outcomes = {"refused": 0, "problems": 0, "clean": 0}
    for _ in range(500):
        document = json.loads(original)
        for _ in range(chance.randrange(1, 6)):
            if document:
                _mutate(document, chance)
        source = bytearray(json.dumps(document, ensure_ascii=chance.random() < 0.5).encode())
        if chance.random() < 0.2:
            source[chance.randrange(len(source))] = chance.randrange(256)
        try:
            read = read_inventory(bytes(source), shorten=chance.random() < 0.5)
        except InvalidImportError:
            outcomes["refused"] += 1
            continue
        plan = plan_import(read, StoredInventory(stored), create_missing=chance.random() < 0.5)
        rows = {found.row for found in plan.problems if found.part is Part.RESOURCES}
        count = len(plan.new) + len(plan.changed) + plan.unchanged + len(rows)
        assert count == len(json.loads(source.decode("utf-8-sig")).get("resources", []))
        outcomes["problems" if plan.problems else "clean"] += 1
    assert min(outcomes.values()) > 20, outcomes


def test_shipped_types_are_the_ones_the_export_calls_shipped() -> None:
    document = json.loads(export_of([]))
    shipped = {row["key"] for row in document["types"] if row["shipped"]}
    assert shipped == {kind.key for kind in SHIPPED_TYPES}


def test_times_are_cut_to_milliseconds() -> None:
    row = {"name": "a", "created": "2026-01-15T11:30:00.123987+01:00"}
    (record,) = read_inventory(file_with(row)).records
    assert record.created == datetime(2026, 1, 15, 10, 30, 0, 123_000, tzinfo=UTC)
