"""Proves on this machine, without a screen, that the program works: what `--self-check` does.

It makes a sample inventory in a folder of its own and drives the real window through it: searches,
saves, reveals and exports. Nothing of the person's is touched, and nothing is left behind.
"""

from __future__ import annotations

import json
import os
import secrets
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from resources_ui.arguments import Arguments
from resources_ui.startup import Startup

_PATIENCE_MS = 60_000
_POLL_MS = 10
_FAILED = 3  # an environment in which the program does not work
_WORD = "atlas"
_NEW_NAME = "Self-check"


def check(start: Callable[[Arguments], Startup]) -> int:
    """Run the check, a line for each step.

    Args:
        start: Shows the window: `resources_ui.application.start`.

    Returns:
        0, or 3 with a sentence on standard error that says which step failed.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_LOGGING_RULES"] = "default.warning=false"  # what that platform cannot do
    with tempfile.TemporaryDirectory(prefix="strongroom-") as folder:
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
            os.environ[name] = folder
        step = _Steps(Path(folder), start)
        for number, run in enumerate(step.all, start=1):
            text = (run.__doc__ or "").rstrip(".")
            try:
                run()
            except Exception as error:
                sys.stderr.write(f"Self-check failed: {text} ({type(error).__name__}: {error})\n")
                return _FAILED
            sys.stdout.write(f"{number}. {text}: ok\n")
            sys.stdout.flush()
    sys.stdout.write("Strongroom works on this machine.\n")
    return 0


class _Steps:
    """The steps, in order; each begins where the one before ended."""

    def __init__(self, folder: Path, start: Callable[[Arguments], Startup]) -> None:
        self._start = start
        self._folder = folder
        self._path = folder / "Sample.strongroom"
        self._passphrase_file = folder / "passphrase"
        self.all: tuple[Callable[[], None], ...] = (
            self.make,
            self.show,
            self.search,
            self.save,
            self.reveal,
            self.export,
            self.close,
        )

    def make(self) -> None:
        """Make an inventory with a key and the sample."""
        from app.opening import create_inventory, key_store  # noqa: PLC0415

        passphrase = secrets.token_urlsafe(24)
        self._passphrase_file.touch(mode=0o600)
        self._passphrase_file.write_text(passphrase, encoding="utf-8")
        store = key_store("passphrase", self._path, lambda _request: passphrase)
        inventory = create_inventory(self._path, store, owner="Self-check")
        try:
            inventory.add_sample()
        finally:
            inventory.close()

    def show(self) -> None:
        """Open the window on it and unlock the vault."""
        startup = self._start(
            Arguments(
                path=self._path, key_store="passphrase", passphrase_file=self._passphrase_file
            )
        )
        self._window = startup.window
        self._workbench = startup.equip()
        self._table = self._window.resources.table
        _wait_until(lambda: self._workbench.vault.is_unlocked)
        _wait_until(lambda: self._window.browsing.is_exact)
        _require(self._window.browsing.found > 1)

    def search(self) -> None:
        """Search as one types."""
        every = self._window.browsing.found
        self._window.search_bar.setText(_WORD)
        _wait_until(lambda: 0 < self._window.browsing.found < every)
        _require(_WORD in self._table.resource_model.row(0).name.lower())
        self._window.browsing.clear_search()
        _wait_until(lambda: self._window.browsing.found == every)

    def save(self) -> None:
        """Save a new resource with a secret."""
        every = self._window.browsing.found
        self._secret = secrets.token_urlsafe(12)
        workbench = self._workbench
        workbench.actions["new_resource"].trigger()
        _type_into(workbench.editor, "nameEdit", _NEW_NAME)
        _type_into(workbench.editor, "secretEdit", self._secret)
        workbench.actions["save"].trigger()
        _wait_until(lambda: self._window.browsing.found == every + 1)
        _wait_until(lambda: self._shown_name() == _NEW_NAME)

    def reveal(self) -> None:
        """Reveal the secret again."""
        self._workbench.actions["reveal_secret"].trigger()
        _wait_until(lambda: self._workbench.editor.is_secret_shown)
        in_hand = self._workbench.editor.secret_in_hand
        _require(in_hand is not None and in_hand.reveal() == self._secret)
        self._workbench.editor.hide_secret()

    def export(self) -> None:
        """Export to JSON, each secret still encrypted."""
        target = self._folder / "export.json"
        self._workbench.transfer.export(str(target))
        _wait_until(target.exists)
        text = target.read_text(encoding="utf-8")
        names = [resource["name"] for resource in json.loads(text)["resources"]]
        _require(_NEW_NAME in names)
        _require(self._secret not in text)

    def close(self) -> None:
        """Close the window."""
        self._window.close()
        _require(not self._window.isVisible())

    def _shown_name(self) -> str:
        shown = self._workbench.editing.shown
        return shown.name if shown is not None else ""


def _type_into(widget: QWidget, name: str, text: str) -> None:
    field = widget.findChild(QLineEdit, name)
    if field is None:
        raise LookupError(name)
    field.setText(text)


def _require(holds: bool) -> None:
    if not holds:
        raise RuntimeError("what was expected did not happen")


def _wait_until(holds: Callable[[], bool]) -> None:
    """Let the window live until something holds.

    Raises:
        TimeoutError: It did not within a minute.
    """
    loop = QEventLoop()
    deadline = QDeadlineTimer(_PATIENCE_MS)
    poll = QTimer(interval=_POLL_MS)
    poll.timeout.connect(loop.quit)
    poll.start()
    while not holds():
        if deadline.hasExpired():
            raise TimeoutError("nothing happened for a minute")
        loop.exec()
    poll.stop()
    QApplication.sendPostedEvents()
