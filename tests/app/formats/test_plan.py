"""What an import would do: new, changed, unchanged, problems and notes, with nothing written."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from typing_extensions import override

from app.errors import JobCancelled
from app.formats.import_document import ImportDocument, ImportRow, Part, RowProblem
from app.formats.plan import ImportPlan, plan_import
from app.formats.record import ResourceRecord
from app.formats.strongroom_json import read_inventory
from app.jobs import Progress
from tests.made_records import (
    ARMORED,
    SECRET_TIMES,
    USER,
    StoredInventory,
    export_of,
    file_with,
    made_record,
    varied_records,
    with_draft,
)

LATER = datetime(2026, 3, 22, tzinfo=UTC)
SECRET_FIELDS: dict[str, Any] = {"secret": None, "secret_created": None, "secret_updated": None}


def planned(
    rows: Sequence[ResourceRecord],
    stored: Sequence[ResourceRecord] = (),
    *,
    create_missing: bool = False,
) -> ImportPlan:
    document = ImportDocument(
        rows=tuple(ImportRow(number, record) for number, record in enumerate(rows, start=1)),
        user=USER,
    )
    return plan_import(document, StoredInventory(stored), create_missing=create_missing)


def places(plan: ImportPlan) -> list[tuple[int, str, str]]:
    return [(found.row, found.problem.field, found.problem.code) for found in plan.problems]


# --- new, changed, unchanged ------------------------------------------------------------------


def test_everything_is_new_in_an_empty_inventory() -> None:
    before = varied_records()
    plan = plan_import(read_inventory(export_of(before)), StoredInventory(), create_missing=False)
    assert plan.new == before
    assert (plan.changed, plan.unchanged, plan.problems, plan.notes) == ([], 0, [], [])
    assert plan.user == USER


def test_a_row_without_an_id_is_new_however_much_it_looks_like_another() -> None:
    stored = made_record(1, wrapper=None, external_id=None)
    row = replace(with_draft(stored, id=None), uuid=None, human_id=None)
    assert planned([row], [stored]).new == [row]


def test_the_same_values_are_unchanged() -> None:
    assert planned(varied_records(), varied_records()).unchanged == len(varied_records())


@pytest.mark.parametrize(
    "values",
    [
        {"updated": LATER},
        {"created": LATER},
        {"created_by": "Grace"},
        {"human_id": "K7MQ2X"},
        {"deleted": True, "deleted_at": LATER},
        {"secret": "another message"},
        {"secret_updated": LATER},
        SECRET_FIELDS,
    ],
    ids=str,
)
def test_any_other_value_is_a_change(values: dict[str, Any]) -> None:
    stored = made_record()
    row = replace(stored, **values)
    assert planned([row], [stored]).changed == [row]


@pytest.mark.parametrize(
    "values", [{"name": "Other"}, {"tags": ("x",)}, {"fields": {}}, {"status": "DONE"}], ids=str
)
def test_any_other_value_of_a_person_is_a_change(values: dict[str, Any]) -> None:
    stored = made_record()
    row = with_draft(stored, **values)
    assert planned([row], [stored]).changed == [row]


def test_what_a_product_says_is_not_compared() -> None:
    stored = made_record(product="product_lamp", currency="EUR", vat=None)
    row = replace(stored, currency=None)
    assert planned([row], [stored]).unchanged == 1


def test_a_trashed_resource_can_come_back() -> None:
    stored = made_record(deleted=LATER)
    row = replace(stored, deleted=False, deleted_at=None)
    assert planned([row], [stored]).changed == [row]


# --- what the file does not say ---------------------------------------------------------------


def test_what_the_file_does_not_say_stays() -> None:
    stored = made_record(deleted=LATER)
    silent = replace(
        stored,
        **SECRET_FIELDS,
        human_id=None,
        created=None,
        created_by=None,
        updated=None,
        deleted_at=None,
        says_secret=False,
    )
    assert planned([silent], [stored]).unchanged == 1


def test_a_change_that_does_not_say_when_is_left_open() -> None:
    stored = made_record()
    silent = replace(
        with_draft(stored, name="Other"),
        **SECRET_FIELDS,
        human_id=None,
        created=None,
        updated=None,
        says_secret=False,
    )
    expected = replace(with_draft(stored, name="Other"), updated=None)
    assert planned([silent], [stored]).changed == [expected]


def test_another_secret_that_does_not_say_when_is_left_open() -> None:
    stored = made_record()
    row = replace(stored, secret="another", secret_created=None, secret_updated=None)
    assert planned([row], [stored]).changed == [row]
    same = replace(stored, secret_created=None, secret_updated=None)
    assert planned([same], [stored]).unchanged == 1


def test_null_takes_a_secret_away_and_no_word_does_not() -> None:
    stored = made_record()
    row = {"id": stored.draft.id, "name": "Other"}
    kept, taken = (
        plan_import(read_inventory(source), StoredInventory([stored]), create_missing=False)
        for source in (file_with(row), file_with(row | {"secret": None}))
    )
    assert [record.secret for record in kept.changed] == [ARMORED]
    assert kept.changed[0].secret_updated == SECRET_TIMES["secret_updated"]
    assert [(record.secret, record.says_secret) for record in taken.changed] == [(None, True)]


# --- already exists ---------------------------------------------------------------------------


def test_an_id_that_stands_twice_in_the_file_counts_once() -> None:
    first = made_record()
    plan = planned([first, with_draft(first, name="Other")])
    assert plan.new == [first]
    assert places(plan) == [(2, "id", "already_exists")]


@pytest.mark.parametrize(
    ("same", "field"),
    [({"external_id": "i-1", "wrapper": None}, "external_id"), ({"name": "Server 1"}, "name")],
)
def test_what_another_has_is_a_problem(same: dict[str, Any], field: str) -> None:
    one, other = made_record(1), made_record(2, **same)
    assert places(planned([other], [one])) == [(1, field, "already_exists")]
    within = planned([one, other])
    assert places(within) == [(2, field, "already_exists")]
    assert within.new == [one]


def test_both_conflicts_of_a_row_are_said_at_once() -> None:
    one, other = made_record(1), made_record(2, external_id="i-1", name="Server 1")
    assert [field for _, field, _ in places(planned([other], [one]))] == ["external_id", "name"]


@pytest.mark.parametrize(
    "values",
    [
        {"external_id": "i-1", "type": "device"},
        {"external_id": "i-1", "scope": None},
        {"external_id": "i-1", "scope": "scope_cellar"},
        {"external_id": "i-1", "deleted": LATER},
        {"name": "Server 1", "type": "device"},
        {"name": "Server 1", "wrapper": None},
        {"name": "Server 1", "wrapper": "wrapper_123"},
        {"name": "Server 1", "deleted": LATER},
        {"name": "server 1"},
    ],
    ids=str,
)
def test_elsewhere_the_same_is_allowed(values: dict[str, Any]) -> None:
    one, other = made_record(1), made_record(2, **values)
    assert planned([other], [one]).new == [other]
    assert planned([one, other]).new == [one, other]


def test_without_a_scope_an_external_id_is_unique_too() -> None:
    one, other = (made_record(n, external_id="same", scope=None) for n in (1, 2))
    assert places(planned([other], [one])) == [(1, "external_id", "already_exists")]


def test_two_resources_may_swap_their_names() -> None:
    stored = [made_record(1, name="A"), made_record(2, name="B")]
    rows = [with_draft(stored[0], name="B"), with_draft(stored[1], name="A")]
    plan = planned(rows, stored)
    assert (plan.changed, plan.problems) == (rows, [])


def test_a_name_can_be_had_once_its_owner_gives_it_up() -> None:
    stored = made_record(1, name="A")
    new = made_record(2, name="A")
    renamed = with_draft(stored, name="B")
    plan = planned([new, renamed], [stored])
    assert (plan.new, plan.changed, plan.problems) == ([new], [renamed], [])


def test_a_name_is_kept_by_its_owner_against_an_earlier_row() -> None:
    stored = made_record(1, name="A")
    plan = planned([made_record(2, name="A"), stored], [stored])
    assert plan.unchanged == 1
    assert places(plan) == [(1, "name", "already_exists")]


def test_a_row_that_is_left_out_keeps_what_others_hoped_for() -> None:
    stored = [made_record(1, name="A"), made_record(2, name="B"), made_record(3, name="C")]
    rows = [  # 1 wants the name of 3, which stays; so 1 keeps “A”, and 2 cannot have it
        with_draft(stored[0], name="C"),
        with_draft(stored[1], name="A"),
    ]
    plan = planned(rows, stored)
    assert plan.changed == []
    assert places(plan) == [(1, "name", "already_exists"), (2, "name", "already_exists")]


# --- human IDs --------------------------------------------------------------------------------


def test_a_human_id_of_another_resource_is_not_taken_over() -> None:
    stored = [made_record(1, human_id="AAAAAA"), made_record(2, human_id="BBBBBB")]
    rows = [
        replace(stored[1], human_id="AAAAAA", updated=LATER),
        made_record(3, human_id="BBBBBB"),
        made_record(4, human_id="CCCCCC"),
        made_record(5, human_id="CCCCCC"),
    ]
    plan = planned(rows, stored)
    assert [record.human_id for record in plan.changed] == ["BBBBBB"]
    assert [record.human_id for record in plan.new] == [None, "CCCCCC", None]
    assert plan.notes == [
        "3 human IDs are taken here; the resource keeps the one it has, or gets a new one."
    ]


# --- the whole --------------------------------------------------------------------------------


def test_problems_of_the_file_come_along_in_its_order() -> None:
    source = file_with(
        {"name": ""}, {"name": "a", "scope": "scope_none"}, {"name": "", "status": 5}, extra=1
    )
    plan = plan_import(read_inventory(source), StoredInventory(), create_missing=False)
    assert [(found.part, found.row) for found in plan.problems] == [
        (Part.FILE, 0),
        (Part.RESOURCES, 1),
        (Part.RESOURCES, 2),
        (Part.RESOURCES, 3),
        (Part.RESOURCES, 3),
    ]
    assert all(isinstance(found, RowProblem) for found in plan.problems)


class Stop(Progress):
    """Asks to stop at the first report."""

    @override
    def step(self, done: int, total: int, text: str) -> None:
        raise JobCancelled


def test_planning_stops_when_asked() -> None:
    document = read_inventory(export_of([made_record()]))
    with pytest.raises(JobCancelled):
        plan_import(document, StoredInventory(), create_missing=False, progress=Stop())


def test_an_old_export_takes_an_inventory_back() -> None:
    before = varied_records()
    source = export_of(before)
    now = [
        replace(with_draft(record, name=f"New {n}"), updated=LATER)
        for n, record in enumerate(before)
    ]
    plan = plan_import(read_inventory(source), StoredInventory(now), create_missing=False)
    assert plan.changed == before
    assert plan.problems == []
