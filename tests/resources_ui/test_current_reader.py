"""The window reads from whichever inventory it has been turned to, and from none at first."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from app.database.reader import Reader
from app.search.facets import Facets
from app.search.listing import Listing
from resources_ui.current_reader import CurrentReader
from tests.resources_ui.program import open_files


def test_without_an_inventory_there_is_nothing_to_read() -> None:
    current = CurrentReader()

    assert len(current.keys(Listing())) == 0
    assert current.summaries([1]) == []
    assert current.resource(1) is None
    assert current.facets() == Facets()
    assert (current.types(), current.scopes(), current.wrappers(), current.tags()) == ([],) * 4
    current.interrupt()
    current.close()


def test_it_reads_what_its_reader_reads(sample: Path) -> None:
    with closing(Reader(sample)) as reader, closing(CurrentReader()) as current:
        current.turn_to(Reader(sample))
        keys = reader.keys(Listing())

        assert current.keys(Listing()) == keys
        assert len(current.keys(Listing(), limit=3)) == 3
        assert current.summaries(keys) == reader.summaries(keys)
        assert current.resource(keys[0]) == reader.resource(keys[0])
        assert current.facets() == reader.facets()
        assert current.types() == reader.types()
        assert current.scopes() == reader.scopes()
        assert current.wrappers() == reader.wrappers()
        assert current.tags() == reader.tags()


def test_reader_before_is_closed_when_it_turns_to_another(
    sample: Path, empty: Path, tmp_path: Path
) -> None:
    current = CurrentReader()
    current.turn_to(Reader(sample))
    current.turn_to(Reader(empty))

    assert len(current.keys(Listing())) == 0
    assert [file for file in open_files(tmp_path) if "Home" in file] == []
    current.close()
    assert open_files(tmp_path) == []
