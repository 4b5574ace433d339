"""OpenPGP by PGPy, and the only module that imports it.

PGPy makes keys, reads their numbers, verifies with them, encrypts the session key and does the
integrity-protected packet. It never sees untrusted text: `openpgp_reader` and `key_reader` take
that apart first, and hand over octets of known shape. What PGPy raises (ten unrelated types)
becomes one error of `app.errors`.
"""

from __future__ import annotations

import secrets
import warnings
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
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
    SignatureType,
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

CLOCK_SKEW = timedelta(minutes=5)
MIN_RSA_BITS = 2048
MDC_LENGTH = 22  # of the modification detection code that ends a decrypted SEIPD packet

_AES = frozenset(
    {SymmetricKeyAlgorithm.AES128, SymmetricKeyAlgorithm.AES192, SymmetricKeyAlgorithm.AES256}
)
_STRONG_HASHES = {
    HashAlgorithm.SHA256: hashes.SHA256(),
    HashAlgorithm.SHA384: hashes.SHA384(),
    HashAlgorithm.SHA512: hashes.SHA512(),
}
_RSA = frozenset({PubKeyAlgorithm.RSAEncryptOrSign})
_SIGNING = _RSA | {PubKeyAlgorithm.EdDSA, PubKeyAlgorithm.ECDSA}
_ENCRYPTING = _RSA | {PubKeyAlgorithm.ECDH}
_KNOWN = _SIGNING | _ENCRYPTING | {PubKeyAlgorithm.DSA, PubKeyAlgorithm.ElGamal}
_CERTIFICATIONS = frozenset(
    {
        SignatureType.Generic_Cert,
        SignatureType.Persona_Cert,
        SignatureType.Casual_Cert,
        SignatureType.Positive_Cert,
    }
)


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


@dataclass(frozen=True, slots=True)
class _EncryptionKey:
    """What PGPy's session key packets ask of a key, with the fingerprint hashed only once."""

    key_id: str
    algorithm: int
    fingerprint: str
    keymaterial: Any = field(repr=False)


class _OpenedMaterial:
    """Secret key material whose number crunching was done once (RSA: 225 ms each time else)."""

    __slots__ = ("_private", "kdf", "oid")

    def __init__(self, material: Any) -> None:
        self.oid = getattr(material, "oid", None)
        self.kdf = getattr(material, "kdf", None)
        self._private = material.__privkey__()

    def __privkey__(self) -> Any:
        return self._private


class PublicKey:
    """A key to encrypt to, whose own signatures were found valid.

    It changes never and may be used by several threads.
    """

    __slots__ = ("_recipient", "armored", "created", "fingerprint", "key_ids", "user_id")

    def __init__(self, packets: KeyPackets, *, check_validity: bool) -> None:
        keys = [_key_object(part) for part in packets.keys]
        self._recipient = _recipient(packets, keys, check_validity=check_validity)
        self.armored = write_armor(packets.render(), PUBLIC_KEY)
        self.key_ids = tuple(_key_id(key) for key in keys)
        self.fingerprint = str(keys[0].fingerprint)
        self.user_id = packets.names[0].body.decode("utf-8", "replace")
        self.created: datetime = keys[0].created

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
        keys = [_key_object(part) for part in packets.keys]
        self._lock = Lock()
        self._packets = packets
        self.public = PublicKey(_public_half(packets, keys), check_validity=check_validity)
        self._openers = tuple(
            _EncryptionKey(
                key_id=_key_id(key),
                algorithm=key.pkalg,
                fingerprint=str(key.fingerprint),
                keymaterial=_OpenedMaterial(key.keymaterial),
            )
            for key in keys
            if key.pkalg in _ENCRYPTING
        )
        self._seal_key = _derived_seal_key(keys)
        self._check_halves(keys[0].keymaterial)

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
        keys = [_key_object(part) for part in self._packets.keys]
        for key in keys:
            key.protect(passphrase, SymmetricKeyAlgorithm.AES256, HashAlgorithm.SHA256)
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

    def _check_halves(self, primary: Any) -> None:
        """Sign and verify, encrypt and decrypt."""
        token = secrets.token_bytes(32)
        is_whole = primary.verify(token, primary.sign(token, hashes.SHA256()), hashes.SHA256())
        try:
            is_whole = is_whole and self.decrypt(self.public.encrypt(token)) == token
        except OpenPGPError:
            is_whole = False
        if not is_whole:
            raise damaged_key()


def _key_object(part: Part) -> Any:
    """Return PGPy's object of one key packet."""
    if len(part.body) < 6 or part.body[5] not in _KNOWN:
        raise InvalidKeyError("The OpenPGP key uses an outdated or unknown algorithm.")
    return pgpy.packet.Packet(bytearray(new_packet(part.tag, part.body)))


def _packets(keys: Iterable[Any]) -> list[Packet]:
    """Return PGPy's objects as packets again."""
    return [packet for key in keys for packet in walk(bytes(key))]


def _public_half(packets: KeyPackets, keys: Sequence[Any]) -> KeyPackets:
    """Cut the secret numbers off the end of each key packet (RFC 9580 section 5.5.3)."""
    tags = {Tag.SECRET_KEY: Tag.PUBLIC_KEY, Tag.SECRET_SUBKEY: Tag.PUBLIC_SUBKEY}
    return packets.with_keys(
        [
            Packet(tags[Tag(part.tag)], part.body[: 6 + key.keymaterial.publen()])
            for part, key in zip(packets.keys, keys, strict=True)
        ]
    )


def _key_id(key: Any) -> str:
    return str(key.fingerprint)[-16:]


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


def _opened(session_key: SessionKey, opener: _EncryptionKey) -> tuple[bytes, Any] | None:
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
    keys = [_key_object(part) for part in packets.keys]
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


