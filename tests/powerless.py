"""Runs Python where the modes of files count, also if it is root who tests."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[1]

# From the next program on root may do only what modes allow, see capabilities(7):
# PR_CAPBSET_DROP of CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH.
_GIVE_UP_POWERS = """
import ctypes, os, sys
for capability in (1, 2):
    ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)
os.execv(sys.argv[1], sys.argv[1:])
"""


def run_powerless(program: str, *arguments: str) -> str:
    """Run a program of Python and return what it prints; Linux only."""
    command = [sys.executable, "-c", program, *arguments]
    if os.geteuid() == 0:
        command = [sys.executable, "-c", _GIVE_UP_POWERS, *command]
    ended = subprocess.run(command, cwd=PROJECT, text=True, capture_output=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.strip()
