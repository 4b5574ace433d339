"""A scope: the owner or place of a resource; scopes form a tree."""

from __future__ import annotations

from dataclasses import dataclass

SCOPE_PREFIX = "scope_"


@dataclass(frozen=True, slots=True)
class Scope:
    """A scope as it is read.

    Args:
        identifier: `scope_` and a slug or UUIDv7, unique.
        name: For the person.
        parent: Identifier of the scope above; None at the top.
    """

    identifier: str
    name: str
    parent: str | None = None
