"""Contract `wrapper`: POST /resources of a service that keeps resources in wrappers.

    response      model                                        request
    ------------  -------------------------------------------  -------------------------------------
    id            ObjectId made from the resource's UUID       -
    wrapper_id    wrapper; null without one                    required; must exist
    name          name                                         required
    type          type (key)                                   required; key or name, an unknown one
                                                               becomes a new plain type
    startPeriod   start_period, `2024-01-15T10:30:00Z` | null  null at creation
    endPeriod     end_period, likewise                         null at creation

What the contract has no word for is left out. The export is an array of responses.
"""

from __future__ import annotations

from datetime import datetime

from app.contracts.spellings import zulu_time
from app.domain.identifiers import object_id
from app.formats.record import ResourceRecord

REQUIRED = ("wrapper_id", "name", "type")

# 422: {"detail": [{"loc": ["body", FIELD], "msg": MISSING, "type": MISSING_TYPE}]}
MISSING = "field required"
MISSING_TYPE = "value_error.missing"

# 400 and 500: {"detail": SENTENCE}
WRAPPER_MISSING = "Wrapper with ID '{wrapper_id}' does not exist"
ALREADY_EXISTS = "Resource with this identifier already exists"
NOT_CREATED = "Failed to create resource"
SERVER_ERROR = "Internal server error"


def render(record: ResourceRecord) -> dict[str, object]:
    """The response for one stored resource."""
    draft = record.draft
    return {
        "id": object_id(record.stored_uuid),
        "wrapper_id": draft.wrapper,
        "name": draft.name,
        "type": draft.type,
        "startPeriod": _time(draft.start_period),
        "endPeriod": _time(draft.end_period),
    }


def _time(moment: datetime | None) -> str | None:
    return None if moment is None else zulu_time(moment)
