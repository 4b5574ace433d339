"""What a list is asked for."""

from __future__ import annotations

import pytest

from app.search.listing import Listing, Sort, SortKey
from app.search.words import Words


@pytest.mark.parametrize("key", SortKey)
def test_an_order_is_read_by_name_with_a_minus_for_the_other_way(key: SortKey) -> None:
    assert Sort.parse(key.value) == Sort(key)
    assert Sort.parse(f"-{key.value}") == Sort(key, descending=True)


@pytest.mark.parametrize("text", ["", "-", "--name", "colour", "Name", "+name"])
def test_other_orders_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a valid SortKey"):
        Sort.parse(text)


def test_by_default_a_list_is_all_living_resources_by_name() -> None:
    listing = Listing()
    assert listing.filters == ()
    assert listing.words == Words()
    assert listing.sort == Sort(SortKey.NAME)
    assert listing.deleted is False
