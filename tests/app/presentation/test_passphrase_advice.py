import pytest

from app.domain.secret_text import SecretText
from app.presentation.passphrase_advice import (
    HINT,
    passphrase_advice,
    passphrase_problem,
    repeat_problem,
)


@pytest.mark.parametrize(("text", "is_good"), [("", False), ("1234567", False), ("12345678", True)])
def test_eight_characters_are_needed(text: str, is_good: bool) -> None:
    assert (passphrase_problem(SecretText(text)) == "") is is_good


@pytest.mark.parametrize(
    ("text", "beginning"),
    [
        ("", HINT),
        ("short", HINT),
        ("aaaaaaaaaaaaaaaaaaaa", "Weak"),
        ("abababababababab", "Weak"),
        ("correct horse", "Fair"),
        ("correct horse battery", "Good"),
    ],
)
def test_advice_follows_length_and_variety(text: str, beginning: str) -> None:
    assert passphrase_advice(SecretText(text)).startswith(beginning)


def test_second_time_must_be_the_same() -> None:
    assert repeat_problem(SecretText("abc"), SecretText("abc")) == ""
    assert repeat_problem(SecretText("abc"), SecretText("abd")) != ""
