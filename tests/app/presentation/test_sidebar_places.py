from __future__ import annotations

from app.presentation.sidebar_places import ALL, FAVOURITES, TRASH, Entry, Place, sections
from app.search.facets import Facet, Facets
from app.search.listing import Filter, FilterKind

SERVER = Filter(FilterKind.TYPE, "server")
WORK = Filter(FilterKind.TAG, "work")
FACETS = Facets(
    total=60,
    favourites=3,
    trash=2,
    types=(Facet(SERVER, "Server", 12, "server"),),
    scopes=(
        Facet(Filter(FilterKind.SCOPE, "scope_a"), "Engineering", 5),
        Facet(Filter(FilterKind.SCOPE, "scope_b"), "Platform", 4, depth=1),
        Facet(Filter(FilterKind.SCOPE, "scope_c"), "Deep", 1, depth=9),
    ),
    statuses=(Facet(Filter(FilterKind.STATUS, "UTILIZED"), "UTILIZED", 40),),
    tags=(Facet(WORK, "work", 1),),
)


def test_sections_stand_in_their_order_and_empty_ones_are_left_out() -> None:
    headings = [section.heading for section in sections(FACETS)]
    assert headings == ["", "Types", "Scopes", "Status", "Tags", ""]


def test_all_and_favourites_come_first_and_trash_last() -> None:
    found = sections(FACETS)
    assert [(each.place, each.number) for each in found[0].entries] == [(ALL, 60), (FAVOURITES, 3)]
    assert [(each.place, each.number) for each in found[-1].entries] == [(TRASH, 2)]


def test_status_is_shown_by_its_word() -> None:
    status = next(each for each in sections(FACETS) if each.name == "statuses")
    assert status.entries[0].label == "In use"


def test_scopes_are_indented_but_not_without_end() -> None:
    scopes = next(each for each in sections(FACETS) if each.name == "scopes")
    assert [each.depth for each in scopes.entries] == [0, 1, 4]


def test_screen_reader_hears_label_and_number() -> None:
    types = next(each for each in sections(FACETS) if each.name == "types")
    assert types.entries[0].sentence == "Server, 12 resources"


def test_chosen_place_stays_when_nothing_is_there_any_more() -> None:
    chosen = Entry(Place((WORK,)), "work", "tag", 1)
    found = sections(Facets(total=1), chosen=chosen)
    tags = next(each for each in found if each.name == "tags")
    assert [(each.label, each.number) for each in tags.entries] == [("work", 0)]


def test_chosen_place_is_there_only_once() -> None:
    chosen = Entry(Place((WORK,)), "work", "tag", 1)
    tags = next(each for each in sections(FACETS, chosen=chosen) if each.name == "tags")
    assert [each.number for each in tags.entries] == [1]
