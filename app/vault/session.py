"""The vault: one inventory's key while it is unlocked, and what is done with it."""

from __future__ import annotations

import hashlib
import hmac
from threading import Lock

from app.domain.secret_text import SecretText
from app.errors import (
    AlreadyExistsError,
    InvalidKeyError,
    KeyStoreDamagedError,
    SealBrokenError,
    VaultLockedError,
)
from app.vault.key_stores import KeyItem, KeyStore
from app.vault.openpgp import PublicKey, SecretKey

_SEAL_DOMAIN = b"strongroom secret v1"


class Vault:
    """Encrypts, decrypts and seals with the inventory's own key.

    It may be used from several threads. Whatever needs the secret key raises `VaultLockedError`
    while the vault is locked, as it is at first.

    Args:
        store: Where the secret keys are kept.
        own: The inventory's key in that store; None before `create_key`.
        public_key: Its public half, armored, as the inventory keeps it.
    """

    def __init__(self, store: KeyStore, own: KeyItem | None, public_key: str | None) -> None:
        self._store = store
        self._own = own
        self._armored_public_key = public_key
        self._public_key: PublicKey | None = None
        self._key: SecretKey | None = None
        self._others: dict[KeyItem, SecretKey] = {}
        self._guard = Lock()  # of the fields; never held while anything waits
        self._turn = Lock()  # of what asks the store, which may wait for the person
        self._locks = 0  # how often it was locked, to notice a lock during such a wait

    @property
    def store(self) -> KeyStore:
        """Where the secret keys are kept."""
        return self._store

    @property
    def own(self) -> KeyItem | None:
        """The inventory's key in the store."""
        return self._own

    @property
    def is_unlocked(self) -> bool:
        """Whether the secret key is in memory."""
        return self._key is not None

    @property
    def public_key(self) -> PublicKey:
        """The inventory's public key; needs no unlocking.

        Raises:
            VaultLockedError: No key was made yet.
            InvalidKeyError: The inventory holds a public key that is not its own.
        """
        with self._guard:
            if self._key is not None:
                return self._key.public
            if self._public_key is None:
                self._public_key = self._read_public_key()
            return self._public_key

    def unlock(self) -> None:
        """Fetch the key from the store; may wait for the person.

        Raises:
            KeyStoreError: The store does not give it: missing, locked, damaged, no passphrase.
            WrongPassphraseError: The passphrase is another.
            VaultLockedError: No key was made yet, or the vault was locked meanwhile.
        """
        with self._turn:
            if self._key is not None:
                return
            locks = self._locks
            _ = self.public_key  # an altered one is noticed before anybody is asked for anything
            key = self._fetched(self._own_item())
            with self._guard:
                if locks != self._locks:
                    raise VaultLockedError
                self._key = key

    def lock(self) -> None:
        """Drop every secret key and what the store remembers; never waits."""
        with self._guard:
            self._locks += 1
            self._key = None
            self._others.clear()
        self._store.forget()

    def create_key(self, inventory: str, *, name: str, email: str) -> PublicKey:
        """Make the inventory's key pair, keep it in the store and unlock with it.

        Args:
            inventory: The inventory's UUID.
            name: The person's name.
            email: Their address, or "".

        Raises:
            AlreadyExistsError: There is one. A lost key is restored, never replaced by a new one.
            KeyStoreError: The store does not take it; nothing has changed then.
        """
        with self._turn:
            if self._own is not None:
                raise AlreadyExistsError("the key of this inventory")
            made = SecretKey.generate(name=name, email=email)
            item = KeyItem(inventory, made.fingerprint)
            self._store.save(item, made.armored())
            key = self._fetched(item)
            with self._guard:
                self._own, self._key = item, key
                self._armored_public_key = key.public.armored
            return key.public

    def encrypt(self, clear: SecretText) -> str:
        """Return the text as an OpenPGP message to the inventory's own key, unlocked or not."""
        return self.public_key.encrypt(clear.to_bytes())

    def decrypt(self, armored: str, *, item: KeyItem | None = None) -> SecretText:
        """Return the clear text of a message.

        Args:
            armored: The message.
            item: The key it is encrypted to, when that is not the inventory's own; fetched from
                the store when first needed, and kept until the vault is locked.

        Raises:
            OpenPGPError: The message is refused; its subclass says why.
        """
        return SecretText.from_bytes(self._key_of(item).decrypt(armored))

    def seal(self, resource: str, revision: int, armored: str) -> bytes:
        """Return 32 octets that bind a stored secret to its resource and revision."""
        key = self.secret_key().seal_key()
        parts = (_SEAL_DOMAIN, resource.encode(), str(revision).encode(), armored.encode())
        sealed = b"".join(len(part).to_bytes(8, "big") + part for part in parts)
        return hmac.new(key, sealed, hashlib.sha256).digest()

    def check_seal(self, resource: str, revision: int, armored: str, seal: bytes) -> None:
        """Check what `seal` returned when the secret was stored.

        Raises:
            SealBrokenError: Secret, resource, revision or seal were changed meanwhile.
        """
        if not hmac.compare_digest(self.seal(resource, revision, armored), seal):
            raise SealBrokenError

    def adopt_key(self, item: KeyItem, key: SecretKey) -> None:
        """Keep a key in the store: one that came with an import, or the own one from its kit.

        The vault need not be unlocked, for that may be just what the key is missing for.

        Raises:
            InvalidKeyError: It is another key than the item says.
        """
        if key.fingerprint != item.fingerprint:
            raise InvalidKeyError("This is the key of another inventory.")
        with self._turn:
            self._store.save(item, key.armored())
            with self._guard:
                if self._key is not None:
                    self._others[item] = key

    def secret_key(self) -> SecretKey:
        """Return the own key, for the recovery kit."""
        key = self._key
        if key is None:
            raise VaultLockedError
        return key

    def _key_of(self, item: KeyItem | None) -> SecretKey:
        own = self.secret_key()
        if item is None or item.fingerprint == own.fingerprint:
            return own
        with self._turn:
            locks = self._locks
            key = self._others.get(item)
            if key is None:
                key = self._fetched(item)
                with self._guard:
                    if locks != self._locks or self._key is None:
                        raise VaultLockedError
                    self._others[item] = key
            return key

    def _fetched(self, item: KeyItem) -> SecretKey:
        """Return a key from the store, after the proof that it is whole and the right one."""
        armored = self._store.load(item)
        try:
            # Its dates were judged when it came in; a wrong clock must not lock anybody out now.
            key = SecretKey.parse(armored, check_validity=False)
        except InvalidKeyError as error:
            raise KeyStoreDamagedError(self._store.name) from error
        if key.fingerprint != item.fingerprint:
            raise KeyStoreDamagedError(self._store.name)
        return key

    def _own_item(self) -> KeyItem:
        if self._own is None:
            raise VaultLockedError
        return self._own

    def _read_public_key(self) -> PublicKey:
        own = self._own_item()
        if self._armored_public_key is None:
            raise VaultLockedError
        public_key = PublicKey.parse(self._armored_public_key, check_validity=False)
        if public_key.fingerprint != own.fingerprint:
            raise InvalidKeyError("The inventory's public key is not its own; it was altered.")
        return public_key
