"""The list of resources as a person reads it: rows, count sentences, and why a list is empty."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from app.domain.times import from_milliseconds
from app.presentation.columns import COLUMNS
from app.presentation.moments import date_and_time_text, date_text
from app.presentation.status_labels import ColorRole, status_label
from app.search.listing import FilterKind, Listing

if TYPE_CHECKING:
    from app.domain.resource_summary import ResourceSummary

_QUERY_SHOWN = 60  # characters of a search that are repeated to the person
_MINUTE = 60  # seconds
_HOUR = 60 * _MINUTE

Clock = Callable[[], datetime]


class Row(NamedTuple):
    """One row of the table, every text ready to be painted; none of it is HTML.

    Args:
        key: Of the resource.
        name: First line.
        subtitle: Second line: what tells it from others of its name.
        icon: Name of a Lucide icon, of its type; the type may name one that does not exist.
        status_role: Token of the status's colour.
        updated: Short and relative; `updated_at` says date and time.
        is_gone: The resource is no longer in the file, and the texts say so.
        sentence: The whole row for a screen reader.
    """

    key: int
    name: str
    subtitle: str = ""
    icon: str = ""
    type: str = ""
    scope: str = ""
    wrapper: str = ""
    status: str = ""
    status_icon: str = ""
    status_role: ColorRole = "grey"
    updated: str = ""
    updated_at: str = ""
    is_favourite: bool = False
    is_deleted: bool = False
    is_gone: bool = False
    sentence: str = ""


COLUMN_TEXTS: tuple[Callable[[Row], str], ...] = tuple(attrgetter(each.name) for each in COLUMNS)


def format_row(summary: ResourceSummary, now: datetime) -> Row:
    """The row of one resource.

    Args:
        summary: As it was read.
        now: Aware; its time zone is the person's.
    """
    status = status_label(summary.status)
    updated = from_milliseconds(summary.updated).astimezone(now.tzinfo)
    ago = short_ago(updated, now)
    subtitle = _subtitle(summary)
    about = (
        summary.name,
        subtitle,
        summary.type_name,
        status.word,
        "favourite" if summary.favourite else "",
        "in the trash" if summary.deleted is not None else "",
        summary.scope and f"scope {summary.scope}",
        summary.wrapper and f"wrapper {summary.wrapper}",
        f"updated {ago[0].lower()}{ago[1:]}",
    )
    return Row(
        key=summary.key,
        name=summary.name,
        subtitle=subtitle,
        icon=summary.type_icon,
        type=summary.type_name,
        scope=summary.scope or "",
        wrapper=summary.wrapper or "",
        status=status.word,
        status_icon=status.icon,
        status_role=status.role,
        updated=ago,
        updated_at=date_and_time_text(updated),
        is_favourite=bool(summary.favourite),
        is_deleted=summary.deleted is not None,
        sentence=", ".join(filter(None, about)),
    )


def gone_row(key: int) -> Row:
    """What stands in the place of a resource that was removed meanwhile."""
    text = "No longer in the inventory"
    return Row(key=key, name=text, icon="circle-x", is_gone=True, sentence=text)


def unreadable_row(key: int) -> Row:
    """What stands in the place of a resource while the file cannot be read."""
    text = "Cannot be read now"
    return Row(key=key, name=text, icon="triangle-alert", is_gone=True, sentence=text)


def short_ago(moment: datetime, now: datetime) -> str:
    """When, in as few words as a column has room for: `2 min ago`, `Yesterday`, `12 Mar 2026`.

    Args:
        moment: Aware.
        now: Aware; its time zone decides what yesterday is. A moment more than a minute ahead, as
            after a change of the clock, shows its date.
    """
    seconds = (now - moment).total_seconds()
    moment = moment.astimezone(now.tzinfo)
    days = (now.date() - moment.date()).days
    if seconds < -_MINUTE or days >= 7:
        return date_text(moment)
    if seconds < _MINUTE:
        return "Just now"
    if seconds < _HOUR:
        return f"{int(seconds // _MINUTE)} min ago"
    if days == 0 or seconds < 6 * _HOUR:
        return f"{int(seconds // _HOUR)} h ago"
    return "Yesterday" if days == 1 else f"{days} days ago"


def widest_dates() -> tuple[str, ...]:
    """What `short_ago` may say that needs most room, for the width of its column."""
    dates = (date_text(datetime(2026, month, 28, tzinfo=UTC)) for month in range(1, 13))
    return ("59 min ago", "Yesterday", *dates)


def count_sentence(
    found: int,
    total: int | None,
    *,
    selected: int = 0,
    narrowed: bool = False,
    is_exact: bool = True,
) -> str:
    """What the status bar says about the list: `3 of 60 found · 2 selected`.

    Args:
        found: Rows in the list.
        total: Living resources in the inventory, or all in the trash when that is shown; None
            until they are counted, of which nothing is said.
        selected: Rows that are selected.
        narrowed: Words or filters leave some out.
        is_exact: More may be found by a search that is still going on.
    """
    if total is None:
        sentence = ""
    elif narrowed and not is_exact:
        sentence = f"More than {found:,} of {total:,} found"
    elif narrowed:
        sentence = f"{found:,} of {total:,} found"
    else:
        sentence = counted(total)
    return " · ".join(filter(None, (sentence, f"{selected:,} selected" if selected else "")))


def counted(number: int) -> str:
    """`1 resource`, `12 resources`, `No resources`."""
    if number == 0:
        return "No resources"
    return "1 resource" if number == 1 else f"{number:,} resources"


class EmptyAction(StrEnum):
    """What a person can do about an empty list."""

    ADD = "add"
    IMPORT = "import"
    SAMPLE = "sample"
    CLEAR_SEARCH = "clear_search"


class EmptyList(NamedTuple):
    """What stands in the place of a list without rows.

    Args:
        icon: Name of a Lucide icon.
        title: A few words.
        sentence: What the person can do.
        actions: The most likely first.
    """

    icon: str
    title: str
    sentence: str
    actions: tuple[EmptyAction, ...] = ()


def why_empty(listing: Listing, query: str) -> EmptyList:
    """Why a list has no rows, and what to do about it.

    Args:
        listing: What was asked.
        query: The search as it was typed.
    """
    if listing.words.parts:
        where = " in the trash" if listing.deleted else " here" if listing.filters else ""
        return EmptyList(
            "search",
            f"No resource{where} has “{_shortened(query)}”",
            "Any part of a word is found, whatever its case and accents.",
            (EmptyAction.CLEAR_SEARCH,),
        )
    if listing.deleted:
        return EmptyList(
            "trash-2", "The trash is empty", "What you move to the trash waits here to be restored."
        )
    if not listing.filters:
        return EmptyList(
            "package-open",
            "No resources yet",
            "Add a device, an account or a document. Secrets are encrypted on this computer only.",
            (EmptyAction.ADD, EmptyAction.IMPORT, EmptyAction.SAMPLE),
        )
    if any(each.kind is FilterKind.FAVOURITE for each in listing.filters):
        return EmptyList(
            "star", "No favourites yet", "Mark what you use most with the star beside its name."
        )
    return EmptyList("layers", "Nothing here", "No resource belongs here now.", (EmptyAction.ADD,))


def _subtitle(summary: ResourceSummary) -> str:
    return (
        summary.username
        or summary.uri
        or summary.external_id
        or summary.reference_id
        or summary.human_id
    )


def _shortened(query: str) -> str:
    text = " ".join(query.split())
    return text if len(text) <= _QUERY_SHOWN else f"{text[: _QUERY_SHOWN - 1]}…"
