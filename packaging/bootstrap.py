#!/usr/bin/env python3
"""The one command of a checkout: sets up what is missing and starts what was asked for.

This file keeps to the syntax of Python 3.6, so that an old Python can still read it and say what it
lacks; everything else lies in the modules beside it.
"""

import os
import shutil
import subprocess
import sys
from typing import Optional, Tuple

MINIMUM = (3, 11)
KNOWN = ("python3.13", "python3.12", "python3.11")


def main() -> int:
    """Refuse an old Python with one sentence, else hand over to the commands.

    Returns:
        The exit code: 2 for wrong usage, 3 when this machine lacks something, else the command's.
    """
    if sys.version_info[:2] < MINIMUM:
        sys.stderr.write(refusal(sys.version_info[:2], newer_python()) + "\n")
        return 3
    # Behind what is beside this file: one question, whether there is a screen, is the program's.
    sys.path.append(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    import commands

    return commands.main(sys.argv[1:])


def refusal(version: Tuple[int, int], newer: Optional[str]) -> str:
    """Say that this Python is too old and, where one was found, which to use instead."""
    sentence = "Strongroom needs Python %d.%d or newer; this is %d.%d." % (MINIMUM + version)
    if newer is None:
        return sentence
    return "%s Start it with the newer one: %s %s" % (sentence, newer, " ".join(sys.argv))


def newer_python() -> Optional[str]:
    """Find a Python on PATH that is new enough.

    Returns:
        Its command name, or None; never that of a version manager's stub that does not start.
    """
    check = "import sys; sys.exit(sys.version_info[:2] < (%d, %d))" % MINIMUM
    for name in KNOWN:
        if shutil.which(name) is None:
            continue
        with open(os.devnull, "w") as nowhere:
            if subprocess.call([name, "-c", check], stdout=nowhere, stderr=nowhere) == 0:
                return name
    return None


if __name__ == "__main__":
    sys.exit(main())
