"""The message reader: the one shape that is accepted, and the reason for each refusal."""

from __future__ import annotations

import bz2
import os
import zlib

import pytest

from app.errors import (
    DamagedMessageError,
    MessageTooLargeError,
    NoIntegrityError,
    OpenPGPError,
    UnsupportedMessageError,
)
from app.vault.openpgp_reader import (
    MAX_CLEAR_TEXT,
    read_content,
    read_encrypted,
)
from app.vault.packets import Tag, new_packet
from tests.app.vault.openpgp_messages import armored, literal, zipped

SESSION_KEY = new_packet(Tag.SESSION_KEY, b"\x03" + bytes.fromhex("0123456789ABCDEF") + b"\x12abc")
HIDDEN = new_packet(Tag.SESSION_KEY, b"\x03" + bytes(8) + b"\x12abc")
PASSPHRASE = new_packet(Tag.PASSPHRASE_SESSION_KEY, b"\x04\x09\x03\x08saltsalt\xff")
SEALED = new_packet(Tag.ENCRYPTED, b"\x01sealed")
MARKER = new_packet(Tag.MARKER, b"PGP")
PADDING = new_packet(Tag.PADDING, b"\x00" * 9)
ONE_PASS = new_packet(Tag.ONE_PASS_SIGNATURE, b"\x03" + bytes(12))
SIGNATURE = new_packet(Tag.SIGNATURE, b"\x04" + bytes(20))


def test_encrypted_message_is_taken_apart() -> None:
    message = read_encrypted(armored(MARKER + SESSION_KEY + PASSPHRASE + HIDDEN + PADDING + SEALED))
    assert [key.key_id for key in message.session_keys] == ["0123456789ABCDEF", "0" * 16]
    assert [key.algorithm for key in message.session_keys] == [18, 18]
    assert message.sealed == b"sealed"


@pytest.mark.parametrize(
    ("packets", "error", "words"),
    [
        (literal(b"hunter2"), UnsupportedMessageError, "no encryption"),
        (zipped(literal(b"hunter2")), UnsupportedMessageError, "no encryption"),
        (ONE_PASS + literal(b"x") + SIGNATURE, UnsupportedMessageError, "no encryption"),
        (SESSION_KEY + literal(b"hunter2"), UnsupportedMessageError, "no encryption"),
        (SESSION_KEY + new_packet(9, b"sealed"), NoIntegrityError, "no integrity"),
        (SESSION_KEY + new_packet(20, b"\x01"), UnsupportedMessageError, "packet 20"),
        (SESSION_KEY + new_packet(18, b"\x02"), UnsupportedMessageError, "version 2"),
        (SESSION_KEY + new_packet(18, b""), DamagedMessageError, "damaged"),
        (SESSION_KEY + new_packet(60, b""), UnsupportedMessageError, "type 60"),
        (new_packet(1, b"\x06" + bytes(30)) + SEALED, UnsupportedMessageError, "version 6"),
        (new_packet(1, b"\x03" + bytes(8)) + SEALED, DamagedMessageError, "damaged"),
        (new_packet(1, b"\x03" + bytes(5000)) + SEALED, MessageTooLargeError, "4 KB"),
        (PASSPHRASE + SEALED, UnsupportedMessageError, "a passphrase instead of a key"),
        (SEALED, DamagedMessageError, "damaged"),
        (SESSION_KEY, DamagedMessageError, "damaged"),
        (MARKER, DamagedMessageError, "damaged"),
        (SESSION_KEY + SEALED + SEALED, DamagedMessageError, "damaged"),
        (SESSION_KEY + SEALED + literal(b"hunter2"), DamagedMessageError, "damaged"),
        (new_packet(6, b"\x04") + SEALED, UnsupportedMessageError, "type 6"),
    ],
)
def test_other_messages_are_refused_with_the_reason(
    packets: bytes, error: type[OpenPGPError], words: str
) -> None:
    with pytest.raises(error, match=words):
        read_encrypted(armored(packets))


def test_recipients_are_counted() -> None:
    assert len(read_encrypted(armored(SESSION_KEY * 64 + SEALED)).session_keys) == 64
    with pytest.raises(MessageTooLargeError, match="64 recipients"):
        read_encrypted(armored(SESSION_KEY * 65 + SEALED))


