"""Keys and messages: what is made, what is opened, and what is refused with which reason."""

from __future__ import annotations

import copy
import pickle
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pgpy.constants import SymmetricKeyAlgorithm

from app.errors import (
    DamagedMessageError,
    InvalidKeyError,
    MessageTooLargeError,
    NoIntegrityError,
    NotOpenPGPError,
    OpenPGPError,
    PassphraseNeededError,
    StrongroomError,
    UnsupportedMessageError,
    WeakCipherError,
    WrongKeyError,
    WrongPassphraseError,
)
from app.vault.armor import PUBLIC_KEY, SECRET_KEY, read_armor, write_armor
from app.vault.openpgp import MAX_CLEAR_TEXT, PublicKey, SecretKey, read_message
from app.vault.packets import Packet, Tag, new_packet, walk
from tests.app.vault.openpgp_messages import (
    armored,
    joined,
    literal,
    packets_of,
    sealed,
    zipped,
)

CLEAR = "Grüße, שלום, 🗝️\n".encode()
CANARY = "canary-4711"


def public(packets: list[Packet]) -> str:
    body = b"".join(new_packet(packet.tag, packet.body) for packet in packets)
    return write_armor(body, PUBLIC_KEY)


def key_packets(key: SecretKey) -> list[Packet]:
    return list(walk(read_armor(key.public.armored, PUBLIC_KEY)))


# --- keys ----------------------------------------------------------------------------------------


def test_new_key_is_small_and_complete() -> None:
    key = SecretKey.generate(name="Ada Lovelace", email="ada@example.org")
    assert len(key.armored()) < 1280  # what the Windows Credential Locker holds
    assert len(key.fingerprint) == 40
    assert key.public.key_ids[0] == key.fingerprint[-16:]
    assert len(key.public.key_ids) == 2
    assert key.public.user_id == "Ada Lovelace <ada@example.org>"
    assert timedelta() <= datetime.now(UTC) - key.public.created < timedelta(minutes=5)


@pytest.mark.parametrize(
    ("name", "email", "user_id"),
    [
        ("", "", "Strongroom"),
        ("محمد 🗝️", "", "محمد 🗝️"),
        ("Ada <root@example.org> (x)", "a<b>@c", "Ada root@example.org x <ab@c>"),
        ("Ada\n\tLovelace\x00\ud800", "", "AdaLovelace"),
    ],
)
def test_any_name_makes_a_key(name: str, email: str, user_id: str) -> None:
    key = SecretKey.generate(name=name, email=email)
    assert SecretKey.parse(key.armored()).public.user_id == user_id


def test_key_survives_writing_and_reading(own_key: SecretKey) -> None:
    again = SecretKey.parse(own_key.armored(), check_validity=False)
    assert again.armored() == own_key.armored()
    assert again.public.armored == own_key.public.armored
    assert again.seal_key() == own_key.seal_key()
    public_key = PublicKey.parse(own_key.public.armored, check_validity=False)
    assert public_key.key_ids == own_key.public.key_ids
    assert public_key.armored == own_key.public.armored


def test_key_of_an_earlier_version_still_opens_and_seals_alike(data: Path) -> None:
    key = SecretKey.parse((data / "own-secret.asc").read_text(), check_validity=False)
    assert key.fingerprint == "A48FFF4BCCDDB76852FAA0B97214614EC741C55F"
    assert key.decrypt((data / "own-message.asc").read_text()) == CLEAR
    assert key.seal_key().hex() == (
        "812467952bdaa97b2f4e27538f329b165722b5e2888a9bd77df38dbec3e0c86a"
    )


def test_protected_key_needs_its_passphrase(own_key: SecretKey) -> None:
    protected = own_key.protected("pässphrase")
    with pytest.raises(PassphraseNeededError):
        SecretKey.parse(protected)
    with pytest.raises(WrongPassphraseError):
        SecretKey.parse(protected, passphrase="passphrase")
    opened = SecretKey.parse(protected, passphrase="pässphrase", check_validity=False)
    assert opened.armored() == own_key.armored()


def test_protecting_leaves_the_key_in_memory_as_it_was(own_key: SecretKey) -> None:
    own_key.protected("x")
    assert own_key.decrypt(own_key.public.encrypt(CLEAR)) == CLEAR


