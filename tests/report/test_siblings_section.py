"""Brothers and sisters side by side: one row an entry, one column a child."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.records import Child, Event
from chronology_tui.domain.scales import Severity
from chronology_tui.domain.vocabulary import Handling
from chronology_tui.report.document import ReportDocument, Section, Table
from chronology_tui.report.text import document_words

if TYPE_CHECKING:
    from tests.report.conftest import CaseKit, Reader

HIGH = Severity.HIGH
HEADING = "Brothers and sisters"


def sibling(kit: CaseKit, name: str, *events: Event) -> Chronology:
    return Chronology.of(Child(id=UUID(int=100 + len(name)), name=name), events, (kit.letter,))


def section(document: ReportDocument, read: Reader) -> Section:
    return read.section(document, HEADING)


def rows(table: Table) -> list[list[str]]:
    return [["".join(r.text for line in c.lines for r in line).replace("\u00a0", " ") for c in row.cells] for row in table.rows]


def tables(document: ReportDocument, read: Reader) -> list[Table]:
    return [block for block in section(document, read).blocks if isinstance(block, Table)]


@pytest.mark.parametrize("pack", ["referral", "cin", "conference", "supervision"])
def test_a_shared_entry_is_one_row_with_both_cells(kit: CaseKit, read: Reader, pack: str) -> None:
    shared = kit.event(1, "2024-05-02", Kind.DOMESTIC_ABUSE, summary="Police called to the home.", key=True)
    own = kit.event(2, "2024-06-02", Kind.MOVE, key=True)
    others = kit.event(3, "2024-05-20", Kind.BURN, service="Ward 3", key=True)
    document = kit.build([shared, own], pack=pack, siblings=(sibling(kit, "Mared Thomas", shared, others),))
    (table,) = tables(document, read)
    assert [column.heading for column in table.columns] == ["Date", "S.T.", "M.T."]
    assert rows(table) == [
        ["2 May 2024", "S.T. 1, 5y 0m. Domestic abuse. Police called to the home.", "M.T. 1. The same entry as S.T."],
        ["20 May 2024", "", "M.T. 2. Burn or scald: Ward 3."],
        ["2 June 2024", "S.T. 2, 5y 1m. Move of home.", ""],
    ]
    assert section(document, read).landscape


def test_numbers_of_the_child_are_links_and_those_of_the_others_are_not(kit: CaseKit, read: Reader) -> None:
    shared = kit.event(1, "2024-05-02", Kind.BURN, key=True)
    document = kit.build([shared], pack="conference", siblings=(sibling(kit, "Mared Thomas", shared),))
    (table,) = tables(document, read)
    targets = [run.target for cell in table.rows[0].cells for line in cell.lines for run in line if run.target]
    assert targets == ["entry-1"]


def test_only_significant_entries_of_the_period_stand_there(kit: CaseKit, read: Reader) -> None:
    events = [kit.event(1, "2023-05-02"), kit.event(2, "2020-05-02", severity=HIGH), kit.event(3, "2023-06-02", severity=HIGH)]
    document = kit.build([], siblings=(sibling(kit, "Mared Thomas", *events),))
    (table,) = tables(document, read)
    assert [row[2] for row in rows(table)] == ["M.T. 3. Note. Severity: high."]
    assert "No significant entry of this period is recorded about S.T." in read.words(section(document, read))


def test_a_family_reads_no_ratings(kit: CaseKit, read: Reader) -> None:
    one = sibling(kit, "Mared Thomas", kit.event(1, "2024-08-02", severity=HIGH))
    (table,) = tables(kit.build([], pack="cin", siblings=(one,)), read)
    assert rows(table)[0][2] == "M.T. 1. Note."


def test_more_than_four_siblings_take_further_tables(kit: CaseKit, read: Reader) -> None:
    own = kit.event(1, "2024-05-02", key=True)
    names = ["Al B", "Bob C", "Cled D", "Danny E", "Elliot F"]
    others = tuple(sibling(kit, name, kit.event(10 + n, "2024-05-03", key=True)) for n, name in enumerate(names))
    found = tables(kit.build([own], siblings=others), read)
    assert [[column.heading for column in table.columns] for table in found] == [
        ["Date", "S.T.", "A.B.", "B.C.", "C.D.", "D.E."],
        ["Date", "S.T.", "E.F."],
    ]
    assert [len(table.rows) for table in found] == [5, 2]


def test_children_with_the_same_initials_are_told_apart(kit: CaseKit, read: Reader) -> None:
    event = kit.event(1, "2024-05-02", key=True)
    (table,) = tables(kit.build([event], siblings=(sibling(kit, "Seren Thomas", event),)), read)
    assert [column.heading for column in table.columns] == ["Date", "S.T. (1)", "S.T. (2)"]


def test_without_siblings_there_is_no_section(kit: CaseKit) -> None:
    for pack in ("referral", "cin", "conference", "supervision"):
        document = kit.build([kit.event(1, "2024-05-02", key=True)], pack=pack)
        assert not [one for one in document.sections if one.heading.startswith(HEADING)]


def test_siblings_without_a_significant_entry_are_said(kit: CaseKit, read: Reader) -> None:
    words = read.words(section(kit.build([], siblings=(sibling(kit, "Mared Thomas", kit.event(1, "2024-05-02")),)), read))
    assert words == "No significant entry of this period is recorded about any of them."


@pytest.mark.parametrize(
    ("pack", "marks"),
    [
        ("referral", {Handling.RESTRICTED, Handling.PRIVILEGED}),
        ("conference", {Handling.RESTRICTED, Handling.PRIVILEGED}),
        ("cin", {Handling.RESTRICTED, Handling.PRIVILEGED, Handling.NOT_FOR_CARERS, Handling.THIRD_PARTY}),
    ],
)
def test_what_may_not_be_shared_of_a_sibling_leaves_no_word_behind(
    kit: CaseKit, read: Reader, pack: str, marks: set[Handling]
) -> None:
    for mark in Handling:
        secret = kit.event(1, "2024-08-02", summary="Zanzibar", key=True, handling=(mark,))
        other = kit.event(2, "2024-08-03", key=True)
        document = kit.build([other], pack=pack, siblings=(sibling(kit, "Mared Thomas", secret),))
        words = " ".join(document_words(document))
        assert ("Zanzibar" in words) is (mark not in marks)
        counted = "1 entry about a brother or sister that is not for this reader" in words
        assert counted is (mark in marks)


def test_entries_after_the_day_are_not_shown(kit: CaseKit, read: Reader) -> None:
    later = kit.event(1, "2024-09-02", key=True)
    words = read.words(section(kit.build([], siblings=(sibling(kit, "Mared Thomas", later),)), read))
    assert words.startswith("No significant entry")
