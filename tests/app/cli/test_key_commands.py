"""key show, export-public, export-recovery, import-recovery."""

import re
import stat
from pathlib import Path

import pytest

from tests.command_line import CommandLine

CANARY = "c4nary-tr0ub4dor"
CODE = re.compile(r"(?:[0-9A-HJKMNP-TV-Z]{5}-){5}[0-9A-HJKMNP-TV-Z]\n")


def test_show_names_the_key_and_the_store_in_use(cli: CommandLine) -> None:
    shown = cli.json("key", "show")

    assert shown["key_store"] == "passphrase"
    assert shown["recovery_kit_saved"] is False
    text = cli("key", "show").expect(0).out
    assert shown["fingerprint"] in text
    assert "Passphrase key file Home.strongroom-key" in text


def test_the_public_key_is_printed_for_others(cli: CommandLine) -> None:
    armored = cli("key", "export-public").expect(0).out

    assert armored.startswith("-----BEGIN PGP PUBLIC KEY BLOCK-----\n")
    assert armored.endswith("-----END PGP PUBLIC KEY BLOCK-----\n")
    assert cli.json("key", "export-public")["public_key"] == armored


def test_the_recovery_code_is_all_that_is_printed(cli: CommandLine, tmp_path: Path) -> None:
    kit = tmp_path / "kit.asc"

    saved = cli("key", "export-recovery", str(kit)).expect(0)

    assert CODE.fullmatch(saved.out)
    assert "not shown again" in saved.err
    assert saved.out.strip() not in kit.read_text()
    assert stat.S_IMODE(kit.stat().st_mode) == 0o600
    assert cli.json("key", "show")["recovery_kit_saved"] is True


def test_a_lost_key_comes_back_from_the_kit(cli: CommandLine, tmp_path: Path) -> None:
    human_id = cli.add("Router", secret=CANARY)
    kit = tmp_path / "kit.asc"
    code = cli.json("key", "export-recovery", str(kit))["code"]
    cli.path.with_name("Home.strongroom-key").unlink()

    lost = cli("show", human_id, "--reveal").expect(3)
    assert "restore it from the recovery kit" in lost.sentence
    assert len(cli.json("list")) == 1

    restored = cli("key", "import-recovery", str(kit), stdin=f"{code.lower()}\n".encode())
    assert "is back in: Passphrase key file" in restored.expect(0).out
    assert cli.json("show", human_id, "--reveal")["secret"] == CANARY


def test_passphrase_and_code_can_both_come_on_standard_input(
    cli: CommandLine, tmp_path: Path, passphrase_file: Path
) -> None:
    kit = tmp_path / "kit.asc"
    code = cli.json("key", "export-recovery", str(kit))["code"]
    stdin = passphrase_file.read_bytes() + code.encode()

    cli("key", "import-recovery", str(kit), stdin=stdin, passphrase_file="-").expect(0)


@pytest.mark.parametrize("code", ["ABC", "00000-00000-00000-00000-00000-0", ""])
def test_a_wrong_code_is_a_mistake(cli: CommandLine, tmp_path: Path, code: str) -> None:
    kit = tmp_path / "kit.asc"
    cli("key", "export-recovery", str(kit)).expect(0)

    refused = cli("key", "import-recovery", str(kit), stdin=code.encode()).expect(1)

    assert "code" in refused.sentence


@pytest.mark.parametrize(("content", "code"), [(None, 3), (b"", 1), (b"no kit", 1), (b"\xff", 1)])
def test_a_kit_that_is_none_is_refused(
    cli: CommandLine, tmp_path: Path, content: bytes | None, code: int
) -> None:
    kit = tmp_path / "kit.asc"
    real = cli.json("key", "export-recovery", str(kit))["code"]
    kit.unlink()
    if content is not None:
        kit.write_bytes(content)

    assert cli("key", "import-recovery", str(kit), stdin=real.encode()).expect(code).sentence


def test_the_kit_of_another_inventory_is_refused(
    cli: CommandLine, tmp_path: Path, passphrase_file: Path
) -> None:
    other = CommandLine(tmp_path / "Other.strongroom", passphrase_file)
    other("init", key_store="passphrase").expect(0)
    code = other.json("key", "export-recovery", str(tmp_path / "kit.asc"))["code"]

    refused = cli("key", "import-recovery", str(tmp_path / "kit.asc"), stdin=code.encode())

    assert refused.expect(4).sentence.startswith("There is no key ")
