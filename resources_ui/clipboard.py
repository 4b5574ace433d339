"""The clipboard for secrets: marked as such, and cleared after a while."""

from __future__ import annotations

import math
import os

from PySide6.QtCore import QCoreApplication, QMimeData, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QClipboard

# What asks clipboard histories and cloud clipboards to leave it alone: Klipper and others, Windows
# (its own formats by their names), macOS (nspasteboard.org).
_HINTS = {
    "x-kde-passwordManagerHint": b"secret",
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"1",
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': b"\0\0\0\0",
    'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"': b"\0\0\0\0",
    "application/x-nspasteboard-concealed-type": b"1",
}


class SecretClipboard(QObject):
    """Copies a secret and takes it back, unless something else was copied meanwhile.

    It remembers a salted hash and never the secret.

    Args:
        clipboard: The system's.
        seconds: How long a secret stays; shorter in tests.
        parent: Usually the application. When that quits, a secret is taken back at once.
    """

    copied = Signal()
    cleared = Signal()  # only when it was us who cleared

    def __init__(
        self, clipboard: QClipboard, *, seconds: float = 30.0, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._clipboard = clipboard
        self._salt = b""
        self._hash = b""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)  # what is said is what is done
        self._timer.setInterval(round(seconds * 1000))
        self._timer.timeout.connect(self.clear_now)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.clear_now)

    @property
    def seconds_left(self) -> int:
        """Until the secret is taken back, rounded up; 0 when there is none."""
        return math.ceil(max(0, self._timer.remainingTime()) / 1000)

    def set_seconds(self, seconds: float) -> None:
        """How long the next secret stays."""
        self._timer.setInterval(round(seconds * 1000))

    def copy(self, secret: str) -> None:
        """Put a secret on the clipboard; the time starts anew."""
        self._salt = os.urandom(16)
        self._hash = self._hashed(secret)
        content = QMimeData()
        content.setText(secret)
        for format_name, value in _HINTS.items():
            content.setData(format_name, value)
        self._clipboard.setMimeData(content)
        self._timer.start()
        self.copied.emit()

    def clear_now(self) -> None:
        """Take the secret back, if it is still the one on the clipboard."""
        self._timer.stop()
        if not self._hash:
            return
        is_ours = self._hashed(self._clipboard.text()) == self._hash
        self._salt = self._hash = b""
        if is_ours:
            self._clipboard.clear()
            self.cleared.emit()

    def _hashed(self, text: str) -> bytes:
        import hashlib  # noqa: PLC0415 - OpenSSL would delay the first paint

        return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), key=self._salt).digest()
