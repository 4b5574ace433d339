"""What is read of an inventory: one resource, a list, counts, catalogues, history."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from app import transfer
from app.database import counting, find, history, inventory_row, lookup, rows, summaries
from app.database.engine import Database, ReadOnlyDatabase
from app.database.history import HistoryEntry
from app.domain.product import Product
from app.domain.resource import Resource
from app.domain.resource_summary import ResourceSummary
from app.domain.resource_type import ResourceType
from app.domain.scope import Scope
from app.domain.user import User
from app.domain.wrapper import Wrapper
from app.errors import NotFoundError, UnknownReferenceError
from app.formats.record import ResourceRecord
from app.search.facets import Facets
from app.search.listing import Listing


class InventoryReading:
    """The reading half of `app.inventory.Inventory`.

    Args:
        database: The open file.
    """

    def __init__(self, database: Database | ReadOnlyDatabase) -> None:
        self.path = database.path
        self._database = database
        with database.reading() as connection:
            self._ownership = inventory_row.ownership(connection)
            self._owner = rows.users(connection)[0]

    @property
    def uuid(self) -> str:
        """The inventory's own UUID."""
        return self._ownership.uuid

    def find(self, identifier: str) -> Resource:
        """The resource that any of its identifiers names, also in the trash.

        Raises:
            NotFoundError, AmbiguousIdentifierError.
        """
        with self._database.reading() as connection:
            key = lookup.key_of(connection, identifier)
        return self.resource(key)

    def resource(self, key: int) -> Resource:
        """One whole resource.

        Raises:
            NotFoundError: It is gone.
        """
        with self._database.reading() as connection:
            resource = rows.resource(connection, key)
        if resource is None:
            raise NotFoundError("resource", str(key))
        return resource

    def resources(self, keys: Sequence[int]) -> list[Resource]:
        """Whole resources in the order of the keys; one that is gone is left out."""
        with self._database.reading() as connection:
            return rows.resources(connection, keys)

    def records(self, keys: Sequence[int]) -> list[ResourceRecord]:
        """Whole resources with their encrypted secrets, as exports render them."""
        with self._database.reading() as connection:
            return transfer.records(connection, keys)

    def keys(self, listing: Listing, *, limit: int | None = None) -> array[int]:
        """Keys of what the listing asks for, in its order."""
        with self._database.reading() as connection:
            return find.keys(connection, listing, limit=limit)

    def summaries(self, keys: Sequence[int]) -> list[ResourceSummary]:
        """Table rows in the order of the keys."""
        with self._database.reading() as connection:
            return summaries.summaries(connection, keys)

    def facets(self) -> Facets:
        """Counts by type, scope, wrapper, status and tag."""
        with self._database.reading() as connection:
            return counting.facets(connection)

    def types(self) -> list[ResourceType]:
        """All resource types."""
        with self._database.reading() as connection:
            return rows.types(connection)

    def scopes(self) -> list[Scope]:
        """All scopes."""
        with self._database.reading() as connection:
            return rows.scopes(connection)

    def wrappers(self) -> list[Wrapper]:
        """All wrappers."""
        with self._database.reading() as connection:
            return rows.wrappers(connection)

    def products(self) -> list[Product]:
        """All products."""
        with self._database.reading() as connection:
            return rows.products(connection)

    def tags(self) -> list[str]:
        """All tags in use."""
        with self._database.reading() as connection:
            return rows.tags(connection)

    def user(self) -> User:
        """The owner."""
        return self._owner

    def history(self, key: int | None = None, *, limit: int = 100) -> list[HistoryEntry]:
        """The latest history first, of one resource or of the whole file."""
        with self._database.reading() as connection:
            return history.entries(connection, key, limit=limit)

    def type(self, key: str) -> ResourceType:
        """The resource type of that key.

        Raises:
            UnknownReferenceError: There is none.
        """
        for kind in self.types():
            if kind.key == key:
                return kind
        raise UnknownReferenceError("type", key)
