"""The floor of a start: PySide6, a window of the same size and an empty table, nothing else."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

from tests.bench.opening import Opening


def _at_once() -> bool:
    return True


def main() -> None:
    """Open it; the process ends by itself."""
    width, height = map(int, sys.argv[1:3])
    application = QApplication(sys.argv[:1])
    window = QMainWindow()
    table = QTableView()
    window.setCentralWidget(table)
    window.resize(width, height)
    Opening(table, is_awaited=_at_once, is_ready=_at_once)
    window.show()
    application.exec()


if __name__ == "__main__":
    main()
