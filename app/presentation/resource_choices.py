"""What a resource's type, status, scope and wrapper can be chosen from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain.resource_type import ResourceType
from app.domain.scope import Scope
from app.domain.status import Status
from app.domain.type_icon import PLAIN_TYPE_ICON
from app.domain.wrapper import Wrapper
from app.presentation.status_labels import status_label

_SCOPE_ICON = "folder-tree"
_WRAPPER_ICON = "box"


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a list to choose from.

    Args:
        value: What is stored; "" for none.
        label: For the person.
        icon: Name of a Lucide icon; "" for none.
        color: Token that the icon is painted in.
        depth: Level in a tree, 0 at the top.
    """

    value: str
    label: str
    icon: str = ""
    color: str = "muted"
    depth: int = 0


def type_choices(types: Iterable[ResourceType], chosen: str) -> list[Choice]:
    """Every type by name, and the chosen one even where the list does not have it."""
    choices = [Choice(kind.key, kind.name, kind.icon, "accent") for kind in types]
    choices.sort(key=lambda choice: choice.label.casefold())
    return _with(choices, chosen, PLAIN_TYPE_ICON)


def status_choices() -> list[Choice]:
    """Every status in the order a resource passes through them."""
    labels = [(status, status_label(status)) for status in Status]
    return [Choice(status, label.word, label.icon, label.role) for status, label in labels]


def scope_choices(scopes: Sequence[Scope], chosen: str) -> list[Choice]:
    """None, then the tree of scopes: each one before those below it, by name.

    A scope whose parent is missing, or that is its own ancestor, stands at the top.
    """
    children: dict[str | None, list[Scope]] = {}
    known = {scope.identifier for scope in scopes}
    for scope in sorted(scopes, key=lambda scope: scope.name.casefold(), reverse=True):
        children.setdefault(scope.parent if scope.parent in known else None, []).append(scope)
    placed: dict[str, Choice] = {}
    for start in (children.get(None, []), list(scopes)[::-1]):
        waiting = [(scope, 0) for scope in start]
        while waiting:
            scope, depth = waiting.pop()
            if scope.identifier in placed:
                continue
            placed[scope.identifier] = Choice(
                scope.identifier, scope.name, _SCOPE_ICON, depth=depth
            )
            waiting += [(child, depth + 1) for child in children.get(scope.identifier, [])]
    return _with([Choice("", "No scope"), *placed.values()], chosen, _SCOPE_ICON)


def wrapper_choices(wrappers: Iterable[Wrapper], chosen: str) -> list[Choice]:
    """None, then every wrapper by name."""
    choices = [Choice(wrapper.identifier, wrapper.name, _WRAPPER_ICON) for wrapper in wrappers]
    choices.sort(key=lambda choice: choice.label.casefold())
    return _with([Choice("", "No wrapper"), *choices], chosen, _WRAPPER_ICON)


def _with(choices: list[Choice], chosen: str, icon: str) -> list[Choice]:
    """The choices, and at the end what is chosen where they do not have it."""
    if any(choice.value == chosen for choice in choices):
        return choices
    return [*choices, Choice(chosen, chosen, icon)]
