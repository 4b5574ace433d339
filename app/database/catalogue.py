"""Wrappers, scopes, types, products and tags: written, and found by their identifiers."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from sqlmodel import SQLModel

from app.database.history import CREATE, REMOVE, PastStep, Write, next_key
from app.database.tables import (
    ProductTable,
    ResourceTypeTable,
    ScopeTable,
    TagTable,
    WrapperTable,
)
from app.domain.catalogue_drafts import (
    ProductFields,
    ResourceTypeFields,
    ScopeFields,
    TagFields,
    WrapperFields,
    read_fields,
)
from app.domain.changes import Catalogue
from app.domain.product import Product
from app.domain.resource_type import ResourceType
from app.domain.scope import Scope
from app.domain.wrapper import Wrapper
from app.errors import (
    AlreadyExistsError,
    ChangedMeanwhileError,
    InvalidResourceError,
    NotFoundError,
    Problem,
    StillUsedError,
    UnknownReferenceError,
)
from app.search.folding import fold


@dataclass(frozen=True, slots=True)
class _Kind:
    """How one catalogue is kept: its table, its name column, who uses it."""

    noun: str
    table: type[SQLModel]
    model: type[SQLModel]
    name_column: str
    use: str  # counts resources (and scopes below) that name the row


_RESOURCES_BY = "SELECT count(*) FROM resource WHERE {column} = :key"
_KINDS = {
    Catalogue.TYPES: _Kind(
        "type", ResourceTypeTable, ResourceTypeFields, "key", _RESOURCES_BY.format(column="type_id")
    ),
    Catalogue.WRAPPERS: _Kind(
        "wrapper",
        WrapperTable,
        WrapperFields,
        "identifier",
        _RESOURCES_BY.format(column="wrapper_id"),
    ),
    Catalogue.SCOPES: _Kind(
        "scope",
        ScopeTable,
        ScopeFields,
        "identifier",
        "SELECT (SELECT count(*) FROM resource WHERE scope_id = :key)"
        " + (SELECT count(*) FROM scope WHERE parent_id = :key)",
    ),
    Catalogue.PRODUCTS: _Kind(
        "product",
        ProductTable,
        ProductFields,
        "identifier",
        "SELECT (SELECT count(*) FROM resource WHERE product_id = :key)"
        " + (SELECT count(*) FROM resource_sub_product WHERE product_id = :key)",
    ),
}


def add(write: Write, catalogue: Catalogue, values: Mapping[str, Any]) -> int:
    """Add a row.

    Args:
        write: The operation under way.
        catalogue: Which list.
        values: Its columns; a scope's `parent` by identifier; a type's `uuid`.

    Returns:
        Its database key.

    Raises:
        InvalidResourceError: With every problem.
        AlreadyExistsError: Its identifier is taken.
        UnknownReferenceError: A scope's parent does not exist.
    """
    kind = _KINDS[catalogue]
    columns = _columns(write.connection, kind, values)
    identifier = str(columns[kind.name_column])
    _require_free(write.connection, catalogue, identifier)
    key = next_key(write.connection, kind.table)
    write.session.add(kind.table(id=key, **columns))
    write.session.flush()
    write.note_catalogue(
        catalogue, key, identifier, CREATE, {k: [None, _json(v)] for k, v in columns.items()}
    )
    return key


def add_all(
    write: Write,
    wrappers: Iterable[Wrapper],
    scopes: Iterable[Scope],
    types: Iterable[ResourceType],
    products: Iterable[Product],
) -> None:
    """Add rows of every list; each scope after its parent.

    Raises:
        InvalidResourceError, AlreadyExistsError, UnknownReferenceError: As for `add`.
    """
    for wrapper in wrappers:
        add(write, Catalogue.WRAPPERS, asdict(wrapper))
    for scope in scopes:
        add(write, Catalogue.SCOPES, asdict(scope))
    for kind in types:
        add(write, Catalogue.TYPES, asdict(kind))
    for product in products:
        add(write, Catalogue.PRODUCTS, asdict(product))


def edit(write: Write, catalogue: Catalogue, identifier: str, values: Mapping[str, Any]) -> None:
    """Change columns of a row; those not given stay.

    Raises:
        NotFoundError: There is no such row.
        InvalidResourceError, AlreadyExistsError, UnknownReferenceError: As for `add`.
    """
    _edit(write, catalogue, _row(write, catalogue, identifier), values)


def delete(write: Write, catalogue: Catalogue, identifier: str) -> None:
    """Remove a row that nothing names.

    Raises:
        NotFoundError: There is no such row.
        StillUsedError: Resources name it, in the trash included, or scopes lie below it.
    """
    _delete(write, catalogue, _row(write, catalogue, identifier))


def _edit(write: Write, catalogue: Catalogue, row: SQLModel, values: Mapping[str, Any]) -> None:
    kind = _KINDS[catalogue]
    before = _state(row, kind)
    kept = dict(before)
    if "parent" in values:
        del kept["parent_id"]
    columns = _columns(write.connection, kind, {**kept, **values})
    changes = {
        name: [_json(before[name]), _json(value)]
        for name, value in columns.items()
        if before[name] != value
    }
    if not changes:
        return
    if "parent_id" in changes:
        _require_no_loop(write.connection, row.id, columns["parent_id"])  # type: ignore[attr-defined]
    if kind.name_column in changes:
        _require_free(write.connection, catalogue, columns[kind.name_column])
    for name in changes:
        setattr(row, name, columns[name])
    write.session.add(row)
    write.session.flush()
    identifier = str(before[kind.name_column])
    write.note_catalogue(catalogue, row.id, identifier, "edit", changes)  # type: ignore[attr-defined]


def _delete(write: Write, catalogue: Catalogue, row: SQLModel) -> None:
    kind = _KINDS[catalogue]
    key: int = row.id  # type: ignore[attr-defined]
    identifier = str(getattr(row, kind.name_column))
    (count,) = write.connection.execute(kind.use, {"key": key}).fetchone()
    if count:
        raise StillUsedError(kind.noun, identifier, count)
    state = _state(row, kind)
    write.session.delete(row)
    write.session.flush()
    write.note_catalogue(
        catalogue, key, identifier, REMOVE, {k: [_json(v), None] for k, v in state.items()}
    )


def _put_back(write: Write, catalogue: Catalogue, past: PastStep) -> None:
    """Undo a removal: the same row under the same key."""
    kind = _KINDS[catalogue]
    columns = _values_before(past)
    identifier = str(columns[kind.name_column])
    _require_free(write.connection, catalogue, identifier)
    parent = columns.get("parent_id")
    if parent is not None and write.session.get(ScopeTable, parent) is None:
        raise ChangedMeanwhileError
    write.session.add(kind.table(id=past.key, **columns))
    write.session.flush()
    changes = {name: [None, _json(value)] for name, value in columns.items()}
    write.note_catalogue(catalogue, past.key, identifier, CREATE, changes)


def key_of(connection: sqlite3.Connection, catalogue: Catalogue, identifier: str) -> int | None:
    """The database key of an identifier."""
    kind = _KINDS[catalogue]
    row = connection.execute(
        f"SELECT id FROM {kind.table.__tablename__} WHERE {kind.name_column} = ?",  # noqa: S608
        (identifier,),
    ).fetchone()
    return None if row is None else int(row[0])


class References:
    """Looks identifiers up for one operation, each once."""

    def __init__(self, write: Write) -> None:
        self._write = write
        self._known: dict[tuple[Catalogue, str], int] = {}

    def key(self, catalogue: Catalogue, identifier: str | None) -> int | None:
        """The key that a resource refers to.

        Raises:
            UnknownReferenceError: There is no such row.
        """
        if identifier is None:
            return None
        found = self._known.get((catalogue, identifier))
        if found is None:
            found = key_of(self._write.connection, catalogue, identifier)
            if found is None:
                raise UnknownReferenceError(_KINDS[catalogue].noun, identifier)
            self._known[catalogue, identifier] = found
        return found

    def tags(self, names: Iterable[str]) -> list[int]:
        """The keys of these tags; new ones are made."""
        return [self._tag(name) for name in names]

    def _tag(self, name: str) -> int:
        found = self._known.get((Catalogue.TAGS, name))
        if found is None:
            row = self._write.connection.execute(
                "SELECT id FROM tag WHERE name = ?", (name,)
            ).fetchone()
            found = int(row[0]) if row else self._new_tag(name)
            self._known[Catalogue.TAGS, name] = found
        return found

    def _new_tag(self, name: str) -> int:
        read_fields(TagFields, {"name": name})
        tag = TagTable(name=name, name_key=fold(name))
        self._write.session.add(tag)
        self._write.session.flush()
        assert tag.id is not None  # noqa: S101 - flushed
        return tag.id


def _columns(
    connection: sqlite3.Connection, kind: _Kind, values: Mapping[str, Any]
) -> dict[str, Any]:
    given = {name: values[name] for name in kind.model.model_fields if name in values}
    columns = read_fields(kind.model, given).model_dump()  # type: ignore[type-var]
    if kind.table is ProductTable:
        columns["vat"] = str(columns["vat"])
    if kind.table is ResourceTypeTable:
        uuid = values["uuid"]
        columns["uuid"] = uuid.bytes if isinstance(uuid, UUID) else uuid
    if kind.table is ScopeTable:
        columns["parent_id"] = values.get("parent_id") or _parent(connection, values.get("parent"))
    return columns


def _parent(connection: sqlite3.Connection, identifier: str | None) -> int | None:
    if identifier is None:
        return None
    key = key_of(connection, Catalogue.SCOPES, identifier)
    if key is None:
        raise UnknownReferenceError("scope", identifier)
    return key


def _require_no_loop(connection: sqlite3.Connection, key: int, parent: int | None) -> None:
    is_below_itself = connection.execute(
        # UNION ends on a loop that is there already, in a file edited by hand.
        "WITH RECURSIVE above (id) AS (SELECT :parent UNION"
        " SELECT scope.parent_id FROM scope JOIN above ON scope.id = above.id)"
        " SELECT 1 FROM above WHERE id = :key",
        {"parent": parent, "key": key},
    ).fetchone()
    if is_below_itself:
        sentence = "A scope cannot lie below itself; choose another parent."
        raise InvalidResourceError([Problem("parent", "loop", sentence)])


def _require_free(connection: sqlite3.Connection, catalogue: Catalogue, identifier: str) -> None:
    if key_of(connection, catalogue, identifier) is not None:
        raise AlreadyExistsError(f"the {_KINDS[catalogue].noun} “{identifier}”")


def _row(write: Write, catalogue: Catalogue, identifier: str) -> SQLModel:
    kind = _KINDS[catalogue]
    key = key_of(write.connection, catalogue, identifier)
    row = None if key is None else write.session.get(kind.table, key)
    if row is None:
        raise NotFoundError(kind.noun, identifier)
    return row


def _state(row: SQLModel, kind: _Kind) -> dict[str, Any]:
    return {name: getattr(row, name) for name in kind.table.model_fields if name != "id"}


def _json(value: object) -> object:
    return value.hex() if isinstance(value, bytes) else value


def take_back(write: Write, past: PastStep) -> None:
    """Undo one step of the history of a catalogue.

    Raises:
        ChangedMeanwhileError: The row is no longer as that step left it, or gone.
        StillUsedError: A row that was added is in use by now.
        AlreadyExistsError: Another row has the identifier.
    """
    which = Catalogue(past.entity)
    if past.step == REMOVE:
        _put_back(write, which, past)
        return
    kind = _KINDS[which]
    row = write.session.get(kind.table, past.key)
    if row is None:
        raise ChangedMeanwhileError
    now = _state(row, kind)
    if any(_json(now[name]) != left for name, (_, left) in past.changes.items()):
        raise ChangedMeanwhileError
    if past.step == CREATE:
        _delete(write, which, row)
    else:
        _edit(write, which, row, _values_before(past))


def _values_before(past: PastStep) -> dict[str, Any]:
    return {
        name: bytes.fromhex(old) if name == "uuid" else old
        for name, (old, _) in past.changes.items()
    }
