from __future__ import annotations

from itertools import pairwise

import pytest

from app.presentation.columns import COLUMNS, NAME_MIN_WIDTH, lay_out
from app.search.listing import SortKey

ORDER_OF_LEAVING = ["wrapper", "scope", "type", "updated", "status"]


def shown(width: int, needed: dict[str, int] | None = None) -> list[str]:
    widths = lay_out(width, needed)  # type: ignore[arg-type]
    return [column.name for column, each in zip(COLUMNS, widths, strict=True) if each]


def test_middle_of_a_usual_window_shows_what_the_pictures_show() -> None:
    assert shown(690) == ["name", "type", "status", "updated"]


def test_wide_table_shows_everything_in_the_order_of_the_columns() -> None:
    assert shown(1400) == ["name", "type", "scope", "wrapper", "status", "updated"]


def test_columns_leave_by_priority_and_never_the_name() -> None:
    seen = [shown(width) for width in range(1400, 0, -1)]
    leaving = [
        next(iter(set(before) - set(after))) for before, after in pairwise(seen) if before != after
    ]
    assert leaving == ORDER_OF_LEAVING
    assert seen[-1] == ["name"]


@pytest.mark.parametrize("width", [0, 150, 260, 420, 690, 940, 1080, 2560])
def test_name_keeps_its_least_width_and_the_rest_fills_the_table(width: int) -> None:
    widths = lay_out(width)
    assert widths[0] >= NAME_MIN_WIDTH
    assert sum(widths) == max(width, NAME_MIN_WIDTH)


def test_dates_get_the_width_that_a_large_font_needs() -> None:
    widths = lay_out(900, {"updated": 190, "status": 10})
    assert widths[-1] == 190
    assert widths[-2] == COLUMNS[-2].width


def test_every_column_sorts_by_something_of_its_own() -> None:
    keys = [column.sort for column in COLUMNS]
    assert len(set(keys)) == len(keys)
    assert set(keys) <= set(SortKey)
