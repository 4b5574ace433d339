"""The checkout's `.venv`: made once, filled from locked and hashed requirements, stamped."""

from __future__ import annotations

import dataclasses
import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Sequence
from pathlib import Path

import system_libraries
from one_at_a_time import one_at_a_time
from setup_error import SetupError
from stamp import Stamp, read_stamp, this_interpreter, write_stamp

BUILD_TOOLS = "build"
"""The set that PGPy, which has no wheel, is built with; hashed like the others."""


class VirtualEnvironment:
    """A virtual environment that several processes may ask for at the same time.

    Args:
        checkout: The folder whose packages it can import; it lives there in `.venv`, and the lock
            files in `packaging/requirements`, one `<set>.txt` for each set.
        say: Told each step that takes time, in one line.
    """

    def __init__(self, checkout: Path, *, say: Callable[[str], None]) -> None:
        self._checkout = checkout
        self._folder = checkout / ".venv"
        self._say = say
        self._stamp_path = self._folder / "strongroom-stamp.json"
        self._lock_path = self._folder / "strongroom-setup.lock"

    @property
    def python(self) -> Path:
        """The interpreter inside."""
        if sys.platform == "win32":
            return self._folder / "Scripts" / "python.exe"
        return self._folder / "bin" / "python"

    @property
    def _site_packages(self) -> Path:
        return Path(sysconfig.get_path("purelib", "venv", {"base": str(self._folder)}))

    def ensure(self, sets: Sequence[str], *, system: Sequence[str]) -> None:
        """Make sure that sets of requirements and of system packages are there.

        Args:
            sets: Names of lock files, in the order in which they build on each other.
            system: Names from `system_libraries.PACKAGES`.

        Raises:
            SetupError: Something is missing that only the owner of this machine can give.
        """
        wanted = {name: self._lock_hash(name) for name in (BUILD_TOOLS, *sets)}
        if self._is_whole(wanted, system):
            return
        try:
            self._folder.mkdir(exist_ok=True)
            with one_at_a_time(self._lock_path, when_waiting=self._say_waiting):
                if not self._is_whole(wanted, system):
                    self._set_up(wanted, system)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise SetupError(f"{self._folder} cannot be set up: {reason}.") from error

    def _is_whole(self, wanted: dict[str, str], system: Sequence[str]) -> bool:
        stamp = read_stamp(self._stamp_path)
        return stamp is not None and self.python.exists() and stamp.holds(wanted, list(system))

    def _say_waiting(self) -> None:
        self._say("Another set-up is under way here; waiting for it.")

    def _set_up(self, wanted: dict[str, str], system: Sequence[str]) -> None:
        system_libraries.ensure(system, is_root=_is_root(), say=self._say)
        stamp = self._kept(wanted) or self._made_anew()
        for name, lock_hash in wanted.items():
            if name not in stamp.requirements:
                self._install(name, stamp)
                installed = {**stamp.requirements, name: lock_hash}
                stamp = dataclasses.replace(stamp, requirements=installed)
        write_stamp(self._stamp_path, stamp)
        if not set(system) <= set(stamp.system):
            self._check_qt("screen" in system)
            present = sorted({*stamp.system, *system})
            write_stamp(self._stamp_path, dataclasses.replace(stamp, system=present))

    def _kept(self, wanted: dict[str, str]) -> Stamp | None:
        """Take over what is there, if everything in it is whole and as locked."""
        stamp = read_stamp(self._stamp_path)
        if stamp is None or not self.python.exists() or stamp.interpreter != this_interpreter():
            return None
        if any(self._lock_hash(name) != locked for name, locked in stamp.requirements.items()):
            return None  # pip would leave behind what is no longer required
        if stamp.is_growing and not wanted.keys() <= stamp.requirements.keys():
            return None
        return stamp

    def _made_anew(self) -> Stamp:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        self._say(f"Making {self._folder.name} with Python {version}.")
        self._stamp_path.unlink(missing_ok=True)
        for entry in self._folder.iterdir():
            if entry != self._lock_path:
                _remove(entry)
        # Not sys.executable: that may be the Python of the .venv which was just removed.
        base = getattr(sys, "_base_executable", sys.executable)
        self._run(
            [base, "-m", "venv", str(self._folder)],
            "Python’s own venv module failed; mend what it says and try again.",
        )
        # Relative to its own folder, so that the checkout may move.
        checkout = os.path.relpath(self._checkout, self._site_packages)
        pointer = self._site_packages / "strongroom-checkout.pth"
        pointer.write_text(f"{checkout}\n", encoding="utf-8")
        return Stamp(this_interpreter())

    def _install(self, name: str, stamp: Stamp) -> None:
        """Add a set; should this process die in it, the stamp says that something is half made."""
        self._say(f"Installing locked requirements: {name}.")
        before = set(self._site_packages.iterdir())
        write_stamp(self._stamp_path, dataclasses.replace(stamp, is_growing=True))
        try:
            self._pip_install(self._lock_path_of(name))
        except SetupError as error:
            if set(self._site_packages.iterdir()) == before:  # it failed before it changed anything
                write_stamp(self._stamp_path, stamp)
            if "DO NOT MATCH THE HASHES" in error.output:
                refusal = (
                    "A package that was fetched is not the one that is locked; it was refused."
                )
                raise SetupError(refusal, output=error.output) from error
            raise

    def _pip_install(self, lock_path: Path) -> None:
        command = [str(self.python), "-m", "pip", "install", "-qq", "--no-input"]
        command += ["--disable-pip-version-check", "--no-build-isolation"]
        command += ["--only-binary", ":all:", "--no-binary", "pgpy"]
        command += ["--require-hashes", "--requirement", str(lock_path)]
        problem = "The locked packages could not be installed; can the package index be reached?"
        self._run(command, problem)

    def _check_qt(self, with_screen: bool) -> None:
        statement = "from PySide6.QtWidgets import QApplication; QApplication([])"
        names = ", ".join(system_libraries.SCREEN)
        self._run(
            [str(self.python), "-c", statement],
            f"Qt cannot start here; it needs what Debian calls {names}.",
            **({} if with_screen else {"QT_QPA_PLATFORM": "offscreen"}),
        )

    def _run(self, command: list[str], problem: str, **environment: str) -> None:
        """Run a program silently; its output is shown only if it fails.

        Raises:
            SetupError: It failed.
        """
        done = subprocess.run(
            command,
            # PIP_USER would send packages out of the .venv, PYTHONPATH would let strange ones in.
            env={**_without_pythonpath(), "PIP_USER": "0", **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )
        if done.returncode != 0:
            raise SetupError(problem, output=done.stdout)

    def _lock_path_of(self, name: str) -> Path:
        return self._checkout / "packaging" / "requirements" / f"{name}.txt"

    def _lock_hash(self, name: str) -> str:
        return hashlib.sha256(self._lock_path_of(name).read_bytes()).hexdigest()


def _is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0


def _without_pythonpath() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()
