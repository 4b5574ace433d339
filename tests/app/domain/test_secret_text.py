"""The type of plaintext: it shows itself only when asked by name."""

from __future__ import annotations

import copy
import logging
import pickle
import traceback

import pytest

from app.domain.secret_text import SecretText
from app.errors import DamagedMessageError, UnsupportedMessageError

CANARY = "canary-4711"


def test_text_shows_only_when_asked() -> None:
    secret = SecretText(CANARY)
    assert secret.reveal() == CANARY
    shown = f"{secret} {secret!r} {secret:>40} {secret!s} {[secret]} {logging.Formatter()}"
    shown += "%s %r" % (secret, secret)  # noqa: UP031 - as old log calls do
    assert CANARY not in shown
    assert not hasattr(secret, "__dict__")


def test_text_is_neither_pickled_copied_nor_hashed() -> None:
    secret = SecretText(CANARY)
    for take in (pickle.dumps, copy.copy, copy.deepcopy, hash):
        with pytest.raises(TypeError) as caught:
            take(secret)
        assert CANARY not in "".join(traceback.format_exception(caught.value))


def test_equal_texts_are_equal() -> None:
    assert SecretText("ä") == SecretText("ä")
    assert SecretText("ä") != SecretText("a")
    assert SecretText("\ud800") == SecretText("\ud800")
    assert SecretText("ä") != "ä"


@pytest.mark.parametrize("text", ["", "x", "Grüße", "🗝️👩🏽‍💻", "שלום \u200fمرحبا", "a\r\n\x00b"])
def test_text_goes_to_octets_and_back(text: str) -> None:
    assert SecretText.from_bytes(SecretText(text).to_bytes()).reveal() == text


@pytest.mark.parametrize("octets", [b"canary-4711\xff", b"\xed\xa0\x80", b"\xc0\x80"])
def test_octets_that_are_not_utf_8_are_damaged(octets: bytes) -> None:
    with pytest.raises(DamagedMessageError) as caught:
        SecretText.from_bytes(octets)
    assert caught.value.__cause__ is caught.value.__context__ is None


def test_half_a_surrogate_pair_is_refused_without_telling_it() -> None:
    with pytest.raises(UnsupportedMessageError, match="not valid Unicode") as caught:
        SecretText(CANARY + "\ud800").to_bytes()
    assert caught.value.__cause__ is caught.value.__context__ is None
