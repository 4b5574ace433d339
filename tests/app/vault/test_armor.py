"""Armor: what is read, what is refused, and that no text takes long."""

from __future__ import annotations

import pytest

from app.errors import DamagedMessageError, MessageTooLargeError, NotOpenPGPError
from app.vault.armor import MESSAGE, PUBLIC_KEY, crc24, read_armor, write_armor

OCTETS = bytes(range(256)) * 3


def test_what_is_written_is_read_back() -> None:
    for length in (1, 2, 3, 47, 48, 49, 768):
        assert read_armor(write_armor(OCTETS[:length], MESSAGE), MESSAGE) == OCTETS[:length]


def test_checksum_is_that_of_the_standard() -> None:
    assert crc24(b"123456789") == 0x21CF02  # the check value of CRC-24/OPENPGP


def test_headers_line_ends_and_white_space_around_do_not_matter() -> None:
    text = write_armor(OCTETS, MESSAGE)
    text = text.replace("\n\n", "\nVersion: OpenPGP.js v4\nComment: https://example.org\n\n", 1)
    text = "\r\n  " + text.replace("\n", " \t\r\n") + "\r\n"
    assert read_armor(text, MESSAGE) == OCTETS


def test_missing_checksum_is_accepted_and_wrong_one_is_not() -> None:
    lines = write_armor(OCTETS, MESSAGE).splitlines()
    without = "\n".join(line for line in lines if not line.startswith("="))
    assert read_armor(without, MESSAGE) == OCTETS
    wrong = "\n".join("=AAAA" if line.startswith("=") else line for line in lines)
    with pytest.raises(DamagedMessageError):
        read_armor(wrong, MESSAGE)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hunter2",
        "-----BEGIN PGP MESSAGE----",
        "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nhunter2\n",
        "-----BEGIN PGP MESSAGE, PART 1/2-----\n\nAAAA\n-----END PGP MESSAGE, PART 1/2-----",
        write_armor(OCTETS, PUBLIC_KEY),
        "Dear Ada,\n" + write_armor(OCTETS, MESSAGE),
    ],
)
def test_anything_else_is_not_openpgp(text: str) -> None:
    with pytest.raises(NotOpenPGPError):
        read_armor(text, MESSAGE)


@pytest.mark.parametrize(
    "text",
    [
        "-----BEGIN PGP MESSAGE-----",
        "-----BEGIN PGP MESSAGE-----\n-----END PGP MESSAGE-----",
        "-----BEGIN PGP MESSAGE-----\n\n-----END PGP MESSAGE-----",
        "-----BEGIN PGP MESSAGE-----\n\n=\n-----END PGP MESSAGE-----",
        "-----BEGIN PGP MESSAGE-----\n\nAAA\n-----END PGP MESSAGE-----",
        "-----BEGIN PGP MESSAGE-----\n\nAA=A\n-----END PGP MESSAGE-----",
        "-----BEGIN PGP MESSAGE-----\n\nAAÄA\n-----END PGP MESSAGE-----",
        "-----BEGIN PGP MESSAGE-----\nAAAA\n-----END PGP MESSAGE-----",
        write_armor(OCTETS, MESSAGE) + "and more",
        write_armor(OCTETS, MESSAGE) * 2,
        write_armor(OCTETS, MESSAGE)[:-30],
        "-----BEGIN PGP MESSAGE-----\n" + "A: b\n" * 33 + "\nAAAA\n-----END PGP MESSAGE-----",
    ],
)
def test_what_begins_well_and_goes_on_badly_is_damaged(text: str) -> None:
    with pytest.raises(DamagedMessageError):
        read_armor(text, MESSAGE)


def test_text_beyond_the_cap_is_not_looked_at() -> None:
    with pytest.raises(MessageTooLargeError, match="1,000,000"):
        read_armor("A" * 1_000_001, MESSAGE)


@pytest.mark.parametrize(
    "line",
    [
        "-----BEGIN PGP SIGNED MESSAGE-----",  # 140 KB of these hold PGPy for 21 s
        "-----BEGIN PGP MESSAGE-----",
        "Comment: x",
        "AAAA",
        "=AAAA",
        "",
    ],
)
def test_repeated_lines_are_refused_at_once(line: str) -> None:
    bomb = (line + "\n") * (999_000 // (len(line) + 1))
    with pytest.raises((NotOpenPGPError, DamagedMessageError)):
        read_armor(bomb, MESSAGE)
    with pytest.raises((NotOpenPGPError, DamagedMessageError)):
        read_armor("-----BEGIN PGP MESSAGE-----\n" + bomb[:900_000], MESSAGE)
