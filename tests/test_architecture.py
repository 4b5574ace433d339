"""The layers and manners of the code, kept. A new layer is a line in `LAYERS`.

What may import what is drawn in ARCHITECTURE.md; here it is a table. An import counts wherever it
stands, inside functions and for types too.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterable

import pytest

from tests.source_code import PROJECT, Import, Module, cycles, modules

OURS = ("app", "resources_ui", "assets")

# What of ours a layer may import, besides itself. The first that fits is the layer of a module.
LAYERS: dict[str, set[str]] = {
    "app.errors": set(),
    "app.overriding": set(),
    "app.domain": {"app.errors"},
    "app.search": set(),
    "app.jobs": {"app.errors", "app.overriding"},
    "app.paths": {"app.errors"},
    "app.log": {"app.errors", "app.overriding", "app.paths"},
    "app.vault": {"app.domain", "app.errors"},
    "app.database": {"app.domain", "app.errors", "app.search"},
    # A contract renders records, and the export writes what contracts render.
    "app.contracts": {"app.domain", "app.formats"},
    "app.formats": {"app.contracts", "app.domain", "app.errors", "app.jobs", "assets"},
    "app.settings": {"app.formats", "app.paths"},
    "app.presentation": {"app.domain", "app.errors", "app.search"},
    "app.secret_keeping": {"app.database", "app.domain", "app.errors", "app.vault"},
    "app.transfer": {
        "app.database",
        "app.domain",
        "app.errors",
        "app.formats",
        "app.jobs",
        "app.secret_keeping",
        "app.vault",
    },
    "app.inventory_reading": {
        "app.database",
        "app.domain",
        "app.errors",
        "app.formats",
        "app.search",
        "app.transfer",
    },
    "app.inventory": {
        "app.database",
        "app.domain",
        "app.errors",
        "app.formats",
        "app.inventory_reading",
        "app.jobs",
        "app.paths",
        "app.secret_keeping",
        "app.transfer",
        "app.vault",
    },
    "app.opening": {
        "app.database",
        "app.domain",
        "app.errors",
        "app.inventory",
        "app.paths",
        "app.vault",
    },
    "app.cli": {
        "app.__version__",
        "app.domain",
        "app.errors",
        "app.formats",
        "app.inventory",
        "app.log",
        "app.opening",
        "app.overriding",
        "app.paths",
        "app.search",
    },
    "app.__main__": {"app.cli"},
    "app": set(),
    "resources_ui": {
        "app.__version__",
        "app.domain",
        "app.errors",
        "app.formats",
        "app.inventory",
        "app.jobs",
        "app.log",
        "app.opening",
        "app.overriding",
        "app.paths",
        "app.presentation",
        "app.search",
        "app.settings",
        "assets",
    },
    "assets": set(),
}

# Where a program is put together, it may reach further: a module, and what it imports besides.
COMPOSITION: dict[str, set[str]] = {
    "resources_ui.application": {"app.database", "app.vault.process"},
    "app.cli.program": {"app.vault.process"},
}

# Which of our modules may import what is not ours; nothing else may import anything else.
LIBRARIES: dict[str, set[str]] = {
    "PySide6": {"resources_ui"},
    "shiboken6": {"resources_ui"},
    "alembic": {"app.database.migrations"},
    "cryptography": {"app.vault"},
    "jsonschema": {"app.domain.secret"},
    "keyring": {"app.vault.key_stores"},
    "pgpy": {"app.vault.openpgp"},
    "platformdirs": {"app.paths"},
    "pydantic": {"app.domain.resource_draft", "app.domain.catalogue_drafts"},
    "pydantic_core": {"app.domain.resource_draft"},
    "sqlalchemy": {"app.database"},
    "sqlmodel": {"app.database", "app.domain.resource_draft", "app.domain.catalogue_drafts"},
    # Beside the database only as the type of a connection that is handed on.
    "sqlite3": {"app.database", "app.secret_keeping", "app.transfer"},
    "typing_extensions": {"app.overriding"},
}

PROGRAM = modules("app", "resources_ui", "assets")
EVERYTHING = [*PROGRAM, *modules("packaging", "tests")]


def layer_of(name: str) -> str | None:
    """The layer that a module belongs to; `app` itself is one, and no roof for the others."""
    fitting = (layer for layer in LAYERS if name == layer or name.startswith(f"{layer}."))
    return next((layer for layer in fitting if layer != "app" or name == "app"), None)


def strangers(module: Module) -> list[str]:
    """What of ours a module imports and must not; everything where it has no layer."""
    layer = layer_of(module.name)
    allowed = COMPOSITION.get(module.name, set()) | (LAYERS[layer] | {layer} if layer else set())
    return [
        one.name
        for one in module.imports
        if _library(one) in OURS and not any(map(one.is_of, allowed))
    ]


def foreign(module: Module) -> list[str]:
    """What that is not ours a module imports and must not."""
    return [
        one.name
        for one in module.imports
        if _library(one) not in OURS and not _may_import(module, _library(one))
    ]


def _library(one: Import) -> str:
    return one.name.partition(".")[0]


def _may_import(module: Module, library: str) -> bool:
    if library in LIBRARIES:
        return any(map(module.is_in, LIBRARIES[library]))
    return library in sys.stdlib_module_names


def found_in(
    program: Iterable[Module], check: Callable[[Module], Collection[str]]
) -> dict[str, Collection[str]]:
    """What a check finds, by module."""
    return {module.name: found for module in program if (found := check(module))}


class TestLayers:
    def test_a_module_imports_what_its_layer_may(self) -> None:
        assert [module.name for module in PROGRAM if layer_of(module.name) is None] == []
        assert found_in(PROGRAM, strangers) == {}

    def test_a_library_is_imported_where_it_belongs(self) -> None:
        assert found_in(PROGRAM, foreign) == {}

    def test_no_modules_import_each_other(self) -> None:
        assert cycles(PROGRAM) == []

    def test_only_one_module_opens_a_database(self) -> None:
        openers = found_in(PROGRAM, lambda module: module.uses("sqlite3.connect"))
        assert openers.keys() == {"app.database.connection"}

    def test_what_the_tables_name_is_there(self) -> None:
        names = {module.name for module in PROGRAM}
        assert set(LAYERS) <= names
        assert set(COMPOSITION) <= names


class TestManners:
    def test_no_function_changes_its_module(self) -> None:
        assert found_in(PROGRAM, Module.changed_by_functions) == {}
        assert found_in(EVERYTHING, Module.globals) == {}

    def test_nothing_is_mocked(self) -> None:
        mocks = ("unittest.mock", "mock", "pytest_mock")
        assert (
            found_in(
                EVERYTHING,
                lambda module: [one.name for one in module.imports if any(map(one.is_of, mocks))],
            )
            == {}
        )

    def test_the_event_loop_is_left_alone(self) -> None:
        assert [module.name for module in PROGRAM if "processEvents" in module.text] == []

    def test_packaging_does_not_hide_the_package_of_that_name(self) -> None:
        assert not (PROJECT / "packaging" / "__init__.py").exists()


class TestTheseTests:
    """Each rule notices what breaks it."""

    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("app.domain.new", "from app.database import rows"),
            ("app.domain.new", "def f():\n    import app.vault"),
            ("app.search.new", "from app.domain.status import Status"),
            ("app.errors", "import app.domain"),
            ("app.database.new", "from app.vault.session import Vault"),
            ("app.cli.new", "from app.database.engine import Database"),
            ("app.inventory", "import resources_ui.theme"),
            ("app.new_layer", "import app.errors"),
            ("resources_ui.new", "from app.vault.session import Vault"),
            (
                "resources_ui.new",
                "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n"
                "    from app.database.history import HistoryEntry",
            ),
            ("resources_ui.application", "from app.vault.session import Vault"),
        ],
    )
    def test_a_wrong_layer_is_noticed(self, name: str, text: str) -> None:
        assert strangers(Module(name, text))

    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("app.inventory", "import PySide6.QtCore"),
            ("app.inventory", "def f():\n    from PySide6 import QtCore"),
            ("app.vault.session", "import pgpy"),
            ("app.vault.session", "from keyring import get_password"),
            ("app.presentation.new", "import sqlmodel"),
            ("app.search.new", "import sqlite3"),
            ("resources_ui.new", "import sqlite3"),
            ("app.cli.new", "import requests"),
        ],
    )
    def test_a_wrong_library_is_noticed(self, name: str, text: str) -> None:
        assert foreign(Module(name, text))

    def test_what_is_allowed_is_not_noticed(self) -> None:
        text = "import json\nfrom app.errors import Problem\nfrom app.domain import times"
        module = Module("app.domain.new", text)
        assert strangers(module) == foreign(module) == []

    @pytest.mark.parametrize(
        ("text", "is_one"),
        [
            ("import a.two", True),
            ("from a import two", True),
            ("from a.two import name", True),
            ("def f():\n    import a.two", False),
            ("import typing\nif typing.TYPE_CHECKING:\n    import a.two", False),
            ("class C:\n    import a.two", True),
        ],
    )
    def test_a_cycle_is_noticed(self, text: str, *, is_one: bool) -> None:
        found = [Module("a", ""), Module("a.one", text), Module("a.two", "from a.one import x")]
        assert cycles(found) == ([["a.one", "a.two"]] if is_one else [])

    @pytest.mark.parametrize(
        "change",
        ["KEPT['x'] = 1", "KEPT.update(x=1)", "del KEPT['x']", "KEPT['x']['y'] += 1", "KEPT.x = 1"],
    )
    def test_a_change_of_the_module_is_noticed(self, change: str) -> None:
        text = f"KEPT = {{}}\ndef f(x):\n    {change}\n"
        assert Module("a", text).changed_by_functions() == {"KEPT"}

    @pytest.mark.parametrize(
        "body",
        ["KEPT = {}\n    KEPT['x'] = 1", "x = KEPT['x']", "KEPT.get('x')", "x.update(KEPT)"],
    )
    def test_what_is_the_functions_own_is_not_noticed(self, body: str) -> None:
        text = f"KEPT = {{}}\ndef f(x):\n    {body}\n"
        assert Module("a", text).changed_by_functions() == set()

    def test_a_global_is_noticed(self) -> None:
        text = "kept = 1\ndef f():\n    global kept\n    kept = 2\n"
        assert Module("a", text).changed_by_functions() == {"kept"}
        assert Module("a", text).globals() == {"kept"}

    @pytest.mark.parametrize(
        "text", ["import sqlite3\nsqlite3.connect('x')", "from sqlite3 import connect"]
    )
    def test_opening_a_database_is_noticed(self, text: str) -> None:
        assert Module("a", text).uses("sqlite3.connect")
