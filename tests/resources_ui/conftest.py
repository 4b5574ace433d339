"""What tests of the window stand on: a dressed application, inventories, and the whole program."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from resources_ui.application import open_window
from resources_ui.icons import Icons
from resources_ui.theme import Theme
from tests.inventories import PASSPHRASE, copied, new_inventory
from tests.resources_ui.program import Program, end

OpenProgram = Callable[..., Program]


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme(qapp, choice="light")
    yield made
    shiboken6.delete(made)
    qapp.setStyleSheet("")


@pytest.fixture
def icons(theme: Theme) -> Icons:
    return Icons(theme)


@pytest.fixture(scope="session")
def sample_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample inventory, made once; tests get copies."""
    path = tmp_path_factory.mktemp("sample") / "Sample.strongroom"
    inventory = new_inventory(path)
    inventory.add_sample()
    inventory.close()
    return path


@pytest.fixture(scope="session")
def empty_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An inventory without resources, made once; tests get copies."""
    path = tmp_path_factory.mktemp("empty") / "Empty.strongroom"
    new_inventory(path).close()
    return path


@pytest.fixture
def sample(sample_template: Path, tmp_path: Path) -> Path:
    """The sample inventory, in a file of the test's own."""
    return copied(sample_template, tmp_path)


@pytest.fixture
def empty(empty_template: Path, tmp_path: Path) -> Path:
    """An inventory without resources, in a file of the test's own."""
    return copied(empty_template, tmp_path, "Empty")


@pytest.fixture
def passphrase_file(tmp_path: Path) -> Path:
    path = tmp_path / "passphrase"
    path.write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    return path


@pytest.fixture
def open_program(qtbot: QtBot, tmp_path: Path, passphrase_file: Path) -> Iterator[OpenProgram]:
    """Opens the program on a file; at the end it is closed, and nothing of it may remain.

    With `asks=True` it has no passphrase file and asks the person.
    """
    programs: list[Program] = []

    def open_(path: Path, *options: str, asks: bool = False, is_ready: bool = True) -> Program:
        source = [] if asks else ["--passphrase-file", str(passphrase_file)]
        program = Program(qtbot, open_window([str(path), *source, *options]))
        programs.append(program)
        if is_ready:
            program.wait_until_ready()
        return program

    yield open_
    end(programs, tmp_path)


@pytest.fixture
def program(open_program: OpenProgram, sample: Path) -> Program:
    """The program on the sample inventory, unlocked."""
    return open_program(sample)
