"""What a listing must answer, said in plain Python over whole resources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from app.domain.resource import Resource
from app.domain.resource_summary import ResourceSummary
from app.domain.scope import Scope
from app.search.folding import fold
from app.search.listing import Filter, FilterKind, Listing, Sort, SortKey
from app.search.words import Words


def expected_keys(
    listing: Listing,
    every: Iterable[tuple[Resource, ResourceSummary]],
    scopes: Sequence[Scope],
) -> list[int]:
    """The keys that a listing asks for, in its order."""
    parents = {scope.identifier: scope.parent for scope in scopes}
    found = [
        (resource, summary)
        for resource, summary in every
        if listing.deleted in (None, resource.deleted is not None)
        and all(has(resource, filter_, parents) for filter_ in listing.filters)
        and is_found(resource, listing.words)
    ]
    return [resource.key for resource, _ in in_order(found, listing.sort)]


def is_found(resource: Resource, words: Words) -> bool:
    """Whether every part lies in one of the searched fields."""
    fields = (
        resource.name,
        resource.reference_id,
        resource.description,
        resource.image_url,
        resource.username,
        resource.uri,
        resource.external_id,
        resource.human_id,
        *resource.tags,
    )
    return words.are_in(tuple(" ".join(fold(field or "").split()) for field in fields))


def has(resource: Resource, filter_: Filter, parents: Mapping[str, str | None]) -> bool:
    """Whether a resource has a property; a scope stands for all below it."""
    if filter_.kind is FilterKind.SCOPE:
        return filter_.value in _line(resource.scope, parents)
    return {
        FilterKind.FAVOURITE: resource.favourite,
        FilterKind.TYPE: resource.type == filter_.value,
        FilterKind.WRAPPER: resource.wrapper == filter_.value,
        FilterKind.STATUS: resource.status == filter_.value,
        FilterKind.TAG: filter_.value in resource.tags,
    }[filter_.kind]


def _line(scope: str | None, parents: Mapping[str, str | None]) -> set[str]:
    line: set[str] = set()
    while scope is not None and scope not in line:
        line.add(scope)
        scope = parents.get(scope)
    return line


def in_order(
    found: Sequence[tuple[Resource, ResourceSummary]], sort: Sort
) -> list[tuple[Resource, ResourceSummary]]:
    """Sorted by the key, empty ones last; the same by name, and then by key."""
    key, down = sort.key, sort.descending
    ordered = sorted(found, key=lambda each: each[0].key, reverse=down)
    if key is SortKey.CREATED or key is SortKey.UPDATED:
        return sorted(ordered, key=lambda each: getattr(each[0], key), reverse=down)
    if key is SortKey.NAME:
        return sorted(ordered, key=lambda each: fold(each[0].name).encode(), reverse=down)
    ordered.sort(key=lambda each: fold(each[0].name).encode())
    ordered.sort(key=lambda each: _text(each[1], key) or b"", reverse=down)
    ordered.sort(key=lambda each: _text(each[1], key) is None)
    return ordered


def _text(summary: ResourceSummary, key: SortKey) -> bytes | None:
    """A text as NOCASE of SQLite compares it; a status by its letters."""
    text = summary.type_name if key is SortKey.TYPE else getattr(summary, key)
    if text is None or key is SortKey.STATUS:
        return None if text is None else str(text).encode()
    return bytes(text.encode()).lower()
