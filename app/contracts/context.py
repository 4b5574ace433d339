"""What a response says beside the resource: who asks, what types and products are, and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.domain.product import Product
from app.domain.resource_type import ResourceType
from app.domain.user import User


@dataclass(frozen=True, slots=True)
class RenderContext:
    """The surroundings of a response.

    Args:
        moment: Now; Passbolt's `servertime`.
        request_id: Names this response; Passbolt's `header.id`.
        inventory: UUID of the inventory; Builton's `company`.
        user: The owner; None before there is one.
        types: By key.
        products: By identifier.
    """

    moment: datetime
    request_id: UUID
    inventory: UUID
    user: User | None
    types: Mapping[str, ResourceType]
    products: Mapping[str, Product]
