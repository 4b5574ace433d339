"""Moments in time: UTC everywhere, stored as whole milliseconds since 1970."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def to_milliseconds(moment: datetime) -> int:
    """Whole milliseconds since 1970 of an aware datetime, rounded down."""
    return (moment - _EPOCH) // _MILLISECOND


def from_milliseconds(milliseconds: int) -> datetime:
    """The UTC datetime of whole milliseconds since 1970."""
    return _EPOCH + milliseconds * _MILLISECOND


def to_text(moment: datetime) -> str:
    """RFC 3339 in UTC with milliseconds, as the native export: `2026-01-15T10:30:00.250Z`."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def from_text(text: str) -> datetime:
    """Read RFC 3339; a time without an offset is UTC.

    Raises:
        ValueError: The text is no date and time, or outside the years 1 to 9999 in UTC.
    """
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("out of range") from error


def now() -> datetime:
    """The system's clock in UTC, cut to milliseconds; hand it in, never call it in the domain."""
    return from_milliseconds(to_milliseconds(datetime.now(UTC)))
