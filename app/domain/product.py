"""A product: something with a price, a currency and a VAT rate."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Product:
    """A product as it is read.

    Args:
        identifier: Unique, `product_<uuid>` unless the person chose one.
        name: For the person.
        price: Minor units of `currency`.
        currency: ISO 4217.
        vat: 0 to 1.
    """

    identifier: str
    name: str
    price: int
    currency: str
    vat: Decimal
    description: str | None = None
    image_url: str | None = None
