"""How the contracts spell times, identifiers and amounts.

One moment, always in UTC, has four spellings:

    wrapper, batch   2024-01-15T10:30:00Z
    Passbolt         2019-04-04T12:06:50+00:00, and UNIX seconds in the header
    Builton          {"$date": 1500275774067}, milliseconds
"""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

from app.domain.identifiers import object_id
from app.domain.money import minor_digits
from app.domain.times import to_milliseconds


def zulu_time(moment: datetime) -> str:
    """RFC 3339 with Z and whole seconds."""
    return offset_time(moment).replace("+00:00", "Z")


def offset_time(moment: datetime) -> str:
    """ISO 8601 with an offset of zero and whole seconds."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def unix_seconds(moment: datetime) -> int:
    """Whole seconds since 1970."""
    return to_milliseconds(moment) // 1000


def mongo_date(moment: datetime) -> dict[str, int]:
    """MongoDB's extended JSON of a date."""
    return {"$date": to_milliseconds(moment)}


def mongo_id(uuid: UUID) -> dict[str, str]:
    """MongoDB's extended JSON of an ObjectId."""
    return {"$oid": object_id(uuid)}


def major_units(minor: int, currency: str) -> int | float:
    """An amount as the number that a person would write, 12.5 for 1,250 cents."""
    amount = Decimal(minor).scaleb(-minor_digits(currency))
    return int(amount) if amount == int(amount) else float(amount)
