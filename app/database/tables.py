"""The schema as SQLModel tables; indexes, triggers and the search index are in `schema`.

Conventions: `id` is the database's integer and never leaves the program; UUIDs are 16 bytes;
times are whole milliseconds since 1970 (UTC); JSON is text with sorted keys.
"""

from __future__ import annotations

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.domain.catalogue_drafts import (
    ProductFields,
    ResourceTypeFields,
    ScopeFields,
    TagFields,
    UserFields,
    WrapperFields,
)
from app.domain.resource_draft import ResourceFields


def _uuid() -> bytes:
    return Field(sa_type=LargeBinary(16), unique=True)  # type: ignore[no-any-return]


def _owned_by(column: str) -> int:
    """A foreign key whose row goes when its owner goes."""
    return Field(  # type: ignore[no-any-return]
        sa_column_args=[ForeignKey(column, ondelete="CASCADE")], index=True
    )


class InventoryTable(SQLModel, table=True):
    """One row: which inventory this is."""

    __tablename__ = "inventory"

    id: int = Field(default=1, primary_key=True)
    uuid: str
    created: int
    owner_id: int = Field(foreign_key="user.id")


class UserTable(UserFields, table=True):
    """The owner, and people whose keys came with an import.

    `check_value` seals the public key, so that a swapped one is noticed before it is encrypted to.
    """

    __tablename__ = "user"

    id: int | None = Field(default=None, primary_key=True)
    uuid: bytes = _uuid()
    fingerprint: str = Field(unique=True)
    public_key: str
    home: str
    key_store: str
    check_value: bytes = b""
    is_kit_saved: bool = False
    created: int


class ResourceTypeTable(ResourceTypeFields, table=True):
    """Kinds of resources; `fields` are the person's own field definitions as JSON."""

    __tablename__ = "resource_type"

    id: int | None = Field(default=None, primary_key=True)
    uuid: bytes = _uuid()
    key: str = Field(unique=True)
    fields: str = "[]"


class WrapperTable(WrapperFields, table=True):
    """Sources and containers."""

    __tablename__ = "wrapper"

    id: int | None = Field(default=None, primary_key=True)
    identifier: str = Field(unique=True)


class ScopeTable(ScopeFields, table=True):
    """Owners and places, a tree by `parent_id`."""

    __tablename__ = "scope"

    id: int | None = Field(default=None, primary_key=True)
    identifier: str = Field(unique=True)
    parent_id: int | None = Field(default=None, foreign_key="scope.id", index=True)


class ProductTable(ProductFields, table=True):
    """Things with a price in minor units; `vat` is a decimal as text."""

    __tablename__ = "product"

    id: int | None = Field(default=None, primary_key=True)
    identifier: str = Field(unique=True)
    vat: str = "0"  # type: ignore[assignment]  # SQLite has no decimal; text keeps every digit


class ResourceTable(ResourceFields, table=True):
    """Resources; `name_key` is the folded name, `fields` the person's own values as JSON."""

    __tablename__ = "resource"

    id: int | None = Field(default=None, primary_key=True)
    uuid: bytes = _uuid()
    human_id: str = Field(unique=True)
    name_key: str
    type_id: int = Field(foreign_key="resource_type.id", index=True)
    wrapper_id: int | None = Field(default=None, foreign_key="wrapper.id", index=True)
    scope_id: int | None = Field(default=None, foreign_key="scope.id", index=True)
    product_id: int | None = Field(default=None, foreign_key="product.id", index=True)
    start_period: int | None = None
    end_period: int | None = None
    fields: str = "{}"
    created: int
    created_by: str
    updated: int
    deleted: int | None = None
    revision: int = 1


class SubProductTable(SQLModel, table=True):
    """Which sub-products a retail resource has, in order."""

    __tablename__ = "resource_sub_product"

    resource_id: int = Field(
        primary_key=True, sa_column_args=[ForeignKey("resource.id", ondelete="CASCADE")]
    )
    position: int = Field(primary_key=True)
    product_id: int = Field(foreign_key="product.id", index=True)


class TagTable(TagFields, table=True):
    """Tags; `name_key` is the folded name."""

    __tablename__ = "tag"

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    name_key: str


class ResourceTagTable(SQLModel, table=True):
    """Which tags a resource has."""

    __tablename__ = "resource_tag"

    resource_id: int = Field(
        primary_key=True, sa_column_args=[ForeignKey("resource.id", ondelete="CASCADE")]
    )
    tag_id: int = Field(primary_key=True, foreign_key="tag.id", index=True)


class SecretTable(SQLModel, table=True):
    """One OpenPGP message a resource and user; `seal` proves that this program put it there."""

    __tablename__ = "secret"
    __table_args__ = (UniqueConstraint("resource_id", "user_id"),)

    id: int | None = Field(default=None, primary_key=True)
    resource_id: int = _owned_by("resource.id")
    user_id: int = Field(foreign_key="user.id", index=True)
    armored: str
    revision: int
    seal: bytes
    created: int
    updated: int


class ChangeSetTable(SQLModel, table=True):
    """One operation of a person: what undo takes back as a whole."""

    __tablename__ = "change_set"

    id: int | None = Field(default=None, primary_key=True)
    at: int
    actor: str
    operation: str
    reverts_id: int | None = Field(default=None, foreign_key="change_set.id", index=True)


class HistoryTable(SQLModel, table=True):
    """What one operation did to one thing.

    `entity` says of which table; `entity_id` and `identifier` name the row, also after it is gone.
    `changes` is JSON: field to [old, new]; a secret's entry says only that it changed, and
    `old_secret` keeps the row that was replaced, still encrypted and sealed.
    """

    __tablename__ = "history"

    id: int | None = Field(default=None, primary_key=True)
    change_set_id: int = Field(foreign_key="change_set.id", index=True)
    entity: str
    entity_id: int = Field(index=True)
    identifier: str
    operation: str
    changes: str = "{}"
    old_secret: str | None = None


class ResourceTextTable(SQLModel, table=True):
    """What is searched: the folded fields of a resource, one a line."""

    __tablename__ = "resource_text"

    resource_id: int = Field(
        primary_key=True, sa_column_args=[ForeignKey("resource.id", ondelete="CASCADE")]
    )
    folded: str


class ResourceCountTable(SQLModel, table=True):
    """One row kept by triggers: counting a million rows takes a quarter of a second."""

    __tablename__ = "resource_count"

    id: int = Field(default=1, primary_key=True)
    living: int = 0
    favourites: int = 0
    trashed: int = 0
