"""What to say about a passphrase while it is chosen."""

from __future__ import annotations

from app.domain.secret_text import SecretText

MINIMUM_LENGTH = 8
_GOOD_LENGTH = 16
_FEW_DIFFERENT = 5  # characters: “aaaaaaaaaaaaaaaa” is long and no good

HINT = f"At least {MINIMUM_LENGTH} characters. Four or five random words are easy to keep."


def passphrase_problem(passphrase: SecretText) -> str:
    """Why it cannot be taken; "" where it can."""
    length = len(passphrase.reveal())
    if length == 0:
        return "A passphrase is needed."
    if length < MINIMUM_LENGTH:
        return f"The passphrase needs at least {MINIMUM_LENGTH} characters."
    return ""


def passphrase_advice(passphrase: SecretText) -> str:
    """A sentence on how good it is; it is a guide and stops nobody."""
    text = passphrase.reveal()
    if len(text) < MINIMUM_LENGTH:
        return HINT
    if len(set(text)) < _FEW_DIFFERENT:
        return "Weak: the same few characters again and again."
    if len(text) < _GOOD_LENGTH:
        return "Fair: longer is better."
    return "Good."


def repeat_problem(passphrase: SecretText, repeated: SecretText) -> str:
    """Why the second time does not fit the first; "" where it does."""
    return "" if passphrase == repeated else "The two passphrases differ."
