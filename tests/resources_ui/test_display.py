"""Whether a window can be opened is found out by asking the display server itself."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from resources_ui.display import has_screen
from tests.x_server import running_x_server


@pytest.fixture(scope="module")
def x_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    with running_x_server(tmp_path_factory.mktemp("x")) as environment:
        yield environment


def test_running_x_server_is_a_screen(x_server: dict[str, str]) -> None:
    assert has_screen(x_server)
    assert has_screen({**x_server, "DISPLAY": f"unix{x_server['DISPLAY']}.0"})


def test_screen_that_is_found_is_one_that_qt_opens(x_server: dict[str, str]) -> None:
    statement = "from PySide6.QtWidgets import QApplication; print(QApplication([]).platformName())"
    answer = subprocess.run(
        [sys.executable, "-c", statement], env=x_server, capture_output=True, text=True, check=True
    )
    assert answer.stdout == "xcb\n"


def test_x_server_that_refuses_us_is_no_screen(x_server: dict[str, str]) -> None:
    assert not has_screen({"DISPLAY": x_server["DISPLAY"]})
    assert not has_screen({**x_server, "XAUTHORITY": "/dev/null"})


def test_damaged_authority_file_is_no_key(x_server: dict[str, str], tmp_path: Path) -> None:
    content = Path(x_server["XAUTHORITY"]).read_bytes()
    for length in range(len(content)):
        damaged = tmp_path / "Xauthority"
        damaged.write_bytes(content[:length])
        assert not has_screen({**x_server, "XAUTHORITY": str(damaged)})


@pytest.mark.parametrize("display", ["", ":", "nonsense", ":x", ":31999", ":31999.0", "unix:31999"])
def test_stale_or_damaged_display_is_no_screen(display: str) -> None:
    assert not has_screen({"DISPLAY": display})


def test_remote_display_that_nobody_serves_is_no_screen() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert not has_screen({"DISPLAY": f"127.0.0.1:{port - 6000}.0"})


def test_no_variable_at_all_is_no_screen() -> None:
    assert not has_screen({})


def test_wayland_socket_is_a_screen_only_while_somebody_listens(tmp_path: Path) -> None:
    path = tmp_path / "wayland-7"
    environment = {"XDG_RUNTIME_DIR": str(tmp_path), "WAYLAND_DISPLAY": "wayland-7"}
    assert not has_screen(environment)

    with socket.socket(socket.AF_UNIX) as compositor:
        compositor.bind(str(path))
        compositor.listen()
        assert has_screen(environment)
        assert has_screen({"WAYLAND_DISPLAY": str(path)})
    assert not has_screen(environment)


@pytest.mark.parametrize(
    ("platform", "expected"), [("offscreen", False), ("minimal", False), ("vnc:size=1x1", True)]
)
def test_platform_that_was_asked_for_decides(
    x_server: dict[str, str], platform: str, expected: bool
) -> None:
    assert has_screen({**x_server, "QT_QPA_PLATFORM": platform}) is expected
