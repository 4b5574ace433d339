"""The check that a person runs where there is no screen."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[2]


def self_check(temporary: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    temporary.mkdir(exist_ok=True)
    return subprocess.run(
        [sys.executable, "-m", "resources_ui", "--self-check"],
        cwd=PROJECT,
        env={**os.environ, "TMPDIR": str(temporary), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_check_passes_with_a_line_for_each_step_and_leaves_nothing(
    home: Path, tmp_path: Path
) -> None:
    before = sorted(home.rglob("*"))
    done = self_check(tmp_path / "temporary")

    assert done.returncode == 0, done.stderr
    *steps, last = done.stdout.splitlines()
    assert len(steps) == 7
    assert all(step.endswith(": ok") for step in steps)
    assert last == "Strongroom works on this machine."
    assert done.stderr == ""
    assert sorted(home.rglob("*")) == before
    assert list((tmp_path / "temporary").glob("strongroom-*")) == []


def test_what_does_not_work_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "jsonschema.py").write_text("raise ImportError('no such library here')")
    done = self_check(tmp_path / "temporary", PYTHONPATH=str(tmp_path))

    assert done.returncode == 3
    assert done.stderr.startswith("Self-check failed: ")
    assert done.stderr.count("\n") == 1
    assert "no such library here" in done.stderr
    assert "works on this machine" not in done.stdout
