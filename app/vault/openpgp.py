"""OpenPGP by PGPy, and the only module that imports it.

PGPy makes keys, reads their numbers, verifies with them, encrypts the session key and does the
integrity-protected packet. It never sees untrusted text: `openpgp_reader` and `key_reader` take
that apart first, and hand over octets of known shape. What PGPy raises (ten unrelated types)
becomes one error of `app.errors`.
"""

from __future__ import annotations

import secrets
import warnings
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from threading import Lock
from typing import Any, NoReturn, TypeVar

from cryptography.hazmat.decrepit.ciphers import modes as decrepit_modes
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import algorithms
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.errors import (
    DamagedMessageError,
    InvalidKeyError,
    MessageTooLargeError,
    OpenPGPError,
    PassphraseNeededError,
    StrongroomError,
    WeakCipherError,
    WrongKeyError,
    WrongPassphraseError,
)
from app.vault.armor import MAX_ARMOR, MESSAGE, PUBLIC_KEY, SECRET_KEY, write_armor
from app.vault.key_check import ENCRYPTING, RSA, is_known, key_to_encrypt_to, outdated_key
from app.vault.key_reader import (
    KeyPackets,
    Part,
    Signature,
    damaged_key,
    read_public_key,
    read_secret_key,
)
from app.vault.openpgp_reader import (
    ANY_KEY,
    MAX_CLEAR_TEXT,
    EncryptedMessage,
    SessionKey,
    read_content,
    read_encrypted,
)
from app.vault.packets import Packet, Tag, new_packet, walk

with warnings.catch_warnings():  # PGPy imports imghdr, which Python 3.11 to 3.13 complain about
    warnings.simplefilter("ignore", DeprecationWarning)
    import pgpy
    import pgpy.packet
    import pgpy.symenc
from pgpy.constants import (
    CompressionAlgorithm,
    EllipticCurveOID,
    HashAlgorithm,
    KeyFlags,
    PubKeyAlgorithm,
    String2KeyType,
    SymmetricKeyAlgorithm,
)
from pgpy.errors import PGPDecryptionError
from pgpy.packet.fields import String2Key
from pgpy.packet.packets import (
    IntegrityProtectedSKEDataV1,
    LiteralData,
    PKESessionKeyV3,
    SignatureV4,
)

__all__ = [
    "MAX_ARMOR",
    "MAX_CLEAR_TEXT",
    "MessageFacts",
    "PublicKey",
    "SecretKey",
    "read_message",
]

Result = TypeVar("Result")

MDC_LENGTH = 22  # of the modification detection code that ends a decrypted SEIPD packet

_AES = frozenset(
    {SymmetricKeyAlgorithm.AES128, SymmetricKeyAlgorithm.AES192, SymmetricKeyAlgorithm.AES256}
)
_HASHES = {
    HashAlgorithm.SHA256: hashes.SHA256(),
    HashAlgorithm.SHA384: hashes.SHA384(),
    HashAlgorithm.SHA512: hashes.SHA512(),
}


def _aes_only(algorithm: Any) -> Any:
    if algorithm in _AES:
        return algorithms.AES
    raise NotImplementedError(algorithm.name)


# Two adaptations of the pinned PGPy. Its `cipher` builds a table of all ciphers with two new
# classes at every call, half of the time of an encryption, and touches names that cryptography
# warns about; ours also keeps every weak cipher out. CFB has moved in cryptography in the same way.
SymmetricKeyAlgorithm.cipher = property(_aes_only)
pgpy.symenc.modes = decrepit_modes


def _attempted(work: Callable[[], Result], refusal: Callable[[], StrongroomError]) -> Result:
    """Run code of PGPy; whatever it raises becomes the refusal.

    The foreign error is dropped on purpose, neither cause nor context: PGPy puts what it was
    reading, decrypted octets too, into its messages, and a chain ends up in crash reports.
    """
    try:
        return work()
    except StrongroomError:
        raise
    except Exception:  # noqa: S110 - PGPy raises anything, AssertionError included
        pass
    raise refusal()


@dataclass(frozen=True, slots=True)
class MessageFacts:
    """What an encrypted message tells without being decrypted.

    Args:
        recipients: The key IDs it is encrypted to, 16 upper-case hex digits each; all zeros
            stand for a hidden recipient.
    """

    recipients: tuple[str, ...]


def read_message(armored: str) -> MessageFacts:
    """Check strictly that the text is one encrypted OpenPGP message, without decrypting it.

    Raises:
        OpenPGPError: Its subclass and `code` say why the message is refused.
    """
    message = read_encrypted(armored)
    return MessageFacts(tuple(session_key.key_id for session_key in message.session_keys))