def test_content_may_be_signed_and_compressed_once() -> None:
    signed = ONE_PASS + MARKER + literal(b"hunter2") + SIGNATURE + PADDING
    assert read_content(signed) == b"hunter2"
    assert read_content(SIGNATURE + literal(b"hunter2")) == b"hunter2"
    assert read_content(zipped(signed)) == b"hunter2"
    assert read_content(new_packet(8, b"\x02" + zlib.compress(signed))) == b"hunter2"
    assert read_content(new_packet(8, b"\x03" + bz2.compress(signed))) == b"hunter2"
    assert read_content(new_packet(8, b"\x00" + signed)) == b"hunter2"


def test_file_name_and_date_of_a_literal_are_passed_over() -> None:
    body = b"b\x08pass.txt\x12\x34\x56\x78" + b"hunter2\r\n"
    assert read_content(new_packet(Tag.LITERAL, body)) == b"hunter2\r\n"


def test_line_ends_of_text_literals_come_back_as_they_were() -> None:
    assert read_content(literal(b"a\r\nb\r\n", kind=b"t")) == b"a\nb\n"
    assert read_content(literal("ä\r\n".encode(), kind=b"u")) == "ä\n".encode()


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", DamagedMessageError),
        (MARKER, DamagedMessageError),
        (SIGNATURE, DamagedMessageError),
        (literal(b"a") + literal(b"b"), DamagedMessageError),
        (literal(b"a") + zipped(literal(b"b")), DamagedMessageError),
        (new_packet(Tag.USER_ID, b"Ada"), DamagedMessageError),
        (new_packet(Tag.LITERAL, b"b"), DamagedMessageError),
        (new_packet(Tag.LITERAL, b"b\x09short"), DamagedMessageError),
        (literal(b"x", kind=b"l"), UnsupportedMessageError),
        (zipped(zipped(literal(b"x"))), UnsupportedMessageError),
        (zipped(SESSION_KEY + SEALED), UnsupportedMessageError),
        (SESSION_KEY + SEALED, UnsupportedMessageError),
        (new_packet(8, b""), DamagedMessageError),
        (new_packet(8, b"\x04x"), UnsupportedMessageError),
        (new_packet(8, b"\x01garbage"), DamagedMessageError),
        (new_packet(8, b"\x02garbage"), DamagedMessageError),
        (new_packet(8, b"\x03garbage"), DamagedMessageError),
        (new_packet(8, b"\x02" + zlib.compress(literal(b"x"))[:-2]), DamagedMessageError),
        (new_packet(8, b"\x02" + zlib.compress(literal(b"x")) + b"more"), DamagedMessageError),
        (new_packet(8, b"\x03" + bz2.compress(literal(b"x")) + b"more"), DamagedMessageError),
    ],
)
def test_other_content_is_refused(content: bytes, error: type[OpenPGPError]) -> None:
    with pytest.raises(error):
        read_content(content)


def test_clear_text_is_capped() -> None:
    assert len(read_content(literal(b"x" * MAX_CLEAR_TEXT))) == MAX_CLEAR_TEXT
    with pytest.raises(MessageTooLargeError, match="256 KB"):
        read_content(literal(b"x" * (MAX_CLEAR_TEXT + 1)))


@pytest.mark.parametrize("algorithm", [1, 2, 3])
def test_compression_bombs_are_inflated_to_the_cap_and_no_further(algorithm: int) -> None:
    zeros = bytes(64 * 1024 * 1024)
    bomb = {
        1: lambda: zlib.compress(zeros, 9)[2:-4],
        2: lambda: zlib.compress(zeros, 9),
        3: lambda: bz2.compress(zeros),
    }[algorithm]()
    with pytest.raises(MessageTooLargeError, match="256 KB"):
        read_content(new_packet(8, bytes((algorithm,)) + bomb))


def test_content_that_does_not_compress_is_capped_too() -> None:
    noise = os.urandom(400 * 1024)
    with pytest.raises(MessageTooLargeError):
        read_content(new_packet(8, b"\x02" + zlib.compress(literal(noise))))
    with pytest.raises(MessageTooLargeError):
        read_content(new_packet(8, b"\x00" + literal(noise)))
