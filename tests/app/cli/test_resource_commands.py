"""add, edit, show, list, trash, restore and history, from the arguments to the answer."""

import json
from pathlib import Path

import pytest

from tests.command_line import CommandLine

CANARY = "c4nary-tr0ub4dor"
OPTIONS = {
    "type": "database",
    "username": "ada",
    "uri": "postgres://db.example.com/ledger",
    "description": "First line\n\tsecond line",
    "status": "IDLE",
    "external_id": "CMDB-7",
    "reference_id": "ref/7",
    "image_url": "https://example.com/db.png",
    "start_period": "2026-01-01T00:00:00.000Z",
    "end_period": "2026-12-31T00:00:00.000Z",
}
NAMES = {
    "emoji": "Safe 🔐👩🏽‍💻",
    "right to left": "כספת ראשית",
    "markup": '<b>bold</b> <img src=x onerror="alert(1)">',
    "longest": "x" * 64,
    "quotes": "O'Neill \"; DROP TABLE resource; --",
}


def flags(values: dict[str, str]) -> list[str]:
    return [f"--{name.replace('_', '-')}={value}" for name, value in values.items()]


def test_what_was_added_is_shown_and_listed_field_by_field(cli: CommandLine) -> None:
    cli("scopes", "add", "Engineering").expect(0)
    cli("wrappers", "add", "ERP", "--id", "erp").expect(0)
    given = OPTIONS | {"scope": "scope_engineering", "wrapper": "erp"}

    added = cli.json("add", "Ledger", *flags(given), "--tag", "prod", "--tag", "eu", "--favourite")

    assert {name: added[name] for name in given} == given
    assert (added["name"], added["tags"], added["favourite"]) == ("Ledger", ["eu", "prod"], True)
    assert (added["deleted"], added["secret"], added["method"]) == (False, None, "asset")
    assert cli.json("show", added["id"]) == added
    assert cli.json("list") == [added]


def test_a_resource_is_found_by_each_of_its_identifiers(cli: CommandLine) -> None:
    added = cli.json("add", "Ledger", "--external-id", "CMDB-7", "--reference-id", "ref/7")
    bare = added["id"].removeprefix("resource_")

    for identifier in (bare, bare.upper(), added["human_id"].lower(), "CMDB-7", "ref/7"):
        assert cli.json("show", identifier) == added


def test_a_secret_comes_on_standard_input_and_is_shown_only_when_asked_for(
    cli: CommandLine,
) -> None:
    answers = [
        cli("add", "Router", "--secret-stdin", stdin=f"{CANARY}\n".encode()),
        cli("list"),
        cli("--json", "list"),
        cli("--json", "show", cli.json("list")[0]["id"]),
        cli("show", cli.json("list")[0]["id"]),
        cli("history"),
        cli("--json", "history"),
        cli("--json", "export", "-"),
    ]
    (router,) = cli.json("list")

    assert all(CANARY not in answer.expect(0).out + answer.err for answer in answers)
    assert router["secret"].startswith("-----BEGIN PGP MESSAGE-----")
    assert cli.json("show", router["id"], "--reveal")["secret"] == CANARY
    assert f"Secret    {CANARY}\n" in cli("show", router["id"], "--reveal").expect(0).out


def test_passphrase_and_secret_can_both_come_on_standard_input(
    cli: CommandLine, passphrase_file: Path
) -> None:
    stdin = passphrase_file.read_bytes() + b"two\nlines\n"

    added = cli("--json", "add", "Router", "--secret-stdin", stdin=stdin, passphrase_file="-").json

    assert cli.json("show", added["id"], "--reveal")["secret"] == "two\nlines"


def test_a_secret_of_several_fields_is_revealed_as_an_object(cli: CommandLine) -> None:
    human_id = cli.add(
        "Bank", "--type", "password-and-description", "--description", "the vault", secret=CANARY
    )

    shown = cli.json("show", human_id, "--reveal")

    assert shown["secret"] == {"password": CANARY, "description": "the vault"}
    assert shown["description"] is None
    text = cli("show", human_id, "--reveal").expect(0).out
    assert f"Secret password     {CANARY}\n" in text
    assert "Secret description  the vault\n" in text


def test_an_edit_changes_what_was_given_and_nothing_else(cli: CommandLine) -> None:
    before = cli.json("add", "Ledger", *flags(OPTIONS), "--tag", "prod")

    after = cli.json("edit", before["human_id"], "--name", "Ledger 2", "--uri", "", "--tag", "new")

    changed = {"name": "Ledger 2", "uri": None, "tags": ["new"], "updated": after["updated"]}
    assert after == before | changed
    assert after["updated"] >= before["updated"]


