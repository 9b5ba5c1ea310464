"""Generated records of every kind, with text that nobody types by accident."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

from hypothesis import strategies as st

from chronology_tui.domain.dates import Precision, Qualifier, Remark, RemarkCode, UncertainDate
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
    ExportRecord,
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
from chronology_tui.domain.text import clean, fold
from chronology_tui.domain.vocabulary import (
    Basis,
    CaseState,
    ChildSeen,
    ContactMode,
    EscalationStage,
    Explanation,
    FamilyResponse,
    FatherKnown,
    Handling,
    HouseholdRiskKind,
    Impact,
    Mobility,
    PartTaken,
    PersonKind,
    PlanCategory,
    RelationKind,
    Sex,
    SourceKind,
    StatusKind,
    Verdict,
    VulnerabilityKind,
)

HOSTILE = (
    "[/red] %s {x} <b>&amp;", "=HYPERLINK(1)", "a\x00b", "\x1b[31mred", "\u202eevil\u2066", "one\ntwo\r\nthree", "👩‍👧 🙂",
    "محمد", "王芳", "Sia\u0302n", '"}],"x":{"', "\\u0041\\", "\ud800 half", "'; DROP TABLE event; --", "\u2028\u0085", "ß" * 300,
)  # fmt: skip
"""Texts that break careless programs: mark-up, formats, controls, direction, quotes, a half character."""

WORDS: st.SearchStrategy[str] = st.one_of(st.text(max_size=30), st.sampled_from(HOSTILE))
SOME_WORDS: st.SearchStrategy[str] = WORDS.filter(lambda text: clean(text) != "")
DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))
NUMBERS = ("", "9434765919", "9997304241")
_PERIODS = st.tuples(st.none() | DAYS, st.none() | DAYS).map(
    lambda days: (days[0], days[1]) if None in days or days[0] <= days[1] else (days[1], days[0])  # type: ignore[operator]
)


@st.composite
def whens(draw: st.DrawFn) -> UncertainDate:
    """Return an uncertain date of any qualifier; its text travels as typed, and holds no half characters."""
    texts = WORDS.map(lambda text: text.encode("utf-8", "replace").decode())
    qualifier = draw(st.sampled_from(Qualifier))
    first, last = sorted((draw(DAYS), draw(DAYS)))
    bounds = {
        Qualifier.UNDATED: (None, None), Qualifier.BEFORE: (None, last), Qualifier.AFTER: (first, None),
    }.get(qualifier, (first, last))  # fmt: skip
    remarks = tuple(draw(st.lists(st.builds(Remark, st.sampled_from(RemarkCode), texts), max_size=2)))
    return UncertainDate(draw(texts), qualifier, draw(st.sampled_from(Precision)), *bounds, draw(st.integers(-9, 9)), remarks)


def _maybe(strategy: st.SearchStrategy[UncertainDate]) -> st.SearchStrategy[UncertainDate | None]:
    return st.none() | strategy


DETAILS: st.SearchStrategy[Details] = st.one_of(
    st.builds(
        AppointmentDetails, mode=st.sampled_from(ContactMode), booked_by_young_person=st.booleans(), critical=st.booleans(),
        notice_days=st.none() | st.integers(0, 3650), reason=WORDS,
    ),
    st.builds(AdmissionDetails, reason=WORDS, planned=st.booleans(), nights=st.none() | st.integers(0, 36500)),
    st.builds(UrgentCareDetails, reason=WORDS, onset=_maybe(whens()), planned_return=st.booleans()),
    st.builds(
        MeasurementDetails, measure=WORDS, value=st.decimals(0, 1_000_000, places=4, allow_nan=False), unit=WORDS
    ),
    st.builds(
        MedicineDetails, medicine=WORDS, dose=WORDS, days_supplied=st.none() | st.integers(0, 3650), critical=st.booleans(),
        reliever=st.booleans(), due=_maybe(whens()),
    ),
    st.builds(ImmunisationDetails, vaccine=WORDS, dose=WORDS, due=_maybe(whens())),
    st.builds(ReviewDetails, review=WORDS, due=_maybe(whens())),
    st.builds(
        InjuryDetails, site=WORDS, explanation_given=WORDS, explanation=st.sampled_from(Explanation),
        mobility=st.sampled_from(Mobility),
    ),
    st.builds(InvestigationDetails, test=WORDS, result=WORDS),
    st.builds(MeetingDetails, agency=WORDS, outcome=WORDS, attended_by=WORDS),
)  # fmt: skip

PLANNED = st.builds(
    PlannedAction, id=st.uuids(), what=SOME_WORDS, owner=WORDS, due=_maybe(whens()), done=_maybe(whens()), outcome=WORDS
)


@st.composite
def children(draw: st.DrawFn, child_id: UUID) -> Child:
    """Return a child with every field."""
    statuses = [
        ChildStatus(kind=draw(st.sampled_from(StatusKind)), category=draw(st.sampled_from(PlanCategory)), start=start, end=end)
        for start, end in draw(st.lists(_PERIODS, max_size=2))
        if start is not None
    ]
    vulnerabilities = [
        Vulnerability(kind=draw(st.sampled_from(VulnerabilityKind)), note=draw(WORDS), start=start, end=end)
        for start, end in draw(st.lists(_PERIODS, max_size=2))
    ]
    risks = [
        HouseholdRisk(kind=draw(st.sampled_from(HouseholdRiskKind)), note=draw(WORDS), start=start, end=end)
        for start, end in draw(st.lists(_PERIODS, max_size=2))
    ]
    return Child(
        id=child_id, name=draw(SOME_WORDS), birth=draw(st.none() | DAYS), unborn=draw(st.booleans()),
        sex=draw(st.sampled_from(Sex)),
        gestation=draw(st.none() | st.builds(Gestation, weeks=st.integers(20, 44), days=st.integers(0, 6))),
        nhs_number=draw(st.sampled_from(NUMBERS)), reference=draw(WORDS), family_group=draw(WORDS), household=draw(WORDS),
        conditions=tuple(draw(st.lists(SOME_WORDS, max_size=2))), vulnerabilities=tuple(vulnerabilities),
        household_risks=tuple(risks), statuses=tuple(statuses), lead_professional=draw(WORDS),
        parental_responsibility=draw(WORDS), father=draw(st.sampled_from(FatherKnown)), marking=draw(WORDS),
        sharing_basis=draw(WORDS), state=draw(st.sampled_from(CaseState)),
    )  # fmt: skip


@st.composite
def people(draw: st.DrawFn, person_id: UUID, known: list[UUID]) -> Person:
    """Return a person with relations to some of the children."""
    related = draw(st.lists(st.sampled_from(known), unique=True, max_size=2)) if known else []
    relations = tuple(Relation(child=c, kind=draw(st.sampled_from(RelationKind)), words=draw(WORDS)) for c in related)
    return Person(
        id=person_id, name=draw(SOME_WORDS), kind=draw(st.sampled_from(PersonKind)), role=draw(WORDS), agency=draw(WORDS),
        relations=relations, third_party=draw(st.booleans()), pseudonym=draw(WORDS), notes=draw(WORDS),
    )  # fmt: skip


def sources(source_id: st.SearchStrategy[UUID]) -> st.SearchStrategy[Source]:
    """Return a source with every field."""
    return st.builds(
        Source, id=source_id, title=SOME_WORDS, kind=st.sampled_from(SourceKind), agency=WORDS, reference=WORDS,
        dated=_maybe(whens()), checked=st.booleans(), available=st.booleans(), notes=WORDS,
    )  # fmt: skip


def events(
    event_id: st.SearchStrategy[UUID],
    about: st.SearchStrategy[UUID],
    source: st.SearchStrategy[UUID],
    person: st.SearchStrategy[UUID],
) -> st.SearchStrategy[Event]:
    """Return an event with every field."""
    return st.builds(
        Event, id=event_id, children=st.lists(about, min_size=1, max_size=3, unique=True).map(tuple), when=whens(),
        at=st.none() | st.times(), kind=st.sampled_from(Kind), area=st.sampled_from(Area), service=WORDS, place=WORDS,
        summary=WORDS, quote=WORDS, source=source, page=WORDS, basis=st.sampled_from(Basis), professional=WORDS,
        brought_by=WORDS, present=WORDS,
        people=st.lists(st.builds(Involvement, person=person, part=st.sampled_from(PartTaken)), max_size=2).map(tuple),
        child_seen=st.sampled_from(ChildSeen), child_voice=WORDS, impact=st.sampled_from(Impact), impact_note=WORDS, action=WORDS,
        family_response=st.sampled_from(FamilyResponse), response_note=WORDS, severity=st.sampled_from(Severity),
        likelihood=st.sampled_from(Likelihood), details=st.none() | DETAILS, key=st.booleans(),
        presentation=st.lists(st.integers(1, 12), unique=True, max_size=3).map(tuple),
        handling=st.lists(st.sampled_from(Handling), unique=True).map(tuple),
        planned=st.lists(PLANNED, max_size=2, unique_by=lambda action: action.id).map(tuple), notes=WORDS,
    )  # fmt: skip


ANY_EVENT = events(st.uuids(), st.uuids(), st.uuids(), st.uuids())


def disagreements(record_id: UUID, about: st.SearchStrategy[UUID]) -> st.SearchStrategy[Disagreement]:
    """Return a disagreement with every field."""
    return st.builds(
        Disagreement, id=st.just(record_id), child=about, with_whom=SOME_WORDS, about=SOME_WORDS,
        stage=st.sampled_from(EscalationStage), raised=whens(), settled=_maybe(whens()), outcome=WORDS,
    )  # fmt: skip


def export_records(record_id: UUID, about: st.SearchStrategy[UUID]) -> st.SearchStrategy[ExportRecord]:
    """Return the record of an export with every field."""
    digests = st.text("0123456789abcdef", min_size=64, max_size=64)
    moments = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001 - zone given beside
    return st.builds(
        ExportRecord, id=st.just(record_id), child=about, made=moments, file=SOME_WORDS, pack=SOME_WORDS, as_of=DAYS,
        entries=st.integers(50, 10**9), withheld=st.integers(0, 50), recipient=WORDS, purpose=WORDS, basis=WORDS, redaction=WORDS,
        head=st.just("") | digests, digest=digests,
    )  # fmt: skip


@st.composite
def finding_reviews(draw: st.DrawFn, record_id: UUID, about: UUID, finding: str) -> FindingReview:
    """Return the review of a finding with every field."""
    verdict = draw(st.sampled_from(Verdict))
    return FindingReview(
        id=record_id, child=about, finding=finding, rule=draw(SOME_WORDS), subject=draw(WORDS), verdict=verdict,
        reason=draw(SOME_WORDS if verdict is Verdict.DISMISSED else WORDS), analysis=draw(WORDS),
        evidence=tuple(draw(st.lists(st.uuids(), unique=True, max_size=3))),
        digest=draw(st.text("0123456789abcdef", min_size=64, max_size=64)), policy=draw(WORDS), as_of=draw(DAYS),
        made=draw(st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=st.just(UTC))),  # noqa: DTZ001 - likewise
        by=draw(WORDS),
    )  # fmt: skip


@st.composite
def bundles(draw: st.DrawFn) -> Bundle:
    """Return a bundle whose lists are in order of entry, as a store gives them back; titles of sources differ."""
    numbers = iter(range(1, 1000))

    def new() -> UUID:
        return UUID(int=next(numbers) << 32)

    def several(most: int) -> range:
        return range(draw(st.integers(0, most)))

    family = [draw(children(new())) for _ in range(draw(st.integers(1, 3)))]
    known = [child.id for child in family]
    persons = [draw(people(new(), known)) for _ in several(2)]
    titles: dict[str, Source] = {}
    for source in [draw(sources(st.just(new()))) for _ in range(draw(st.integers(1, 3)))]:
        titles.setdefault(fold(source.title), source)
    cited = st.sampled_from([source.id for source in titles.values()])
    about = st.sampled_from(known)
    named = st.sampled_from([person.id for person in persons]) if persons else st.nothing()
    return Bundle(
        children=tuple(family),
        people=tuple(persons),
        sources=tuple(titles.values()),
        events=tuple(draw(events(st.just(new()), about, cited, named)) for _ in several(3)),
        disagreements=tuple(draw(disagreements(new(), about)) for _ in several(2)),
        exports=tuple(draw(export_records(new(), about)) for _ in several(2)),
        reviews=tuple(
            draw(finding_reviews(new(), child, finding))
            for finding in draw(st.lists(SOME_WORDS, unique_by=clean, max_size=2))
            for child in known
        ),
    )
