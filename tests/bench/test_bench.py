"""The bench counts right and measures the same resources every time; how fast is not tested."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from itertools import islice

import pytest

from app.domain.resource_type import SHIPPED_TYPES
from tests.bench.generator import GeneratedResource, generate
from tests.bench.measure import Figure, alternate, percentile
from tests.bench.process import CHECKOUT, Answer
from tests.bench.report import to_json, to_table

DIGEST = """
from tests.bench.test_bench import digest
print(digest(300))
"""


def digest(size: int) -> str:
    """One text for that many generated resources."""
    return hashlib.sha256("\n".join(map(repr, generate(size))).encode()).hexdigest()


def _first(size: int) -> list[GeneratedResource]:
    return list(generate(size))


def test_generator_makes_the_same_resources_in_another_process() -> None:
    # Another hash seed would show a set or a hash in the way.
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT), "PYTHONHASHSEED": "4711"}
    other = subprocess.run(
        [sys.executable, "-c", DIGEST], env=environment, capture_output=True, text=True, check=True
    )
    assert other.stdout.strip() == digest(300)


def test_generator_begins_a_longer_run_with_the_shorter_one() -> None:
    assert _first(50) == list(islice(generate(5_000), 50))


def test_generator_gives_other_resources_for_another_seed() -> None:
    assert next(generate(1, seed=1)) != next(generate(1, seed=2))


def test_generated_resources_may_all_lie_in_one_inventory() -> None:
    resources = _first(3_000)
    for unique in (
        {one.uuid for one in resources},
        {one.human_id for one in resources},
        {one.draft.name for one in resources},
    ):
        assert len(unique) == len(resources)
    assert all(one.created <= one.updated for one in resources)


def test_generated_resources_are_as_varied_as_performance_asks() -> None:
    drafts = [one.draft for one in generate(3_000)]
    assert {draft.type for draft in drafts} == {kind.key for kind in SHIPPED_TYPES}
    assert any(not draft.name.isascii() for draft in drafts)
    assert 0.4 < sum("prod" in draft.name for draft in drafts) / len(drafts) < 0.5
    assert 0.01 < sum("postgres" in draft.name for draft in drafts) / len(drafts) < 0.03
    described = [len(draft.description) for draft in drafts if draft.description]
    assert len(described) > 2_000
    assert min(described) > 180


def _figure(
    floor: tuple[float, ...], subject: tuple[float, ...], target: float | None = None
) -> Figure:
    return Figure("a figure", "floor", "ms", floor=floor, subject=subject, target=target)


def test_percentile_is_the_nearest_rank() -> None:
    hundred = list(range(100, 0, -1))
    assert percentile(hundred, 95) == 95
    assert percentile(hundred, 50) == 50
    assert percentile([3.0, 1.0, 2.0], 95) == 3.0
    assert percentile([7.0], 95) == 7.0


def test_ratio_is_the_median_of_the_pairs_and_not_of_all_numbers() -> None:
    # The machine was ten times slower during the second pair: within the pair it does not matter.
    figure = _figure((10.0, 100.0, 12.0), (20.0, 200.0, 60.0))
    assert figure.ratio == 2.0


def test_figure_without_pairs_is_refused() -> None:
    for floor, subject in [((), ()), ((1.0,), (1.0, 2.0))]:
        with pytest.raises(ValueError, match="pairs"):
            _figure(floor, subject)


def test_turns_alternate_and_the_warm_up_does_not_count() -> None:
    calls: list[str] = []

    def note(name: str) -> str:
        calls.append(name)
        return f"{name}{len(calls)}"

    pairs = alternate(lambda: note("f"), lambda: note("s"), repetitions=2)
    assert calls == ["f", "s", "s", "f", "f", "s"]
    assert pairs == [("f4", "s3"), ("f5", "s6")]


def test_moments_count_from_the_start_of_the_process() -> None:
    answer = Answer(began_ns=1_000_000_000, values={"painted_ns": 1_181_500_000})
    assert answer.milliseconds_until("painted_ns") == 181.5


def test_table_shows_median_tail_and_ratio_and_what_is_not_reached() -> None:
    table = to_table([_figure((100.0, 100.0, 100.0), (150.0, 160.0, 170.0), target=1.5)])
    assert table.splitlines()[2].split() == "a figure floor 100 ms 160 ms 170 ms 1.60x".split()
    assert "Not reached: a figure is 1.60x of the floor, asked for is at most 1.5x." in table


def test_table_does_not_complain_about_a_target_that_is_reached() -> None:
    reached = _figure((100.0,), (150.0,), target=1.5)
    assert "Not reached" not in to_table([reached, _figure((1.0,), (900.0,))])


def test_table_says_once_what_to_know_about_its_figures() -> None:
    figures = [Figure(name, "f", "MB", (1.0,), (2.0,), note="Not alone.") for name in "ab"]
    assert to_table(figures).splitlines()[-1] == "Not alone."
    assert to_table(figures).count("Not alone.") == 1


def test_json_holds_what_the_table_shows() -> None:
    document = json.loads(to_json([_figure((2.0, 4.0), (6.0, 8.0), target=2.0)], {"size": 7}))
    assert document["size"] == 7
    (figure,) = document["figures"]
    assert figure["floor"]["median"] == 3.0
    assert (figure["subject"]["median"], figure["subject"]["p95"]) == (7.0, 8.0)
    assert (figure["ratio"], figure["reached"]) == (2.5, False)
    assert len(document["notes"]) == 1
