"""Moments in time as a person reads them."""

from __future__ import annotations

from datetime import datetime

# Our own names: `strftime` follows the C library's language, the rest of the window does not.
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MINUTE = 60  # seconds
_HOUR = 60 * _MINUTE


def long_ago(moment: datetime, now: datetime) -> str:
    """How long ago in words, for the end of a sentence: `2 minutes ago`, `on 12 Mar 2026`.

    Args:
        moment: Aware. One more than a minute ahead, as after a change of the clock, is its date.
        now: Aware; its time zone decides what yesterday is and which date is shown.
    """
    seconds = (now - moment).total_seconds()
    moment = moment.astimezone(now.tzinfo)
    days = (now.date() - moment.date()).days
    if seconds < -_MINUTE or days >= 7:
        return f"on {date_text(moment)}"
    if seconds < _MINUTE:
        return "just now"
    if seconds < _HOUR:
        return _counted(int(seconds // _MINUTE), "minute")
    if days == 0 or seconds < 6 * _HOUR:
        return _counted(int(seconds // _HOUR), "hour")
    return "yesterday" if days == 1 else _counted(days, "day")


def date_text(moment: datetime) -> str:
    """The date: `12 Mar 2026`."""
    return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"


def date_and_time_text(moment: datetime) -> str:
    """Date and time to the minute: `12 Mar 2026, 14:05`."""
    return f"{date_text(moment)}, {moment.hour:02}:{moment.minute:02}"


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}{'' if number == 1 else 's'} ago"
