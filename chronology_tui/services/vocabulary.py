"""The closed lists of the field's words, each member with its definition.

A definition is the docstring under the member in the source, where it is read and kept by those who change it. Python does not
keep such docstrings, so the modules' sources, which every installation carries, are read again here, once.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib import import_module
from importlib.resources import files
from inspect import cleandoc

from chronology_tui.domain.kinds import Kind, kind_for
from chronology_tui.domain.text import fold

MODULES = (
    "chronology_tui.domain.kinds",
    "chronology_tui.domain.vocabulary",
    "chronology_tui.domain.scales",
    "chronology_tui.domain.dates.value",
    "chronology_tui.analysis.finding",
    "chronology_tui.analysis.quality.issue",
    "chronology_tui.domain.agreed",
    "chronology_tui.services.backups",
    "chronology_tui.importing.candidates",
    "chronology_tui.store.history",
    "chronology_tui.errors",
)
"""Modules whose closed lists are published, in the order in which they are printed."""


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a closed list: its code in files, its word for readers, its definition."""

    code: str | int
    word: str
    definition: str


@dataclass(frozen=True, slots=True)
class ClosedList:
    """A closed list: its name in the code and the schemas, what it is, and its members in their order."""

    name: str
    definition: str
    members: tuple[Member, ...]


@cache
def closed_lists() -> tuple[ClosedList, ...]:
    """Return every closed list of :data:`MODULES` with the definitions of its members; "" where a member has none."""
    return tuple(found for module in MODULES for found in _lists_of(module))


def kinds_for(word: str = "") -> tuple[Kind, ...]:
    """Return the kind that a code, label or alias names; else every kind whose words, area or definition hold ``word``."""
    exact = kind_for(word) if word else None
    if exact is not None:
        return (exact,)
    needle = fold(word)
    return tuple(k for k in Kind if needle in fold(" ".join((k.value, k.label, *k.aliases, k.area.label, k.definition))))


def _lists_of(module: str) -> Iterator[ClosedList]:
    package, _, name = module.rpartition(".")
    source = (files(package) / f"{name}.py").read_text(encoding="utf-8")
    loaded = import_module(module)
    for statement in ast.parse(source).body:
        if isinstance(statement, ast.ClassDef):
            members = getattr(loaded, statement.name)
            if issubclass(members, Enum):
                yield _list(members, (ast.get_docstring(statement) or "").partition("\n\n")[0], definitions(statement))


def _list(members: type[Enum], definition: str, defined: dict[str, str]) -> ClosedList:
    return ClosedList(
        members.__name__,
        definition,
        tuple(Member(m.value, _word(m), getattr(m, "definition", "") or defined.get(m.name, "")) for m in members),
    )


def definitions(statement: ast.ClassDef) -> dict[str, str]:
    """Return the docstring that follows each assignment in the body of a class, by the name assigned."""
    found = {}
    for one, after in zip(statement.body, statement.body[1:], strict=False):
        if (
            isinstance(one, ast.Assign)
            and isinstance(one.targets[0], ast.Name)
            and isinstance(after, ast.Expr)
            and isinstance(after.value, ast.Constant)
            and isinstance(after.value.value, str)
        ):
            found[one.targets[0].id] = cleandoc(after.value.value)
    return found


def _word(member: Enum) -> str:
    return str(getattr(member, "label", "") or getattr(member, "word", "") or member.name.replace("_", " ").lower())
