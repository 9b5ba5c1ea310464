"""Words of packs: singular and plural, lists of terms, what stands beside what, in every pack that says it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from chronology_tui.analysis.finding import Level, Threshold
from chronology_tui.domain.dates import day_words
from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.records import Event, Person
from chronology_tui.domain.records.person import Relation
from chronology_tui.domain.scales import Severity
from chronology_tui.domain.text import counted, listed, times
from chronology_tui.domain.vocabulary import PersonKind, RelationKind
from chronology_tui.report.document import Bullets, Facts, Paragraph, ReportDocument, Section, Subheading, Table
from chronology_tui.report.packs import PACKS
from chronology_tui.report.reading import section_lines

if TYPE_CHECKING:
    from tests.report.conftest import CaseKit, Reader

STRATEGY = "1 May 2024, a team manager"


def words(section: Section) -> list[str]:
    """Return the words of a section line by line, no-break spaces as plain ones."""
    return [line.replace("\u00a0", " ") for line in section_lines([section])]


def pack(kit: CaseKit, name: str, events: Sequence[Event], **values: object) -> ReportDocument:
    """Build a pack."""
    return kit.build(events, (), pack=name, strategy_decision=STRATEGY, **values)


@pytest.mark.parametrize(
    ("value", "unit", "amount"),
    [
        (1, "appointments", "1 appointment"),
        (3, "appointments", "3 appointments"),
        (1, "entries", "1 entry"),
        (1, "months of the last 12", "1 month of the last 12"),
        (1, "HbA1c measures", "1 HbA1c measure"),
        (0.5, "of those offered", "0.5 of those offered"),
        (1.5, "times", "1.5 times"),
        (1, "mmol/mol", "1 mmol/mol"),
        (2, "", "2"),
    ],
)
def test_a_threshold_is_said_with_its_unit_in_the_right_number(value: float, unit: str, amount: str) -> None:
    assert Threshold("x", value, unit, "our choice").amount == amount


def test_thresholds_of_one_source_stand_together(kit: CaseKit, read: Reader) -> None:
    thresholds = (
        Threshold("in a row", 1, "appointments", "common practice, no published figure"),
        Threshold("strong from", 4, "appointments", "our choice, no published figure"),
        Threshold("window", 12, "months", "common practice, no published figure"),
    )
    events = [kit.event(1, "2024-05-02")]
    document = kit.build(events, [kit.finding("one", events, thresholds=thresholds)])
    (table,) = [block for block in read.section(document, "Findings in full").blocks if isinstance(block, Table)]
    assert [[" / ".join(run.text for line in cell.lines for run in line) for cell in row.cells] for row in table.rows] == [
        ["Was not brought", "In a row: 1 appointment / Window: 12 months", "Common practice, no published figure"],
        ["Was not brought", "Strong from: 4 appointments", "Our choice, no published figure"],
    ]


@pytest.mark.parametrize(
    ("number", "noun", "plural", "said"),
    [
        (1, "entry", "", "1 entry"),
        (2, "entry", "", "2 entries"),
        (0, "day", "", "0 days"),
        (1200, "month", "", "1,200 months"),
        (2, "other child", "other children", "2 other children"),
    ],
)
def test_a_number_is_said_with_its_noun(number: int, noun: str, plural: str, said: str) -> None:
    assert counted(number, noun, plural) == said


def test_small_words_are_the_same_everywhere() -> None:
    assert [times(n) for n in (1, 2, 3, 1000)] == ["once", "twice", "3 times", "1,000 times"]
    assert [listed("abc"[:n]) for n in range(4)] == ["", "a", "a and b", "a, b and c"]
    assert day_words(date(2024, 3, 4)) == "4 March 2024"


@pytest.mark.parametrize("name", PACKS)
def test_the_words_used_are_a_list_in_alphabetical_order_at_the_end(kit: CaseKit, name: str) -> None:
    event = kit.event(1, "2024-05-02", Kind.GP_CONTACT, summary="MRI and EEG asked for.", severity=Severity.HIGH)
    document = pack(kit, name, [event])
    heading, terms = document.sections[-1].blocks[-2:]
    assert heading == Subheading("Words used")
    assert isinstance(terms, Bullets)
    short = [line[0].text for line in terms.items]
    assert short == sorted(short, key=str.casefold)
    assert {"EEG:", "GP:", "MRI:", "Was not brought:"} <= set(short)


@pytest.mark.parametrize("name", PACKS)
def test_the_version_of_the_record_stands_on_a_line_of_its_own(kit: CaseKit, name: str) -> None:
    head = "5f2c9a00" * 8
    about = pack(kit, name, [kit.event(1, "2024-05-02")], store_head=head).sections[-1]
    assert f"Version of the record: {head}" in ["".join(r.text for r in b.line) for b in about.blocks if isinstance(b, Paragraph)]
    (facts,) = [block for block in about.blocks if isinstance(block, Facts)]
    assert head not in "".join(run.text for fact in facts.items for run in fact.value)


def test_the_note_on_numbers_comes_before_the_questions_of_a_meeting(kit: CaseKit, read: Reader) -> None:
    section = read.section(pack(kit, "cin", [kit.event(1, "2024-05-02")]), "Questions to talk about")
    assert [type(block) for block in section.blocks] == [Paragraph, Bullets]


def test_one_offered_appointment_is_said_to_a_family_as_one(kit: CaseKit, read: Reader) -> None:
    event = kit.event(1, "2024-05-02", Kind.WAS_NOT_BROUGHT, service="ENT")
    finding = kit.finding("x", [event], subject="ENT", measures={"missed": 1, "offered": 1}, end=date(2024, 5, 2))
    document = kit.build([event], [finding], pack="cin")
    assert [
        line
        for line in words(read.section(document, "What worries us"))
        if "ENT appointments were missed once; 1 was offered" in line
    ]


def test_a_key_without_counts_stands_where_no_contact_is_coded(kit: CaseKit, read: Reader) -> None:
    events = [kit.event(n, f"2024-05-0{n}", Kind.GP_CONTACT, severity=Severity(n - 1)) for n in range(1, 4)]
    section = read.section(pack(kit, "perplexing", events), "Signs")
    (key,) = [block for block in section.blocks if isinstance(block, Table)]
    assert [column.heading for column in key.columns] == ["Code", "Sign"]
    assert [row.cells[0].lines[0][0].text for row in key.rows] == [str(n) for n in range(1, 13)]
    none = sum(event.severity is Severity.NONE for event in events)
    assert (
        f"3 contacts are listed; none is coded for a sign. Of these, {none} was rated as no harm to the child (code 0)"
        in "\n".join(words(section))
    )
    (alone,) = (words(read.section(pack(kit, "perplexing", events[:1]), "Signs"))[1:2],)
    assert alone[0].startswith("1 contact is listed. It was ")


def test_harm_is_told_before_the_long_table_of_contacts(kit: CaseKit) -> None:
    document = pack(kit, "perplexing", [kit.event(1, "2024-05-02", Kind.GP_CONTACT)])
    headings = [section.heading for section in document.sections]
    assert headings.index("Harm to the child") < headings.index("Contacts: reported, observed, result, action")


def test_what_a_professional_is_to_the_child_is_told_only_where_it_says_more(kit: CaseKit, read: Reader) -> None:
    def person(ident: int, **values: object) -> Person:
        relation = Relation(child=kit.child.id, kind=RelationKind.PROFESSIONAL, **values)
        return Person(id=UUID(int=ident), name=f"P{ident}", kind=PersonKind.PROFESSIONAL, role="nurse", relations=(relation,))

    plain = words(read.section(pack(kit, "conference", [kit.event(1, "2024-05-02")], people=(person(50),)), "Professionals"))
    assert "To the child" not in plain
    people = (person(50), person(51, words="named nurse"))
    more = words(read.section(pack(kit, "conference", [kit.event(1, "2024-05-02")], people=people), "Professionals"))
    assert more[more.index("P51") :][:4] == ["P51", "nurse", "professional: named nurse", more[more.index("P51") + 3]]


def test_the_court_calls_years_outside_the_period_by_where_they_lie(kit: CaseKit) -> None:
    events = [kit.event(n, f"202{n}-05-01", key=n == 2) for n in range(1, 5)]
    period = {"from_day": date(2022, 1, 1), "to_day": date(2022, 12, 31)}
    headings = [section.heading for section in pack(kit, "court", events, **period).sections]
    assert "Other years, before 1 January 2022 and after 31 December 2022" in headings
    whole = [section.heading for section in pack(kit, "court", events, from_day=date(2022, 1, 1)).sections]
    assert "Earlier years, before 1 January 2022" in whole


def test_supervision_lists_its_entries_in_short(kit: CaseKit, read: Reader) -> None:
    events = [kit.event(1, "2024-05-02", Kind.WAS_NOT_BROUGHT, severity=Severity.MODERATE, action="Rang home.")]
    document = kit.build(events, [kit.finding("one", events, Level.CONSIDER)], pack="supervision")
    (table,) = [block for block in read.section(document, "Entries").blocks if isinstance(block, Table)]
    assert [column.heading for column in table.columns] == ["No.", "Date", "Event", "Severity"]
    assert "Rang home" not in "\n".join(words(read.section(document, "Entries")))
