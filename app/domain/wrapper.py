"""A wrapper: the source or container that a resource comes from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wrapper:
    """A wrapper as it is read; `identifier` is unique, any text of up to 64 characters."""

    identifier: str
    name: str
