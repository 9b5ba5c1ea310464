"""The JSON documents of ``check`` and ``questions``."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from pydantic import Field

from chronology_tui.analysis.quality import QualityCode, QualityIssue
from chronology_tui.analysis.questions import Reflection
from chronology_tui.domain.chronology import Chronology
from chronology_tui.services.checking import Checked, place_words
from chronology_tui.services.shapes import ChildShape, Shape


class FixShape(Shape):
    """A change to the first entry of an issue that surely settles it."""

    words: str
    values: dict[str, str] = Field(description="the new text by column, as `edit --set` takes it")


class PlacedShape(Shape):
    """An entry, by identifier and by its number in the chronology."""

    id: UUID
    number: int


class QualityIssueShape(Shape):
    """One thing to look at; ``events`` is empty when it is about the whole chronology."""

    code: QualityCode
    label: str
    reason: str
    events: tuple[PlacedShape, ...]
    place: str = Field(description="column that it is about; `child`, `sources` or empty where it is no column")
    about: str = Field(description="the place in words; a source by its title")
    subject: str = Field(description="tells issues of one code and place apart, such as a short form or a source's identifier")
    fix: FixShape | None

    @classmethod
    def of(cls, issue: QualityIssue, chronology: Chronology) -> QualityIssueShape:
        """Return the shape of an issue of ``chronology``."""
        return cls(
            code=issue.code,
            label=issue.code.label,
            reason=issue.reason,
            events=_placed(issue.events, chronology),
            place=issue.place,
            about=place_words(issue, chronology),
            subject=issue.subject,
            fix=FixShape(words=issue.fix.words, values=dict(issue.fix.values)) if issue.fix is not None else None,
        )


class CountShape(Shape):
    """How many issues have one code, and when it is raised."""

    code: QualityCode
    label: str
    definition: str
    issues: int


class CheckShape(Shape):
    """What ``check --json`` prints: the most useful issues first, then in the order of the chronology."""

    as_of: date
    policy: str
    child: ChildShape
    counts: tuple[CountShape, ...]
    issues: tuple[QualityIssueShape, ...] = Field(description="what there is to look at, after the fixes that --fix applied")
    fixed: tuple[QualityIssueShape, ...] = Field(description="the issues whose fixes --fix applied, as they stood before")

    @classmethod
    def of(cls, checked: Checked, fixed: Iterable[QualityIssue] = ()) -> CheckShape:
        """Return the shape of what the check said, and of what was fixed before."""
        return cls(
            as_of=checked.as_of,
            policy=checked.policy.label,
            child=ChildShape.of(checked.chronology.child),
            counts=tuple(
                CountShape(code=code, label=code.label, definition=code.definition, issues=len(issues))
                for code, issues in checked.groups
            ),
            issues=tuple(QualityIssueShape.of(issue, checked.chronology) for issue in checked.issues),
            fixed=tuple(QualityIssueShape.of(issue, checked.chronology) for issue in fixed),
        )


class ReflectionShape(Shape):
    """A reflective question with the entries that bear on it; the program never answers it."""

    id: str
    question: str
    looked_at: str = Field(description="which entries bear on it")
    source: str = Field(description="whose question it is")
    recorded: str = Field(description="how much there is, in words")
    events: tuple[PlacedShape, ...]


class QuestionsShape(Shape):
    """What ``questions --json`` prints."""

    as_of: date
    policy: str
    child: ChildShape
    questions: tuple[ReflectionShape, ...]

    @classmethod
    def of(cls, reflections: Iterable[Reflection], chronology: Chronology, as_of: date, policy: str) -> QuestionsShape:
        """Return the shape of the questions that are asked of a child."""
        return cls(
            as_of=as_of,
            policy=policy,
            child=ChildShape.of(chronology.child),
            questions=tuple(
                ReflectionShape(
                    id=one.question.id,
                    question=one.question.words,
                    looked_at=one.question.looked_at,
                    source=one.question.source,
                    recorded=one.recorded,
                    events=_placed(one.events, chronology),
                )
                for one in reflections
            ),
        )


def _placed(ids: Iterable[UUID], chronology: Chronology) -> tuple[PlacedShape, ...]:
    return tuple(PlacedShape(id=event_id, number=chronology.number(event_id)) for event_id in ids)
