"""The strict reader of OpenPGP messages: what is allowed, in what order, and how large.

A secret is an encrypted message of this shape and no other (RFC 9580 section 10.3):

    message  = { session key } encrypted            session keys of version 3, at least one
    encrypted = SEIPD version 1 over content
    content  = compressed | signed                  compression at most once, of one content
    signed   = { signature } literal { signature }  signatures are passed over, not verified

Marker and padding packets may stand anywhere and mean nothing. PGPy never sees any of this: it
would take clear-signed and unencrypted text for a decrypted secret, and inflate without limit.
"""

from __future__ import annotations

import bz2
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field

from app.errors import (
    DamagedMessageError,
    MessageTooLargeError,
    NoIntegrityError,
    UnsupportedMessageError,
)
from app.vault.armor import MESSAGE, read_armor
from app.vault.packets import Packet, Tag, walk

MAX_CLEAR_TEXT = 256 * 1024
MAX_RECIPIENTS = 64
MAX_SESSION_KEY = 4096  # octets; RSA with 16,384 bits needs 2,050
_MAX_CONTENT = MAX_CLEAR_TEXT + 64 * 1024  # room for the signatures around the clear text

ANY_KEY = "0" * 16  # the key ID of a hidden recipient

_MEANINGLESS = frozenset({Tag.MARKER, Tag.PADDING})
_SIGNATURES = frozenset({Tag.ONE_PASS_SIGNATURE, Tag.SIGNATURE})
_UNENCRYPTED = _SIGNATURES | {Tag.COMPRESSED, Tag.LITERAL}
_ENCRYPTED = frozenset(
    {
        Tag.SESSION_KEY,
        Tag.PASSPHRASE_SESSION_KEY,
        Tag.ENCRYPTED,
        Tag.ENCRYPTED_OCB,
        Tag.ENCRYPTED_WITHOUT_INTEGRITY,
    }
)


@dataclass(frozen=True, slots=True)
class SessionKey:
    """The session key, encrypted to one recipient.

    Args:
        key_id: Of the recipient's subkey, 16 upper-case hex digits; `ANY_KEY` when hidden.
        algorithm: The number of the public-key algorithm (RFC 9580 section 9.1).
        body: What that algorithm made.
    """

    key_id: str
    algorithm: int
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class EncryptedMessage:
    """The parts of an encrypted message that was found to be well formed."""

    session_keys: tuple[SessionKey, ...]
    sealed: bytes = field(repr=False)


def read_encrypted(armored: str) -> EncryptedMessage:
    """Take an armored message apart without decrypting it.

    Raises:
        OpenPGPError: Its subclass and `code` say why the message is refused.
    """
    session_keys: list[SessionKey] = []
    is_for_passphrase = False
    packets = [p for p in walk(read_armor(armored, MESSAGE)) if p.tag not in _MEANINGLESS]
    for at, packet in enumerate(packets, start=1):
        if packet.tag == Tag.SESSION_KEY:
            session_keys.append(_session_key(packet.body))
        elif packet.tag == Tag.PASSPHRASE_SESSION_KEY:
            is_for_passphrase = True
        else:
            sealed = _sealed(packet)
            if at != len(packets):
                raise DamagedMessageError
            if not session_keys and is_for_passphrase:
                raise UnsupportedMessageError("a passphrase instead of a key")
            if not session_keys:
                raise DamagedMessageError
            return EncryptedMessage(tuple(session_keys), sealed)
        if at > MAX_RECIPIENTS:
            raise MessageTooLargeError(f"more than {MAX_RECIPIENTS} recipients")
    raise DamagedMessageError


