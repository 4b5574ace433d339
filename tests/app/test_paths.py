"""app.paths: where things live, and folders that only the owner enters."""

import os
import stat
import sys
from pathlib import Path

import pytest

from app.errors import FolderNotWritableError
from app.paths import default_inventory, key_file_of, log_file, make_folder_of, settings_file

POSIX_ONLY = pytest.mark.skipif(os.name == "nt", reason="modes of POSIX files")


@pytest.mark.skipif(sys.platform != "linux", reason="the folders of the XDG specification")
def test_each_file_lives_in_the_folder_that_the_system_has_for_its_kind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for kind in ("DATA", "CONFIG", "STATE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / kind))

    assert default_inventory() == tmp_path / "DATA/Strongroom/Inventory.strongroom"
    assert settings_file() == tmp_path / "CONFIG/Strongroom/settings.json"
    assert log_file() == tmp_path / "STATE/Strongroom/strongroom.log"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="the folders of the XDG specification")
@pytest.mark.parametrize("named", [None, "", "relative/folder"])
def test_a_folder_that_is_not_named_or_not_whole_is_the_usual_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str | None
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for kind in ("DATA", "CONFIG", "STATE"):
        monkeypatch.delenv(f"XDG_{kind}_HOME", raising=False)
        if named is not None:
            monkeypatch.setenv(f"XDG_{kind}_HOME", named)

    assert default_inventory() == tmp_path / ".local/share/Strongroom/Inventory.strongroom"
    assert settings_file() == tmp_path / ".config/Strongroom/settings.json"
    assert log_file() == tmp_path / ".local/state/Strongroom/strongroom.log"


@pytest.mark.parametrize(
    ("inventory", "key_file"),
    [
        ("Home.strongroom", "Home.strongroom-key"),
        ("Home.2026.strongroom", "Home.2026.strongroom-key"),
        ("Home", "Home.strongroom-key"),
        ("Home.db", "Home.db.strongroom-key"),
    ],
)
def test_the_key_file_lies_beside_its_inventory(inventory: str, key_file: str) -> None:
    assert key_file_of(Path("/data") / inventory) == Path("/data") / key_file


@POSIX_ONLY
def test_every_folder_that_is_made_is_for_the_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "new" / "newer" / "Inventory.strongroom"

    make_folder_of(file)
    make_folder_of(file)

    modes = [stat.S_IMODE(folder.stat().st_mode) for folder in (file.parent, file.parent.parent)]
    assert modes == [0o700, 0o700]
    assert not file.exists()


@POSIX_ONLY
def test_a_folder_that_is_there_keeps_its_mode(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)

    make_folder_of(tmp_path / "Inventory.strongroom")

    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


def test_a_file_in_the_way_of_a_folder_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "Strongroom").write_text("a file")

    with pytest.raises(FolderNotWritableError):
        make_folder_of(tmp_path / "Strongroom" / "deep" / "Inventory.strongroom")
