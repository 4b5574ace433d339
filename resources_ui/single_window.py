"""One window a file: a second start raises the first window instead of opening another.

The two talk through a local socket whose name is made from the file's path; the only message is
that somebody knocked.
"""

from __future__ import annotations

import getpass
import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE_MS = 1_000


def raise_other_window(path: Path) -> bool:
    """Ask the window that has this file open to come to the front.

    Returns:
        Whether there is one that heard.
    """
    knocking = QLocalSocket()
    knocking.connectToServer(_name(path))
    is_heard = knocking.waitForConnected(_PATIENCE_MS)
    knocking.abort()
    return is_heard


class Doorbell(QObject):
    """Listens for a second start of the same file.

    Args:
        path: The inventory whose lock this process holds.
        parent: The window.
    """

    rung = Signal()

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connected)
        QLocalServer.removeServer(
            _name(path)
        )  # left by a process that was killed; we hold the lock
        self._server.listen(_name(path))

    def close(self) -> None:
        """Listen no more."""
        self._server.close()

    def _on_connected(self) -> None:
        while (caller := self._server.nextPendingConnection()) is not None:
            caller.abort()
            caller.deleteLater()
        self.rung.emit()


def _name(path: Path) -> str:
    digest = hashlib.sha256(f"{getpass.getuser()}\0{path.resolve()}".encode()).hexdigest()
    return f"strongroom-{digest[:24]}"
