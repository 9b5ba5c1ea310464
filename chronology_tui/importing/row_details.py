"""The typed details that a row gives, by the kind of its entry."""

from __future__ import annotations

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
_MEASURES = {
    Kind.WEIGHT: ("weight", "kg"), Kind.HEIGHT: ("height or length", "cm"), Kind.HEAD_CIRCUMFERENCE: ("head circumference", "cm"),
    Kind.HBA1C: ("HbA1c", "mmol/mol"), Kind.PEAK_FLOW: ("peak flow", "L/min"),
}  # fmt: skip


def details_of(row: RowValues, kind: Kind, dates: DateContext) -> Details | None:
    """Return the details of an entry of ``kind``; values that such an entry has no field for are kept in the notes."""
    details = _details(row, kind, dates)
    row.keep_unplaced(DETAIL_FIELDS, kind.label)
    return details


def _details(row: RowValues, kind: Kind, dates: DateContext) -> Details | None:
    if kind.area is Area.APPOINTMENTS:
        return AppointmentDetails(
            mode=row.member("mode", ContactMode) or ContactMode.NOT_RECORDED,
            booked_by_young_person=row.flag("booked_by_young_person"),
            critical=row.flag("critical"),
            notice_days=row.days("notice_days"),
            reason=row.text("reason"),
        )
    if kind in _STAYS:
        return AdmissionDetails(reason=row.text("reason"), planned=row.flag("planned"), nights=row.days("nights"))
    if kind.area is Area.GROWTH:
        return _measurement(row, kind)
    found: Details | None = None
    later = replace(dates, planned=True)
    if kind.area is Area.URGENT_CARE:
        found = UrgentCareDetails(reason=row.text("reason"), onset=row.date("onset", dates), planned_return=row.flag("planned"))
    elif kind.area is Area.MEDICINES:
        found = MedicineDetails(
            medicine=row.text("medicine"), dose=row.text("dose"), days_supplied=row.days("days_supplied"),
            critical=row.flag("critical"), reliever=row.flag("reliever"), due=row.date("due", later),
        )  # fmt: skip
    elif kind in _IMMUNISATIONS:
        found = ImmunisationDetails(vaccine=row.text("vaccine"), dose=row.text("dose"), due=row.date("due", later))
    elif kind in _REVIEWS:
        found = ReviewDetails(review=row.text("review"), due=row.date("due", later))
    elif kind.area is Area.INJURY:
        found = _injury(row)
    elif kind in _INVESTIGATIONS:
        found = InvestigationDetails(test=row.text("test"), result=row.text("result"))
    return found if found is not None and found.model_dump(exclude_defaults=True) else None


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