@pytest.mark.parametrize("name", ["rsa", "p256"])
def test_keys_of_gnupg_are_taken(data: Path, name: str) -> None:
    key = SecretKey.parse((data / f"gpg-{name}-secret.asc").read_text())
    assert key.decrypt(key.public.encrypt(CLEAR)) == CLEAR
    assert PublicKey.parse(key.public.armored).fingerprint == key.fingerprint


def test_protected_key_of_gnupg_is_taken(data: Path) -> None:
    text = (data / "gpg-protected-secret.asc").read_text()
    key = SecretKey.parse(text, passphrase="correct horse")
    assert key.decrypt(key.public.encrypt(CLEAR)) == CLEAR


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("expired", "expired"),
        ("expired-subkey", "expired"),
        ("revoked", "revoked"),
        ("revoked-subkey", "revoked"),
        ("future", "future"),
        ("sign-only", "not made for encryption"),
        ("elgamal", "outdated"),
        ("rsa1024", "outdated"),
    ],
)
def test_unusable_keys_are_refused_with_the_reason(data: Path, name: str, sentence: str) -> None:
    with pytest.raises(InvalidKeyError, match=sentence):
        PublicKey.parse((data / f"gpg-{name}-public.asc").read_text())


def test_key_without_its_secret_primary_part_is_refused(data: Path) -> None:
    text = (data / "gpg-subkeys-only-secret.asc").read_text()
    with pytest.raises(InvalidKeyError, match="elsewhere"):
        SecretKey.parse(text, passphrase="correct horse")


def test_wrong_clock_does_not_lock_away_the_own_key(data: Path) -> None:
    text = (data / "gpg-future-public.asc").read_text()
    assert PublicKey.parse(text, check_validity=False).encrypt(CLEAR)


def test_foreign_subkey_is_refused(own_key: SecretKey, other_key: SecretKey) -> None:
    primary, name, certification, subkey, binding = key_packets(own_key)
    _, _, _, other_subkey, other_binding = key_packets(other_key)
    for forged in (
        [primary, name, certification, other_subkey],
        [primary, name, certification, other_subkey, other_binding],
        [primary, name, certification, other_subkey, binding],
        [primary, name, certification, subkey, binding, other_subkey],
        [primary, name, certification, subkey],
    ):
        with pytest.raises(InvalidKeyError):
            PublicKey.parse(public(forged), check_validity=False)


def test_foreign_name_is_refused(own_key: SecretKey, other_key: SecretKey) -> None:
    primary, _, certification, subkey, binding = key_packets(own_key)
    name = Packet(Tag.USER_ID, b"Mallory")
    for forged in (
        [primary, name, certification, subkey, binding],
        [primary, name, subkey, binding],
        [primary, subkey, binding],
        [primary],
        [primary, *key_packets(other_key)[1:]],
    ):
        with pytest.raises(InvalidKeyError):
            PublicKey.parse(public(forged), check_validity=False)


def test_halves_of_two_keys_are_refused(own_key: SecretKey, other_key: SecretKey) -> None:
    own = list(walk(read_armor(own_key.armored(), SECRET_KEY)))
    other = list(walk(read_armor(other_key.armored(), SECRET_KEY)))
    tail = 36  # the secret number of 32 octets (at most), its length, and the checksum
    for part in (0, 3):
        mixed = list(own)
        body = own[part].body[:-tail] + other[part].body[-tail:]
        mixed[part] = Packet(own[part].tag, body)
        packets = b"".join(new_packet(packet.tag, packet.body) for packet in mixed)
        with pytest.raises(InvalidKeyError):
            SecretKey.parse(write_armor(packets, SECRET_KEY), check_validity=False)


