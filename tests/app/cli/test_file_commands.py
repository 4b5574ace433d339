"""init, import, export and check."""

import json
import sqlite3
import stat
from pathlib import Path
from typing import Any

import pytest

from app.opening import open_inventory
from tests.command_line import CommandLine
from tests.secret_service import SecretService

CANARY = "c4nary-tr0ub4dor"
FORMATS = ("wrapper", "passbolt", "passbolt-v2", "batch", "builton")


@pytest.fixture
def other(tmp_path: Path, cli: CommandLine) -> CommandLine:
    """A second, empty inventory in the same folder, with the same passphrase."""
    line = CommandLine(tmp_path / "Other.strongroom", cli.passphrase_file)
    line("init", key_store="passphrase").expect(0)
    return line


def whole(line: CommandLine) -> list[Any]:
    """Every resource, in the trash too."""
    return sorted(line.json("list") + line.json("list", "--deleted"), key=lambda one: one["id"])


def test_init_makes_a_private_file_and_says_where_its_key_is(
    tmp_path: Path, passphrase_file: Path
) -> None:
    path = tmp_path / "Home.strongroom"

    made = CommandLine(path, passphrase_file)("--json", "init", key_store="passphrase").json

    assert made["path"] == str(path)
    assert (made["key_store"], made["resources"]) == ("passphrase", 0)
    assert len(made["fingerprint"]) == 40
    files = [path, tmp_path / "Home.strongroom-key"]
    assert [stat.S_IMODE(file.stat().st_mode) for file in files] == [0o600, 0o600]


def test_init_without_a_file_named_makes_the_default_one(home: Path, passphrase_file: Path) -> None:
    line = CommandLine(None, passphrase_file)

    made = Path(line("--json", "init", key_store="passphrase").json["path"])

    assert made.name == "Inventory.strongroom"
    assert made.is_relative_to(home)
    assert stat.S_IMODE(made.parent.stat().st_mode) == 0o700
    assert line.json("list") == []


def test_init_offers_the_recovery_kit_beside_its_answer(
    tmp_path: Path, passphrase_file: Path
) -> None:
    made = CommandLine(tmp_path / "a.strongroom", passphrase_file)("init", key_store="passphrase")

    assert "Passphrase key file a.strongroom-key" in made.expect(0).out
    assert "key export-recovery" in made.err


def test_init_with_the_sample_shows_what_the_program_can_do(sample_cli: CommandLine) -> None:
    resources = sample_cli.json("list")

    assert len(resources) > 50
    assert {one["status"] for one in resources} >= {"CREATED", "IDLE", "DONE"}
    assert any(one["secret"] for one in resources)


def test_init_leaves_a_file_that_is_there(cli: CommandLine) -> None:
    before = cli.path.read_bytes()

    refused = cli("init", key_store="passphrase").expect(4)

    assert refused.sentence.startswith("There is already a file at ")
    assert cli.path.read_bytes() == before


def test_init_in_a_folder_that_is_missing_makes_nothing(
    tmp_path: Path, passphrase_file: Path
) -> None:
    line = CommandLine(tmp_path / "missing" / "a.strongroom", passphrase_file)

    assert "choose another folder" in line("init", key_store="passphrase").expect(3).sentence
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("no_session_bus")
def test_init_without_a_keyring_asks_for_a_choice_and_makes_nothing(
    tmp_path: Path, passphrase_file: Path
) -> None:
    sentence = CommandLine(tmp_path / "a.strongroom", passphrase_file)("init").expect(3).sentence

    assert "--key-store passphrase" in sentence
    assert list(tmp_path.iterdir()) == []


def test_init_takes_the_keyring_where_there_is_one(
    tmp_path: Path, secret_service: SecretService
) -> None:
    line = CommandLine(tmp_path / "a.strongroom")

    assert line.json("init")["key_store"] == "keyring"
    human_id = line.add("Router", secret=CANARY)
    assert line.json("show", human_id, "--reveal")["secret"] == CANARY
    assert line.json("key", "show")["key_store"] == "keyring"

    secret_service.lock()
    assert "keyring is locked" in line("show", human_id, "--reveal").expect(3).sentence
    assert len(line.json("list")) == 1


def test_init_without_a_passphrase_makes_nothing(tmp_path: Path) -> None:
    refused = CommandLine(tmp_path / "a.strongroom")("init", key_store="passphrase").expect(3)

    assert "passphrase is needed" in refused.sentence
    assert list(tmp_path.iterdir()) == []


