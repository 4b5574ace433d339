"""Taking back what a change set did, where things still are as it left them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.database import catalogue, history, resources, rows, schema, secrets
from app.database.catalogue import References
from app.database.history import CREATE, REMOVE, RESOURCE, PastStep, Write
from app.database.resources import FACTS, IDENTITY, SECRET, Facts, NewResource, State
from app.database.secrets import SecretRow
from app.domain.identifiers import uuid_from_canonical
from app.errors import ChangedMeanwhileError

# What the rules of `already exists` look at.
_PLACE = frozenset({"name", "type", "wrapper", "scope", "external_id", "deleted"})


def take_back(write: Write, steps: Sequence[PastStep]) -> None:
    """Undo the steps of a change set.

    Args:
        write: The operation under way.
        steps: As `history.steps_of` gives them, the last first.

    Raises:
        ChangedMeanwhileError: Something is no longer as a step left it.
        NotFoundError, AlreadyExistsError, StillUsedError, UnknownReferenceError: As for the
            opposite operations.
    """
    references = References(write)
    may_meet = _may_meet(steps)
    with schema.uniqueness_checked_at_the_end(write.connection, only_if=may_meet):
        for step in steps:
            if step.entity == RESOURCE:
                _take_back(write, step, references, is_unique_later=may_meet)
            else:
                catalogue.take_back(write, step)


def _may_meet(steps: Sequence[PastStep]) -> bool:
    """Whether two resources can meet halfway, as those do that swapped their names."""
    several = [step for step in steps if step.entity == RESOURCE]
    return len(several) > 1 and any(step.changes.keys() & _PLACE for step in several)


def _take_back(
    write: Write, past: PastStep, references: References, *, is_unique_later: bool
) -> None:
    if past.step == REMOVE:
        new = _as_it_was(past)
        if not is_unique_later:
            resources.require_unique(write.connection, new.state)
        resources.insert(write, [new], references)
        return
    _require_as_left(write, past)
    if past.step == CREATE:
        resources.remove(write, past.key)
        return
    changes = past.changes
    facts = changes.get(FACTS)
    fields = {field: old for field, (old, _) in changes.items() if field not in (SECRET, FACTS)}
    if fields or facts:
        resources.update(
            write,
            past.key,
            fields,
            references,
            step=past.step,
            facts=Facts(**facts[0]) if facts else None,
            is_unique_later=is_unique_later,
        )
    if SECRET in changes:
        resources.set_secret(write, past.key, _secret_of(past), step=past.step)


def _as_it_was(past: PastStep) -> NewResource:
    """A removed resource, under the same key."""
    uuid = uuid_from_canonical(past.identifier)
    assert uuid is not None  # noqa: S101 - the history holds canonical identifiers
    return NewResource(
        uuid=uuid,
        state=_values_before(past),
        secret=_secret_of(past),
        key=past.key,
        **past.changes[IDENTITY][0],
    )


def _require_as_left(write: Write, past: PastStep) -> None:
    """Refuse where what a step touched was touched again.

    The history has the old value of every change: the first later step that names a field says
    how this one left it. What no later step names is as this one left it.
    """
    resource = rows.resource(write.connection, past.key)
    if resource is None:
        raise ChangedMeanwhileError
    now = resources.state_of(resource)
    left: dict[str, Any] = {}
    for later in history.later_steps(write.connection, past):
        if SECRET in later.changes or later.step == REMOVE:
            left.setdefault(SECRET, later.old_secret)
        for field, value in _values_before(later).items():
            left.setdefault(field, value)
    touched = left.keys() if past.step == CREATE else left.keys() & past.changes.keys()
    secret = secrets.row_of(write.connection, past.key)
    if SECRET in touched and secret != _read(left[SECRET]):
        raise ChangedMeanwhileError
    if any(not resources.is_same(now[field], left[field]) for field in touched - {SECRET}):
        raise ChangedMeanwhileError


def _values_before(past: PastStep) -> State:
    return {
        field: old
        for field, (old, _) in past.changes.items()
        if field not in (SECRET, FACTS, IDENTITY)
    }


def _secret_of(past: PastStep) -> SecretRow | None:
    return _read(past.old_secret)


def _read(row: str | None) -> SecretRow | None:
    return None if row is None else SecretRow.from_json(row)
