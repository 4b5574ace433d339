"""The person whom the inventory and its secrets belong to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class User:
    """A user as it is read.

    Args:
        uuid: Names the user in the Passbolt contract and in history.
        fingerprint: Of the OpenPGP key, 40 upper-case hexadecimal digits.
        public_key: ASCII-armored.
        home: UUID of the inventory that the key was made for; the key store's item names it.
    """

    uuid: UUID
    name: str
    email: str
    fingerprint: str
    public_key: str
    home: str
    created: datetime
