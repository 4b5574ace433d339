"""The reader of the inventory that the window shows; empty before there is one."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.search.facets import Facets

if TYPE_CHECKING:
    from app.domain.resource import Resource
    from app.domain.resource_summary import ResourceSummary
    from app.domain.resource_type import ResourceType
    from app.domain.scope import Scope
    from app.domain.wrapper import Wrapper
    from app.presentation.row_source import InventoryReader
    from app.search.listing import Listing


class CurrentReader:
    """An `InventoryReader` for the GUI thread whose inventory comes later.

    So every part of the window is made once, whatever the file turns out to be.
    """

    def __init__(self) -> None:
        self._reader: InventoryReader | None = None

    def turn_to(self, reader: InventoryReader) -> None:
        """Read from this one, and close the one before."""
        self.close()
        self._reader = reader

    def keys(self, listing: Listing, *, limit: int | None = None) -> array[int]:
        """Keys in the order that the listing asks for."""
        return self._reader.keys(listing, limit=limit) if self._reader else array("q")

    def summaries(self, keys: Sequence[int]) -> list[ResourceSummary]:
        """Table rows in the order of the keys."""
        return self._reader.summaries(keys) if self._reader else []

    def resource(self, key: int) -> Resource | None:
        """One whole resource."""
        return self._reader.resource(key) if self._reader else None

    def facets(self) -> Facets:
        """Counts for the sidebar."""
        return self._reader.facets() if self._reader else Facets()

    def types(self) -> list[ResourceType]:
        """All resource types."""
        return self._reader.types() if self._reader else []

    def scopes(self) -> list[Scope]:
        """All scopes."""
        return self._reader.scopes() if self._reader else []

    def wrappers(self) -> list[Wrapper]:
        """All wrappers."""
        return self._reader.wrappers() if self._reader else []

    def tags(self) -> list[str]:
        """All tags in use."""
        return self._reader.tags() if self._reader else []

    def interrupt(self) -> None:
        """End the running query."""
        if self._reader:
            self._reader.interrupt()

    def close(self) -> None:
        """Give the connection back."""
        if self._reader:
            self._reader.close()
        self._reader = None
