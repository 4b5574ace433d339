"""Tags as one line of text, separated by commas, and back."""

from __future__ import annotations

from collections.abc import Iterable


def to_text(tags: Iterable[str]) -> str:
    """Tags as a person may edit them: `home, "red, blue", work`."""
    return ", ".join(_quoted(tag) for tag in tags)


def from_text(text: str) -> tuple[str, ...]:
    """The tags of a line, trimmed, each once, in the order of the line.

    Args:
        text: Tags between commas. A tag in double quotes keeps its commas and outer spaces; a quote
            inside it is doubled. A quote that is not closed reaches to the end of the line.
    """
    tags: list[str] = []
    rest = text.lstrip()
    while rest:
        tag, rest = _quoted_tag(rest[1:]) if rest.startswith('"') else _plain_tag(rest)
        tags.append(tag)
        rest = rest.lstrip()
    return tuple(dict.fromkeys(filter(None, tags)))


def _quoted(tag: str) -> str:
    if "," in tag or tag.startswith('"') or tag != tag.strip():
        return '"' + tag.replace('"', '""') + '"'
    return tag


def _plain_tag(text: str) -> tuple[str, str]:
    tag, _, rest = text.partition(",")
    return tag.strip(), rest


def _quoted_tag(text: str) -> tuple[str, str]:
    """The tag up to its closing quote, and what follows the next comma."""
    end = text.replace('""', "\0\0").find('"')
    tag = (text if end < 0 else text[:end]).replace('""', '"')
    after = "" if end < 0 else text[end + 1 :]
    more, _, rest = after.partition(",")
    return tag + more.rstrip(), rest
