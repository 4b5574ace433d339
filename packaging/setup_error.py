"""The one error of the set-up."""

from __future__ import annotations


class SetupError(Exception):
    """This machine lacks something that only its owner can give; the message says what to do.

    Args:
        sentence: One full sentence for the person.
        output: What the failing program printed, shown below the sentence.
    """

    def __init__(self, sentence: str, *, output: str = "") -> None:
        self.output = output
        super().__init__(sentence)
