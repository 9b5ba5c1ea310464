"""Which public functions of the services write to the store: read from their source, so that a new one cannot be forgotten.

A function writes when it calls ``writing(…)`` of the ledger or of the casebook, or another function or method of the services
that does. Calls are followed by their names: of the same module, imported from another, or methods of the casebook.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules

from chronology_tui import services

_PACKAGE = services.__name__
_METHODS = {"casebook": "casebook.Casebook", "book": "casebook.Casebook"}
"""Names that stand for an open casebook in the services, and the class whose methods are called on them."""

Door = str
"""A function as ``module.function``; a method as ``module.Class.method``."""


def writing_doors() -> frozenset[Door]:
    """Return the public functions and methods that write to the store."""
    calls = dict(_calls())
    writing = {door for door, called in calls.items() if "writing" in called}
    while grown := {door for door, called in calls.items() if called & writing} - writing:
        writing |= grown
    return frozenset(door for door in writing if not any(name.startswith("_") for name in door.split(".")))


def _calls() -> Iterator[tuple[Door, set[Door]]]:
    """Yield each function of the services with the doors that it calls; ``writing`` stands for a transaction itself."""
    for info in iter_modules(services.__path__):
        module = import_module(f"{_PACKAGE}.{info.name}")
        tree = ast.parse(module.__spec__.loader.get_source(module.__name__))  # type: ignore[union-attr]
        imported = _imported(tree)
        for node in tree.body:
            if isinstance(node, ast.FunctionDef):
                yield f"{info.name}.{node.name}", set(_called(node, info.name, "", imported))
            elif isinstance(node, ast.ClassDef):
                owner = f"{info.name}.{node.name}"
                for method in node.body:
                    if isinstance(method, ast.FunctionDef):
                        yield f"{owner}.{method.name}", set(_called(method, info.name, owner, imported))


def _imported(tree: ast.Module) -> dict[str, Door]:
    """Return what names of other services stand for, also those that are imported within a function."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith(f"{_PACKAGE}."):
            for name in node.names:
                found[name.asname or name.name] = f"{node.module.removeprefix(f'{_PACKAGE}.')}.{name.name}"
    return found


def _called(function: ast.FunctionDef, module: str, owner: str, imported: Mapping[str, Door]) -> Iterator[Door]:
    for node in ast.walk(function):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        if isinstance(called, ast.Name):
            yield imported.get(called.id, f"{module}.{called.id}")
        elif isinstance(called, ast.Attribute):
            if called.attr == "writing":
                yield "writing"
            elif isinstance(called.value, ast.Name):
                base = owner if called.value.id == "self" else _METHODS.get(called.value.id, "")
                yield f"{base}.{called.attr}"
