"""Redaction over whole records: what is left out and counted, what changes in each field, the list for review, the last net."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.dates.value import Precision, Qualifier, Remark, RemarkCode, UncertainDate
from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.records import (
    AppointmentDetails,
    Child,
    Event,
    HouseholdRisk,
    MeasurementDetails,
    MeetingDetails,
    Person,
    PlannedAction,
    Relation,
    Source,
    Vulnerability,
)
from chronology_tui.domain.vocabulary import Handling, HouseholdRiskKind, PersonKind, RelationKind, VulnerabilityKind
from chronology_tui.report.document import (
    Axis,
    Bullets,
    Card,
    Cards,
    Cell,
    Chart,
    Column,
    ColumnKind,
    Fact,
    Facts,
    FindingItem,
    FindingList,
    LifeLine,
    Meta,
    Paragraph,
    Quote,
    ReportDocument,
    Row,
    Run,
    Section,
    Series,
    Subheading,
    Table,
)
from chronology_tui.report.redaction import LeftOut, Redacted, Redaction, Sweep, redact, redact_document

CHILD = Child(
    id=UUID(int=1), name="Sion Garth", birth=date(2019, 4, 3), nhs_number="9997304241", reference="NF/77-12",
    family_group="Garth",
    household="Mother, Rhian Moss and her dog", conditions=("Asthma, says Rhian",),
    lead_professional="A. Cairn, social worker",
    parental_responsibility="Elin Garth", marking="Not for Rhian", sharing_basis="As Rhian Moss agreed",
    vulnerabilities=(Vulnerability(kind=VulnerabilityKind.OTHER, note="Rhian drives"),),
    household_risks=(HouseholdRisk(kind=HouseholdRiskKind.OTHER, note="Rhian stays over"),),
)  # fmt: skip
SISTER = Child(id=UUID(int=2), name="Nia Garth", birth=date(2021, 6, 9), nhs_number="9434765919", reference="NF/88-13")
MOTHER = Person(id=UUID(int=11), name="Elin Garth", relations=(Relation(child=CHILD.id, kind=RelationKind.MOTHER),))
LODGER = Person(
    id=UUID(int=12), name="Rhian Moss", third_party=True, pseudonym="the lodger", role="friend of Elin",
    notes="Rhian moved in 2020",
)  # fmt: skip
DOCTOR = Person(id=UUID(int=13), name="Dr Ade Quill", kind=PersonKind.PROFESSIONAL, role="GP", notes="Knows Rhian Moss")
PEOPLE = (MOTHER, LODGER, DOCTOR)
LETTER = Source(
    id=UUID(int=3), title="Letter about Rhian Moss", agency="Rhian Moss Ltd", reference="moss_r.pdf", notes="from Rhian",
    dated=UncertainDate.on(date(2024, 3, 1), "1/3/24, Rhian says"),
)  # fmt: skip
ADVICE = Source(id=UUID(int=4), title="Legal advice")
UNSEEN = Source(id=UUID(int=5), title="School record", available=False)
SOURCES = (LETTER, ADVICE, UNSEEN)


def event(number: int, child: Child = CHILD, **values: object) -> Event:
    return Event.model_validate({
        "id": UUID(int=100 + number), "children": (child.id,), "when": UncertainDate.on(date(2024, 3, number)), "kind": Kind.NOTE,
        "area": Kind.NOTE.area, "source": LETTER.id, **values,
    })  # fmt: skip


def of(*events: Event, child: Child = CHILD) -> Chronology:
    return Chronology.of(child, events, SOURCES)


def run(*events: Event, level: Redaction = Redaction.PARTNERS, withhold: bool = True) -> Redacted:
    return redact(of(*events), (), PEOPLE, (CHILD, SISTER), level, withhold=withhold)


MARKED = (
    event(1),
    event(2, handling=(Handling.RESTRICTED, Handling.THIRD_PARTY)),
    event(3, handling=(Handling.PRIVILEGED,), source=ADVICE.id),
    event(4, handling=(Handling.NOT_FOR_CARERS, Handling.THIRD_PARTY)),
    event(5, handling=(Handling.THIRD_PARTY,)),
    event(6),
)


@pytest.mark.parametrize(
    ("level", "withhold", "numbers", "left_out"),
    [
        (Redaction.NONE, True, [1, 4, 5, 6], LeftOut(2, 0, 0)),
        (Redaction.NONE, False, [1, 2, 3, 4, 5, 6], LeftOut()),
        (Redaction.PARTNERS, True, [1, 4, 5, 6], LeftOut(2, 0, 0)),
        (Redaction.FAMILY, True, [1, 6], LeftOut(2, 1, 1)),
        (Redaction.FAMILY, False, [1, 3, 6], LeftOut(0, 1, 2)),
        (Redaction.ANONYMOUS, True, [1, 4, 5, 6], LeftOut(2, 0, 0)),
    ],
)
def test_entries_are_left_out_by_their_marks_and_counted_once(
    level: Redaction, withhold: bool, numbers: list[int], left_out: LeftOut
) -> None:
    found = run(*MARKED, level=level, withhold=withhold)
    assert [found.chronology.number(e.id) for e in found.chronology.events] == numbers
    assert found.left_out == left_out
    assert found.left_out.total == len(MARKED) - len(numbers)


def test_a_source_that_only_left_out_entries_cite_goes_with_them() -> None:
    titles = {source.title for source in run(*MARKED, level=Redaction.NONE).chronology.sources.values()}
    assert titles == {"Letter about Rhian Moss", "School record"}


def test_an_entry_shared_by_brother_and_sister_is_counted_once() -> None:
    both = event(1, handling=(Handling.RESTRICTED,)).changed(children=(CHILD.id, SISTER.id))
    found = redact(of(both), (of(both, child=SISTER),), PEOPLE, (CHILD, SISTER), Redaction.PARTNERS)
    assert found.left_out == LeftOut(1, 0, 0)
    assert found.siblings[0].events == ()


def test_without_redaction_the_records_are_the_same() -> None:
    chronology = of(event(1, summary="Rhian Moss came, mr Unknown too"))
    found = redact(chronology, (), PEOPLE, (CHILD,), Redaction.NONE)
    assert (found.chronology, found.people, found.changes, found.to_look_at) == (chronology, PEOPLE, (), ())


FULL = event(
    1, service="Rhian's clinic", place="Moss House, Rhian Moss", summary="Rhian came", quote="“Rhian!”", page="Moss 2",
    professional="R. Moss", brought_by="rhian moss", present="Rhian", child_voice="I like Rhian", impact_note="Rhian upset him",
    action="Rang Rhian", response_note="Rhian agreed", notes="moss.rhian@example.org",
    when=UncertainDate(
        "Rhian's birthday", Qualifier.ABOUT, Precision.MONTH, date(2024, 3, 1), date(2024, 3, 31), 2,
        (Remark(RemarkCode.RELATIVE, "counted from Rhian's day"),),
    ),
    details=MeetingDetails(agency="Moss & Co", outcome="Rhian to ring", attended_by="Elin Garth; Rhian Moss"),
    planned=(
        PlannedAction(id=UUID(int=900), what="Ask Rhian", owner="Rhian", outcome="Rhian did",
            due=UncertainDate.undated("Rhian asks")),
        PlannedAction(id=UUID(int=901), what="Ask again"),
    ),
)  # fmt: skip


@pytest.mark.parametrize("level", [Redaction.PARTNERS, Redaction.FAMILY, Redaction.ANONYMOUS])
def test_every_text_of_every_record_is_swept(level: Redaction) -> None:
    found = run(FULL, level=level)
    (changed,) = found.chronology.events
    dumped = " ".join(
        record.model_dump_json()
        for record in (changed, found.chronology.child, *found.chronology.sources.values(), *found.people)
    )
    assert "rhian" not in dumped.lower()
    assert changed.id == FULL.id
    assert (changed.when.earliest, changed.when.latest, changed.when.order) == (date(2024, 3, 1), date(2024, 3, 31), 2)
    assert changed.when.text == "The lodger's birthday"
    assert [action.id for action in changed.planned] == [UUID(int=900), UUID(int=901)]
    assert changed.planned[1] == FULL.planned[1]


def test_codes_and_numbers_are_never_words() -> None:
    measured = event(1, kind=Kind.WEIGHT, details=MeasurementDetails(measure="weight", value=Decimal("16.4"), unit="kg"))
    reason = event(2, details=AppointmentDetails(reason="Appointment kept"))
    named = Person(id=UUID(int=20), name="Weight Appointment", third_party=True)
    found = redact(of(measured, reason), (), (named,), (CHILD,), Redaction.PARTNERS)
    assert found.chronology.events[0].measured == "16.4 kg"
    assert isinstance(found.chronology.events[1].details, AppointmentDetails)


def test_the_child_for_partners_and_for_training() -> None:
    partners = run(event(1)).chronology.child
    assert (partners.name, partners.nhs_number, partners.reference, partners.family_group) == (
        "Sion Garth", "9997304241", "NF/77-12", "Garth",
    )  # fmt: skip
    assert partners.household == "Mother, the lodger and her dog"
    assert (partners.marking, partners.sharing_basis) == ("Not for the lodger", "As the lodger agreed")
    trained = run(event(1), level=Redaction.ANONYMOUS).chronology.child
    assert (trained.name, trained.nhs_number, trained.reference, trained.family_group) == ("S.G.", "", "", "")
    assert trained.lead_professional == "Social worker, social worker"
    assert (trained.id, trained.birth, trained.parental_responsibility) == (CHILD.id, CHILD.birth, "Mother")


def test_a_sister_beside_the_child_becomes_initials_without_numbers() -> None:
    hers = event(2, child=SISTER, summary="Nia and Sion played")
    found = redact(of(event(1)), (of(hers, child=SISTER),), PEOPLE, (CHILD, SISTER), Redaction.PARTNERS)
    (sister,) = found.siblings
    assert (sister.child.name, sister.child.nhs_number, sister.child.reference) == ("N.G.", "", "")
    assert sister.events[0].summary == "N.G. and Sion played"
    assert ("entry 1 of N.G., summary", "Nia", "N.G.") in [(c.where, c.what, c.instead) for c in found.changes]


def test_children_of_the_same_initials_are_told_apart() -> None:
    other = SISTER.changed(name="Sara Garth")
    found = redact(of(event(1, summary="Sara met Sion")), (), (), (CHILD, other), Redaction.ANONYMOUS)
    assert found.chronology.events[0].summary == "S.G. (2) met S.G."


def test_a_child_who_is_recorded_by_initials_keeps_them() -> None:
    child = CHILD.changed(name="S.G.")
    found = redact(of(event(1, summary="S.G. and ST elevation, st george"), child=child), (), (), (child,), Redaction.ANONYMOUS)
    assert found.chronology.child.name == "S.G."
    assert found.chronology.events[0].summary == "S.G. and ST elevation, st george"


def test_people_carry_what_stands_for_them() -> None:
    found = run(event(1))
    assert [person.name for person in found.people] == ["Elin Garth", "the lodger", "Dr Ade Quill"]
    assert found.people[1].notes == "The lodger moved in 2020"
    assert found.people[2].notes == "Knows the lodger"
    assert [p.name for p in run(event(1), level=Redaction.ANONYMOUS).people] == ["Mother", "the lodger", "GP"]


def test_the_review_list_says_where_what_and_what_instead() -> None:
    found = run(event(1, summary="Rhian Moss came"), event(2, action="Rang Mrs Moss"))
    listed = [(change.where, change.what, change.instead, change.certain) for change in found.changes]
    assert ("entry 1, summary", "Rhian Moss", "The lodger", True) in listed
    assert ("entry 2, action", "Mrs Moss", "the lodger", True) in listed
    assert ("child, household", "Rhian Moss", "the lodger", True) in listed
    assert ("source ‘Letter about the lodger’, title", "Rhian Moss", "the lodger", True) in listed
    assert ("person ‘the lodger’, name", "Rhian Moss", "the lodger", True) in listed
    assert {change.event for change in found.changes if change.where.startswith("entry 2")} == {UUID(int=102)}


def test_what_was_removed_from_the_child_is_listed() -> None:
    listed = [(c.where, c.what, c.instead) for c in run(event(1), level=Redaction.ANONYMOUS).changes]
    assert listed[:1] == [("child, household", "Rhian Moss", "the lodger")]
    assert ("child, NHS number", "9997304241", "") in listed
    assert ("child, reference", "NF/77-12", "") in listed
    assert ("child, name", "Sion Garth", "S.G.") in listed


def test_places_and_agencies_are_listed_once_for_training() -> None:
    found = run(event(1, place="Rigg Lane Surgery"), event(2, place="Rigg Lane Surgery"), level=Redaction.ANONYMOUS)
    assert [look.words for look in found.to_look_at if look.where == "places and agencies"].count("Rigg Lane Surgery") == 1


@pytest.mark.parametrize("level", Redaction)
def test_a_second_redaction_changes_nothing(level: Redaction) -> None:
    once = run(FULL, event(2, summary="Elin Garth, Nia, Sion Garth, Dr Quill, Mr Unknown, born 3/4/2019"), level=level)
    for people in (PEOPLE, once.people):
        for children in ((CHILD, SISTER), (once.chronology.child,)):
            again = redact(once.chronology, (), people, children, level)
            assert again.chronology == once.chronology
            assert again.people == once.people


def test_a_role_ending_in_a_full_stop_ends_the_sentence_once() -> None:
    assert run(event(1, summary="He saw Nia. She ate.")).chronology.events[0].summary == "He saw N.G. She ate."


# ── the sweep as the last net ────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_sweep_serves_for_the_words_of_the_request() -> None:
    sweep = run(event(1)).sweep
    assert sweep.text("Shared as Rhian Moss agreed") == "Shared as the lodger agreed"
    assert sweep.text("") == ""
    assert Sweep().text("Rhian Moss") == "Rhian Moss"


def _document(name: str) -> ReportDocument:
    line = (Run(f"{name} came", target="entry-1"),)
    blocks = (
        Paragraph(line),
        Facts((Fact(f"{name}", line),)),
        Cards((Card(f"{name}", f"{name}", line),)),
        FindingList((FindingItem("strong", 3, f"{name}", (line,), "finding-a"),)),
        Quote(f"{name}", line),
        Bullets((line,)),
        Table(f"{name}", (Column(f"{name}", ColumnKind.TEXT),), (Row((Cell((line,)),), "entry-1", f"{name}"),)),
        LifeLine(f"{name}", f"{name}", (), ()),
        Chart(f"{name}", f"{name}", Axis(f"{name}", 0, 1, ((0.0, f"{name}"),)), Axis("kg", 0, 1, ()), (Series(f"{name}", ()),)),
        Subheading(f"{name}", "rhian-moss"),
    )
    meta = Meta(f"{name}", f"{name}", "en-GB", f"{name}", f"{name}", date(2024, 8, 30), f"{name}")
    return ReportDocument(meta, (Section(f"{name}", blocks, "part"),))


def test_the_last_net_sweeps_every_string_of_a_document_and_no_anchor() -> None:
    swept = redact_document(_document("Rhian Moss"), run(event(1)).sweep)
    assert swept == ReportDocument(_document("The lodger").meta, _document("The lodger").sections)
    assert list(swept.anchors()) == ["part", "finding-a", "entry-1", "rhian-moss"]


def test_the_last_net_leaves_a_document_without_names_as_it_is() -> None:
    document = _document("Nobody")
    assert redact_document(document, run(event(1)).sweep) is document


def test_the_last_net_catches_a_birth_date_that_a_pack_prints_for_training() -> None:
    sweep = run(event(1), level=Redaction.ANONYMOUS).sweep
    assert sweep.text("Born 3 April 2019, aged 5") == "Born [date of birth], aged 5"
