"""app.log: a private file that holds no content."""

import logging
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.log import SIZE_LIMIT, start_log

CANARY = "correct horse battery staple"


@pytest.fixture
def logger() -> Iterator[logging.Logger]:
    logger = logging.Logger("strongroom-test")
    yield logger
    for handler in logger.handlers:
        handler.close()


def test_a_warning_is_noted_and_chatter_is_not(tmp_path: Path, logger: logging.Logger) -> None:
    path = tmp_path / "state" / "strongroom.log"
    start_log(path, logger=logger)

    logger.info("opened")
    assert not path.parent.exists()
    logger.warning("The keyring did not answer within %d s.", 30)

    line = path.read_text(encoding="utf-8")
    assert line.endswith("WARNING strongroom-test: The keyring did not answer within 30 s.\n")
    assert line.count("\n") == 1


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX files")
def test_log_and_folder_are_for_the_owner_alone(tmp_path: Path, logger: logging.Logger) -> None:
    path = tmp_path / "state" / "strongroom.log"
    start_log(path, logger=logger)

    logger.error("something")

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_an_exception_is_noted_without_its_text(tmp_path: Path, logger: logging.Logger) -> None:
    path = tmp_path / "strongroom.log"
    other = logging.FileHandler(tmp_path / "other.log")
    logger.addHandler(other)  # renders the exception first, text and all
    start_log(path, logger=logger)

    try:
        raise ValueError(CANARY)
    except ValueError:
        logger.exception("A job failed.")

    noted = path.read_text(encoding="utf-8")
    assert noted.endswith("ValueError\n")
    assert "test_log.py" in noted
    assert CANARY not in noted
    assert CANARY in (tmp_path / "other.log").read_text()


def test_a_long_log_is_set_aside_once(tmp_path: Path, logger: logging.Logger) -> None:
    path = tmp_path / "strongroom.log"
    path.write_bytes(b"x" * (SIZE_LIMIT + 1))
    start_log(path, logger=logger)

    logger.warning("new")

    assert path.stat().st_size < 200
    assert (tmp_path / "strongroom.log.1").stat().st_size == SIZE_LIMIT + 1


def test_a_log_that_cannot_be_written_does_not_stand_in_the_way(
    tmp_path: Path, logger: logging.Logger, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "state").write_text("a file where the folder should be")
    start_log(tmp_path / "state" / "strongroom.log", logger=logger)

    logger.error("something")

    assert capsys.readouterr() == ("", "")
    assert (tmp_path / "state").read_text() == "a file where the folder should be"
