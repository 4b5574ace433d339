"""Texts of a row that are too long for their fields: cut, and the whole kept (DESIGN: Limits).

The whole text goes to the end of the description. Where it does not fit there, or where the type
encrypts its description so that none may stand outside, it goes to own fields, cut into pieces
where it is longer than one takes. Nothing is lost either way.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.domain.resource_draft import TITLES
from app.domain.text import (
    DESCRIPTION_LIMIT,
    EXTERNAL_ID_LIMIT,
    NAME_LIMIT,
    REFERENCE_ID_LIMIT,
    TAG_LIMIT,
    URI_LIMIT,
    USERNAME_LIMIT,
)
from app.errors import Problem

_LIMITS = {
    "name": NAME_LIMIT,
    "username": USERNAME_LIMIT,
    "uri": URI_LIMIT,
    "external_id": EXTERNAL_ID_LIMIT,
    "reference_id": REFERENCE_ID_LIMIT,
    "image_url": URI_LIMIT,
}
_ZERO_WIDTH_JOINER = "\u200d"  # at the end it would join the ellipsis to an emoji


def is_mended_by_shortening(problem: Problem) -> bool:
    """Whether `shortened` makes this problem go away."""
    if problem.code == "too_long":
        return problem.field in _LIMITS or problem.field == "description"
    return problem.code == "tag_too_long"


def shortened(values: Mapping[str, Any], *, keeps_description: bool) -> dict[str, Any]:
    """The values of a resource with every text as long as its field takes.

    Args:
        values: By the field names of the native export.
        keeps_description: The type's description is not encrypted, so that it may take the rest.
    """
    short = dict(values)
    cut_off: list[tuple[str, str]] = []
    for field, limit in _LIMITS.items():
        text = short.get(field)
        if isinstance(text, str) and len(text) > limit:
            short[field] = _cut(text, limit)
            cut_off.append((TITLES[field], text))
    long_tags = [tag for tag in short.get("tags", ()) if len(tag) > TAG_LIMIT]
    if long_tags:
        short["tags"] = [_cut(tag, TAG_LIMIT) for tag in short["tags"]]
        cut_off.extend(("Tag", tag) for tag in long_tags)
    _keep(short, cut_off, keeps_description=keeps_description)
    return short


def _cut(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    return text[: limit - 1].rstrip(" \n" + _ZERO_WIDTH_JOINER) + "…"


def _keep(
    values: dict[str, Any], cut_off: list[tuple[str, str]], *, keeps_description: bool
) -> None:
    description = values.get("description") or ""
    whole = "\n\n".join(filter(None, [description, *(f"{t}: {text}" for t, text in cut_off)]))
    if cut_off and keeps_description and len(whole) <= DESCRIPTION_LIMIT:
        values["description"] = whole
        return
    if len(description) > DESCRIPTION_LIMIT:
        values["description"] = _cut(description, DESCRIPTION_LIMIT)
        cut_off = [*cut_off, (TITLES["description"], description)]
    if cut_off:
        values["fields"] = _with_pieces(values.get("fields", {}), cut_off)


def _with_pieces(fields: Mapping[str, Any], cut_off: list[tuple[str, str]]) -> dict[str, Any]:
    grown = dict(fields)
    for title, text in cut_off:
        number = 1
        for start in range(0, len(text), DESCRIPTION_LIMIT):
            while (name := f"{title} (whole, {number})") in grown:
                number += 1
            grown[name] = text[start : start + DESCRIPTION_LIMIT]
    return grown
