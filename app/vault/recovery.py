"""The recovery kit: the secret key, protected by a code that a person keeps on paper.

The code is 26 characters of Crockford's base32 (no I, L, O, U): 24 random ones (120 bits) and a
check of two, the number that the 24 spell modulo the prime 1021. So any single mistyped
character and any two exchanged ones are told apart from a wrong code. It is written
`XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-X`, and exactly that, in upper case and with the dashes, is the
passphrase of the key: what is printed is what GnuPG asks for.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from app.domain.secret_text import SecretText
from app.errors import (
    InvalidKeyError,
    PassphraseNeededError,
    WrongPassphraseError,
    WrongRecoveryCodeError,
)
from app.vault.openpgp import SecretKey

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUP = 5
RANDOM_LENGTH = 24
LENGTH = RANDOM_LENGTH + 2

_CHECK_PRIME = 1021
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})


@dataclass(frozen=True, slots=True)
class RecoveryKit:
    """What goes on the page and in the file.

    Args:
        code: As it is printed, and as GnuPG takes it.
        armored: The secret key, protected with the code.
    """

    code: SecretText
    armored: str = field(repr=False)


def make_kit(key: SecretKey) -> RecoveryKit:
    """Make a kit with a new code; every kit of a key has its own."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM_LENGTH))
    code = _grouped(drawn + _check(drawn))
    return RecoveryKit(SecretText(code), key.protected(code))


def open_kit(armored: str, code: str) -> SecretKey:
    """Return the secret key of a kit.

    Args:
        armored: The kit's file.
        code: As typed; case, spaces and dashes do not matter.

    Raises:
        WrongRecoveryCodeError: The code is mistyped, or is that of another kit.
        InvalidKeyError: The file holds no protected secret key.
    """
    passphrase = normalise_code(code)
    if not _is_protected(armored):
        raise InvalidKeyError("This is a key that is not protected; it is no recovery kit.")
    try:
        # The dates of a key must not stand between a person and what they lost.
        key = SecretKey.parse(armored, passphrase=passphrase, check_validity=False)
    except WrongPassphraseError:
        key = None
    if key is None:
        raise WrongRecoveryCodeError(
            "This recovery code belongs to another kit; take the page that was printed with this"
            " file."
        )
    return key


def normalise_code(text: str) -> str:
    """Return a typed code as it was printed.

    Raises:
        WrongRecoveryCodeError: It has another length, or a character is not right.
    """
    typed = "".join(c for c in text.upper() if c.isalnum()).translate(_MISREAD)
    if len(typed) != LENGTH:
        raise WrongRecoveryCodeError(
            f"A recovery code has {LENGTH} letters and digits, this one {len(typed)}; compare it"
            " with the printed page."
        )
    if not set(typed) <= set(ALPHABET) or _check(typed[:RANDOM_LENGTH]) != typed[RANDOM_LENGTH:]:
        raise WrongRecoveryCodeError(
            "The recovery code is mistyped; compare it with the printed page, letter by letter."
        )
    return _grouped(typed)


def _is_protected(armored: str) -> bool:
    try:
        SecretKey.parse(armored, check_validity=False)
    except PassphraseNeededError:
        return True
    return False


def _check(drawn: str) -> str:
    number = 0
    for character in drawn:
        number = number * len(ALPHABET) + ALPHABET.index(character)
    high, low = divmod(number % _CHECK_PRIME, len(ALPHABET))
    return ALPHABET[high] + ALPHABET[low]


def _grouped(code: str) -> str:
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))
