"""Whether a window can be opened here, found out without Qt (which aborts when it cannot).

Stdlib only: `packaging/bootstrap.py` asks before anything is installed.
"""

from __future__ import annotations

import socket
import struct
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

WITHOUT_SCREEN = {"offscreen", "minimal"}
SECONDS = 3.0
"""How long a display server may take to answer; one that is forwarded over ssh is slow."""


def has_screen(environ: Mapping[str, str]) -> bool:
    """Tell whether Qt would find a screen under these environment variables."""
    platform = environ.get("QT_QPA_PLATFORM", "").partition(";")[0].partition(":")[0]
    if platform in WITHOUT_SCREEN:
        return False
    if sys.platform != "linux" or platform not in {"", "xcb", "wayland", "wayland-egl"}:
        return True
    return _wayland_answers(environ) or _x11_answers(environ)


def _wayland_answers(environ: Mapping[str, str]) -> bool:
    name = environ.get("WAYLAND_DISPLAY")
    if not name:
        return False
    path = Path(environ.get("XDG_RUNTIME_DIR", "/run")) / name  # an absolute name stands alone
    try:
        with _connected(socket.AF_UNIX, str(path)):
            return True
    except OSError:
        return False


def _x11_answers(environ: Mapping[str, str]) -> bool:
    host, colon, rest = environ.get("DISPLAY", "").rpartition(":")
    number = rest.partition(".")[0]
    if not colon or not number.isdigit():
        return False
    cookies = [(b"MIT-MAGIC-COOKIE-1", cookie) for cookie in _cookies(environ, number)]
    for name, cookie in [*cookies, (b"", b"")]:
        try:
            if _x11_accepts(host, int(number), name, cookie):
                return True
        except OSError:
            return False
    return False


def _x11_accepts(host: str, number: int, name: bytes, cookie: bytes) -> bool:
    """Do the connection setup of the X Window System Protocol (chapter 8).

    Raises:
        OSError: No server is there.
    """
    greeting = struct.pack("<BxHHHHxx", ord("l"), 11, 0, len(name), len(cookie))
    with _x11_connection(host, number) as connection:
        connection.sendall(greeting + _padded(name) + _padded(cookie))
        return connection.recv(1) == b"\x01"  # 0: refused, 2: asks for more


def _x11_connection(host: str, number: int) -> socket.socket:
    if host not in {"", "unix"}:
        return socket.create_connection((host.strip("[]"), 6000 + number), timeout=SECONDS)
    path = f"/tmp/.X11-unix/X{number}"  # noqa: S108 - where every X server listens
    try:
        return _connected(socket.AF_UNIX, path)
    except OSError:
        return _connected(socket.AF_UNIX, "\0" + path)


def _connected(family: int, address: str) -> socket.socket:
    connection = socket.socket(family)
    connection.settimeout(SECONDS)
    try:
        connection.connect(address)
    except OSError:
        connection.close()
        raise
    return connection


def _padded(data: bytes) -> bytes:
    return data + b"\0" * (-len(data) % 4)


def _cookies(environ: Mapping[str, str], number: str) -> Iterator[bytes]:
    """Read the cookies for a display from the Xauthority file (its format: Xau(3))."""
    path = Path(environ.get("XAUTHORITY") or Path(environ.get("HOME", "/"), ".Xauthority"))
    try:
        content = path.read_bytes()
    except OSError:
        return
    position = 0
    while position + 2 < len(content):
        position += 2  # the address family: a cookie of another host is refused by the server
        fields = []
        for _ in ("address", "display number", "name", "cookie"):
            length = int.from_bytes(content[position : position + 2], "big")
            fields.append(content[position + 2 : position + 2 + length])
            position += 2 + length
        if fields[1] in {b"", number.encode()} and fields[2] == b"MIT-MAGIC-COOKIE-1":
            yield fields[3]
