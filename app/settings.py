"""What a person has set about the window, kept as JSON in the user's config folder.

    {"theme": "dark", "compact_rows": false, "clear_clipboard_after": 30, "hide_secrets_after": 60}

A value that cannot be is replaced by the usual one, by itself; a file that cannot be read as a
whole is put aside and not overwritten. Keys of a newer version are kept.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

ThemeChoice = Literal["system", "light", "dark"]

SECONDS_RANGE = range(5, 601)  # of both waits; neither can be switched off
SIZE_LIMIT = 64 * 1024
DAMAGED_SUFFIX = ".damaged"


class Settings(NamedTuple):
    """The settings of one person on one computer.

    Args:
        theme: The look, or `system` to follow the desktop.
        compact_rows: One line a row instead of two.
        clear_clipboard_after: Seconds that a copied secret stays on the clipboard.
        hide_secrets_after: Seconds that a revealed secret stays to be read.
    """

    theme: ThemeChoice = "system"
    compact_rows: bool = False
    clear_clipboard_after: int = 30
    hide_secrets_after: int = 60


class LoadedSettings(NamedTuple):
    """Settings, and a sentence for the person where they are not those in the file."""

    settings: Settings
    warning: str = ""


def load_settings(path: Path) -> LoadedSettings:
    """Read the settings; whatever is wrong with the file, there are some."""
    try:
        document = _document(path)
    except FileNotFoundError:
        return LoadedSettings(Settings())
    except OSError:
        return LoadedSettings(Settings(), "Your settings cannot be read; the usual ones are used.")
    if document is None:
        with suppress(OSError):
            path.replace(path.with_name(path.name + DAMAGED_SUFFIX))
        return LoadedSettings(
            Settings(),
            f"Your settings were damaged; the usual ones are used. The old file is kept as"
            f" {path.name}{DAMAGED_SUFFIX}.",
        )
    good = {name: document[name] for name in document.keys() & _CHECKS.keys()}
    return LoadedSettings(Settings(**{n: value for n, value in good.items() if _CHECKS[n](value)}))


def save_settings(path: Path, settings: Settings) -> None:
    """Write the settings: afterwards there is the old file or the new one, never half of one.

    Raises:
        FileAccessError: The file cannot be written.
        FolderNotWritableError: Its folder cannot be made.
        DiskFullError: There is no space for it.
    """
    import json  # noqa: PLC0415

    from app.formats.atomic_file import written_text  # noqa: PLC0415 - not needed to start
    from app.paths import make_folder_of  # noqa: PLC0415

    before: dict[str, Any] | None = None
    with suppress(OSError):
        before = _document(path)
    make_folder_of(path)
    with written_text(path) as stream:
        json.dump((before or {}) | settings._asdict(), stream, indent=2, sort_keys=True)
        stream.write("\n")


def _document(path: Path) -> dict[str, Any] | None:
    """The object in the file; None where there is no such thing in it."""
    with path.open("rb") as stream:
        source = stream.read(SIZE_LIMIT + 1)
    import json  # noqa: PLC0415 - a first start has no settings

    if len(source) > SIZE_LIMIT:
        return None
    try:
        document = json.loads(source)
    except (ValueError, RecursionError):
        return None
    return document if isinstance(document, dict) else None


def _is_seconds(value: object) -> bool:
    return type(value) is int and value in SECONDS_RANGE


def _is_yes_or_no(value: object) -> bool:
    return isinstance(value, bool)


def _is_theme(value: object) -> bool:
    return value in get_args(ThemeChoice)


_CHECKS: dict[str, Callable[[object], bool]] = {
    "theme": _is_theme,
    "compact_rows": _is_yes_or_no,
    "clear_clipboard_after": _is_seconds,
    "hide_secrets_after": _is_seconds,
}
