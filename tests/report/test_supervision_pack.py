"""What the pack for reflective supervision looks at: patterns, drift, gaps, questions, verdicts, disagreements."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from chronology_tui.analysis.finding import Certainty, Level, Outcome
from chronology_tui.domain.finding_reviews import Reviewed
from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.records import Disagreement, Event, FindingReview, Person, PlannedAction, Source
from chronology_tui.domain.records.person import Relation
from chronology_tui.domain.scales import Severity
from chronology_tui.domain.vocabulary import ChildSeen, EscalationStage, FatherKnown, Handling, RelationKind, Verdict
from chronology_tui.report.document import FindingList, ReportDocument, Section
from chronology_tui.report.links import link_targets
from chronology_tui.report.packs import PACKS
from chronology_tui.report.reading import document_lines, section_lines

if TYPE_CHECKING:
    from chronology_tui.analysis.finding import Finding
    from tests.report.conftest import CaseKit, Reader

WNB = Kind.WAS_NOT_BROUGHT


def build(kit: CaseKit, events: list[Event], findings: list[Finding] | None = None, **values: object) -> ReportDocument:
    """Build the pack; every link must lead somewhere."""
    document = kit.build(events, findings or [], pack="supervision", **values)
    link_targets(document)
    return document


def words(section: Section) -> str:
    """Return all words of a section, no-break spaces as plain ones."""
    return "\n".join(section_lines([section])).replace("\u00a0", " ")


def reviewed(
    finding: Finding, verdict: Verdict, reason: str = "", analysis: str = "", evidence: tuple[UUID, ...] = ()
) -> Reviewed:
    """Make the review of a finding."""
    review = FindingReview(
        id=UUID(int=8000), child=UUID(int=1), finding=finding.key, rule=finding.rule, verdict=verdict, reason=reason,
        analysis=analysis, evidence=evidence, digest="0" * 64, as_of=date(2024, 8, 1),
        made=datetime(2024, 8, 2, tzinfo=UTC), by="J. Field",
    )  # fmt: skip
    return Reviewed(review, evidence=evidence)


def test_order_and_redaction(kit: CaseKit) -> None:
    headings = [section.heading for section in build(kit, [kit.event(1, "2024-05-02", severity=Severity.HIGH)]).sections]
    assert headings == [
        "Child and family",
        "Extent, pattern and severity",
        "Patterns",
        "Drift",
        "Gaps",
        "Questions to reflect on",
        "What this chronology cannot tell",
        "The worker's verdicts and analysis",
        "Professional disagreements",
        "Agreed actions, and how they stand",
        "Entries",
        "Sharing",
        "About this document",
    ]
    assert PACKS["supervision"].redaction == "anonymous"


def test_patterns_stand_once_with_evidence_what_was_left_out_and_certainty(kit: CaseKit, read: Reader) -> None:
    events = [kit.event(1, "2024-05-02", WNB), kit.event(2, "2024", WNB), kit.event(3, "2024-06-02", Kind.CANCELLED_BY_SERVICE)]
    finding = kit.finding(
        "Not brought", events[:2], certainty=Certainty.DEPENDS_ON_UNCERTAIN_DATES, uncertain_events=(events[1].id,),
        excluded=(kit.left_out(events[2], "cancelled by the service"),), alternatives=("the post",),
        questions=("who knows?",), considerations=("Zanzibar",),
    )  # fmt: skip
    section = read.section(build(kit, events, [finding]), "Patterns")
    (items,) = [block for block in section.blocks if isinstance(block, FindingList)]
    assert [(item.anchor, read.lines(item)) for item in items.items] == [
        (
            "finding-a",
            [
                "In words: Not brought.",
                "Entries 2, 1",
                "Left out: 3 (cancelled by the service)",
                "Depends on uncertain dates (entry 1): met in the widest reading of them and not in the surest.",
                "Other explanations to explore: The post.",
                "Questions to explore: Who knows?",
            ],
        )
    ]
    assert "Zanzibar" not in words(section)


def test_drift_names_the_last_review_and_what_is_past_its_day(kit: CaseKit, read: Reader) -> None:
    planned = (
        PlannedAction(id=UUID(int=5001), what="Plan for seizures", owner="School nursing", due=kit.on("2024-05-15")),
        PlannedAction(id=UUID(int=5002), what="Ask the school"),
        PlannedAction(id=UUID(int=5003), what="Calendar", due=kit.on("2024-05-15"), done=kit.on("2024-05-01")),
        PlannedAction(id=UUID(int=5004), what="New splints", due=kit.on("2024-09-15")),
    )
    events = [kit.event(1, "2023-01-09", Kind.CIN_MEETING, planned=planned), kit.event(2, "2024-06-03", Kind.CONFERENCE)]
    course = kit.finding("Concerns closer together", [events[1]], Level.CONSIDER, family="course", rule="escalation")
    assert words(read.section(build(kit, events, [course]), "Drift")).splitlines()[1:] == [
        "Last looked at: Child protection conference, 3 June 2024, 12 weeks before 30 August 2024 (entry 2)",
        (
            "Past its day, not recorded as done: Plan for seizures (School nursing), due 15 May 2024, "
            "agreed 9 January 2023 (entry 1)"
        ),
        "Open, with no day agreed: Ask the school (no owner), agreed 9 January 2023 (entry 1)",
        "Finding A: Concerns closer together",
    ]
    assert "Who is looking at this child's plan" in words(read.section(build(kit, []), "Drift"))


def test_gaps_count_whole_months_and_never_make_one_up(kit: CaseKit, read: Reader) -> None:
    child = kit.child.changed(birth=date(2024, 1, 20))
    events = [kit.event(1, "2024-02-05"), kit.event(2, "2024-05"), kit.event(3, "2024-06-30"), kit.event(4, "2012")]
    section = read.section(build(kit, events, child=child), "Gaps")
    assert (
        "4 whole months hold no entry. The longest stretches: January 2024 (1 month), March 2024 to April 2024 (2 months) "
        "and July 2024 (1 month)."
    ) in words(section)
    assert "No entry has a date." in words(read.section(build(kit, [kit.event(1, "")]), "Gaps"))


def test_silent_services_and_missing_sources_are_named(kit: CaseKit, read: Reader) -> None:
    events = [
        *[kit.event(n, f"2023-0{n}-05", Kind.GP_CONTACT, service="GP") for n in (1, 2)],
        kit.event(3, "2020-01-05", service="Radiology"),
        *[kit.event(n, f"2024-0{n}-05", service="Physiotherapy") for n in (7, 8)],
    ]
    dental = Source(id=UUID(int=9), title="Dental records", available=False)
    said = words(read.section(build(kit, events, sources=(kit.letter, dental)), "Gaps"))
    assert "GP\n2\n5 February 2023\nGP contact: GP" in said
    assert "Radiology" not in said
    assert "Physiotherapy" not in said
    assert "Dental records" in said


def test_what_nobody_may_have_asked(kit: CaseKit, read: Reader) -> None:
    said = words(read.section(build(kit, []), "Gaps"))
    for label in (
        "Father",
        "Household",
        "Daily life",
        "School or nursery",
        "Seen alone",
        "The child's words",
        "Lead professional",
    ):
        assert f"{label}: " in said
    child = kit.child.changed(father=FatherKnown.KNOWN, household="Mother", parental_responsibility="Both", lead_professional="A")
    events = [
        kit.event(1, "2024-05-05", Kind.DAY_IN_LIFE, service="School", child_voice="I play", child_seen=ChildSeen.SEEN_ALONE),
    ]
    assert "What nobody may have asked" not in words(read.section(build(kit, events, child=child), "Gaps"))
    unknown = kit.child.changed(father=FatherKnown.UNKNOWN)
    assert "Father: asked about, and not known." in words(read.section(build(kit, [], child=unknown), "Gaps"))
    father = Person(id=UUID(int=7), name="F.", relations=(Relation(child=kit.child.id, kind=RelationKind.FATHER),))
    assert "Father: " not in words(read.section(build(kit, [], people=(father,)), "Gaps"))


def test_questions_come_with_entries_that_bear_on_them(kit: CaseKit, read: Reader) -> None:
    events = [kit.event(1, "2024-05-02", severity=Severity.HIGH), kit.event(2, "2019-05-02", severity=Severity.HIGH)]
    said = words(read.section(build(kit, [*events, kit.event(3, "2010-01-01", severity=Severity.HIGH)]), "Questions to reflect"))
    assert "Is the child at risk of significant harm?\nEntries 2, 3; and 1 entry not listed in this document." in said
    assert "Nothing recorded." in said


def test_verdicts_stand_with_their_reasons_dismissed_ones_too(kit: CaseKit, read: Reader) -> None:
    event = kit.event(1, "2024-05-02", WNB)
    kept = kit.finding("Kept", [event])
    gone = kit.finding("Gone", [event], subject="ENT")
    reviews = MappingProxyType(
        {
            kept.key: reviewed(kept, Verdict.ACCEPTED, "Seen at school too", "My own thoughts", (event.id,)),
            gone.key: reviewed(gone, Verdict.DISMISSED, "The letters went astray", evidence=(event.id,)),
        }
    )
    said = words(read.section(build(kit, [event], [kept, gone], reviews=reviews), "The worker's verdicts"))
    assert "A. Kept\nAccepted\nSeen at school too.\n2 August 2024 by J. Field" in said
    assert "Gone\nDismissed\nThe letters went astray.\n2 August 2024 by J. Field" in said
    assert "My own thoughts" in said
    assert "neither facts of the record nor made by the rules" in said


@pytest.mark.parametrize("verdict", [Verdict.ACCEPTED, Verdict.DISMISSED])
def test_a_reason_that_may_speak_of_restricted_entries_is_not_shown(kit: CaseKit, verdict: Verdict) -> None:
    secret = kit.event(1, "2024-05-02", WNB, handling=(Handling.RESTRICTED,))
    other = kit.event(2, "2024-05-03", WNB)
    finding = kit.finding("Kept", [other])
    reviews = MappingProxyType({finding.key: reviewed(finding, verdict, "Zanzibar", "Zanzibar", (secret.id, other.id))})
    document = build(kit, [secret, other], [finding], reviews=reviews)
    assert not [line for line in document_lines(document) if "Zanzibar" in line]


def test_disagreements_say_how_far_they_went_and_whether_they_are_settled(kit: CaseKit, read: Reader) -> None:
    def dispute(ident: int, raised: str, **values: object) -> Disagreement:
        base = {
            "id": UUID(int=ident),
            "child": kit.child.id,
            "with_whom": "Social care",
            "about": "closing",
            "raised": kit.on(raised),
        }
        return Disagreement.model_validate({**base, **values})

    disputes = (
        dispute(2, "2024-06-01", stage=EscalationStage.MANAGERS),
        dispute(1, "2024-01-05", settled=kit.on("2024-02-01"), outcome="referral taken"),
        dispute(3, "2024-09-05", about="Zanzibar"),
        dispute(4, "2024-07-01", settled=kit.on("2024-12-01"), outcome="Zanzibar"),
    )
    said = words(read.section(build(kit, [], disagreements=disputes), "Professional disagreements"))
    assert said.splitlines()[6:] == [
        "5 January 2024", "Social care", "closing.", "Between practitioners", "Settled 1 February 2024.", "Referral taken.",
        "1 June 2024", "Social care", "closing.", "Between their managers", "Open.",
        "1 July 2024", "Social care", "closing.", "Between practitioners", "Open.",
    ]  # fmt: skip
    assert "one that nobody has written down?" in words(read.section(build(kit, []), "Professional disagreements"))


def test_what_could_not_be_assessed_is_said(kit: CaseKit, read: Reader) -> None:
    finding = kit.finding("Appointments kept", level=None, outcome=Outcome.NOT_ASSESSABLE, missing=("offered appointments",))
    said = words(read.section(build(kit, [kit.event(1, "")], [finding]), "What this chronology cannot tell"))
    assert "Missing: offered appointments." in said
    assert "are not rated for severity" in said


@pytest.mark.parametrize("births", [True, False])
def test_without_births_only_the_age_stands(kit: CaseKit, births: bool) -> None:
    child = kit.child.changed(reference="REF-77")
    text = "\n".join(document_lines(build(kit, [kit.event(1, "2024-05-02")], child=child, births=births)))
    for secret in ("3 April 2019", "943 476 5919", "REF-77", "NHS number"):
        assert (secret in text) is births
    assert "5 years 4 months" in text


def test_two_hundred_entries_over_fifteen_years_with_hostile_words(kit: CaseKit, read: Reader) -> None:
    nasty = "{0} %s <b>x</b> \u202e"
    events = [
        kit.event(
            n, f"{2009 + n % 15}-0{1 + n % 9}-11", WNB, summary=nasty, service=nasty, severity=Severity(n % 5),
            planned=(PlannedAction(id=UUID(int=6000 + n), what=nasty),),
        )
        for n in range(200)
    ]  # fmt: skip
    dispute = Disagreement(id=UUID(int=1), child=kit.child.id, with_whom=nasty, about=nasty, raised=kit.on("2020"))
    document = build(kit, events, [kit.finding(nasty, events[::9])], disagreements=(dispute,))
    text = "\n".join(document_lines(document))
    assert "{0} %s <b>x</b> ‹U+202E›" in text
    assert "\u202e" not in text
