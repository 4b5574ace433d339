"""Commands about what resources refer to: types, wrappers, scopes, products."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.cli.arguments import given_columns
from app.cli.console import Answer
from app.cli.session import Session
from app.cli.terminal_text import table
from app.domain.changes import Catalogue
from app.domain.money import CURRENCIES, to_amount, to_minor_units
from app.errors import InvalidResourceError, NotFoundError, Problem
from app.formats import catalogue_rows
from app.inventory import Inventory

Row = dict[str, object]

_NEW_PRODUCT = {"price": "0", "currency": "EUR"}


@dataclass(frozen=True, slots=True)
class _Kind:
    """How one catalogue is read and shown; rows are those of the native export."""

    noun: str
    identifier: str
    columns: Mapping[str, str]
    rows: Callable[[Inventory], list[Row]]
    add: Callable[[Inventory, str | None, dict[str, Any]], object]


def list_rows(session: Session, options: argparse.Namespace) -> Answer:
    """All rows of a catalogue."""
    kind, _ = _kind(options)
    rows = kind.rows(session.reader())
    return Answer(rows, _lines(kind, rows, session.console.width))


def add(session: Session, options: argparse.Namespace) -> Answer:
    """Add a row; the answer is the row."""
    kind, which = _kind(options)
    inventory = session.writer()
    before = {row[kind.identifier] for row in kind.rows(inventory)}
    values = given_columns(options, which)
    if which is Catalogue.PRODUCTS:
        values = _with_price(_NEW_PRODUCT | values)
    kind.add(inventory, options.identifier, values)
    (row,) = (row for row in kind.rows(inventory) if row[kind.identifier] not in before)
    return Answer(row, [f"Added {kind.noun} {row[kind.identifier]}  {row['name']}"])


def edit(session: Session, options: argparse.Namespace) -> Answer:
    """Change what was given of a row; the answer is the row."""
    kind, which = _kind(options)
    inventory = session.writer()
    values = given_columns(options, which)
    if which is Catalogue.PRODUCTS and "price" in values:
        values = _with_price({"currency": _row(kind, inventory, options)["currency"]} | values)
    inventory.edit_row(which, options.identifier, values)
    row = _row(kind, inventory, options)
    return Answer(row, [f"Changed {kind.noun} {row[kind.identifier]}  {row['name']}"])


def delete(session: Session, options: argparse.Namespace) -> Answer:
    """Delete a row that nothing uses."""
    kind, which = _kind(options)
    session.writer().delete_row(which, options.identifier)
    return Answer({"deleted": options.identifier}, [f"Deleted {kind.noun} {options.identifier}."])


def _kind(options: argparse.Namespace) -> tuple[_Kind, Catalogue]:
    which = Catalogue(options.command.split()[0])
    return _KINDS[which], which


def _row(kind: _Kind, inventory: Inventory, options: argparse.Namespace) -> Row:
    for row in kind.rows(inventory):
        if row[kind.identifier] == options.identifier:
            return row
    raise NotFoundError(kind.noun, options.identifier)


def _lines(kind: _Kind, rows: Sequence[Row], width: int | None) -> Sequence[str]:
    if not rows:
        return [f"No {kind.noun}s."]
    cells = [[_cell(row, name) for name in kind.columns] for row in rows]
    return list(table(list(kind.columns.values()), cells, width=width))


def _cell(row: Row, name: str) -> str:
    value = row[name]
    if name == "price":
        return to_amount(int(str(value)), str(row["currency"]))
    if isinstance(value, bool):
        return "yes" if value else ""
    return "" if value is None else str(value)


def _with_price(values: dict[str, Any]) -> dict[str, Any]:
    """The values with the price in minor units.

    Raises:
        InvalidResourceError: It is none in that currency.
    """
    currency = str(values["currency"]).upper()
    if currency not in CURRENCIES:
        return values | {"price": 0}  # refused for its currency, in the words of the model
    try:
        minor = to_minor_units(values["price"], currency)
    except ValueError:
        minor = None
    if minor is None:
        sentence = f"A price is an amount in {currency}, such as {to_amount(129990, currency)}."
        raise InvalidResourceError([Problem("price", "wrong_value", sentence)])
    return values | {"price": minor, "currency": currency}


_KINDS = {
    Catalogue.TYPES: _Kind(
        "type",
        "key",
        {"key": "Key", "name": "Name", "secret_required": "Secret required"},
        lambda inventory: [catalogue_rows.render_type(one) for one in inventory.types()],
        lambda inventory, key, values: inventory.add_type(values["name"], key),
    ),
    Catalogue.WRAPPERS: _Kind(
        "wrapper",
        "id",
        {"id": "ID", "name": "Name"},
        lambda inventory: [catalogue_rows.render_wrapper(one) for one in inventory.wrappers()],
        lambda inventory, identifier, values: inventory.add_wrapper(values["name"], identifier),
    ),
    Catalogue.SCOPES: _Kind(
        "scope",
        "id",
        {"id": "ID", "name": "Name", "parent": "Above it"},
        lambda inventory: [catalogue_rows.render_scope(one) for one in inventory.scopes()],
        lambda inventory, identifier, values: inventory.add_scope(
            values["name"], identifier, values.get("parent")
        ),
    ),
    Catalogue.PRODUCTS: _Kind(
        "product",
        "id",
        {"id": "ID", "name": "Name", "price": "Price", "currency": "Currency", "vat": "VAT"},
        lambda inventory: [catalogue_rows.render_product(one) for one in inventory.products()],
        lambda inventory, identifier, values: inventory.add_product(
            identifier=identifier, **values
        ),
    ),
}
