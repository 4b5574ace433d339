"""Resources for tests, whole and valid, with the values that a test cares about."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from app.domain.resource import Resource
from app.domain.status import Method, Status


def made_resource(**values: Any) -> Resource:
    """A server with every text filled in, changed where the test says so."""
    usual: dict[str, Any] = {
        "key": 7,
        "uuid": UUID("0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b"),
        "human_id": "K7MQ2X",
        "method": Method.ASSET,
        "name": "Server “atlas”",
        "description": "In the cellar.",
        "username": "root",
        "uri": "ssh://atlas.example.org",
        "type": "server",
        "wrapper": "rack-2",
        "scope": "scope_home",
        "external_id": "i-0abc",
        "reference_id": "INV-17",
        "image_url": None,
        "status": Status.UTILIZED,
        "tags": ("home", "work"),
        "product": None,
        "sub_products": (),
        "retail_price": None,
        "currency": None,
        "vat": None,
        "start_period": None,
        "end_period": None,
        "fields": (("Rack unit", 12),),
        "favourite": False,
        "created": datetime(2026, 1, 15, 10, 30, tzinfo=UTC),
        "created_by": "Ada",
        "updated": datetime(2026, 3, 20, 12, 28, tzinfo=UTC),
        "deleted": None,
        "revision": 3,
        "has_secret": True,
    }
    return Resource(**(usual | values))


RETAIL: dict[str, Any] = {
    "method": Method.RETAIL,
    "product": "product_lamp",
    "sub_products": ("product_bulb",),
    "retail_price": 4990,
    "currency": "EUR",
    "vat": Decimal("0.19"),
}