def test_a_person_at_the_terminal_chooses_the_passphrase_by_typing_it_twice(
    tmp_path: Path,
) -> None:
    line = CommandLine(tmp_path / "a.strongroom")
    differing = iter(["open sesame", "open sesam"])

    refused = line("init", key_store="passphrase", ask=lambda _prompt: next(differing)).expect(1)
    assert refused.sentence == "The two passphrases differ; nothing was made."
    assert list(tmp_path.iterdir()) == []

    line("init", key_store="passphrase", ask=lambda _prompt: "open sesame").expect(0)
    added = line("add", "Router", "--secret-stdin", stdin=b"x", ask=lambda _prompt: "open sesame")
    added.expect(0)


def test_an_export_imported_elsewhere_is_the_same_in_every_field(
    sample_cli: CommandLine, tmp_path: Path, passphrase_file: Path
) -> None:
    other = CommandLine(tmp_path / "Other.strongroom", passphrase_file)
    other("init", key_store="passphrase").expect(0)
    file = tmp_path / "export.json"

    exported = sample_cli.json("export", str(file))
    imported = other.json("import", str(file))

    count = len(whole(sample_cli))
    assert exported == {"path": str(file), "format": "strongroom", "resources": count}
    assert (imported["imported"], imported["new"], imported["problems"]) == (True, count, [])
    assert whole(other) == whole(sample_cli)
    for plural in ("types", "wrappers", "scopes", "products"):
        rows = [sorted(line.json(plural, "list"), key=str) for line in (sample_cli, other)]
        assert rows[0] == rows[1]


def test_secrets_that_were_imported_open_with_the_key_they_came_from(
    cli: CommandLine, other: CommandLine
) -> None:
    human_id = cli.add("Router", secret=CANARY)
    exported = cli("export", "-").expect(0).out.encode()

    other("import", "-", stdin=exported).expect(0)

    assert other.json("show", human_id, "--reveal")["secret"] == CANARY


def test_importing_again_changes_nothing(sample_cli: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "export.json"
    sample_cli("export", str(file)).expect(0)
    before = whole(sample_cli)

    again = sample_cli.json("import", str(file))

    assert (again["new"], again["changed"], again["unchanged"]) == (0, 0, len(before))
    assert whole(sample_cli) == before


def test_an_import_comes_behind_the_passphrase_on_standard_input(
    cli: CommandLine, other: CommandLine, passphrase_file: Path
) -> None:
    cli.add("Router", secret=CANARY)
    exported = cli("export", "-").expect(0).out.encode()

    imported = other(
        "import", "-", stdin=passphrase_file.read_bytes() + exported, passphrase_file="-"
    )

    assert imported.expect(0).out == "Imported: 1 new, 0 changed, 0 unchanged.\n"


def test_a_dry_run_says_what_would_happen_and_does_nothing(
    cli: CommandLine, other: CommandLine, tmp_path: Path
) -> None:
    cli.add("Router")
    cli("export", str(tmp_path / "export.json")).expect(0)

    planned = other.json("import", str(tmp_path / "export.json"), "--dry-run")

    assert (planned["imported"], planned["new"]) == (False, 1)
    assert other.json("list") == []


def test_what_a_file_only_names_is_made_when_asked_for(cli: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "in.json"
    resource = {"name": "Router", "scope": "scope_attic", "wrapper": "erp"}
    file.write_text(json.dumps({"format": "strongroom", "version": 1, "resources": [resource]}))

    cli("import", str(file)).expect(1)
    assert cli.json("list") == []

    made = cli.json("import", str(file), "--create-missing")
    assert (made["new"], made["new_scopes"], made["new_wrappers"]) == (1, 1, 1)
    (router,) = cli.json("list")
    assert (router["scope"], router["wrapper"]) == ("scope_attic", "erp")


@pytest.mark.parametrize("options", [[], ["--dry-run"]])
def test_a_file_with_one_bad_row_is_not_imported_at_all(
    cli: CommandLine, tmp_path: Path, options: list[str]
) -> None:
    file = tmp_path / "in.json"
    rows = [{"name": "good"}, {"name": "x" * 65}, {"name": "\x1b[31m"}]
    file.write_text(json.dumps({"format": "strongroom", "version": 1, "resources": rows}))

    refused = cli("import", str(file), *options).expect(1)
    documented = cli("--json", "import", str(file), *options).expect(1)

    assert refused.err == "The file has 2 problems; nothing is imported.\n"
    assert "resources 2: Name may have at most 64 characters.\n" in refused.out
    assert "\x1b" not in refused.out
    document = json.loads(documented.out)
    assert document["imported"] is False
    assert [(one["row"], one["field"]) for one in document["problems"]] == [
        (2, "name"),
        (3, "name"),
    ]
    assert cli.json("list") == []


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", 1),
        (b"not JSON", 1),
        (b"[]", 1),
        (b"\xff\xfe", 1),
        (b'{"format": "strongroom", "version": 99}', 1),
        (b'{"format": "strongroom", "version": 1, "resources": [NaN]}', 1),
        (b"[" * 100_000, 1),
        (None, 3),
    ],
)
def test_a_file_that_is_no_export_is_refused_in_one_sentence(
    cli: CommandLine, tmp_path: Path, content: bytes | None, code: int
) -> None:
    file = tmp_path / "in.json"
    if content is not None:
        file.write_bytes(content)

    assert cli("import", str(file)).expect(code).sentence
    assert (
        cli("import", str(tmp_path)).expect(3).sentence.endswith("this is a folder; choose a file.")
    )
    assert cli.json("list") == []


