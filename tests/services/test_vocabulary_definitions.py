"""Every word of every closed list is defined, where it stands in the code and where a reader asks for it."""

from __future__ import annotations

import ast
import inspect
from enum import Enum
from importlib import import_module

import pytest

from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.records import Bundle
from chronology_tui.services.schemas import SCHEMAS
from chronology_tui.services.vocabulary import MODULES, closed_lists, definitions, kinds_for

LISTS = {closed.name: closed for closed in closed_lists()}


@pytest.mark.parametrize("name", LISTS)
def test_every_member_is_defined_in_words(name: str) -> None:
    closed = LISTS[name]
    assert closed.definition.strip().endswith((".", ":")), closed.definition
    assert closed.members
    for member in closed.members:
        words = member.definition
        assert words, f"{name} {member.code} has no definition"
        assert words[0].isupper() or words[0].isdigit(), words
        assert words.rstrip().endswith("."), words
        assert "\n\n" not in words


@pytest.mark.parametrize("module", MODULES)
def test_every_closed_list_of_the_modules_is_published(module: str) -> None:
    loaded = import_module(module)
    enums = {
        name: one for name, one in vars(loaded).items()
        if inspect.isclass(one) and issubclass(one, Enum) and one.__module__ == module
    }  # fmt: skip
    assert enums
    for name, members in enums.items():
        assert [m.code for m in LISTS[name].members] == [m.value for m in members]
        defined = definitions(_class(inspect.getsource(members)))
        for member, published in zip(members, LISTS[name].members, strict=True):
            assert published.definition == (getattr(member, "definition", "") or defined[member.name])


def _class(source: str) -> ast.ClassDef:
    (statement,) = ast.parse(source).body
    assert isinstance(statement, ast.ClassDef)
    return statement


def test_a_member_without_a_docstring_would_be_noticed() -> None:
    source = (
        'class X(StrEnum):\n    """List."""\n    A = "a"\n    """Defined."""\n    B = "b"\n    C = "c"\n    """Defined too."""\n'
    )
    assert definitions(_class(source)) == {"A": "Defined.", "C": "Defined too."}


def test_every_list_that_a_bundle_uses_is_in_the_vocabulary() -> None:
    used = {name for name, schema in Bundle.model_json_schema()["$defs"].items() if "enum" in schema}
    assert len(used) > 20
    assert used <= set(LISTS)
    published = SCHEMAS["vocabulary"]()["$defs"]
    assert set(published) == set(LISTS)
    assert {"const": "was_not_brought", "title": "Was not brought", "description": Kind.WAS_NOT_BROUGHT.definition} in published[
        "Kind"
    ]["oneOf"]
    assert published["Severity"]["oneOf"][4]["const"] == 3


def test_a_kind_is_found_by_short_form_code_label_or_word() -> None:
    assert kinds_for("wnb") == kinds_for("Was not brought") == kinds_for("was_not_brought") == (Kind.WAS_NOT_BROUGHT,)
    assert set(kinds_for("scald")) == {Kind.BURN}
    assert len(kinds_for()) == len(Kind)
    assert kinds_for("no such word at all") == ()
