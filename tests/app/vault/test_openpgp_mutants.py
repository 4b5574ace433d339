"""Mutated messages: each is refused by a typed error or opens to the true text, none hangs."""

from __future__ import annotations

import random

import pytest

from app.errors import OpenPGPError
from app.vault.armor import MESSAGE, read_armor
from app.vault.openpgp import SecretKey, read_message
from tests.app.vault.openpgp_messages import armored, literal, sealed, zipped

CLEAR = b"the true text of this secret"
MUTANTS = 1500


def mutated_octets(octets: bytes, dice: random.Random) -> bytes:
    changed = bytearray(octets)
    for _ in range(dice.choice((1, 1, 1, 2, 5, 20))):
        at = dice.randrange(len(changed) + 1)
        match dice.randrange(6):
            case 0 if changed:
                changed[at % len(changed)] ^= 1 << dice.randrange(8)
            case 1 if changed:
                changed[at % len(changed)] = dice.choice((0, 1, 0x7F, 0x80, 0xC0, 0xE0, 0xFF))
            case 2:
                del changed[at : at + dice.randrange(1, 20)]
            case 3:
                changed[at:at] = dice.randbytes(dice.randrange(1, 20))
            case 4:
                changed[at:at] = changed[at : at + dice.randrange(1, 200)]
            case _:
                begin = dice.randrange(len(changed) + 1)
                changed[at : at + 8] = changed[begin : begin + 8]
    return bytes(changed)


def mutant(message: str, dice: random.Random) -> str:
    if dice.random() < 0.3:
        return mutated_octets(message.encode("ascii"), dice).decode("latin-1")
    return armored(mutated_octets(read_armor(message, MESSAGE), dice) or b"\x00")


@pytest.mark.parametrize("shape", ["literal", "compressed", "hidden recipient"])
def test_mutants_raise_typed_errors_or_open_truly(own_key: SecretKey, shape: str) -> None:
    dice = random.Random(f"seed {shape}")  # noqa: S311
    content = zipped(literal(CLEAR)) if shape == "compressed" else literal(CLEAR)
    key_id = "0" * 16 if shape == "hidden recipient" else None
    message = sealed(content, own_key.public, key_id=key_id)
    refused = 0
    for _ in range(MUTANTS // 3):
        changed = mutant(message, dice)
        try:
            read_message(changed)
            assert own_key.decrypt(changed) == CLEAR
        except OpenPGPError:
            refused += 1
    assert refused > MUTANTS // 3 * 0.7  # else the mutations were too tame to prove anything


def test_mutated_content_inside_a_valid_message_raises_typed_errors(own_key: SecretKey) -> None:
    dice = random.Random("content")  # noqa: S311
    for content in (literal(CLEAR), zipped(literal(CLEAR))):
        for _ in range(150):
            message = sealed(mutated_octets(content, dice), own_key.public)
            try:
                assert isinstance(own_key.decrypt(message), bytes)
            except OpenPGPError:
                continue
