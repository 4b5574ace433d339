"""The tree of errors: each in one family, each a sentence, all of them in the drawing."""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from typing import Any

import pytest

from app import errors
from app.errors import (
    ConflictError,
    EnvironmentProblemError,
    InvalidResourceError,
    JobCancelled,
    MistakeError,
    Problem,
    StillUsedError,
    StrongroomError,
)

FAMILIES = {MistakeError: 1, EnvironmentProblemError: 3, ConflictError: 4}
EVERY = [
    kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, StrongroomError)
]
OF_THE_CALLER = (errors.WrongRecoveryCodeError, errors.InventoryFileError)
MEMBERS = [kind for kind in EVERY if kind not in (StrongroomError, *FAMILIES)]
FACTS: dict[str, Any] = {
    "path": Path("/home/ada/Home.strongroom"),
    "version": 7,
    "known": 1,
    "limit": 1280,
    "count": 2,
    "problems": [Problem("name", "required", "Name is needed.")],
}


def made(kind: type[StrongroomError]) -> StrongroomError:
    """The error with some facts."""
    names = [name for name in inspect.signature(kind.__init__).parameters if name != "self"]
    if kind.__name__ == "UnknownFormatError":
        return kind(["strongroom", "batch"])
    if names in (["args", "kwargs"], []):
        return kind(*([] if names == [] else ["A sentence."]))
    return kind(**{name: FACTS.get(name, f"the {name}") for name in names})


@pytest.mark.parametrize("kind", MEMBERS)
def test_an_error_is_of_one_family_and_has_its_exit_code(kind: type[StrongroomError]) -> None:
    (family,) = (family for family in FAMILIES if issubclass(kind, family))
    assert kind.exit_code == FAMILIES[family]
    assert kind.__name__.endswith("Error")


@pytest.mark.parametrize("kind", [kind for kind in MEMBERS if kind not in OF_THE_CALLER])
def test_an_error_is_a_sentence(kind: type[StrongroomError]) -> None:
    sentence = str(made(kind))
    assert sentence[0].isupper() or sentence.startswith("/")
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert "{" not in sentence


def test_the_drawing_shows_every_error_once() -> None:
    assert errors.__doc__ is not None
    drawn = re.findall(r"\b\w+Error\b|JobCancelled", errors.__doc__)
    assert sorted(drawn) == sorted({kind.__name__ for kind in EVERY} | {"JobCancelled"})


def test_being_cancelled_is_no_error() -> None:
    assert not issubclass(JobCancelled, StrongroomError)


def test_problems_are_carried_and_said() -> None:
    problems = [Problem("name", "required", "One."), Problem("uri", "too_long", "Two.")]
    error = InvalidResourceError(problems)
    assert error.problems == problems
    assert str(error) == "One. Two."


@pytest.mark.parametrize(("count", "said"), [(1, "one resource"), (1200, "1,200 resources")])
def test_numbers_are_said_as_people_do(count: int, said: str) -> None:
    assert said in str(StillUsedError("scope", "scope_home", count))