def _unlock(keys: Iterable[Any], passphrase: str) -> None:
    try:
        for key in keys:
            key.unprotect(passphrase)
            key.keymaterial.s2k = String2Key()
            key.keymaterial.encbytes = bytearray()
            key.keymaterial._compute_chksum()
            key.update_hlen()
    except PGPDecryptionError:
        pass
    else:
        return
    raise WrongPassphraseError


def _derived_seal_key(keys: Iterable[Any]) -> bytes:
    """Derive from every secret number of the key, in an order that no export changes."""
    material = b"".join(
        bytes(key.fingerprint) + getattr(key.keymaterial, name).to_mpibytes()
        for key in sorted(keys, key=lambda key: str(key.fingerprint))
        for name in key.keymaterial.__privfields__
    )
    derivation = HKDF(hashes.SHA256(), length=32, salt=None, info=b"strongroom seal v1")
    return derivation.derive(material)


# --- the signatures of a key over itself --------------------------------------------------------


class _UnusableSubkeyError(Exception):
    """A subkey that is properly bound, but expired, revoked or from the future."""


def _recipient(packets: KeyPackets, keys: Sequence[Any], *, check_validity: bool) -> _EncryptionKey:
    """Return the newest part of the key that may be encrypted to.

    PGPy encrypts to expired, revoked and forged subkeys without a word, and its own `verify`
    passes over what carries no signature at all. Here every signature by which the key speaks
    about itself must hold, and every subkey must have one.

    Raises:
        InvalidKeyError: The sentence says what is wrong.
    """
    primary, *subkeys = keys
    _check_strength(primary, _SIGNING)
    certifications = [
        signature
        for part in (packets.primary, *packets.names)
        for signature in _own(packets, primary, part, _CERTIFICATIONS)
    ]
    if not packets.names or not certifications:
        raise InvalidKeyError("The OpenPGP key carries no valid signature over its name.")
    newest = max(certifications, key=_creation)
    if check_validity:
        _check_dates(primary, newest)
        if _own(packets, primary, packets.primary, {SignatureType.KeyRevocation}):
            raise InvalidKeyError("The OpenPGP key is revoked.")
    usable = [primary] if newest.allows_encryption and primary.pkalg in _ENCRYPTING else []
    refused: InvalidKeyError | None = None
    for part, subkey in zip(packets.subkeys, subkeys, strict=True):
        try:
            binding = _binding(packets, primary, part, subkey, check_validity=check_validity)
        except _UnusableSubkeyError as error:
            refused = InvalidKeyError(str(error))
            continue
        if binding.allows_encryption and subkey.pkalg in _ENCRYPTING:
            usable.append(subkey)
    if not usable:
        raise refused or InvalidKeyError("The OpenPGP key is not made for encryption.")
    best = max(usable, key=lambda key: key.created)
    _check_strength(best, _ENCRYPTING)
    return _EncryptionKey(_key_id(best), best.pkalg, str(best.fingerprint), best.keymaterial)


def _binding(
    packets: KeyPackets, primary: Any, part: Part, subkey: Any, *, check_validity: bool
) -> Signature:
    """Return the newest signature that binds the subkey to its primary key."""
    bindings = _own(packets, primary, part, {SignatureType.Subkey_Binding})
    if not bindings:
        raise InvalidKeyError("The OpenPGP key carries a subkey that it did not sign.")
    newest = max(bindings, key=_creation)
    if check_validity:
        if _own(packets, primary, part, {SignatureType.SubkeyRevocation}):
            raise _UnusableSubkeyError("The OpenPGP key is revoked.")
        try:
            _check_dates(subkey, newest)
        except InvalidKeyError as error:
            raise _UnusableSubkeyError(str(error)) from error
    return newest


def _own(packets: KeyPackets, primary: Any, part: Part, kinds: Container[int]) -> list[Signature]:
    """Return the signatures of these kinds that the key made over this part of itself.

    Signatures without a date or with an outdated hash count as absent.

    Raises:
        InvalidKeyError: One claims to be the key's own and is not.
    """
    own = []
    for signature in part.signatures:
        algorithm = _STRONG_HASHES.get(signature.hash_algorithm)
        is_claimed = signature.kind in kinds and _key_id(primary) in signature.issuers
        if not is_claimed or algorithm is None or signature.created is None:
            continue
        numbers = SignatureV4()
        numbers.pubalg = signature.algorithm
        numbers.signature.parse(bytearray(signature.numbers))
        data = packets.signed_data(part, signature)
        if signature.algorithm != primary.pkalg or not primary.verify(
            data, numbers.signature.__sig__(), algorithm
        ):
            raise InvalidKeyError("The OpenPGP key carries a forged signature.")
        own.append(signature)
    return own


def _creation(signature: Signature) -> datetime:
    return signature.created or datetime.min.replace(tzinfo=UTC)


def _check_strength(key: Any, allowed: Container[Any]) -> None:
    is_short_rsa = key.pkalg in _RSA and key.keymaterial.n.bit_length() < MIN_RSA_BITS
    if key.pkalg not in allowed or is_short_rsa:
        raise InvalidKeyError("The OpenPGP key uses an outdated or unknown algorithm.")


def _check_dates(key: Any, signature: Signature) -> None:
    now = datetime.now(UTC)
    signed = _creation(signature)
    if max(key.created, signed) > now + CLOCK_SKEW:
        raise InvalidKeyError("The OpenPGP key is from the future; check this computer's clock.")
    ends = ((key.created, signature.key_lifetime), (signed, signature.lifetime))
    if any(lifetime and begin + lifetime <= now for begin, lifetime in ends):
        raise InvalidKeyError("The OpenPGP key is expired.")
