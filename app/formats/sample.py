"""The sample inventory that ships with the program: `assets/sample.json`.

    {"scopes":    [{"identifier", "name", "parent"}],
     "wrappers":  [{"identifier", "name"}],
     "products":  [{"identifier", "name", "price", "currency", "vat", "description", "image_url"}],
     "resources": [{… the fields of the native export that differ from their default …,
                    "secret", "secret_description", "deleted",
                    "created_days_ago", "updated_days_ago"}]}

A secret is clear text and made up: a text for most types, an object for those whose schema has
more than one field to fill. Ages are days before the moment that the sample is loaded, so that it
always looks lived in; a fraction gives the time of day. A scope follows its parent.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from importlib.resources import files
from typing import Any

from app.domain.product import Product
from app.domain.resource_draft import ResourceDraft, read_draft
from app.domain.scope import Scope
from app.domain.secret_text import SecretText
from app.domain.wrapper import Wrapper

_OWN_KEYS = frozenset(
    {"secret", "secret_description", "deleted", "created_days_ago", "updated_days_ago"}
)


@dataclass(frozen=True, slots=True)
class SampleEntry:
    """One resource of the sample.

    Args:
        secret: What `app.domain.secret.compose` takes as the main part; None without a secret.
        secret_description: For the types that encrypt their description.
        deleted: It lies in the trash.
        created_days_ago: Age in days; never less than `updated_days_ago`.
    """

    draft: ResourceDraft
    secret: SecretText | None
    secret_description: SecretText | None
    deleted: bool
    created_days_ago: float
    updated_days_ago: float

    def created(self, now: datetime) -> datetime:
        """When it was made, seen from now."""
        return now - timedelta(days=self.created_days_ago)

    def updated(self, now: datetime) -> datetime:
        """When it was last changed, seen from now; for one in the trash, when it went there."""
        return now - timedelta(days=self.updated_days_ago)


@dataclass(frozen=True, slots=True)
class Sample:
    """The sample inventory; the resource types and tags are those that the entries name."""

    scopes: tuple[Scope, ...]
    wrappers: tuple[Wrapper, ...]
    products: tuple[Product, ...]
    entries: tuple[SampleEntry, ...]


def load_sample() -> Sample:
    """Read and validate the sample that ships with the program."""
    text = files("assets").joinpath("sample.json").read_text(encoding="utf-8")
    document: dict[str, list[dict[str, Any]]] = json.loads(text)
    return Sample(
        scopes=tuple(Scope(**values) for values in document["scopes"]),
        wrappers=tuple(Wrapper(**values) for values in document["wrappers"]),
        products=tuple(
            Product(**values | {"vat": Decimal(values["vat"])}) for values in document["products"]
        ),
        entries=tuple(_entry(values) for values in document["resources"]),
    )


def _entry(values: Mapping[str, Any]) -> SampleEntry:
    return SampleEntry(
        draft=read_draft({key: value for key, value in values.items() if key not in _OWN_KEYS}),
        secret=_secret_text(values.get("secret")),
        secret_description=_secret_text(values.get("secret_description")),
        deleted=values.get("deleted", False),
        created_days_ago=values["created_days_ago"],
        updated_days_ago=values["updated_days_ago"],
    )


def _secret_text(value: str | dict[str, Any] | None) -> SecretText | None:
    if value is None:
        return None
    return SecretText(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
