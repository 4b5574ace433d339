"""app.cli.arguments: what a command line means, and what is wrong usage."""

import tomllib
from pathlib import Path

import pytest

from app import __version__
from app.cli.arguments import EXPORT_FORMATS, build_parser, given_fields, read_arguments
from app.formats.export import FORMATS
from app.search.listing import Sort, SortKey

PROJECT = Path(__file__).parents[3]


def test_a_command_is_known_by_its_words() -> None:
    assert read_arguments(["list"]).command == "list"
    assert read_arguments(["key", "export-public"]).command == "key export-public"
    assert read_arguments(["scopes", "add", "Engineering"]).command == "scopes add"


def test_global_options_stand_before_the_command() -> None:
    options = read_arguments(
        "--file a.strongroom --key-store passphrase --passphrase-file - --json list".split()
    )

    assert options.file == Path("a.strongroom")
    assert (options.key_store, options.passphrase_file, options.json) == ("passphrase", "-", True)


def test_a_global_option_after_the_command_is_explained(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        read_arguments(["list", "--json"])

    assert "go before the command" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["key"],
        ["conjure"],
        ["add"],
        ["show"],
        ["trash"],
        ["list", "--sort", "size"],
        ["list", "--limit", "-1"],
        ["list", "--limit", "many"],
        ["--key-store", "plaintext", "init"],
        ["export", "-", "--format", "xml"],
        ["import", "-", "--format", "batch"],
        ["edit", "K7P2MX", "--secret-stdin", "--remove-secret"],
        ["add", "Router", "--secret", "tr0ub4dor"],
        ["--js", "list"],
    ],
)
def test_wrong_usage_ends_with_2_and_a_sentence(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        read_arguments(arguments)

    output = capsys.readouterr()
    assert caught.value.code == 2
    assert output.err.startswith("usage: strongroom-cli")
    assert output.out == ""


def test_usage_errors_print_nothing_a_terminal_would_obey(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        read_arguments(["list", "--\x1b[31m"])

    assert "\x1b" not in capsys.readouterr().err


def test_there_is_no_way_to_give_a_secret_as_an_argument() -> None:
    for command in ("add", "edit"):
        with pytest.raises(SystemExit) as caught:
            read_arguments([command, "x", "--secret-stdin=tr0ub4dor"])
        assert caught.value.code == 2
    for name in ("passphrase", "secret", "code"):
        with pytest.raises(SystemExit):
            read_arguments([f"--{name}", "x", "list"])


@pytest.mark.parametrize("key", SortKey)
def test_every_order_can_be_asked_for_both_ways(key: SortKey) -> None:
    assert read_arguments(["list", "--sort", key]).sort == Sort(key)
    assert read_arguments(["list", "--sort", f"-{key}"]).sort == Sort(key, descending=True)
    assert read_arguments(["list", f"--sort=-{key}"]).sort == Sort(key, descending=True)


def test_sort_is_a_word_like_any_other_behind_two_dashes() -> None:
    assert read_arguments(["list", "--", "--sort", "-x"]).query == ["--sort", "-x"]


def test_only_the_fields_that_are_given_are_changed() -> None:
    options = read_arguments(["edit", "K7P2MX", "--uri", "https://example.com", "--status", "idle"])

    assert given_fields(options) == {"uri": "https://example.com", "status": "IDLE"}


def test_every_field_has_an_option() -> None:
    options = read_arguments(
        (
            "add Laptop --type device --username ada --uri ssh://a --description Black"
            " --status IDLE --scope scope_it --wrapper erp --external-id 7 --reference-id r"
            " --image-url https://a/b.png --start-period 2026-01-01 --end-period 2026-02-01"
            " --method retail --product p --retail-price 100 --tag a --tag b --sub-product s"
            " --favourite"
        ).split()
    )

    assert given_fields(options) == {
        "name": "Laptop",
        "type": "device",
        "username": "ada",
        "uri": "ssh://a",
        "description": "Black",
        "status": "IDLE",
        "scope": "scope_it",
        "wrapper": "erp",
        "external_id": "7",
        "reference_id": "r",
        "image_url": "https://a/b.png",
        "start_period": "2026-01-01",
        "end_period": "2026-02-01",
        "method": "retail",
        "product": "p",
        "retail_price": "100",
        "tags": ("a", "b"),
        "sub_products": ("s",),
        "favourite": True,
    }


def test_an_empty_text_empties_the_field() -> None:
    options = read_arguments(
        ["edit", "K7P2MX", "--uri", "", "--tag", "", "--end-period", "", "--no-favourite"]
    )

    assert given_fields(options) == {
        "uri": None,
        "tags": (),
        "end_period": None,
        "favourite": False,
    }


def test_every_format_can_be_exported() -> None:
    assert tuple(form.name for form in FORMATS) == EXPORT_FORMATS


def test_help_explains_secrets_and_exit_codes() -> None:
    text = build_parser().format_help()

    assert "standard input" in text
    assert "0 done, 1 mistake, 2 usage, 3 environment" in text


def test_the_version_is_that_of_the_project(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        read_arguments(["--version"])

    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert caught.value.code == 0
    assert capsys.readouterr().out == f"strongroom-cli {__version__}\n"
    assert project.get("version", __version__) == __version__
