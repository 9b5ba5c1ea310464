"""What the referral pack says of small cases."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from chronology_tui.analysis.finding import Certainty, Level, Outcome, Threshold
from chronology_tui.domain.kinds import Area, Kind
from chronology_tui.domain.records import Child, ChildStatus, Event, Source
from chronology_tui.domain.scales import Likelihood, Severity
from chronology_tui.domain.vocabulary import ChildSeen, FamilyResponse, Handling, PlanCategory, StatusKind
from chronology_tui.report.builder import build_report
from chronology_tui.report.document import Cards, Facts, FindingItem, FindingList, LifeLine, Section, Table
from chronology_tui.report.request import EmptyPeriodError, ReportRequest, UnknownPackError
from chronology_tui.report.text import document_words

if TYPE_CHECKING:
    from tests.report.conftest import CaseKit, Reader

WNB = Kind.WAS_NOT_BROUGHT
NO_FOLLOW = FamilyResponse.AGREED_NO_FOLLOW_THROUGH
MODERATE, HIGH, LOW = Severity.MODERATE, Severity.HIGH, Severity.LOW


def items_of(section: Section) -> list[FindingItem]:
    """Return the findings that stand in a section."""
    return [item for block in section.blocks if isinstance(block, FindingList) for item in block.items]


def test_title_holds_initials_and_facts_hold_who_the_child_is(kit: CaseKit, read: Reader) -> None:
    plan = ChildStatus(kind=StatusKind.PROTECTION_PLAN, category=PlanCategory.NEGLECT, start=date(2024, 3, 3))
    child = kit.child.changed(statuses=(plan,), conditions=("Epilepsy",))
    document = kit.build([kit.event(1, "2024-05-02", severity=HIGH)], child=child)
    assert document.meta.title == "Medical chronology: S.T."
    assert "Thomas" not in document.meta.footer + document.meta.title + document.meta.subtitle
    assert document.meta.footer == "S.T. · medical chronology · as at 30 August 2024"
    (facts,) = read.section(document, "Child and family").blocks
    assert isinstance(facts, Facts)
    assert {fact.label: fact.value[0].text for fact in facts.items} == {
        "Child": "Sion Thomas, born 3 April 2019 (5 years 4 months)",
        "NHS number": "943 476 5919",
        "Status": "Child protection plan (neglect) since 3 March 2024",
        "Conditions": "Epilepsy",
        "Sources": "1 seen",
    }


@pytest.mark.parametrize(
    ("child", "words"),
    [
        ({"birth": None}, "Sion Thomas, date of birth not recorded"),
        ({"birth": date(2024, 11, 5), "unborn": True}, "Sion Thomas, unborn, expected 5 November 2024"),
        ({"birth": date(2024, 8, 20)}, "Sion Thomas, born 20 August 2024 (10 days)"),
    ],
)
def test_birth_is_said_as_it_is_known(kit: CaseKit, read: Reader, child: dict[str, object], words: str) -> None:
    document = kit.build([], child=kit.child.changed(**child))
    assert words in read.words(read.section(document, "Child and family")).splitlines()


def test_an_ended_status_is_never_shown_as_active(kit: CaseKit, read: Reader) -> None:
    ended = ChildStatus(kind=StatusKind.CHILD_IN_NEED, start=date(2022, 1, 1), end=date(2023, 1, 1))
    words = read.words(read.section(kit.build([], child=kit.child.changed(statuses=(ended,))), "Child and family"))
    assert "none recorded as active; Child in Need plan since 1 January 2022 to 1 January 2023" in words


def test_why_now_is_made_of_strong_findings_latest_serious_entries_and_likelihood(kit: CaseKit, read: Reader) -> None:
    events = [
        kit.event(1, "2023-01-05", Kind.ADMISSION, service="Ward 3", severity=HIGH),
        kit.event(2, "2024-05-02", Kind.ADMISSION, service="Ward 3", severity=Severity.CRITICAL),
        kit.event(3, "2024-06-01", WNB, service="physiotherapy", severity=MODERATE, likelihood=Likelihood.LIKELY),
        kit.event(4, "2024-07-09", Kind.BURN, severity=HIGH),
    ]
    findings = [kit.finding("Not brought twice in a row", events[2:3]), kit.finding("Something to consider", [], Level.CONSIDER)]
    document = kit.build(events, findings, purpose="Request for an assessment")
    assert read.words(read.section(document, "Why now")).splitlines() == [
        "Purpose: Request for an assessment.",
        "Strong: Not brought twice in a row (finding A)",
        "Latest high: Burn or scald, 9 July 2024 (entry 4)",
        "Latest critical: Admitted to Ward 3, 2 May 2024 (entry 2)",
        "Harm if nothing changes: likely, as judged 1 June 2024 (entry 3)",
    ]


def test_why_now_without_serious_entries_does_not_reassure(kit: CaseKit, read: Reader) -> None:
    words = read.words(read.section(kit.build([kit.event(1, "2024-05-02", severity=LOW)]), "Why now"))
    assert "No entry is rated high or critical" in words
    assert "This is not reassurance" in words


def test_a_case_without_entries_says_so_everywhere(kit: CaseKit, read: Reader) -> None:
    document = kit.build([])
    said = {s.heading: read.words(s) for s in document.sections}
    assert "No entries are recorded up to 30 August 2024" in said["Why now"]
    assert "No words of the child are recorded" in said["The child's voice"]
    assert "No strengths are recorded" in said["Strengths"]
    assert "not reassurance" in said["What stands out"]
    assert said["Key entries from 30 August 2022"].startswith("No entry is listed")
    assert "0, of which 0 undated and 0 listed" in said["About this document"]
    assert not any(isinstance(b, Table) and b.caption.startswith("Key") for s in document.sections for b in s.blocks)


def test_a_finding_shows_evidence_left_out_certainty_alternatives_and_thresholds(kit: CaseKit, read: Reader) -> None:
    events = [kit.event(n, f"2024-0{n}-10", WNB, service="Physiotherapy") for n in range(1, 5)]
    finding = kit.finding(
        "Not brought to 2 of 4",
        events[:2],
        explanation="2 of 4 offered appointments in 12 months. 2 in a row. None since.",
        excluded=(kit.left_out(events[2], "cancelled by the service"), kit.left_out(events[3], "cancelled by the service")),
        certainty=Certainty.DEPENDS_ON_UNCERTAIN_DATES,
        uncertain_events=(events[1].id,),
        thresholds=(Threshold("in a row", 2, "appointments", "common practice, no published figure"),),
        alternatives=("transport", "letters to an old address."),
    )
    document = kit.build(events, [finding])
    (short,), (full,) = read.findings(document), read.findings(document, full=True)
    assert (short.level, short.bars, short.title) == ("strong", 3, "A. Not brought to 2 of 4")
    assert read.lines(short) == [
        "2 of 4 offered appointments in 12 months. 2 in a row.",
        "Entries 1, 2",
        "Looked at and left out: 2 entries, see why",
        "Depends on uncertain dates (entry 2): met in the widest reading of them and not in the surest.",
    ]
    assert (full.level, full.bars, full.title) == (short.level, short.bars, short.title)
    assert read.lines(full) == [
        "2 of 4 offered appointments in 12 months. 2 in a row. None since.",
        "Entries 1, 2",
        "Left out: 3, 4 (cancelled by the service)",
        "Depends on uncertain dates (entry 2): met in the widest reading of them and not in the surest.",
    ]
    stands_out = read.words(read.section(document, "What stands out"))
    assert "prompts for professional judgement, not proof" in stands_out
    assert "Other explanations to explore (finding A):\nTransport.\nLetters to an old address." in stands_out
    in_full = read.words(read.section(document, "Findings in full"))
    assert "Thresholds applied: default 1.\nWas not brought\nIn a row: 2 appointments\nCommon practice, no published" in in_full


def test_a_certain_finding_names_the_uncertain_dates_that_do_not_matter(kit: CaseKit, read: Reader) -> None:
    events = [kit.event(1, "2024-05"), kit.event(2, "2024-05-10")]
    finding = kit.finding("Certain", events, uncertain_events=(events[0].id,))
    (full,) = read.findings(kit.build(events, [finding]), full=True)
    assert read.lines(full)[-1] == "Certain: the same for every reading of the uncertain dates (entry 1)."


def test_only_some_strong_findings_are_named_among_the_reasons(kit: CaseKit, read: Reader) -> None:
    events = [kit.event(1, "2024-05-02")]
    document = kit.build(events, [kit.finding(f"title {n}", events, subject=str(n)) for n in range(5)])
    reasons = read.words(read.section(document, "Why now")).splitlines()
    assert reasons[2:] == ["Strong: title 2 (finding C); and 2 more (findings D, E)"]
    assert len(read.findings(document)) == 5


def test_rows_point_back_to_the_findings_they_bear_on(kit: CaseKit, read: Reader) -> None:
    events = [kit.event(n, f"2024-0{n}-10", WNB, service="Physiotherapy") for n in range(1, 4)]
    findings = [
        kit.finding("one", events[:2], excluded=(kit.left_out(events[2], "duplicate"),)),
        kit.finding("two", events[1:2], subject="Physiotherapy"),
    ]
    cells = [row[3] for row in read.rows(kit.build(events, findings))]
    assert [cell.partition(" / ")[2] for cell in cells] == [
        "Evidence of finding A.",
        "Evidence of findings A, B.",
        "Looked at and left out of finding A.",
    ]


def test_concerns_come_first_then_strengths_and_every_finding_is_shown(kit: CaseKit, read: Reader) -> None:
    events = [kit.event(1, "2024-05-02")]
    levels = [Level.NOTE, *[Level.CONSIDER] * 5, *[Level.STRENGTH] * 3, Level.STRONG]
    findings = [kit.finding(f"{level} {n}", events, level, subject=str(n)) for n, level in enumerate(levels)]
    document = kit.build(events, findings)
    first = [item.level for item in items_of(read.section(document, "What stands out"))]
    assert first == ["strong", "consider", "consider", "consider", "strength", "strength"]
    also = read.words(read.section(document, "Also found")).splitlines()[1:]
    assert [line.partition(":")[0] for line in also] == ["Consider", "Consider", "Strength", "Note"]
    in_full = items_of(read.section(document, "Findings in full"))
    assert [item.title.partition(".")[0] for item in in_full] == list("ABCDEFGHIJ")


def test_a_finding_that_does_not_stand_out_stands_once_and_links_lead_there(kit: CaseKit, read: Reader) -> None:
    events = [kit.event(1, "2024-05-02")]
    document = kit.build(events, [kit.finding("one", events), kit.finding("two", events, Level.NOTE, subject="b")])
    assert [item.anchor for item in read.findings(document)] == ["finding-a", "finding-b"]
    assert [item.anchor for item in items_of(read.section(document, "Findings in full"))] == ["finding-a-in-full", "finding-b"]
    (link,) = [run.target for run in read.runs(document) if run.text == "B" and run.target][:1]
    assert link == "finding-b"


def test_only_significant_entries_of_the_period_are_listed_and_the_others_counted(kit: CaseKit, read: Reader) -> None:
    events = [
        kit.event(1, ""),
        kit.event(2, "2019-05-01", Kind.ADMISSION, severity=HIGH),
        kit.event(3, "2020-05-01", WNB),
        kit.event(4, "2023-01-01", Kind.GP_CONTACT),
        kit.event(5, "2023-02-01", Kind.GP_CONTACT, key=True),
        kit.event(6, "2023-03-01", Kind.ATTENDED, severity=MODERATE),
        kit.event(7, "2023-04-01", Kind.CHILD_WORDS, child_voice="I like the nurse"),
        kit.event(8, "2023-05-01", Kind.IMPROVEMENT),
        kit.event(9, "2023-06-01", Kind.REFERRAL),
        kit.event(10, "2023-07-01", Kind.ATTENDED, severity=LOW),
        kit.event(11, "2024-01-01", Kind.ADMISSION, severity=HIGH),
        kit.event(12, "2024-02-01", Kind.ADMISSION, severity=HIGH),
    ]
    document = kit.build(events, [kit.finding("Evidence is always listed", events[2:3])])
    assert read.numbers(document) == [1, 5, 6, 7, 8, 9, 11, 12]
    note = read.words(read.section(document, "Key entries")).splitlines()[0]
    assert "1 undated entry comes first." in note
    assert "1 earlier entry named by this document follows in short." in note
    assert "2 other entries of this period are not listed." in note
    groups = [row.group for row in read.entries(document).rows]
    assert groups == ["Undated", *["2023"] * 5, "2024", "2024"]
    earlier = read.section(document, "Earlier entries that this document names")
    (table,) = [block for block in earlier.blocks if isinstance(block, Table)]
    assert [(row.group, row.anchor) for row in table.rows] == [("2020", "entry-3")]


def test_earlier_entries_stand_in_short_and_the_worst_of_them_in_full(kit: CaseKit, read: Reader) -> None:
    told: dict[str, object] = {"action": "Rang home.", "impact_note": "Missed school."}
    events = [
        kit.event(1, "2020-05-01", WNB, service="ENT", severity=MODERATE, **told),
        kit.event(2, "2020-06-01", WNB, service="ENT", severity=HIGH, **told),
    ]
    section = read.section(kit.build(events, [kit.finding("twice", events)]), "Earlier entries that this document names")
    (table,) = [block for block in section.blocks if isinstance(block, Table)]
    words = [["".join(run.text for run in line) for line in row.cells[2].lines] for row in table.rows]
    assert words == [
        ["Not brought to ENT.", "From: Clinic letter. Evidence of finding A."],
        ["Not brought to ENT. Impact: Missed school. Action: Rang home.", "From: Clinic letter. Evidence of finding A."],
    ]


def test_what_lies_after_the_period_is_not_called_earlier(kit: CaseKit, read: Reader) -> None:
    events = [kit.event(n, f"202{n}-05-01", WNB, severity=MODERATE) for n in range(1, 5)]
    ends = {"from_day": date(2022, 1, 1), "to_day": date(2022, 12, 31)}
    document = kit.build(events, [kit.finding("all", events)], **ends)
    headings = [section.heading for section in document.sections]
    assert "Key entries from 1 January 2022 to 31 December 2022" in headings
    assert "Other entries that this document names" in headings
    assert "Before 1 January 2022 and after 31 December 2022" in headings
    assert "3 other entries named by this document follow in short." in read.words(read.section(document, "Key entries"))


def test_the_digest_counts_what_lies_before_the_period_by_year(kit: CaseKit, read: Reader) -> None:
    events = [
        kit.event(1, "2019-05-01", Kind.ADMISSION, service="Ward 3", severity=HIGH),
        kit.event(2, "2019-06", Kind.ATTENDED, severity=Severity.NONE),
        kit.event(3, "before 2021-06-01", WNB, severity=LOW),
        kit.event(4, "2022"),
        *[kit.event(n, "2024-01-01", Kind.ADMISSION, severity=HIGH) for n in (5, 6)],
    ]
    (table,) = read.section(kit.build(events), "Before 30 August 2022").blocks
    assert isinstance(table, Table)
    rows = [["".join(r.text for line in c.lines for r in line) for c in row.cells] for row in table.rows]
    assert rows == [
        ["2019", "2", "1", "1 May 2019: Admitted to Ward 3, high (1)", "high"],
        ["2021", "1", "1", "no entry marked as key, or rated moderate or worse", "low"],
    ]  # "2022" may lie within the period


def test_the_period_can_be_chosen(kit: CaseKit, read: Reader) -> None:
    events = [kit.event(n, f"20{n}-05-01", severity=MODERATE) for n in range(19, 25)]
    assert read.numbers(kit.build(events, from_day=date(2021, 1, 1))) == [3, 4, 5, 6]


def test_the_childs_latest_words_come_first_with_their_place(kit: CaseKit, read: Reader) -> None:
    events = [
        kit.event(n, f"2024-0{n}-09", Kind.CHILD_WORDS, child_voice=f"Words {n}", place="school", child_seen=ChildSeen.SEEN_ALONE)
        for n in range(1, 6)
    ]
    section = read.section(kit.build(events), "The child's voice")
    assert [getattr(block, "words", "") for block in section.blocks] == ["“Words 5”", "“Words 4”", "“Words 3”", ""]
    assert "School, 9 May 2024, aged 5 years 1 month (entry 5)" in read.words(section)
    assert "seen alone in 5 entries" in read.words(section)


def test_what_was_tried_shows_the_response_and_counts_them(kit: CaseKit, read: Reader) -> None:
    events = [
        kit.event(1, "2024-01-09", Kind.AGREEMENT, action="Weekly box agreed", family_response=NO_FOLLOW),
        kit.event(2, "2024-02-09", Kind.SUPPORT_ACCEPTED, summary="Taxi card", family_response=FamilyResponse.AGREED),
        kit.event(3, "2024-03-09", Kind.CONCERN_RAISED, summary="Missed doses", response_note="father will set an alarm"),
    ]
    words = read.words(read.section(kit.build(events), "What was tried")).splitlines()
    assert words[0] == (
        "Responses of the family in the period shown: agreed (1); agreed, and what was agreed did not happen (1)."
    )
    assert "Agreement with family. Weekly box agreed." in words
    assert "father will set an alarm" in words


def test_needs_and_questions_come_from_findings(kit: CaseKit, read: Reader) -> None:
    events = [kit.event(1, "2024-05-02")]
    findings = [
        kit.finding("one", events, subject="Physiotherapy", questions=("What makes it hard to come?", "Who knows?")),
        kit.finding("two", events, subject="Orthotics", questions=("What makes it hard to come?", "Who knows?")),
        kit.finding("three", events, Level.CONSIDER, family="urgent_care", considerations=("one plan for attacks",)),
        kit.finding("four", events, Level.STRENGTH, family="strength", questions=("What makes it hard to come?",)),
    ]
    assert read.words(read.section(kit.build(events, findings), "Unmet needs")).splitlines() == [
        "The findings suggest that these needs may not be met. Each is to be checked with the family.",
        "To be brought to the health care that is offered: Physiotherapy and Orthotics (findings A, B)",
        "Planned care, so that less care is needed in an emergency (finding C)",
        "Questions to explore (findings A, B, D):",
        "What makes it hard to come?",
        "Questions to explore (findings A, B):",
        "Who knows?",
        "To consider (finding C):",
        "One plan for attacks.",
    ]


def test_other_explanations_are_said_once_for_the_findings_that_share_them(kit: CaseKit, read: Reader) -> None:
    events = [kit.event(1, "2024-05-02")]
    findings = [
        kit.finding("one", events, subject="a", alternatives=("the post", "the bus")),
        kit.finding("two", events, subject="b", alternatives=("the bus", "the post.")),
        kit.finding("three", events, Level.NOTE, subject="c", alternatives=("the bus", "the snow")),
        kit.finding("four", events, Level.STRENGTH, subject="d", alternatives=("luck",)),
    ]
    document = kit.build(events, findings)
    assert read.words(read.section(document, "What stands out")).splitlines()[-3:] == [
        "Other explanations to explore (findings A, B):",
        "The post.",
        "The bus.",
    ]
    later = read.words(read.section(document, "Findings in full"))
    assert "Other explanations to explore: The bus. The snow." in later
    assert "The post." not in later


def test_what_findings_say_alike_is_named_by_the_first_of_them(kit: CaseKit, read: Reader) -> None:
    events = [kit.event(1, "2024-05-02")]
    notes = [kit.finding(f"n{n}", events, Level.NOTE, subject=str(n), questions=("Who knows?",)) for n in range(2)]
    document = kit.build(events, [kit.finding("one", events, subject="a", alternatives=("the post",)), *notes])
    one, first, second = items_of(read.section(document, "Findings in full"))
    assert "Questions to explore: Who knows?" in read.lines(first)
    assert "Questions to explore: as for finding B." in read.lines(second)
    assert not [line for line in read.lines(one) if "explore" in line]  # it stands out, with its explanations


def test_what_to_ask_of_findings_that_come_later_stands_with_them_in_full(kit: CaseKit, read: Reader) -> None:
    events = [kit.event(1, "2024-05-02")]
    findings = [
        kit.finding("one", events, subject="a", questions=("Who knows?",)),
        kit.finding("two", events, Level.NOTE, subject="b", questions=("What next?",), considerations=("ask again",)),
    ]
    document = kit.build(events, findings)
    assert "What next?" not in read.words(read.section(document, "Unmet needs"))
    later = read.words(read.section(document, "Findings in full"))
    assert "Questions to explore: What next?" in later
    assert "To consider: Ask again." in later
    assert "Who knows?" not in later


def test_what_cannot_be_told_lists_missing_failed_and_not_found(kit: CaseKit, read: Reader) -> None:
    findings = [
        kit.finding("Appointments kept", level=None, outcome=Outcome.NOT_ASSESSABLE, missing=("offered appointments",)),
        kit.finding("Growth", level=None, outcome=Outcome.FAILED, rule="faltering-growth"),
        kit.finding("Repeated injury", level=None, outcome=Outcome.NOT_FOUND, rule="repeated-injury"),
    ]
    words = read.words(read.section(kit.build([kit.event(1, "2023"), kit.event(2, "")], findings), "What this chronology"))
    assert "Appointments kept. Missing: offered appointments." in words
    assert "Growth. This check failed in the program and says nothing either way." in words
    assert "Looked at, threshold not met: Repeated injury. That a pattern was not found is not reassurance" in words
    assert "1 of 2 entries have a date that is not a certain day." in words
    assert "They need to be asked." in words


def test_sources_are_told_apart_by_what_was_seen(kit: CaseKit, read: Reader) -> None:
    dental = Source(id=UUID(int=9), title="Dental records", agency="Smiles", available=False)
    document = kit.build([kit.event(1, "2024-05-01")], sources=(kit.letter, dental))
    words = read.words(read.section(document, "Sources"))
    assert "Northfield Hospital\n1 other source\n0\n1" in words
    assert "Known, and not available for this chronology:\nDental records, Smiles" in words
    assert "1 seen; not available: Dental records" in read.words(read.section(document, "Child and family"))


@pytest.mark.parametrize("mark", [Handling.RESTRICTED, Handling.PRIVILEGED])
def test_entries_that_may_not_be_shared_leave_no_word_behind(kit: CaseKit, read: Reader, mark: Handling) -> None:
    secret = kit.event(1, "2024-05-02", WNB, summary="Zanzibar", service="Zanzibar", severity=HIGH, handling=(mark,), key=True)
    other = kit.event(2, "2024-06-02", severity=HIGH)
    findings = [kit.finding("Rests on Zanzibar", [secret, other]), kit.finding("Stands alone", [other], subject="x")]
    document = kit.build([secret, other], findings)
    assert not any("Zanzibar" in word for word in document_words(document))
    assert read.numbers(document) == [2]
    about = read.words(read.section(document, "About"))
    assert "1 entry marked restricted or privileged; 1 finding resting on entries that are left out" in about


def test_entries_that_carers_must_not_see_mark_every_page(kit: CaseKit, read: Reader) -> None:
    event = kit.event(1, "2024-05-02", severity=HIGH, handling=(Handling.NOT_FOR_CARERS,))
    document = kit.build([event])
    assert document.meta.marking == "OFFICIAL-SENSITIVE · NOT TO BE SHARED WITH CARERS"
    assert read.words(document.sections[0]).startswith("Do not share this document with carers: it holds 1 entry so marked (1).")
    assert "Handling: not to be shared with carers." in read.rows(document)[0][3]


def test_entries_after_the_day_are_left_out_and_counted(kit: CaseKit, read: Reader) -> None:
    document = kit.build([kit.event(1, "2024-08-30", key=True), kit.event(2, "2024-09-01", key=True)])
    assert read.numbers(document) == [1]
    assert "1 entry dated after 30 August 2024" in read.words(read.section(document, "About"))


def test_about_names_policy_versions_and_the_head_of_the_record(kit: CaseKit, read: Reader) -> None:
    document = kit.build([kit.event(1, "")], store_head="5f2c9a0011223344556677")
    assert read.words(read.section(document, "About")).splitlines()[:5] == [
        "1, of which 1 undated and 1 listed in this document",
        "30 August 2024",
        "default 1",
        "chronology 0.1",
        "Version of the record: 5f2c9a0011223344556677",
    ]
    assert document.meta.footer.endswith("· record 5f2c9a001122")


def test_the_glossary_explains_only_the_short_forms_that_are_used(kit: CaseKit, read: Reader) -> None:
    words = read.words(read.section(kit.build([kit.event(1, "2024-05-01", key=True, summary="Seen by HV")]), "About"))
    assert "HV: health visitor." in words
    assert "CAMHS" not in words


def test_all_undated(kit: CaseKit, read: Reader) -> None:
    document = kit.build([kit.event(n, "") for n in range(1, 4)])
    assert [row[1:3] for row in read.rows(document)] == [["undated", ""]] * 3
    (figure,) = [b for b in read.section(document, "Extent").blocks if isinstance(b, LifeLine)]
    assert figure.caption.endswith("3 entries without a close date are not drawn.")


def test_without_a_birth_date_there_is_no_age_column(kit: CaseKit, read: Reader) -> None:
    child = Child(id=kit.child.id, name="ST")
    document = kit.build([kit.event(1, "2024-05-02", key=True)], child=child)
    assert [column.heading for column in read.entries(document).columns] == ["No.", "Date", "Event", "Source", "Severity"]
    assert document.meta.title == "Medical chronology: S.T."


def test_requests_that_cannot_be_met_are_refused(kit: CaseKit) -> None:
    chronology = kit.chronology([])
    analysis = kit.analysis(chronology)
    with pytest.raises(UnknownPackError, match="no pack 'refferal': choose one of referral"):
        build_report(ReportRequest(chronology, analysis, kit.as_of, "refferal"))
    with pytest.raises(EmptyPeriodError, match="choose an earlier first day"):
        ReportRequest(chronology, analysis, kit.as_of, "referral", from_day=date(2024, 8, 31))
    with pytest.raises(ValueError, match="the analysis looks back from 2024-08-30"):
        ReportRequest(chronology, analysis, date(2024, 8, 29), "referral")
    with pytest.raises(ValueError, match="names an entry that is not in this chronology"):
        kit.build([], [kit.finding("of another child", [kit.event(1, "2024-01-01")])])


def test_the_first_days_of_the_calendar(kit: CaseKit) -> None:
    kit.build([kit.event(1, "before 0001-03-01")], as_of=date(1, 3, 1), child=kit.child.changed(birth=date(1, 2, 1)))


@pytest.mark.large
def test_twenty_thousand_entries_are_linear(kit: CaseKit, read: Reader) -> None:
    def seconds(count: int) -> float:
        kinds = (WNB, Kind.ATTENDED, Kind.GP_CONTACT, Kind.CHILD_WORDS)
        events = [
            kit.event(n, f"{2015 + n % 9}-0{1 + n % 9}-1{n % 10}", kinds[n % 4], severity=Severity(n % 5), service=f"S{n % 7}")
            for n in range(count)
        ]
        request = kit.request(events, [kit.finding(f"f{n}", events[n :: count // 10], subject=str(n)) for n in range(40)])
        start = time.process_time()
        document = build_report(request)
        assert len([anchor for anchor in document.anchors() if anchor.startswith("entry-")]) > count // 12
        return time.process_time() - start

    small, large = min(seconds(2_000), seconds(2_000)), seconds(20_000)
    assert large < 40 * small  # ten times the entries: 10 when linear, 100 when quadratic


def test_area_of_every_entry_is_one_row(kit: CaseKit, read: Reader) -> None:
    events = [
        kit.event(1, "2024-05-01", WNB, severity=LOW),
        kit.event(2, "2022", Kind.ATTENDED),
        kit.event(3, "2023-01", Kind.VISION),
        kit.event(4, "", Kind.NOTE, area=Area.DENTAL),
    ]
    table = read.section(kit.build(events), "By area").blocks[0]
    assert isinstance(table, Table)
    assert [["".join(r.text for line in c.lines for r in line) for c in row.cells] for row in table.rows] == [
        ["Appointments", "2", "1", "2022 to 2024", "low"],
        ["Prevention", "1", "0", "2023", "not rated"],
        ["Dental", "1", "0", "undated", "not rated"],
    ]


def test_cards_never_call_unrated_entries_free_of_concern(kit: CaseKit, read: Reader) -> None:
    def cards(*events: Event) -> list[tuple[str, str]]:
        (block,) = [b for b in read.section(kit.build(events), "Extent").blocks if isinstance(b, Cards)]
        return [(card.headline, "".join(run.text for run in card.body).replace("\u00a0", " ")) for card in block.items]

    assert cards(kit.event(1, "2024-05-01")) == [
        (
            "No entry is rated",
            "1 entry from 1 source; no offered appointments are recorded, so attendance cannot be assessed.",
        ),
        ("Not known", "no entry is rated, so months with a concern cannot be counted."),
        ("Not rated", "1 entry not rated."),
    ]
    assert [headline for headline, _ in cards(kit.event(1, "2024-05-01", severity=Severity.NONE))] == [
        "No area holds a concern",
        "0 of the last 12 months",
        "Highest: none",
    ]
    extent, _, severity = cards(
        kit.event(1, "2024-05-01", WNB, severity=HIGH, likelihood=Likelihood.POSSIBLE),
        kit.event(2, "2024-05-02", WNB, severity=HIGH),
    )
    assert extent[0] == "1 area of health"
    assert severity == (
        "High twice",
        "most recent high or critical: 2 May 2024 (entry 2); harm if nothing changes: possible (entry 1); every entry is rated.",
    )


def test_the_extent_card_says_how_much_offered_care_was_missed(kit: CaseKit, read: Reader) -> None:
    request = kit.request([kit.event(1, "2024-05-01", WNB, severity=HIGH, service="ENT")])
    summary = replace(
        request.analysis.summary, offered=8, missed=5, concern_months=1, span_days=400, longest_respite_days=35, services=1
    )
    document = build_report(replace(request, analysis=replace(request.analysis, summary=summary)))
    words = read.words(read.section(document, "Extent")).splitlines()
    assert "holds a concern; 1 entry from 1 source and 1 service; 5 of 8 offered appointments missed." in words
    assert "holds a concern; concerns span 13 months; longest time between two concerns 5 weeks." in words
