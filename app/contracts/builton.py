"""Contract `builton`: /resources of Builton, assets and what is for sale.

    response        model                                         request (create, update)
    --------------  --------------------------------------------  ----------------------------------
    _id.$oid        ObjectId made from the resource's UUID        -
    created.$date   created, milliseconds                         -
    updated.$date   updated, milliseconds                         -
    method          method: `asset` (default) or `retail`         optional
    user.$oid       ObjectId of the owner's UUID                  -
    company.$oid    ObjectId of the inventory's UUID: what the    -
                    resources of one company are kept apart by
    name            name                                          yes
    description     description                                   yes
    image_url       image_url                                     yes
    reference_id    reference_id                                  yes
    product.$oid    product, see below                            yes, as text
    tags            tags                                          yes
    human_id        human_id                                      -
    status          status                                        yes, default CREATED
    deleted         deleted                                       -

    of retail only
    _sub_products   sub_products, an array of {"$oid"}            yes
    base_price      price of the product and all sub-products     -
    retail_price    retail_price                                  yes
    currency        currency of the product                       -
    vat             VAT of the product, 0.25 for 25 %             -

Amounts are numbers of major units. Examples of the document never show null: what a resource does
not have is left out. A product that came from Builton is called by its ObjectId already; one that
is `product_<uuid>` has its UUID's; any other name is hashed to one (UUID version 5), so that it is
the same in every response. The export is an array of responses.
"""

from __future__ import annotations

import re
from uuid import NAMESPACE_URL, uuid5

from app.contracts.context import RenderContext
from app.contracts.spellings import major_units, mongo_date, mongo_id
from app.domain.identifiers import uuid_from_text
from app.domain.product import Product
from app.domain.status import Method
from app.formats.record import ResourceRecord

PRODUCT_PREFIX = "product_"
_PRODUCTS = uuid5(NAMESPACE_URL, "https://api.builton.dev/products")

LIST_SIZE = 10
LIST_SORT = "-created"
SEARCH_SORT = "created"
SEARCHED = ("_id", "name", "reference_id", "description", "image_url")

_OBJECT_ID = re.compile(r"[0-9a-f]{24}")


def render(record: ResourceRecord, context: RenderContext) -> dict[str, object]:
    """The response for one stored resource."""
    draft = record.draft
    response: dict[str, object | None] = {
        "updated": mongo_date(record.updated) if record.updated else None,
        "_id": mongo_id(record.stored_uuid),
        "method": draft.method.value,
        "user": mongo_id(context.user.uuid) if context.user else None,
        "description": draft.description,
        "image_url": draft.image_url,
        "reference_id": draft.reference_id,
        "name": draft.name,
        "product": product_id(draft.product) if draft.product else None,
        "status": draft.status.value,
        "deleted": record.deleted,
        "created": mongo_date(record.created) if record.created else None,
        "company": mongo_id(context.inventory),
        "tags": list(draft.tags),
        "human_id": record.human_id,
    }
    if draft.method is Method.RETAIL:
        response |= _retail(record, context)
    return {name: value for name, value in response.items() if value is not None}


def product_id(identifier: str) -> dict[str, str]:
    """How this contract calls a product."""
    if _OBJECT_ID.fullmatch(identifier):
        return {"$oid": identifier}
    uuid = uuid_from_text(identifier.removeprefix(PRODUCT_PREFIX))
    return mongo_id(uuid or uuid5(_PRODUCTS, identifier))


def _retail(record: ResourceRecord, context: RenderContext) -> dict[str, object | None]:
    draft = record.draft
    attributes: dict[str, object | None] = {
        "_sub_products": [product_id(identifier) for identifier in draft.sub_products]
    }
    product = context.products.get(draft.product or "")
    if product is None:
        return attributes
    parts = [product, *map(context.products.__getitem__, draft.sub_products)]
    return attributes | _money(product, parts, draft.retail_price)


def _money(product: Product, parts: list[Product], price: int | None) -> dict[str, object | None]:
    currency = product.currency
    return {
        "base_price": major_units(sum(part.price for part in parts), currency),
        "retail_price": None if price is None else major_units(price, currency),
        "currency": currency,
        "vat": float(product.vat),
    }
