"""A real Secret Service for one test: gnome-keyring on a D-Bus session of its own, no screen.

It starts and stops in some 30 ms, so each test gets a new and empty one.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jeepney import DBusAddress
    from jeepney.io.blocking import DBusConnection
    from secretstorage import Collection

PASSWORD = b"correct horse"  # an empty one does not unlock gnome-keyring
PROMPTER = "org.gnome.keyring.SystemPrompter"
SECONDS = 20.0
"""After which something that should come by itself is given up."""

BUS_CONFIGURATION = """\
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""
"""A bus that starts no services by itself, so that a test without a keyring really has none."""


class SecretService:
    """A running gnome-keyring whose default collection is unlocked, and what a test does to it.

    Args:
        address: Where its bus is.
    """

    def __init__(self, address: str) -> None:
        self._address = address

    @property
    def environment(self) -> dict[str, str]:
        """The variables by which a program finds it and uses it."""
        return {
            "DBUS_SESSION_BUS_ADDRESS": self._address,
            "PYTHON_KEYRING_BACKEND": "keyring.backends.SecretService.Keyring",
        }

    def is_locked(self) -> bool:
        """Tell whether the default collection is locked."""
        with _connection(self._address) as connection:
            return _default_collection(connection).is_locked()

    def lock(self) -> None:
        """Lock the default collection; asking for it then fails, as nothing here shows a prompt."""
        with _connection(self._address) as connection:
            _default_collection(connection).lock()

    def unlock(self) -> None:
        """Unlock the default collection, as if its password was typed into a prompt."""
        from jeepney import DBusAddress

        service = DBusAddress("/org/freedesktop/secrets", "org.freedesktop.secrets")
        with _connection(self._address) as connection:
            path = _default_collection(connection).collection_path
            _, session = _call(
                connection,
                service.with_interface("org.freedesktop.Secret.Service"),
                "OpenSession",
                "sv",
                ("plain", ("s", "")),
            )
            _call(
                connection,
                service.with_interface("org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface"),
                "UnlockWithMasterPassword",
                "o(oayays)",
                (path, (session, b"", PASSWORD, "text/plain")),
            )

    @contextlib.contextmanager
    def prompting(self) -> Iterator[Prompt]:
        """Lock it, and let a prompt stand on the screen that nobody answers.

        Whoever asks for a secret in this block waits until its end, where the prompt is dismissed.
        """
        from jeepney import message_bus

        self.lock()
        with _connection(self._address) as connection:
            do_not_queue = 4
            _call(connection, message_bus, "RequestName", "su", (PROMPTER, do_not_queue))
            yield Prompt(connection)


class Prompt:
    """The place on the screen where gnome-keyring asks for its password.

    Args:
        connection: Owns the name of the prompter on the bus.
    """

    def __init__(self, connection: DBusConnection) -> None:
        self._connection = connection

    def wait_until_shown(self) -> None:
        """Wait until gnome-keyring asks, because somebody wants a secret."""
        from jeepney import HeaderFields

        member = None
        while member != "BeginPrompting":
            message = self._connection.receive(timeout=SECONDS)
            member = message.header.fields.get(HeaderFields.member)


@contextlib.contextmanager
def running_session_bus() -> Iterator[str]:
    """Run a D-Bus session with nothing on it.

    Yields:
        Its address.
    """
    # Not pytest's folder: the path of a socket may have 107 characters.
    with tempfile.TemporaryDirectory(
        prefix="strongroom-bus-", ignore_cleanup_errors=True
    ) as folder:
        socket = Path(folder, "socket")
        configuration = Path(folder, "bus.conf")
        configuration.write_text(BUS_CONFIGURATION.format(socket=socket), encoding="utf-8")
        address = f"unix:path={socket}"
        command = [_program("dbus-daemon"), f"--config-file={configuration}", "--nofork"]
        with _running([*command, "--nopidfile", "--print-address=1"], {}) as bus:
            _wait_for_line(bus)
            yield address


@contextlib.contextmanager
def running_secret_service() -> Iterator[SecretService]:
    """Run a Secret Service with an empty, unlocked default collection on a bus of its own."""
    with running_session_bus() as address:
        home = str(Path(address.removeprefix("unix:path=")).parent)
        environment = {
            "DBUS_SESSION_BUS_ADDRESS": address,
            "HOME": home,
            "XDG_RUNTIME_DIR": home,
            "XDG_DATA_HOME": home,
        }
        command = [_program("gnome-keyring-daemon"), "--foreground", "--unlock"]
        command += ["--components=secrets", f"--control-directory={home}"]
        with _running(command, environment, PASSWORD) as keyring:
            _wait_for_line(keyring)
            _wait_for_name(address, "org.freedesktop.secrets")
            yield SecretService(address)


def _program(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        raise FileNotFoundError(
            f"{name} is missing: run the tests by “python3 packaging/bootstrap.py test”, or"
            " install the Debian packages dbus-daemon and gnome-keyring."
        )
    return path


@contextlib.contextmanager
def _running(
    command: list[str], environment: dict[str, str], standard_input: bytes = b""
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program until the end of the block."""
    with subprocess.Popen(
        command,
        env={"PATH": os.environ["PATH"], **environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # complains of a container's limits
    ) as process:
        try:
            assert process.stdin is not None
            process.stdin.write(standard_input)
            process.stdin.close()
            yield process
        finally:
            process.terminate()


def _wait_for_line(process: subprocess.Popen[bytes]) -> None:
    """Wait until a daemon has printed its address, which it does when it is ready."""
    assert process.stdout is not None
    if not process.stdout.readline():
        raise RuntimeError(f"{process.args!r} ended instead of starting.")


def _wait_for_name(address: str, name: str) -> None:
    from jeepney import message_bus

    deadline = time.monotonic() + SECONDS
    with _connection(address) as connection:
        while _call(connection, message_bus, "NameHasOwner", "s", (name,)) != (True,):
            if time.monotonic() > deadline:
                raise TimeoutError(f"Nothing called {name} appeared on the bus.")
            time.sleep(0.005)


def _call(
    connection: DBusConnection,
    address: DBusAddress,
    method: str,
    signature: str,
    arguments: tuple[object, ...],
) -> tuple[Any, ...]:
    from jeepney import new_method_call
    from jeepney.wrappers import unwrap_msg

    message = new_method_call(address, method, signature, arguments)
    body: tuple[Any, ...] = unwrap_msg(connection.send_and_get_reply(message, timeout=SECONDS))
    return body


def _connection(address: str) -> contextlib.closing[DBusConnection]:
    from jeepney.io.blocking import open_dbus_connection

    return contextlib.closing(open_dbus_connection(address))


def _default_collection(connection: DBusConnection) -> Collection:
    import secretstorage

    return secretstorage.get_default_collection(connection)
