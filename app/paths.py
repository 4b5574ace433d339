"""Where the inventory, its key file, the settings and the log live.

                    Linux                                        Windows and macOS
    inventory       ~/.local/share/Strongroom/                   what platformdirs says there
    settings        ~/.config/Strongroom/settings.json
    log             ~/.local/state/Strongroom/strongroom.log

Asking for a path touches no disk; a folder of ours is made when something is first written there.
"""

from __future__ import annotations

from pathlib import Path

from app.errors import FolderNotWritableError

INVENTORY_SUFFIX = ".strongroom"
KEY_FILE_SUFFIX = ".strongroom-key"
PRIVATE_FOLDER_MODE = 0o700

_PROGRAM = "Strongroom"


def default_inventory() -> Path:
    """The inventory that is meant where nobody names one."""
    from platformdirs import user_data_path  # noqa: PLC0415 - most starts name a file or need less

    return user_data_path(_PROGRAM, appauthor=False) / f"Inventory{INVENTORY_SUFFIX}"


def key_file_of(inventory: Path) -> Path:
    """The passphrase key file beside an inventory: `Home.strongroom-key` of `Home.strongroom`."""
    if inventory.suffix == INVENTORY_SUFFIX:
        return inventory.with_suffix(KEY_FILE_SUFFIX)
    return inventory.with_name(inventory.name + KEY_FILE_SUFFIX)


def settings_file() -> Path:
    """What the window remembers: size, columns, theme; never content of an inventory."""
    from platformdirs import user_config_path  # noqa: PLC0415

    return user_config_path(_PROGRAM, appauthor=False) / "settings.json"


def log_file() -> Path:
    """Where warnings and errors are noted."""
    from platformdirs import user_state_path  # noqa: PLC0415

    return user_state_path(_PROGRAM, appauthor=False) / "strongroom.log"


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
