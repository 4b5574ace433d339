import json
from pathlib import Path

import pytest

from app.errors import FileAccessError, FolderNotWritableError
from app.settings import SIZE_LIMIT, LoadedSettings, Settings, load_settings, save_settings

OTHER = Settings(theme="dark", compact_rows=True, clear_clipboard_after=10, hide_secrets_after=120)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.json"


def write(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_first_start_has_the_usual_settings(path: Path) -> None:
    assert load_settings(path) == LoadedSettings(Settings())
    assert not path.parent.exists()


def test_every_saved_setting_comes_back(path: Path) -> None:
    usual = Settings()._asdict()
    assert all(value != usual[name] for name, value in OTHER._asdict().items())
    save_settings(path, OTHER)
    assert load_settings(path) == LoadedSettings(OTHER)


def test_file_is_for_the_owner_alone_and_nothing_is_left_beside_it(path: Path) -> None:
    save_settings(path, OTHER)
    save_settings(path, Settings())
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "nonsense",
        "[1, 2]",
        '"text"',
        "null",
        "[" * 60_000,
        "\0\0\0",
        "{}" + " " * SIZE_LIMIT,
    ],
)
def test_damaged_file_is_put_aside_and_said(path: Path, text: str) -> None:
    write(path, text)
    loaded = load_settings(path)
    assert loaded.settings == Settings()
    assert "settings.json.damaged" in loaded.warning
    assert path.with_name("settings.json.damaged").read_text(encoding="utf-8") == text
    assert load_settings(path) == LoadedSettings(Settings())


def test_text_that_is_no_utf_8_is_damage(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b'{"theme": "\xff\xfe\xfa"}')
    assert load_settings(path).warning


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("theme", "pink"),
        ("theme", 1),
        ("theme", None),
        ("theme", ["dark"]),
        ("compact_rows", 1),
        ("compact_rows", "yes"),
        ("clear_clipboard_after", 0),
        ("clear_clipboard_after", -5),
        ("clear_clipboard_after", 10**9),
        ("clear_clipboard_after", 30.5),
        ("clear_clipboard_after", True),
        ("hide_secrets_after", "60"),
        ("hide_secrets_after", {}),
    ],
)
def test_impossible_value_is_the_usual_one_and_the_others_hold(
    path: Path, name: str, value: object
) -> None:
    save_settings(path, OTHER)
    write(path, json.dumps(json.loads(path.read_text()) | {name: value}))
    loaded = load_settings(path)
    assert getattr(loaded.settings, name) == getattr(Settings(), name)
    others = {"theme", "compact_rows", "clear_clipboard_after", "hide_secrets_after"} - {name}
    assert all(getattr(loaded.settings, other) == getattr(OTHER, other) for other in others)
    assert loaded.warning == ""


def test_key_of_a_newer_version_is_kept(path: Path) -> None:
    write(path, '{"theme": "dark", "fancy": [1]}')
    save_settings(path, load_settings(path).settings)
    assert json.loads(path.read_text())["fancy"] == [1]


def test_file_that_cannot_be_read_is_said_and_left(path: Path) -> None:
    path.mkdir(parents=True)
    assert load_settings(path).warning == "Your settings cannot be read; the usual ones are used."
    assert path.is_dir()


def test_place_that_cannot_be_written_is_said(path: Path, tmp_path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(FileAccessError):
        save_settings(path, OTHER)
    (tmp_path / "file").touch()
    with pytest.raises(FolderNotWritableError):
        save_settings(tmp_path / "file" / "below" / "settings.json", OTHER)
