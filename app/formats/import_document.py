"""What was found in a file to import: values, and problems as data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.product import Product
from app.domain.resource_type import ResourceType
from app.domain.scope import Scope
from app.domain.user import User
from app.domain.wrapper import Wrapper
from app.errors import Problem
from app.formats.record import ResourceRecord


class Part(StrEnum):
    """The lists of a file that rows are counted in."""

    FILE = "file"
    USER = "user"
    WRAPPERS = "wrappers"
    SCOPES = "scopes"
    TYPES = "types"
    PRODUCTS = "products"
    RESOURCES = "resources"


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One thing wrong with one row.

    Args:
        row: 1 for the first of its part; 0 where the part has no rows.
        problem: Its message never holds what the row holds.
        can_be_shortened: Reading again with `shorten` mends it.
    """

    row: int
    problem: Problem
    part: Part = Part.RESOURCES
    can_be_shortened: bool = False


@dataclass(frozen=True, slots=True)
class ImportRow:
    """A resource of the file, and where it stands."""

    row: int
    record: ResourceRecord


@dataclass(frozen=True, slots=True)
class ImportDocument:
    """A file that was read; rows with problems are in `problems` and nowhere else.

    Args:
        inventory: UUID of the inventory that was exported; "" where the file does not say.
        exported: When.
        user: To whose key the secrets are encrypted.
    """

    inventory: str = ""
    exported: datetime | None = None
    user: User | None = None
    wrappers: tuple[Wrapper, ...] = ()
    scopes: tuple[Scope, ...] = ()
    types: tuple[ResourceType, ...] = ()
    products: tuple[Product, ...] = ()
    rows: tuple[ImportRow, ...] = ()
    problems: tuple[RowProblem, ...] = ()

    @property
    def records(self) -> list[ResourceRecord]:
        """The resources without their rows."""
        return [row.record for row in self.rows]
