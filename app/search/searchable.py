"""Which text of a resource is searched, folded and ready for the index."""

from __future__ import annotations

from collections.abc import Iterable

from app.search.folding import fold


def searchable_text(fields: Iterable[str | None]) -> str:
    """The folded fields, one a line, each with its white space as single blanks.

    Args:
        fields: Name, reference ID, description, image URL, user name, URI, external ID, human ID
            and every tag. A line break between them keeps a search from spanning two.
    """
    return "\n".join(" ".join(fold(field).split()) for field in fields if field)
