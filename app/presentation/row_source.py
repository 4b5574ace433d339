"""What the window needs of whoever reads the inventory; `app.database.reader` is it."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from app.domain.resource import Resource
    from app.domain.resource_summary import ResourceSummary
    from app.domain.resource_type import ResourceType
    from app.domain.scope import Scope
    from app.domain.wrapper import Wrapper
    from app.search.facets import Facets
    from app.search.listing import Listing


class RowSource(Protocol):
    """Gives the rows of a table."""

    def summaries(self, keys: Sequence[int]) -> list[ResourceSummary]:
        """Rows in the order of the keys; a key that is gone is left out."""
        ...


class KeySource(Protocol):
    """Gives the keys of a list; for one thread, except `interrupt`."""

    def keys(self, listing: Listing, *, limit: int | None = None) -> array[int]:
        """Keys in the order that the listing asks for, as `array("q")`.

        Raises:
            JobCancelled: `interrupt` was called.
        """
        ...

    def interrupt(self) -> None:
        """End the running query, from any thread."""
        ...

    def close(self) -> None:
        """Give back what it holds, when no query runs."""
        ...


class InventoryReader(RowSource, KeySource, Protocol):
    """Everything that the window reads."""

    def resource(self, key: int) -> Resource | None:
        """One whole resource; None where it is gone."""
        ...

    def facets(self) -> Facets:
        """Counts for the sidebar."""
        ...

    def types(self) -> list[ResourceType]:
        """All resource types."""
        ...

    def scopes(self) -> list[Scope]:
        """All scopes."""
        ...

    def wrappers(self) -> list[Wrapper]:
        """All wrappers."""
        ...

    def tags(self) -> list[str]:
        """All tags in use."""
        ...


class FileReader(InventoryReader, Protocol):
    """A reader that knows whether its file has this program's schema."""

    @property
    def is_current(self) -> bool:
        """Whether it can be read before it was migrated."""
        ...
