"""Where the inventory, its key file, the settings and the log live.

                    Linux                                        Windows and macOS
    inventory       ~/.local/share/Strongroom/                   what platformdirs says there
    settings        ~/.config/Strongroom/settings.json
    log             ~/.local/state/Strongroom/strongroom.log

On Linux that is the XDG Base Directory Specification, whose variables can move each folder.
Asking for a path touches no disk; a folder of ours is made when something is first written there.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from app.errors import FolderNotWritableError

INVENTORY_SUFFIX = ".strongroom"
KEY_FILE_SUFFIX = ".strongroom-key"
PRIVATE_FOLDER_MODE = 0o700

_PROGRAM = "Strongroom"
_USUAL_ON_LINUX = {"data": ".local/share", "config": ".config", "state": ".local/state"}


def default_inventory() -> Path:
    """The inventory that is meant where nobody names one."""
    return _folder("data") / f"Inventory{INVENTORY_SUFFIX}"


def key_file_of(inventory: Path) -> Path:
    """The passphrase key file beside an inventory: `Home.strongroom-key` of `Home.strongroom`."""
    if inventory.suffix == INVENTORY_SUFFIX:
        return inventory.with_suffix(KEY_FILE_SUFFIX)
    return inventory.with_name(inventory.name + KEY_FILE_SUFFIX)


def settings_file() -> Path:
    """What the window remembers: size, columns, theme; never content of an inventory."""
    return _folder("config") / "settings.json"


def log_file() -> Path:
    """Where warnings and errors are noted."""
    return _folder("state") / "strongroom.log"


def make_folder_of(file: Path) -> None:
    """Make the folder of one of our files, and what is missing above it, for the owner alone.

    Raises:
        FolderNotWritableError: It is not there and cannot be made.
    """
    missing = [folder for folder in file.parents if not folder.exists()]
    try:
        for folder in reversed(missing):
            folder.mkdir(mode=PRIVATE_FOLDER_MODE, exist_ok=True)
    except OSError as error:
        raise FolderNotWritableError(file) from error


def _folder(kind: str) -> Path:
    """The program's folder of a kind: `data`, `config` or `state`."""
    if sys.platform == "linux":  # where this is all there is to it; the import takes longer
        named = Path(os.environ.get(f"XDG_{kind.upper()}_HOME", ""))
        return (named if named.is_absolute() else Path.home() / _USUAL_ON_LINUX[kind]) / _PROGRAM
    from platformdirs import PlatformDirs  # noqa: PLC0415

    folder: Path = getattr(PlatformDirs(_PROGRAM, appauthor=False), f"user_{kind}_path")
    return folder
