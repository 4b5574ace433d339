from __future__ import annotations

from pathlib import Path

import pytest

import assets
from app.domain.status import Status
from app.presentation.status_labels import STATUS_LABELS, status_label


@pytest.mark.parametrize("status", list(Status))
def test_every_status_has_a_word_an_icon_and_a_colour(status: Status) -> None:
    label = status_label(status.value)
    assert label.word
    assert Path(assets.__file__).parent.joinpath("icons", f"{label.icon}.svg").is_file()
    assert label.role in {"ok", "warn", "bad", "info", "grey"}


def test_no_two_statuses_look_alike() -> None:
    words = {label.word for label in STATUS_LABELS.values()}
    icons = {label.icon for label in STATUS_LABELS.values()}
    assert len(words) == len(icons) == len(Status)


def test_status_of_a_newer_version_shows_its_own_word() -> None:
    assert status_label("LOANED").word == "LOANED"
