"""Hostile and odd OpenPGP messages to a key, put together packet by packet."""

from __future__ import annotations

import secrets
import zlib

from pgpy.constants import PubKeyAlgorithm, SymmetricKeyAlgorithm
from pgpy.packet.packets import IntegrityProtectedSKEDataV1, PKESessionKeyV3

from app.vault.armor import MESSAGE, read_armor, write_armor
from app.vault.openpgp import PublicKey
from app.vault.packets import Packet, Tag, new_packet, walk


def literal(clear: bytes, *, kind: bytes = b"b") -> bytes:
    return new_packet(Tag.LITERAL, kind + b"\x00" + b"\x00" * 4 + clear)


def zipped(content: bytes) -> bytes:
    compress = zlib.compressobj(9, wbits=-15)
    return new_packet(Tag.COMPRESSED, b"\x01" + compress.compress(content) + compress.flush())


def armored(packets: bytes) -> str:
    return write_armor(packets, MESSAGE)


def packets_of(message: str) -> list[Packet]:
    return list(walk(read_armor(message, MESSAGE)))


def joined(packets: list[Packet]) -> str:
    return armored(b"".join(new_packet(packet.tag, packet.body) for packet in packets))


def sealed(
    content: bytes,
    key: PublicKey,
    *,
    cipher: int = SymmetricKeyAlgorithm.AES256,
    key_id: str | None = None,
) -> str:
    """Encrypt any content at all; the cipher is only what the session key packet claims."""
    recipient = key._recipient
    session_key = secrets.token_bytes(32)
    locked = PKESessionKeyV3()
    locked.encrypter = bytearray.fromhex(key_id or recipient.key_id)
    locked.pkalg = PubKeyAlgorithm.ECDH
    locked.encrypt_sk(recipient, cipher, session_key)
    body = IntegrityProtectedSKEDataV1()
    body.encrypt(session_key, SymmetricKeyAlgorithm.AES256, content)
    return armored(bytes(locked) + bytes(body))
