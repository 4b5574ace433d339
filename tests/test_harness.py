"""The tests' own Secret Service and seals do what tests rely on."""

from __future__ import annotations

import logging
import os
import threading
from pathlib import Path

import keyring
import keyring.errors
import pytest

from tests.secret_service import SecretService


def test_keyring_stores_and_reads_in_this_process(secret_service: SecretService) -> None:
    keyring.set_password("service", "user", "p" * 5_000)

    assert keyring.get_keyring().__class__.__module__ == "keyring.backends.SecretService"
    assert keyring.get_password("service", "user") == "p" * 5_000


def test_each_service_starts_empty_and_unlocked(secret_service: SecretService) -> None:
    assert keyring.get_password("service", "user") is None
    assert not secret_service.is_locked()


def test_locked_service_refuses_at_once_and_works_after_unlocking(
    secret_service: SecretService,
) -> None:
    keyring.set_password("service", "user", "secret")
    secret_service.lock()

    with pytest.raises(keyring.errors.KeyringLocked):
        keyring.get_password("service", "user")

    secret_service.unlock()
    assert keyring.get_password("service", "user") == "secret"


def test_locked_fixture_is_locked(locked_secret_service: SecretService) -> None:
    assert locked_secret_service.is_locked()


def test_prompt_that_nobody_answers_holds_the_caller_until_it_is_dismissed(
    secret_service: SecretService,
) -> None:
    keyring.set_password("service", "user", "secret")
    answers: list[object] = []

    def ask() -> None:
        try:
            answers.append(keyring.get_password("service", "user"))
        except keyring.errors.KeyringLocked as error:
            answers.append(error)

    caller = threading.Thread(target=ask)
    with secret_service.prompting() as prompt:
        caller.start()
        prompt.wait_until_shown()
        assert answers == []
    caller.join()

    assert [type(answer) for answer in answers] == [keyring.errors.KeyringLocked]


@pytest.mark.usefixtures("bus_without_keyring")
def test_bus_without_keyring_has_no_usable_backend() -> None:
    with pytest.raises(keyring.errors.NoKeyringError):
        keyring.set_password("service", "user", "secret")


@pytest.mark.usefixtures("no_session_bus")
def test_without_a_bus_there_is_no_usable_backend() -> None:
    with pytest.raises(keyring.errors.NoKeyringError):
        keyring.set_password("service", "user", "secret")


def test_keyring_raises_where_no_fixture_brings_one() -> None:
    with pytest.raises(keyring.errors.NoKeyringError):
        keyring.get_password("service", "user")


def test_home_is_empty_and_private_to_the_test(home: Path) -> None:
    assert Path.home() == home
    assert [path.name for path in home.iterdir()] == ["run"]
    assert {"DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS"}.isdisjoint(os.environ)


@pytest.mark.expects_log("half of it")
def test_expected_warning_passes() -> None:
    logging.getLogger("strongroom").warning("only %s of it", "half")


def test_unexpected_warning_fails_the_test(pytester: pytest.Pytester) -> None:
    _use_this_conftest(pytester)
    pytester.makepyfile(
        """
        import logging, pytest

        def test_unexpected():
            logging.getLogger("x").warning("surprise")

        @pytest.mark.expects_log("something")
        def test_stale_mark():
            pass

        @pytest.mark.expects_log("foreseen")
        def test_other_than_expected():
            logging.getLogger("x").error("foreseen")
            logging.getLogger("x").error("another")
        """
    )
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider")
    result.assert_outcomes(passed=3, errors=3)
    result.stdout.fnmatch_lines(["*surprise*"])


def _use_this_conftest(pytester: pytest.Pytester) -> None:
    root = Path(__file__).parent.parent
    pytester.makeconftest((root / "tests" / "conftest.py").read_text(encoding="utf-8"))
    pytester.makeini(f"[pytest]\npythonpath = {root}\nmarkers =\n    expects_log(pattern)\n")
