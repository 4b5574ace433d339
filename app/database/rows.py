"""Reading: plain SQL rows made into values. Both the reader and the writer's connection use it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from app.database.summaries import by_keys
from app.domain.product import Product
from app.domain.resource import Resource
from app.domain.resource_type import ResourceType
from app.domain.scope import Scope
from app.domain.status import Method, Status
from app.domain.times import from_milliseconds
from app.domain.user import User
from app.domain.wrapper import Wrapper

_RESOURCE = """
SELECT r.id, r.uuid, r.human_id, r.method, r.name, r.description, r.username, r.uri, t.key,
       w.identifier, s.identifier, r.external_id, r.reference_id, r.image_url, r.status,
       (SELECT json_group_array(name) FROM
           (SELECT tag.name FROM resource_tag JOIN tag ON tag.id = tag_id
            WHERE resource_id = r.id ORDER BY tag.name)),
       p.identifier,
       (SELECT json_group_array(identifier) FROM
           (SELECT product.identifier FROM resource_sub_product
            JOIN product ON product.id = product_id
            WHERE resource_id = r.id ORDER BY position)),
       r.retail_price, p.currency, p.vat, r.start_period, r.end_period, r.fields, r.favourite,
       r.created, r.created_by, r.updated, r.deleted, r.revision,
       EXISTS (SELECT 1 FROM secret WHERE resource_id = r.id)
FROM resource r
JOIN resource_type t ON t.id = r.type_id
LEFT JOIN wrapper w ON w.id = r.wrapper_id
LEFT JOIN scope s ON s.id = r.scope_id
LEFT JOIN product p ON p.id = r.product_id
WHERE r.id IN ({marks})
"""


def resources(connection: sqlite3.Connection, keys: Sequence[int]) -> list[Resource]:
    """The whole resources of these keys, in their order; a key that is gone is left out."""
    found = {row[0]: _to_resource(row) for row in by_keys(connection, _RESOURCE, keys)}
    return [found[key] for key in keys if key in found]


def resource(connection: sqlite3.Connection, key: int) -> Resource | None:
    """One whole resource; None where it is gone."""
    return next(iter(resources(connection, [key])), None)


def types(connection: sqlite3.Connection) -> list[ResourceType]:
    """All resource types, in the order they were made."""
    rows = connection.execute(
        "SELECT key, uuid, name, icon, secret_schema, secret_required, description_encrypted,"
        " shipped FROM resource_type ORDER BY id"
    )
    return [
        ResourceType(row[0], UUID(bytes=row[1]), row[2], row[3], row[4], *map(bool, row[5:]))
        for row in rows
    ]


def wrappers(connection: sqlite3.Connection) -> list[Wrapper]:
    """All wrappers by identifier."""
    rows = connection.execute("SELECT identifier, name FROM wrapper ORDER BY identifier")
    return [Wrapper(*row) for row in rows]


def scopes(connection: sqlite3.Connection) -> list[Scope]:
    """All scopes by identifier."""
    rows = connection.execute(
        "SELECT s.identifier, s.name, p.identifier FROM scope s"
        " LEFT JOIN scope p ON p.id = s.parent_id ORDER BY s.identifier"
    )
    return [Scope(*row) for row in rows]


def products(connection: sqlite3.Connection) -> list[Product]:
    """All products by identifier."""
    rows = connection.execute(
        "SELECT identifier, name, price, currency, vat, description, image_url"
        " FROM product ORDER BY identifier"
    )
    return [
        Product(identifier, name, price, currency, Decimal(vat), description, image_url)
        for identifier, name, price, currency, vat, description, image_url in rows
    ]


def tags(connection: sqlite3.Connection) -> list[str]:
    """All tags that some resource has, by name."""
    rows = connection.execute(
        "SELECT name FROM tag WHERE id IN (SELECT tag_id FROM resource_tag) ORDER BY name_key, name"
    )
    return [row[0] for row in rows]


def users(connection: sqlite3.Connection) -> list[User]:
    """All users, the owner first."""
    rows = connection.execute(
        "SELECT uuid, name, email, fingerprint, public_key, home, created FROM user"
        " ORDER BY id <> (SELECT owner_id FROM inventory), id"
    )
    return [
        User(
            UUID(bytes=uuid), name, email, fingerprint, public_key, home, from_milliseconds(created)
        )
        for uuid, name, email, fingerprint, public_key, home, created in rows
    ]


def _to_resource(row: tuple) -> Resource:  # type: ignore[type-arg]  # a row as SQLite types it
    return Resource(
        key=row[0],
        uuid=UUID(bytes=row[1]),
        human_id=row[2],
        method=Method(row[3]),
        name=row[4],
        description=row[5],
        username=row[6],
        uri=row[7],
        type=row[8],
        wrapper=row[9],
        scope=row[10],
        external_id=row[11],
        reference_id=row[12],
        image_url=row[13],
        status=Status(row[14]),
        tags=tuple(json.loads(row[15])),
        product=row[16],
        sub_products=tuple(json.loads(row[17])),
        retail_price=row[18],
        currency=row[19],
        vat=None if row[20] is None else Decimal(row[20]),
        start_period=None if row[21] is None else from_milliseconds(row[21]),
        end_period=None if row[22] is None else from_milliseconds(row[22]),
        fields=tuple(json.loads(row[23]).items()),
        favourite=bool(row[24]),
        created=from_milliseconds(row[25]),
        created_by=row[26],
        updated=from_milliseconds(row[27]),
        deleted=None if row[28] is None else from_milliseconds(row[28]),
        revision=row[29],
        has_secret=bool(row[30]),
    )
