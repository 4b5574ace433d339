"""All that a person can see of an inventory, to compare it before and after."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from app.domain.times import from_milliseconds
from app.inventory import Inventory
from app.search.listing import Listing
from app.search.words import Words

_SEARCHED = ("atlas", "a b", "ol", "i-1", "x")
_ANY_TIME = from_milliseconds(0)


def everything(inventory: Inventory) -> dict[str, Any]:
    """Resources, secrets, search results, counts and lists; not when and how often it was written.

    A write that is taken back is a write too: `updated` and `revision` go on.
    """
    keys = inventory.keys(Listing(deleted=None)).tolist()
    resources = {key: inventory.resource(key) for key in keys}
    return {
        "resources": {
            key: replace(resource, updated=_ANY_TIME, revision=0)
            for key, resource in resources.items()
        },
        "secrets": {
            key: secret_of(inventory, key)
            for key, resource in resources.items()
            if resource.has_secret
        },
        "found": {
            typed: inventory.keys(Listing(words=Words.parse(typed), deleted=None)).tolist()
            for typed in _SEARCHED
        },
        "facets": inventory.facets(),
        "lists": (
            inventory.types(),
            inventory.scopes(),
            inventory.wrappers(),
            inventory.products(),
            inventory.tags(),
        ),
        "problems": inventory.check(),
    }


def secret_of(inventory: Inventory, key: int) -> tuple[str, str | None]:
    """The clear text of a secret: its main field and its description."""
    content = inventory.reveal(key)
    description = content.description
    return content.main.reveal(), None if description is None else description.reveal()
