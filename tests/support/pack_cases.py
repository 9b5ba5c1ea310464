"""Whole invented cases for the tests of packs: a record of every kind, every field of words filled by whoever asks for the case.

Nobody in them exists. A case is made of a number of entries and of *words*: a function that is told what a field is, such as
"event.summary", and a running number, and returns what stands there. So one builder gives a case in every script of names, one
whose every field is hostile, and one whose every field holds names that have to go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import count
from pathlib import Path
from uuid import UUID

from chronology_tui.domain.dates.value import Precision, Qualifier, Remark, RemarkCode, UncertainDate
from chronology_tui.domain.kinds import Area, Kind
from chronology_tui.domain.records import (
    AdmissionDetails,
    AppointmentDetails,
    Bundle,
    Child,
    ChildStatus,
    Details,
    Disagreement,
    Event,
    FindingReview,
    Gestation,
    HouseholdRisk,
    ImmunisationDetails,
    InjuryDetails,
    InvestigationDetails,
    Involvement,
    MeasurementDetails,
    MedicineDetails,
    MeetingDetails,
    Person,
    PlannedAction,
    Relation,
    ReviewDetails,
    Source,
    UrgentCareDetails,
    Vulnerability,
)
from chronology_tui.domain.scales import Likelihood, Severity
from chronology_tui.domain.text import clean
from chronology_tui.domain.vocabulary import (
    Basis,
    ChildSeen,
    EscalationStage,
    Explanation,
    FamilyResponse,
    Handling,
    HouseholdRiskKind,
    Impact,
    Mobility,
    PartTaken,
    PersonKind,
    PlanCategory,
    RelationKind,
    SourceKind,
    StatusKind,
    Verdict,
    VulnerabilityKind,
)

Words = Callable[[str, int], str]
"""Returns the words of a field; given what it is and a running number."""

CHILD, SISTER, STRANGER = UUID(int=0xC1), UUID(int=0xC2), UUID(int=0xC3)
"""The child whose case it is, the sister, and a child of another family in the same store."""
MOTHER, STEPFATHER, GRAN, FRIEND, DOCTOR, STRANGERS_UNCLE, STRANGERS_NURSE = (UUID(int=0xD0 + n) for n in range(7))
OWN_NUMBER, SISTERS_NUMBER = "9997304241", "9434765919"
"""NHS numbers of the child and the sister: of the ranges that are given to nobody."""
LAST_DAY = date(2024, 8, 30)
CALM = (Kind.GP_CONTACT, Kind.ATTENDED, Kind.TELEPHONE_CONTACT, Kind.THERAPY, Kind.WEIGHT, Kind.DENTAL_CHECK, Kind.REVIEW_DONE)


def handling(n: int) -> Handling | None:
    """Return the mark of the entry number ``n`` of a case, if it has one."""
    marks = {3: Handling.RESTRICTED, 6: Handling.PRIVILEGED, 10: Handling.NOT_FOR_CARERS, 14: Handling.THIRD_PARTY}
    return marks.get(n % 40)


class CaseMaker:
    """Makes the records of one case."""

    def __init__(self, entries: int, words: Words, *, eventful: int) -> None:
        """The first ``eventful`` entries have every field and are of every kind; the rest are short and calm, as most are."""
        self._entries = entries
        self._words = words
        self._eventful = eventful
        self._number = count()
        self._sources = [self._source(n) for n in range(6)]

    def bundle(self) -> Bundle:
        """Return the whole store: the case, the sister, and a family that has nothing to do with them."""
        return Bundle(
            children=(self._child(CHILD), self._child(SISTER), self._child(STRANGER)),
            people=tuple(self._people()),
            sources=tuple(self._sources),
            events=tuple(self._events()),
            disagreements=tuple(self._disagreements()) if self._entries else (),
            reviews=tuple(self._reviews()) if self._entries else (),
        )

    def _say(self, field: str) -> str:
        return self._words(field, next(self._number))

    def _child(self, child: UUID) -> Child:
        own = child == CHILD
        start, end = date(2019, 4, 3), date(2021, 5, 6)
        who = {CHILD: "child", SISTER: "sister", STRANGER: "stranger"}[child]
        return Child(
            id=child, name=self._say(f"{who}.name"), birth=date(2019, 4, 3) if own else date(2021, 6, 9),
            gestation=Gestation(weeks=34) if own else None,
            nhs_number={CHILD: OWN_NUMBER, SISTER: SISTERS_NUMBER}.get(child, ""), reference=self._say(f"{who}.reference"),
            family_group=self._say(f"{who}.family_group"), household=self._say(f"{who}.household"),
            conditions=(self._say(f"{who}.condition"), self._say(f"{who}.condition")),
            vulnerabilities=(
                Vulnerability(kind=VulnerabilityKind.DISABILITY, note=self._say(f"{who}.vulnerability"), start=start),
            ),
            household_risks=(
                HouseholdRisk(kind=HouseholdRiskKind.HOUSING, note=self._say(f"{who}.risk"), start=start, end=end),
            ),
            statuses=(
                ChildStatus(kind=StatusKind.PROTECTION_PLAN, category=PlanCategory.NEGLECT, start=date(2023, 1, 5)),
                ChildStatus(kind=StatusKind.EARLY_HELP, start=date(2020, 2, 3), end=date(2020, 9, 1)),
            ),
            lead_professional=self._say(f"{who}.lead_professional"),
            parental_responsibility=self._say(f"{who}.parental_responsibility"), marking=self._say(f"{who}.marking"),
            sharing_basis=self._say(f"{who}.sharing_basis"),
        )  # fmt: skip

    def _people(self) -> Iterator[Person]:
        for person, who, kind, child in (
            (MOTHER, "mother", RelationKind.MOTHER, CHILD),
            (STEPFATHER, "stepfather", RelationKind.STEP_PARENT, CHILD),
            (GRAN, "gran", RelationKind.GRANDPARENT, CHILD),
            (FRIEND, "friend", RelationKind.FRIEND, CHILD),
            (DOCTOR, "doctor", RelationKind.PROFESSIONAL, CHILD),
            (STRANGERS_UNCLE, "strangers_uncle", RelationKind.RELATIVE, STRANGER),
            (STRANGERS_NURSE, "strangers_nurse", RelationKind.PROFESSIONAL, STRANGER),
        ):
            professional = kind is RelationKind.PROFESSIONAL
            yield Person(
                id=person, name=self._say(f"{who}.name"), kind=PersonKind.PROFESSIONAL if professional else PersonKind.FAMILY,
                role=self._say(f"{who}.role") if professional else "", agency=self._say(f"{who}.agency") if professional else "",
                relations=(Relation(child=child, kind=kind, words=self._say(f"{who}.relation")),),
                third_party=person == FRIEND, notes=self._say(f"{who}.notes"),
            )  # fmt: skip

    def _source(self, n: int) -> Source:
        return Source(
            id=UUID(int=0x5000 + n), title=f"{self._say('source.title')} {n}", kind=list(SourceKind)[n],
            agency=self._say("source.agency"), reference=self._say("source.reference"), dated=self._date(n * 50),
            checked=n % 2 == 0, available=n != 5, notes=self._say("source.notes"),
        )  # fmt: skip

    def _date(self, days_ago: int) -> UncertainDate:
        """Return one of the kinds of dates, with words as typed and a remark."""
        day, typed = LAST_DAY - timedelta(days=days_ago), self._say("date.text")
        match days_ago % 9:
            case 1:
                return UncertainDate(typed, Qualifier.BEFORE, Precision.DAY, None, day)
            case 2:
                return UncertainDate(typed, Qualifier.AFTER, Precision.DAY, day - timedelta(days=30), None)
            case 3:
                return UncertainDate(typed, Qualifier.BETWEEN, Precision.DAY, day - timedelta(days=20), day)
            case 4:
                remark = Remark(next(iter(RemarkCode)), self._say("date.remark"))
                return UncertainDate(typed, Qualifier.UNCERTAIN, Precision.DAY, day, day, 0, (remark,))
            case _:
                return UncertainDate(typed, Qualifier.EXACT, Precision.DAY, day, day)

    def _events(self) -> Iterator[Event]:
        for n in range(self._entries):
            yield self._event(n)

    def _when(self, n: int) -> UncertainDate:
        if n % 23 == 5:
            return UncertainDate.undated(self._say("date.text"))
        return self._date(n * 7 % 1900 if n % 3 else n * 5 % 300)

    def _event(self, n: int) -> Event:
        return self._rich(n) if n < self._eventful else self._calm(n)

    def _calm(self, n: int) -> Event:
        kind, severities = CALM[n % len(CALM)], (Severity.NOT_RATED, Severity.NONE, Severity.LOW)
        return Event(
            id=UUID(int=0x10000 + n), children=(CHILD,), when=self._when(n), kind=kind, area=kind.area,
            summary=self._say("event.summary"), source=self._sources[n % 5].id, severity=severities[n % 3],
            planned=self._planned(n) if n % 20 == 0 else (),
        )  # fmt: skip

    def _rich(self, n: int) -> Event:
        # Every third entry is a contact that did not come about with one service, so that rules have something to find.
        missed = n % 3 == 0 and n < 90
        kind = Kind.WAS_NOT_BROUGHT if missed else list(Kind)[n % len(Kind)]
        return Event(
            id=UUID(int=0x10000 + n), children=(CHILD, SISTER) if n % 8 == 1 else (CHILD,), when=self._when(n),
            at=time(9, 5) if n % 4 == 0 else None, kind=kind, area=kind.area,
            service=self._words("event.service", 0) if missed else self._say("event.service"),
            place=self._say("event.place"), summary=self._say("event.summary"), quote=self._say("event.quote"),
            source=self._sources[n % 5].id, page=self._say("event.page"), basis=list(Basis)[n % len(Basis)],
            professional=self._say("event.professional"), brought_by=self._say("event.brought_by"),
            present=self._say("event.present"), people=self._involved(n), child_seen=list(ChildSeen)[n % len(ChildSeen)],
            child_voice=self._say("event.child_voice"), impact=list(Impact)[n % len(Impact)],
            impact_note=self._say("event.impact_note"), action=self._say("event.action"),
            family_response=list(FamilyResponse)[n % len(FamilyResponse)], response_note=self._say("event.response_note"),
            severity=list(Severity)[n % len(Severity)], likelihood=list(Likelihood)[n % len(Likelihood)],
            details=self._details(kind, n), key=n % 5 == 0, presentation=(n % 12 + 1,) if n % 5 == 2 else (),
            handling=(handling(n),) if handling(n) else (), planned=self._planned(n), notes=self._say("event.notes"),
        )  # fmt: skip

    @staticmethod
    def _involved(n: int) -> tuple[Involvement, ...]:
        people = (MOTHER, STEPFATHER, GRAN, FRIEND, DOCTOR)
        parts = list(PartTaken)
        return (Involvement(person=people[n % 5], part=parts[n % len(parts)]),) if n % 2 else ()

    def _planned(self, n: int) -> tuple[PlannedAction, ...]:
        if n % 9 != 1 and n < self._eventful:
            return ()
        return tuple(
            PlannedAction(
                id=UUID(int=0xA0000 + 2 * n + k), what=self._say("action.what"), owner=self._say("action.owner"),
                due=self._date(n + 40), done=self._date(n) if k else None, outcome=self._say("action.outcome"),
            )
            for k in range(2)
        )  # fmt: skip

    def _details(self, kind: Kind, n: int) -> Details | None:  # noqa: PLR0911 - one for each area that has details
        say = self._say
        match kind.area:
            case Area.APPOINTMENTS:
                return AppointmentDetails(notice_days=2, reason=say("appointment.reason"), critical=n % 12 == 0)
            case Area.URGENT_CARE if n % 2:
                return AdmissionDetails(reason=say("admission.reason"), nights=2)
            case Area.URGENT_CARE:
                return UrgentCareDetails(reason=say("urgent.reason"), onset=self._date(n))
            case Area.GROWTH:
                return MeasurementDetails(measure=say("measure.measure"), value=Decimal("16.4"), unit=self._unit(kind))
            case Area.MEDICINES:
                return MedicineDetails(medicine=say("medicine.medicine"), dose=say("medicine.dose"), due=self._date(n))
            case Area.PREVENTION if n % 2:
                return ImmunisationDetails(vaccine=say("vaccine.vaccine"), dose=say("vaccine.dose"), due=self._date(n))
            case Area.PREVENTION:
                return ReviewDetails(review=say("review.review"), due=self._date(n))
            case Area.INJURY:
                return InjuryDetails(
                    site=say("injury.site"), explanation_given=say("injury.explanation"), explanation=Explanation.INCONSISTENT,
                    mobility=Mobility.MOBILE,
                )  # fmt: skip
            case Area.CARE:
                return InvestigationDetails(test=say("test.test"), result=say("test.result"))
            case Area.SAFEGUARDING:
                return MeetingDetails(
                    agency=say("meeting.agency"), outcome=say("meeting.outcome"), attended_by=say("meeting.attended_by")
                )  # fmt: skip
        return None

    def _unit(self, kind: Kind) -> str:
        return "kg" if kind is Kind.WEIGHT else self._say("measure.unit") or "cm"

    def _disagreements(self) -> Iterator[Disagreement]:
        for n, child in enumerate((CHILD, CHILD, STRANGER)):
            yield Disagreement(
                id=UUID(int=0xB000 + n), child=child, with_whom=self._say("disagreement.with_whom"),
                about=self._say("disagreement.about"), stage=EscalationStage.MANAGERS, raised=self._date(n * 30 + 90),
                settled=self._date(n) if n % 2 else None, outcome=self._say("disagreement.outcome"),
            )  # fmt: skip

    def _reviews(self) -> Iterator[FindingReview]:
        """Yield the worker's own analysis of what is found about the service that the child was not brought to."""
        subject = clean(self._words("event.service", 0))
        yield FindingReview(
            id=UUID(int=0xE001), child=CHILD, finding=f"was-not-brought:{subject.casefold()}", rule="was-not-brought",
            subject=subject, verdict=Verdict.ACCEPTED, reason=self._say("review.reason"), analysis=self._say("review.analysis"),
            digest="0" * 64, as_of=LAST_DAY, made=datetime(2024, 8, 1, tzinfo=UTC), by=self._say("review.by"),
        )  # fmt: skip


def write_case(path: Path, entries: int, words: Words, *, eventful: int = 200) -> Path:
    """Write a case as a bundle that ``import`` reads."""
    path.write_text(CaseMaker(entries, words, eventful=eventful).bundle().model_dump_json(), encoding="utf-8")
    return path
