#!/usr/bin/env python3
"""Takes the README's picture: the real window on the sample inventory, in the light look.

    .venv/bin/python packaging/picture.py [--dark] [--target FILE]

It needs no screen. The inventory is made for the picture, in a folder of its own.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
TARGET = CHECKOUT / "assets" / "pictures" / "window.png"
PASSPHRASE = "for the picture only"  # noqa: S105 - opens nothing but the sample
SHOWN = "atlas"


def main() -> int:
    """Take the picture; 0 when it is written."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dark", action="store_true", help="in the dark look")
    parser.add_argument("--target", type=Path, default=TARGET, help="where the PNG goes")
    options = parser.parse_args()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_SCALE_FACTOR"] = "2"
    sys.path.insert(0, str(CHECKOUT))
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CONFIG_HOME"] = folder
        inventory = Path(folder) / "Home.strongroom"
        _make(inventory)
        _take(inventory, options.target, is_dark=options.dark)
    return 0


def _make(path: Path) -> None:
    from app.opening import create_inventory, key_store  # noqa: PLC0415 - behind the arguments

    path.with_name("passphrase").write_text(PASSPHRASE, encoding="utf-8")
    store = key_store("passphrase", path, lambda _request: PASSPHRASE)
    inventory = create_inventory(path, store, owner="Mara Lindqvist")
    inventory.add_sample()
    inventory.close()


def _take(path: Path, target: Path, *, is_dark: bool) -> None:
    from PySide6.QtTest import QTest  # noqa: PLC0415 - behind the environment

    from resources_ui.application import open_window  # noqa: PLC0415

    window = open_window([str(path), "--passphrase-file", str(path.with_name("passphrase"))])
    window.theme.set_choice("dark" if is_dark else "light")
    workbench = window.workbench
    if workbench is None:
        raise RuntimeError("open_window makes all of the window")
    while not (workbench.vault.is_unlocked and window.browsing.is_exact):
        QTest.qWait(20)
    table = window.resources.table
    model = table.resource_model
    row = next(n for n in range(model.rowCount()) if SHOWN in model.row(n).name)
    table.select_key(model.key_at(row))
    QTest.qWait(100)
    target.parent.mkdir(parents=True, exist_ok=True)
    window.grab().save(str(target))
    window.close()


if __name__ == "__main__":
    sys.exit(main())
