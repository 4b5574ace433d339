"""What the window says about the vault."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class VaultState:
    """The vault at one moment.

    Args:
        is_unlocked: Whether secrets can be read and written.
        store_kind: `keyring` or `passphrase`.
        store_title: For the person, “System keyring (KWallet)”.
        fingerprint: Of the inventory's key.
        is_kit_saved: Whether the recovery kit was ever saved.
    """

    is_unlocked: bool
    store_kind: str
    store_title: str
    fingerprint: str
    is_kit_saved: bool
