"""A small checkout with the real `packaging`, stand-ins for the programs, and its own index.

Nothing in it comes from the network: its lock files name tiny wheels that are made here, with their
real hashes, so that Python, venv and pip do all of their work in some seconds.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).resolve().parents[2] / "packaging"

REPORT = """\
import json, os, sys
print(json.dumps({
    "program": __spec__.name,
    "arguments": sys.argv[1:],
    "folder": os.getcwd(),
    "input": sys.stdin.read(),
    "platform": os.environ.get("QT_QPA_PLATFORM"),
    "keyring": os.environ.get("PYTHON_KEYRING_BACKEND"),
}))
sys.exit(int(os.environ.get("EXIT_WITH", "0")))
"""
QT = {"PySide6/__init__.py": "", "PySide6/QtWidgets.py": "class QApplication(list): pass\n"}
SETS: dict[str, dict[str, dict[str, str]]] = {
    "build": {"setuptools": {"setuptools_stub.py": ""}},
    "run": {"PySide6-Essentials": QT},
    "test": {"pytest": {"pytest/__init__.py": "", "pytest/__main__.py": REPORT}},
    "lint": {
        "ruff": {"ruff/__init__.py": "", "ruff/__main__.py": REPORT},
        "mypy": {"mypy/__init__.py": "", "mypy/__main__.py": REPORT},
    },
}


class Checkout:
    """A checkout in some folder, and calls of its `bootstrap.py`.

    Args:
        folder: Where it is.
        wheels: The folder of its package index.
    """

    def __init__(self, folder: Path, wheels: Path) -> None:
        self.folder = folder
        self.wheels = wheels

    @property
    def stamp(self) -> Path:
        return self.folder / ".venv" / "strongroom-stamp.json"

    @property
    def packages(self) -> set[str]:
        """Names of the distributions in its `.venv`, without what comes with Python."""
        found = (self.folder / ".venv").glob("lib/python*/site-packages/*.dist-info")
        return {path.name.partition("-")[0] for path in found} - {"pip", "setuptools"}

    def write_lock(self, name: str, packages: dict[str, dict[str, str]]) -> None:
        """Write one lock file and the wheels that it names."""
        locked = [_locked(package, files, self.wheels) for package, files in packages.items()]
        path = self.folder / "packaging" / "requirements" / f"{name}.txt"
        path.write_text("".join(locked), encoding="utf-8")

    def start(self, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        """Start `bootstrap.py` in another folder than the checkout."""
        elsewhere = self.folder.parent / "elsewhere"
        elsewhere.mkdir(exist_ok=True)
        return subprocess.Popen(
            [sys.executable, str(self.folder / "packaging" / "bootstrap.py"), *arguments],
            cwd=elsewhere,
            env=self._environment(environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,  # so that a test can end it with all that it started
        )

    def call(
        self, *arguments: str, given: str = "", **environment: str
    ) -> subprocess.CompletedProcess[str]:
        """Run `bootstrap.py` to its end."""
        with self.start(*arguments, **environment) as process:
            output, messages = process.communicate(given)
            return subprocess.CompletedProcess(process.args, process.returncode, output, messages)

    def report(self, *arguments: str, given: str = "", **environment: str) -> dict[str, Any]:
        """Run `bootstrap.py`, which must succeed without a word, and return what it started."""
        done = self.call(*arguments, given=given, **environment)
        assert (done.returncode, done.stderr) == (0, ""), done
        report: dict[str, Any] = json.loads(done.stdout)
        return report

    def copied_to(self, folder: Path) -> Checkout:
        """Copy it as it stands, with its package index."""
        shutil.copytree(self.folder, folder, symlinks=True)
        wheels = folder.with_name("wheels")
        shutil.copytree(self.wheels, wheels)
        return Checkout(folder, wheels)

    def _environment(self, changes: dict[str, str]) -> dict[str, str]:
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PIP_", "QT_", "PYTHON"))
        }
        index = {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1"}
        return {**kept, **index, "PIP_FIND_LINKS": str(self.wheels), **changes}


def make_checkout(folder: Path) -> Checkout:
    """Make a checkout that was never set up."""
    checkout = Checkout(folder / "checkout", folder / "wheels")
    requirements = checkout.folder / "packaging" / "requirements"
    requirements.mkdir(parents=True)
    checkout.wheels.mkdir()
    for path in SOURCE.glob("*.py"):
        shutil.copy(path, requirements.parent)
    for name, packages in SETS.items():
        checkout.write_lock(name, packages)
    for program in ("app", "resources_ui", "tests/bench"):
        package = checkout.folder / program
        package.mkdir(parents=True)
        (package / "__main__.py").write_text(REPORT, encoding="utf-8")
        (package / "__init__.py").touch()
    shutil.copy(SOURCE.parent / "resources_ui" / "display.py", checkout.folder / "resources_ui")
    return checkout


def _locked(package: str, files: dict[str, str], wheels: Path) -> str:
    """Make a wheel and return its line of a lock file."""
    name = package.replace("-", "_")
    information = f"{name}-1.0.dist-info"
    content = {
        **files,
        f"{information}/METADATA": f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n",
        f"{information}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{path},,\n" for path in [*content, f"{information}/RECORD"])
    wheel = wheels / f"{name}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for path, text in {**content, f"{information}/RECORD": record}.items():
            archive.writestr(zipfile.ZipInfo(path), text)  # without the time of day
    return f"{package}==1.0 --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n"
