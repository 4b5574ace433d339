"""Which addresses may be opened, and where they lead.

Allowed, and nothing else (SECURITY_MODEL: URIs):

    http://host[:port]/…   https://…     a host is needed
    ssh://[user@]host[:port]/…           neither user nor host may look like an option
    mailto:name@host[?subject=…]         without attachments

An address is read strictly and opened as it stands: nothing is guessed, completed or repaired.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from app.domain.text import URI_LIMIT
from app.errors import UnsafeAddressError

_WEB = re.compile(
    r"(?P<scheme>https?|ssh)://"
    r"(?:(?P<user>[^/?#@\[\]]*)@)?"
    r"(?P<host>\[[0-9A-Fa-f:.]+\]|[^/?#@:\[\]]+)"
    r"(?::(?P<port>[0-9]{1,5}))?"
    r"(?:[/?#].*)?",
    re.IGNORECASE,
)
_MAIL = re.compile(r"mailto:(?P<to>[^?#]+)(?:\?(?P<headers>[^#]*))?", re.IGNORECASE)
# RFC 3986 has no place for these; a program that repairs them may read another address.
_NOT_IN_ADDRESSES = re.compile(r"""[\\"<>^`{|}]|%(?![0-9A-Fa-f]{2})""")
_HOST = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_.])?")
_MAIL_HEADERS = frozenset({"to", "cc", "bcc", "subject", "body"})
_HIDDEN_LINE_BREAK = re.compile("%0[0ad]", re.IGNORECASE)
_HIGHEST_PORT = 65_535

# Controls, spaces, line breaks, bidirectional and other invisible marks, lone surrogates, private
# and unassigned characters: each can make an address look like another.
_REFUSED_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zs", "Zl", "Zp"})


@dataclass(frozen=True, slots=True)
class Address:
    """An address that may be opened.

    Args:
        text: To the letter as it was given.
        scheme: `http`, `https`, `mailto` or `ssh`.
        destination: The host as it is looked up, in ASCII (`xn--…`), or whom a mail goes to.
    """

    text: str
    scheme: str
    destination: str


def read_address(text: str) -> Address:
    """Read an address.

    Raises:
        UnsafeAddressError: It is not one that may be opened.
    """
    if len(text) > URI_LIMIT or _NOT_IN_ADDRESSES.search(text) or any(map(_is_refused, text)):
        raise UnsafeAddressError
    if match := _WEB.fullmatch(text):
        return _web_address(match)
    if match := _MAIL.fullmatch(text):
        return _mail_address(match)
    raise UnsafeAddressError


def can_open(text: str) -> bool:
    """Whether it is an address that may be opened."""
    try:
        read_address(text)
    except UnsafeAddressError:
        return False
    return True


def _web_address(match: re.Match[str]) -> Address:
    scheme, host = match["scheme"].lower(), _ascii_host(match["host"])
    if match["port"] and int(match["port"]) > _HIGHEST_PORT:
        raise UnsafeAddressError
    if scheme == "ssh" and (match["user"] or "").startswith("-"):
        raise UnsafeAddressError  # ssh would take it for an option: -oProxyCommand=…
    return Address(match.string, scheme, host)


def _mail_address(match: re.Match[str]) -> Address:
    if "@" not in match["to"] or match["to"].startswith("-"):
        raise UnsafeAddressError
    if _HIDDEN_LINE_BREAK.search(match["to"]):
        raise UnsafeAddressError
    for header in filter(None, (match["headers"] or "").split("&")):
        name, _, value = header.partition("=")
        if name.lower() not in _MAIL_HEADERS:  # above all `attach`, which some programs obey
            raise UnsafeAddressError
        if name.lower() != "body" and _HIDDEN_LINE_BREAK.search(value):
            raise UnsafeAddressError
    return Address(match.string, "mailto", match["to"])


def _ascii_host(host: str) -> str:
    """The host as it is looked up, which shows what a look-alike letter hides."""
    if host.startswith("["):
        return host.lower()
    try:
        ascii_host = host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise UnsafeAddressError from None
    if not _HOST.fullmatch(ascii_host) or ".." in ascii_host:
        raise UnsafeAddressError
    return ascii_host


def _is_refused(character: str) -> bool:
    return unicodedata.category(character) in _REFUSED_CATEGORIES
