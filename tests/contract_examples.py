"""The examples of the contract documents, and the surroundings that their responses need."""

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from app.contracts.context import RenderContext
from app.domain.identifiers import canonical
from app.domain.resource_draft import ResourceDraft, read_draft
from app.formats.record import ResourceRecord
from tests.made_records import INVENTORY, NOW, PRODUCTS, TYPES, USER

_FOLDER = Path(__file__).parent / "data" / "contracts"


def example(name: str) -> Any:
    """An example as a document prints it (with the colons that Builton's forgot)."""
    return json.loads((_FOLDER / f"{name}.json").read_text("utf-8"))


def context_with(**values: Any) -> RenderContext:
    """A response's surroundings, changed where a test says so."""
    usual = RenderContext(
        moment=NOW,
        request_id=UUID("799c69c7-1789-4d87-9fbf-02529b0d21dc"),
        inventory=INVENTORY,
        user=USER,
        types={kind.key: kind for kind in TYPES},
        products={product.identifier: product for product in PRODUCTS},
    )
    return replace(usual, **values)


def uuid_of_object_id(digits: str, milliseconds: int = 0) -> UUID:
    """A UUID that the ObjectId is made from, though its variant may be none of RFC 9562."""
    high = (int(digits[:8], 16) * 1000 + milliseconds) << 16 | 0x7000
    return UUID(int=high << 64 | int(digits[8:], 16))


def stored(uuid: UUID, moment: datetime, **values: Any) -> ResourceRecord:
    """A stored resource with nothing but these values."""
    draft = read_draft(values)
    assert isinstance(draft, ResourceDraft)
    return ResourceRecord(
        draft=draft.model_copy(update={"id": canonical(uuid)}),
        uuid=uuid,
        human_id="K7MQ2X",
        created=moment,
        created_by="system",
        updated=moment,
    )
