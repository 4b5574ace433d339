"""What a write changed, so that every view can decide whether it cares."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Catalogue(StrEnum):
    """A list beside the resources that a write may affect."""

    TYPES = "types"
    SCOPES = "scopes"
    WRAPPERS = "wrappers"
    TAGS = "tags"
    PRODUCTS = "products"
    USERS = "users"


class Changes(NamedTuple):
    """The result of one write.

    Args:
        change_set: Number of the write in the history; `Inventory.revert` takes it back.
            None where nothing was written.
        added: Keys of resources that are new in the file.
        changed: Keys of resources whose values, secret or trash state changed.
        removed: Keys of resources that are no longer in the file.
        catalogues: Lists that changed.
    """

    change_set: int | None = None
    added: tuple[int, ...] = ()
    changed: tuple[int, ...] = ()
    removed: tuple[int, ...] = ()
    catalogues: frozenset[Catalogue] = frozenset()

    @property
    def touches_names(self) -> bool:
        """Whether types, scopes or wrappers changed, whose names stand beside resources."""
        return bool(self.catalogues & {Catalogue.TYPES, Catalogue.SCOPES, Catalogue.WRAPPERS})

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written."""
        return self.change_set is None
