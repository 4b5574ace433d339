"""The one type that plaintext lives in."""

from __future__ import annotations

import hmac
from typing import NoReturn

from typing_extensions import override

from app.errors import DamagedMessageError


class SecretText:
    """A piece of plaintext that does not show itself: not in a log, a traceback or a format.

    It cannot be pickled, hashed or printed; `reveal` is the only way out and is easy to search for.
    """

    __slots__ = ("__text",)

    def __init__(self, text: str) -> None:
        self.__text = text

    @classmethod
    def from_bytes(cls, clear: bytes) -> SecretText:
        """Take decrypted bytes.

        Raises:
            DamagedMessageError: They are not UTF-8.
        """
        try:
            text = clear.decode("utf-8")
        except UnicodeDecodeError:
            text = None
        if text is None:  # outside the handler: the exception would carry the bytes as context
            raise DamagedMessageError
        return cls(text)

    def reveal(self) -> str:
        """The plaintext itself; keep it no longer than needed."""
        return self.__text

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it."""
        return not self.__text

    @override
    def __eq__(self, other: object) -> bool:
        if not isinstance(other, SecretText):
            return NotImplemented
        return hmac.compare_digest(self.__text.encode(), other.__text.encode())

    __hash__ = None  # type: ignore[assignment]  # a hash would tell equal secrets apart

    @override
    def __repr__(self) -> str:
        return "SecretText(…)"

    @override
    def __format__(self, spec: str) -> str:
        return repr(self)

    @override
    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is not pickled")