def read_content(content: bytes) -> bytes:
    """Return the clear text inside the decrypted packets of a message.

    Line ends of a text literal (format `t` or `u`) come back as `\\n`; a binary one is exact.

    Raises:
        OpenPGPError: The content has another shape, or is larger than the cap.
    """
    packets = [packet for packet in walk(content) if packet.tag not in _MEANINGLESS]
    if len(packets) == 1 and packets[0].tag == Tag.COMPRESSED:
        inner = _inflated(packets[0].body)
        packets = [packet for packet in walk(inner) if packet.tag not in _MEANINGLESS]
        if any(packet.tag == Tag.COMPRESSED for packet in packets):
            raise UnsupportedMessageError("compression inside compression")
    if any(packet.tag in _ENCRYPTED for packet in packets):
        raise UnsupportedMessageError("encryption inside encryption")
    literals = [packet for packet in packets if packet.tag not in _SIGNATURES]
    if len(literals) != 1 or literals[0].tag != Tag.LITERAL:
        raise DamagedMessageError
    return _clear_text(literals[0].body)


def _session_key(body: bytes) -> SessionKey:
    """Read a version 3 packet (RFC 9580 section 5.1.1)."""
    if len(body) < 10:
        raise DamagedMessageError
    if body[0] != 3:
        raise UnsupportedMessageError(f"session keys of version {body[0]}")
    if len(body) > MAX_SESSION_KEY:
        raise MessageTooLargeError("a session key of more than 4 KB")
    return SessionKey(key_id=body[1:9].hex().upper(), algorithm=body[9], body=body[10:])


def _sealed(packet: Packet) -> bytes:
    """Return the cipher text of a version 1 SEIPD packet (section 5.13.1); refuse all others."""
    if packet.tag == Tag.ENCRYPTED_WITHOUT_INTEGRITY:
        raise NoIntegrityError
    if packet.tag == Tag.ENCRYPTED_OCB:
        raise UnsupportedMessageError("OCB encryption (packet 20)")
    if packet.tag in _UNENCRYPTED:
        raise UnsupportedMessageError("no encryption")
    if packet.tag != Tag.ENCRYPTED:
        raise UnsupportedMessageError(f"a packet of type {packet.tag}")
    if not packet.body:
        raise DamagedMessageError
    if packet.body[0] != 1:
        raise UnsupportedMessageError(f"encrypted data of version {packet.body[0]} (SEIPD)")
    return packet.body[1:]


def _inflated(body: bytes) -> bytes:
    """Decompress (section 5.6), stopping as soon as the result is too large."""
    if not body:
        raise DamagedMessageError
    algorithm, data = body[0], body[1:]
    if algorithm == 0:
        return data
    if algorithm in (1, 2):
        zipped = zlib.decompressobj(-15 if algorithm == 1 else 15)
        content = _decompressed(zipped.decompress, data)
        return _whole(content, is_complete=zipped.eof, is_followed=bool(zipped.unused_data))
    if algorithm == 3:
        bzipped = bz2.BZ2Decompressor()
        content = _decompressed(bzipped.decompress, data)
        is_followed = bzipped.eof and bool(bzipped.unused_data)
        return _whole(content, is_complete=bzipped.eof, is_followed=is_followed)
    raise UnsupportedMessageError(f"compression of type {algorithm}")


def _decompressed(decompress: Callable[[bytes, int], bytes], data: bytes) -> bytes:
    try:
        content = decompress(data, _MAX_CONTENT + 1)
    except (zlib.error, OSError):
        content = None
    if content is None:  # raised here, so that no foreign error hangs on to the content
        raise DamagedMessageError
    return content


def _whole(content: bytes, *, is_complete: bool, is_followed: bool) -> bytes:
    if len(content) > _MAX_CONTENT:
        raise MessageTooLargeError("more than 256 KB of clear text")
    if is_followed or not is_complete:
        raise DamagedMessageError
    return content


def _clear_text(body: bytes) -> bytes:
    """Return the text of a literal packet (section 5.9) without its file name and date."""
    if len(body) < 6 or len(body) < 6 + body[1]:
        raise DamagedMessageError
    text = body[6 + body[1] :]
    if len(text) > MAX_CLEAR_TEXT:
        raise MessageTooLargeError("more than 256 KB of clear text")
    kind = body[:1]
    if kind == b"b":
        return text
    if kind in (b"t", b"u"):
        return text.replace(b"\r\n", b"\n")
    raise UnsupportedMessageError("a literal of unknown format")
