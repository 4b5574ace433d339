from app.domain.resource_type import SHIPPED_TYPES
from app.domain.scope import Scope
from app.domain.status import Status
from app.domain.wrapper import Wrapper
from app.presentation.resource_choices import (
    scope_choices,
    status_choices,
    type_choices,
    wrapper_choices,
)


def test_types_are_listed_by_name_with_their_icons() -> None:
    choices = type_choices(SHIPPED_TYPES, "server")
    assert [choice.label for choice in choices] == sorted(kind.name for kind in SHIPPED_TYPES)
    assert next(choice for choice in choices if choice.value == "server").icon == "server"


def test_type_that_is_gone_can_stay_chosen() -> None:
    assert type_choices(SHIPPED_TYPES, "gone")[-1].value == "gone"


def test_every_status_has_a_word_and_an_icon() -> None:
    choices = status_choices()
    assert [choice.value for choice in choices] == list(Status)
    assert all(choice.label and choice.icon for choice in choices)


def test_scopes_are_listed_as_a_tree() -> None:
    scopes = [
        Scope("scope_b", "Beta"),
        Scope("scope_a2", "alpha two", "scope_a"),
        Scope("scope_a", "Alpha"),
        Scope("scope_a1", "Alpha one", "scope_a"),
        Scope("scope_a1x", "Deep", "scope_a1"),
    ]
    assert [(choice.label, choice.depth) for choice in scope_choices(scopes, "")] == [
        ("No scope", 0),
        ("Alpha", 0),
        ("Alpha one", 1),
        ("Deep", 2),
        ("alpha two", 1),
        ("Beta", 0),
    ]


def test_no_scope_is_lost_by_a_missing_parent_or_a_circle() -> None:
    scopes = [
        Scope("scope_lost", "Lost", "scope_gone"),
        Scope("scope_x", "X", "scope_y"),
        Scope("scope_y", "Y", "scope_x"),
    ]
    values = [choice.value for choice in scope_choices(scopes, "")]
    assert sorted(values) == ["", "scope_lost", "scope_x", "scope_y"]


def test_wrappers_are_listed_by_name_after_none() -> None:
    wrappers = [Wrapper("w2", "Shelf"), Wrapper("w1", "box")]
    assert [choice.label for choice in wrapper_choices(wrappers, "w1")] == [
        "No wrapper",
        "box",
        "Shelf",
    ]
