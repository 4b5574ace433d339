"""The words of a search: `post "san francisco"` is two parts, and each must be found.

    query   = { part }
    part    = '"' text '"' | word
    word    = characters without white space

A quote that never closes runs to the end. Parts match anywhere inside a field, folded
(`app.search.folding`); a part never spans two fields.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from app.search.folding import fold

_PART = re.compile(r'"([^"]*)(?:"|$)|([^\s"]+)')


class Words(NamedTuple):
    """Folded parts that must all be found; no part means that everything is."""

    parts: tuple[str, ...] = ()

    @classmethod
    def parse(cls, text: str) -> Words:
        """Split what a person typed; nothing that can be typed is an error."""
        # No stored text holds a NUL, and to FTS5 it would be the end of the question.
        found = (quoted or bare for quoted, bare in _PART.findall(text.replace("\0", " ")))
        folded = (" ".join(fold(part).split()) for part in found)
        return cls(tuple(dict.fromkeys(part for part in folded if part)))

    def are_in(self, fields: tuple[str, ...]) -> bool:
        """Whether each part lies inside one of these folded fields (what SQL must agree with)."""
        return all(any(part in field for field in fields) for part in self.parts)
