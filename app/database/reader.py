"""The read side before and beside the inventory: stdlib sqlite3, read-only, plain values."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.database import find, summaries
from app.database.connection import open_reader, translated_errors
from app.database.inspection import SCHEMA_VERSION, examine, require_known, require_tables

if TYPE_CHECKING:
    from app.domain.resource import Resource
    from app.domain.resource_summary import ResourceSummary
    from app.domain.resource_type import ResourceType
    from app.domain.scope import Scope
    from app.domain.wrapper import Wrapper
    from app.search.facets import Facets
    from app.search.listing import Listing


class Reader:
    """A read-only connection for one thread; only `interrupt` may be called from another."""

    def __init__(self, path: Path) -> None:
        """Open an inventory for reading.

        Raises:
            InventoryFileError: Of the class that says what is wrong with the file.
        """
        self._path = path
        examine(path)
        with translated_errors(path):
            self._connection = open_reader(path)
        try:
            with translated_errors(path):
                self.version = require_known(self._connection, path)
                require_tables(self._connection, path)
        except BaseException:
            self.close()
            raise

    @property
    def is_current(self) -> bool:
        """Whether the file has the schema of this program; an older one is migrated first."""
        return self.version == SCHEMA_VERSION

    def keys(self, listing: Listing, *, limit: int | None = None) -> array[int]:
        """Keys of what the listing asks for, in its order.

        Raises:
            JobCancelled: `interrupt` was called.
        """
        with translated_errors(self._path):
            return find.keys(self._connection, listing, limit=limit)

    def summaries(self, keys: Sequence[int]) -> list[ResourceSummary]:
        """Table rows in the order of the keys; a key that is gone is left out."""
        with translated_errors(self._path):
            return summaries.summaries(self._connection, keys)

    def resource(self, key: int) -> Resource | None:
        """One whole resource; None where it is gone."""
        from app.database import rows  # noqa: PLC0415 - after the first paint

        with translated_errors(self._path):
            return rows.resource(self._connection, key)

    def facets(self) -> Facets:
        """Counts for the sidebar."""
        from app.database import counting  # noqa: PLC0415 - after the first paint

        with translated_errors(self._path):
            return counting.facets(self._connection)

    def types(self) -> list[ResourceType]:
        """All resource types."""
        from app.database import rows  # noqa: PLC0415 - after the first paint

        with translated_errors(self._path):
            return rows.types(self._connection)

    def scopes(self) -> list[Scope]:
        """All scopes."""
        from app.database import rows  # noqa: PLC0415 - after the first paint

        with translated_errors(self._path):
            return rows.scopes(self._connection)

    def wrappers(self) -> list[Wrapper]:
        """All wrappers."""
        from app.database import rows  # noqa: PLC0415 - after the first paint

        with translated_errors(self._path):
            return rows.wrappers(self._connection)

    def tags(self) -> list[str]:
        """All tags in use."""
        from app.database import rows  # noqa: PLC0415 - after the first paint

        with translated_errors(self._path):
            return rows.tags(self._connection)

    def interrupt(self) -> None:
        """End the running query, from any thread."""
        self._connection.interrupt()

    def close(self) -> None:
        """Give the connection back."""
        self._connection.close()
