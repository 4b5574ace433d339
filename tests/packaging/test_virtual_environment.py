"""The `.venv` is whole or made again, whatever happened to it; real Python, venv and pip."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from tests.packaging.checkout import Checkout, make_checkout

MAKING = "Making .venv with Python"
INSTALLING = "Installing locked requirements:"


@pytest.fixture
def fresh(tmp_path: Path) -> Checkout:
    """A checkout that was never set up."""
    return make_checkout(tmp_path)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    checkout = make_checkout(tmp_path_factory.mktemp("original"))
    assert checkout.call("cli").returncode == 0
    return checkout


@pytest.fixture
def ready(original: Checkout, tmp_path: Path) -> Checkout:
    """A checkout that is set up for `run` and `cli`; it stands elsewhere than it was set up."""
    return original.copied_to(tmp_path / "moved")


def test_first_call_sets_up_and_says_each_step_on_standard_error(fresh: Checkout) -> None:
    first = fresh.call("cli", "list")

    assert first.returncode == 0
    assert [line.rpartition(" ")[0] for line in first.stderr.splitlines()] == [
        MAKING,
        INSTALLING,
        INSTALLING,
    ]
    assert first.stdout.startswith('{"program": "app.__main__"')
    assert fresh.report("cli", "list")["arguments"] == ["list"]
    assert fresh.packages == {"PySide6_Essentials"}


def test_sets_are_added_when_they_are_needed(ready: Checkout) -> None:
    assert ready.call("test").stderr == f"{INSTALLING} test.\n"
    assert ready.call("lint").stderr == f"{INSTALLING} lint.\n"
    assert ready.packages == {"PySide6_Essentials", "pytest", "ruff", "mypy"}


def test_two_at_once_wait_for_each_other(fresh: Checkout) -> None:
    with fresh.start("cli") as one, fresh.start("cli") as other:
        messages = [process.communicate("")[1] for process in (one, other)]

    assert (one.returncode, other.returncode) == (0, 0)
    assert sum(text.count(MAKING) for text in messages) == 1
    assert sum(text.count("Another set-up is under way here") for text in messages) == 1


@pytest.mark.parametrize("last_words", [MAKING, f"{INSTALLING} run"])
def test_killed_set_up_is_begun_afresh(fresh: Checkout, last_words: str) -> None:
    _kill_after(fresh, "cli", last_words)

    again = fresh.call("cli")

    assert again.returncode == 0
    assert MAKING in again.stderr
    assert fresh.report("cli")["program"] == "app.__main__"


def test_killed_addition_leaves_the_rest_in_use(ready: Checkout) -> None:
    _kill_after(ready, "test", INSTALLING)

    assert ready.report("cli")["program"] == "app.__main__"
    assert ready.call("test").returncode == 0
    assert ready.packages == {"PySide6_Essentials", "pytest"}


def test_failed_addition_leaves_the_rest_in_use_and_can_be_repeated(ready: Checkout) -> None:
    wheel = ready.wheels / "pytest-1.0-py3-none-any.whl"
    missing = ready.call("test", PIP_FIND_LINKS=str(ready.folder))
    assert wheel.exists()
    assert missing.returncode == 3
    assert "No matching distribution found for pytest==1.0" in missing.stderr
    assert missing.stderr.endswith("could not be installed; can the package index be reached?\n")
    assert missing.stdout == ""

    assert ready.report("cli")["program"] == "app.__main__"
    assert ready.call("test").stderr == f"{INSTALLING} test.\n"


def test_package_with_another_hash_is_refused(fresh: Checkout) -> None:
    lock = fresh.folder / "packaging" / "requirements" / "run.txt"
    lock.write_text(f"PySide6-Essentials==1.0 --hash=sha256:{'0' * 64}\n", encoding="utf-8")

    refused = fresh.call("cli")

    assert refused.returncode == 3
    assert "A package that was fetched is not the one that is locked;" in refused.stderr
    assert fresh.packages == set()


def test_package_without_a_hash_is_refused(fresh: Checkout) -> None:
    lock = fresh.folder / "packaging" / "requirements" / "run.txt"
    lock.write_text("PySide6-Essentials==1.0\n", encoding="utf-8")

    assert fresh.call("cli").returncode == 3
    assert fresh.packages == set()


def test_changed_lock_leaves_nothing_of_the_old_one(ready: Checkout) -> None:
    ready.write_lock("run", {"another": {"another.py": ""}})

    assert MAKING in ready.call("cli").stderr
    assert ready.packages == {"another"}


def test_venv_of_a_python_that_is_gone_is_made_anew(ready: Checkout) -> None:
    python = ready.folder / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to("/nowhere/bin/python3")

    assert MAKING in ready.call("cli").stderr
    assert ready.report("cli")["program"] == "app.__main__"


def test_moved_checkout_works_without_a_word(ready: Checkout) -> None:
    assert ready.report("cli")["program"] == "app.__main__"


def test_file_in_the_place_of_the_venv_is_left_alone(fresh: Checkout) -> None:
    (fresh.folder / ".venv").write_text("mine", encoding="utf-8")

    refused = fresh.call("cli")

    assert refused.returncode == 3
    assert refused.stderr == f"{fresh.folder / '.venv'} cannot be set up: File exists.\n"
    assert (fresh.folder / ".venv").read_text(encoding="utf-8") == "mine"


def test_qt_that_cannot_load_is_named_with_the_libraries_it_needs(fresh: Checkout) -> None:
    broken = "raise ImportError('libEGL.so.1: cannot open shared object file')"
    qt = {"PySide6/__init__.py": "", "PySide6/QtWidgets.py": broken}
    fresh.write_lock("run", {"PySide6-Essentials": qt})

    refused = fresh.call("run")

    assert refused.returncode == 3
    assert "libEGL.so.1: cannot open shared object file" in refused.stderr
    assert "Qt cannot start here; it needs what Debian calls libegl1," in refused.stderr
    assert fresh.report("cli")["program"] == "app.__main__"


def _kill_after(checkout: Checkout, command: str, words: str) -> None:
    with checkout.start(command) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if line.startswith(words):
                break
        os.killpg(process.pid, signal.SIGKILL)
