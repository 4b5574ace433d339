"""Contract `batch`: POST /resources/batch, many resources in one call, all or none.

    response             model                                   request
    -------------------  --------------------------------------  -----------------------------------
    id                   `resource_` UUIDv7                      optional, in this spelling
    resourceTypeId       `resource_type_` and the type's key     required
    scopeId              scope; null without one                 required
    externalResourceId   external_id; null without one           required
    displayName          name                                    optional; without it the external
                                                                 ID is the name
    createdAt            created, `2024-01-15T10:30:00Z`         -
    createdBy            created_by; `system` without a user     -

What the contract has no word for is left out. The export is an array, as the response is.
"""

from __future__ import annotations

from app.contracts.spellings import zulu_time
from app.domain.identifiers import canonical
from app.domain.user import SYSTEM
from app.formats.record import ResourceRecord

REQUIRED = ("resourceTypeId", "scopeId", "externalResourceId")
TYPE_PREFIX = "resource_type_"


def render(record: ResourceRecord) -> dict[str, object]:
    """The item of the response for one stored resource."""
    draft = record.draft
    return {
        "id": canonical(record.stored_uuid),
        "resourceTypeId": TYPE_PREFIX + draft.type,
        "scopeId": draft.scope,
        "externalResourceId": draft.external_id,
        "displayName": draft.name,
        "createdAt": zulu_time(record.created) if record.created else None,
        "createdBy": record.created_by or SYSTEM,
    }
