"""What the perplexing presentations pack holds, and what guards it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.records import Event, Involvement, Person, Source
from chronology_tui.domain.scales import Severity
from chronology_tui.domain.vocabulary import Basis, Handling, Impact, PartTaken
from chronology_tui.errors import ExitCode, UsageError
from chronology_tui.report.document import ReportDocument, Section, Table
from chronology_tui.report.links import link_targets
from chronology_tui.report.packs import PACKS
from chronology_tui.report.reading import document_lines, section_lines
from chronology_tui.report.request import DecisionNeededError

if TYPE_CHECKING:
    from tests.report.conftest import CaseKit, Reader

DECISION = "10 February 2024, strategy meeting chaired by A. Cairn"
CARER, OBSERVED, RECORDED = Basis.REPORTED_BY_CARER, Basis.OBSERVED, Basis.RECORDED


def build(kit: CaseKit, events: list[Event], **values: object) -> ReportDocument:
    """Build the pack with a decision; every link must lead somewhere."""
    values.setdefault("strategy_decision", DECISION)
    document = kit.build(events, [], pack="perplexing", **values)
    link_targets(document)
    return document


def words(section: Section) -> str:
    """Return all words of a section, no-break spaces as plain ones."""
    return "\n".join(section_lines([section])).replace("\u00a0", " ")


def rows(section: Section) -> list[list[str]]:
    """Return the rows of the only table of a section, lines of a cell joined by a stroke."""
    (table,) = [block for block in section.blocks if isinstance(block, Table)]
    return [[" / ".join("".join(run.text for run in line) for line in c.lines) for c in row.cells] for row in table.rows]


@pytest.mark.parametrize("decision", ["", "  \n ", "\t"])
def test_it_is_not_made_without_the_decision_that_allows_it(kit: CaseKit, decision: str) -> None:
    with pytest.raises(DecisionNeededError, match="carers are not told before it is taken") as refused:
        kit.build([kit.event(1, "2024-05-02", Kind.GP_CONTACT)], pack="perplexing", strategy_decision=decision)
    assert isinstance(refused.value, UsageError)
    assert refused.value.exit_code is ExitCode.USAGE
    assert "\n" not in str(refused.value)


def test_no_other_pack_asks_for_a_decision() -> None:
    assert [name for name, pack in PACKS.items() if pack.asks] == ["perplexing"]


def test_every_page_is_guarded_and_the_first_says_who_decided_and_how_to_read_it(kit: CaseKit) -> None:
    document = build(kit, [], prepared_by="J. Field, named nurse")
    assert document.meta.marking == "OFFICIAL-SENSITIVE · NOT TO BE SHARED WITH CARERS"
    first = words(document.sections[0])
    assert first.splitlines()[1:7] == [
        "Strategy decision", DECISION, "Completed by", "J. Field, named nurse", "Completed on", "30 August 2024",
    ]  # fmt: skip
    for said in ("Signs are indicators, not evidence.", "Look at harm to the child, not at motive.", "2021."):
        assert said in first


def test_contacts_stand_in_order_on_their_side_reported_apart_from_observed(kit: CaseKit, read: Reader) -> None:
    father = Person(id=UUID(int=7000), name="Father")
    events = [
        kit.event(
            1, "2024-05-02", Kind.SYMPTOM_REPORTED, basis=CARER, summary="Ten seizures at home.", presentation=(5, 1),
            people=(Involvement(person=father.id, part=PartTaken.REPORTED),), page="4",
        ),
        kit.event(
            2, "2024-05-03", Kind.INVESTIGATION_NORMAL, basis=RECORDED, service="Neurophysiology", professional="Dr R. Fell",
            summary="EEG normal.", action="No change", impact_note="a day off school", presentation=(2,),
        ),
        kit.event(3, "2024-05-04", Kind.CHILD_WORDS, basis=Basis.REPORTED_BY_CHILD, child_voice="I feel fine"),
        kit.event(4, "2024-05-05", Kind.ATTENDED, service="ENT", child_voice="It hurts", severity=Severity.NONE),
    ]  # fmt: skip
    section = read.section(build(kit, events, people=(father,)), "Contacts")
    assert section.landscape
    assert rows(section) == [
        [
            "1", "2 May 2024 / aged 5 years",
            "Symptom reported. Ten seizures at home. / By: Father / From: Clinic letter, p.\u00a04", "", "", "", "1, 5",
        ],
        [
            "2", "3 May 2024 / aged 5 years 1 month", "",
            "Investigation: normal: Neurophysiology. EEG normal. / By: Dr R. Fell / From: Clinic letter",
            "Normal. / A day off school.", "No change.", "2",
        ],
        [
            "3", "4 May 2024 / aged 5 years 1 month",
            "Child's words. / Child said: “I feel fine” / By: the child / From: Clinic letter", "", "", "", "not coded",
        ],
        [
            "4", "5 May 2024 / aged 5 years 1 month", "Child said: “It hurts” / By: the child",
            "Attended ENT. / By: ENT; how it is known is not recorded / From: Clinic letter", "", "", "0",
        ],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"presentation": (12, 3)}, "3, 12"),
        ({"severity": Severity.NONE}, "0"),
        ({"severity": Severity.NONE, "impact": Impact.HARM}, "not coded"),
        ({"severity": Severity.LOW}, "not coded"),
        ({}, "not coded"),
    ],
)
def test_no_concern_is_said_only_where_somebody_looked(kit: CaseKit, read: Reader, values: dict[str, object], code: str) -> None:
    document = build(kit, [kit.event(1, "2024-05-02", Kind.GP_CONTACT, **values)])
    assert rows(read.section(document, "Contacts"))[0][-1] == code
    assert "It does not mean that there was no concern." in words(read.section(document, "Signs"))


def test_missed_appointments_and_meetings_are_no_contacts_and_the_rest_counts(kit: CaseKit, read: Reader) -> None:
    kinds = [
        Kind.WAS_NOT_BROUGHT, Kind.CANCELLED_BY_SERVICE, Kind.CIN_MEETING, Kind.MOVE, Kind.ATTENDED, Kind.ADMISSION,
        Kind.PROCEDURE, Kind.SYMPTOM_OBSERVED, Kind.SCHOOL_OBSERVATION, Kind.TELEPHONE_CONTACT,
    ]  # fmt: skip
    events = [kit.event(n, f"2024-05-{n:02}", kind) for n, kind in enumerate(kinds, 1)]
    events.append(kit.event(20, "2024-06-01", Kind.WAS_NOT_BROUGHT, presentation=(11,)))
    document = build(kit, events)
    assert [row[0] for row in rows(read.section(document, "Contacts"))] == ["5", "6", "7", "8", "9", "10", "11"]
    assert "Missed appointments and meetings of professionals do not." in words(read.section(document, "Signs"))


def test_the_whole_record_is_listed_unless_a_period_is_chosen(kit: CaseKit, read: Reader) -> None:
    events = [kit.event(n, f"20{n}-05-02", Kind.GP_CONTACT) for n in range(19, 25)]
    assert len(rows(read.section(build(kit, events), "Contacts"))) == 6
    chosen = build(kit, events, from_day=kit.as_of.replace(year=2023, month=1, day=1))
    assert [row[0] for row in rows(read.section(chosen, "Contacts"))] == ["5", "6"]


def test_each_sign_stands_in_words_with_the_contacts_coded_for_it(kit: CaseKit, read: Reader) -> None:
    events = [
        kit.event(1, "2024-05-02", Kind.SYMPTOM_REPORTED, basis=CARER, presentation=(1,)),
        kit.event(2, "2024-05-03", Kind.GP_CONTACT, basis=OBSERVED, presentation=(1, 9)),
        kit.event(3, "2024-05-04", Kind.GP_CONTACT, severity=Severity.NONE),
        kit.event(4, "2024-05-05", Kind.GP_CONTACT),
    ]
    section = read.section(build(kit, events), "Signs")
    key = {row[0]: row[1:] for row in rows(section)}
    assert list(key) == ["0", *map(str, range(1, 13)), "not coded"]
    assert key["1"][1:] == ["1", "1", "1, 2"]
    assert key["9"][:1] == ["Symptoms fade when the carer's access to the child is restricted"]
    assert key["9"][1:] == ["0", "1", "2"]
    assert key["5"][1:] == ["0", "0", "none"]
    assert key["0"][1:] == ["0", "1", "1 in all"]
    assert key["not coded"][1:] == ["0", "1", "1 in all"]


def test_harm_to_the_child_is_told_by_itself(kit: CaseKit, read: Reader) -> None:
    events = [
        kit.event(1, "2024-05-02", Kind.INVESTIGATION_NORMAL),
        kit.event(2, "2024-05-03", Kind.PROCEDURE, severity=Severity.HIGH, impact=Impact.HARM, impact_note="pain for a week"),
        kit.event(3, "2024-05-04", Kind.WAS_NOT_BROUGHT, impact=Impact.HARM),
        kit.event(4, "2024-05-05", Kind.NOTE, summary="Two weeks off school."),
        kit.event(5, "2024-05-06", Kind.GP_CONTACT, severity=Severity.LOW),
    ]
    section = read.section(build(kit, events), "Harm to the child")
    said = words(section)
    assert "Recorded as harm\n2 entries" in said
    assert "Investigations\n1 (normal 1)" in said
    assert "Procedures\n1" in said
    assert "Time missed from school is spoken of in entry 4." in said
    assert [row[0] for row in rows(section)] == ["2", "3", "4"]
    assert rows(section)[0][2:] == ["Procedure.", "Harm to the child. / Pain for a week.", "high"]


def test_what_is_not_recorded_of_harm_is_said(kit: CaseKit, read: Reader) -> None:
    said = words(read.section(build(kit, [kit.event(1, "2024-05-02", Kind.GP_CONTACT)]), "Harm to the child"))
    assert "Time missed from school is not recorded. It needs to be asked." in said
    assert "Harm that nobody wrote down is not here." in said


def test_it_shows_no_finding(kit: CaseKit) -> None:
    event = kit.event(1, "2024-05-02", Kind.GP_CONTACT)
    document = kit.build([event], [kit.finding("Zanzibar", [event])], pack="perplexing", strategy_decision=DECISION)
    assert not [line for line in document_lines(document) if "Zanzibar" in line]


def test_entries_kept_from_carers_are_in_it_and_restricted_ones_are_not(kit: CaseKit, read: Reader) -> None:
    events = [
        kit.event(1, "2024-05-02", Kind.GP_CONTACT, summary="Kept from carers", handling=(Handling.NOT_FOR_CARERS,)),
        kit.event(2, "2024-05-03", Kind.GP_CONTACT, summary="Zanzibar", handling=(Handling.RESTRICTED,)),
    ]
    text = "\n".join(document_lines(build(kit, events)))
    assert "Kept from carers" in text
    assert "Zanzibar" not in text
    assert "1 entry marked restricted or privileged" in text


def test_without_contacts_and_with_undated_ones(kit: CaseKit, read: Reader) -> None:
    assert "This says nothing about the child." in words(read.section(build(kit, []), "Signs"))
    undated = build(kit, [kit.event(1, "", Kind.GP_CONTACT, severity=Severity.HIGH)])
    assert rows(read.section(undated, "Contacts"))[0][1] == "undated"


def test_two_hundred_contacts_with_hostile_words(kit: CaseKit, read: Reader) -> None:
    nasty = "{0} %s <img src='file:///etc/passwd'> \u202e"
    source = Source(id=kit.letter.id, title=nasty)
    events = [
        kit.event(n, f"{2009 + n % 15}-0{1 + n % 9}-11", Kind.GP_CONTACT, summary=nasty, professional=nasty, action=nasty)
        for n in range(200)
    ]
    document = build(kit, events, sources=(source,), strategy_decision=nasty)
    assert len(rows(read.section(document, "Contacts"))) == 200
    text = "\n".join(document_lines(document))
    assert "{0} %s <img src='file:///etc/passwd'> ‹U+202E›" in text
    assert "\u202e" not in text
