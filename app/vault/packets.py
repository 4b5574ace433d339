"""OpenPGP packets (RFC 9580 section 4): the walk over their headers, and their tags."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum

from app.errors import DamagedMessageError, MessageTooLargeError

MAX_PACKETS = 256
MAX_PARTS = 4096  # of one packet with partial lengths; GnuPG writes parts of 8 KB


class Tag(IntEnum):
    """The packet tags that are told apart here."""

    SESSION_KEY = 1
    SIGNATURE = 2
    PASSPHRASE_SESSION_KEY = 3
    ONE_PASS_SIGNATURE = 4
    SECRET_KEY = 5
    PUBLIC_KEY = 6
    SECRET_SUBKEY = 7
    COMPRESSED = 8
    ENCRYPTED_WITHOUT_INTEGRITY = 9
    MARKER = 10
    LITERAL = 11
    TRUST = 12
    USER_ID = 13
    PUBLIC_SUBKEY = 14
    USER_ATTRIBUTE = 17
    ENCRYPTED = 18
    ENCRYPTED_OCB = 20
    PADDING = 21


# Only these may come in parts or without a length (RFC 9580 section 4.2.1.4).
_DATA_TAGS = frozenset(
    {
        Tag.COMPRESSED,
        Tag.ENCRYPTED_WITHOUT_INTEGRITY,
        Tag.LITERAL,
        Tag.ENCRYPTED,
        Tag.ENCRYPTED_OCB,
    }
)


@dataclass(frozen=True, slots=True)
class Packet:
    """One packet: its tag, a number that need not be a `Tag`, and its body in one piece."""

    tag: int
    body: bytes = field(repr=False)


def walk(data: bytes) -> Iterator[Packet]:
    """Yield the packets of which the octets consist, to the last octet.

    Raises:
        DamagedMessageError: A header is malformed or reaches beyond the end.
        MessageTooLargeError: More than 256 packets, or one in more than 4,096 parts.
    """
    at = count = 0
    while at < len(data):
        count += 1
        if count > MAX_PACKETS:
            raise MessageTooLargeError(f"more than {MAX_PACKETS} packets")
        first = data[at]
        if not first & 0x80:
            raise DamagedMessageError
        if first & 0x40:
            tag = first & 0x3F
            body, at = _new_body(data, at + 1, may_be_partial=tag in _DATA_TAGS)
        else:
            tag = (first >> 2) & 0x0F
            body, at = _old_body(data, at + 1, first & 3, may_be_endless=tag in _DATA_TAGS)
        yield Packet(tag, body)


def new_packet(tag: int, body: bytes) -> bytes:
    """Return the packet with the shortest new-format header."""
    length = len(body)
    if length < 192:
        size = bytes((length,))
    elif length < 8384:
        size = (length - 192 + (192 << 8)).to_bytes(2, "big")
    else:
        size = b"\xff" + length.to_bytes(4, "big")
    return bytes((0xC0 | tag,)) + size + body


def _old_body(data: bytes, at: int, kind: int, *, may_be_endless: bool) -> tuple[bytes, int]:
    if kind == 3:
        if not may_be_endless:
            raise DamagedMessageError
        return data[at:], len(data)
    size = 1 << kind
    length = int.from_bytes(_taken(data, at, size), "big")
    return _taken(data, at + size, length), at + size + length


def _new_body(data: bytes, at: int, *, may_be_partial: bool) -> tuple[bytes, int]:
    parts: list[bytes] = []
    while True:
        length, at, is_partial = _new_length(data, at)
        if is_partial and (not may_be_partial or len(parts) >= MAX_PARTS):
            if may_be_partial:
                raise MessageTooLargeError(f"a packet in more than {MAX_PARTS:,} parts")
            raise DamagedMessageError
        parts.append(_taken(data, at, length))
        at += length
        if not is_partial:
            return b"".join(parts), at


def _new_length(data: bytes, at: int) -> tuple[int, int, bool]:
    """Return the length, where the body begins, and whether more parts follow."""
    first = _taken(data, at, 1)[0]
    if first < 192:
        return first, at + 1, False
    if first < 224:
        return ((first - 192) << 8) + _taken(data, at + 1, 1)[0] + 192, at + 2, False
    if first < 255:
        return 1 << (first & 0x1F), at + 1, True
    return int.from_bytes(_taken(data, at + 1, 4), "big"), at + 5, False


def _taken(data: bytes, at: int, length: int) -> bytes:
    if at + length > len(data):
        raise DamagedMessageError
    return data[at : at + length]
