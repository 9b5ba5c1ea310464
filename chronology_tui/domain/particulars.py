"""What the typed details of an entry say, in words: one place for the screen, the command line and the packs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from chronology_tui.domain.dates import UncertainDate, format_date
from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.records import (
    AdmissionDetails,
    AppointmentDetails,
    Details,
    Event,
    ImmunisationDetails,
    InjuryDetails,
    InvestigationDetails,
    MeasurementDetails,
    MedicineDetails,
    MeetingDetails,
    PlannedAction,
    ReviewDetails,
    UrgentCareDetails,
)
from chronology_tui.domain.vocabulary import ContactMode, Explanation, Mobility

_MODES = {
    ContactMode.IN_PERSON: ("in person", ""),  # the usual way goes without saying in running text
    ContactMode.TELEPHONE: ("by telephone", "By telephone"),
    ContactMode.VIDEO: ("by video", "By video"),
    ContactMode.HOME_VISIT: ("home visit", "At home"),
    ContactMode.NOT_RECORDED: ("", ""),
}
_EXPLANATIONS = {
    Explanation.CONSISTENT: "recorded as fitting the injury",
    Explanation.INCONSISTENT: "recorded as not fitting the injury, or as changed",
    Explanation.NONE_GIVEN: "none given",
    Explanation.NOT_RECORDED: "",
}
_MOBILITY = {Mobility.NOT_MOBILE: "not yet mobile", Mobility.MOBILE: "mobile", Mobility.NOT_RECORDED: ""}


@dataclass(frozen=True, slots=True)
class Particular:
    """One detail: a label with its words for a list of fields, and a sentence without a full stop for running text.

    The sentence is empty where
    it would go without saying).
    """

    label: str
    words: str
    sentence: str


def particulars(event: Event) -> tuple[Particular, ...]:
    """Return what the typed details, the signs and the agreed actions of an entry say, in a fixed order; empty parts left out."""
    found = [] if event.details is None else list(_of_details(event.details, event.kind))
    if event.presentation:
        signs = ", ".join(map(str, event.presentation))
        found.append(_labelled("signs (perplexing presentations form)", signs))
    found += [_labelled("agreed action", action_words(action)) for action in event.planned]
    return tuple(p for p in found if p.words)


def action_words(action: PlannedAction) -> str:
    """Return an agreed action in one line: what, who, by when, and whether it was done."""
    parts = [action.what]
    if action.owner:
        parts.append(f"by {action.owner}")
    if action.due is not None:
        parts.append(f"due {format_date(action.due)}")
    if action.done is not None:
        parts.append(f"done {format_date(action.done)}")
    if action.outcome:
        parts.append(action.outcome)
    return ", ".join(parts)


def _labelled(label: str, words: str) -> Particular:
    return Particular(label, words, f"{label[:1].upper()}{label[1:]}: {words}")


def _date(label: str, when: UncertainDate | None) -> Particular:
    return _labelled(label, "" if when is None else format_date(when))


def _flag(label: str, sentence: str, *, holds: bool) -> Particular:
    return Particular(label, "yes" if holds else "", sentence)


def _of_details(details: Details, kind: Kind) -> Iterator[Particular]:
    match details:
        case AppointmentDetails():
            if kind is not Kind.NO_ACCESS:  # an agreed visit to the home, by its name
                yield Particular("how", *_MODES[details.mode])
            yield _flag("critical care", "Marked as critical care", holds=details.critical)
            yield _flag("booked by the young person", "Booked by the young person", holds=details.booked_by_young_person)
            yield _labelled("notice given", _days(details.notice_days, none_at_all="on the day"))
            yield _labelled("reason given", details.reason)
        case AdmissionDetails():
            yield _labelled("reason", details.reason)
            yield _flag("planned", "Planned", holds=details.planned)
            if details.nights is not None:
                nights = f"{details.nights} {'night' if details.nights == 1 else 'nights'}"
                yield Particular("stayed", nights, f"Stayed {nights}")
        case UrgentCareDetails():
            yield _labelled("reason", details.reason)
            yield _date("began", details.onset)
            yield _flag("planned return", "A return that the service had planned", holds=details.planned_return)
        case MeasurementDetails():
            yield _labelled(details.measure or "measured", f"{details.value:f} {details.unit}".strip())
        case MedicineDetails():
            yield _labelled("medicine", " ".join(filter(None, (details.medicine, details.dose))))
            yield _labelled("supply for", _days(details.days_supplied))
            yield _flag("critical medicine", "Marked as a critical medicine", holds=details.critical)
            yield _flag("reliever", "A reliever inhaler", holds=details.reliever)
            yield _date("due", details.due)
        case ImmunisationDetails():
            yield _labelled("vaccine", " ".join(filter(None, (details.vaccine, details.dose))))
            yield _date("due", details.due)
        case ReviewDetails():
            yield _labelled("review", details.review)
            yield _date("due", details.due)
        case InjuryDetails():
            yield _labelled("where", details.site)
            yield _labelled("explanation given", details.explanation_given)
            yield _labelled("explanation", _EXPLANATIONS[details.explanation])
            yield _labelled("the child was", _MOBILITY[details.mobility])
        case InvestigationDetails():
            yield _labelled("test", details.test)
            yield _labelled("result", details.result)
        case MeetingDetails():
            yield _labelled("agency", details.agency)
            yield _labelled("outcome", details.outcome)
            yield _labelled("attended by", details.attended_by)


def _days(days: int | None, none_at_all: str = "0 days") -> str:
    if days is None:
        return ""
    return none_at_all if days == 0 else f"{days} {'day' if days == 1 else 'days'}"
