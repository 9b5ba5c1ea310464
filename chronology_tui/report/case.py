"""What a pack may speak of: the entries that can be shared up to the day, the findings by letter, and the entries that it lists.

The invariant of every pack: an entry that the document names by number as a link stands in its table. So what is named (evidence,
what findings left out, latest serious entries, the child's words, what was tried, strengths) is picked here, before any words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from uuid import UUID

from chronology_tui.analysis.finding import Finding, Level, Outcome
from chronology_tui.domain.ages import Age
from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.dates.value import UncertainDate
from chronology_tui.domain.finding_reviews import Reviewed
from chronology_tui.domain.records import Event
from chronology_tui.domain.vocabulary import Handling, Verdict
from chronology_tui.report.document import Line, Run, Tone
from chronology_tui.report.request import DecisionNeededError, LeftOut, Numbering, ReportRequest
from chronology_tui.report.selection import Selection, picked_from, shareable
from chronology_tui.report.wording import letters, said

_ORDER = {Level.STRONG: 0, Level.CONSIDER: 1, Level.STRENGTH: 2, Level.NOTE: 3, None: 4}


@dataclass(frozen=True, slots=True)
class Lettered:
    """A finding with the letter by which entries refer to it."""

    letter: str
    finding: Finding

    @property
    def anchor(self) -> str:
        """Target of links to the finding."""
        return f"finding-{self.letter.lower()}"

    @property
    def full_anchor(self) -> str:
        """Target of links to the finding in full."""
        return f"{self.anchor}-in-full"

    @property
    def link(self) -> Run:
        """The letter as a link to the finding."""
        return Run(self.letter, target=self.anchor)


def letter_links(items: Iterable[Lettered]) -> Line:
    """Return the letters of findings as links with commas between them."""
    runs: list[Run] = []
    for item in items:
        if runs:
            runs.append(Run(", ", Tone.QUIET))
        runs.append(item.link)
    return tuple(runs)


def finding_links(items: Sequence[Lettered]) -> Line:
    """Return " (finding A)" or " (findings A, B)" with the letters as links and a no-break space before the first."""
    return (Run(" (finding\u00a0" if len(items) == 1 else " (findings\u00a0"), *letter_links(items), Run(")"))


@dataclass(frozen=True)
class Case:
    """The material of one document. Build with :func:`open_case`.

    Attributes:
        request: what was asked for.
        chronology: the shareable entries that may have happened up to the day.
        by_id: those entries by identifier.
        withheld: number of entries left out because of their handling marks.
        later: number of entries left out because they can only lie after the day.
        start, end: first and last day of the period whose entries are shown.
        findings: the findings whose threshold is met, in the order shown.
        silent: findings of every other outcome.
        shows_findings: whether the document may speak of findings at all.
        findings_withheld: number of findings left out because they rest on entries that are.
        dismissed: number of findings left out because the worker has dismissed them, on the evidence as it is.
        analyses: the worker's own analysis of findings, by their letter.
        analyses_withheld: number of analyses left out because the finding rests on entries that are: they may speak of those.
        verdicts: findings that the worker has accepted or dismissed, with the review; none that rests on entries left out.
        serious: the latest entries of high or critical severity, latest first.
        judged: the latest dated entry that judges how likely harm is, or None.
        quotes: the latest entries with the child's own words, latest first.
        tried: the latest entries that show what was tried and how the family responded, in order.
        strengths: the latest entries that record a strength or a benefit to the child, latest first.
        shown: identifiers of the entries in the table.
        printed: the number that each entry bears in the document; numbers of the document go to entries of the table only.
        evidence_of, left_out_of: for each entry, the findings it is evidence of, or was looked at and left out of.
    """

    request: ReportRequest
    chronology: Chronology
    by_id: Mapping[UUID, Event] = field(repr=False)
    withheld: int
    later: int
    start: date
    end: date
    findings: tuple[Lettered, ...]
    silent: tuple[Finding, ...]
    shows_findings: bool
    findings_withheld: int
    dismissed: int
    analyses: Mapping[str, str] = field(repr=False)
    analyses_withheld: int
    verdicts: tuple[tuple[Finding, Reviewed], ...] = field(repr=False)
    serious: tuple[Event, ...]
    judged: Event | None
    quotes: tuple[Event, ...]
    tried: tuple[Event, ...]
    strengths: tuple[Event, ...]
    shown: frozenset[UUID] = field(repr=False)
    printed: Mapping[UUID, int] = field(repr=False)
    evidence_of: Mapping[UUID, tuple[Lettered, ...]] = field(repr=False)
    left_out_of: Mapping[UUID, tuple[Lettered, ...]] = field(repr=False)

    @property
    def events(self) -> tuple[Event, ...]:
        """The entries the document may speak of, in order."""
        return self.chronology.events

    def number(self, event: UUID, tone: Tone = Tone.PLAIN) -> Run:
        """Return the number of an entry, as a link where the entry stands in the table."""
        number = self.printed.get(event)
        if number is None:
            return Run("not listed", tone)
        return Run(str(number), tone, target=f"entry-{number}" if event in self.shown else "")

    def numbers(self, events: Iterable[UUID], tone: Tone = Tone.PLAIN) -> Line:
        """Return the numbers of entries with commas between them."""
        line: list[Run] = []
        for event in events:
            if line:
                line.append(Run(", ", tone))
            line.append(self.number(event, tone))
        return tuple(line)

    def entry(self, event: UUID, tone: Tone = Tone.PLAIN) -> Line:
        """Return " (entry 12)" with the number as a link, kept on one line by a no-break space."""
        return (Run(" (entry\u00a0", tone), self.number(event, tone), Run(")", tone))

    def in_period(self, event: Event) -> bool:
        """Whether the entry may have happened in the period shown; an undated entry may lie anywhere and is always listed."""
        return event.when.possibly_within(self.start, self.end)

    def age_at(self, when: UncertainDate) -> Age | None:
        """Return the child's age at a date.

        None also where the date of birth may not be told and the age is below two years: days or weeks of age beside a date
        would tell it.
        """
        age = self.chronology.age_at(when)
        return age if age is None or self.request.births or age.years >= 2 else None

    def of(self, outcome: Outcome) -> tuple[Finding, ...]:
        """Return the findings of an outcome other than found."""
        return tuple(finding for finding in self.silent if finding.outcome is outcome)


def open_case(request: ReportRequest, selection: Selection) -> Case:
    """Gather the material of a document.

    Raises:
        DecisionNeededError: the pack asks for a decision, and the request names none.
        ValueError: a finding names an entry that is not in the chronology.
    """
    if selection.asks and not said(request.strategy_decision):
        raise DecisionNeededError(request.pack, selection.asks)
    whole = request.chronology
    share = shareable(whole, selection.marks)
    chronology = share.up_to(request.as_of)
    by_id = {event.id: event for event in chronology.events}
    usable = tuple(finding for finding in request.analysis.findings if _rests_on(finding, whole.numbers) <= by_id.keys())
    dismissed = [f for f in usable if f.found and _is_dismissed(f, request)]
    found = sorted((f for f in usable if f.found and not _is_dismissed(f, request)), key=lambda f: _ORDER[f.level])
    spoken = [f for f in found if selection.speaks_of(request, f)] if selection.findings else []
    lettered = tuple(Lettered(letters(n), finding) for n, finding in enumerate(spoken))
    hidden = whole.numbers.keys() - {e.id for e in share.events}
    analyses, analyses_withheld = _analyses(lettered, request, hidden)
    start = request.from_day or selection.start(request, chronology)
    end = min(request.to_day, request.as_of) if request.to_day else request.as_of

    picked = picked_from(chronology.events)
    named = {e.id for name in selection.picks for e in picked[name]} if selection.findings else set()
    named.update(selection.names(request, chronology))
    for item in lettered:
        named |= _rests_on(item.finding, whole.numbers)
    lists = (lambda event: event.key) if request.key_only else selection.lists
    shown = frozenset(
        event.id
        for event in chronology.events
        if event.id in named
        or (lists(event) and (event.when.is_undated or event.when.possibly_within(start, end)))
        or (event.when.is_undated and selection.findings and not request.key_only)
    )
    withheld = len(whole) - len(share)
    request = _beside(request, selection.marks)
    if selection.leaves_out:
        # Which mark it was would tell the very reader who must not know: they are counted together, in words that say nothing.
        words = LeftOut(withheld, "entry that is not for this reader", "entries that are not for this reader")
        request, withheld = replace(request, left_out=(*request.left_out, words)), 0
    return Case(
        request=request,
        chronology=chronology,
        by_id=MappingProxyType(by_id),
        withheld=withheld,
        later=len(share) - len(chronology),
        start=start,
        end=end,
        findings=lettered,
        silent=tuple(f for f in usable if not f.found),
        shows_findings=selection.findings,
        findings_withheld=len(request.analysis.found) - len(found) - len(dismissed) if selection.findings else 0,
        dismissed=len(dismissed) if selection.findings else 0,
        analyses=analyses,
        analyses_withheld=analyses_withheld,
        verdicts=_verdicts(usable, request, hidden),
        serious=picked["serious"],
        judged=next(iter(picked["judged"]), None),
        quotes=picked["quotes"],
        tried=picked["tried"][::-1],
        strengths=picked["strengths"],
        shown=shown,
        printed=_printed(chronology, shown, request.numbering or selection.numbering),
        evidence_of=_index(lettered, {item.letter: item.finding.evidence for item in lettered}),
        left_out_of=_index(lettered, {item.letter: tuple(x.event for x in item.finding.excluded) for item in lettered}),
    )


def _beside(request: ReportRequest, marks: AbstractSet[Handling]) -> ReportRequest:
    """Return the request with the other children's entries seen by the same rules of sharing, and what is left out counted."""
    if not request.siblings:
        return request
    seen = tuple(shareable(sibling, marks) for sibling in request.siblings)
    hidden = sum(map(len, request.siblings)) - sum(map(len, seen))
    words = LeftOut(
        hidden,
        "entry about a brother or sister that is not for this reader",
        "entries about brothers and sisters that are not for this reader",
    )
    return replace(request, siblings=tuple(sibling.up_to(request.as_of) for sibling in seen), left_out=(*request.left_out, words))


