"""The appointment ribbon and its table: the same counts, one reading of what an entry says of an appointment."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.records import AppointmentDetails, Event
from chronology_tui.report.document import Outcome, ReportDocument, Ribbon, Table

if TYPE_CHECKING:
    from tests.report.conftest import CaseKit, Reader

WNB = Kind.WAS_NOT_BROUGHT


def ribbon(document: ReportDocument, read: Reader) -> Ribbon:
    (figure,) = [b for b in read.section(document, "Appointments").blocks if isinstance(b, Ribbon)]
    return figure


def rows(document: ReportDocument, read: Reader) -> dict[str, dict[str, str]]:
    """Return the table as a mapping of service to its cells by heading, with what stands below the name as "Also"."""
    (table,) = [b for b in read.section(document, "Appointments").blocks if isinstance(b, Table)]
    headings = [column.heading for column in table.columns][1:]
    told: dict[str, dict[str, str]] = {}
    for row in table.rows:
        (name, *also), *cells = [["".join(run.text for run in line) for line in cell.lines] for cell in row.cells]
        told[name] = {**dict(zip(headings, map("".join, cells), strict=True)), **({"Also": also[0]} if also else {})}
    return told


def conference(kit: CaseKit, events: list[Event], **values: object) -> ReportDocument:
    return kit.build(events, (), pack="conference", **values)


def test_each_service_is_a_lane_and_each_contact_a_mark(kit: CaseKit, read: Reader) -> None:
    kinds = (
        Kind.ATTENDED, Kind.ATTENDED_LATE, WNB, Kind.LATE_NOT_SEEN, Kind.NO_ACCESS, Kind.LEFT_BEFORE_SEEN,
        Kind.CANCELLED_BY_FAMILY, Kind.RESCHEDULED_BY_FAMILY, Kind.CANCELLED_BY_SERVICE, Kind.DECLINED_BY_YOUNG_PERSON,
    )  # fmt: skip
    events = [kit.event(n, f"2024-03-{n + 1:02}", kind, service="Physiotherapy") for n, kind in enumerate(kinds)]
    events.append(kit.event(20, "2024-04-01", Kind.ATTENDED, service="Orthotics"))
    events.append(kit.event(21, "2024-04-02", Kind.DISCHARGED_NON_ATTENDANCE, service="Orthotics"))
    figure = ribbon(conference(kit, events), read)
    assert [lane.label for lane in figure.lanes] == ["Physiotherapy", "Orthotics"]
    assert [mark.outcome for mark in figure.lanes[0].marks] == [
        Outcome.ATTENDED, Outcome.LATE, Outcome.MISSED, Outcome.MISSED, Outcome.MISSED, Outcome.OTHER, Outcome.FAMILY,
        Outcome.FAMILY, Outcome.SERVICE, Outcome.OTHER,
    ]  # fmt: skip
    assert len(figure.lanes[1].marks) == 1  # a discharge is no appointment
    assert (figure.first, figure.last) == (date(2024, 3, 1), date(2024, 4, 1))
    assert "Orthotics: 1 attended." in figure.alternative


def test_the_table_holds_the_same_as_data(kit: CaseKit, read: Reader) -> None:
    kinds = [
        Kind.ATTENDED,
        WNB,
        WNB,
        Kind.LATE_NOT_SEEN,
        Kind.ATTENDED_LATE,
        WNB,
        Kind.CANCELLED_BY_FAMILY,
        Kind.CANCELLED_BY_SERVICE,
    ]
    events = [kit.event(n, f"2024-03-{n + 1:02}", kind, service="Physiotherapy") for n, kind in enumerate(kinds)]
    events.append(kit.event(20, "2024-04-01", Kind.ATTENDED, service="Orthotics"))
    told = rows(conference(kit, events), read)
    assert told["Physiotherapy"] == {
        "Offered": "7",
        "Attended": "1",
        "Late": "1",
        "Not brought": "3",
        "Cancelled by family": "1",
        "By service": "1",
        "Also": "also late, not seen 1",
        "Share missed": "57%",
        "Longest run missed": "3",
    }
    assert told["All services"]["Share missed"] == "50%"
    assert told["Orthotics"]["Longest run missed"] == "none"


def test_a_service_that_only_cancelled_offered_nothing(kit: CaseKit, read: Reader) -> None:
    events = [
        kit.event(1, "2024-03-01", Kind.CANCELLED_BY_SERVICE, service="ENT"),
        kit.event(2, "2024-03-02", WNB, service="Eyes"),
    ]
    assert rows(conference(kit, events), read)["ENT"]["Share missed"] == "none offered"


def test_possible_duplicates_count_once(kit: CaseKit, read: Reader) -> None:
    events = [kit.event(n, "2024-03-01", WNB, service="Physiotherapy") for n in range(3)]
    document = conference(kit, events)
    assert rows(document, read)["Physiotherapy"]["Not brought"] == "1"
    assert len(ribbon(document, read).lanes[0].marks) == 1


def test_a_young_persons_own_booking_is_not_counted_as_missed(kit: CaseKit, read: Reader) -> None:
    own = AppointmentDetails(booked_by_young_person=True)
    document = conference(kit, [kit.event(1, "2024-03-01", WNB, service="CAMHS", details=own), kit.event(2, "2024-03-02", WNB)])
    assert (
        rows(document, read)["CAMHS"] | {"Offered": "0", "Not brought": "0", "Also": "also young person's own choice 1"}
        == rows(document, read)["CAMHS"]
    )


def test_contacts_without_a_close_date_are_counted_in_the_caption(kit: CaseKit, read: Reader) -> None:
    events = [kit.event(1, "2024-03-01", WNB, service="ENT"), kit.event(2, "2023", WNB, service="ENT"), kit.event(3, "", WNB)]
    document = conference(kit, events)
    assert ribbon(document, read).caption.endswith("2 contacts without a close date are not drawn.")
    assert rows(document, read)["ENT"]["Offered"] == "2"
    assert rows(document, read)["Service not named"]["Offered"] == "1"


def test_a_run_that_hangs_on_an_uncertain_date_is_a_range(kit: CaseKit, read: Reader) -> None:
    events = [
        kit.event(1, "2024-01-10", WNB, service="ENT"),
        kit.event(2, "2024-02", Kind.ATTENDED, service="ENT"),
        kit.event(3, "2024-02-15", WNB, service="ENT"),
    ]
    assert rows(conference(kit, events), read)["ENT"]["Longest run missed"] == "1 to 2"


def test_without_offered_appointments_nothing_can_be_said(kit: CaseKit, read: Reader) -> None:
    for events in ([], [kit.event(1, "2024-03-01", Kind.GP_CONTACT)], [kit.event(1, "2024-03-01", Kind.REVIEW_MISSED)]):
        words = read.words(read.section(conference(kit, events), "Appointments"))
        assert words.startswith("No offered appointment is recorded with what came of it")


def test_only_undated_contacts_give_a_table_and_no_figure(kit: CaseKit, read: Reader) -> None:
    section = read.section(conference(kit, [kit.event(1, "", WNB, service="ENT")]), "Appointments")
    assert not [b for b in section.blocks if isinstance(b, Ribbon)]
    assert "100%" in read.words(section)


def test_many_services_are_drawn_up_to_a_limit_and_counted(kit: CaseKit, read: Reader) -> None:
    names = [f"Clinic {chr(ord('A') + n)}" for n in range(20)]
    events = [kit.event(n, f"2024-03-{n + 1:02}", WNB, service=name) for n, name in enumerate(names)]
    document = conference(kit, events)
    assert len(ribbon(document, read).lanes) == 14
    assert "6 services with fewer contacts stand in the table only." in ribbon(document, read).caption
    assert len(rows(document, read)) == 21
