"""The typed details that a row gives, by the kind of its entry."""

from __future__ import annotations

from dataclasses import replace

from chronology_tui.domain.dates import DateContext
from chronology_tui.domain.entry_columns import COLUMNS_OF, DETAIL_FIELDS, DETAILS_TYPES, MEETING_COLUMNS, details_type
from chronology_tui.domain.kinds import Kind
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
from chronology_tui.importing.row_values import MOST_DAYS, MOST_NIGHTS, RowValues, code_of

__all__ = ["COLUMNS_OF", "DETAIL_FIELDS", "details_of", "details_type", "measure_of", "read_details"]

_SAID_EVEN_EMPTY = (AppointmentDetails, AdmissionDetails, MeasurementDetails)
_MEASURES = {
    Kind.WEIGHT: ("weight", "kg"), Kind.HEIGHT: ("height or length", "cm"), Kind.HEAD_CIRCUMFERENCE: ("head circumference", "cm"),
    Kind.HBA1C: ("HbA1c", "mmol/mol"), Kind.PEAK_FLOW: ("peak flow", "L/min"),
}  # fmt: skip


def details_of(row: RowValues, kind: Kind, dates: DateContext) -> Details | None:
    """Return the details of an entry of ``kind``; values that such an entry has no field for are kept in the notes.

    An entry that an export wrote names the type of its details, or has none.
    """
    named = _named_type(row)
    wanted = named if named is not None or row.exact else details_type(kind)
    details = read_details(wanted, row, kind, dates) if wanted is not None else None
    row.keep_unplaced((*DETAIL_FIELDS, "explanation_fits", *MEETING_COLUMNS), kind.label)
    if named is not None or isinstance(details, _SAID_EVEN_EMPTY):
        return details
    return details if details is not None and details.model_dump(exclude_defaults=True) else None


def _named_type(row: RowValues) -> type[Record] | None:
    typed = row.text("details_type")
    if not typed:
        return None
    named = DETAILS_TYPES.get(code_of(typed))
    if named is None:
        row.keep_unknown("details_type", IssueCode.VALUE_UNKNOWN, f"not one of {', '.join(DETAILS_TYPES)}")
    return named


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
        found = AdmissionDetails(reason=row.text("reason"), planned=row.flag("planned"), nights=_nights(row))
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
    elif wanted is MeetingDetails:
        found = MeetingDetails(**{field: row.text(column) for column, field in MEETING_COLUMNS.items()})
    return found


def measure_of(kind: Kind) -> str:
    """Return the name of what an entry of ``kind`` measures, empty where the kind does not say."""
    return _MEASURES.get(kind, ("", ""))[0]


def _measurement(row: RowValues, kind: Kind) -> MeasurementDetails | None:
    value = row.number_of("value")
    if value is None:
        return None
    measure, unit = ("", "") if row.exact else _MEASURES.get(kind, ("", ""))
    try:
        return MeasurementDetails(measure=row.text("measure") or measure, value=value, unit=row.text("unit") or unit)
    except ValueError:
        row.read -= {"measure", "unit"}
        row.keep_unknown("value", IssueCode.VALUE_UNKNOWN, "not a value that can be measured")
        return None


def _nights(row: RowValues) -> int | None:
    """Return the nights of a stay; a table from elsewhere that gives more than ten years of them is asked to look again."""
    return row.days("nights", MOST_NIGHTS if row.exact else MOST_DAYS)


def _injury(row: RowValues) -> InjuryDetails:
    """Return the details of an injury; an explanation is one of our words for how it fits, or else what was said."""
    typed = row.text("explanation")
    apart = row.member("explanation_fits", Explanation)
    fits = apart is None and code_of(typed) in set(Explanation)
    return InjuryDetails(
        site=row.text("site"),
        explanation_given="" if fits else typed,
        explanation=Explanation(code_of(typed)) if fits else apart or Explanation.NOT_RECORDED,
        mobility=row.member("mobility", Mobility) or Mobility.NOT_RECORDED,
    )