class _OpenedMaterial:
    """Secret key material whose number crunching was done once (RSA: 225 ms each time else)."""

    __slots__ = ("_private", "kdf", "oid")

    def __init__(self, material: Any) -> None:
        self.oid = getattr(material, "oid", None)
        self.kdf = getattr(material, "kdf", None)
        self._private = material.__privkey__()

    def __privkey__(self) -> Any:
        return self._private


@dataclass(frozen=True, slots=True)
class _Key:
    """One key packet as PGPy reads it, with the fingerprint hashed only once."""

    packet: Any = field(repr=False)
    keymaterial: Any = field(repr=False)
    fingerprint: str

    @classmethod
    def read(cls, part: Part) -> _Key:
        if not is_known(part):
            raise outdated_key()
        packet = pgpy.packet.Packet(bytearray(new_packet(part.tag, part.body)))
        return cls(packet, packet.keymaterial, str(packet.fingerprint))

    @property
    def key_id(self) -> str:
        return self.fingerprint[-16:]

    @property
    def algorithm(self) -> int:
        return int(self.packet.pkalg)

    @property
    def rsa_bits(self) -> int | None:
        return self.keymaterial.n.bit_length() if self.algorithm == RSA else None

    @property
    def created(self) -> datetime:
        created: datetime = self.packet.created
        return created

    def has_signed(self, data: bytes, signature: Signature) -> bool:
        numbers = SignatureV4()
        numbers.pubalg = signature.algorithm
        numbers.signature.parse(bytearray(signature.numbers))
        algorithm = _HASHES[HashAlgorithm(signature.hash_algorithm)]
        return bool(self.keymaterial.verify(data, numbers.signature.__sig__(), algorithm))

    def opened(self) -> _Key:
        """Return the key ready to open many session keys."""
        return replace(self, keymaterial=_OpenedMaterial(self.keymaterial))


