"""The program as a person has it: a real screen, a window manager, a keyring, and the keyboard."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.database.reader import Reader
from app.paths import default_inventory
from app.search.listing import Listing
from app.search.words import Words
from tests.secret_service import SecretService
from tests.x_server import running_x_server

CHECKOUT = Path(__file__).resolve().parents[2]
PATIENCE = 20.0  # seconds; only ever waited in full when something is broken


class Screen:
    """A display with a window manager, seen and typed on through xdotool."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment

    def wait_for_window(self, name: str) -> None:
        """Wait until a window whose name begins so is there, and give it the keyboard."""
        eventually(lambda: bool(self._windows(name)))
        window = self._windows(name)[-1]
        self._tool("windowactivate", "--sync", window)

    def press(self, *keys: str) -> None:
        self._tool("key", "--delay", "60", *keys)

    def type(self, text: str) -> None:
        self._tool("type", "--delay", "30", text)

    def _windows(self, name: str) -> list[str]:
        found = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--name", f"^{name}"],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,  # 1 where there is none yet
        )
        return found.stdout.split()

    def _tool(self, *arguments: str) -> None:
        subprocess.run(["xdotool", *arguments], env=self.environment, check=True, timeout=PATIENCE)


@pytest.fixture
def screen(tmp_path: Path, secret_service: SecretService) -> Iterator[Screen]:
    with running_x_server(tmp_path) as display:
        environment = {
            **{name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"},
            **secret_service.environment,
            **display,
            "PYTHONPATH": str(CHECKOUT),
            "LC_ALL": "C.UTF-8",
        }
        with subprocess.Popen(
            ["openbox"], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as manager:
            try:
                yield Screen(environment)
            finally:
                manager.terminate()


def test_person_starts_adds_finds_trashes_and_undoes_by_keyboard_alone(screen: Screen) -> None:
    path = default_inventory()
    with subprocess.Popen(
        [sys.executable, "-m", "resources_ui", "--key-store", "keyring"],
        env=screen.environment,
        stderr=subprocess.PIPE,
    ) as program:
        try:
            screen.wait_for_window("Strongroom")
            screen.press("Tab", "space")  # from “Start empty” to the sample
            screen.wait_for_window("Keep a recovery kit")
            screen.press("Escape")
            screen.wait_for_window("Inventory ")
            living = len(found(path))
            assert living > 50

            screen.press("ctrl+n")
            screen.type("Quartz lantern")
            screen.press("ctrl+s")
            eventually(lambda: len(found(path)) == living + 1)
            assert len(found(path, "artz lan")) == 1

            screen.press("ctrl+f")
            screen.type("quartz")
            screen.press("Down", "Delete")
            eventually(lambda: not found(path, "quartz"))
            screen.press("ctrl+z")
            eventually(lambda: len(found(path, "quartz")) == 1)

            screen.press("ctrl+q")
            assert program.wait(PATIENCE) == 0
            assert program.stderr is not None
            assert program.stderr.read() == b""
        finally:
            program.kill()
    assert not path.with_name(path.name + "-wal").exists()


def test_second_start_ends_at_once_and_leaves_the_first_window(
    screen: Screen, tmp_path: Path
) -> None:
    path = tmp_path / "Two.strongroom"
    make = [sys.executable, "-m", "app", "--file", str(path), "--key-store", "keyring", "init"]
    subprocess.run(make, env=screen.environment, check=True, capture_output=True)
    command = [sys.executable, "-m", "resources_ui", str(path)]
    with subprocess.Popen(command, env=screen.environment) as first:
        try:
            screen.wait_for_window("Two ")
            eventually(
                lambda: subprocess.run(command, check=False, env=screen.environment).returncode == 0
            )
            assert first.poll() is None
            screen.press("ctrl+q")
            assert first.wait(PATIENCE) == 0
        finally:
            first.kill()


def found(path: Path, words: str = "") -> list[int]:
    """What is in the file, seen from outside the program."""
    reader = Reader(path)
    try:
        return reader.keys(Listing(words=Words.parse(words))).tolist()
    finally:
        reader.close()


def eventually(holds: Callable[[], bool]) -> None:
    """Wait for what another process does."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.1)
