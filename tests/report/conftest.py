"""Small hand-made cases for the report tests: invented children, findings written by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from uuid import UUID

import pytest

from chronology_tui.analysis.finding import Analysis, AreaSummary, Excluded, Finding, Level, Outcome, Summary
from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.dates.value import Precision, Qualifier, UncertainDate
from chronology_tui.domain.kinds import Area, Kind
from chronology_tui.domain.records import Child, Event, Source
from chronology_tui.domain.scales import Severity
from chronology_tui.report.builder import build_report
from chronology_tui.report.document import (
    Bullets,
    Cards,
    Facts,
    FindingItem,
    FindingList,
    Line,
    Paragraph,
    Quote,
    ReportDocument,
    Run,
    Section,
    Table,
)
from chronology_tui.report.request import ReportRequest

AS_OF = date(2024, 8, 30)
CHILD = Child(id=UUID(int=1), name="Sion Thomas", birth=date(2019, 4, 3), nhs_number="9434765919")
LETTER = Source(id=UUID(int=2), title="Clinic letter", agency="Northfield Hospital")
CONCERNS = (Severity.LOW, Severity.MODERATE, Severity.HIGH, Severity.CRITICAL)


class CaseKit:
    """Makes events, chronologies, findings, analyses and documents in one short line each."""

    as_of = AS_OF
    child = CHILD
    letter = LETTER

    @staticmethod
    def on(text: str) -> UncertainDate:
        """Read "2024-03-14", "2024-03", "2024", "before 2020-06-01", "after …", or "" for undated."""
        if not text:
            return UncertainDate.undated()
        word, _, rest = text.rpartition(" ")
        if word == "before":
            return UncertainDate(text, Qualifier.BEFORE, Precision.DAY, None, date.fromisoformat(rest))
        if word == "after":
            return UncertainDate(text, Qualifier.AFTER, Precision.DAY, date.fromisoformat(rest), None)
        parts = [int(part) for part in rest.split("-")]
        if len(parts) == 3:
            return UncertainDate.on(date(*parts))
        if len(parts) == 2:
            start = date(parts[0], parts[1], 1)
            end = date(parts[0] + parts[1] // 12, parts[1] % 12 + 1, 1).toordinal() - 1
            return UncertainDate(text, Qualifier.EXACT, Precision.MONTH, start, date.fromordinal(end))
        return UncertainDate(text, Qualifier.EXACT, Precision.YEAR, date(parts[0], 1, 1), date(parts[0], 12, 31))

    def event(self, ident: int, when: str | UncertainDate, kind: Kind = Kind.NOTE, **values: object) -> Event:
        """Make an event; ``ident`` also orders entries of one date."""
        data: dict[str, object] = {
            "id": UUID(int=1000 + ident),
            "children": (CHILD.id,),
            "when": self.on(when) if isinstance(when, str) else when,
            "kind": kind,
            "area": kind.area,
            "source": LETTER.id,
        }
        return Event.model_validate({**data, **values})

    @staticmethod
    def chronology(events: Iterable[Event], child: Child = CHILD, sources: Sequence[Source] = (LETTER,)) -> Chronology:
        """Make the chronology of the invented child."""
        return Chronology.of(child, events, sources)

    @staticmethod
    def finding(title: str, evidence: Iterable[Event] = (), level: Level | None = Level.STRONG, **values: object) -> Finding:
        """Make a finding of ``was-not-brought`` unless ``values`` say otherwise."""
        base = Finding(
            rule="was-not-brought",
            version=1,
            family="attendance",
            outcome=Outcome.FOUND if level else Outcome.NOT_FOUND,
            title=title,
            explanation=f"In words: {title}.",
            level=level,
            evidence=tuple(event.id for event in evidence),
        )
        return replace(base, **values)  # type: ignore[arg-type]

    @staticmethod
    def left_out(event: Event, why: str) -> Excluded:
        """Make a left-out entry."""
        return Excluded(event.id, why)

    def analysis(self, chronology: Chronology, findings: Iterable[Finding] = (), as_of: date = AS_OF) -> Analysis:
        """Make an analysis with a summary counted here, by hand, and the findings given."""
        events = chronology.events
        severities = Counter(event.severity.word for event in events)
        high = [e.when.earliest for e in events if e.severity >= Severity.HIGH and e.when.earliest]
        summary = Summary(
            extent="",
            pattern="",
            severity="",
            areas_touched=len({event.area for event in events if event.severity in CONCERNS}),
            sources=len({event.source for event in events}),
            services=len({event.service for event in events if event.service}),
            offered=None,
            missed=None,
            entries=len(events),
            undated=sum(event.when.is_undated for event in events),
            concern_months=0,
            longest_respite_days=None,
            span_days=None,
            by_severity=MappingProxyType(dict(severities)),
            highest=max((event.severity for event in events), default=Severity.NOT_RATED).word,
            latest_high=max(high, default=None),
            areas=tuple(self._area(area, [e for e in events if e.area is area]) for area in Area),
        )
        return Analysis(as_of, "default 1", summary, tuple(findings))

    @staticmethod
    def _area(area: Area, events: list[Event]) -> AreaSummary:
        highest = max((event.severity for event in events), default=Severity.NOT_RATED)
        firsts = [event.when.earliest for event in events if event.when.earliest]
        counts = Counter(event.severity.word for event in events)
        concerns = sum(event.severity in CONCERNS for event in events)
        return AreaSummary(
            area.value,
            area.label,
            len(events),
            concerns,
            highest.word,
            counts,
            min(firsts, default=None),
            max(firsts, default=None),
        )

    def request(self, events: Iterable[Event], findings: Iterable[Finding] = (), **values: object) -> ReportRequest:
        """Make a request for the referral pack."""
        child = values.pop("child", CHILD)
        sources = values.pop("sources", (LETTER,))
        chronology = self.chronology(events, child, sources)  # type: ignore[arg-type]
        as_of = values.pop("as_of", AS_OF)
        assert isinstance(as_of, date)
        base = ReportRequest(chronology, self.analysis(chronology, findings, as_of), as_of, "referral", program_version="0.1")
        return replace(base, **values)  # type: ignore[arg-type]

    def build(self, events: Iterable[Event], findings: Iterable[Finding] = (), **values: object) -> ReportDocument:
        """Build the referral pack."""
        return build_report(self.request(events, findings, **values))


def lines_of(section: Section) -> Iterator[Line]:
    """Yield every line of runs in a section."""
    for block in section.blocks:
        match block:
            case Paragraph():
                yield block.line
            case Facts():
                yield from (fact.value for fact in block.items)
            case Cards():
                yield from (card.body for card in block.items)
            case FindingList():
                yield from (line for item in block.items for line in item.lines)
            case Quote():
                yield block.attribution
            case Bullets():
                yield from block.items
            case Table():
                yield from (line for row in block.rows for cell in row.cells for line in cell.lines)


def plain(line: Line) -> str:
    """Return the words of a line, no-break spaces as plain ones."""
    return "".join(run.text for run in line).replace("\u00a0", " ")


class Reader:
    """Reads a document the way the tests speak of it."""

    @staticmethod
    def section(document: ReportDocument, heading: str) -> Section:
        """Return the one section whose heading starts so."""
        (section,) = [section for section in document.sections if section.heading.startswith(heading)]
        return section

    @staticmethod
    def words(section: Section) -> str:
        """Return all running words of a section, one line for each line of runs."""
        return "\n".join(map(plain, lines_of(section)))

    @staticmethod
    def runs(document: ReportDocument) -> Iterator[Run]:
        """Yield every run of a document."""
        for section in document.sections:
            for line in lines_of(section):
                yield from line

    def entries(self, document: ReportDocument) -> Table:
        """Return the table of key entries."""
        (table,) = [block for block in self.section(document, "Key entries").blocks if isinstance(block, Table)]
        return table

    def rows(self, document: ReportDocument) -> list[list[str]]:
        """Return the table of key entries as words: a list of cells for each row, lines joined by a stroke."""
        return [[" / ".join(map(plain, cell.lines)) for cell in row.cells] for row in self.entries(document).rows]

    def numbers(self, document: ReportDocument) -> list[int]:
        """Return the numbers of the entries in the table."""
        return [int(row[0]) for row in self.rows(document)]

    @staticmethod
    def findings(document: ReportDocument, *, full: bool = False) -> list[FindingItem]:
        """Return the findings in short form, or in full."""
        items = [i for s in document.sections for b in s.blocks if isinstance(b, FindingList) for i in b.items]
        return [item for item in items if item.anchor.endswith("-in-full") is full]

    @staticmethod
    def lines(item: FindingItem) -> list[str]:
        """Return the words of the lines of a finding."""
        return [plain(line) for line in item.lines]


@pytest.fixture(scope="session")
def kit() -> CaseKit:
    """Return the maker of cases."""
    return CaseKit()


@pytest.fixture(scope="session")
def read() -> Reader:
    """Return the reader of documents."""
    return Reader()
