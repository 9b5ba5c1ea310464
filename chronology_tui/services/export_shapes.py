"""What exporting and checking an exported file print as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from pydantic import Field

from chronology_tui.services.export_checks import ExportCheck, Standing
from chronology_tui.services.shapes import Shape

if TYPE_CHECKING:
    from chronology_tui.services.results import ExportResult


class ExportIssueShape(Shape):
    """Something to look at in an exported file."""

    code: str
    message: str


class ReplacedShape(Shape):
    """Words that redaction replaced."""

    where: str
    what: str
    instead: str
    certain: bool = Field(description="whether the words are surely what was to be replaced")


class LookAtShape(Shape):
    """Words that somebody should look at before the file leaves."""

    where: str
    words: str
    why: str


class ExportedShape(Shape):
    """What ``export --json`` prints."""

    file: str
    digest: str = Field(description="SHA-256 of the file, 64 hexadecimal digits")
    pages: int = Field(description="number of pages, 0 where the format has none")
    code: str = Field(description="check code in the file, empty where the format has none")
    copies: tuple[str, ...] = Field(description="protected copies that were made beside it")
    notes: tuple[str, ...]
    issues: tuple[ExportIssueShape, ...]
    changes: tuple[ReplacedShape, ...]
    to_look_at: tuple[LookAtShape, ...]

    @classmethod
    def of(cls, result: ExportResult) -> ExportedShape:
        """Return the shape of what came of an export."""
        return cls(
            file=str(result.path),
            digest=result.digest,
            pages=result.pages,
            code=result.code,
            copies=tuple(map(str, result.copies)),
            notes=result.notes,
            issues=tuple(ExportIssueShape(code=issue.code, message=issue.message) for issue in result.issues),
            changes=tuple(
                ReplacedShape(where=one.where, what=one.what, instead=one.instead, certain=one.certain) for one in result.changes
            ),
            to_look_at=tuple(LookAtShape(where=one.where, words=one.words, why=one.why) for one in result.to_look_at),
        )


class ExportRecordShape(Shape):
    """The record of an export that a file belongs to."""

    child: str = Field(description="the child's name")
    made: datetime
    file: str
    pack: str
    as_of: date
    recipient: str
    purpose: str
    redaction: str


class ExportCheckShape(Shape):
    """What ``verify --json`` prints of an exported file."""

    standing: Standing
    digest: str
    code: str = Field(description="check code that is printed in the file, empty where it has none")
    changed_since: bool | None = Field(description="whether the chronology was changed since; null where no record was compared")
    records: tuple[ExportRecordShape, ...]

    @classmethod
    def of(cls, check: ExportCheck, names: Mapping[UUID, str]) -> ExportCheckShape:
        """Return the shape of a check; ``names`` are the children's names."""
        records = (
            {name: names[record.child] if name == "child" else getattr(record, name) for name in ExportRecordShape.model_fields}
            for record in check.records
        )
        return cls(
            standing=check.standing,
            digest=check.digest,
            code=check.code,
            changed_since=check.changed_since,
            records=tuple(ExportRecordShape(**values) for values in records),
        )
