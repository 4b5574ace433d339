"""A resource as it is moved: everything that an export says of it, its secret included."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from app.domain.resource import Resource
from app.domain.resource_draft import ResourceDraft, draft_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceRecord:
    """One resource between an inventory and a file.

    Of a record that was read from a file, None means that the file does not say; the one who
    stores it decides. A record of a stored resource has them all.

    Args:
        draft: The values a person gives; `draft.id` is the canonical spelling of `uuid`.
        uuid: None for a resource that is yet to get one.
        human_id: Six characters for labels.
        created: UTC, whole milliseconds, as all times here.
        created_by: Name of the user, or `system`.
        deleted: It lies in the trash.
        deleted_at: Since when.
        currency: ISO 4217, the main product's; said for readers, stored with the product.
        vat: 0 to 1, likewise.
        secret: ASCII-armored OpenPGP message, unchecked.
        says_secret: False where the file has no word on the secret, so that an existing one stays;
            with True and no secret the resource has none.
    """

    draft: ResourceDraft
    uuid: UUID | None = None
    human_id: str | None = None
    created: datetime | None = None
    created_by: str | None = None
    updated: datetime | None = None
    deleted: bool = False
    deleted_at: datetime | None = None
    currency: str | None = None
    vat: Decimal | None = None
    secret: str | None = None
    secret_created: datetime | None = None
    secret_updated: datetime | None = None
    says_secret: bool = True

    @property
    def stored_uuid(self) -> UUID:
        """The UUID of a stored resource.

        Raises:
            ValueError: It has none yet.
        """
        if self.uuid is None:
            raise ValueError("the resource is not stored yet")
        return self.uuid


def record_of(
    resource: Resource,
    *,
    secret: str | None = None,
    secret_created: datetime | None = None,
    secret_updated: datetime | None = None,
) -> ResourceRecord:
    """The record of a stored resource.

    Args:
        resource: As it is read.
        secret: Its OpenPGP message, armored; None without a secret.
    """
    return ResourceRecord(
        draft=draft_of(resource),
        uuid=resource.uuid,
        human_id=resource.human_id,
        created=resource.created,
        created_by=resource.created_by,
        updated=resource.updated,
        deleted=resource.deleted is not None,
        deleted_at=resource.deleted,
        currency=resource.currency,
        vat=resource.vat,
        secret=secret,
        secret_created=secret_created,
        secret_updated=secret_updated,
    )
