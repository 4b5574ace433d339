"""Commands about the file as a whole: init, import, export, check."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.cli.console import Answer
from app.cli.secret_input import STANDARD_INPUT
from app.cli.session import Session
from app.errors import InvalidImportError, InventoryFileError, KeyStoreError
from app.formats.file_source import read_source
from app.formats.import_document import RowProblem
from app.formats.plan import ImportPlan
from app.formats.safe_json import SIZE_LIMIT
from app.search.listing import Listing
from app.search.words import Words

_SHOWN_PROBLEMS = 20


def init(session: Session, options: argparse.Namespace) -> Answer:
    """Make an inventory and its key pair."""
    inventory = session.create(owner=options.owner, email=options.email)
    if options.sample:
        inventory.add_sample()
    state = inventory.vault_state()
    count = inventory.facets().total
    document = {
        "path": str(inventory.path),
        "inventory": inventory.uuid,
        "key_store": state.store_kind,
        "fingerprint": state.fingerprint,
        "resources": count,
    }
    return Answer(
        document,
        [
            f"Made {inventory.path} with {_resources(count)}.",
            f"Its key is kept in: {state.store_title}.",
        ],
        hint="Save the recovery kit now: strongroom-cli key export-recovery FILE",
    )


def import_(session: Session, options: argparse.Namespace) -> Answer:
    """Take in what a file holds: every row of it or, where one has a problem, none."""
    inventory = session.reader() if options.dry_run else session.writer()
    plan = inventory.plan_import(
        _source(session, options.source), create_missing=options.create_missing
    )
    is_done = not (options.dry_run or plan.problems)
    if is_done:
        if any(record.secret for record in (*plan.new, *plan.changed)):
            inventory.unlock()
        inventory.apply_import(plan)
    complaint = None
    if plan.problems:
        rows = _counted(len(plan.problems), "problem", "problems")
        complaint = InvalidImportError(f"The file has {rows}; nothing is imported.")
    return Answer(
        _plan_document(plan, is_done=is_done), _plan_lines(plan, is_done), complaint=complaint
    )


def export(session: Session, options: argparse.Namespace) -> Answer | None:
    """Write resources as JSON to a file, or to standard output, which is then the answer."""
    inventory = session.reader()
    keys = None
    if options.query:
        words = Words.parse(" ".join(options.query))
        keys = inventory.keys(Listing(words=words, deleted=None))
    if options.target == STANDARD_INPUT:
        inventory.export(session.console.unicode_stdout(), form=options.format, keys=keys)
        return None
    target = Path(options.target)
    count = inventory.export(target, form=options.format, keys=keys)
    return Answer(
        {"path": str(target), "format": options.format, "resources": count},
        [f"Exported {_resources(count)} to {target}."],
    )


def check(session: Session, options: argparse.Namespace) -> Answer:
    """Look for damage; with the key at hand also at the seal of each secret."""
    inventory = session.writer()  # SQLite compares its search index in a write only
    notes = []
    try:
        inventory.unlock()
    except KeyStoreError as error:
        notes.append(f"The seals of the secrets were not checked. {error}")
    problems = inventory.check(repair=options.repair)
    document = {
        "problems": [
            {"field": problem.field, "code": problem.code, "message": problem.message}
            for problem in problems
        ],
        "notes": notes,
    }
    lines = [*(problem.message for problem in problems), *notes]
    if not problems:
        return Answer(document, [*lines, f"{inventory.path} is sound."])
    found = _counted(len(problems), "problem", "problems")
    sentence = f"{inventory.path} has {found}."
    return Answer(document, lines, complaint=InventoryFileError(inventory.path, sentence))


def _source(session: Session, name: str) -> bytes:
    if name == STANDARD_INPUT:
        return session.secrets.rest(SIZE_LIMIT)
    return read_source(Path(name))


def _plan_document(plan: ImportPlan, *, is_done: bool) -> dict[str, object]:
    return {
        "imported": is_done,
        "new": len(plan.new),
        "changed": len(plan.changed),
        "unchanged": plan.unchanged,
        "new_wrappers": len(plan.new_wrappers),
        "new_scopes": len(plan.new_scopes),
        "new_types": len(plan.new_types),
        "new_products": len(plan.new_products),
        "notes": plan.notes,
        "problems": [
            {
                "part": found.part,
                "row": found.row,
                "field": found.problem.field,
                "code": found.problem.code,
                "message": found.problem.message,
            }
            for found in plan.problems
        ],
    }


def _plan_lines(plan: ImportPlan, is_done: bool) -> list[str]:
    lines = [_problem_line(found) for found in plan.problems[:_SHOWN_PROBLEMS]]
    if len(plan.problems) > _SHOWN_PROBLEMS:
        lines.append(f"… and {len(plan.problems) - _SHOWN_PROBLEMS:,} more; --json has them all.")
    counts = f"{len(plan.new):,} new, {len(plan.changed):,} changed, {plan.unchanged:,} unchanged"
    lines += plan.notes
    lines.append(f"{'Imported' if is_done else 'Would import'}: {counts}.")
    return lines


def _problem_line(found: RowProblem) -> str:
    place = f"{found.part} {found.row}: " if found.row else ""
    return place + found.problem.message


def _resources(count: int) -> str:
    return _counted(count, "resource", "resources")


def _counted(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"
