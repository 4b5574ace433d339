"""The states a resource passes through, and what it is for (contract Builton)."""

from enum import StrEnum


class Status(StrEnum):
    """Where a resource stands; CREATED unless somebody says otherwise."""

    CREATED = "CREATED"
    PROCESSING = "PROCESSING"
    UTILIZED = "UTILIZED"
    IDLE = "IDLE"
    ON_THE_WAY_FROM = "ON_THE_WAY_FROM"
    ON_THE_WAY_TO = "ON_THE_WAY_TO"
    DONE = "DONE"


class Method(StrEnum):
    """A reusable thing (`asset`, the default) or one that is meant to be sold (`retail`)."""

    ASSET = "asset"
    RETAIL = "retail"
