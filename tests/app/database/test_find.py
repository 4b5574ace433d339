"""Lists: what SQL finds is what the words and filters say, in the order they say."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.database.engine import Database
from app.database.find import keys, to_sql
from app.domain.status import Status
from app.inventory import Inventory
from app.search.listing import Filter, FilterKind, Listing, Sort, SortKey
from app.search.words import Words
from tests.app.database.library import SCOPES, TAGS, TYPES, WORDS, WRAPPERS, Library, fill
from tests.inventories import add, copied

sorts = st.builds(Sort, st.sampled_from(SortKey), st.booleans())
filters = st.one_of(
    st.just(Filter(FilterKind.FAVOURITE)),
    st.builds(Filter, st.just(FilterKind.TYPE), st.sampled_from([*TYPES, "robot"])),
    st.builds(Filter, st.just(FilterKind.SCOPE), st.sampled_from([name for name, _ in SCOPES])),
    st.builds(Filter, st.just(FilterKind.WRAPPER), st.sampled_from([*WRAPPERS, "' OR 1=1 --"])),
    st.builds(Filter, st.just(FilterKind.STATUS), st.sampled_from(Status)),
    st.builds(Filter, st.just(FilterKind.TAG), st.sampled_from([*TAGS, "HOME"])),
)
pieces = st.tuples(st.sampled_from(WORDS), st.integers(0, 3), st.integers(1, 6)).map(
    lambda piece: piece[0][piece[1] : piece[1] + piece[2]]
)
typed = st.lists(pieces | st.sampled_from(WORDS) | st.text(max_size=4), max_size=3).flatmap(
    lambda parts: st.sampled_from([" ".join(parts), f'"{" ".join(parts)}"', "".join(parts)])
)
listings = st.builds(
    Listing,
    filters=st.lists(filters, max_size=2).map(tuple),
    words=typed.map(Words.parse),
    sort=sorts,
    deleted=st.sampled_from([False, True, None]),
)


@settings(max_examples=300)
@given(listings, st.none() | st.integers(0, 20))
def test_a_list_is_what_its_words_filters_and_order_say(
    filled: Library, listing: Listing, limit: int | None
) -> None:
    found = filled.check(listing)
    assert filled.reader.keys(listing, limit=limit).tolist() == found[:limit]


@pytest.mark.parametrize("sort", SortKey)
@pytest.mark.parametrize("descending", [False, True])
def test_every_order_is_total(filled: Library, sort: SortKey, *, descending: bool) -> None:
    found = filled.check(Listing(sort=Sort(sort, descending=descending), deleted=None))
    assert len(found) == len(set(found)) == len(filled.every)


@pytest.mark.parametrize("word", WORDS)
def test_every_word_is_found(filled: Library, word: str) -> None:
    assert filled.check(Listing(words=Words.parse(word), deleted=None))


texts = st.text(
    st.one_of(st.sampled_from("aAäbßłŁ \"＂'%_-*"), st.characters(exclude_categories=["C", "Z"])),
    min_size=1,
    max_size=12,
).filter(str.strip)


@settings(max_examples=25)
@given(st.data(), st.lists(texts, min_size=1, max_size=6))
def test_any_part_of_any_text_is_found(
    catalogued: Path, data: st.DataObject, names: list[str]
) -> None:
    with TemporaryDirectory() as folder:
        path = copied(catalogued, Path(folder))
        fill(path, [{"name": name, "description": name[::-1], "tags": [name]} for name in names])
        found = Library(path)
        with closing(found.reader):
            for name in names:
                start = data.draw(st.integers(0, len(name) - 1))
                part = name[start : start + data.draw(st.integers(1, 5))]
                for text in (part, f'"{part}"', f"{part} {name}"):
                    found.check(Listing(words=Words.parse(text), deleted=None))


def test_a_part_is_found_whole_and_not_by_its_pieces(inventory: Inventory) -> None:
    """The index knows three characters at a time, and not where they stand."""
    add(inventory, "abcXbcd")
    add(inventory, "abc", description="bcd")
    whole = add(inventory, "xABCDx")
    assert inventory.keys(Listing(words=Words.parse("abcd"))).tolist() == [whole]


def test_words_are_values_and_never_sql() -> None:
    statement, values = to_sql(Listing(words=Words.parse("x') OR 1=1 --"), filters=()))
    assert "1=1" not in statement
    assert values


def test_a_loop_of_scopes_ends(inventory: Inventory, path: Path) -> None:
    for name in ("a", "b", "c"):
        inventory.add_scope(name)
    inventory.close()
    fill(path, [{"name": name, "scope": f"scope_{name}"} for name in ("a", "b", "c")])
    with closing(Database(path)) as database, database.reading() as connection:
        connection.execute(
            "UPDATE scope SET parent_id = (SELECT id FROM scope AS other WHERE other.identifier ="
            " CASE scope.identifier WHEN 'scope_a' THEN 'scope_b' ELSE 'scope_a' END)"
        )
        everything = Listing(filters=(Filter(FilterKind.SCOPE, "scope_a"),))
        assert len(keys(connection, everything)) == 3
        below = Listing(filters=(Filter(FilterKind.SCOPE, "scope_c"),))
        assert len(keys(connection, below)) == 1
