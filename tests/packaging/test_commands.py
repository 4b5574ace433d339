"""Each command starts its program as if it had been started by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.packaging.checkout import Checkout, make_checkout
from tests.x_server import running_x_server


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """A checkout in which every command was called once, so that all is set up."""
    checkout = make_checkout(tmp_path_factory.mktemp("commands"))
    for command in ("run", "test", "lint"):
        assert checkout.call(command).returncode == 0
    return checkout


def test_cli_hands_over_arguments_input_and_folder(checkout: Checkout) -> None:
    report = checkout.report("cli", "add", "--secret-stdin", "two words", given="s3cret\n")

    assert report["program"] == "app.__main__"
    assert report["arguments"] == ["add", "--secret-stdin", "two words"]
    assert report["input"] == "s3cret\n"
    assert Path(report["folder"]).name == "elsewhere"


@pytest.mark.parametrize("code", [0, 1, 2, 3, 4])
def test_cli_returns_the_exit_code_of_the_program(checkout: Checkout, code: int) -> None:
    assert checkout.call("cli", EXIT_WITH=str(code)).returncode == code


def test_cli_is_not_led_astray_by_a_folder_of_the_same_name(checkout: Checkout) -> None:
    trap = checkout.folder.parent / "elsewhere" / "app"
    trap.mkdir(parents=True, exist_ok=True)
    (trap / "__main__.py").write_text("raise SystemExit('trapped')", encoding="utf-8")

    assert checkout.report("cli")["program"] == "app.__main__"


def test_run_without_a_screen_says_so_and_checks_itself(checkout: Checkout) -> None:
    done = checkout.call("run", "ignored.strongroom", EXIT_WITH="3")

    assert done.returncode == 3
    assert done.stderr == "No screen here: running the self-check instead of opening the window.\n"
    assert '"arguments": ["--self-check"]' in done.stdout
    assert '"platform": "offscreen"' in done.stdout


def test_run_with_a_screen_opens_the_window(checkout: Checkout, tmp_path: Path) -> None:
    with running_x_server(tmp_path) as screen:
        checkout.call("run", **screen)
        report = checkout.report("run", "my.strongroom", **screen)

    assert report["program"] == "resources_ui.__main__"
    assert report["arguments"] == ["my.strongroom"]
    assert report["platform"] is None
    assert Path(report["folder"]).name == "elsewhere"


def test_tests_run_in_the_checkout_sealed_off(checkout: Checkout) -> None:
    report = checkout.report("test", "-k", "name", "tests/app")

    assert report["arguments"] == ["-k", "name", "tests/app"]
    assert report["folder"] == str(checkout.folder)
    assert report["platform"] == "offscreen"
    assert report["keyring"] == "keyring.backends.fail.Keyring"


def test_bench_runs_in_the_checkout(checkout: Checkout) -> None:
    report = checkout.report("bench", "--size", "500")

    assert report["arguments"] == ["--size", "500"]
    assert report["folder"] == str(checkout.folder)


def test_lint_runs_every_check_even_if_one_fails(checkout: Checkout) -> None:
    done = checkout.call("lint", EXIT_WITH="1")

    programs = [line.split('"')[3] for line in done.stdout.splitlines()]
    assert programs == ["ruff.__main__", "ruff.__main__", "mypy.__main__"]
    assert done.returncode == 1
    assert checkout.call("lint").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "A command is needed."),
        (["start"], "There is no command “start”."),
        (["lint", "app"], "“lint” takes no arguments."),
    ],
)
def test_wrong_usage_is_answered_with_a_sentence_and_the_usage(
    checkout: Checkout, arguments: list[str], sentence: str
) -> None:
    done = checkout.call(*arguments)

    assert done.returncode == 2
    assert done.stderr.startswith(f"{sentence}\n\nusage: ")
    assert done.stdout == ""


def test_help_names_every_command(checkout: Checkout) -> None:
    done = checkout.call("--help")

    assert done.returncode == 0
    for command in ("run", "cli", "test", "bench", "lint"):
        assert f"\n  {command} " in done.stdout
