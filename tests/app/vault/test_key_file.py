"""The key file's format: bounded, checked, and closed to whoever lacks the passphrase."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.errors import DiskFullError, FileAccessError, WrongPassphraseError
from app.vault.key_file import (
    Argon2Cost,
    DamagedKeyFileError,
    KeyFile,
    _checksum,
    read_key_file,
    write_key_file,
)

CHEAP = Argon2Cost(memory_kib=8 * 1024, iterations=1, lanes=1)
FIRST, SECOND = "A" * 40, "B" * 40


@pytest.fixture
def file() -> KeyFile:
    file = KeyFile.new(CHEAP)
    wrapping_key = file.wrapping_key("correct horse")
    for fingerprint in (FIRST, SECOND):
        file = file.with_key(
            inventory="inventory",
            fingerprint=fingerprint,
            armored=f"the key {fingerprint}",
            wrapping_key=wrapping_key,
        )
    return file


def altered(file: KeyFile, change: Callable[[dict[str, Any]], object]) -> str:
    """The JSON after a change whose maker also mended the checksum."""
    document = json.loads(file.render())
    document.pop("checksum")
    change(document)
    return json.dumps(document | {"checksum": _checksum(document)})


def opened(file: KeyFile, fingerprint: str, passphrase: str) -> str:
    entry = file.find(fingerprint)
    assert entry is not None
    return file.open(entry, file.wrapping_key(passphrase))


def test_keys_are_found_again_with_the_passphrase(file: KeyFile) -> None:
    again = KeyFile.parse(file.render())
    assert again == file
    assert opened(again, FIRST, "correct horse") == f"the key {FIRST}"
    assert opened(again, SECOND, "correct horse") == f"the key {SECOND}"
    assert again.find("C" * 40) is None
    assert again.without_key(FIRST).find(FIRST) is None
    with pytest.raises(WrongPassphraseError):
        opened(again, FIRST, "Correct horse")


def test_nothing_of_key_or_passphrase_is_in_the_file(file: KeyFile) -> None:
    assert "the key" not in file.render()
    assert "horse" not in file.render()
    assert "sealed=" not in repr(file)


def test_same_letters_typed_otherwise_are_the_same_passphrase(file: KeyFile) -> None:
    assert file.wrapping_key("caf\u00e9") == file.wrapping_key("cafe\u0301")


def test_default_cost_is_that_of_the_security_model() -> None:
    assert Argon2Cost() == Argon2Cost(memory_kib=65_536, iterations=3, lanes=4)
    assert KeyFile.new(Argon2Cost()).wrapping_key("x")  # once at full cost, in the whole suite


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d["keys"][0].update(inventory="another"),
        lambda d: d["keys"][0].update(fingerprint="C" * 40),
        lambda d: d["keys"][0].update(nonce="A" * 16),
        lambda d: d["keys"][0].update(sealed=d["keys"][1]["sealed"]),
        lambda d: d["kdf"].update(iterations=2),
        lambda d: d["kdf"].update(salt="A" * 22 + "=="),
    ],
)
def test_altered_file_opens_with_no_passphrase(
    file: KeyFile, change: Callable[[dict[str, Any]], object]
) -> None:
    hostile = KeyFile.parse(altered(file, change))
    entry = hostile.entries[0]
    with pytest.raises(WrongPassphraseError):
        hostile.open(entry, hostile.wrapping_key("correct horse"))


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d["kdf"].update(memory_kib=2**31),  # would take all the memory there is
        lambda d: d["kdf"].update(memory_kib=64),
        lambda d: d["kdf"].update(memory_kib=65536.5),
        lambda d: d["kdf"].update(memory_kib="65536"),
        lambda d: d["kdf"].update(iterations=17),
        lambda d: d["kdf"].update(iterations=0),
        lambda d: d["kdf"].update(iterations=True),
        lambda d: d["kdf"].update(lanes=17),
        lambda d: d["kdf"].update(salt="AAAA"),
        lambda d: d["kdf"].update(salt="not base64"),
        lambda d: d["kdf"].update(name="scrypt"),
        lambda d: d["kdf"].pop("salt"),
        lambda d: d.update(format="other"),
        lambda d: d.update(version=2),
        lambda d: d.update(keys=d["keys"] * 40),
        lambda d: d.update(keys="x"),
        lambda d: d.update(keys=[1]),
        lambda d: d.pop("kdf"),
        lambda d: d["keys"][0].update(nonce="AAAA"),
        lambda d: d["keys"][0].update(sealed=None),
    ],
)
def test_file_out_of_bounds_is_damaged(
    file: KeyFile, change: Callable[[dict[str, Any]], object]
) -> None:
    with pytest.raises(DamagedKeyFileError):
        KeyFile.parse(altered(file, change))


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[]", "null", "1", "{", '{"checksum": NaN}', '{"a": 1, "a": 2}', "[" * 100_000],
)
def test_text_that_is_no_key_file_is_damaged(text: str) -> None:
    with pytest.raises(DamagedKeyFileError):
        KeyFile.parse(text)


def test_any_altered_character_is_noticed(file: KeyFile) -> None:
    text = file.render()
    for at in range(0, len(text), 3):
        if text[at].isalnum():
            other = "0" if text[at] != "0" else "1"
            with pytest.raises(DamagedKeyFileError):
                KeyFile.parse(text[:at] + other + text[at + 1 :])
    with pytest.raises(DamagedKeyFileError):
        KeyFile.parse(text[:-10])


@pytest.mark.parametrize("figures", [(1024, 1, 1), (8192, 0, 1), (8192, 1, 0), (2**20, 1, 1)])
def test_cost_out_of_bounds_is_a_programming_error(figures: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="out of bounds"):
        Argon2Cost(*figures)


def test_file_is_for_its_owner_alone_and_replaced_in_one_step(
    file: KeyFile, tmp_path: Path
) -> None:
    path = tmp_path / "made" / "Home.strongroom-key"
    umask = os.umask(0)
    try:
        write_key_file(path, file.without_key(FIRST))
        write_key_file(path, file)
    finally:
        os.umask(umask)
    assert read_key_file(path) == file
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert list(path.parent.iterdir()) == [path]


def test_missing_file_is_none_and_a_huge_one_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "x.strongroom-key"
    assert read_key_file(path) is None
    for content in (b"x" * 1_000_001, b"\xff\xfe"):
        path.write_bytes(content)
        with pytest.raises(DamagedKeyFileError):
            read_key_file(path)


def test_folder_in_the_way_is_said(file: KeyFile, tmp_path: Path) -> None:
    path = tmp_path / "x.strongroom-key"
    path.mkdir()
    with pytest.raises(FileAccessError, match="cannot be read"):
        read_key_file(path)
    with pytest.raises(FileAccessError, match="cannot be written"):
        write_key_file(path, file)
    (tmp_path / "file").write_text("")
    with pytest.raises(FileAccessError, match="cannot be written"):
        write_key_file(tmp_path / "file" / "x.strongroom-key", file)
    assert sorted(tmp_path.iterdir()) == [tmp_path / "file", path]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_full_disk_leaves_the_old_file(
    file: KeyFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.strongroom-key"
    write_key_file(path, file.without_key(FIRST))
    real_open = os.open

    def open_full(name: Any, flags: int, mode: int = 0o777) -> int:
        return real_open("/dev/full" if str(name).endswith(".tmp") else name, flags & 1, mode)

    with monkeypatch.context() as changes:
        changes.setattr(os, "open", open_full)
        with pytest.raises(DiskFullError):
            write_key_file(path, file)
    assert read_key_file(path) == file.without_key(FIRST)
