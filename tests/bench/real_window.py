"""The subject of a start: the program, started as from the command line."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from resources_ui.program import main as run_program

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType

    from tests.bench.onlooker import Onlooker


class Entrance:
    """Lets an onlooker in once the program has imported PySide6, which it prepares for."""

    def __init__(self) -> None:
        self._onlooker: Onlooker | None = None

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> None:
        """See the program's imports go by."""
        if name == "resources_ui.application":
            from tests.bench.onlooker import Onlooker

            self._onlooker = Onlooker()


def main() -> None:
    """Run the program; the process ends by itself."""
    sys.meta_path.insert(0, Entrance())
    sys.exit(run_program())


if __name__ == "__main__":
    main()
