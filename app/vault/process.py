"""Hardening of the process that holds secrets: no core dump, no reading by other processes."""

from __future__ import annotations

import ctypes
import sys

_PR_SET_DUMPABLE = 4  # linux/prctl.h


def harden() -> None:
    """Switch core dumps off; on Linux also refuse ptrace and /proc/PID/mem to the same user.

    Does nothing where the system has no such switch. It is best called once, before any secret.
    """
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - POSIX only

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
