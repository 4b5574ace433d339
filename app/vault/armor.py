"""ASCII armor (RFC 9580 section 6), read strictly and in linear time, and written."""

from __future__ import annotations

import base64
import binascii
import re

from app.errors import DamagedMessageError, MessageTooLargeError, NotOpenPGPError

MESSAGE = "PGP MESSAGE"
PUBLIC_KEY = "PGP PUBLIC KEY BLOCK"
SECRET_KEY = "PGP PRIVATE KEY BLOCK"  # noqa: S105 - the name of a kind of block

MAX_ARMOR = 1_000_000  # characters
MAX_HEADERS = 32
LINE_LENGTH = 64

_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,63}:.{0,1024}")
_BASE64 = re.compile(r"[A-Za-z0-9+/]+={0,2}")
_CHECKSUM = re.compile(r"=[A-Za-z0-9+/]{4}")


def _crc24_table() -> tuple[int, ...]:
    table = []
    for byte in range(256):
        crc = byte << 16
        for _ in range(8):
            crc = (crc << 1) ^ (0x1864CFB if crc & 0x800000 else 0)
        table.append(crc & 0xFFFFFF)
    return tuple(table)


_CRC24 = _crc24_table()


def crc24(data: bytes) -> int:
    """Return the checksum of RFC 9580 section 6.1.1."""
    crc = 0xB704CE
    for byte in data:
        crc = ((crc << 8) & 0xFFFFFF) ^ _CRC24[(crc >> 16) ^ byte]
    return crc


def read_armor(text: str, kind: str, *, limit: int = MAX_ARMOR) -> bytes:
    """Return the octets inside one armored block, which must be all that the text holds.

    A checksum that is present must be right; one that is absent is accepted, because RFC 9580
    makes it optional and OpenPGP.js 6 and Sequoia no longer write it.

    Args:
        text: The block; white space around it and at line ends is ignored.
        kind: What the block must be: `MESSAGE`, `PUBLIC_KEY` or `SECRET_KEY`.
        limit: The longest text that is looked at, in characters.

    Raises:
        MessageTooLargeError: The text is longer than the limit.
        NotOpenPGPError: It is something else: plain text, clear-signed text, another kind.
        DamagedMessageError: It begins as it should, and then is cut off or altered.
    """
    if len(text) > limit:
        raise MessageTooLargeError(f"more than {limit:,} characters")
    lines = [line.rstrip(" \t\r") for line in text.strip().split("\n")]
    if lines[0] == "-----BEGIN PGP SIGNED MESSAGE-----":
        raise NotOpenPGPError("it is signed text, not encrypted")
    if lines[0] != f"-----BEGIN {kind}-----":
        raise NotOpenPGPError
    if lines[-1] != f"-----END {kind}-----":
        raise DamagedMessageError
    body = _without_headers(lines[1:-1])
    checksum = body.pop() if body and _CHECKSUM.fullmatch(body[-1]) else None
    return _decoded("".join(body), checksum)


def write_armor(data: bytes, kind: str) -> str:
    """Return the octets as one armored block with its checksum and a final line break."""
    encoded = base64.b64encode(data).decode("ascii")
    lines = [encoded[at : at + LINE_LENGTH] for at in range(0, len(encoded), LINE_LENGTH)]
    checksum = base64.b64encode(crc24(data).to_bytes(3, "big")).decode("ascii")
    return "\n".join(
        [f"-----BEGIN {kind}-----", "", *lines, f"={checksum}", f"-----END {kind}-----", ""]
    )


def _without_headers(lines: list[str]) -> list[str]:
    """Return the lines after the blank one that ends the armor headers."""
    for count, line in enumerate(lines):
        if not line:
            return lines[count + 1 :]
        if count >= MAX_HEADERS or not _HEADER.fullmatch(line):
            break
    raise DamagedMessageError


def _decoded(body: str, checksum: str | None) -> bytes:
    if not _BASE64.fullmatch(body) or len(body) % 4:
        raise DamagedMessageError
    try:
        data = base64.b64decode(body, validate=True)
    except binascii.Error as error:
        raise DamagedMessageError from error
    if checksum is not None and base64.b64decode(checksum[1:]) != crc24(data).to_bytes(3, "big"):
        raise DamagedMessageError
    return data
