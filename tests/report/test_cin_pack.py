"""What a family reads in the pack for a Child in Need meeting, and what never stands there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from chronology_tui.analysis.finding import Level
from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.records import ChildStatus, Disagreement, Event, PlannedAction, Source
from chronology_tui.domain.scales import Severity
from chronology_tui.domain.vocabulary import Basis, FamilyResponse, Handling, Impact, StatusKind
from chronology_tui.report.builder import build_report
from chronology_tui.report.document import ReportDocument, Section, Subheading, Table
from chronology_tui.report.links import link_targets
from chronology_tui.report.packs import PACKS
from chronology_tui.report.reading import document_lines, section_lines

if TYPE_CHECKING:
    from chronology_tui.analysis.finding import Finding
    from tests.report.conftest import CaseKit, Reader

WNB, MEETING = Kind.WAS_NOT_BROUGHT, Kind.CIN_MEETING
PHYSIO = {"service": "physiotherapy"}


def build(kit: CaseKit, events: list[Event], findings: list[Finding] | None = None, **values: object) -> ReportDocument:
    """Build the pack; every link must lead somewhere."""
    document = kit.build(events, findings or [], pack="cin", **values)
    link_targets(document)
    return document


def words(section: Section) -> str:
    """Return all words of a section, no-break spaces as plain ones."""
    return "\n".join(section_lines([section])).replace("\u00a0", " ")


def all_words(document: ReportDocument) -> str:
    """Return all words of a document."""
    return "\n".join(document_lines(document)).replace("\u00a0", " ")


def action(ident: int, what: str, **values: object) -> PlannedAction:
    """Make an agreed action."""
    return PlannedAction.model_validate({"id": UUID(int=5000 + ident), "what": what, **values})


def missed(kit: CaseKit, events: list[Event], **values: object) -> Finding:
    """Make the finding on missed physiotherapy as the rule gives it."""
    measures = {"missed": len(events), "offered": 5, "cancelled_by_service": 1}
    ends = {"start": events[0].when.earliest, "end": events[-1].when.earliest} if events else {}
    base = {"subject": "Physiotherapy", "measures": measures, **ends}
    return replace(kit.finding("Not brought to physiotherapy", events), **{**base, **values})  # type: ignore[arg-type]


def test_it_begins_with_what_goes_well_and_has_its_order(kit: CaseKit) -> None:
    events = [
        kit.event(1, "2024-06-03", MEETING),
        kit.event(2, "2024-07-09", WNB, severity=Severity.MODERATE, **PHYSIO),
        kit.event(3, "2024-07-20", Kind.ENGAGEMENT, summary="Mother rang to ask."),
    ]
    document = build(kit, events, [missed(kit, events[1:2])])
    assert [section.heading for section in document.sections] == [
        "What is going well",
        "What we agreed, and what has changed",
        "Since the last meeting",
        "Sion says",
        "What worries us",
        "Questions to talk about",
        "What happened, day by day",
        "Please check",
        "Sources",
        "Sharing",
        "About this document",
    ]
    assert [section.heading for section in document.sections if section.landscape] == ["What happened, day by day"]
    assert words(document.sections[0]).splitlines()[1:] == ["Engagement, 20 July 2024. Mother rang to ask. (entry 3)"]


def test_strengths_are_said_in_plain_words_and_their_absence_blames_nobody(kit: CaseKit) -> None:
    seen = [kit.event(n, f"2023-0{n}-01", Kind.DENTAL_CHECK, service="Dentist") for n in (1, 2)]
    row = kit.finding(
        "2 dental appointments kept in a row", seen, Level.STRENGTH, rule="sustained-engagement", family="strength",
        subject="Dentist", measures={"attended_in_a_row": 2}, start=date(2023, 1, 1), end=date(2023, 2, 1),
    )  # fmt: skip
    well = build(kit, seen, [row]).sections[0]
    assert "Dentist: 2 appointments kept in a row, from 1 January 2023 to 1 February 2023. (entries 1, 2)" in words(well)
    assert "please tell us what goes well" in words(build(kit, []).sections[0])


def test_what_was_agreed_stands_with_who_when_and_how_it_stands_what_changed_first(kit: CaseKit, read: Reader) -> None:
    old = (
        action(1, "One calendar", owner="A. Cairn", due=kit.on("2024-02-01"), done=kit.on("2024-01-20"), outcome="All have it"),
        action(2, "Bus pass", owner="Early help", due=kit.on("2024-03-01")),
        action(3, "Ask the school"),
        action(4, "Taxi card", due=kit.on("2024-08-01"), done=kit.on("2024-07-15"), outcome="In use"),
        action(5, "Text before each visit", due=kit.on("2024-07-01")),
        action(6, "New splints", due=kit.on("2024-12-01"), done=kit.on("2024-11-30"), outcome="Known only later"),
    )
    events = [
        kit.event(1, "2024-01-09", MEETING, planned=old),
        kit.event(2, "2024-06-03", MEETING, planned=(action(7, "Letter to the employer", due=kit.on("2024-09-30")),)),
    ]
    (table,) = read.section(build(kit, events), "What we agreed").blocks
    assert isinstance(table, Table)
    rows = [(row.group, [" / ".join(r.text for line in c.lines for r in line) for c in row.cells]) for row in table.rows]
    since = "New or changed since 3 June 2024"
    assert [(group, cells[0].split(" / ")[0]) for group, cells in rows] == [
        (since, "Taxi card."),
        (since, "Text before each visit."),
        (since, "Letter to the employer."),
        ("Still to be done", "Bus pass."),
        ("Still to be done", "Ask the school."),
        ("Still to be done", "New splints."),
        ("Done before that", "One calendar."),
    ]
    stands = {cells[0].split(" / ")[0]: cells[1:] for _, cells in rows}
    assert stands["Taxi card."] == ["nobody is named", "1 August 2024", "Done 15 July 2024. / In use."]
    assert stands["Bus pass."] == ["Early help", "1 March 2024", "Not written down as done; its day has passed."]
    assert stands["Ask the school."] == ["nobody is named", "no day agreed", "Not done yet; no day was agreed."]
    assert stands["New splints."][2] == "Not done yet; there is still time."


@pytest.mark.parametrize(
    ("when", "kind", "said"),
    [
        ("2024-06-03", MEETING, "The last meeting was the Child in Need or core group meeting, 3 June 2024 (entry 1)."),
        ("2024-06", Kind.CONFERENCE, "The last meeting was the child protection conference, June 2024 (entry 1)."),
        ("2024-08-30", MEETING, "No earlier meeting is written down, so this document looks back 6 months, to 29 February 2024."),
    ],
)
def test_it_says_from_when_it_looks_back(kit: CaseKit, read: Reader, when: str, kind: Kind, said: str) -> None:
    section = read.section(build(kit, [kit.event(1, when, kind)]), "Since the last meeting")
    assert words(section).splitlines()[1] == said


def test_only_entries_since_the_last_meeting_stand_day_by_day(kit: CaseKit, read: Reader) -> None:
    events = [
        kit.event(1, "2024-05-01", Kind.GP_CONTACT, key=True, severity=Severity.HIGH),
        kit.event(2, "2024-06-03", MEETING),
        kit.event(
            3, "2024-07-09", Kind.ATTENDED, service="physiotherapy", summary="Ankles to neutral.", action="New splints ordered",
            child_voice="I can run", impact=Impact.BENEFIT, family_response=FamilyResponse.MINIMISED,
            planned=(action(1, "Fit splints", owner="Orthotics", due=kit.on("2024-09-01")),), severity=Severity.LOW,
        ),
    ]  # fmt: skip
    document = build(kit, events)
    (table,) = read.section(document, "What happened, day by day").blocks
    assert isinstance(table, Table)
    assert [column.heading for column in table.columns] == [
        "No.", "Date", "What happened", "What Sion said, or how it was for Sion", "What was done", "What was agreed next",
    ]  # fmt: skip
    rows = [[" / ".join("".join(r.text for r in line) for line in c.lines) for c in row.cells] for row in table.rows]
    assert [row[0] for row in rows] == ["2", "3"]
    assert rows[1][1:] == [
        "9 July 2024",
        "Attended physiotherapy. Ankles to neutral. / From: Clinic letter",
        "“I can run” / It did Sion good.",
        "New splints ordered. / Family: saw it differently.",
        "Fit splints (Orthotics, by 1 September 2024).",
    ]
    assert "severity" not in all_words(document).lower()


def test_worries_are_plain_have_their_entries_and_stand_beside_other_explanations(kit: CaseKit, read: Reader) -> None:
    events = [kit.event(n, f"2024-0{n}-09", WNB, **PHYSIO) for n in (3, 5, 7)]
    finding = missed(kit, events, alternatives=("the letter may not have come",))
    section = read.section(build(kit, events, [finding]), "What worries us")
    assert words(section).splitlines()[2:6] == [
        "Getting to appointments",
        (
            "Physiotherapy appointments were missed 3 times between 9 March 2024 and 9 July 2024; 5 were offered. "
            "The service itself cancelled another one. (entries 1, 2, 3)"
        ),
        "What else it could be:",
        "The letter may not have come.",
    ]


def test_no_level_letter_rule_or_threshold_is_shown_to_a_family(kit: CaseKit) -> None:
    events = [kit.event(1, "2024-07-09", WNB, **PHYSIO)]
    document = build(kit, events, [missed(kit, events)])
    lines = [line.lower() for line in document_lines(document)]
    assert not any(word in lines for word in ("strong", "consider", "note"))
    assert not any("finding" in line or "threshold" in line for line in lines if "policy" not in line)


@pytest.mark.parametrize(
    "values",
    [
        {"family": "injury", "rule": "repeated-injury"},
        {"family": "presentation", "rule": "perplexing"},
        {"family": "course", "rule": "escalation"},
        {"level": Level.NOTE},
        {"start": date(2023, 1, 1), "end": date(2023, 8, 29)},
    ],
)
def test_findings_for_professionals_and_worries_long_past_are_not_told(
    kit: CaseKit, read: Reader, values: dict[str, object]
) -> None:
    event = kit.event(1, "2024-07-09", WNB, summary="x", **PHYSIO)
    level = values.pop("level", Level.STRONG)
    assert isinstance(level, Level)
    document = build(kit, [event], [kit.finding("Zanzibar", [event], level, **values)])
    assert "Zanzibar" not in all_words(document)
    section = read.section(document, "What worries us")
    assert "That is not a promise that all is well" in words(section)
    assert not any(isinstance(block, Subheading) for block in section.blocks)


@pytest.mark.parametrize("mark", [Handling.NOT_FOR_CARERS, Handling.THIRD_PARTY, Handling.RESTRICTED, Handling.PRIVILEGED])
@pytest.mark.parametrize("redaction", ["", "nothing was redacted"])
def test_what_carers_must_not_see_leaves_no_word_whatever_redaction_is_asked_for(
    kit: CaseKit, read: Reader, mark: Handling, redaction: str
) -> None:
    secret = kit.event(
        1, "2024-07-09", MEETING, summary="Zanzibar", handling=(mark,), key=True, child_voice="Zanzibar", action="Zanzibar",
        planned=(action(1, "Zanzibar"),), family_response=FamilyResponse.DECLINED, service="Zanzibar", source=UUID(int=77),
    )  # fmt: skip
    other = kit.event(2, "2024-07-10", WNB, **PHYSIO)
    findings = [missed(kit, [secret, other], subject="Zanzibar"), missed(kit, [other])]
    police = Source(id=UUID(int=77), title="Zanzibar", agency="Zanzibar")
    document = build(kit, [secret, other], findings, redaction=redaction, sources=(kit.letter, police))
    text = all_words(document)
    assert "Zanzibar" not in text
    assert "NOT TO BE SHARED" not in document.meta.marking
    assert "No earlier meeting is written down" in text
    about = words(read.section(document, "About"))
    assert "1 entry that is not for this reader" in about
    assert not any(word in about for word in ("carers", "restricted", "privileged"))  # the mark itself would tell


def test_questions_are_curious_and_come_from_where_accounts_differ(kit: CaseKit, read: Reader) -> None:
    events = [
        kit.event(1, "2024-06-03", MEETING, service="School"),
        kit.event(2, "2024-07-09", WNB, family_response=FamilyResponse.AGREED_NO_FOLLOW_THROUGH, **PHYSIO),
        kit.event(3, "2024-07-10", Kind.CONCERN_RAISED, family_response=FamilyResponse.NO_RESPONSE),
        kit.event(4, "2024-07-11", basis=Basis.REPORTED_BY_CARER, summary="Slept well"),
    ]
    said = words(read.section(build(kit, events), "Questions to talk about"))
    assert (
        "Not brought to physiotherapy, 9 July 2024. Something was agreed here that did not happen. "
        "What got in the way, and what would help? (entry 2)"
    ) in said
    assert "Some of our messages got no answer. Did they reach you, and what is the best way to reach you? (entry 3)" in said
    assert "Have we written down what you told us as you would say it? (entry 4)" in said
    assert "What is an ordinary day like for Sion, from waking up to going to sleep?" in said
    assert not any(word in said for word in ("Why did", "failed", "refus", "non-compl"))


def test_professional_disagreements_are_not_for_the_family(kit: CaseKit) -> None:
    request = kit.request([kit.event(1, "2024-07-09")], pack="cin")
    dispute = Disagreement(
        id=UUID(int=9000), child=kit.child.id, with_whom="Zanzibar", about="Zanzibar", raised=kit.on("2024-07-01")
    )
    assert "Zanzibar" not in all_words(build_report(replace(request, disagreements=(dispute,))))


def test_without_entries_it_says_so_and_reassures_nobody(kit: CaseKit) -> None:
    text = all_words(build(kit, []))
    assert "Nothing is written down since then." in text
    assert "No words of Sion are written down." in text
    assert "Nothing is written down as agreed with a name and a day." in text
    assert "That is not a promise that all is well" in text


def test_only_undated_entries_are_listed_as_without_a_date(kit: CaseKit, read: Reader) -> None:
    document = build(kit, [kit.event(n, "", summary=f"Seen {n}") for n in (1, 2)])
    assert "Seen 1" in words(read.section(document, "Earlier entries"))
    assert not [section for section in document.sections if section.landscape]


def test_two_hundred_entries_over_fifteen_years_keep_it_short(kit: CaseKit, read: Reader) -> None:
    events = [kit.event(n, f"{2009 + n % 15}-0{1 + n % 9}-1{n % 9}", WNB, **PHYSIO) for n in range(199)]
    events.append(kit.event(999, "2024-08-01", MEETING))
    document = build(kit, events)
    (table,) = read.section(document, "What happened, day by day").blocks
    assert isinstance(table, Table)
    assert len(table.rows) == 1
    assert not [section for section in document.sections if section.heading == "Earlier entries"]


def test_hostile_words_stay_words(kit: CaseKit) -> None:
    nasty = "{0} %s <b>x</b> {name} \u202egnp.exe"
    child = kit.child.changed(name="{} {x}", statuses=(ChildStatus(kind=StatusKind.CHILD_IN_NEED, start=date(2024, 1, 1)),))
    event = kit.event(
        1, "2024-07-09", Kind.CHILD_WORDS, summary=nasty, child_voice=nasty, action=nasty, service=nasty,
        planned=(action(1, nasty, owner=nasty),), family_response=FamilyResponse.DECLINED,
    )  # fmt: skip
    text = all_words(build(kit, [event], child=child))
    assert "{0} %s <b>x</b> {name} ‹U+202E›gnp.exe" in text
    assert "\u202e" not in text
    assert "What is an ordinary day like for {}" in text


def test_it_is_made_for_the_family_unless_said_otherwise() -> None:
    assert PACKS["cin"].redaction == "family"
