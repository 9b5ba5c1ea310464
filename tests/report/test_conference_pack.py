"""What the conference pack holds: the whole chronology by area, its findings, its questions, its people."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from chronology_tui.analysis.finding import Finding, Level
from chronology_tui.domain.kinds import Area, Kind
from chronology_tui.domain.records import Disagreement, Event, Person, PlannedAction, Source
from chronology_tui.domain.scales import Likelihood, Severity
from chronology_tui.domain.vocabulary import EscalationStage, Handling, PersonKind
from chronology_tui.report.document import Chart, ReportDocument, Ribbon, Subheading
from chronology_tui.report.links import link_targets
from chronology_tui.report.reading import block_lines, section_lines
from chronology_tui.report.request import Numbering
from chronology_tui.report.text import document_words

if TYPE_CHECKING:
    from tests.report.conftest import CaseKit, Reader

WNB = Kind.WAS_NOT_BROUGHT
LOW, MODERATE, HIGH = Severity.LOW, Severity.MODERATE, Severity.HIGH


def conference(kit: CaseKit, events: list[Event], findings: Sequence[Finding] = (), **values: object) -> ReportDocument:
    return kit.build(events, findings, pack="conference", **values)


def words_of(document: ReportDocument, read: Reader, heading: str) -> list[str]:
    """Return the lines of a section with its subheadings, no-break spaces as plain ones."""
    return [line.replace("\u00a0", " ") for line in section_lines([read.section(document, heading)])]


def test_the_order_is_that_of_a_conference(kit: CaseKit) -> None:
    events = [kit.event(1, "2020-05-02", WNB, service="ENT", severity=HIGH), kit.event(2, "2024-05-02", key=True)]
    findings = [kit.finding("one", events[:1]), kit.finding("two", events[:1], Level.NOTE, subject="x")]
    document = conference(kit, events, findings)
    assert [section.heading for section in document.sections] == [
        "Why now",
        "Child and family",
        "Extent, pattern and severity",
        "What stands out",
        "The child's voice",
        "Strengths",
        "What was tried, and the response",
        "Agreed actions, and how they stand",
        "By area of health",
        "Appointments",
        "Unmet needs and questions",
        "Questions to reflect on",
        "Also found",
        "Key entries from 2 May 2020",
        "Findings in full",
        "Professionals",
        "What this chronology cannot tell",
        "Sources",
        "Sharing",
        "About this document",
    ]
    assert document.meta.subtitle == "For the child protection conference · as at 30 August 2024"


def test_all_significant_entries_are_listed_whenever_they_were(kit: CaseKit, read: Reader) -> None:
    events = [kit.event(n, f"20{n:02}-05-01", severity=MODERATE if n % 2 else LOW) for n in range(5, 25)]
    document = conference(kit, events)
    assert read.numbers(document) == [n for n, event in enumerate(events, 1) if event.severity is MODERATE]
    assert not [section for section in document.sections if section.heading.startswith("Before")]


def test_the_author_may_choose_a_later_first_day(kit: CaseKit, read: Reader) -> None:
    events = [kit.event(n, f"20{n}-05-01", severity=MODERATE) for n in range(19, 25)]
    document = conference(kit, events, from_day=kit.on("2022-01-01").earliest)
    assert read.numbers(document) == [4, 5, 6]
    assert "2019" in read.words(read.section(document, "Before 1 January 2022"))


def test_an_area_tells_extent_pattern_severity_findings_and_entries(kit: CaseKit, read: Reader) -> None:
    events = [kit.event(n, f"2024-0{n}-02", WNB, service="ENT", severity=MODERATE) for n in range(1, 8)]
    events.append(kit.event(9, "2024-08-01", Kind.BURN, severity=HIGH))
    document = conference(kit, events, [kit.finding("Not brought 7 times", events[:7])])
    lines = words_of(document, read, "By area of health")
    start = lines.index("Appointments", lines.index("Injury and symptoms"))  # behind the table
    assert lines[start : start + 11] == [
        "Appointments",
        "Extent",
        "7 entries, 2024.",
        "Pattern",
        "7 entries rated low or worse, in 0 months of the last 12.",
        "Severity",
        "Moderate 7.",
        "Findings:",
        "Strong: Not brought 7 times (finding A)",
        "The most serious or most recent entries:",
        "Not brought to ENT, 2 March 2024 (entry 3), moderate",
    ]
    assert "All 7 listed entries: 1, 2, 3, 4, 5, 6, 7." in lines
    assert lines[-1] == "Burn or scald, 1 August 2024 (entry 8), high"
    assert "Findings:" not in lines[lines.index("All 7 listed entries: 1, 2, 3, 4, 5, 6, 7.") :]


def test_a_finding_stands_under_the_area_of_most_of_its_evidence(kit: CaseKit, read: Reader) -> None:
    events = [
        kit.event(1, "2024-01-02", Kind.ADMISSION),
        kit.event(2, "2024-01-03", WNB),
        kit.event(3, "2024-01-04", WNB),
    ]
    findings = [kit.finding("mixed", events), kit.finding("of nothing", [], subject="x")]
    lines = words_of(conference(kit, events, findings), read, "By area of health")
    urgent = lines.index("Urgent care", lines.index("Urgent care") + 1)
    assert "Strong: mixed (finding A)" in lines[:urgent]
    assert lines[-2:] == ["The record as a whole", "Strong: of nothing (finding B)"]


def test_agreed_actions_say_how_they_stand(kit: CaseKit, read: Reader) -> None:
    def action(n: int, what: str, due: str = "", done: str = "") -> PlannedAction:
        dates = {"due": kit.on(due) if due else None, "done": kit.on(done) if done else None}
        return PlannedAction(id=UUID(int=n), what=what, owner="Ward", **dates)

    planned = (
        action(1, "Ring school", "2024-01-31", "2024-01-20"),
        action(2, "Write letter", "2024-02-28"),
        action(3, "New splints", "2024-09-30"),
        action(4, "Ask Nana"),
    )
    document = conference(kit, [kit.event(1, "2024-01-10", Kind.CIN_MEETING, planned=planned)])
    lines = words_of(document, read, "Agreed actions")
    assert "As at 30 August 2024: 1 overdue, 1 open and still in time, 1 open with no date agreed and 1 done." in lines
    table = lines[lines.index("How it stands") + 1 :]
    assert table[:6] == ["1", "10 January 2024", "Ring school. By: Ward.", "31 January 2024", "done 20 January 2024", "1"]
    assert [line for line in table if line.startswith(("overdue", "open"))] == [
        "overdue",
        "open and still in time",
        "open with no date agreed",
    ]
    assert read.numbers(document) == [1]  # the meeting is listed, since its actions name it


def test_questions_come_with_the_listed_entries_that_bear_on_them(kit: CaseKit, read: Reader) -> None:
    events = [
        kit.event(1, "2024-01-10", Kind.BURN, severity=HIGH),
        kit.event(2, "2024-01-11", severity=LOW, impact_note="tired"),
        kit.event(3, "2024-01-12", Kind.CHILD_WORDS, child_voice="It hurts"),
    ]
    lines = words_of(conference(kit, events), read, "Questions to reflect on")
    harm = lines.index("Is the child at risk of significant harm?")
    assert lines[harm + 1] == "Entry 1."
    assert lines[lines.index("What is the impact on the child?") + 1] == "1 entry, none of them listed in this document."
    assert lines[lines.index("How have concerns been raised with the family?") + 1].startswith("Nothing recorded.")
    assert "The program answers none of them" in lines[1]


def test_dismissed_or_withheld_findings_bear_on_no_question(kit: CaseKit, read: Reader) -> None:
    secret = kit.event(1, "2024-01-10", severity=LOW, handling=(Handling.RESTRICTED,))
    open_ = kit.event(2, "2024-01-11", severity=LOW)
    lines = words_of(conference(kit, [secret, open_], [kit.finding("x", [secret, open_])]), read, "Questions to reflect on")
    assert lines[lines.index("Is the child at risk of significant harm?") + 1].startswith("Nothing recorded.")


def test_professionals_agencies_and_disagreements(kit: CaseKit, read: Reader) -> None:
    people = (
        Person(id=UUID(int=50), name="A. Cairn", kind=PersonKind.PROFESSIONAL, role="social worker", agency="Northfield Council"),
        Person(id=UUID(int=51), name="Aunt Mai"),
    )
    disputes = (
        Disagreement(
            id=UUID(int=60),
            child=kit.child.id,
            with_whom="Social care",
            about="The threshold",
            stage=EscalationStage.MANAGERS,
            raised=kit.on("2024-02-01"),
            settled=kit.on("2024-03-01"),
            outcome="Assessment agreed",
        ),
    )
    unseen = Source(id=UUID(int=9), title="Dental records", agency="Smiles", available=False)
    document = conference(kit, [kit.event(1, "2024-01-10")], people=people, disagreements=disputes, sources=(kit.letter, unseen))
    told = words_of(document, read, "Professionals")
    assert told[1:7] == ["Name", "Role", "Agency", "A. Cairn", "social worker", "Northfield Council"]
    assert "Agencies of these people and of the sources seen: Northfield Council and Northfield Hospital." in told
    assert not any("Aunt Mai" in line for line in told)
    assert words_of(document, read, "Professional disagreements")[6:] == [
        "1 February 2024",
        "Social care",
        "The threshold.",
        "Between their managers",
        "Settled 1 March 2024.",
        "Assessment agreed.",
    ]


CASES: dict[str, Callable[[CaseKit], list[Event]]] = {
    "no entries": lambda _: [],
    "one entry": lambda kit: [kit.event(1, "2024-05-02", WNB, severity=HIGH)],
    "only undated": lambda kit: [kit.event(n, "", kind) for n, kind in enumerate((WNB, Kind.WEIGHT, Kind.NOTE))],
    "hostile words": lambda kit: [
        kit.event(
            1, "2024-05-02", WNB, service="<b>&{0} %s", summary="\x1b[2J\u202e]]>", quote="=1+1", action="{}", place="<img>"
        )
    ],
    "15 years": lambda kit: [
        kit.event(
            n,
            f"{2009 + n % 15}-0{1 + n % 9}-1{n % 10}",
            (WNB, Kind.ATTENDED, Kind.CHILD_WORDS, Kind.BURN)[n % 4],
            severity=Severity(n % 5),
            likelihood=Likelihood.LIKELY,
            service=f"Service {n % 7}",
            child_voice="Words" if n % 4 == 2 else "",
        )
        for n in range(200)
    ],
}


@pytest.mark.parametrize("pack", ["conference", "court", "full"])
@pytest.mark.parametrize("case", CASES)
def test_every_link_of_every_case_leads_to_one_place(kit: CaseKit, pack: str, case: str) -> None:
    events = CASES[case](kit)
    findings = [kit.finding("one", events[:3]), kit.finding("two", [], subject="x")]
    for numbering in Numbering:
        document = kit.build(events, findings, pack=pack, numbering=numbering)
        anchors = list(document.anchors())
        assert len(anchors) == len(set(anchors)), numbering
        link_targets(document)
        assert not any("\x1b" in word or "\u202e" in word for word in document_words(document))


def test_figures_have_words_for_those_who_cannot_see_them(kit: CaseKit) -> None:
    document = conference(kit, CASES["15 years"](kit))
    figures = [block for section in document.sections for block in section.blocks if isinstance(block, Ribbon | Chart)]
    assert figures
    assert all(figure.alternative.endswith(".") for figure in figures)


def test_areas_are_targets_of_links(kit: CaseKit) -> None:
    document = conference(kit, [kit.event(1, "2024-05-02", Kind.NOTE, area=Area.URGENT_CARE, severity=HIGH)])
    headings = [block for section in document.sections for block in section.blocks if isinstance(block, Subheading)]
    assert "area-urgent-care" in {block.anchor for block in headings}
    assert all(list(block_lines(block)) == [block.text] for block in headings)
