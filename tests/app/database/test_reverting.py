"""Taking writes back, and back again; never over what was changed meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.changes import Catalogue, Changes
from app.domain.secret_text import SecretText
from app.domain.status import Status
from app.errors import (
    AlreadyExistsError,
    ChangedMeanwhileError,
    NotFoundError,
    StrongroomError,
)
from app.inventory import Inventory
from app.search.listing import Listing
from tests.app.everything import everything, secret_of
from tests.inventories import add, added_key, copied, draft, opened


def revert(inventory: Inventory, changes: Changes) -> Changes:
    assert changes.change_set is not None
    return inventory.revert(changes.change_set)


SECRET = SecretText("later")
Work = Callable[[Inventory, int], Changes]
WORK: dict[str, Work] = {
    "add": lambda inventory, _: inventory.add(draft("New", tags=["new"]), SecretText("new")),
    "rename": lambda inventory, key: inventory.edit(key, draft("Other name")),
    "every field": lambda inventory, key: inventory.edit(key, draft(**WHOLE)),
    "secret": lambda inventory, key: inventory.edit(key, draft(), secret=SecretText("second")),
    "no secret": lambda inventory, key: inventory.edit(key, draft(), remove_secret=True),
    "type and secret": lambda inventory, key: inventory.edit(
        key, draft(type="password-and-description", description="d"), secret=SecretText("second")
    ),
    "type": lambda inventory, key: inventory.edit(key, draft(type="password-string")),
    "duplicate": lambda inventory, key: inventory.duplicate(key),
    "favourite": lambda inventory, key: inventory.set_favourite([key], True),
    "status": lambda inventory, key: inventory.set_status([key], Status.DONE),
    "trash": lambda inventory, key: inventory.trash([key]),
}
WHOLE: dict[str, Any] = {
    "name": "Whole",
    "method": "retail",
    "description": "two\nlines",
    "username": "root",
    "uri": "ssh://atlas",
    "type": "server",
    "wrapper": "rack",
    "scope": "scope_home",
    "external_id": "i-1",
    "reference_id": "INV-1",
    "image_url": "https://example.org",
    "status": "IDLE",
    "tags": ["one", "two"],
    "product": "lamp",
    "sub_products": ["lamp", "lamp"],
    "retail_price": 1,
    "start_period": "2026-01-01",
    "end_period": "2026-01-02",
    "fields": {"a": 1},
    "favourite": True,
}


@pytest.fixture
def key(inventory: Inventory) -> int:
    """A resource with a secret, and the lists that others name."""
    inventory.add_wrapper("Rack", "rack")
    inventory.add_scope("Home", "scope_home")
    inventory.add_product("Lamp", "lamp", price=1, currency="EUR")
    return add(inventory, secret="first")


class TestEachWrite:
    @pytest.mark.parametrize("work", WORK.values(), ids=WORK.keys())
    def test_it_is_taken_back_and_done_again_as_often_as_one_likes(
        self, inventory: Inventory, key: int, work: Work
    ) -> None:
        before = everything(inventory)
        changes = work(inventory, key)
        after = everything(inventory)
        assert before != after
        for state in (before, after, before, after):
            changes = revert(inventory, changes)
            assert everything(inventory) == state

    def test_restoring_is_taken_back_too(self, inventory: Inventory, key: int) -> None:
        inventory.trash([key])
        before = everything(inventory)
        changes = inventory.restore([key])
        revert(inventory, changes)
        assert everything(inventory) == before

    def test_what_it_says_changed(self, inventory: Inventory) -> None:
        added = inventory.add(draft(tags=["new"]))
        removed = revert(inventory, added)
        assert (removed.removed, removed.added) == (added.added, ())
        assert Catalogue.TAGS in removed.catalogues
        again = revert(inventory, removed)
        assert (again.added, again.removed) == (added.added, ())
        edited = inventory.edit(added_key(added), draft("b"))
        assert revert(inventory, edited).changed == added.added

    def test_a_resource_comes_back_with_its_identity(self, inventory: Inventory, key: int) -> None:
        changes = inventory.add(draft("New"), SecretText("new"))
        before = inventory.resource(added_key(changes))
        revert(inventory, revert(inventory, changes))
        assert inventory.resource(added_key(changes)) == before


class TestChangedMeanwhile:
    @pytest.mark.parametrize(
        ("work", "later"),
        [
            ("add", lambda inventory, key: inventory.edit(key, draft("Later"))),
            ("add", lambda inventory, key: inventory.edit(key, draft("New"), secret=SECRET)),
            ("add", lambda inventory, key: inventory.trash([key])),
            ("rename", lambda inventory, key: inventory.edit(key, draft("Later"))),
            ("secret", lambda inventory, key: inventory.edit(key, draft(), secret=SECRET)),
            ("secret", lambda inventory, key: inventory.edit(key, draft(), remove_secret=True)),
            ("no secret", lambda inventory, key: inventory.edit(key, draft(), secret=SECRET)),
            ("status", lambda inventory, key: inventory.set_status([key], Status.IDLE)),
            ("trash", lambda inventory, key: inventory.restore([key])),
        ],
    )
    def test_a_later_write_to_the_same_is_not_lost(
        self, inventory: Inventory, key: int, work: str, later: Work
    ) -> None:
        changes = WORK[work](inventory, key)
        later(inventory, changes.added[0] if changes.added else key)
        before = everything(inventory)
        with pytest.raises(ChangedMeanwhileError):
            revert(inventory, changes)
        assert everything(inventory) == before

    def test_a_later_write_to_another_field_stands(self, inventory: Inventory, key: int) -> None:
        renamed = inventory.edit(key, draft("Other name"))
        inventory.set_status([key], Status.DONE)
        inventory.edit(
            key, draft("Other name", status="DONE", username="root"), secret=SecretText("second")
        )
        revert(inventory, renamed)
        resource = inventory.resource(key)
        assert (resource.name, resource.status, resource.username) == (
            "Atlas",
            Status.DONE,
            "root",
        )
        assert secret_of(inventory, key) == ("second", None)

    def test_once_the_later_write_is_taken_back_the_earlier_can_be(
        self, inventory: Inventory, key: int
    ) -> None:
        states = [everything(inventory)]
        done = []
        for text in ("second", "third", "fourth"):
            done.append(inventory.edit(key, draft(text), secret=SecretText(text)))
            states.append(everything(inventory))
        for changes, state in zip(reversed(done), reversed(states[:-1]), strict=True):
            revert(inventory, changes)
            assert everything(inventory) == state

    def test_what_is_gone_by_now_is_not_taken_back(self, inventory: Inventory, key: int) -> None:
        added = inventory.add(draft("New"))
        edited = inventory.edit(added_key(added), draft("Newer"))
        revert(inventory, edited)
        revert(inventory, added)
        for changes in (added, edited):
            with pytest.raises(ChangedMeanwhileError):
                revert(inventory, changes)

    def test_a_key_that_was_given_up_means_nothing_else(self, inventory: Inventory) -> None:
        first = inventory.add(draft("First"))
        gone = revert(inventory, first)
        second = inventory.add(draft("Second"))
        assert added_key(second) != added_key(first)
        with pytest.raises(ChangedMeanwhileError):
            revert(inventory, first)
        revert(inventory, gone)
        names = {row.name for row in inventory.summaries(inventory.keys(Listing()))}
        assert names == {"First", "Second"}

    def test_a_place_that_was_taken_meanwhile_stays_taken(
        self, inventory: Inventory, key: int
    ) -> None:
        changes = inventory.add(draft("One", wrapper="rack", external_id="X"))
        gone = revert(inventory, changes)
        add(inventory, "One", wrapper="rack")
        before = everything(inventory)
        with pytest.raises(AlreadyExistsError, match="name and type"):
            revert(inventory, gone)
        assert everything(inventory) == before

    def test_an_unknown_write_is_not_found(self, inventory: Inventory) -> None:
        with pytest.raises(NotFoundError):
            inventory.revert(999)


def test_many_are_taken_back_at_once_or_not_at_all(inventory: Inventory, key: int) -> None:
    keys = [add(inventory, f"n{n}", wrapper="rack") for n in range(3)]
    changes = inventory.trash(keys)
    taken = add(inventory, "n1", wrapper="rack")
    before = everything(inventory)
    with pytest.raises(AlreadyExistsError):
        revert(inventory, changes)
    assert everything(inventory) == before
    inventory.trash([taken])
    revert(inventory, changes)
    assert inventory.facets().trash == 1


# --- any writes, taken back in any number -------------------------------------------------------

names = st.sampled_from(["Atlas", "Mail", "Öl", "x"])
values = st.fixed_dictionaries(
    {"name": names},
    optional={
        "type": st.sampled_from(["account", "server", "password-string"]),
        "description": st.sampled_from(["one\ntwo", "a b"]),
        "wrapper": st.sampled_from(["rack", "box"]),
        "scope": st.just("scope_home"),
        "external_id": st.sampled_from(["i-1", "i-2"]),
        "tags": st.lists(st.sampled_from(["a", "b"]), max_size=2),
        "fields": st.sampled_from([{"a": 1}, {"a": True}, {"a": None}]),
        "favourite": st.booleans(),
    },
)
secrets = st.none() | st.sampled_from(["s1", "s2"]).map(SecretText)
some = st.lists(st.integers(0, 9), min_size=1, max_size=3)
writes = st.one_of(
    st.tuples(st.just("add"), values, secrets),
    st.tuples(st.just("edit"), some, values, secrets, st.booleans()),
    st.tuples(st.just("duplicate"), some),
    st.tuples(st.just("favourite"), some, st.booleans()),
    st.tuples(st.just("status"), some, st.sampled_from(Status)),
    st.tuples(st.just("trash"), some),
    st.tuples(st.just("restore"), some),
    st.tuples(st.just("add_row"), st.sampled_from(["rack", "box"])),
    st.tuples(st.just("edit_row"), st.sampled_from(["rack", "box"]), names),
    st.tuples(st.just("delete_row"), st.sampled_from(["rack", "box"])),
)


def do(inventory: Inventory, write: tuple[Any, ...]) -> Changes:
    """Do one of these; what is not possible changes nothing."""
    every = inventory.keys(Listing(deleted=None)).tolist()
    name, *rest = write
    keys: list[int] = []
    if rest and isinstance(rest[0], list):
        numbers = rest.pop(0)
        keys = [every[number % len(every)] for number in numbers] if every else []
    first = keys[0] if keys else 0
    actions: dict[str, Callable[..., Changes]] = {
        "add": lambda values, secret: inventory.add(draft(**values), secret),
        "edit": lambda values, secret, is_removed: inventory.edit(
            first, draft(**values), secret=secret, remove_secret=is_removed
        ),
        "duplicate": lambda: inventory.duplicate(first),
        "favourite": lambda favourite: inventory.set_favourite(keys, favourite),
        "status": lambda status: inventory.set_status(keys, status),
        "trash": lambda: inventory.trash(keys),
        "restore": lambda: inventory.restore(keys),
        "add_row": lambda name: inventory.add_wrapper(name, name),
        "edit_row": lambda row, name: inventory.edit_row(Catalogue.WRAPPERS, row, {"name": name}),
        "delete_row": lambda row: inventory.delete_row(Catalogue.WRAPPERS, row),
    }
    try:
        return actions[name](*rest)
    except StrongroomError:
        return Changes()


@settings(max_examples=20)
@given(st.lists(writes, min_size=3, max_size=12))
def test_any_writes_are_taken_back_and_done_again(
    template: Path, todo: list[tuple[Any, ...]]
) -> None:
    with (
        TemporaryDirectory() as folder,
        closing(opened(copied(template, Path(folder)))) as inventory,
    ):
        inventory.add_scope("Home", "scope_home")
        inventory.add_wrapper("Rack", "rack")
        states = [everything(inventory)]
        done: list[Changes] = []
        for write in todo:
            changes = do(inventory, write)
            state = everything(inventory)
            if changes.is_empty:
                assert state == states[-1]
            else:
                done.append(changes)
                states.append(state)
        undone = []
        for changes, state in zip(reversed(done), reversed(states[:-1]), strict=True):
            undone.append(revert(inventory, changes))
            assert everything(inventory) == state
        for changes, state in zip(reversed(undone), states[1:], strict=True):
            revert(inventory, changes)
            assert everything(inventory) == state
