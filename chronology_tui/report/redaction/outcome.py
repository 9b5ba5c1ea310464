"""What a redaction gives: the records as a recipient may read them, and what the worker should know of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.records import Person
from chronology_tui.report.redaction.sweep import Sweep


@dataclass(frozen=True, slots=True)
class Changed:
    """One replacement, for the worker's review list only: it holds what was taken out.

    Attributes:
        where: "entry 12, summary", "source ‘GP letter’, title", "child, household".
        event: the entry, or None.
        what: the words that were replaced.
        instead: what stands there now; empty where nothing does.
        certain: False where the words may be something else, see :attr:`Redacted.to_look_at`.
    """

    where: str
    event: UUID | None
    what: str
    instead: str
    certain: bool = True


@dataclass(frozen=True, slots=True)
class LookAt:
    """Words that somebody should look at before the report leaves, and why, in plain words."""

    where: str
    event: UUID | None
    words: str
    why: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Numbers of entries left out, each counted once by the first reason that holds, in this order.

    Attributes:
        restricted: marked as restricted or legally privileged.
        not_for_carers: marked as not for carers.
        third_party: marked as holding third-party information.
    """

    restricted: int = 0
    not_for_carers: int = 0
    third_party: int = 0

    @property
    def total(self) -> int:
        """All entries left out."""
        return self.restricted + self.not_for_carers + self.third_party


@dataclass(frozen=True)
class Redacted:
    """A chronology as one recipient may read it. Build with :func:`redact`.

    Attributes:
        chronology: the child's entries; numbers stay those of the whole.
        siblings: the same of the brothers and sisters of the report, in the order given.
        people: everybody, with what stands for a name in its place.
        changes: what was replaced, in the order of reading.
        left_out: the entries left out.
        to_look_at: ambiguous words, left or replaced, names that nobody in the store has, names in names of files.
        sweep: what was used, for the words of the request and as the last net over the document.
    """

    chronology: Chronology
    siblings: tuple[Chronology, ...]
    people: tuple[Person, ...]
    changes: tuple[Changed, ...]
    left_out: LeftOut
    to_look_at: tuple[LookAt, ...]
    sweep: Sweep = field(repr=False, compare=False)
