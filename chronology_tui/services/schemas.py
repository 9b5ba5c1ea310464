"""Published JSON Schemas (draft 2020-12), generated from the records and the shapes; ``schemas/`` holds a copy of each."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from chronology_tui.analysis.policy import policy_schema
from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.records import Bundle, Child, Disagreement, Event, ExportRecord, FindingReview, Person, Source
from chronology_tui.services.change_shapes import ChangedEntriesShape, DeletedEntriesShape, UndoneShape
from chronology_tui.services.check_shapes import CheckShape, QuestionsShape
from chronology_tui.services.draft_shapes import DraftsShape
from chronology_tui.services.errors import UsageError
from chronology_tui.services.export_shapes import ExportCheckShape, ExportedShape
from chronology_tui.services.policy_shapes import PolicyShape
from chronology_tui.services.purge_shapes import PurgeShape
from chronology_tui.services.record_shapes import (
    ActionsShape,
    DisagreementsShape,
    KindsShape,
    PeopleShape,
    SharedShape,
    SourcesShape,
)
from chronology_tui.services.review_shapes import ReviewedFindingShape
from chronology_tui.services.safekeeping_shapes import BackupsShape
from chronology_tui.services.search_shapes import SearchShape
from chronology_tui.services.shapes import AddShape, ChildrenShape, ImportShape, ListShape, PatternsShape
from chronology_tui.services.trust_shapes import HistoryShape, VerifyShape
from chronology_tui.services.vocabulary import closed_lists

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


class _Generator(GenerateJsonSchema):
    """Pydantic's own, but for a time of day: the format "time" of JSON Schema wants a time zone, and an entry has none."""

    def time_schema(self, schema: core_schema.TimeSchema) -> JsonSchemaValue:  # noqa: ARG002 - named by the base class
        """Return the schema of a time of day."""
        return {"type": "string", "pattern": r"^\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})?$"}


def _of(model: type[Any], title: str) -> Callable[[], dict[str, Any]]:
    def build() -> dict[str, Any]:
        schema = TypeAdapter(model).json_schema(mode="serialization", schema_generator=_Generator)
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


def _vocabulary() -> dict[str, Any]:
    return {
        "$schema": _DIALECT,
        "title": "The closed lists of the records and documents: each member with its word and its definition",
        "$defs": {
            closed.name: {
                "description": closed.definition,
                "oneOf": [{"const": m.code, "title": m.word, "description": m.definition} for m in closed.members],
            }
            for closed in closed_lists()
        },
    }


SCHEMAS: dict[str, Callable[[], dict[str, Any]]] = {
    "actions": _of(ActionsShape, "What `chronology actions --json`, and `action add` and `action set` with it, print"),
    "add": _of(AddShape, "What `chronology add --json` prints"),
    "backups": _of(BackupsShape, "What `chronology backup --json` prints"),
    "bundle": _of(Bundle, "A record bundle: the whole record of some children, for interchange without loss"),
    "check": _of(CheckShape, "What `chronology check --json` prints"),
    "child": _of(Child, "A child"),
    "children": _of(ChildrenShape, "What `chronology child list --json` prints"),
    "changed": _of(ChangedEntriesShape, "What `chronology edit --json` and `chronology undelete ENTRY --json` print"),
    "deleted": _of(DeletedEntriesShape, "What `chronology delete --json` and `chronology undelete --json` print"),
    "disagreement": _of(Disagreement, "A professional disagreement"),
    "disagreements": _of(DisagreementsShape, "What `chronology disagreement list --json` prints"),
    "drafts": _of(DraftsShape, "What `chronology drafts --json` prints"),
    "event": _of(Event, "An entry of a chronology"),
    "export-record": _of(ExportRecord, "What was exported, for whom and why"),
    "export-check": _of(ExportCheckShape, "What `chronology verify --json` prints of an exported file"),
    "exported": _of(ExportedShape, "What `chronology export --json` prints"),
    "finding-review": _of(FindingReview, "The worker's verdict on a finding, and the worker's own analysis"),
    "history": _of(HistoryShape, "What `chronology history --json` prints"),
    "import": _of(ImportShape, "What `chronology import --json` prints"),
    "kind-list": _of(KindsShape, "What `chronology kinds --json` prints"),
    "kinds": _kinds,
    "list": _of(ListShape, "What `chronology list --json` prints"),
    "patterns": _of(PatternsShape, "What `chronology patterns --json` prints"),
    "people": _of(PeopleShape, "What `chronology person list --json` prints"),
    "person": _of(Person, "A family member or a professional"),
    "policy": policy_schema,
    "policy-in-force": _of(PolicyShape, "What `chronology policy list --json` prints"),
    "purge": _of(PurgeShape, "What `chronology purge --json` prints"),
    "review": _of(ReviewedFindingShape, "What `chronology review --json` prints"),
    "questions": _of(QuestionsShape, "What `chronology questions --json` prints"),
    "search": _of(SearchShape, "What `chronology search --json` prints"),
    "shared": _of(SharedShape, "What `chronology shared --json` prints"),
    "source": _of(Source, "A source"),
    "sources": _of(SourcesShape, "What `chronology source list --json` prints"),
    "undone": _of(UndoneShape, "What `chronology undo --json` and `chronology redo --json` print"),
    "verify": _of(VerifyShape, "What `chronology verify --json` prints"),
    "vocabulary": _vocabulary,
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
