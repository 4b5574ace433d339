"""Inventories that the core's tests start from: made once, copied for each test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.inventory import Inventory
from tests.inventories import copied, new_inventory, opened


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed, empty inventory; to be copied, never opened."""
    path = tmp_path_factory.mktemp("template") / "Home.strongroom"
    new_inventory(path).close()
    return path


@pytest.fixture(scope="session")
def other_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Another one, with a key of its own."""
    path = tmp_path_factory.mktemp("other") / "Other.strongroom"
    new_inventory(path).close()
    return path


@pytest.fixture
def path(tmp_path: Path, template: Path) -> Path:
    """An empty inventory, closed."""
    return copied(template, tmp_path)


@pytest.fixture
def inventory(path: Path) -> Iterator[Inventory]:
    """An empty inventory, open and unlocked."""
    with closing(opened(path)) as inventory:
        yield inventory
