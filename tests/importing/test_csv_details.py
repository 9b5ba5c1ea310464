"""Tables with medicines, immunisations, injuries, tests and siblings: typed details by kind, and no value lost without a word."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from chronology_tui.domain.records import (
    Details,
    Event,
    ImmunisationDetails,
    InjuryDetails,
    InvestigationDetails,
    MedicineDetails,
    ReviewDetails,
    UrgentCareDetails,
)
from chronology_tui.domain.vocabulary import Explanation, Mobility
from chronology_tui.services import Casebook, ImportReport


def imported(casebook: Casebook, folder: Path, table: str) -> tuple[ImportReport, tuple[Event, ...]]:
    path = folder / "table.csv"
    path.write_text(table, encoding="utf-8")
    child = casebook.children()[0] if casebook.children() else casebook.add_child("Sam Tarn", "3/4/2019")
    return casebook.import_table(child.id, path), casebook.chronology(child.id).events


def codes(report: ImportReport) -> list[tuple[int, str, str]]:
    return [(issue.row, issue.column, issue.code.value) for issue in report.issues]


@pytest.mark.parametrize(
    ("kind", "columns", "details"),
    [
        ("prescribed", {"medicine": "Salbutamol", "dose": "2 puffs", "reliever": "yes"},
         MedicineDetails(medicine="Salbutamol", dose="2 puffs", reliever=True)),
        ("supplied", {"medicine": "Levetiracetam", "days_supplied": "28", "critical": "y"},
         MedicineDetails(medicine="Levetiracetam", days_supplied=28, critical=True)),
        ("supplied", {}, None),
        ("supplied", {"reliever": "no", "days_supplied": ""}, None),
        ("immunisation_given", {"vaccine": "MMR", "dose": "2"}, ImmunisationDetails(vaccine="MMR", dose="2")),
        ("review_missed", {"review": "2 to 2½ year"}, ReviewDetails(review="2 to 2½ year")),
        ("emergency_attendance", {"reason": "wheeze", "planned": "yes"}, UrgentCareDetails(reason="wheeze", planned_return=True)),
        ("bruise", {"site": "left ear", "explanation": "fell off the sofa", "mobility": "not mobile"},
         InjuryDetails(site="left ear", explanation_given="fell off the sofa", mobility=Mobility.NOT_MOBILE)),
        ("burn", {"explanation": "Inconsistent"}, InjuryDetails(explanation=Explanation.INCONSISTENT)),
        ("investigation_abnormal", {"test": "EEG", "result": "spikes"}, InvestigationDetails(test="EEG", result="spikes")),
        ("gp_contact", {}, None),
    ],
)  # fmt: skip
def test_details_by_the_kind_of_the_row(
    casebook: Casebook, tmp_path: Path, kind: str, columns: dict[str, str], details: Details | None
) -> None:
    header, row = ",".join(("date", "kind", "summary", *columns)), ",".join(("14/3/2024", kind, "x", *columns.values()))
    report, (event,) = imported(casebook, tmp_path, f"{header}\n{row}\n")
    assert (event.kind, event.details, event.notes, report.issues) == (kind, details, "", ())


def test_due_and_onset_take_any_date(casebook: Casebook, tmp_path: Path) -> None:
    _, events = imported(
        casebook,
        tmp_path,
        "date,kind,summary,due,onset\n14/3/2024,immunisation_missed,x,about May 2025,\n15/3/2024,out_of_hours,x,,12/3/24\n",
    )
    first, second = (event.details for event in events)
    assert isinstance(first, ImmunisationDetails)
    assert first.due is not None
    assert (first.due.text, first.due.latest) == ("about May 2025", date(2025, 5, 31))
    assert isinstance(second, UrgentCareDetails)
    assert second.onset is not None
    assert second.onset.earliest == date(2024, 3, 12)


def test_a_value_that_the_kind_has_no_place_for_is_kept_and_said(casebook: Casebook, tmp_path: Path) -> None:
    report, (first, second) = imported(
        casebook,
        tmp_path,
        "date,kind,summary,Vaccine,value,critical\n14/3/2024,gp_contact,x,MMR,16.4,no\n15/3/2024,weight,x,MMR,16.4,\n",
    )
    assert codes(report) == [
        (2, "value", "value-unplaced"), (2, "Vaccine", "value-unplaced"), (3, "Vaccine", "value-unplaced"),
    ]  # fmt: skip
    assert first.notes == "value: 16.4; Vaccine: MMR"
    assert (second.notes, second.measured) == ("Vaccine: MMR", "16.4 kg")
    assert not report.needs_a_look


def test_a_detail_that_cannot_be_read_is_kept_and_said(casebook: Casebook, tmp_path: Path) -> None:
    report, events = imported(
        casebook,
        tmp_path,
        "date,kind,summary,days_supplied,due,mobility,presentation,value\n14/3/2024,supplied,x,four weeks,31/2/2025,,,\n"
        "15/3/2024,bruise,x,,,sideways,,\n16/3/2024,note,x,,,,3; 13 4,\n17/3/2024,weight,x,,,,,2000000\n",
    )
    assert codes(report) == [
        (2, "days_supplied", "value-unknown"), (2, "due", "value-unknown"), (3, "mobility", "value-unknown"),
        (4, "presentation", "value-unknown"), (5, "value", "value-unknown"),
    ]  # fmt: skip
    assert [e.notes for e in events] == [
        "days_supplied: four weeks; due: 31/2/2025", "mobility: sideways", "presentation: 3; 13 4", "value: 2000000",
    ]  # fmt: skip
    assert events[2].presentation == (3, 4)
    assert report.needs_a_look


@pytest.mark.parametrize(("typed", "signs"), [("", ()), ("1", (1,)), ("1, 12;4 4", (1, 12, 4)), ("12 11 10", (12, 11, 10))])
def test_signs_of_the_perplexing_presentations_form(
    casebook: Casebook, tmp_path: Path, typed: str, signs: tuple[int, ...]
) -> None:
    report, (event,) = imported(casebook, tmp_path, f'date,summary,presentation\n14/3/2024,x,"{typed}"\n')
    assert (event.presentation, report.issues) == (signs, ())


def test_brothers_and_sisters_share_the_entry_of_a_row(casebook: Casebook, tmp_path: Path) -> None:
    sam = casebook.add_child("Sam Tarn", "3/4/2019")
    robin = casebook.add_child("Robin Tarn", "1/1/2021", reference="R-2")
    kit = casebook.add_child("Ash, Kit", "1/1/2022")
    rows = ("Robin", '"Ash, Kit; robin tarn"', '"R-2, Kit"', "Sam Tarn", '"Robin; Nobody, Tarn"')
    table = "date,summary,Children\n" + "".join(f"{n}/3/2024,entry {n},{cell}\n" for n, cell in enumerate(rows, 1))
    report, events = imported(casebook, tmp_path, table)
    assert [e.children for e in events] == [
        (sam.id, robin.id), (sam.id, kit.id, robin.id), (sam.id, robin.id, kit.id), (sam.id,), (sam.id, robin.id),
    ]  # fmt: skip
    assert codes(report) == [(6, "children", "child-unknown"), (6, "children", "child-unknown")]
    assert [i.value for i in report.issues] == ["Nobody", "Tarn"]
    assert events[4].notes == "children: Nobody, Tarn"
    assert report.needs_a_look
    assert [e.summary for e in casebook.chronology(robin.id).events] == ["entry 1", "entry 2", "entry 3", "entry 5"]
    again, _ = imported(casebook, tmp_path, table)
    assert (again.added, len(again.duplicates)) == ((), 5)
