"""The read side before the first paint."""

from __future__ import annotations

import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from app.database.inspection import SCHEMA_VERSION
from app.database.reader import Reader
from app.errors import JobCancelled
from app.inventory import Inventory
from app.search.listing import Filter, FilterKind, Listing
from app.search.words import Words
from tests.app.database.library import Library
from tests.inventories import add

PROJECT = Path(__file__).parents[3]
HEAVY = {"sqlmodel", "sqlalchemy", "pydantic", "pgpy", "cryptography", "keyring", "jsonschema"}
HEAVY |= {"alembic", "PySide6"}


def test_nothing_heavy_is_imported_to_read(filled: Library) -> None:
    program = """
import sys
from pathlib import Path
from app.database.reader import Reader
from app.search.listing import Filter, FilterKind, Listing
from app.search.words import Words
reader = Reader(Path(sys.argv[1]))
keys = reader.keys(Listing(words=Words.parse("sao"), filters=(Filter(FilterKind.TAG, "home"),)))
reader.summaries(keys), reader.resource(keys[0]), reader.facets()
reader.types(), reader.scopes(), reader.wrappers(), reader.tags()
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""
    command = [sys.executable, "-c", program, str(filled.path)]
    ended = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True)
    imported = set(ended.stdout.split())
    assert "sqlite3" in imported
    assert imported & HEAVY == set()


def test_a_reader_sees_each_commit_of_the_writer(inventory: Inventory, path: Path) -> None:
    with closing(Reader(path)) as reader:
        assert reader.is_current
        assert reader.version == SCHEMA_VERSION
        assert not reader.keys(Listing())
        key = add(inventory, "Atlas", tags=["home"])
        assert reader.keys(Listing()).tolist() == [key]
        assert reader.resource(key) == inventory.resource(key)
        assert reader.facets() == inventory.facets()
        assert reader.summaries([key]) == inventory.summaries([key])
        assert (reader.types(), reader.tags()) == (inventory.types(), ["home"])
        inventory.trash([key])
        assert not reader.keys(Listing())


def test_interrupting_from_another_thread_ends_the_query(filled: Library) -> None:
    """As a newer keystroke does; between two queries it does nothing."""
    with closing(Reader(filled.path)) as reader:
        reader.interrupt()
        assert reader.keys(Listing())
        done = threading.Event()
        interrupter = threading.Thread(target=_interrupt_until, args=(reader, done))
        interrupter.start()
        tags = tuple(Filter(FilterKind.TAG, "home") for _ in range(40))
        with pytest.raises(JobCancelled):
            while True:
                reader.keys(Listing(filters=tags, words=Words.parse("a b c d e"), deleted=None))
        done.set()
        interrupter.join()
        assert reader.keys(Listing())


def _interrupt_until(reader: Reader, done: threading.Event) -> None:
    while not done.wait(0.0005):
        reader.interrupt()
