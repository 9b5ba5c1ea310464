"""What a report is asked for: the case, its analysis, the pack, and the words that go on the cover."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from chronology_tui.analysis.finding import Analysis
from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.finding_reviews import Reviewed
from chronology_tui.errors import UsageError


class UnknownPackError(UsageError):
    """A pack was asked for that does not exist."""

    def __init__(self, pack: str, known: tuple[str, ...]) -> None:
        super().__init__(f"there is no pack {pack!r}: choose one of {', '.join(known)}")


class EmptyPeriodError(UsageError):
    """The first day asked for lies after the day that the report speaks of."""

    def __init__(self, from_day: date, as_of: date) -> None:
        super().__init__(f"the first day, {from_day}, is after the day of the report, {as_of}: choose an earlier first day")


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

    Raises:
        ValueError: the analysis looks back from another day than the report.
        EmptyPeriodError: ``from_day`` lies after ``as_of``.
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

    def __post_init__(self) -> None:
        """Refuse a request whose parts speak of different days."""
        if self.analysis.as_of != self.as_of:
            raise ValueError(f"the analysis looks back from {self.analysis.as_of}, the report from {self.as_of}")
        if self.from_day is not None and self.from_day > self.as_of:
            raise EmptyPeriodError(self.from_day, self.as_of)