def test_an_edit_replaces_and_removes_a_secret(cli: CommandLine) -> None:
    human_id = cli.add("Router", secret="old")

    cli("edit", human_id, "--secret-stdin", stdin=b"new").expect(0)
    assert cli.json("show", human_id, "--reveal")["secret"] == "new"

    cli("edit", human_id, "--remove-secret").expect(0)
    assert cli.json("show", human_id, "--reveal")["secret"] is None
    assert "Secret    none\n" in cli("show", human_id).expect(0).out


def test_a_missing_secret_on_standard_input_changes_nothing(cli: CommandLine) -> None:
    human_id = cli.add("Router", secret="old")

    refused = cli("edit", human_id, "--secret-stdin", stdin=b"").expect(1)

    assert refused.sentence == "The new secret on standard input is missing."
    assert cli.json("show", human_id, "--reveal")["secret"] == "old"
    cli("add", "Other", "--secret-stdin", stdin=b"\xff\xfe").expect(1)
    assert len(cli.json("list")) == 1


def test_trash_and_restore_take_several_or_none(cli: CommandLine) -> None:
    first, second = cli.add("First"), cli.add("Second", secret="kept")

    assert cli("trash", first, "ZZZZZZ").expect(4).sentence == "There is no resource “ZZZZZZ”."
    assert len(cli.json("list")) == 2

    trashed = cli.json("trash", first, second, first)
    assert [(one["human_id"], one["deleted"]) for one in trashed] == [(first, True), (second, True)]
    assert cli.json("list") == []
    assert {one["human_id"] for one in cli.json("list", "--deleted")} == {first, second}
    assert "In the trash" in cli("show", first).expect(0).out

    restored = cli.json("restore", second)
    assert [one["deleted"] for one in restored] == [False]
    assert cli.json("show", second, "--reveal")["secret"] == "kept"
    assert [one["human_id"] for one in cli.json("list", "--deleted")] == [first]


def test_a_list_is_found_sorted_and_limited(cli: CommandLine) -> None:
    for name, user in (("Ångström", "ada"), ("beta", "bob"), ("Gamma", "ada")):
        cli.add(name, "--username", user)

    def names(*arguments: str) -> list[str]:
        return [one["name"] for one in cli.json("list", *arguments)]

    assert names() == ["Ångström", "beta", "Gamma"]
    assert names("--sort", "-name") == ["Gamma", "beta", "Ångström"]
    assert names("--sort", "created", "--limit", "2") == ["Ångström", "beta"]
    assert names("angstrom") == ["Ångström"]
    assert names("ADA", "mm") == ["Gamma"]
    assert names("nothing like it") == []
    assert names("--limit", "0") == []


def test_a_list_for_people_is_aligned_and_fits_the_terminal(sample_cli: CommandLine) -> None:
    wide = sample_cli("list").expect(0).out.splitlines()
    narrow = sample_cli("list", width=40).expect(0).out.splitlines()

    assert wide[0].split() == ["ID", "Name", "Type", "User", "name", "Status", "Updated"]
    assert len(wide) == len(narrow) == len(sample_cli.json("list")) + 1
    assert max(map(len, narrow)) <= 40


def test_an_empty_list_says_so(cli: CommandLine) -> None:
    assert cli("list").expect(0).out == "No resources.\n"
    assert cli("--json", "list").expect(0).out == "[]\n"


