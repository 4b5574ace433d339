"""What the vault's tests share: keys, hostile messages, a real GnuPG, a real Secret Service."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.vault.openpgp import SecretKey
from tests.app.vault.gnupg import GnuPG

DATA = Path(__file__).parents[2] / "data" / "openpgp"


@pytest.fixture(scope="session")
def data() -> Path:
    return DATA


@pytest.fixture(scope="session")
def own_key() -> SecretKey:
    return SecretKey.parse((DATA / "own-secret.asc").read_text(), check_validity=False)


@pytest.fixture(scope="session")
def other_key() -> SecretKey:
    return SecretKey.generate(name="Somebody Else", email="")


@pytest.fixture(scope="module")
def gpg() -> Iterator[GnuPG]:
    program = shutil.which("gpg")
    if program is None:
        pytest.skip("GnuPG is not installed (apt install gnupg)")
    home = Path(tempfile.mkdtemp(prefix="gpg"))  # short, for the agent's socket lives in it
    try:
        yield GnuPG(home)
    finally:
        subprocess.run(["gpgconf", "--homedir", str(home), "--kill", "all"], check=False)
        shutil.rmtree(home, ignore_errors=True)
