"""The strict reader of armored OpenPGP keys: one key, of bounded size, in a plain shape.

    key = primary { signature } { user id { signature } } { subkey { signature } }

User attributes (pictures), trust packets and signatures of other than version 4 are left out.
Signatures are kept octet by octet, because PGPy loses what it does not know when it writes them
again, and their subpackets are read here, because PGPy takes unsigned ones for signed and counts
like ones in a loop inside a loop (one hostile signature holds it for a minute).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from app.errors import (
    InvalidKeyError,
    MessageTooLargeError,
    NotOpenPGPError,
    OpenPGPError,
)
from app.vault.armor import PUBLIC_KEY, SECRET_KEY, read_armor
from app.vault.packets import Packet, Tag, new_packet, walk

MAX_KEY_ARMOR = 200_000  # characters
MAX_SUBKEYS = 16
MAX_BODY = 16_384  # octets of one packet

_LEFT_OUT = frozenset({Tag.TRUST, Tag.USER_ATTRIBUTE, Tag.MARKER, Tag.PADDING})

# Signature subpackets (RFC 9580 section 5.2.3.7).
_CREATED, _EXPIRES, _KEY_EXPIRES, _ISSUER, _KEY_FLAGS, _FINGERPRINT = 2, 3, 9, 16, 27, 33
_ENCRYPTION_FLAGS = 0x04 | 0x08  # communications, storage


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature of version 4, taken apart (section 5.2.3).

    Args:
        kind: The signature type.
        algorithm: The number of the public-key algorithm.
        hash_algorithm: The number of the hash algorithm.
        body: The whole packet body.
        signed_length: How many of its octets are themselves signed.
        signed: The last signed subpacket of each type; nobody can have added to these.
        issuers: Key IDs of who it says has made it, a mere hint.
        numbers: The signature itself, as multiprecision integers.
    """

    kind: int
    algorithm: int
    hash_algorithm: int
    body: bytes = field(repr=False)
    signed_length: int
    signed: Mapping[int, bytes] = field(repr=False)
    issuers: frozenset[str]
    numbers: bytes = field(repr=False)

    @property
    def created(self) -> datetime | None:
        """When it was made; a signature must say so."""
        seconds = self._number(_CREATED)
        return None if seconds is None else datetime.fromtimestamp(seconds, UTC)

    @property
    def lifetime(self) -> timedelta | None:
        """How long it holds from then on; None for ever."""
        return timedelta(seconds=self._number(_EXPIRES) or 0) or None

    @property
    def key_lifetime(self) -> timedelta | None:
        """How long the key holds from its own creation on; None for ever."""
        return timedelta(seconds=self._number(_KEY_EXPIRES) or 0) or None

    @property
    def allows_encryption(self) -> bool:
        """Whether the key may be encrypted to."""
        return bool(self.signed.get(_KEY_FLAGS, b"\x00")[0] & _ENCRYPTION_FLAGS)

    def _number(self, kind: int) -> int | None:
        value = self.signed.get(kind)
        return None if value is None else int.from_bytes(value, "big")


