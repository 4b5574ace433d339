"""Writing resources: new ones in bulk, changes one by one, each with index and history.

A resource's *state* is a dictionary of JSON values by the field names of the native export, plus
`deleted` (milliseconds or None). History, undo and import all speak of states.
"""

from __future__ import annotations

import itertools
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from app.database import rows, search_index, secrets
from app.database.catalogue import References
from app.database.history import CREATE, REMOVE, FieldChanges, Write, next_key
from app.database.secrets import SecretRow
from app.database.tables import (
    ResourceTable,
    ResourceTagTable,
    SecretTable,
    SubProductTable,
)
from app.domain.changes import Catalogue
from app.domain.identifiers import canonical, new_human_id
from app.domain.resource import Resource
from app.domain.resource_draft import ResourceDraft
from app.domain.times import to_milliseconds
from app.errors import AlreadyExistsError, NotFoundError
from app.search.folding import fold
from app.search.searchable import searchable_text

State = dict[str, Any]

_PLAIN = (
    "method",
    "name",
    "description",
    "username",
    "uri",
    "external_id",
    "reference_id",
    "image_url",
    "status",
    "retail_price",
    "start_period",
    "end_period",
    "favourite",
    "deleted",
)
# Among the changes of the history, beside the fields: who and when a removed resource was, what
# an import set of that, and whether there was and is a secret.
IDENTITY = "_identity"
FACTS = "_facts"
SECRET = "secret"  # noqa: S105 - a field's name
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class NewResource:
    """A resource to insert.

    Args:
        uuid: Its UUIDv7.
        state: All its fields.
        created: Milliseconds.
        created_by: Who.
        updated: Milliseconds.
        human_id: Where it has one already; else one is made.
        secret: Encrypted and sealed for `revision`.
        revision: 1 unless it is put back.
        key: Only when it is put back.
    """

    uuid: UUID
    state: State
    created: int
    created_by: str
    updated: int
    human_id: str | None = None
    secret: SecretRow | None = None
    revision: int = 1
    key: int | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What an import or an undo may set beside the state; None leaves it alone. Milliseconds."""

    human_id: str | None = None
    created: int | None = None
    created_by: str | None = None
    updated: int | None = None


def state_of_draft(draft: ResourceDraft, *, deleted: int | None = None) -> State:
    """A draft as a state."""
    state = draft.model_dump(exclude={"id", "start_period", "end_period"})
    for field in ("start_period", "end_period"):
        moment = getattr(draft, field)
        state[field] = None if moment is None else to_milliseconds(moment)
    state["tags"] = list(draft.tags)
    state["sub_products"] = list(draft.sub_products)
    state["method"] = str(draft.method)
    state["status"] = str(draft.status)
    state["deleted"] = deleted
    return state


def state_of(resource: Resource) -> State:
    """A resource as a state."""
    state = {
        field: getattr(resource, field)
        for field in (*_PLAIN, "type", "wrapper", "scope", "product")
    }
    for field in ("start_period", "end_period", "deleted"):
        state[field] = None if state[field] is None else to_milliseconds(state[field])
    state |= {
        "method": str(resource.method),
        "status": str(resource.status),
        "tags": list(resource.tags),
        "sub_products": list(resource.sub_products),
        "fields": dict(resource.fields),
    }
    return state


def is_same(one: object, other: object) -> bool:
    """Whether two values of a state are the same; 1, 1.0 and true are three."""
    if isinstance(one, dict):
        return _to_json(one) == _to_json(other)
    return one == other


def require_unique(
    connection: sqlite3.Connection, state: Mapping[str, Any], *, besides: int | None = None
) -> None:
    """Hold the rules of `already exists` for a living resource.

    Args:
        connection: The writer's.
        state: The resource as it shall be.
        besides: Its own key.

    Raises:
        AlreadyExistsError: Says which rule.
    """
    if state["deleted"] is not None:
        return
    own = -1 if besides is None else besides
    if (
        state["external_id"] is not None
        and connection.execute(
            "SELECT 1 FROM resource WHERE external_id = ? AND deleted IS NULL AND id <> ?"
            " AND type_id = (SELECT id FROM resource_type WHERE key = ?)"
            " AND scope_id IS (SELECT id FROM scope WHERE identifier = ?)",
            (state["external_id"], own, state["type"], state["scope"]),
        ).fetchone()
    ):
        raise AlreadyExistsError("a resource with this external ID in the same scope and type")
    if (
        state["wrapper"] is not None
        and connection.execute(
            "SELECT 1 FROM resource WHERE name = ? AND deleted IS NULL AND id <> ?"
            " AND type_id = (SELECT id FROM resource_type WHERE key = ?)"
            " AND wrapper_id = (SELECT id FROM wrapper WHERE identifier = ?)",
            (state["name"], own, state["type"], state["wrapper"]),
        ).fetchone()
    ):
        raise AlreadyExistsError("a resource of this name and type in the same wrapper")


def insert(write: Write, new: Sequence[NewResource], references: References) -> list[int]:
    """Insert resources with tags, secrets, search text and history, in bulk.

    Returns:
        Their keys, in order.

    Raises:
        AlreadyExistsError, UnknownReferenceError: Nothing is inserted then.
    """
    if not new:
        return []
    human_ids = _human_ids(write.connection, new)
    fresh = itertools.count(next_key(write.connection, ResourceTable))
    keys = [next(fresh) if one.key is None else one.key for one in new]
    columns = [
        _columns(one.state, references)
        | {
            "id": key,
            "uuid": one.uuid.bytes,
            "human_id": human_id,
            "created": one.created,
            "created_by": one.created_by,
            "updated": one.updated,
            "revision": one.revision,
        }
        for one, key, human_id in zip(new, keys, human_ids, strict=True)
    ]
    _bulk(write, ResourceTable, columns)
    for key, one in zip(keys, new, strict=True):
        write.note_resource(key, canonical(one.uuid), CREATE, {})
    states = [one.state for one in new]
    _bulk(write, ResourceTagTable, _tag_rows(keys, states, references))
    _bulk(write, SubProductTable, _sub_product_rows(keys, states, references))
    _bulk(write, SecretTable, _secret_rows(keys, new))
    search_index.learn(
        write.connection,
        (
            (key, searchable(one.state, human_id))
            for key, one, human_id in zip(keys, new, human_ids, strict=True)
        ),
    )
    if any(state["tags"] for state in states):
        write.touch(Catalogue.TAGS)
    return keys


def update(
    write: Write,
    key: int,
    state: Mapping[str, Any],
    references: References,
    *,
    step: str = "edit",
    facts: Facts | None = None,
    is_unique_later: bool = False,
) -> bool:
    """Bring a resource to a state.

    Args:
        write: The operation under way.
        key: Which resource.
        state: Its fields; those missing stay.
        references: The operation's.
        step: What the history calls it.
        facts: What else to set.
        is_unique_later: The caller sees to the rules of `already exists`.

    Returns:
        Whether anything changed.

    Raises:
        NotFoundError, AlreadyExistsError, UnknownReferenceError.
    """
    resource = _require(write.connection, key)
    before = state_of(resource)
    after = before | dict(state)
    changes = {f: [before[f], after[f]] for f in before if not is_same(before[f], after[f])}
    changes |= _facts_changes(resource, facts)
    if not changes:
        return False
    if not is_unique_later:
        require_unique(write.connection, after, besides=key)
    row = _touched(write, key)
    human_id = resource.human_id
    if FACTS in changes:
        for column, value in changes[FACTS][1].items():
            setattr(row, column, value)
        human_id = row.human_id
    for column, value in _columns(after, references).items():
        setattr(row, column, value)
    write.session.flush()
    if "tags" in changes:
        _replace(write, ResourceTagTable, key, _tag_rows([key], [after], references))
        write.touch(Catalogue.TAGS)
    if "sub_products" in changes:
        _replace(write, SubProductTable, key, _sub_product_rows([key], [after], references))
    search_index.relearn(write.connection, key, searchable(after, human_id))
    write.note_resource(key, resource.id, step, changes)
    return True


def set_secret(write: Write, key: int, row: SecretRow | None, *, step: str = "secret") -> bool:
    """Give a resource another secret, or none.

    Returns:
        Whether anything changed.
    """
    resource = _require(write.connection, key)
    before = secrets.put(write, key, row)
    if before == row:
        return False
    _touched(write, key)
    write.session.flush()
    write.note_resource(
        key,
        resource.id,
        step,
        {SECRET: [before is not None, row is not None]},
        old_secret=None if before is None else before.to_json(),
    )
    return True


def remove(write: Write, key: int) -> None:
    """Take a resource out of the file; the history keeps all of it."""
    resource = _require(write.connection, key)
    secret = secrets.row_of(write.connection, key)
    search_index.forget(write.connection, key)
    write.connection.execute("DELETE FROM resource WHERE id = ?", (key,))
    write.session.expire_all()
    identity = {
        "human_id": resource.human_id,
        "created": to_milliseconds(resource.created),
        "created_by": resource.created_by,
        "updated": to_milliseconds(resource.updated),
        "revision": resource.revision,
    }
    changes = {field: [value, None] for field, value in state_of(resource).items()}
    if resource.tags:
        write.touch(Catalogue.TAGS)
    write.note_resource(
        key,
        resource.id,
        REMOVE,
        changes | {IDENTITY: [identity, None]},
        old_secret=None if secret is None else secret.to_json(),
    )


def is_name_taken(connection: sqlite3.Connection, name: str) -> bool:
    """Whether a living resource is called so."""
    row = connection.execute(
        "SELECT 1 FROM resource WHERE name_key = ? AND name = ? AND deleted IS NULL",
        (fold(name), name),
    ).fetchone()
    return row is not None


def revision_of(connection: sqlite3.Connection, key: int) -> int:
    """How often a resource was written.

    Raises:
        NotFoundError: It is gone.
    """
    return _require(connection, key).revision


def _facts_changes(resource: Resource, facts: Facts | None) -> FieldChanges:
    """What of the facts differs, as [old, new] under one name."""
    if facts is None:
        return {}
    before = {
        "human_id": resource.human_id,
        "created": to_milliseconds(resource.created),
        "created_by": resource.created_by,
        "updated": to_milliseconds(resource.updated),
    }
    after = {name: value for name, value in asdict(facts).items() if value is not None}
    changed = {name: value for name, value in after.items() if before[name] != value}
    if not changed:
        return {}
    return {FACTS: [{name: before[name] for name in changed}, changed]}


def _require(connection: sqlite3.Connection, key: int) -> Resource:
    resource = rows.resource(connection, key)
    if resource is None:
        raise NotFoundError("resource", str(key))
    return resource


def _touched(write: Write, key: int) -> ResourceTable:
    """The row with its next revision, and a time that differs from the one before."""
    row = write.session.get(ResourceTable, key)
    assert row is not None  # noqa: S101 - the caller read it in this transaction
    row.revision += 1
    row.updated = max(write.at, row.updated + 1)
    write.session.add(row)
    return row


def _columns(state: Mapping[str, Any], references: References) -> dict[str, Any]:
    return {field: state[field] for field in _PLAIN} | {
        "name_key": fold(state["name"]),
        "type_id": references.key(Catalogue.TYPES, state["type"]),
        "wrapper_id": references.key(Catalogue.WRAPPERS, state["wrapper"]),
        "scope_id": references.key(Catalogue.SCOPES, state["scope"]),
        "product_id": references.key(Catalogue.PRODUCTS, state["product"]),
        "fields": _to_json(state["fields"]),
    }


def _to_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def searchable(state: Mapping[str, Any], human_id: str) -> str:
    """The folded text by which a resource in this state is found."""
    return searchable_text(
        (
            state["name"],
            state["reference_id"],
            state["description"],
            state["image_url"],
            state["username"],
            state["uri"],
            state["external_id"],
            human_id,
            *state["tags"],
        )
    )


def _bulk(write: Write, table: type, values: list[dict[str, Any]]) -> None:
    if values:
        write.session.connection().execute(table.__table__.insert(), values)  # type: ignore[attr-defined]


def _replace(write: Write, table: type, key: int, values: list[dict[str, Any]]) -> None:
    name = table.__tablename__  # type: ignore[attr-defined]
    write.connection.execute(f"DELETE FROM {name} WHERE resource_id = ?", (key,))  # noqa: S608
    _bulk(write, table, values)


def _tag_rows(
    keys: Iterable[int], states: Iterable[Mapping[str, Any]], references: References
) -> list[dict[str, Any]]:
    return [
        {"resource_id": key, "tag_id": tag}
        for key, state in zip(keys, states, strict=True)
        for tag in references.tags(state["tags"])
    ]


def _sub_product_rows(
    keys: Iterable[int], states: Iterable[Mapping[str, Any]], references: References
) -> list[dict[str, Any]]:
    return [
        {
            "resource_id": key,
            "position": position,
            "product_id": references.key(Catalogue.PRODUCTS, product),
        }
        for key, state in zip(keys, states, strict=True)
        for position, product in enumerate(state["sub_products"])
    ]


def _secret_rows(keys: Iterable[int], new: Iterable[NewResource]) -> list[dict[str, Any]]:
    return [
        {
            "resource_id": key,
            "user_id": one.secret.user_id,
            "armored": one.secret.armored,
            "revision": one.secret.revision,
            "seal": bytes.fromhex(one.secret.seal),
            "created": one.secret.created,
            "updated": one.secret.updated,
        }
        for key, one in zip(keys, new, strict=True)
        if one.secret is not None
    ]


def _human_ids(connection: sqlite3.Connection, new: Sequence[NewResource]) -> list[str]:
    """The human ID of each; new ones differ from each other and from all in the file."""
    brought = {one.human_id for one in new if one.human_id is not None}
    missing = len(new) - sum(one.human_id is not None for one in new)
    fresh: set[str] = set()
    while len(fresh) < missing:
        candidates = list({new_human_id() for _ in range(missing - len(fresh))} - brought - fresh)
        for start in range(0, len(candidates), _CHUNK):
            chunk = candidates[start : start + _CHUNK]
            marks = ",".join("?" * len(chunk))
            taken = connection.execute(
                f"SELECT human_id FROM resource WHERE human_id IN ({marks})",  # noqa: S608
                chunk,
            )
            fresh |= set(chunk) - {row[0] for row in taken}
    rest = iter(fresh)
    return [next(rest) if one.human_id is None else one.human_id for one in new]