def test_history_tells_who_did_what_without_secrets(cli: CommandLine) -> None:
    human_id = cli.add("Router", secret=CANARY)
    cli("edit", human_id, "--uri", "ssh://r", "--start-period", "2026-01-01").expect(0)
    cli("edit", human_id, "--secret-stdin", stdin=b"other").expect(0)
    cli("trash", human_id).expect(0)
    cli("scopes", "add", "Engineering").expect(0)

    entries = cli.json("history", human_id)

    assert [entry["operation"] for entry in entries] == ["trash", "edit", "edit", "add"]
    assert {entry["id"] for entry in entries} == {cli.json("show", human_id)["id"]}
    assert entries[2]["changes"]["uri"] == [None, "ssh://r"]
    assert entries[2]["changes"]["start_period"] == [None, "2026-01-01T00:00:00.000Z"]
    assert CANARY not in json.dumps(entries)
    assert len(cli.json("history")) == 5
    assert len(cli.json("history", "--limit", "2")) == 2
    text = cli("history").expect(0).out
    assert f"{human_id} Router" in text
    assert "Start of the period" in text


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_any_name_comes_back_as_it_was_given(cli: CommandLine, name: str) -> None:
    human_id = cli.add(name)

    assert cli.json("show", human_id)["name"] == name
    assert f"Name      {name}\n" in cli("show", human_id).expect(0).out
    assert name in cli("list").expect(0).out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["add", "x" * 65], "Name may have at most 64 characters."),
        (["add", ""], "Name is needed."),
        (["add", "   "], "Name is needed."),
        (["add", "\x1b[31mred"], "Name holds a control character or invalid Unicode."),
        (["add", "half \udce9"], "Name holds a control character or invalid Unicode."),
        (
            ["add", "n", "--description", "x" * 10_001],
            "Description may have at most 10,000 characters.",
        ),
        (["add", "n", "--uri", "x" * 1025], "URI may have at most 1,024 characters."),
        (["add", "n", "--tag", "x" * 129], "A tag may have at most 128 characters."),
        (["add", "n", "--start-period", "soon"], "Start of the period is not a date and time."),
        (
            ["add", "n", "--scope", "scope_no"],
            "There is no scope “scope_no”; add it first or choose another.",
        ),
        (
            ["add", "n", "--type", "spell"],
            "There is no type “spell”; add it first or choose another.",
        ),
        (["add", "n", "--type", "password-string"], "The type “Password” needs a secret."),
    ],
)
def test_a_mistake_is_one_sentence_and_changes_nothing(
    cli: CommandLine, arguments: list[str], sentence: str
) -> None:
    assert cli(*arguments).expect(1).sentence == sentence
    assert cli.json("list") == []


def test_every_problem_is_said_at_once(cli: CommandLine) -> None:
    refused = cli("--json", "add", "", "--status", "asleep", "--tag", "x" * 129).expect(1)

    assert refused.out == ""
    assert len(refused.err.splitlines()) == 3


def test_a_description_of_10_000_characters_is_taken(cli: CommandLine) -> None:
    assert len(cli.json("add", "n", "--description", "é" * 10_000)["description"]) == 10_000


@pytest.mark.parametrize(
    "arguments", [["show", "nope"], ["edit", "nope"], ["history", "nope"], ["restore", "nope"]]
)
def test_what_does_not_exist_is_a_conflict(cli: CommandLine, arguments: list[str]) -> None:
    assert cli(*arguments).expect(4).sentence == "There is no resource “nope”."


def test_what_exists_already_is_a_conflict(cli: CommandLine) -> None:
    cli("wrappers", "add", "ERP", "--id", "erp").expect(0)
    cli("add", "Ledger", "--wrapper", "erp").expect(0)

    assert "already exists" in cli("add", "Ledger", "--wrapper", "erp").expect(4).sentence
    assert len(cli.json("list")) == 1


def test_an_identifier_reaches_the_terminal_without_its_escape_sequences(cli: CommandLine) -> None:
    sentence = cli("show", "\x1b]0;owned\x07\u202egnp").expect(4).sentence

    assert sentence == "There is no resource “\\x1b]0;owned\\x07\\u202egnp”."


def test_a_secret_with_escape_sequences_is_printed_visibly_and_kept_exactly(
    cli: CommandLine,
) -> None:
    human_id = cli.add("Router", secret="\x1b[2Jred\u202e\nsecond line")

    assert cli.json("show", human_id, "--reveal")["secret"] == "\x1b[2Jred\u202e\nsecond line"
    shown = cli("show", human_id, "--reveal").expect(0).out
    assert "Secret    \\x1b[2Jred\\u202e\n          second line\n" in shown


@pytest.mark.parametrize(
    ("passphrase", "code", "sentence"),
    [
        ("wrong\n", 1, "The passphrase is wrong; try again."),
        (None, 3, "A passphrase is needed; give one with --passphrase-file."),
    ],
)
def test_without_the_passphrase_a_secret_is_neither_read_nor_written(
    cli: CommandLine, passphrase: str | None, code: int, sentence: str
) -> None:
    human_id = cli.add("Router", secret=CANARY)
    stranger = CommandLine(cli.path)

    def attempt(*arguments: str, secret: str = "") -> str:
        if passphrase is None:
            return stranger(*arguments, stdin=secret.encode()).expect(code).sentence
        given = (passphrase + secret).encode()
        return stranger(*arguments, stdin=given, passphrase_file="-").expect(code).sentence

    assert attempt("show", human_id, "--reveal") == sentence
    assert attempt("--json", "show", human_id, "--reveal") == sentence
    assert attempt("edit", human_id, "--secret-stdin", secret="mine") == sentence
    assert attempt("add", "Other", "--secret-stdin", secret="mine") == sentence
    assert cli.json("show", human_id, "--reveal")["secret"] == CANARY
    assert len(stranger.json("list")) == 1
