"""A resource as a row of the table, and nothing to import for it: the first paint needs it."""

from __future__ import annotations

from typing import NamedTuple


class ResourceSummary(NamedTuple):
    """One row of the table, as plain as SQLite returns it; a tuple because a page holds 64.

    `updated` and `created` are milliseconds since 1970 (UTC).
    """

    key: int
    name: str
    username: str | None
    uri: str | None
    type_key: str
    type_name: str
    type_icon: str
    status: str
    scope: str | None
    wrapper: str | None
    created: int
    updated: int
    favourite: int
    deleted: int | None
    has_secret: int
    human_id: str
    external_id: str | None
    reference_id: str | None
