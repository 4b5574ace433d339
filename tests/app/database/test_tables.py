"""The tables as SQLModel sees them, beside what the domain says."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Column, Table
from sqlmodel import SQLModel

from app.database import tables
from app.domain.catalogue_drafts import (
    ProductFields,
    ResourceTypeFields,
    ScopeFields,
    TagFields,
    UserFields,
    WrapperFields,
)
from app.domain.resource_draft import ResourceFields

DERIVED = {
    tables.ResourceTable: ResourceFields,
    tables.ProductTable: ProductFields,
    tables.ResourceTypeTable: ResourceTypeFields,
    tables.ScopeTable: ScopeFields,
    tables.TagTable: TagFields,
    tables.UserTable: UserFields,
    tables.WrapperTable: WrapperFields,
}
MODELS: list[Any] = [
    model
    for model in vars(tables).values()
    if isinstance(model, type) and issubclass(model, SQLModel) and hasattr(model, "__table__")
]
TABLES: list[Table] = [model.__table__ for model in MODELS]
REFERENCES: list[Column[Any]] = [
    column for table in TABLES for column in table.columns if column.foreign_keys
]


@pytest.mark.parametrize(("table", "fields"), DERIVED.items())
def test_a_table_has_every_field_that_is_validated(
    table: type[SQLModel], fields: type[SQLModel]
) -> None:
    assert issubclass(table, fields)
    columns = table.__table__.columns  # type: ignore[attr-defined]
    assert fields.model_fields.keys() <= set(columns.keys())


@pytest.mark.parametrize("column", REFERENCES, ids=str)
def test_a_row_is_found_by_what_it_refers_to_without_a_scan(column: Column[Any]) -> None:
    table = column.table
    assert isinstance(table, Table)
    firsts = [next(iter(index.columns)) for index in table.indexes]
    is_only_row = table.name == "inventory"
    assert is_only_row or column in firsts or column is next(iter(table.primary_key.columns))


@pytest.mark.parametrize(
    "name", ["secret", "resource_tag", "resource_sub_product", "resource_text"]
)
def test_what_belongs_to_a_resource_goes_with_it(name: str) -> None:
    (table,) = (table for table in TABLES if table.name == name)
    (reference,) = table.columns["resource_id"].foreign_keys
    assert reference.ondelete == "CASCADE"


def test_only_what_belongs_to_a_resource_goes_by_itself() -> None:
    cascading = {
        column.name
        for column in REFERENCES
        for reference in column.foreign_keys
        if reference.ondelete is not None
    }
    assert cascading == {"resource_id"}