def test_an_export_holds_no_clear_text_and_is_private(cli: CommandLine, tmp_path: Path) -> None:
    cli.add("Router", secret=CANARY)
    file = tmp_path / "export.json"

    cli("export", str(file)).expect(0)

    text = file.read_text(encoding="utf-8")
    assert CANARY not in text
    assert "BEGIN PGP PUBLIC KEY BLOCK" in text
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_an_export_can_be_narrowed_by_words(cli: CommandLine) -> None:
    cli.add("Router")
    cli.add("Switch")

    document = json.loads(cli("export", "-", "rout").expect(0).out)

    assert [one["name"] for one in document["resources"]] == ["Router"]


@pytest.mark.parametrize("form", FORMATS)
def test_each_contract_can_be_exported(sample_cli: CommandLine, form: str) -> None:
    document = json.loads(sample_cli("export", "-", "--format", form).expect(0).out)

    assert len(document) > 0


@pytest.mark.parametrize("name", ["Home.strongroom", "Home.strongroom-key", "link.json"])
def test_an_export_does_not_overwrite_the_inventory_or_its_key(cli: CommandLine, name: str) -> None:
    (cli.path.parent / "link.json").symlink_to(cli.path)
    files = [cli.path, cli.path.with_name("Home.strongroom-key")]
    before = [file.read_bytes() for file in files]

    refused = cli("export", str(cli.path.with_name(name))).expect(3)
    cli("key", "export-recovery", str(cli.path.with_name(name))).expect(3)

    assert "choose another name" in refused.sentence
    assert [file.read_bytes() for file in files] == before


@pytest.mark.parametrize("target", ["missing/export.json", "."])
def test_an_export_that_cannot_be_written_is_said(cli: CommandLine, target: str) -> None:
    assert cli("export", str(cli.path.parent / target)).expect(3).sentence


def test_a_sound_file_is_called_sound(sample_cli: CommandLine) -> None:
    assert sample_cli("check").expect(0).out == f"{sample_cli.path} is sound.\n"
    assert sample_cli.json("check") == {"problems": [], "notes": []}


def test_without_the_key_the_check_says_what_it_left_out(cli: CommandLine) -> None:
    checked = CommandLine(cli.path)("check").expect(0).out

    assert "seals of the secrets were not checked" in checked
    assert "is sound" in checked


def test_a_secret_that_was_exchanged_is_found_and_not_shown(cli: CommandLine) -> None:
    human_id = cli.add("Router", secret=CANARY)
    cli.add("Switch", secret="other")
    connection = sqlite3.connect(cli.path)
    with connection:
        connection.execute(
            "UPDATE secret SET armored = (SELECT armored FROM secret ORDER BY rowid DESC LIMIT 1)"
        )
    connection.close()

    checked = cli("--json", "check").expect(3)

    assert [problem["code"] for problem in json.loads(checked.out)["problems"]] == ["seal"]
    assert checked.err == f"{cli.path} has 1 problem.\n"
    refused = cli("show", human_id, "--reveal").expect(3)
    assert refused.sentence == "This secret was changed outside this program and is not shown."


def test_repair_mends_counts_and_index(cli: CommandLine) -> None:
    cli.add("Router")
    connection = sqlite3.connect(cli.path)
    with connection:
        connection.execute("UPDATE resource_count SET living = 7")
    connection.close()

    assert cli("check").expect(3).err == f"{cli.path} has 1 problem.\n"
    assert "is sound" in cli("check", "--repair").expect(0).out


def test_beside_an_open_window_reading_works_and_writing_says_why_not(cli: CommandLine) -> None:
    human_id = cli.add("Router", secret=CANARY)
    window = open_inventory(cli.path, ask=lambda _request: None)
    try:
        assert len(cli.json("list")) == 1
        assert cli.json("show", human_id, "--reveal")["secret"] == CANARY
        refused = cli("add", "Switch").expect(3)
        cli("export", "-").expect(0)
    finally:
        window.close()

    assert refused.sentence.endswith("is open in another Strongroom; close that one first.")
    assert len(cli.json("list")) == 1
