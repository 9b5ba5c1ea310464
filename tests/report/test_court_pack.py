"""What the court's chronology holds, and what must never stand there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from chronology_tui.analysis.finding import Finding
from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.records import AppointmentDetails, Event, PlannedAction, Source
from chronology_tui.domain.scales import Likelihood, Severity
from chronology_tui.domain.vocabulary import Basis, FamilyResponse, Handling, Impact
from chronology_tui.report.document import Bullets, Look, ReportDocument, Section, Table
from chronology_tui.report.reading import section_lines
from chronology_tui.report.text import document_words

if TYPE_CHECKING:
    from tests.report.conftest import CaseKit, Reader

WNB = Kind.WAS_NOT_BROUGHT


def court(kit: CaseKit, events: list[Event], findings: Sequence[Finding] = (), **values: object) -> ReportDocument:
    return kit.build(events, findings, pack="court", **values)


def table(section: Section) -> Table:
    (found,) = [block for block in section.blocks if isinstance(block, Table)]
    return found


def rows(section: Section) -> list[list[str]]:
    return [
        [" / ".join("".join(run.text for run in line).replace("\u00a0", " ") for line in cell.lines) for cell in row.cells]
        for row in table(section).rows
    ]


def test_the_columns_are_those_of_practice_direction_12a(kit: CaseKit, read: Reader) -> None:
    document = court(kit, [kit.event(1, "2024-05-02", WNB, service="ENT", key=True, page="4")])
    section = read.section(document, "Events")
    assert [column.heading for column in table(section).columns] == ["No.", "Date", "Event", "Reference"]
    assert rows(section) == [["1", "2 May 2024", "Not brought to ENT.", "Clinic letter, Northfield Hospital, p. 4"]]
    assert (document.meta.look, document.meta.page_cap) == (Look.COURT, 10)
    assert not any(section.landscape for section in document.sections)
    assert document.meta.title == "Chronology: S.T."


def test_serial_numbers_run_on_and_undated_events_stand_first(kit: CaseKit, read: Reader) -> None:
    events = [
        kit.event(1, "2024-06-02", key=True),
        kit.event(2, "2024-05-02"),
        kit.event(3, "", key=True),
        kit.event(4, "2024-05-03", key=True),
    ]
    document = court(kit, events)
    assert [row[:2] for row in rows(read.section(document, "Events"))] == [
        ["1", "undated"],
        ["2", "3 May 2024"],
        ["3", "2 June 2024"],
    ]
    words = read.words(read.section(document, "About this chronology"))
    assert "1 event without a date stands first. 1 other entry of the chronology is not listed." in words


def test_the_last_two_years_with_key_events_before_them(kit: CaseKit, read: Reader) -> None:
    events = [
        kit.event(1, "2015-06-02", Kind.ADMISSION, service="Ward 3", severity=Severity.HIGH),
        kit.event(2, "2016-06-02", Kind.MOVE, key=True),
        kit.event(3, "2016-07-02", WNB),
        kit.event(4, "2023-06-02", Kind.CONFERENCE),
        kit.event(5, "2024-06-02", Kind.NOTE),
    ]
    document = court(kit, events)
    assert [row[1] for row in rows(read.section(document, "Events"))] == ["2 June 2016", "2 June 2023"]
    assert rows(read.section(document, "Earlier years, before 30 August 2022")) == [
        ["2015", "1", "Urgent care 1.", "none"],
        ["2016", "2", "Appointments 1; family and household 1.", "No. 1"],
    ]


def test_key_events_after_the_last_day_shown_stay_out(kit: CaseKit, read: Reader) -> None:
    events = [kit.event(1, "2024-01-02", key=True), kit.event(2, "2024-06-02", key=True)]
    document = court(kit, events, to_day=kit.on("2024-03-01").earliest)
    assert [row[1] for row in rows(read.section(document, "Events"))] == ["2 January 2024"]


def test_key_entries_only(kit: CaseKit, read: Reader) -> None:
    events = [kit.event(1, "2024-01-02", Kind.CONFERENCE), kit.event(2, "2024-06-02", key=True)]
    document = court(kit, events, key_only=True)
    assert [row[1] for row in rows(read.section(document, "Events"))] == ["2 June 2024"]
    assert "Listed are key events from 30 August 2022" in read.words(read.section(document, "About this chronology"))


def judged(kit: CaseKit) -> Event:
    """Return an entry that holds every judgement that an entry can hold."""
    return kit.event(
        1,
        "2024-05-02",
        WNB,
        service="ENT",
        severity=Severity.CRITICAL,
        likelihood=Likelihood.HAPPENING,
        impact=Impact.HARM,
        impact_note="Zanzibar lost his hearing",
        family_response=FamilyResponse.MINIMISED,
        response_note="Zanzibar would not see it",
        notes="Zanzibar of a note",
        presentation=(1, 4),
        details=AppointmentDetails(critical=True, reason="bus"),
        key=True,
    )


def test_there_is_no_finding_no_rating_and_no_opinion(kit: CaseKit) -> None:
    document = court(kit, [judged(kit)], findings=[kit.finding("Zanzibar again", [judged(kit)])])
    words = " ".join(document_words(document)).casefold()
    for never in (
        "zanzibar", "severity", "critical", "likely", "almost certain", "finding", "threshold", "pattern", "concern", "moderate",
        "harm", "signs", "less serious", "analysis", "rated", "policy",
    ):  # fmt: skip
        assert never not in words, never
    assert "reason given: bus" in words


@pytest.mark.parametrize(
    ("response", "told"),
    [
        (FamilyResponse.AGREED, True),
        (FamilyResponse.DECLINED, True),
        (FamilyResponse.NO_RESPONSE, True),
        (FamilyResponse.MINIMISED, False),
        (FamilyResponse.ACCEPTED_WITH_DIFFICULTY, False),
        (FamilyResponse.AGREED_NO_FOLLOW_THROUGH, False),
        (FamilyResponse.UNKNOWN, False),
    ],
)
def test_only_acts_of_the_family_are_told_not_how_they_were_read(
    kit: CaseKit, read: Reader, response: FamilyResponse, told: bool
) -> None:
    event = kit.event(1, "2024-05-02", Kind.AGREEMENT, family_response=response)
    assert ("Family:" in rows(read.section(court(kit, [event]), "Events"))[0][2]) is told


def test_words_are_verbatim_and_reports_are_attributed(kit: CaseKit, read: Reader) -> None:
    planned = (PlannedAction(id=UUID(int=4), what="Send splints", owner="Orthotics"),)
    events = [
        kit.event(1, "2024-05-02", Kind.SYMPTOM_REPORTED, summary="Fell at home", basis=Basis.REPORTED_BY_CARER, key=True),
        kit.event(
            2, "2024-05-03", Kind.CHILD_WORDS, summary="Said to teacher", child_voice="It hurts", basis=Basis.REPORTED_BY_CHILD
        ),
        kit.event(
            3, "2024-05-04", WNB, service="ENT", quote="did not attend <b>", action="Letter sent", key=True, planned=planned
        ),
    ]
    told = [row[2] for row in rows(read.section(court(kit, events), "Events"))]
    assert told == [
        "Symptom reported. Reported by carer: Fell at home.",
        "Child's words. Reported by the child: Said to teacher. / Child's words as recorded: “It hurts”",
        (
            "Not brought to ENT. Agreed action: Send splints, by Orthotics. Action taken: Letter sent. / "
            "Verbatim from the source: “did not attend <b>”"
        ),
    ]


def test_contents_link_to_years_and_parts(kit: CaseKit, read: Reader) -> None:
    events = [kit.event(n, f"20{n}-05-02", key=True) for n in (19, 23, 24)]
    events.append(kit.event(30, "2024-06-02", key=True))
    document = court(kit, events)
    (contents,) = read.section(document, "Contents").blocks
    assert isinstance(contents, Bullets)
    links = [(run.text, run.target) for line in contents.items for run in line if run.target]
    assert links == [
        ("Events", "events"),
        ("2019", "entry-1"),
        ("2023", "entry-2"),
        ("2024", "entry-3"),
        ("Earlier years", "earlier-years"),
        ("Documents referred to", "documents"),
    ]
    assert {target for _, target in links} <= set(document.anchors())
    assert "2024 (No.\u00a03 to 4)" in "".join(section_lines([read.section(document, "Contents")]))


def test_documents_are_listed_with_the_events_that_refer_to_them(kit: CaseKit, read: Reader) -> None:
    report = Source(id=UUID(int=8), title="Report", agency="School", reference="R/2", dated=kit.on("2024-01-02"))
    unseen = Source(id=UUID(int=9), title="Dental records", available=False)
    events = [
        kit.event(1, "2024-05-02", key=True),
        kit.event(2, "2024-05-03", key=True, source=report.id),
        kit.event(3, "2024-05-04", key=True),
    ]
    section = read.section(court(kit, events, sources=(kit.letter, report, unseen)), "Documents")
    assert rows(section) == [
        ["Clinic letter", "Northfield Hospital", "No. 1, 3"],
        ["Report", "School, R/2, dated 2 January 2024", "No. 2"],
    ]
    assert "Asked for and not available when this was made: Dental records." in read.words(section)


def test_what_it_is_and_from_what_it_was_made(kit: CaseKit, read: Reader) -> None:
    words = read.words(
        read.section(court(kit, [kit.event(1, "2024-05-02", key=True), kit.event(2, "2024-05-02")]), "About this chron")
    )
    assert "It was made from 2 entries of a chronology kept from 1 source" in words
    assert "It gives no opinion and draws no conclusion." in words


def test_an_empty_chronology_says_so(kit: CaseKit, read: Reader) -> None:
    document = court(kit, [kit.event(1, "2024-05-02")])
    assert "No event is listed" in read.words(read.section(document, "Events"))
    assert not [section for section in document.sections if section.heading.startswith(("Earlier", "Documents"))]


def test_what_may_not_be_shared_is_not_there(kit: CaseKit) -> None:
    events = [kit.event(n, "2024-05-02", key=True, summary="Zanzibar", handling=(mark,)) for n, mark in enumerate(Handling)]
    document = court(kit, events)
    assert " ".join(document_words(document)).count("Zanzibar") == 2
    assert document.meta.marking.endswith("NOT TO BE SHARED WITH CARERS")
