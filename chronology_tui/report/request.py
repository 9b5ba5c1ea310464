"""What a report is asked for: the case, its analysis, the pack, and the words that go on the cover."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from chronology_tui.analysis.finding import Analysis
from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.finding_reviews import Reviewed
from chronology_tui.domain.kinds import Area
from chronology_tui.domain.records import Disagreement, Person
from chronology_tui.errors import UsageError
from chronology_tui.report.document import Look


class UnknownPackError(UsageError):
    """A pack was asked for that does not exist."""

    def __init__(self, pack: str, known: tuple[str, ...]) -> None:
        super().__init__(f"there is no pack {pack!r}: choose one of {', '.join(known)}")


class EmptyPeriodError(UsageError):
    """The first day asked for lies after the last day that the report shows."""

    def __init__(self, from_day: date, last: date) -> None:
        super().__init__(f"the first day, {from_day}, is after the day of the report, {last}: choose an earlier first day")


class DecisionNeededError(UsageError):
    """A pack that carers must not see was asked for, and nobody says which decision allows it."""

    def __init__(self, pack: str, question: str) -> None:
        super().__init__(
            f"the pack {pack} is not made without the decision that allows it, since carers are not told before it is taken "
            f"(RCPCH 2021). Say in its field: {question}"
        )


class Numbering(StrEnum):
    """Which numbers entries bear in a document."""

    RECORD = "record"
    """The numbers of the whole chronology, as on the screen; they stay the same in every document of one day."""
    DOCUMENT = "document"
    """1, 2, 3 in this document, as a court's serial numbers run."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that the document is silent about on purpose: how many of what, in words after the number."""

    number: int
    what: str
    plural: str = ""


@dataclass(frozen=True)
class ReportRequest:
    """Everything a report is built from; the same request gives the same document.

    Attributes:
        chronology: the child's entries, numbered over the whole.
        analysis: what the rules say of it as at the same day.
        as_of: the day the report speaks of; entries that can only lie after it are left out and counted.
        pack: name of the pack, such as "referral".
        marking: handling marking for every page, chosen by the originator; empty for none.
        prepared_by: name, role and agency of the author, or empty.
        recipient: who it is for, or empty.
        purpose: why it is shared, or empty.
        sharing_basis: the lawful basis of sharing, or empty.
        store_head: head of the history chain, or a version, of the record that the report was made from.
        from_day: first day of the period whose entries are shown; None for the pack's own (24 months for "referral").
        program_version: version of the program.
        reviews: what the worker says of findings, by their key, as judged on all entries, those that are not shared too.
        to_day: last day of the period whose entries are shown; None for ``as_of``. Analysis and chronology are of ``as_of``.
        areas: the areas of health that the document speaks of; empty for all. The chronology holds no other entries then.
        key_only: whether only key entries are listed, with those that the document names.
        numbering: which numbers entries bear; None for the pack's own.
        look: the type it is set in; None for the pack's own.
        page_cap: most pages that the reader accepts; None for the pack's own.
        siblings: other children whose entries stand side by side, each seen by the same rules of sharing.
        people: the people around the child, as they may be named to this recipient.
        disagreements: professional disagreements about the child.
        redaction: what was redacted and for whom, in words for the reader; empty for nothing.
        left_out: what was left out before the report was asked for, besides what the pack itself leaves out.
        births: whether dates of birth and numbers that identify may be printed; ages always are.
        strategy_decision: the strategy decision that allows a guarded pack, its date and who took it, in the worker's words.

    Raises:
        ValueError: the analysis looks back from another day than the report.
        EmptyPeriodError: the period shown ends before it begins, or begins after ``as_of``.
    """

    chronology: Chronology
    analysis: Analysis
    as_of: date
    pack: str
    marking: str = "OFFICIAL-SENSITIVE"
    prepared_by: str = ""
    recipient: str = ""
    purpose: str = ""
    sharing_basis: str = ""
    store_head: str = ""
    from_day: date | None = None
    program_version: str = ""
    reviews: Mapping[str, Reviewed] = field(default_factory=lambda: MappingProxyType({}))
    to_day: date | None = None
    areas: frozenset[Area] = frozenset()
    key_only: bool = False
    numbering: Numbering | None = None
    look: Look | None = None
    page_cap: int | None = None
    siblings: tuple[Chronology, ...] = ()
    people: tuple[Person, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    redaction: str = ""
    left_out: tuple[LeftOut, ...] = ()
    births: bool = True
    strategy_decision: str = ""

    def __post_init__(self) -> None:
        """Refuse a request whose parts speak of different days."""
        if self.analysis.as_of != self.as_of:
            raise ValueError(f"the analysis looks back from {self.analysis.as_of}, the report from {self.as_of}")
        last = min(self.to_day, self.as_of) if self.to_day is not None else self.as_of
        if self.from_day is not None and self.from_day > last:
            raise EmptyPeriodError(self.from_day, last)
