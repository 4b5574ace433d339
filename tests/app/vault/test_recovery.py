"""The recovery kit: what is printed opens it, here and in GnuPG, and nothing else does."""

from __future__ import annotations

import re

import pytest

from app.errors import InvalidKeyError, MistakeError, WrongRecoveryCodeError
from app.vault.openpgp import SecretKey
from app.vault.recovery import ALPHABET, RecoveryKit, make_kit, normalise_code, open_kit
from tests.app.vault.gnupg import GnuPG


@pytest.fixture(scope="module")
def kit(own_key: SecretKey) -> RecoveryKit:
    return make_kit(own_key)


def test_kit_brings_the_whole_key_back(own_key: SecretKey, kit: RecoveryKit) -> None:
    restored = open_kit(kit.armored, kit.code.reveal())
    assert restored.armored() == own_key.armored()
    assert restored.seal_key() == own_key.seal_key()


def test_code_is_groups_of_five_from_letters_that_are_not_mistaken(kit: RecoveryKit) -> None:
    code = kit.code.reveal()
    assert re.fullmatch(r"([0-9A-Z]{5}-){5}[0-9A-Z]", code)
    assert set(code) <= set(ALPHABET + "-")
    assert not set("ILOU") & set(ALPHABET)
    assert len(set(ALPHABET)) == 32


def test_code_may_be_typed_in_many_ways(kit: RecoveryKit) -> None:
    code = kit.code.reveal()
    for typed in (
        code.lower(),
        code.replace("-", ""),
        code.replace("-", " "),
        f"  {code}\n",
        code.replace("-", " – "),
        code.replace("0", "o").replace("1", "l"),
        code.replace("0", "O").replace("1", "I"),
    ):
        assert normalise_code(typed) == code


def test_every_mistyped_letter_and_every_exchange_is_told(kit: RecoveryKit) -> None:
    letters = kit.code.reveal().replace("-", "")
    for at, letter in enumerate(letters):
        for other in ALPHABET.replace(letter, ""):
            with pytest.raises(WrongRecoveryCodeError, match="mistyped"):
                normalise_code(letters[:at] + other + letters[at + 1 :])
        for to in range(at + 1, len(letters)):
            if letters[to] != letter:
                swapped = list(letters)
                swapped[at], swapped[to] = swapped[to], swapped[at]
                with pytest.raises(WrongRecoveryCodeError, match="mistyped"):
                    normalise_code("".join(swapped))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "this one 0"),
        ("ABC", "this one 3"),
        ("0" * 27, "this one 27"),
        ("U" * 26, "mistyped"),
        ("é" * 26, "mistyped"),
        ("٣" * 26, "mistyped"),
        ("ß" * 13, "mistyped"),  # becomes SS in upper case
    ],
)
def test_what_is_no_code_is_told(typed: str, words: str) -> None:
    with pytest.raises(WrongRecoveryCodeError, match=words):
        normalise_code(typed)


def test_code_of_another_kit_is_told(own_key: SecretKey, kit: RecoveryKit) -> None:
    other = make_kit(own_key)
    assert other.code != kit.code
    with pytest.raises(WrongRecoveryCodeError, match="another kit"):
        open_kit(kit.armored, other.code.reveal())


def test_file_that_is_no_kit_is_told(own_key: SecretKey, kit: RecoveryKit) -> None:
    code = kit.code.reveal()
    for text in ("", "hello", own_key.public.armored, kit.armored[:-100], kit.armored * 2):
        with pytest.raises(InvalidKeyError):
            open_kit(text, code)


def test_unprotected_key_is_no_kit(own_key: SecretKey, kit: RecoveryKit) -> None:
    with pytest.raises(InvalidKeyError, match="not protected"):
        open_kit(own_key.armored(), kit.code.reveal())


def test_code_is_neither_in_the_file_nor_in_what_is_logged(kit: RecoveryKit) -> None:
    code = kit.code.reveal()
    assert code not in repr(kit)
    assert "PRIVATE" not in repr(kit)
    assert code not in kit.armored
    for typed in (code[:-1], code[:-1] + ("2" if code[-1] != "2" else "3")):
        with pytest.raises(MistakeError) as caught:
            open_kit(kit.armored, typed)
        assert code[:11] not in str(caught.value)


def test_gnupg_takes_the_kit_with_the_code_as_printed(gpg: GnuPG, own_key: SecretKey) -> None:
    kit = make_kit(own_key)
    gpg.import_key(kit.armored, passphrase=kit.code.reveal())
    message = own_key.public.encrypt("Grüße 🗝️".encode())
    assert gpg.decrypt(message, passphrase=kit.code.reveal()) == "Grüße 🗝️".encode()
    listed = gpg.run("--list-packets", data=kit.armored.encode()).decode()
    assert listed.count("iter+salt S2K, algo: 9, SHA1 protection, hash: 8") == 2  # AES-256, SHA-256
