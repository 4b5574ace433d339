"""What an import does to wrappers, scopes, types and products; and whether a resource's exist."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol, TypeVar

from app.domain.catalogue_drafts import (
    ResourceTypeFields,
    ScopeFields,
    WrapperFields,
    read_fields,
)
from app.domain.product import Product
from app.domain.resource_type import ResourceType, plain_type, type_uuid
from app.domain.scope import SCOPE_PREFIX, Scope
from app.domain.wrapper import Wrapper
from app.errors import InvalidResourceError, Problem
from app.formats.import_document import ImportDocument, Part, RowProblem
from app.formats.record import ResourceRecord

Entry = TypeVar("Entry", Wrapper, Scope, Product)


class ExistingCatalogues(Protocol):
    """What is asked of the inventory that would be imported into."""

    def wrappers(self) -> Sequence[Wrapper]:
        """All of them."""
        ...

    def scopes(self) -> Sequence[Scope]:
        """All of them."""
        ...

    def types(self) -> Sequence[ResourceType]:
        """All of them."""
        ...

    def products(self) -> Sequence[Product]:
        """All of them."""
        ...


class CataloguePlan:
    """Wrappers, scopes, types and products as they will be: the inventory's, then the file's.

    Args:
        document: The file.
        existing: The inventory; what it has stays as it is.
        create_missing: Make wrappers, scopes and types that are named and exist nowhere.
    """

    def __init__(
        self, document: ImportDocument, existing: ExistingCatalogues, *, create_missing: bool
    ) -> None:
        self.problems: list[RowProblem] = []
        self.notes: list[str] = []
        self._create_missing = create_missing
        self._wrappers = {wrapper.identifier: wrapper for wrapper in existing.wrappers()}
        self._scopes = {scope.identifier: scope for scope in existing.scopes()}
        self._types = {kind.key: kind for kind in existing.types()}
        self._type_uuids = {kind.uuid for kind in self._types.values()}
        self._products = {product.identifier: product for product in existing.products()}
        self.new_wrappers = self._new("wrapper", self._wrappers, document.wrappers)
        self.new_products = self._new("product", self._products, document.products)
        self.new_types = self._add_types(document.types)
        self.new_scopes = self._add_scopes(self._new("scope", self._scopes, document.scopes))
        self._wrappers |= {wrapper.identifier: wrapper for wrapper in self.new_wrappers}
        self._products |= {product.identifier: product for product in self.new_products}

    def problems_of(self, record: ResourceRecord) -> list[Problem]:
        """What the resource names and will not be there, and money of another currency."""
        draft = record.draft
        checks: tuple[tuple[str, str | None, Mapping[str, object], _Maker | None], ...] = (
            ("type", draft.type, self._types, self._make_type),
            ("wrapper", draft.wrapper, self._wrappers, _make_wrapper),
            ("scope", draft.scope, self._scopes, _make_scope),
            ("product", draft.product, self._products, None),
        )
        problems = [
            _unknown(field)
            for field, identifier, known, make in checks
            if not (identifier is None or identifier in known or self._can_make(make, identifier))
        ]
        if not self._products.keys() >= set(draft.sub_products):
            problems.append(_unknown("sub_products"))
        kind = self._types.get(draft.type)
        if kind is not None and kind.description_encrypted and draft.description is not None:
            sentence = "This type keeps its description inside the secret, not beside it."
            problems.append(Problem("description", "not_allowed", sentence))
        return problems or self._money_problems(record)

    def needs_secret(self, record: ResourceRecord) -> bool:
        """Whether the resource's type asks for a secret."""
        kind = self._types.get(record.draft.type)
        return kind is not None and kind.secret_required

    def make_missing(self, records: Iterable[ResourceRecord]) -> None:
        """Add what these resources name and nothing has; none of them has a problem."""
        for draft in (record.draft for record in records):
            if draft.type not in self._types:
                self.new_types.append(self._make_type(draft.type))
                self._know_type(self.new_types[-1])
            if draft.wrapper is not None and draft.wrapper not in self._wrappers:
                self.new_wrappers.append(_make_wrapper(draft.wrapper))
                self._wrappers[draft.wrapper] = self.new_wrappers[-1]
            if draft.scope is not None and draft.scope not in self._scopes:
                self.new_scopes.append(_make_scope(draft.scope))
                self._scopes[draft.scope] = self.new_scopes[-1]

    def _new(self, kind: str, known: Mapping[str, Entry], found: Iterable[Entry]) -> list[Entry]:
        """Those of the file that the inventory does not have; a note where it has others."""
        entries = list(found)
        others = [known.get(entry.identifier, entry) != entry for entry in entries]
        self._note_others(kind, sum(others))
        return [entry for entry in entries if entry.identifier not in known]

    def _add_types(self, found: Iterable[ResourceType]) -> list[ResourceType]:
        new = []
        others = 0
        for kind in found:
            known = self._types.get(kind.key)
            if known is not None:
                others += _without_text(known) != _without_text(kind)
            elif kind.uuid in self._type_uuids:
                problem = Problem("id", "already_exists", "A new type has the UUID of another.")
                self.problems.append(RowProblem(0, problem, Part.TYPES))
            else:
                new.append(replace(kind, shipped=False))  # only the program ships types
                self._know_type(new[-1])
        self._note_others("type", others)
        return new

    def _add_scopes(self, found: Sequence[Scope]) -> list[Scope]:
        """The new scopes, each after its parent, without those that hang in the air."""
        children: dict[str | None, list[Scope]] = defaultdict(list)
        for scope in [*found, *self._missing_parents(found)]:
            is_root = scope.parent is None or scope.parent in self._scopes
            children[None if is_root else scope.parent].append(scope)
        ordered: list[Scope] = []
        waiting = deque(children.pop(None, []))
        while waiting:
            scope = waiting.popleft()
            ordered.append(scope)
            waiting.extend(children.pop(scope.identifier, []))
        problem = Problem(
            "parent", "unknown_reference", "The scope above a new scope does not exist."
        )
        hanging = sum(map(len, children.values()))
        self.problems.extend([RowProblem(0, problem, Part.SCOPES)] * hanging)
        self._scopes |= {scope.identifier: scope for scope in ordered}
        return ordered

    def _missing_parents(self, found: Sequence[Scope]) -> list[Scope]:
        known = self._scopes.keys() | {scope.identifier for scope in found}
        named = dict.fromkeys(scope.parent for scope in found if scope.parent is not None)
        missing = [parent for parent in named if parent not in known]
        return [_make_scope(parent) for parent in missing if self._can_make(_make_scope, parent)]

    def _can_make(self, make: _Maker | None, identifier: str) -> bool:
        if make is None or not self._create_missing:
            return False
        try:
            make(identifier)
        except InvalidResourceError:
            return False
        return True

    def _make_type(self, key: str) -> ResourceType:
        """A plain type of that key.

        Raises:
            InvalidResourceError: The key is none, or its UUID belongs to another type.
        """
        kind = plain_type(key, _name_from(key), type_uuid(key))
        if kind.uuid in self._type_uuids:
            raise InvalidResourceError([_unknown("type")])
        columns = ("key", "name", "icon", "secret_schema")
        read_fields(ResourceTypeFields, {column: getattr(kind, column) for column in columns})
        return kind

    def _know_type(self, kind: ResourceType) -> None:
        self._types[kind.key] = kind
        self._type_uuids.add(kind.uuid)

    def _money_problems(self, record: ResourceRecord) -> list[Problem]:
        draft = record.draft
        product = self._products.get(draft.product) if draft.product else None
        currency = product.currency if product else None
        if record.currency not in (None, currency):
            sentence = "The currency is not that of the product."
            return [Problem("currency", "other_currency", sentence)]
        if any(self._products[name].currency != currency for name in draft.sub_products):
            sentence = "A sub-product has another currency than the product."
            return [Problem("sub_products", "other_currency", sentence)]
        return []

    def _note_others(self, kind: str, count: int) -> None:
        if count == 1:
            self.notes.append(f"One {kind} is different here and stays as it is.")
        elif count:
            self.notes.append(f"{count:,} {kind}s are different here and stay as they are.")


_Maker = Callable[[str], object]


def _make_wrapper(identifier: str) -> Wrapper:
    read_fields(WrapperFields, {"identifier": identifier, "name": identifier})
    return Wrapper(identifier, identifier)


def _make_scope(identifier: str) -> Scope:
    name = _name_from(identifier.removeprefix(SCOPE_PREFIX))
    read_fields(ScopeFields, {"identifier": identifier, "name": name})
    return Scope(identifier, name)


def _name_from(identifier: str) -> str:
    return identifier.replace("_", " ").replace("-", " ").capitalize()


def _without_text(kind: ResourceType) -> tuple[Any, ...]:
    """What two spellings of one type share: their schemas are compared as values."""
    return replace(kind, secret_schema="", shipped=False), kind.schema


def _unknown(field: str) -> Problem:
    title = "sub-product" if field == "sub_products" else field
    sentence = f"The {title} that it names is neither in the file nor in this inventory."
    return Problem(field, "unknown_reference", sentence)
