"""Hardening, looked at from inside and outside a process that did it."""

from __future__ import annotations

import subprocess
import sys

import pytest

PROBE = """
import ctypes, resource
from app.vault.process import harden
before = ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)
harden()
print(before, ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), resource.getrlimit(resource.RLIMIT_CORE))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="prctl is Linux's")
def test_process_leaves_no_core_and_cannot_be_read() -> None:
    done = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "1 0 (0, 0)"


def test_hardening_twice_or_anywhere_does_no_harm() -> None:
    code = "from app.vault.process import harden; harden(); harden()"
    subprocess.run([sys.executable, "-c", code], check=True)
