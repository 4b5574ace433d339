"""Kinds of resources: what they are called, and what their secret looks like.

The schema of a secret is JSON Schema. `{"type": "string"}` says that the clear text is the secret
itself; an object says that the clear text is JSON with these fields (contract Passbolt).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from app.domain.type_icon import PLAIN_TYPE_ICON

PASSBOLT_NAMESPACE = UUID("d5447ca1-950f-459d-8b20-86ddfdd0f922")
DEFAULT_TYPE = "account"
CLEAR_TEXT_LIMIT = 16_384


def type_uuid(key: str) -> UUID:
    """The UUID of a shipped type, made as Passbolt makes its own."""
    return uuid5(PASSBOLT_NAMESPACE, f"resource-types.id.{key}")


def _text(limit: int) -> dict[str, Any]:
    return {"type": "string", "maxLength": limit}


_PLAIN_SECRET = _text(CLEAR_TEXT_LIMIT)
_PASSWORD = _text(4096)
_DESCRIPTION = {"anyOf": [_text(10_000), {"type": "null"}]}
_TOTP = {
    "type": "object",
    "required": ["secret_key", "digits", "algorithm", "period"],
    "properties": {
        "algorithm": {"type": "string", "enum": ["SHA1", "SHA256", "SHA512"]},
        "secret_key": _text(1024),
        "digits": {"type": "integer", "minimum": 6, "maximum": 8},
        "period": {"type": "integer", "minimum": 1},
    },
}


def _object(**properties: Any) -> dict[str, Any]:
    required = [name for name in properties if name != "description"]
    return {"type": "object", "required": required, "properties": properties}


@dataclass(frozen=True, slots=True)
class ResourceType:
    """A kind of resource.

    Args:
        key: Slug, unique: `password-string`.
        uuid: What the Passbolt contract calls it by.
        name: For the person.
        icon: Name of a Lucide icon.
        secret_schema: JSON Schema of the clear text, as JSON text.
        secret_required: A resource of this type must have a secret.
        description_encrypted: The description lives inside the secret and is null outside.
        shipped: Comes with the program.
    """

    key: str
    uuid: UUID
    name: str
    icon: str
    secret_schema: str
    secret_required: bool = False
    description_encrypted: bool = False
    shipped: bool = False

    @property
    def schema(self) -> dict[str, Any]:
        """The secret's schema, parsed."""
        parsed: dict[str, Any] = json.loads(self.secret_schema)
        return parsed


def plain_type(key: str, name: str, uuid: UUID) -> ResourceType:
    """A type without more to it, as the wrapper contract makes for a type it does not know."""
    return ResourceType(key, uuid, name, PLAIN_TYPE_ICON, json.dumps(_PLAIN_SECRET))


def _shipped(
    key: str, name: str, icon: str, schema: dict[str, Any] | None = None, *, encrypted: bool = False
) -> ResourceType:
    return ResourceType(
        key=key,
        uuid=type_uuid(key),
        name=name,
        icon=icon,
        secret_schema=json.dumps(schema or _PLAIN_SECRET, sort_keys=True),
        secret_required=schema is not None,
        description_encrypted=encrypted,
        shipped=True,
    )


SHIPPED_TYPES = (
    _shipped("account", "Account", "key-round"),
    _shipped("server", "Server", "server"),
    _shipped("database", "Database", "database"),
    _shipped("device", "Device", "laptop"),
    _shipped("document", "Document", "file-text"),
    _shipped("licence", "Licence", "app-window"),
    _shipped("network", "Network", "wifi"),
    _shipped("payment-card", "Payment card", "credit-card"),
    _shipped("note", "Note", "sticky-note"),
    _shipped("product", "Product", "package"),
    _shipped("password-string", "Password", "key", _PASSWORD),
    _shipped(
        "password-and-description",
        "Password & notes",
        "file-key",
        _object(password=_PASSWORD, description=_DESCRIPTION),
        encrypted=True,
    ),
    _shipped("totp", "One-time code", "timer", _object(totp=_TOTP)),
    _shipped(
        "password-description-totp",
        "Password & code",
        "shield-ellipsis",
        _object(password=_PASSWORD, description=_DESCRIPTION, totp=_TOTP),
        encrypted=True,
    ),
)
