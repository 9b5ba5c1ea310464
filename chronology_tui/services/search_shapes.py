"""The JSON document of ``search``."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from pydantic import Field

from chronology_tui.services.searching import Found
from chronology_tui.services.shapes import EventShape, Shape


class PlaceShape(Shape):
    """Where an entry stands: the child, and the entry's number in that child's chronology."""

    child: UUID
    name: str
    number: int


class MatchShape(Shape):
    """A text of an entry in which wanted words stand."""

    field: str = Field(description="name of the field, in words")
    text: str
    spans: tuple[tuple[int, int], ...] = Field(description="start and end (exclusive) of each match, in characters of the text")


class FoundShape(Shape):
    """An entry that was found."""

    event: EventShape
    places: tuple[PlaceShape, ...]
    rank: float = Field(description="the lower, the better the match; only for comparison within one search")
    matches: tuple[MatchShape, ...]

    @classmethod
    def of(cls, found: Found) -> FoundShape:
        """Return the shape of an entry that was found."""
        return cls(
            event=EventShape.of(found.event, found.chronology),
            places=tuple(PlaceShape(child=p.child.id, name=p.child.name, number=p.number) for p in found.places),
            rank=found.rank,
            matches=tuple(MatchShape(field=m.label, text=m.text, spans=m.spans) for m in found.matches),
        )


class SearchShape(Shape):
    """What ``search --json`` prints, the best match first."""

    text: str = Field(description="what was asked for")
    left_out: int = Field(description="words of a very long text that were not looked for")
    found: tuple[FoundShape, ...]

    @classmethod
    def of(cls, text: str, left_out: int, found: Iterable[Found]) -> SearchShape:
        """Return the shape of what a search found."""
        return cls(text=text, left_out=left_out, found=tuple(FoundShape.of(one) for one in found))
