"""The one type in which plaintext travels: it shows itself only when asked by name."""

from __future__ import annotations

import hmac
from typing import NoReturn, final

from app.errors import DamagedMessageError, UnsupportedMessageError

_REDACTED = "SecretText(•••)"


@final
class SecretText:
    """A secret's clear text, which no log, f-string, traceback or pickle gives away.

    Python cannot wipe it from memory; whoever holds one drops the reference as soon as it can.
    """

    __slots__ = ("__text",)
    __hash__ = None  # type: ignore[assignment]  # a hash would tell equal secrets apart

    def __init__(self, text: str) -> None:
        self.__text = text

    @classmethod
    def from_bytes(cls, clear: bytes) -> SecretText:
        """Read decrypted octets as UTF-8.

        Raises:
            DamagedMessageError: They are something else.
        """
        try:
            text = clear.decode("utf-8")
        except UnicodeDecodeError:
            text = None
        if text is None:  # raised here: the foreign error would carry the octets in its chain
            raise DamagedMessageError
        return cls(text)

    def reveal(self) -> str:
        """Return the text itself."""
        return self.__text

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it."""
        return not self.__text

    def to_bytes(self) -> bytes:
        """Return the text as UTF-8.

        Raises:
            UnsupportedMessageError: It holds half a surrogate pair, which no encoding can carry.
        """
        try:
            return self.__text.encode("utf-8")
        except UnicodeEncodeError:
            pass
        raise UnsupportedMessageError("characters that are not valid Unicode")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, SecretText):
            return NotImplemented
        return hmac.compare_digest(
            self.__text.encode("utf-8", "surrogatepass"),
            other.__text.encode("utf-8", "surrogatepass"),
        )

    def __repr__(self) -> str:
        return _REDACTED

    def __str__(self) -> str:
        return _REDACTED

    def __format__(self, format_spec: str) -> str:
        return _REDACTED

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("a SecretText cannot be pickled or copied")
