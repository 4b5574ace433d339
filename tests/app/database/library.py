"""A library of varied resources for the tests of reading, in the file and in Python."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

from app.database.catalogue import References
from app.database.engine import Database
from app.database.history import Outcome, writing
from app.database.reader import Reader
from app.database.resources import NewResource, insert, state_of_draft
from app.domain.identifiers import new_uuid7
from app.domain.resource_draft import ResourceDraft, read_draft
from app.domain.status import Status
from app.domain.times import to_milliseconds
from app.search.listing import Listing
from tests.app.database.listed import expected_keys
from tests.inventories import START

SCOPES = [("scope_home", None), ("scope_cellar", "scope_home"), ("scope_shelf", "scope_cellar")]
SCOPES += [("scope_office", None), ("scope_empty", None)]
WRAPPERS = ["rack-2", "Ärmel", "box"]
TYPES = ["account", "server", "document", "password-string"]
TAGS = ["home", "Home", "ölig", "two words", 'wide ＂quote＂ "']
WORDS = ["Atlas", "post", "SQL", "São Paulo", "Straße", "łódź", "“q”", "＂", "100%", "a_b", "it's"]
WORDS += ["خادم", "お茶", "🔐", "ab", "x", "ﬁne", "OR", "NOT", "NEAR", "*", "(", "resource_search"]


class Library:
    """An inventory with varied resources, and all of them in Python.

    No dataclass: Hypothesis would show every field of it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.reader = Reader(path)
        self.scopes = self.reader.scopes()
        every = self.reader.keys(Listing(deleted=None))
        whole = [resource for key in every if (resource := self.reader.resource(key))]
        self.every = list(zip(whole, self.reader.summaries(every), strict=True))

    def check(self, listing: Listing) -> list[int]:
        """Hold what SQL answers against what Python says."""
        found = self.reader.keys(listing).tolist()
        assert found == expected_keys(listing, self.every, self.scopes)
        return found


def drafts(count: int, seed: int = 4711) -> Iterator[dict[str, Any]]:
    """Varied values; few of each, so that many resources share them."""
    choose = random.Random(seed)  # noqa: S311 - chooses no secrets

    def text(most: int) -> str | None:
        return " ".join(choose.choices(WORDS, k=choose.randint(0, most)))[:64] or None

    for number in range(count):
        yield {
            "name": text(3) or f"name {number % 7}",
            "username": text(2),
            "uri": text(2),
            "description": choose.choice([None, "one line", "two\nlines", text(9)]),
            "reference_id": text(1),
            "external_id": choose.choice([None, f"i-{number}"]),
            "image_url": text(1),
            "type": choose.choice(TYPES),
            "scope": choose.choice([None, *(scope for scope, _ in SCOPES[:-1])]),
            "wrapper": choose.choice([None, None, *WRAPPERS]),
            "status": choose.choice(list(Status)),
            "tags": choose.sample(TAGS, choose.randint(0, 3)),
            "favourite": choose.random() < 0.2,
        }


def fill(path: Path, values: list[dict[str, Any]]) -> None:
    """Insert resources without secrets, every fifth into the trash."""
    with (
        closing(Database(path)) as database,
        writing(database, "test", at=START, actor="Ada", outcome=Outcome()) as write,
    ):
        new = [new_resource(number, read_draft(each)) for number, each in enumerate(values)]
        insert(write, _without_conflicts(new), References(write))


def new_resource(number: int, draft: ResourceDraft) -> NewResource:
    """A resource to insert; every fifth lies in the trash."""
    created = START + timedelta(hours=number * 37 % 11)
    moment = to_milliseconds(created)
    return NewResource(
        uuid=new_uuid7(created),
        state=state_of_draft(draft, deleted=moment if number % 5 == 4 else None),
        created=moment,
        created_by="Ada",
        updated=moment + number % 3,
    )


def _without_conflicts(new: list[NewResource]) -> list[NewResource]:
    """The first of those that share name, type and wrapper."""
    fields = ("wrapper", "name", "type")
    first: dict[tuple[object, ...], NewResource] = {}
    for number, one in enumerate(new):
        place = tuple(one.state[field] for field in fields) if one.state["wrapper"] else (number,)
        first.setdefault(place, one)
    return list(first.values())
