"""The typed details that a row gives, by the kind of its entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from chronology_tui.domain.dates import DateContext
from chronology_tui.domain.kinds import Area, Kind
from chronology_tui.domain.records import (
    AdmissionDetails,
    AppointmentDetails,
    Details,
    ImmunisationDetails,
    InjuryDetails,
    InvestigationDetails,
    MeasurementDetails,
    MedicineDetails,
    MeetingDetails,
    Record,
    ReviewDetails,
    UrgentCareDetails,
)
from chronology_tui.domain.vocabulary import ContactMode, Explanation, Mobility
from chronology_tui.importing.candidates import IssueCode
from chronology_tui.importing.row_values import RowValues, code_of

DETAIL_FIELDS = (
    "measure", "value", "unit", "medicine", "dose", "days_supplied", "reliever", "vaccine", "review", "due", "onset", "site",
    "explanation", "mobility", "test", "result", "critical", "notice_days", "mode", "reason", "nights", "planned",
    "booked_by_young_person",
)  # fmt: skip
"""Columns that only entries of some kinds have a field for."""

_STAYS = frozenset({Kind.ADMISSION, Kind.INTENSIVE_CARE, Kind.NEONATAL_STAY})
_IMMUNISATIONS = frozenset({Kind.IMMUNISATION_GIVEN, Kind.IMMUNISATION_DECLINED, Kind.IMMUNISATION_MISSED})
_REVIEWS = frozenset({Kind.REVIEW_DONE, Kind.REVIEW_MISSED, Kind.SCREENING, Kind.VISION, Kind.HEARING})
_INVESTIGATIONS = frozenset({Kind.INVESTIGATION_NORMAL, Kind.INVESTIGATION_ABNORMAL, Kind.INVESTIGATION_INCONCLUSIVE})
_OF_AREA: Mapping[Area, type[Record]] = {
    Area.APPOINTMENTS: AppointmentDetails, Area.GROWTH: MeasurementDetails, Area.URGENT_CARE: UrgentCareDetails,
    Area.MEDICINES: MedicineDetails, Area.INJURY: InjuryDetails,
}  # fmt: skip
_SAID_EVEN_EMPTY = (AppointmentDetails, AdmissionDetails, MeasurementDetails)
_MEASURES = {
    Kind.WEIGHT: ("weight", "kg"), Kind.HEIGHT: ("height or length", "cm"), Kind.HEAD_CIRCUMFERENCE: ("head circumference", "cm"),
    Kind.HBA1C: ("HbA1c", "mmol/mol"), Kind.PEAK_FLOW: ("peak flow", "L/min"),
}  # fmt: skip


COLUMNS_OF: Mapping[type[Record], Mapping[str, str]] = {
    AppointmentDetails: {n: n for n in ("mode", "booked_by_young_person", "critical", "notice_days", "reason")},
    AdmissionDetails: {n: n for n in ("reason", "planned", "nights")},
    UrgentCareDetails: {"reason": "reason", "onset": "onset", "planned": "planned_return"},
    MeasurementDetails: {n: n for n in ("measure", "value", "unit")},
    MedicineDetails: {n: n for n in ("medicine", "dose", "days_supplied", "critical", "reliever", "due")},
    ImmunisationDetails: {n: n for n in ("vaccine", "dose", "due")},
    ReviewDetails: {n: n for n in ("review", "due")},
    InjuryDetails: {"site": "site", "explanation": "explanation_given", "mobility": "mobility"},
    InvestigationDetails: {n: n for n in ("test", "result")},
    MeetingDetails: {},
}
"""The field of the details that each column fills. The explanation of an injury has two fields for one column: our word for
how it fits goes to ``explanation``, anything else is what was said."""


def details_type(kind: Kind) -> type[Record] | None:
    """Return the class of the details that entries of ``kind`` have; None for kinds without details of their own."""
    for kinds, found in (
        (_STAYS, AdmissionDetails), (_IMMUNISATIONS, ImmunisationDetails), (_REVIEWS, ReviewDetails),
        (_INVESTIGATIONS, InvestigationDetails),
    ):  # fmt: skip
        if kind in kinds:
            return found
    return _OF_AREA.get(kind.area)


def details_of(row: RowValues, kind: Kind, dates: DateContext) -> Details | None:
    """Return the details of an entry of ``kind``; values that such an entry has no field for are kept in the notes."""
    wanted = details_type(kind)
    details = read_details(wanted, row, kind, dates) if wanted is not None else None
    row.keep_unplaced(DETAIL_FIELDS, kind.label)
    if isinstance(details, _SAID_EVEN_EMPTY):
        return details
    return details if details is not None and details.model_dump(exclude_defaults=True) else None


def read_details(wanted: type[Record], row: RowValues, kind: Kind, dates: DateContext) -> Details | None:
    """Return the details of a class from the columns of ``row``, or None where they do not make any."""
    later = replace(dates, planned=True)
    found: Details | None = None
    if wanted is AppointmentDetails:
        found = AppointmentDetails(
            mode=row.member("mode", ContactMode) or ContactMode.NOT_RECORDED,
            booked_by_young_person=row.flag("booked_by_young_person"), critical=row.flag("critical"),
            notice_days=row.days("notice_days"), reason=row.text("reason"),
        )  # fmt: skip
    elif wanted is AdmissionDetails:
        found = AdmissionDetails(reason=row.text("reason"), planned=row.flag("planned"), nights=row.days("nights"))
    elif wanted is MeasurementDetails:
        found = _measurement(row, kind)
    elif wanted is UrgentCareDetails:
        found = UrgentCareDetails(reason=row.text("reason"), onset=row.date("onset", dates), planned_return=row.flag("planned"))
    elif wanted is MedicineDetails:
        found = MedicineDetails(
            medicine=row.text("medicine"), dose=row.text("dose"), days_supplied=row.days("days_supplied"),
            critical=row.flag("critical"), reliever=row.flag("reliever"), due=row.date("due", later),
        )  # fmt: skip
    elif wanted is ImmunisationDetails:
        found = ImmunisationDetails(vaccine=row.text("vaccine"), dose=row.text("dose"), due=row.date("due", later))
    elif wanted is ReviewDetails:
        found = ReviewDetails(review=row.text("review"), due=row.date("due", later))
    elif wanted is InjuryDetails:
        found = _injury(row)
    elif wanted is InvestigationDetails:
        found = InvestigationDetails(test=row.text("test"), result=row.text("result"))
    return found


def measure_of(kind: Kind) -> str:
    """Return the name of what an entry of ``kind`` measures, empty where the kind does not say."""
    return _MEASURES.get(kind, ("", ""))[0]


def _measurement(row: RowValues, kind: Kind) -> MeasurementDetails | None:
    value = row.number_of("value")
    if value is None:
        return None
    measure, unit = _MEASURES.get(kind, ("", ""))
    try:
        return MeasurementDetails(measure=row.text("measure") or measure, value=value, unit=row.text("unit") or unit)
    except ValueError:
        row.read -= {"measure", "unit"}
        row.keep_unknown("value", IssueCode.VALUE_UNKNOWN, "not a value that can be measured")
        return None


def _injury(row: RowValues) -> InjuryDetails:
    """Return the details of an injury; an explanation is one of our words for how it fits, or else what was said."""
    typed = row.text("explanation")
    fits = code_of(typed) in set(Explanation)
    return InjuryDetails(
        site=row.text("site"),
        explanation_given="" if fits else typed,
        explanation=Explanation(code_of(typed)) if fits else Explanation.NOT_RECORDED,
        mobility=row.member("mobility", Mobility) or Mobility.NOT_RECORDED,
    )
