"""The JSON document of ``review``."""

from __future__ import annotations

from pydantic import Field

from chronology_tui.domain.finding_reviews import Reviewed
from chronology_tui.domain.records import Child
from chronology_tui.services.shapes import ChildShape, ReviewShape, Shape


class ReviewedFindingShape(Shape):
    """What ``review --json`` prints: one finding about a child, and the worker's review of it."""

    child: ChildShape
    key: str = Field(description="name of the finding within the case")
    title: str = Field(description="its title; empty where it is not found at present")
    review: ReviewShape | None = Field(description="the worker's verdict and analysis; null where there is none")

    @classmethod
    def of(cls, child: Child, key: str, title: str, reviewed: Reviewed | None) -> ReviewedFindingShape:
        """Return the shape of a finding with its review."""
        review = ReviewShape.of(reviewed) if reviewed is not None else None
        return cls(child=ChildShape.of(child), key=key, title=title, review=review)
