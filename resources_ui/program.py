"""Where the window's program begins: what must be done before the rest of it is imported."""

from __future__ import annotations

import gc


def main() -> int:
    """Run the program as its command line asks.

    Returns:
        The exit code.
    """
    # Nothing that the start makes is garbage, and looking for some takes a tenth of it.
    # `application` collects again before the inventory is opened.
    gc.disable()

    import PySide6.QtCore  # noqa: F401, PLC0415 - puts in the hook

    from resources_ui.import_hook import undo_import_hook  # noqa: PLC0415

    undo_import_hook()

    from resources_ui.application import main as run  # noqa: PLC0415 - not through the hook

    return run()
