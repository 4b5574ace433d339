"""A second start of the same file is heard by the window that has it, and by no other."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from resources_ui.single_window import Doorbell, raise_other_window

KNOCK = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from resources_ui.single_window import Doorbell, raise_other_window
application = QCoreApplication([])
bell = Doorbell(Path(sys.argv[1])) if "--then-die" in sys.argv else None
print(raise_other_window(Path(sys.argv[1])), flush=True)
if bell:
    import os
    os._exit(0)
"""


def knock(path: Path, *options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", KNOCK, str(path), *options]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def answer(process: subprocess.Popen[str]) -> str:
    said, _ = process.communicate()
    return said.strip()


def test_knock_from_another_process_is_heard(qtbot: QtBot, tmp_path: Path) -> None:
    bell = Doorbell(tmp_path / "Home.strongroom")
    with qtbot.waitSignal(bell.rung, timeout=20_000):
        knocking = knock(tmp_path / "Home.strongroom")
    assert answer(knocking) == "True"
    bell.close()


def test_each_knock_rings_once(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "Home.strongroom"
    bell = Doorbell(path)
    rings = QSignalSpy(bell.rung)

    for number in range(1, 4):
        assert raise_other_window(path)
        with qtbot.waitSignal(bell.rung):
            pass
        assert rings.count() == number
    bell.close()


def test_another_way_to_the_same_file_leads_to_the_same_window(
    qtbot: QtBot, tmp_path: Path
) -> None:
    path, link = tmp_path / "Home.strongroom", tmp_path / "link.strongroom"
    path.touch()
    link.symlink_to(path)
    bell = Doorbell(path)

    with qtbot.waitSignal(bell.rung):
        assert raise_other_window(link)
    bell.close()


@pytest.mark.parametrize("other", ["Other.strongroom", "Home.strongroom-key"])
def test_another_file_is_heard_by_nobody(qtbot: QtBot, tmp_path: Path, other: str) -> None:
    bell = Doorbell(tmp_path / "Home.strongroom")

    assert not raise_other_window(tmp_path / other)
    bell.close()


def test_closed_bell_is_silent_and_leaves_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "Home.strongroom"
    bell = Doorbell(path)
    bell.close()

    assert not raise_other_window(path)


def test_bell_of_a_process_that_died_is_hung_anew(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "Home.strongroom"
    assert answer(knock(path, "--then-die")) == "True"
    assert not raise_other_window(path)

    bell = Doorbell(path)
    with qtbot.waitSignal(bell.rung):
        assert raise_other_window(path)
    bell.close()
