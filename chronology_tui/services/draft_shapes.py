"""The JSON document of ``drafts``."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from pydantic import Field

from chronology_tui.domain.records import Child
from chronology_tui.services.drafts import Draft
from chronology_tui.services.shapes import Shape


class DraftShape(Shape):
    """What was typed and is not saved yet."""

    id: UUID
    child: UUID | None = Field(description="whom it is about; null when no child was chosen")
    name: str = Field(description="the child's name; empty when no child was chosen")
    place: str = Field(description='where it was typed: "line" for the typed line, else the name of a form')
    content: str = Field(description="the words, or the fields of a form as JSON")
    at: str = Field(description="moment of the last key, ISO 8601 in UTC")


class DraftsShape(Shape):
    """What ``drafts --json`` prints, the latest last."""

    drafts: tuple[DraftShape, ...]

    @classmethod
    def of(cls, drafts: Iterable[Draft], children: Iterable[Child]) -> DraftsShape:
        """Return the shape of drafts."""
        names = {child.id: child.name for child in children}
        return cls(
            drafts=tuple(
                DraftShape(
                    id=d.id, child=d.child, name=names.get(d.child, "") if d.child else "", place=d.place,
                    content=d.content, at=d.at,
                )
                for d in drafts
            )
        )  # fmt: skip
