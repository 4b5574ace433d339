"""The packet walk: all forms of lengths, and none that reaches beyond the end."""

from __future__ import annotations

import pytest

from app.errors import DamagedMessageError, MessageTooLargeError
from app.vault.packets import Packet, Tag, new_packet, walk

BODY = b"x" * 300


def walked(data: bytes) -> list[Packet]:
    return list(walk(data))


@pytest.mark.parametrize("length", [0, 1, 191, 192, 8383, 8384, 70_000])
def test_new_packets_are_read_back_whatever_their_length(length: int) -> None:
    body = b"y" * length
    assert walked(new_packet(Tag.USER_ID, body) * 2) == [Packet(Tag.USER_ID, body)] * 2


@pytest.mark.parametrize(
    "header",
    [
        bytes((0x80 | (11 << 2) | 1,)) + (300).to_bytes(2, "big"),
        bytes((0x80 | (11 << 2) | 2,)) + (300).to_bytes(4, "big"),
        bytes((0x80 | (11 << 2) | 3,)),
        bytes((0xC0 | 11, 0xFF)) + (300).to_bytes(4, "big"),
    ],
    ids=["old, two octets", "old, four octets", "old, to the end", "new, five octets"],
)
def test_other_headers_are_read(header: bytes) -> None:
    assert walked(header + BODY) == [Packet(Tag.LITERAL, BODY)]


def test_old_header_with_one_octet_is_read() -> None:
    assert walked(bytes((0x80 | (13 << 2), 3)) + b"Ada") == [Packet(Tag.USER_ID, b"Ada")]


def test_parts_are_joined() -> None:
    data = bytes((0xC0 | 18, 0xE8)) + b"a" * 256 + b"\xe0b" + b"\x02cc"
    assert walked(data) == [Packet(Tag.ENCRYPTED, b"a" * 256 + b"bcc")]


@pytest.mark.parametrize(
    "data",
    [
        b"\x00",
        b"\x7f",
        b"\xc0",
        bytes((0xC0 | 11, 200)),
        bytes((0xC0 | 11, 5)) + b"four",
        bytes((0xC0 | 11, 0xFF, 0, 0)),
        bytes((0xC0 | 11, 0xFF)) + b"\xff" * 4 + BODY,
        bytes((0xC0 | 18, 0xE8)) + b"a" * 255,
        bytes((0xC0 | 18, 0xE8)) + b"a" * 256,
        bytes((0xC0 | 13, 0xE0)) + b"a\x00",  # only data packets come in parts
        bytes((0x80 | (13 << 2) | 3,)) + b"to the end",
        bytes((0x80 | (11 << 2) | 2, 0, 0)),
    ],
)
def test_malformed_headers_are_damaged(data: bytes) -> None:
    with pytest.raises(DamagedMessageError):
        walked(data)


def test_packets_are_counted() -> None:
    assert len(walked(new_packet(Tag.MARKER, b"PGP") * 256)) == 256
    with pytest.raises(MessageTooLargeError, match="256 packets"):
        walked(new_packet(Tag.MARKER, b"PGP") * 257)


def test_parts_are_counted() -> None:
    data = bytes((0xC0 | 18,)) + b"\xe0a" * 5000 + b"\x00"
    with pytest.raises(MessageTooLargeError, match="parts"):
        walked(data)
