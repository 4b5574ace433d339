"""The judgement on a key by what it says about itself: whether and with what it may be used.

PGPy encrypts to expired, revoked and forged subkeys without a word, and its own `verify` passes
over what carries no signature at all. Here every signature by which a key speaks about itself
must hold, and every subkey must have one.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from datetime import UTC, datetime, timedelta
from typing import Protocol, TypeVar

from app.errors import InvalidKeyError
from app.vault.key_reader import KeyPackets, Part, Signature

CLOCK_SKEW = timedelta(minutes=5)
MIN_RSA_BITS = 2048

# Public-key algorithms (RFC 9580 section 9.1).
RSA, _ELGAMAL, _DSA, _ECDH, _ECDSA, _EDDSA = 1, 16, 17, 18, 19, 22
ENCRYPTING = frozenset({RSA, _ECDH})
_SIGNING = frozenset({RSA, _ECDSA, _EDDSA})
_KNOWN = ENCRYPTING | _SIGNING | {_ELGAMAL, _DSA}

_STRONG_HASHES = frozenset({8, 9, 10})  # SHA-256, SHA-384, SHA-512 (section 9.5)

# Signature types (section 5.2.1).
_CERTIFICATIONS = frozenset({0x10, 0x11, 0x12, 0x13})
_BINDING = frozenset({0x18})
_KEY_REVOCATION = frozenset({0x20})
_SUBKEY_REVOCATION = frozenset({0x28})


class KeyNumbers(Protocol):
    """What is asked of the numbers in a key packet."""

    @property
    def key_id(self) -> str:
        """16 upper-case hex digits."""

    @property
    def algorithm(self) -> int:
        """The number of the public-key algorithm."""

    @property
    def rsa_bits(self) -> int | None:
        """The size of the modulus; None for other algorithms."""

    @property
    def created(self) -> datetime:
        """When it was made, in UTC."""

    def has_signed(self, data: bytes, signature: Signature) -> bool:
        """Whether this key made this signature over these octets."""


AnyKey = TypeVar("AnyKey", bound=KeyNumbers)


def is_known(part: Part) -> bool:
    """Whether the algorithm of a key packet is one that can be read at all."""
    return len(part.body) >= 6 and part.body[5] in _KNOWN


def outdated_key() -> InvalidKeyError:
    """Return the error for an algorithm that is too old, too short, or too new."""
    return InvalidKeyError("The OpenPGP key uses an outdated or unknown algorithm.")


def key_to_encrypt_to(
    packets: KeyPackets, keys: Sequence[AnyKey], *, check_validity: bool
) -> AnyKey:
    """Return the newest part of a key that may be encrypted to.

    Args:
        packets: The public key.
        keys: The numbers of `packets.keys`, in their order.
        check_validity: Refuse what is expired, revoked or from the future.

    Raises:
        InvalidKeyError: The sentence says what is wrong.
    """
    primary, *subkeys = keys
    _check_strength(primary, _SIGNING)
    newest = _newest_certification(packets, primary)
    if check_validity:
        _check_dates(primary, newest)
        if _own(packets, primary, packets.primary, _KEY_REVOCATION):
            raise InvalidKeyError("The OpenPGP key is revoked.")
    usable = [primary] if newest.allows_encryption and primary.algorithm in ENCRYPTING else []
    refused: InvalidKeyError | None = None
    for part, subkey in zip(packets.subkeys, subkeys, strict=True):
        binding = _newest_binding(packets, primary, part)
        if not binding.allows_encryption or subkey.algorithm not in ENCRYPTING:
            continue
        reason = _unusable(packets, primary, part, subkey, binding) if check_validity else None
        if reason is None:
            usable.append(subkey)
        refused = reason or refused
    if not usable:
        raise refused or InvalidKeyError("The OpenPGP key is not made for encryption.")
    best = max(usable, key=lambda key: key.created)
    _check_strength(best, ENCRYPTING)
    return best


def _newest_certification(packets: KeyPackets, primary: KeyNumbers) -> Signature:
    own = [
        signature
        for name in packets.names
        for signature in _own(packets, primary, name, _CERTIFICATIONS)
    ]
    if not own:
        raise InvalidKeyError("The OpenPGP key carries no valid signature over its name.")
    return max(own, key=_creation)


def _newest_binding(packets: KeyPackets, primary: KeyNumbers, part: Part) -> Signature:
    own = _own(packets, primary, part, _BINDING)
    if not own:
        raise InvalidKeyError("The OpenPGP key carries a subkey that it did not sign.")
    return max(own, key=_creation)


def _unusable(
    packets: KeyPackets, primary: KeyNumbers, part: Part, subkey: KeyNumbers, binding: Signature
) -> InvalidKeyError | None:
    """Return why a subkey that is properly bound is of no use now, or None."""
    if _own(packets, primary, part, _SUBKEY_REVOCATION):
        return InvalidKeyError("The OpenPGP key is revoked.")
    try:
        _check_dates(subkey, binding)
    except InvalidKeyError as error:
        return error
    return None


def _own(
    packets: KeyPackets, primary: KeyNumbers, part: Part, kinds: Container[int]
) -> list[Signature]:
    """Return the signatures of these kinds that the key made over this part of itself.

    Signatures without a date or with an outdated hash count as absent.

    Raises:
        InvalidKeyError: One claims to be the key's own and is not.
    """
    own = [
        signature
        for signature in part.signatures
        if signature.kind in kinds
        and primary.key_id in signature.issuers
        and signature.hash_algorithm in _STRONG_HASHES
        and signature.created is not None
    ]
    for signature in own:
        data = packets.signed_data(part, signature)
        if signature.algorithm != primary.algorithm or not primary.has_signed(data, signature):
            raise InvalidKeyError("The OpenPGP key carries a forged signature.")
    return own


def _creation(signature: Signature) -> datetime:
    return signature.created or datetime.min.replace(tzinfo=UTC)


def _check_strength(key: KeyNumbers, allowed: Container[int]) -> None:
    is_short = key.rsa_bits is not None and key.rsa_bits < MIN_RSA_BITS
    if key.algorithm not in allowed or is_short:
        raise outdated_key()


def _check_dates(key: KeyNumbers, signature: Signature) -> None:
    now = datetime.now(UTC)
    signed = _creation(signature)
    if max(key.created, signed) > now + CLOCK_SKEW:
        raise InvalidKeyError("The OpenPGP key is from the future; check this computer's clock.")
    ends = ((key.created, signature.key_lifetime), (signed, signature.lifetime))
    if any(lifetime and begin + lifetime <= now for begin, lifetime in ends):
        raise InvalidKeyError("The OpenPGP key is expired.")
