"""The key reader: one key in a plain shape, and nothing that would hold PGPy up."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import InvalidKeyError
from app.vault.armor import PUBLIC_KEY, SECRET_KEY, read_armor, write_armor
from app.vault.key_reader import read_public_key, read_secret_key
from app.vault.openpgp import SecretKey
from app.vault.packets import Packet, Tag, new_packet, walk


@pytest.fixture
def packets(own_key: SecretKey) -> list[Packet]:
    return list(walk(read_armor(own_key.public.armored, PUBLIC_KEY)))


def joined(packets: list[Packet]) -> bytes:
    return b"".join(new_packet(packet.tag, packet.body) for packet in packets)


def public(packets: list[Packet]) -> str:
    return write_armor(joined(packets), PUBLIC_KEY)


def signature(subpackets: bytes) -> Packet:
    area = len(subpackets).to_bytes(2, "big") + subpackets
    return Packet(Tag.SIGNATURE, b"\x04\x13\x16\x08" + area + b"\x00\x00" + bytes(40))


def test_key_is_read_as_it_is(own_key: SecretKey, packets: list[Packet], data: Path) -> None:
    assert read_public_key(own_key.public.armored).render() == joined(packets)
    secret = read_secret_key(own_key.armored())
    assert secret.render() == read_armor(own_key.armored(), SECRET_KEY)
    assert len(read_secret_key((data / "gpg-rsa-secret.asc").read_text()).keys) == 2


def test_pictures_trust_and_old_signatures_are_left_out(packets: list[Packet]) -> None:
    primary, name, certification, subkey, binding = packets
    picture = Packet(Tag.USER_ATTRIBUTE, b"\x05picture")
    trust = Packet(Tag.TRUST, b"\x00\x00")
    old = Packet(Tag.SIGNATURE, b"\x03" + bytes(30))
    more = [primary, name, trust, certification, old, picture, certification, subkey, binding]
    assert read_public_key(public(more)).render() == joined(packets)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "not an armored OpenPGP public key"),
        ("hunter2", "not an armored OpenPGP public key"),
        (write_armor(b"\xc6\x00", SECRET_KEY), "not an armored OpenPGP public key"),
        ("A" * 200_001, "too large"),
        (write_armor(b"\x00", PUBLIC_KEY), "damaged"),
        (write_armor(new_packet(Tag.USER_ID, b"Ada"), PUBLIC_KEY), "damaged"),
        (write_armor(b"\xc6\x05abc", PUBLIC_KEY), "damaged"),
    ],
)
def test_anything_else_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(InvalidKeyError, match=sentence):
        read_public_key(text)


def test_secret_and_public_keys_are_not_mistaken(own_key: SecretKey) -> None:
    with pytest.raises(InvalidKeyError, match="secret key"):
        read_secret_key(own_key.public.armored)
    with pytest.raises(InvalidKeyError, match="public key"):
        read_public_key(own_key.armored())


def test_strange_packets_are_refused(packets: list[Packet]) -> None:
    for tag in (Tag.SECRET_KEY, Tag.SECRET_SUBKEY, Tag.LITERAL, Tag.COMPRESSED, 60):
        with pytest.raises(InvalidKeyError, match="damaged"):
            read_public_key(public([*packets, Packet(tag, b"x")]))


def test_second_key_is_refused(packets: list[Packet]) -> None:
    with pytest.raises(InvalidKeyError, match="more than one"):
        read_public_key(public(packets * 2))


def test_size_is_bounded_everywhere(packets: list[Packet]) -> None:
    subkey = packets[3]
    huge = Packet(Tag.USER_ID, b"x" * 16_385)
    for more in ([subkey] * 16, [huge], [Packet(Tag.MARKER, b"PGP")] * 256):
        with pytest.raises(InvalidKeyError, match="too large"):
            read_public_key(public([*packets, *more]))


def test_crowd_of_subpackets_is_read_at_once(packets: list[Packet]) -> None:
    crowded = [signature(b"\x02\x14x" * 5000)] * 9  # would hold PGPy for minutes
    key = read_public_key(public([*packets, *crowded]))
    assert key.subkeys[0].signatures[-1].signed == {0x14: b"x"}


def test_only_signed_subpackets_are_facts(packets: list[Packet]) -> None:
    unsigned = b"\x00\x06" + b"\x05\x02\x00\x00\x00\x01"
    body = b"\x04\x13\x16\x08\x00\x03\x02\x1b\x0c" + unsigned + bytes(40)
    read = read_public_key(public([*packets, Packet(Tag.SIGNATURE, body)]))
    last = read.subkeys[0].signatures[-1]
    assert last.created is None
    assert last.allows_encryption
    assert last.key_lifetime is last.lifetime is None


@pytest.mark.parametrize("version", [2, 3, 5, 6])
def test_other_versions_are_refused_by_name(packets: list[Packet], version: int) -> None:
    for at in (0, 3):
        others = list(packets)
        others[at] = Packet(packets[at].tag, bytes((version,)) + packets[at].body[1:])
        with pytest.raises(InvalidKeyError, match="version 4"):
            read_public_key(public(others))


@pytest.mark.parametrize(
    "subpackets",
    [
        b"\x00",  # of no length
        b"\x01\x02",  # of no value
        b"\x09\x02",  # beyond the end
        b"\xff\xff\xff\xff\xff\x02",
        b"\xc0",
    ],
)
def test_malformed_subpackets_are_refused(packets: list[Packet], subpackets: bytes) -> None:
    with pytest.raises(InvalidKeyError, match="damaged"):
        read_public_key(public([*packets, signature(subpackets)]))


@pytest.mark.parametrize(
    "body", [b"\x04", b"\x04\x13\x16\x08\x00", b"\x04\x13\x16\x08" + bytes(4), b"\x04" * 9]
)
def test_cut_off_signatures_are_refused(packets: list[Packet], body: bytes) -> None:
    with pytest.raises(InvalidKeyError, match="damaged"):
        read_public_key(public([*packets, Packet(Tag.SIGNATURE, body)]))
