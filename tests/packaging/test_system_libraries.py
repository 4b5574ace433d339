"""System packages are found missing, asked for or installed; with stand-ins for dpkg and apt."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import system_libraries
from setup_error import SetupError

Fake = Callable[[str, str], None]


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fake:
    """Put programs on a PATH that has nothing else."""
    monkeypatch.setenv("PATH", str(tmp_path))

    def put(name: str, script: str) -> None:
        path = tmp_path / name
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)

    return put


def installed(*packages: str) -> str:
    lines = "".join(f"installed\t{package}\n" for package in packages)
    return f"echo '{lines}config-files\txvfb,'"


OFFSCREEN = [f"{package}, " for package in system_libraries.OFFSCREEN]


def test_nothing_is_done_without_apt(fake: Fake) -> None:
    said: list[str] = []
    system_libraries.ensure(["test"], is_root=True, say=said.append)
    assert said == []


def test_nothing_is_done_when_all_is_there(fake: Fake) -> None:
    fake("dpkg-query", installed(*OFFSCREEN))
    fake("apt-get", "exit 1")
    said: list[str] = []

    system_libraries.ensure(["offscreen"], is_root=True, say=said.append)

    assert said == []


def test_without_root_the_command_to_run_is_named(fake: Fake) -> None:
    fake("dpkg-query", installed(*OFFSCREEN[2:]))
    fake("apt-get", "exit 1")

    with pytest.raises(SetupError) as refused:
        system_libraries.ensure(["offscreen"], is_root=False, say=print)

    assert str(refused.value) == (
        "System packages are missing; install them once with: "
        "sudo apt-get install -y --no-install-recommends libegl1 libgl1"
    )


def test_root_gets_what_is_missing_after_an_update(fake: Fake, tmp_path: Path) -> None:
    calls = tmp_path / "calls"
    fake("dpkg-query", installed(*OFFSCREEN[1:]))
    fake("apt-get", f'echo "$DEBIAN_FRONTEND $*" >> {calls}')
    said: list[str] = []

    system_libraries.ensure(["offscreen"], is_root=True, say=said.append)

    assert said == ["Installing system packages: libegl1"]
    options = "noninteractive -q -y -o DPkg::Lock::Timeout=300"
    assert calls.read_text(encoding="utf-8").splitlines() == [
        f"{options} update",
        f"{options} install --no-install-recommends libegl1",
    ]


def test_failing_apt_is_shown_with_its_words(fake: Fake) -> None:
    fake("dpkg-query", installed())
    fake("apt-get", "echo 'E: no such host'; exit 100")

    with pytest.raises(SetupError, match=r"“apt-get update” failed") as refused:
        system_libraries.ensure(["offscreen"], is_root=True, say=lambda _: None)

    assert refused.value.output == "E: no such host\n"


def test_package_under_a_new_name_counts_by_what_it_provides(fake: Fake) -> None:
    provides = "libglib2.0-0t64, libglib2.0-0 (= 2.84), libglib2.0-0.so"
    fake("dpkg-query", installed(provides))

    assert system_libraries.missing_packages(["libglib2.0-0", "libegl1"]) == ["libegl1"]


def test_removed_package_whose_settings_stay_is_missing(fake: Fake) -> None:
    fake("dpkg-query", installed())

    assert system_libraries.missing_packages(["xvfb"]) == ["xvfb"]


def test_real_dpkg_knows_itself() -> None:
    if not Path("/usr/bin/dpkg-query").exists():
        pytest.skip("this system has no dpkg")
    assert system_libraries.missing_packages(["dpkg", "no-such-package"]) == ["no-such-package"]


def test_larger_sets_hold_the_smaller_ones() -> None:
    offscreen, screen, test = (set(packages) for packages in system_libraries.PACKAGES.values())
    assert offscreen < screen < test


def test_debian_python_without_ensurepip_asks_for_its_package() -> None:
    script = (
        "import sys; sys.path.insert(0, sys.argv[1]); sys.modules['ensurepip'] = None\n"
        "import importlib.util, system_libraries\n"
        "importlib.util.find_spec = lambda name: None\n"
        "print(system_libraries.venv_packages(), sys.version_info.minor)"
    )
    python = "/usr/bin/python3"
    if not Path(python).exists():
        pytest.skip("this system has no Python of its own")
    folder = str(Path(system_libraries.__file__).parent)
    answer = subprocess.run(
        [python, "-c", script, folder], capture_output=True, text=True, check=True
    )
    packages, minor = answer.stdout.strip().rsplit(" ", 1)
    assert packages == f"['python3.{minor}-venv']"
