"""How each status is shown: word, icon and colour, never colour alone."""

from __future__ import annotations

from typing import Literal, NamedTuple

from app.domain.status import Status

ColorRole = Literal["ok", "warn", "bad", "info", "grey"]


class StatusLabel(NamedTuple):
    """What stands for a status.

    Args:
        word: For the person.
        icon: Name of a Lucide icon.
        role: Token of the colour; `role + "_bg"` is the one behind it.
    """

    word: str
    icon: str
    role: ColorRole


STATUS_LABELS = {
    Status.CREATED: StatusLabel("Created", "circle-dashed", "grey"),
    Status.PROCESSING: StatusLabel("Processing", "loader", "info"),
    Status.UTILIZED: StatusLabel("In use", "circle-check", "ok"),
    Status.IDLE: StatusLabel("Idle", "circle-pause", "warn"),
    Status.ON_THE_WAY_FROM: StatusLabel("Coming back", "rotate-ccw", "info"),
    Status.ON_THE_WAY_TO: StatusLabel("On the way", "truck", "info"),
    Status.DONE: StatusLabel("Done", "badge-check", "grey"),
}


def status_label(status: str) -> StatusLabel:
    """What stands for a status; one that this version does not know shows its own word."""
    try:
        return STATUS_LABELS[Status(status)]
    except ValueError:
        return StatusLabel(status, "circle-question-mark", "grey")
