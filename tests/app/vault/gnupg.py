"""A real GnuPG with a home of its own, for the interoperability tests."""

from __future__ import annotations

import subprocess
from pathlib import Path


class GnuPG:
    """Runs `gpg` without questions; never touches the developer's own keys."""

    def __init__(self, home: Path) -> None:
        self._home = home

    def run(self, *arguments: str, data: bytes = b"", passphrase: str = "") -> bytes:
        """Return the standard output; raises `CalledProcessError` when gpg refuses."""
        command = ["gpg", "--homedir", str(self._home), "--batch", "--no-tty", "--quiet"]
        command += ["--pinentry-mode", "loopback", "--passphrase", passphrase]
        command += ["--trust-model", "always", *arguments]
        return subprocess.run(command, input=data, capture_output=True, check=True).stdout

    def import_key(self, armored: str, *, passphrase: str = "") -> None:
        self.run("--import", data=armored.encode(), passphrase=passphrase)

    def encrypt(self, clear: bytes, recipient: str, *options: str) -> str:
        command = ["--armor", *options, "--recipient", recipient, "--encrypt"]
        return self.run(*command, data=clear).decode()

    def decrypt(self, armored: str, *, passphrase: str = "") -> bytes:
        return self.run("--decrypt", data=armored.encode(), passphrase=passphrase)
