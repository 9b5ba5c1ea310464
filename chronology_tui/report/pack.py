"""What a pack is: a list of sections with the choices that go with its reader. It holds no words of its own but its names.

A section is a function from the case to sections of the document: none where there is nothing to say, so that a pack never has
an empty slot. A new kind of content is one such function and its place in the lists of the packs that want it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chronology_tui.analysis.finding import Finding
from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.records import Event
from chronology_tui.domain.vocabulary import Handling
from chronology_tui.report.case import Case
from chronology_tui.report.document import Look, Section
from chronology_tui.report.request import Numbering, ReportRequest
from chronology_tui.report.selection import PICKS, TWO_YEARS, Picks, Selection, any_finding, is_significant, no_others

SectionsOf = Callable[[Case], Iterable[Section]]
"""Builds sections of a document from its material; pure."""


@dataclass(frozen=True, kw_only=True)
class Pack:
    """One kind of document, for one kind of reader.

    Attributes:
        name: by which it is asked for.
        label: what it is, in a few words for lists and menus.
        title: title of the document, before the child's initials.
        purpose: the words of the subtitle that say what it is for; "{}" stands for the recipient.
        recipient: for whom, where the author names nobody.
        sections: in reading order; "about this document" follows them by itself.
        start: the first day of the period whose entries are listed, where the author names none.
        lists: which entries of the period are listed by themselves.
        findings: whether the document shows findings; then every entry that one names is listed too.
        withholds: whether restricted and privileged entries are left out (all packs but the record itself).
        leaves_out: marks of further entries that never stand in this pack, whoever asks; they are left out and counted.
        speaks_of: which of the findings it speaks of, where it shows findings.
        picks: what sections name by itself, of what the case gathers.
        names: further entries that sections name, listed too.
        numbering, look, page_cap: where the author does not say.
        guard: words for the marking of every page, such as "NOT TO BE SHARED WITH CARERS".
        redaction: by which redaction it is made where the author does not say.
        asks: a question that the author has to answer, as the strategy decision of the request, before the pack is made; empty
            for none.
    """

    name: str
    label: str
    title: str
    purpose: str
    recipient: str
    sections: tuple[SectionsOf, ...]
    start: Callable[[ReportRequest, Chronology], date] = TWO_YEARS
    lists: Callable[[Event], bool] = is_significant
    findings: bool = True
    withholds: bool = True
    leaves_out: frozenset[Handling] = frozenset()
    speaks_of: Callable[[ReportRequest, Finding], bool] = any_finding
    picks: AbstractSet[Picks] = PICKS
    names: Callable[[ReportRequest, Chronology], Iterable[UUID]] = no_others
    numbering: Numbering = Numbering.RECORD
    look: Look = Look.STANDARD
    page_cap: int | None = None
    guard: str = ""
    redaction: str = "none"
    asks: str = ""

    @property
    def selection(self) -> Selection:
        """Return which entries the case of this pack lists."""
        return Selection(
            self.start,
            self.lists,
            findings=self.findings,
            withholds=self.withholds,
            numbering=self.numbering,
            leaves_out=self.leaves_out,
            speaks_of=self.speaks_of,
            picks=self.picks,
            names=self.names,
            asks=self.asks,
        )
