"""The program's own source as data: what each module imports, and what its functions do to it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

PROJECT = Path(__file__).parents[1]
_CHANGING = frozenset(
    "add append appendleft clear difference_update discard extend extendleft insert"
    " intersection_update move_to_end pop popitem popleft remove reverse rotate setdefault sort"
    " symmetric_difference_update update".split()
)


@dataclass(frozen=True)
class Import:
    """One name that a module imports.

    Args:
        name: Whole, with the name behind `from … import`: `app.errors.Problem`.
        is_at_start: It happens when the module is imported; not in a function, not for types only.
    """

    name: str
    is_at_start: bool

    def is_of(self, package: str) -> bool:
        """Whether it is this package or module, or lies inside it."""
        return self.name == package or self.name.startswith(f"{package}.")


@dataclass(frozen=True)
class Module:
    """One file of Python."""

    name: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """The file, parsed."""
        return ast.parse(self.text)

    @cached_property
    def imports(self) -> tuple[Import, ...]:
        """Everything it imports, wherever in the file."""
        return tuple(_imports(self.tree, is_at_start=True))

    def is_in(self, package: str) -> bool:
        """Whether it is this package or module, or lies inside it."""
        return self.name == package or self.name.startswith(f"{package}.")

    @cached_property
    def own_names(self) -> frozenset[str]:
        """The names that the module itself assigns."""
        return frozenset(_assigned(self.tree))

    def changed_by_functions(self) -> set[str]:
        """The module's own names that some function changes in place or assigns."""
        return {
            name
            for function in ast.walk(self.tree)
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            for name in _changed(function) & self.own_names
        }

    def globals(self) -> set[str]:
        """Names that a `global` statement of it declares."""
        return {
            name
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Global)
            for name in node.names
        }

    def uses(self, *attributes: str) -> set[str]:
        """Which of these, such as `sqlite3.connect`, stand anywhere in it."""
        found = {
            f"{node.value.id}.{node.attr}"
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
        }
        return set(attributes) & (found | {one.name for one in self.imports})


def modules(*folders: str) -> list[Module]:
    """Every module below these folders of the checkout."""
    return [
        Module(_name(path.relative_to(PROJECT)), path.read_text(encoding="utf-8"))
        for folder in folders
        for path in sorted((PROJECT / folder).rglob("*.py"))
    ]


def cycles(found: list[Module]) -> list[list[str]]:
    """Groups of modules that import each other when they are imported."""
    by_name = {module.name for module in found}
    graph = {
        module.name: {
            target
            for one in module.imports
            if one.is_at_start
            and (target := _module_of(one.name, by_name)) not in (None, module.name)
        }
        for module in found
    }
    reached = {name: _reached(name, graph) for name in graph}
    groups = {
        tuple(sorted(other for other in reached[name] if name in reached[other]))
        for name in graph
        if name in reached[name]
    }
    return [list(group) for group in sorted(groups)]


def _name(path: Path) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _module_of(imported: str, known: set[str]) -> str | None:
    """The module that an import runs: `app.errors` of `app.errors.Problem`."""
    while imported not in known:
        imported, dot, _ = imported.rpartition(".")
        if not dot:
            return None
    return imported


def _reached(start: str, graph: dict[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = list(graph[start])
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += graph.get(name, ())
    return seen


def _imports(node: ast.AST, *, is_at_start: bool) -> Iterator[Import]:
    if isinstance(node, ast.Import):
        yield from (Import(alias.name, is_at_start) for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, "imports are absolute"
        yield from (Import(f"{node.module}.{alias.name}", is_at_start) for alias in node.names)
    elif isinstance(node, ast.If) and _is_for_types(node.test):
        for child in node.body:
            yield from _imports(child, is_at_start=False)
        for child in node.orelse:
            yield from _imports(child, is_at_start=is_at_start)
    else:
        is_function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.iter_child_nodes(node):
            yield from _imports(inner, is_at_start=is_at_start and not is_function)


def _is_for_types(test: ast.expr) -> bool:
    return "TYPE_CHECKING" in (getattr(test, "id", ""), getattr(test, "attr", ""))


def _assigned(tree: ast.Module) -> Iterator[str]:
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            waiting.extend(ast.iter_child_nodes(node))


def _changed(function: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> set[str]:
    """Names from outside that a function changes."""
    arguments = function.args
    own = {one.arg for one in [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]}
    declared: set[str] = set()
    changed: set[str] = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Global):
            declared.update(node.names)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            own.add(node.id)
        elif isinstance(node, ast.Subscript | ast.Attribute) and not isinstance(node.ctx, ast.Load):
            changed.add(_root(node))
        elif (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in _CHANGING
            and isinstance(node.func.value, ast.Name)
        ):
            changed.add(node.func.value.id)
    return (changed - own) | declared


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Subscript | ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""
