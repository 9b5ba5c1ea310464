"""Whether what is printed follows the schema that is published for it."""

from __future__ import annotations

import jsonschema

from chronology_tui.services.schemas import SCHEMAS
from tests.support.cli import Ran


def conforms(document: object, schema: str) -> None:
    """Fail where a document does not follow a published schema, dates and identifiers included."""
    jsonschema.validate(document, SCHEMAS[schema](), format_checker=jsonschema.FormatChecker())


def shaped(ran: Ran, schema: str, code: int = 0) -> Ran:
    """Return what a command did, if it ended with the exit code and printed a document that follows the schema."""
    assert ran.code == code, ran.err
    conforms(ran.json, schema)
    return ran
