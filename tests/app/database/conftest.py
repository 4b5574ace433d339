"""The database of an empty inventory, and one operation on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import pytest

from app.database.engine import Database
from app.database.history import Outcome, Write, writing
from tests.inventories import OWNER, TestClock

WriteAs = Callable[..., AbstractContextManager[tuple[Write, Outcome]]]


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    with closing(Database(path)) as database:
        yield database


@pytest.fixture
def write(database: Database) -> WriteAs:
    """Begin an operation; its outcome has the changes afterwards."""
    clock = TestClock()

    @contextmanager
    def begin(operation: str = "test") -> Iterator[tuple[Write, Outcome]]:
        outcome = Outcome()
        with writing(database, operation, at=clock(), actor=OWNER, outcome=outcome) as write:
            yield write, outcome

    return begin