class PublicKey:
    """A key to encrypt to, whose own signatures were found valid.

    It changes never and may be used by several threads.
    """

    __slots__ = ("_recipient", "armored", "created", "fingerprint", "key_ids", "user_id")

    def __init__(self, packets: KeyPackets, *, check_validity: bool) -> None:
        keys = [_Key.read(part) for part in packets.keys]
        self._recipient = key_to_encrypt_to(packets, keys, check_validity=check_validity)
        self.armored = write_armor(packets.render(), PUBLIC_KEY)
        self.key_ids = tuple(key.key_id for key in keys)
        self.fingerprint = keys[0].fingerprint
        self.user_id = packets.names[0].body.decode("utf-8", "replace")
        self.created = keys[0].created

    @classmethod
    def parse(cls, armored: str, *, check_validity: bool = True) -> PublicKey:
        """Read an armored public key.

        Args:
            armored: One key, and nothing else.
            check_validity: Refuse a key that is expired, revoked or from the future. Off only
                for the inventory's own key, which a wrong clock must not lock away.

        Raises:
            InvalidKeyError: The key is damaged, forged, outdated or not for encryption.
        """
        packets = read_public_key(armored)
        return _attempted(lambda: cls(packets, check_validity=check_validity), damaged_key)

    def encrypt(self, clear: bytes) -> str:
        """Return the octets as an armored message (AES-256, SEIPD version 1, not compressed).

        Raises:
            MessageTooLargeError: They are more than 256 KB.
        """
        if len(clear) > MAX_CLEAR_TEXT:
            raise MessageTooLargeError("more than 256 KB of clear text")
        cipher = SymmetricKeyAlgorithm.AES256
        session_key = secrets.token_bytes(cipher.key_size // 8)
        locked = PKESessionKeyV3()
        locked.encrypter = bytearray.fromhex(self._recipient.key_id)
        locked.pkalg = self._recipient.algorithm
        locked.encrypt_sk(self._recipient, cipher, session_key)
        sealed = IntegrityProtectedSKEDataV1()
        sealed.encrypt(session_key, cipher, _literal(clear))
        return write_armor(bytes(locked) + bytes(sealed), MESSAGE)

    def __repr__(self) -> str:
        return f"<PublicKey {self.fingerprint[-16:]}>"


class SecretKey:
    """An unprotected secret key in memory, proven to belong to its public half.

    A lock lets one thread at a time through PGPy's session key step, because PGPy promises
    nothing about threads.
    """

    __slots__ = ("_lock", "_openers", "_packets", "_seal_key", "public")

    def __init__(self, packets: KeyPackets, *, check_validity: bool) -> None:
        keys = [_Key.read(part) for part in packets.keys]
        self._lock = Lock()
        self._packets = packets
        self.public = PublicKey(_public_half(packets, keys), check_validity=check_validity)
        self._openers = tuple(key.opened() for key in keys if key.algorithm in ENCRYPTING)
        self._seal_key = _derived_seal_key(keys)
        self._check_halves(keys[0])

    @classmethod
    def generate(cls, *, name: str, email: str) -> SecretKey:
        """Make a new pair: Ed25519 to sign, Curve25519 to encrypt, without expiry.

        Args:
            name: The person's name for the user ID; what OpenPGP cannot hold there is left out.
            email: Their address, or "".
        """
        key = pgpy.PGPKey.new(PubKeyAlgorithm.EdDSA, EllipticCurveOID.Ed25519)
        key.add_uid(
            pgpy.PGPUID.new(_user_id_part(name) or "Strongroom", email=_user_id_part(email)),
            usage={KeyFlags.Certify, KeyFlags.Sign},
            hashes=[HashAlgorithm.SHA256, HashAlgorithm.SHA512],
            ciphers=[SymmetricKeyAlgorithm.AES256],
            compression=[CompressionAlgorithm.Uncompressed],
        )
        subkey = pgpy.PGPKey.new(PubKeyAlgorithm.ECDH, EllipticCurveOID.Curve25519)
        key.add_subkey(subkey, usage={KeyFlags.EncryptCommunications, KeyFlags.EncryptStorage})
        return cls.parse(write_armor(bytes(key), SECRET_KEY), check_validity=False)

    @classmethod
    def parse(
        cls, armored: str, *, passphrase: str | None = None, check_validity: bool = True
    ) -> SecretKey:
        """Read an armored secret key, unprotect it, and prove that its halves belong together.

        Args:
            armored: One key, and nothing else.
            passphrase: What protects it; None for a key that is not protected.
            check_validity: As in `PublicKey.parse`.

        Raises:
            InvalidKeyError: The key is damaged, forged, outdated or not for encryption.
            PassphraseNeededError: It is protected, and there is no passphrase.
            WrongPassphraseError: It is protected by another passphrase.
        """
        packets = read_secret_key(armored)
        return _attempted(
            lambda: cls(_unprotected(packets, passphrase), check_validity=check_validity),
            damaged_key,
        )

    @property
    def fingerprint(self) -> str:
        """The 40 upper-case hex digits of the primary key."""
        return self.public.fingerprint

    def armored(self) -> str:
        """Return the key without protection, for the key store and for nothing else."""
        return write_armor(self._packets.render(), SECRET_KEY)

    def protected(self, passphrase: str) -> str:
        """Return the key protected with AES-256 and iterated SHA-256 (RFC 9580 section 3.7.1.3)."""
        keys = [_Key.read(part) for part in self._packets.keys]
        for key in keys:
            key.packet.protect(
                _octets(passphrase), SymmetricKeyAlgorithm.AES256, HashAlgorithm.SHA256
            )
        return write_armor(self._packets.with_keys(_packets(keys)).render(), SECRET_KEY)

    def decrypt(self, armored: str) -> bytes:
        """Return the clear text of a message.

        Raises:
            OpenPGPError: Its subclass and `code` say why the message is refused.
        """
        message = read_encrypted(armored)
        with self._lock:
            content = self._content(message)
        return read_content(content)

    def seal_key(self) -> bytes:
        """Return 32 octets that only this key yields, to seal stored rows with."""
        return self._seal_key

    def __repr__(self) -> str:
        return f"<SecretKey {self.fingerprint[-16:]}>"

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("a SecretKey cannot be pickled or copied")

    def _content(self, message: EncryptedMessage) -> bytes:
        """Try each session key that is, or may be, meant for this key."""
        is_addressed = False
        for session_key in message.session_keys:
            for opener in self._openers:
                if session_key.key_id not in (opener.key_id, ANY_KEY):
                    continue
                is_addressed = is_addressed or session_key.key_id != ANY_KEY
                if (opened := _opened(session_key, opener)) is not None:
                    return _unsealed(message.sealed, *opened)
        raise DamagedMessageError if is_addressed else WrongKeyError

    def _check_halves(self, primary: _Key) -> None:
        """Sign and verify, encrypt and decrypt."""
        token = secrets.token_bytes(32)
        numbers = primary.keymaterial
        is_whole = numbers.verify(token, numbers.sign(token, hashes.SHA256()), hashes.SHA256())
        try:
            is_whole = is_whole and self.decrypt(self.public.encrypt(token)) == token
        except OpenPGPError:
            is_whole = False
        if not is_whole:
            raise damaged_key()


def _packets(keys: Iterable[_Key]) -> list[Packet]:
    """Return PGPy's objects as packets again."""
    return [packet for key in keys for packet in walk(bytes(key.packet))]


def _public_half(packets: KeyPackets, keys: Sequence[_Key]) -> KeyPackets:
    """Cut the secret numbers off the end of each key packet (RFC 9580 section 5.5.3)."""
    tags = {Tag.SECRET_KEY: Tag.PUBLIC_KEY, Tag.SECRET_SUBKEY: Tag.PUBLIC_SUBKEY}
    return packets.with_keys(
        [
            Packet(tags[Tag(part.tag)], part.body[: 6 + key.keymaterial.publen()])
            for part, key in zip(packets.keys, keys, strict=True)
        ]
    )


def _user_id_part(text: str) -> str:
    """Leave out what would break the form `name (comment) <address>` of a user ID."""
    kept = (c for c in text if c.isprintable() and c not in "<>()")
    return " ".join("".join(kept).split())[:128]


def _literal(clear: bytes) -> bytes:
    """Return a binary literal packet without file name and date."""
    literal = LiteralData()
    literal.format = "b"
    literal.mtime = 0
    literal._contents = bytearray(clear)
    literal.update_hlen()
    return bytes(literal)


def _opened(session_key: SessionKey, opener: _Key) -> tuple[bytes, Any] | None:
    """Return the session key and its cipher, or None when this key does not open it."""
    if session_key.algorithm != opener.algorithm:
        return None
    packet = PKESessionKeyV3()
    try:
        packet.pkalg = session_key.algorithm
        packet.ct.parse(bytearray(session_key.body))
        cipher, key = packet.decrypt_sk(opener)
    except Exception:  # PGPy raises anything, and the next session key may open
        return None
    if cipher not in _AES:
        raise WeakCipherError
    return (bytes(key), cipher) if len(key) * 8 == cipher.key_size else None


def _unsealed(sealed: bytes, key: bytes, cipher: Any) -> bytes:
    """Decrypt a version 1 SEIPD packet, whose modification detection code must be right."""
    packet = IntegrityProtectedSKEDataV1()
    packet.ct = bytearray(sealed)
    content = _attempted(lambda: packet.decrypt(key, cipher), DamagedMessageError)
    return bytes(content[:-MDC_LENGTH])


def _unprotected(packets: KeyPackets, passphrase: str | None) -> KeyPackets:
    """Return the secret key without its protection by passphrase."""
    keys = [_Key.read(part) for part in packets.keys]
    protections = [key.keymaterial.s2k for key in keys]
    if any(s2k and s2k.specifier == String2KeyType.GNUExtension for s2k in protections):
        raise InvalidKeyError("A part of the OpenPGP key is elsewhere, as on a smart card.")
    if any(s2k.usage not in (0, 254) for s2k in protections):
        raise InvalidKeyError("The OpenPGP key is protected in an outdated way.")
    if not any(protections):
        return packets
    if not all(protections):
        raise damaged_key()
    if passphrase is None:
        raise PassphraseNeededError
    _unlock(keys, passphrase)
    return packets.with_keys(_packets(keys))


def _unlock(keys: Iterable[_Key], passphrase: str) -> None:
    try:
        for key in keys:
            key.packet.unprotect(_octets(passphrase))
            key.keymaterial.s2k = String2Key()
            key.keymaterial.encbytes = bytearray()
            key.keymaterial._compute_chksum()
            key.packet.update_hlen()
    except PGPDecryptionError:
        pass
    else:
        return
    raise WrongPassphraseError


def _octets(passphrase: str) -> bytes:
    """Encode without an error, which would carry the passphrase in its chain."""
    return passphrase.encode("utf-8", "surrogatepass")


def _derived_seal_key(keys: Iterable[_Key]) -> bytes:
    """Derive from every secret number of the key, in an order that no export changes."""
    material = b"".join(
        bytes.fromhex(key.fingerprint) + getattr(key.keymaterial, name).to_mpibytes()
        for key in sorted(keys, key=lambda key: key.fingerprint)
        for name in key.keymaterial.__privfields__
    )
    derivation = HKDF(hashes.SHA256(), length=32, salt=None, info=b"strongroom seal v1")
    return derivation.derive(material)
