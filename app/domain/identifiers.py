"""Identifiers: one UUIDv7 in three spellings, the human ID, and slugs (DESIGN: Identifiers).

    canonical   resource_0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b    contract batch, native export
    bare        0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b              contract Passbolt
    ObjectId    66a1b2c38a9b0c1d2e3f4a5b                          contracts wrapper and Builton

The ObjectId's first 4 bytes are the UUID's UNIX seconds, its last 8 the UUID's last 8 bytes.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.domain.times import to_milliseconds

RESOURCE_PREFIX = "resource_"
HUMAN_ID_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
HUMAN_ID_LENGTH = 6

_ANY_CASE = re.ASCII | re.IGNORECASE  # of ASCII only: elsewhere a long s is an S in lower case
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", _ANY_CASE)
_OBJECT_ID = re.compile(r"[0-9a-f]{24}", _ANY_CASE)
_HUMAN_ID = re.compile(f"[{HUMAN_ID_ALPHABET}]{{{HUMAN_ID_LENGTH}}}", _ANY_CASE)

RandomBytes = Callable[[int], bytes]


def new_uuid7(moment: datetime, random_bytes: RandomBytes = secrets.token_bytes) -> UUID:
    """A new UUIDv7 (RFC 9562 section 5.7) of that moment."""
    milliseconds = to_milliseconds(moment) & 0xFFFF_FFFF_FFFF
    random = int.from_bytes(random_bytes(10), "big")
    high = random >> 68
    low = random & (1 << 62) - 1
    return UUID(int=milliseconds << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low)


def new_human_id(choose: Callable[[str], str] = secrets.choice) -> str:
    """Six characters for a label; the caller makes sure that the file does not have them yet."""
    return "".join(choose(HUMAN_ID_ALPHABET) for _ in range(HUMAN_ID_LENGTH))


def canonical(uuid: UUID) -> str:
    """The canonical spelling of a resource's identifier."""
    return f"{RESOURCE_PREFIX}{uuid}"


def object_id(uuid: UUID) -> str:
    """The 24 hexadecimal digits that the wrapper and Builton contracts call the resource by."""
    seconds = (uuid.int >> 80) // 1000
    return f"{seconds & 0xFFFF_FFFF:08x}{uuid.int & (1 << 64) - 1:016x}"


def uuid_from_canonical(text: str) -> UUID | None:
    """The UUIDv7 behind `resource_<uuid>` as a caller may bring it; None for anything else."""
    if not text.startswith(RESOURCE_PREFIX):
        return None
    uuid = _parse_uuid(text.removeprefix(RESOURCE_PREFIX))
    if uuid is None or uuid.version != 7 or str(uuid) != text.removeprefix(RESOURCE_PREFIX):
        return None
    return uuid


@dataclass(frozen=True, slots=True)
class ObjectIdRange:
    """Where the UUID of an ObjectId lies: between two UUIDs, with these last 8 bytes."""

    lowest: UUID
    highest: UUID
    tail: bytes


def object_id_range(text: str) -> ObjectIdRange | None:
    """Where to look for an ObjectId among UUIDv7s; None where the text is none.

    The milliseconds are lost in an ObjectId, so it stands for the thousand of its second; the
    last 8 bytes tell them apart.
    """
    if not _OBJECT_ID.fullmatch(text):
        return None
    first = int(text[:8], 16) * 1000
    return ObjectIdRange(
        lowest=UUID(int=first << 80),
        highest=UUID(int=(first + 999) << 80 | (1 << 80) - 1),
        tail=bytes.fromhex(text[8:]),
    )


def uuid_from_text(text: str) -> UUID | None:
    """The UUID of the canonical or bare spelling, any case; None for anything else."""
    return _parse_uuid(text.lower().removeprefix(RESOURCE_PREFIX))


def human_id_from_text(text: str) -> str | None:
    """The human ID as stored, from any case; None where the text is none."""
    return text.upper() if _HUMAN_ID.fullmatch(text) else None


def slug(name: str, separator: str = "-") -> str:
    """A name as lower-case ASCII words joined by the separator; "" where nothing is left."""
    ascii_text = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return separator.join(re.findall(r"[a-z0-9]+", ascii_text))


def _parse_uuid(text: str) -> UUID | None:
    return UUID(text) if _UUID.fullmatch(text) else None
