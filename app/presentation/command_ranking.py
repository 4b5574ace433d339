"""Which commands fit what was typed into the command palette, best first."""

from __future__ import annotations

from collections.abc import Sequence

from app.search.folding import fold

_NO_MATCH = 1_000
_SHORTEST_FUZZY = 3  # two letters are somewhere in almost every text


def rank(query: str, texts: Sequence[str]) -> list[int]:
    """The indexes of the texts that every word of the query fits.

    A word fits at the start of the text, at the start of a word, anywhere, or with letters left out
    (`nwdev` finds `New device`), in this order of merit; equal ones keep their order.

    Args:
        query: What was typed; case and accents do not matter. Empty: every text fits.
        texts: The commands as they are shown.
    """
    words = fold(query).split()
    scored = [(_score(words, fold(text)), index) for index, text in enumerate(texts)]
    return [index for score, index in sorted(scored) if score < _NO_MATCH]


def _score(words: list[str], text: str) -> int:
    return sum(_word_score(word, text) for word in words)


def _word_score(word: str, text: str) -> int:
    if text.startswith(word):
        return 0
    if any(part.startswith(word) for part in text.split()):
        return 1
    if word in text:
        return 2
    if len(word) >= _SHORTEST_FUZZY and _is_subsequence(word, text):
        return 3
    return _NO_MATCH


def _is_subsequence(word: str, text: str) -> bool:
    rest = iter(text)
    return all(letter in rest for letter in word)
