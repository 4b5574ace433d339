from typing import Any

from app.domain.resource_draft import ResourceDraft
from app.domain.scope import Scope
from app.errors import Problem
from app.formats.import_document import Part, RowProblem
from app.formats.plan import ImportPlan
from app.formats.record import ResourceRecord
from app.presentation.import_preview import preview

TOO_LONG = Problem("name", "too_long", "Name may have at most 64 characters.")


def record(name: str) -> ResourceRecord:
    return ResourceRecord(draft=ResourceDraft(name=name))


def plan(**values: Any) -> ImportPlan:
    return ImportPlan(**values)


def texts(made: ImportPlan) -> list[str]:
    return [line.text for line in preview(made).counts]


def test_everything_is_counted() -> None:
    made = plan(
        new=[record("a"), record("b")],
        changed=[record("c")],
        unchanged=1040,
        new_scopes=[Scope("scope_a", "A")],
        problems=[RowProblem(3, TOO_LONG)],
    )
    assert texts(made) == [
        "2 new resources",
        "1 resource changed",
        "1,040 resources already here",
        "1 new scope",
        "1 row left out",
    ]
    assert preview(made).button == "Import 3 resources"


def test_nothing_to_do_cannot_be_imported() -> None:
    shown = preview(plan(unchanged=60))
    assert not shown.can_import
    assert [line.text for line in shown.counts] == ["60 resources already here"]


def test_empty_file_says_so() -> None:
    assert texts(plan()) == ["The file holds nothing to import"]
    assert not preview(plan()).can_import


def test_new_scopes_alone_can_be_imported() -> None:
    assert preview(plan(new_scopes=[Scope("scope_a", "A")])).can_import


def test_problem_says_where_it_is() -> None:
    made = plan(
        problems=[
            RowProblem(1200, TOO_LONG),
            RowProblem(2, TOO_LONG, Part.SCOPES),
            RowProblem(0, TOO_LONG, Part.FILE),
        ]
    )
    assert preview(made).problems == (
        "Resource 1,200: Name may have at most 64 characters.",
        "Scope 2: Name may have at most 64 characters.",
        "The file: Name may have at most 64 characters.",
    )


def test_two_problems_of_one_row_leave_out_one_row() -> None:
    other = Problem("uri", "too_long", "Address may have at most 1,024 characters.")
    made = plan(new=[record("a")], problems=[RowProblem(3, TOO_LONG), RowProblem(3, other)])
    assert "1 row left out" in texts(made)


def test_shortening_is_offered_where_it_helps() -> None:
    assert not preview(plan(problems=[RowProblem(3, TOO_LONG)])).can_shorten
    assert preview(plan(problems=[RowProblem(3, TOO_LONG, can_be_shortened=True)])).can_shorten
