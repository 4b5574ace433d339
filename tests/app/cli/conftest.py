"""Inventories to run commands on: made once, copied for each test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.command_line import CommandLine

PASSPHRASE = "open sesame, žluťoučký"


@pytest.fixture(scope="session")
def passphrase_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("passphrase") / "passphrase"
    path.write_text(PASSPHRASE + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def empty_template(tmp_path_factory: pytest.TempPathFactory, passphrase_file: Path) -> Path:
    path = tmp_path_factory.mktemp("empty") / "Home.strongroom"
    CommandLine(path, passphrase_file)("init", key_store="passphrase").expect(0)
    return path


@pytest.fixture(scope="session")
def sample_template(tmp_path_factory: pytest.TempPathFactory, passphrase_file: Path) -> Path:
    path = tmp_path_factory.mktemp("sample") / "Home.strongroom"
    CommandLine(path, passphrase_file)("init", "--sample", key_store="passphrase").expect(0)
    return path


@pytest.fixture
def cli(tmp_path: Path, empty_template: Path, passphrase_file: Path) -> CommandLine:
    """The command line on an empty inventory with a passphrase key file."""
    return CommandLine(_copy(empty_template, tmp_path), passphrase_file)


@pytest.fixture
def sample_cli(tmp_path: Path, sample_template: Path, passphrase_file: Path) -> CommandLine:
    """The command line on the sample inventory."""
    return CommandLine(_copy(sample_template, tmp_path), passphrase_file)


def _copy(template: Path, folder: Path) -> Path:
    for name in (template.name, f"{template.name}-key"):
        shutil.copy(template.with_name(name), folder / name)
    return folder / template.name