def test_no_flipped_bit_in_a_public_key_goes_unnoticed(own_key: SecretKey) -> None:
    packets = read_armor(own_key.public.armored, PUBLIC_KEY)
    for at in range(0, len(packets) * 8, 7):
        flipped = bytearray(packets)
        flipped[at // 8] ^= 1 << at % 8
        try:
            key = PublicKey.parse(write_armor(bytes(flipped), PUBLIC_KEY), check_validity=False)
        except InvalidKeyError:
            continue  # any other error fails the test
        # What may change are hints outside the signatures; never the key or its name.
        assert (key.fingerprint, key.key_ids) == (own_key.fingerprint, own_key.public.key_ids)
        assert key.user_id == own_key.public.user_id
        assert own_key.decrypt(key.encrypt(CLEAR)) == CLEAR


def test_no_flipped_bit_in_a_secret_key_raises_anything_else(own_key: SecretKey) -> None:
    packets = read_armor(own_key.armored(), SECRET_KEY)
    for at in range(0, len(packets) * 8, 11):
        flipped = bytearray(packets)
        flipped[at // 8] ^= 1 << at % 8
        try:
            key = SecretKey.parse(write_armor(bytes(flipped), SECRET_KEY), check_validity=False)
        except (InvalidKeyError, PassphraseNeededError):
            continue
        assert key.fingerprint == own_key.fingerprint
        assert key.decrypt(own_key.public.encrypt(CLEAR)) == CLEAR


# --- messages ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "clear",
    [b"", b"x", CLEAR, "שלום עולם\u200f".encode(), b"\r\n\r\n\x00", bytes(range(256)), b"x" * 8400],
)
def test_what_is_encrypted_is_decrypted(own_key: SecretKey, clear: bytes) -> None:
    assert own_key.decrypt(own_key.public.encrypt(clear)) == clear


def test_largest_clear_text_goes_both_ways(own_key: SecretKey) -> None:
    clear = bytes(MAX_CLEAR_TEXT)
    assert own_key.decrypt(own_key.public.encrypt(clear)) == clear
    with pytest.raises(MessageTooLargeError):
        own_key.public.encrypt(clear + b"x")


def test_no_two_messages_are_alike(own_key: SecretKey) -> None:
    assert len({own_key.public.encrypt(b"x") for _ in range(20)}) == 20


def test_recipients_are_read_without_the_key(own_key: SecretKey, other_key: SecretKey) -> None:
    message = own_key.public.encrypt(CLEAR)
    facts = read_message(message)
    assert facts.recipients == (own_key.public.key_ids[1],)
    assert not set(facts.recipients) & set(other_key.public.key_ids)


def test_message_to_somebody_else_is_the_wrong_key(
    own_key: SecretKey, other_key: SecretKey
) -> None:
    with pytest.raises(WrongKeyError):
        own_key.decrypt(other_key.public.encrypt(CLEAR))


def test_hidden_recipient_is_tried(own_key: SecretKey, other_key: SecretKey) -> None:
    message = sealed(literal(CLEAR), own_key.public, key_id="0" * 16)
    assert own_key.decrypt(message) == CLEAR
    with pytest.raises(WrongKeyError):
        other_key.decrypt(message)


def test_one_of_several_session_keys_is_enough(own_key: SecretKey, other_key: SecretKey) -> None:
    session_key, body = packets_of(own_key.public.encrypt(CLEAR))
    foreign = packets_of(other_key.public.encrypt(CLEAR))[0]
    broken = Packet(Tag.SESSION_KEY, session_key.body[:-1] + b"\x00")
    assert own_key.decrypt(joined([foreign, broken, session_key, body])) == CLEAR


@pytest.mark.parametrize(
    "cipher",
    [
        SymmetricKeyAlgorithm.TripleDES,
        SymmetricKeyAlgorithm.CAST5,
        SymmetricKeyAlgorithm.IDEA,
        SymmetricKeyAlgorithm.Blowfish,
        SymmetricKeyAlgorithm.Twofish256,
        SymmetricKeyAlgorithm.Camellia256,
    ],
)
def test_session_key_for_a_weak_cipher_is_refused(
    own_key: SecretKey, cipher: SymmetricKeyAlgorithm
) -> None:
    with pytest.raises((WeakCipherError, DamagedMessageError)) as caught:
        own_key.decrypt(sealed(literal(CLEAR), own_key.public, cipher=cipher))
    if cipher in (SymmetricKeyAlgorithm.Twofish256, SymmetricKeyAlgorithm.Camellia256):
        assert caught.type is WeakCipherError  # of the right key length, so nothing else is wrong


def test_encrypted_message_without_integrity_is_refused(own_key: SecretKey) -> None:
    session_key, body = packets_of(own_key.public.encrypt(CLEAR))
    downgraded = Packet(Tag.ENCRYPTED_WITHOUT_INTEGRITY, body.body[1:])
    with pytest.raises(NoIntegrityError):
        own_key.decrypt(joined([session_key, downgraded]))


@pytest.mark.parametrize(
    ("message", "error", "code"),
    [
        ("hunter2", NotOpenPGPError, "not-openpgp"),
        (
            "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nhunter2\n",
            NotOpenPGPError,
            "not-openpgp",
        ),
        (armored(literal(b"hunter2")), UnsupportedMessageError, "unsupported"),
        (armored(zipped(literal(b"hunter2"))), UnsupportedMessageError, "unsupported"),
        ("A" * 1_000_001, MessageTooLargeError, "too-large"),
    ],
)
def test_what_is_not_encrypted_is_refused_and_not_returned(
    own_key: SecretKey, message: str, error: type[OpenPGPError], code: str
) -> None:
    for read in (own_key.decrypt, read_message):
        with pytest.raises(error) as caught:
            read(message)
        assert caught.value.code == code


def test_hostile_content_inside_a_valid_message_is_refused(own_key: SecretKey) -> None:
    bomb = zipped(literal(bytes(32 * 1024 * 1024)))
    for content, error in (
        (bomb, MessageTooLargeError),
        (zipped(zipped(literal(b"x"))), UnsupportedMessageError),
        (literal(b"x") + literal(b"y"), DamagedMessageError),
        (b"no packet", DamagedMessageError),
        (b"", DamagedMessageError),
    ):
        with pytest.raises(error):
            own_key.decrypt(sealed(content, own_key.public))


def test_no_flipped_bit_shows_another_text(own_key: SecretKey) -> None:
    session_key, body = packets_of(own_key.public.encrypt(CLEAR))
    for packet in (session_key, body):
        for at in range(len(packet.body) * 8):
            flipped = bytearray(packet.body)
            flipped[at // 8] ^= 1 << at % 8
            changed = Packet(packet.tag, bytes(flipped))
            message = [changed, body] if packet is session_key else [session_key, changed]
            try:
                assert own_key.decrypt(joined(message)) == CLEAR
            except OpenPGPError:
                continue  # any other error fails the test


def test_two_threads_may_decrypt_with_one_key(own_key: SecretKey) -> None:
    clear = [f"secret {number}".encode() for number in range(40)]
    messages = [own_key.public.encrypt(text) for text in clear]
    read: dict[int, list[bytes]] = {}

    def work(number: int) -> None:
        read[number] = [own_key.decrypt(message) for message in messages]

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [read[number] for number in range(4)] == [clear] * 4


# --- what is not given away ----------------------------------------------------------------------


def chain(error: BaseException | None) -> str:
    """Everything that a crash report could print of an error and of those it hangs on to."""
    told = ""
    while error is not None:
        told += f"{error!r} {error} {error.args} {vars(error)} "
        if isinstance(error, UnicodeDecodeError):
            told += repr(error.object)
        error = error.__cause__ or error.__context__
    return told


def test_keys_show_themselves_by_their_id_alone(own_key: SecretKey) -> None:
    key_id = own_key.fingerprint[-16:]
    assert repr(own_key) == f"<SecretKey {key_id}>"
    assert repr(own_key.public) == f"<PublicKey {key_id}>"
    for take in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError):
            take(own_key)


def test_errors_tell_nothing_of_the_clear_text(own_key: SecretKey) -> None:
    secret = CANARY.encode()
    for content in (
        secret,
        literal(secret, kind=b"?"),
        literal(secret) * 2,
        new_packet(8, b"\x03" + secret),
        new_packet(8, b"\x02" + secret),
        new_packet(Tag.LITERAL, secret),
    ):
        with pytest.raises(OpenPGPError) as caught:
            own_key.decrypt(sealed(content, own_key.public))
        assert CANARY not in chain(caught.value)
        assert caught.value.__context__ is None


def test_errors_tell_nothing_of_a_passphrase(own_key: SecretKey) -> None:
    with pytest.raises(StrongroomError) as caught:
        SecretKey.parse(own_key.protected("\udc80"), passphrase=CANARY + "\udc80")
    assert caught.type is WrongPassphraseError
    assert CANARY not in chain(caught.value)
