"""The packages of Debian and its relatives that Qt and the tests need, and how they get here.

Qt's wheels bring Qt itself but not what every desktop has; a server or a container lacks it. Other
systems are left alone: there the check that Qt loads (`virtual_environment`) has the last word.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable

from setup_error import SetupError

OFFSCREEN = (
    "libegl1",
    "libgl1",
    "libglib2.0-0",
    "libdbus-1-3",
    "libfontconfig1",
    "libxkbcommon0",
)
SCREEN = (
    *OFFSCREEN,
    "libxkbcommon-x11-0",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-keysyms1",
    "libxcb-shape0",
    "libwayland-cursor0",
    "libcups2",  # printing the recovery kit
)
TEST = (
    *SCREEN,
    "xvfb",  # the real window on an X server without a screen …
    "xauth",
    "openbox",  # … with a window manager, without which nothing gets the focus …
    "xdotool",  # … and a keyboard
    "dbus-daemon",  # a session bus of the tests' own …
    "gnome-keyring",  # … and the Secret Service on it
    "gnupg",  # opens what we encrypt, and the other way round
    "fonts-inter",
)
PACKAGES = {"offscreen": OFFSCREEN, "screen": SCREEN, "test": TEST}

APT_GET = ("apt-get", "-q", "-y", "-o", "DPkg::Lock::Timeout=300")


def ensure(sets: Iterable[str], *, is_root: bool, say: Callable[[str], None]) -> None:
    """Install what is missing of some sets; do nothing where there is no apt.

    Args:
        sets: Names of `PACKAGES`.
        is_root: Whether this process may install anything.
        say: Told what is installed.

    Raises:
        SetupError: Not root, with the command to run; or apt failed.
    """
    if shutil.which("dpkg-query") is None or shutil.which("apt-get") is None:
        return
    wanted = [*venv_packages(), *(package for name in sets for package in PACKAGES[name])]
    missing = missing_packages(wanted)
    if not missing:
        return
    if not is_root:
        command = f"sudo apt-get install -y --no-install-recommends {' '.join(missing)}"
        raise SetupError(f"System packages are missing; install them once with: {command}")
    say(f"Installing system packages: {' '.join(missing)}")
    _apt_get("update")
    _apt_get("install", "--no-install-recommends", *missing)


def venv_packages() -> list[str]:
    """Name the package that Debian splits `ensurepip` into, when its Python runs without it."""
    is_debian_python = sys.base_prefix == "/usr"
    if not is_debian_python or importlib.util.find_spec("ensurepip") is not None:
        return []
    return [f"python3.{sys.version_info.minor}-venv"]


def missing_packages(wanted: Iterable[str]) -> list[str]:
    """Ask dpkg which packages are neither installed nor provided by another one.

    `libglib2.0-0`, for one, is provided by `libglib2.0-0t64` since Debian 13.
    """
    answer = subprocess.run(
        ["dpkg-query", "-W", "-f", "${db:Status-Status}\t${Package}, ${Provides}\n"],
        capture_output=True,
        text=True,
        check=True,
    )
    present: set[str] = set()
    for line in answer.stdout.splitlines():
        status, _, names = line.partition("\t")
        if status == "installed":
            present.update(name.split()[0] for name in names.split(",") if name.strip())
    return [package for package in dict.fromkeys(wanted) if package not in present]


def _apt_get(*arguments: str) -> None:
    done = subprocess.run(
        [*APT_GET, *arguments],
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        sentence = f"“apt-get {' '.join(arguments)}” failed; mend what it says and try again."
        raise SetupError(sentence, output=done.stdout)
