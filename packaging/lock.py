"""Writes the lock files in `packaging/requirements` anew from `pyproject.toml`.

    python3 packaging/bootstrap.py lint && .venv/bin/python packaging/lock.py [--upgrade]

They hold for every supported Python and system at once, with the hash of every file, and name no
index. What is locked stays as it is, as long as `pyproject.toml` allows it, unless `--upgrade`.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
SETS: dict[str, list[str]] = {
    "build": ["--group", "build"],
    "run": ["pyproject.toml"],
    "test": ["--group", "test"],
    "lint": ["--group", "lint"],
}
"""The sets and their part of `pyproject.toml`, each bound to the versions of those before it."""


def main() -> int:
    """Write all lock files.

    Returns:
        The exit code of the first that failed, else 0.
    """
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--upgrade", action="store_true", help="take the newest versions")
    options = parser.parse_args()
    for name in SETS:
        code = _lock(name, upgrade=options.upgrade)
        if code != 0:
            return code
    return 0


def _lock(name: str, *, upgrade: bool) -> int:
    command = [sys.executable, "-m", "uv", "pip", "compile", *SETS[name], "--quiet"]
    command += ["--universal", "--python-version", "3.11", "--generate-hashes"]
    command += ["--only-binary", ":all:", "--no-binary", "pgpy"]
    for earlier in list(SETS)[: list(SETS).index(name)]:
        command += ["--constraint", f"packaging/requirements/{earlier}.txt"]
    command += ["--output-file", f"packaging/requirements/{name}.txt"]
    command += ["--no-annotate", *(["--upgrade"] if upgrade else [])]
    own_command = {"UV_CUSTOM_COMPILE_COMMAND": "python packaging/lock.py"}
    return subprocess.run(
        command, cwd=CHECKOUT, env={**os.environ, **own_command}, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
