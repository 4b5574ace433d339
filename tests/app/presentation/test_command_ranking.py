from __future__ import annotations

from app.presentation.command_ranking import rank

TEXTS = ["New resource", "Copy secret", "Copy user name", "Reveal secret", "Öffnen", "Rename"]


def found(query: str) -> list[str]:
    return [TEXTS[index] for index in rank(query, TEXTS)]


def test_nothing_typed_keeps_every_command_in_order() -> None:
    assert found("  ") == TEXTS


def test_start_of_text_comes_before_start_of_word_before_middle_of_word() -> None:
    assert found("re") == ["Reveal secret", "Rename", "New resource", "Copy secret"]


def test_every_word_must_fit_in_any_order_and_case() -> None:
    assert found("SECRET cop") == ["Copy secret"]


def test_letters_may_be_left_out_but_come_last() -> None:
    assert found("cpsc") == ["Copy secret"]
    assert found("nme") == ["Copy user name", "Rename"]
    assert found("nam") == ["Copy user name", "Rename"]


def test_two_letters_must_stand_together() -> None:
    assert found("nm") == []


def test_accents_do_not_matter() -> None:
    assert found("offnen") == ["Öffnen"]


def test_nothing_fits_what_is_in_no_command() -> None:
    assert found("zebra") == []
