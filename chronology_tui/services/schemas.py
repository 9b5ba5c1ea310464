"""Published JSON Schemas (draft 2020-12), generated from the records and the shapes; ``schemas/`` holds a copy of each."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from chronology_tui.analysis.policy import policy_schema
from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.records import Child, Event, Source
from chronology_tui.services.errors import UsageError
from chronology_tui.services.shapes import AddShape, ChildrenShape, ImportShape, ListShape, PatternsShape

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def _of(model: type[Any], title: str) -> Callable[[], dict[str, Any]]:
    def build() -> dict[str, Any]:
        schema = TypeAdapter(model).json_schema(mode="serialization")
        return {"$schema": _DIALECT, **schema, "title": title}

    return build


def _kinds() -> dict[str, Any]:
    return {
        "$schema": _DIALECT,
        "title": "Kinds of event: code, label, definition, aliases for typed entry, area",
        "oneOf": [
            {
                "const": kind.value,
                "title": kind.label,
                "description": kind.definition,
                "x-aliases": list(kind.aliases),
                "x-area": kind.area.value,
            }
            for kind in Kind
        ],
    }


SCHEMAS: dict[str, Callable[[], dict[str, Any]]] = {
    "add": _of(AddShape, "What `chronology add --json` prints"),
    "child": _of(Child, "A child"),
    "children": _of(ChildrenShape, "What `chronology child list --json` prints"),
    "event": _of(Event, "An entry of a chronology"),
    "import": _of(ImportShape, "What `chronology import --json` prints"),
    "kinds": _kinds,
    "list": _of(ListShape, "What `chronology list --json` prints"),
    "patterns": _of(PatternsShape, "What `chronology patterns --json` prints"),
    "policy": policy_schema,
    "source": _of(Source, "A source"),
}
"""Name of each schema and how it is made."""


def schema_text(name: str) -> str:
    """Return a schema as JSON text, the bytes of its file in ``schemas/``.

    Raises:
        UsageError: there is no schema of that name.
    """
    if name not in SCHEMAS:
        raise UsageError(f"There is no schema {name!r}. The schemas are: {', '.join(SCHEMAS)}.")
    return json.dumps(SCHEMAS[name](), indent=2, ensure_ascii=False) + "\n"


def write_schemas(folder: Path) -> tuple[str, ...]:
    """Write every schema that differs from its file in ``folder``; return the names of those that did."""
    changed = []
    for name in SCHEMAS:
        path = folder / f"{name}.json"
        text = schema_text(name)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            changed.append(name)
    return tuple(changed)


if __name__ == "__main__":
    for written in write_schemas(Path(sys.argv[1])):
        sys.stdout.write(f"{written}\n")
