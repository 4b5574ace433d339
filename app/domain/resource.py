"""A resource as it is read: whole, and frozen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from app.domain.identifiers import canonical, object_id
from app.domain.status import Method, Status

FieldValue = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Resource:
    """One thing in the inventory, whole, without its secret.

    Args:
        key: The database's integer; never leaves the program.
        uuid: Its UUIDv7.
        human_id: Six characters for labels.
        type: Key of its resource type.
        wrapper: Identifier of the wrapper it comes from.
        scope: Identifier of its owner or place.
        product: Identifier of its main product.
        sub_products: Identifiers of its sub-products, in order.
        retail_price: Minor units of `currency`.
        currency: ISO 4217, the main product's.
        vat: 0 to 1, the main product's.
        fields: The person's own fields, sorted by name.
        created: UTC; never changes.
        updated: UTC; changes with every write.
        deleted: When it went to the trash; None while it lives.
        revision: Counts writes; an edit names the one that it began from.
    """

    key: int
    uuid: UUID
    human_id: str
    method: Method
    name: str
    description: str | None
    username: str | None
    uri: str | None
    type: str
    wrapper: str | None
    scope: str | None
    external_id: str | None
    reference_id: str | None
    image_url: str | None
    status: Status
    tags: tuple[str, ...]
    product: str | None
    sub_products: tuple[str, ...]
    retail_price: int | None
    currency: str | None
    vat: Decimal | None
    start_period: datetime | None
    end_period: datetime | None
    fields: tuple[tuple[str, FieldValue], ...]
    favourite: bool
    created: datetime
    created_by: str
    updated: datetime
    deleted: datetime | None
    revision: int
    has_secret: bool

    @property
    def id(self) -> str:
        """Canonical spelling, `resource_<uuid>`."""
        return canonical(self.uuid)

    @property
    def object_id(self) -> str:
        """24 hexadecimal digits."""
        return object_id(self.uuid)
