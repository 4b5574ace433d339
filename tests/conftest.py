"""What every test stands on: sealed off from the person's own files, keyring and screen."""

from __future__ import annotations

import contextlib
import logging
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.secret_service import SecretService, running_secret_service, running_session_bus

# For the whole process, before anything of Qt or keyring is imported.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
os.environ["LC_ALL"] = "C.UTF-8"

settings.register_profile("strongroom", deadline=None)  # no test depends on how fast it runs
settings.load_profile("strongroom")

pytest_plugins = ["pytester"]  # tests of this file run a pytest of their own

OF_THE_PERSON = ("DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY")


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give each test an empty home folder; without a session bus and without a screen."""
    # Not pytest's folder: the path of a socket in it may have 107 characters.
    with tempfile.TemporaryDirectory(
        prefix="strongroom-home-", ignore_cleanup_errors=True
    ) as folder:
        runtime = Path(folder, "run")
        runtime.mkdir(mode=0o700)
        monkeypatch.setenv("HOME", folder)
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
        for name in ("data", "config", "cache", "state"):
            monkeypatch.setenv(f"XDG_{name.upper()}_HOME", str(Path(folder, name)))
        for name in OF_THE_PERSON:
            monkeypatch.delenv(name, raising=False)
        yield Path(folder)


@pytest.fixture(autouse=True)
def _no_unexpected_log(
    request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> Iterator[None]:
    """Fail a test that logs a warning or worse which its `expects_log` mark does not foresee."""
    yield
    marker = request.node.get_closest_marker("expects_log")
    logged = [
        record.getMessage()
        for phase in ("setup", "call")
        for record in caplog.get_records(phase)
        if record.levelno >= logging.WARNING
    ]
    if marker is None:
        assert logged == [], "the program logged a warning"
        return
    (pattern,) = marker.args
    assert logged, f"nothing was logged, though the test expects “{pattern}”"
    assert [message for message in logged if not re.search(pattern, message)] == []


@pytest.fixture
def secret_service(monkeypatch: pytest.MonkeyPatch) -> Iterator[SecretService]:
    """Run a real, unlocked and empty Secret Service, which `keyring` uses in this process."""
    with running_secret_service() as service, _keyring_in(monkeypatch, service.environment):
        yield service


@pytest.fixture
def locked_secret_service(secret_service: SecretService) -> SecretService:
    """Run a real Secret Service that is locked, where no prompt can be shown."""
    secret_service.lock()
    return secret_service


@pytest.fixture
def bus_without_keyring(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Run a session bus that has no Secret Service: a minimal desktop."""
    with (
        running_session_bus() as address,
        _keyring_in(monkeypatch, {"DBUS_SESSION_BUS_ADDRESS": address}),
    ):
        yield


@pytest.fixture
def no_session_bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let `keyring` look for itself where there is no session bus: a server or a container."""
    with _keyring_in(monkeypatch, {}):
        yield


@contextlib.contextmanager
def _keyring_in(monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]) -> Iterator[None]:
    with monkeypatch.context() as changes:
        changes.delenv("PYTHON_KEYRING_BACKEND")
        for name, value in environment.items():
            changes.setenv(name, value)
        _let_keyring_choose_again()
        yield
    _let_keyring_choose_again()


def _let_keyring_choose_again() -> None:
    """Take back what `keyring` decided for the whole process when it was first asked."""
    import keyring.backend

    vars(keyring.backend.get_all_keyring).pop("saved_result", None)
    keyring.core.init_backend()