def _printed(chronology: Chronology, shown: AbstractSet[UUID], numbering: Numbering) -> Mapping[UUID, int]:
    if numbering is Numbering.RECORD:
        return chronology.numbers
    listed = (event.id for event in chronology.events if event.id in shown)
    return MappingProxyType({event: place for place, event in enumerate(listed, 1)})


def _analyses(
    findings: tuple[Lettered, ...], request: ReportRequest, withheld: AbstractSet[UUID]
) -> tuple[Mapping[str, str], int]:
    """Return the worker's analysis of each finding that has one, and of how many it is left out."""
    written = {item.letter: request.reviews[item.finding.key] for item in findings if item.finding.key in request.reviews}
    written = {letter: reviewed for letter, reviewed in written.items() if reviewed.analysis}
    shared = {
        letter: reviewed.analysis
        for letter, reviewed in written.items()
        if withheld.isdisjoint(reviewed.evidence) and withheld.isdisjoint(reviewed.review.evidence)
    }
    return MappingProxyType(shared), len(written) - len(shared)


def _verdicts(
    usable: Iterable[Finding], request: ReportRequest, withheld: AbstractSet[UUID]
) -> tuple[tuple[Finding, Reviewed], ...]:
    """Return the findings with a verdict whose reason cannot speak of entries that are left out."""
    pairs = ((finding, request.reviews[finding.key]) for finding in usable if finding.found and finding.key in request.reviews)
    return tuple(
        (finding, reviewed)
        for finding, reviewed in pairs
        if reviewed.verdict is not Verdict.OPEN
        and withheld.isdisjoint(reviewed.evidence)
        and withheld.isdisjoint(reviewed.review.evidence)
    )


def _is_dismissed(finding: Finding, request: ReportRequest) -> bool:
    reviewed = request.reviews.get(finding.key)
    return reviewed is not None and reviewed.dismissed


def _rests_on(finding: Finding, numbers: Mapping[UUID, int]) -> set[UUID]:
    """Return every entry that a finding prints by number."""
    named = {*finding.evidence, *finding.uncertain_events, *(x.event for x in finding.excluded)}
    if not named <= numbers.keys():
        raise ValueError(f"the finding {finding.key!r} names an entry that is not in this chronology")
    return named


def _index(findings: tuple[Lettered, ...], events: Mapping[str, tuple[UUID, ...]]) -> Mapping[UUID, tuple[Lettered, ...]]:
    index: dict[UUID, list[Lettered]] = {}
    for item in findings:
        for event in dict.fromkeys(events[item.letter]):
            index.setdefault(event, []).append(item)
    return MappingProxyType({event: tuple(items) for event, items in index.items()})