@dataclass(frozen=True, slots=True)
class Part:
    """A primary key, a user ID or a subkey, with the signatures that follow it."""

    tag: int
    body: bytes = field(repr=False)
    signatures: tuple[Signature, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyPackets:
    """The packets of one key, well formed and with nothing proven yet."""

    primary: Part
    names: tuple[Part, ...]
    subkeys: tuple[Part, ...]

    @property
    def keys(self) -> tuple[Part, ...]:
        """The primary key and the subkeys."""
        return (self.primary, *self.subkeys)

    def with_keys(self, packets: Sequence[Packet]) -> KeyPackets:
        """Return the same names and signatures around other packets of the same keys."""
        primary, *subkeys = (
            replace(part, tag=packet.tag, body=packet.body)
            for part, packet in zip(self.keys, packets, strict=True)
        )
        return KeyPackets(primary, self.names, tuple(subkeys))

    def render(self) -> bytes:
        """Return the octets of all packets in their order."""
        parts = (self.primary, *self.names, *self.subkeys)
        return b"".join(
            new_packet(part.tag, part.body)
            + b"".join(new_packet(Tag.SIGNATURE, s.body) for s in part.signatures)
            for part in parts
        )

    def signed_data(self, part: Part, signature: Signature) -> bytes:
        """Return what a signature of the key over a part of itself signs (section 5.2.4).

        The key packets must be public ones.
        """
        data = _framed(b"\x99", self.primary.body, 2)
        if part.tag == Tag.USER_ID:
            data += _framed(b"\xb4", part.body, 4)
        elif part is not self.primary:
            data += _framed(b"\x99", part.body, 2)
        length = signature.signed_length
        return data + signature.body[:length] + b"\x04\xff" + length.to_bytes(4, "big")


def read_public_key(armored: str) -> KeyPackets:
    """Take one armored public key apart.

    Raises:
        InvalidKeyError: The text is no public key, or not one that is looked at here.
    """
    return _read_key(armored, PUBLIC_KEY, Tag.PUBLIC_KEY, Tag.PUBLIC_SUBKEY)


def read_secret_key(armored: str) -> KeyPackets:
    """Take one armored secret key apart, whether protected by a passphrase or not.

    Raises:
        InvalidKeyError: The text is no secret key, or not one that is looked at here.
    """
    return _read_key(armored, SECRET_KEY, Tag.SECRET_KEY, Tag.SECRET_SUBKEY)


def damaged_key() -> InvalidKeyError:
    """Return the error for a key that is malformed or does not fit together."""
    return InvalidKeyError("The OpenPGP key is damaged.")


def _read_key(armored: str, kind: str, primary: Tag, subkey: Tag) -> KeyPackets:
    try:
        packets = list(walk(read_armor(armored, kind, limit=MAX_KEY_ARMOR)))
    except NotOpenPGPError as error:
        what = "public" if kind == PUBLIC_KEY else "secret"
        raise InvalidKeyError(f"This is not an armored OpenPGP {what} key.") from error
    except MessageTooLargeError as error:
        raise _too_large() from error
    except OpenPGPError as error:
        raise damaged_key() from error
    if not packets or packets[0].tag != primary:
        raise damaged_key()
    first, *rest = _parts(packets, allowed=frozenset({primary, subkey, Tag.USER_ID}))
    if any(part.tag == primary for part in rest):
        raise InvalidKeyError("The text holds more than one OpenPGP key; give one.")
    subkeys = tuple(part for part in rest if part.tag == subkey)
    if len(subkeys) > MAX_SUBKEYS:
        raise _too_large()
    for part in (first, *subkeys):
        if part.body[:1] != b"\x04":
            raise InvalidKeyError("The OpenPGP key is not of version 4; others are not supported.")
    return KeyPackets(first, tuple(part for part in rest if part.tag == Tag.USER_ID), subkeys)


def _parts(packets: Sequence[Packet], *, allowed: frozenset[Tag]) -> list[Part]:
    """Put the signatures with what they follow, and leave out what is not needed."""
    parts: list[Part] = []
    is_kept = True
    for packet in packets:
        if len(packet.body) > MAX_BODY:
            raise _too_large()
        if packet.tag == Tag.SIGNATURE:
            if is_kept and packet.body[:1] == b"\x04":
                last = parts[-1]
                parts[-1] = replace(last, signatures=(*last.signatures, _signature(packet.body)))
        elif packet.tag in _LEFT_OUT:
            is_kept = packet.tag != Tag.USER_ATTRIBUTE and is_kept
        elif packet.tag in allowed:
            is_kept = True
            parts.append(Part(packet.tag, packet.body))
        else:
            raise damaged_key()
    return parts


def _signature(body: bytes) -> Signature:
    signed, at = _area(body, 4)
    unsigned, end = _area(body, at)
    if len(body) < end + 2:
        raise damaged_key()
    facts = dict(_subpackets(signed))
    issuers = [
        value[-8:].hex().upper()
        for kind, value in (*facts.items(), *_subpackets(unsigned))
        if kind in (_ISSUER, _FINGERPRINT) and len(value) >= 8
    ]
    return Signature(
        kind=body[1],
        algorithm=body[2],
        hash_algorithm=body[3],
        body=body,
        signed_length=at,
        signed=facts,
        issuers=frozenset(issuers),
        numbers=body[end + 2 :],
    )


def _area(body: bytes, at: int) -> tuple[bytes, int]:
    """Return one of the two subpacket areas, and where it ends."""
    begin = at + 2
    end = begin + int.from_bytes(body[at:begin], "big")
    if len(body) < end or len(body) < begin:
        raise damaged_key()
    return body[begin:end], end


def _subpackets(area: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield type and value of each subpacket; they must fill the area exactly."""
    at = 0
    while at < len(area):
        first = area[at]
        if first < 192:
            length, begin = first, at + 1
        elif first < 255:
            second = int.from_bytes(area[at + 1 : at + 2], "big")
            length, begin = ((first - 192) << 8) + second + 192, at + 2
        else:
            length, begin = int.from_bytes(area[at + 1 : at + 5], "big"), at + 5
        at = begin + length
        if length < 2 or at > len(area):  # without type or without value
            raise damaged_key()
        yield area[begin] & 0x7F, area[begin + 1 : at]


def _framed(mark: bytes, body: bytes, size: int) -> bytes:
    return mark + len(body).to_bytes(size, "big") + body


def _too_large() -> InvalidKeyError:
    return InvalidKeyError("The OpenPGP key is too large.")
