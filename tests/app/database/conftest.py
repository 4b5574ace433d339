"""The database of an empty inventory, and one operation on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import pytest

from app.database.catalogue import References
from app.database.engine import Database
from app.database.history import Outcome, Write, writing
from app.database.resources import insert
from tests.app.database.library import (
    SCOPES,
    WRAPPERS,
    Library,
    drafts,
    fill,
    new_resource,
)
from tests.inventories import OWNER, TestClock, copied, draft, opened

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


@pytest.fixture(scope="package")
def catalogued(tmp_path_factory: pytest.TempPathFactory, template: Path) -> Path:
    """An inventory with scopes and wrappers and nothing in them."""
    path = copied(template, tmp_path_factory.mktemp("catalogued"))
    with closing(opened(path)) as inventory:
        for identifier, parent in SCOPES:
            inventory.add_scope(identifier.removeprefix("scope_").upper(), identifier, parent)
        for wrapper in WRAPPERS:
            inventory.add_wrapper(f"the {wrapper}", wrapper)
    return path


@pytest.fixture(scope="package")
def filled(catalogued: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The same with 150 varied resources."""
    path = copied(catalogued, tmp_path_factory.mktemp("filled"))
    fill(path, list(drafts(150)))
    found = Library(path)
    assert len(found.every) > 120
    yield found
    found.reader.close()


@pytest.fixture
def key(write: WriteAs) -> int:
    """A resource without a secret."""
    with write() as (operation, _):
        new = new_resource(0, draft("Atlas"))
        return insert(operation, [new], References(operation))[0]
