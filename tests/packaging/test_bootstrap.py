"""An old Python is told so in one sentence, by a file that it can read."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import bootstrap
import pytest

SOURCE = Path(bootstrap.__file__)


def test_source_is_readable_by_python_3_6() -> None:
    tree = ast.parse(SOURCE.read_text(encoding="utf-8"), feature_version=(3, 6))

    imported = {
        alias.name for node in tree.body if isinstance(node, ast.Import) for alias in node.names
    }
    assert imported <= set(sys.stdlib_module_names)
    assert not any(
        isinstance(node, ast.ImportFrom) and node.module == "__future__" for node in tree.body
    ), "“annotations” came with Python 3.7"


def test_old_python_is_refused_with_a_sentence() -> None:
    assert bootstrap.refusal((3, 9), None) == (
        "Strongroom needs Python 3.11 or newer; this is 3.9."
    )


def test_old_python_is_told_of_a_newer_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["packaging/bootstrap.py", "run"])

    assert bootstrap.refusal((3, 10), "python3.12") == (
        "Strongroom needs Python 3.11 or newer; this is 3.10."
        " Start it with the newer one: python3.12 packaging/bootstrap.py run"
    )


def test_old_python_ends_with_exit_code_3_and_no_traceback() -> None:
    pretend = (
        "import runpy, sys; sys.version_info = (3, 9, 18, 'final', 0); sys.argv = sys.argv[1:];"
        "runpy.run_path(sys.argv[0], run_name='__main__')"
    )
    done = subprocess.run(
        [sys.executable, "-c", pretend, str(SOURCE), "run"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 3
    assert done.stderr.startswith("Strongroom needs Python 3.11 or newer; this is 3.9.")
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""


def test_newer_python_is_one_that_really_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert bootstrap.newer_python() is None

    _program(tmp_path / "python3.13", "exit 127")
    assert bootstrap.newer_python() is None

    _program(tmp_path / "python3.12", f'exec {sys.executable} "$@"')
    assert bootstrap.newer_python() == "python3.12"


def test_packaging_folder_is_no_package() -> None:
    # It would hide the `packaging` of PyPI, which pytest needs, from everything in the checkout.
    assert not (SOURCE.parent / "__init__.py").exists()


def _program(path: Path, script: str) -> None:
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
