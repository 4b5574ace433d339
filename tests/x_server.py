"""A real X server without a screen, that lets in only who knows its cookie."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def running_x_server(folder: Path) -> Iterator[dict[str, str]]:
    """Run Xvfb on a free display.

    Args:
        folder: Where its cookie is kept.

    Yields:
        The variables by which a program finds it and is let in.
    """
    if shutil.which("Xvfb") is None:
        raise FileNotFoundError(
            "Xvfb is missing: run the tests by “python3 packaging/bootstrap.py test”, or install"
            " the Debian package xvfb."
        )
    authority = folder / "Xauthority"
    authority.write_bytes(_authority(secrets.token_bytes(16)))
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-auth", str(authority), "-nolisten", "tcp"]
    with subprocess.Popen(
        [*command, "-screen", "0", "1280x800x24"], pass_fds=[writing], stderr=subprocess.DEVNULL
    ) as server:
        try:
            os.close(writing)
            with os.fdopen(reading, encoding="ascii") as display:
                number = display.readline().strip()
            assert number, "Xvfb ended instead of starting."
            yield {"DISPLAY": f":{number}", "XAUTHORITY": str(authority)}
        finally:
            server.terminate()


def _authority(cookie: bytes) -> bytes:
    """Write one entry of the Xauthority format (Xau(3)) that fits every display."""
    wild = b"\xff\xff"
    fields = (b"", b"", b"MIT-MAGIC-COOKIE-1", cookie)
    return wild + b"".join(len(field).to_bytes(2, "big") + field for field in fields)
