"""What must hold of every rule, whatever the chronology: tried on invented ones of a few services over a few years."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from chronology_tui.analysis.engine import analyse
from chronology_tui.analysis.finding import Analysis, Certainty, Finding, Level, Outcome
from chronology_tui.analysis.policy import DEFAULT_POLICY
from chronology_tui.analysis.registry import RULES
from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.dates.value import Precision, Qualifier, UncertainDate
from chronology_tui.domain.kinds import Area, Kind
from chronology_tui.domain.records import (
    AdmissionDetails,
    AppointmentDetails,
    Child,
    Event,
    InjuryDetails,
    MedicineDetails,
    PlannedAction,
    Source,
    UrgentCareDetails,
)
from chronology_tui.domain.scales import Severity
from chronology_tui.domain.vocabulary import Explanation, Mobility
from tests.support.cases import AS_OF, CHILD, Case, on_plan

SOURCE = Source(id=UUID(int=9), title="Letters")
START = date(2022, 1, 1)
STRENGTH_ORDER = (None, Level.STRENGTH, Level.NOTE, Level.CONSIDER, Level.STRONG)

days = st.integers(0, 1100).map(lambda n: START + timedelta(days=n))
whens = st.one_of(
    days.map(UncertainDate.on),
    days.map(UncertainDate.on),
    days.map(UncertainDate.on),
    days.map(lambda d: UncertainDate("about", Qualifier.ABOUT, Precision.MONTH, d, d + timedelta(days=45))),
    days.map(lambda d: UncertainDate("?", Qualifier.UNCERTAIN, Precision.DAY, d, d)),
    days.map(lambda d: UncertainDate("before", Qualifier.BEFORE, Precision.DAY, None, d)),
    days.map(lambda d: UncertainDate("after", Qualifier.AFTER, Precision.DAY, d, None)),
    st.just(UncertainDate.undated()),
)
certain = days.map(UncertainDate.on)
KINDS = (
    Kind.ATTENDED, Kind.ATTENDED_LATE, Kind.WAS_NOT_BROUGHT, Kind.WAS_NOT_BROUGHT, Kind.WAS_NOT_BROUGHT, Kind.LATE_NOT_SEEN,
    Kind.NO_ACCESS, Kind.CANCELLED_BY_FAMILY, Kind.RESCHEDULED_BY_FAMILY, Kind.CANCELLED_BY_SERVICE, Kind.LEFT_BEFORE_SEEN,
    Kind.THERAPY, Kind.DECLINED_BY_YOUNG_PERSON, Kind.DISCHARGED_NON_ATTENDANCE, Kind.ANTENATAL_MISSED, Kind.EMERGENCY_ATTENDANCE,
    Kind.ADMISSION, Kind.DISCHARGE, Kind.NOTE,
    # --- injury, engagement, course, strength
    Kind.INJURY, Kind.BRUISE, Kind.MOVE, Kind.CHANGE_OF_GP, Kind.REFERRAL, Kind.REFERRAL_CLOSED, Kind.CONFERENCE,
    Kind.PLAN_REVIEWED, Kind.SUPPORT_ACCEPTED,
    # --- medicines, advice, delay
    Kind.SUPPLIED, Kind.SUPPLIED, Kind.SUPPLIED, Kind.PRESCRIBED, Kind.DOSE_MISSED, Kind.MEDICINE_REVIEW_DONE,
    Kind.MEDICINE_REVIEW_MISSED, Kind.DISCHARGE_AGAINST_ADVICE, Kind.ADVICE_GIVEN, Kind.ADVICE_NOT_FOLLOWED,
    Kind.EQUIPMENT_NOT_USED, Kind.TREATMENT_REFUSED, Kind.DELAY_IN_SEEKING_CARE, Kind.CHILD_MANAGING_OWN_CARE,
)  # fmt: skip
SAID = {
    (Kind.WAS_NOT_BROUGHT, 2): "Follow-up after the attendance", (Kind.WAS_NOT_BROUGHT, 3): "Follow-up: no message",
    (Kind.ADVICE_GIVEN, 1): "Asthma plan: see a doctor within 48 hours", (Kind.DOSE_MISSED, 6): "The young person declined",
    (Kind.TREATMENT_REFUSED, 0): "Young person refused", (Kind.ATTENDED, 4): "Medicine reviewed and changed",
}  # fmt: skip
SERVICES = ("", "Physiotherapy", "physio", "Dentist", "Gait [lab]")


@st.composite
def events(draw: st.DrawFn, dates: st.SearchStrategy[UncertainDate] = whens) -> list[Event]:
    """Return a few entries, numbered so that the order of entry is known."""
    drawn = draw(st.lists(st.tuples(dates, st.sampled_from(KINDS), st.sampled_from(SERVICES), st.integers(0, 7)), max_size=14))
    return [event(UUID(int=100 + n), when, kind, service, mark) for n, (when, kind, service, mark) in enumerate(drawn)]


@st.composite
def crowded(draw: st.DrawFn) -> list[Event]:
    """Return entries of few kinds on few days in one or two services, so that possible duplicates and conflicts are common."""
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=4))
    few = draw(st.lists(days, min_size=1, max_size=4))
    services = draw(st.lists(st.sampled_from(SERVICES), min_size=1, max_size=2))
    parts = st.tuples(st.sampled_from(few), st.sampled_from(kinds), st.sampled_from(services), st.integers(0, 7))
    drawn = draw(st.lists(parts, min_size=2, max_size=12))
    return [
        event(UUID(int=100 + n), UncertainDate.on(day), kind, service, mark) for n, (day, kind, service, mark) in enumerate(drawn)
    ]


def event(event_id: UUID, when: UncertainDate, kind: Kind, service: str, mark: int) -> Event:
    details: AppointmentDetails | AdmissionDetails | InjuryDetails | MedicineDetails | UrgentCareDetails | None = None
    if kind is Kind.ADMISSION:
        details = AdmissionDetails(planned=mark == 0, reason=("", "seizure", "wheeze", "seizure")[mark % 4])
    elif kind.area is Area.MEDICINES:
        medicine = ("Keppra 250 mg", "levetiracetam", "Ventolin inhaler x2", "vitamin D", "Salamol", "vitamin D", "", "")[mark]
        days = (28, 28, None, 28, None, 100, None, 28)[mark] if kind is Kind.SUPPLIED else None
        details = MedicineDetails(medicine=medicine, days_supplied=days, critical=mark == 5)
    elif kind is Kind.EMERGENCY_ATTENDANCE:
        onset = UncertainDate.on(when.earliest - timedelta(days=mark)) if when.earliest else None
        details = UrgentCareDetails(reason=("wheeze", "")[mark % 2], onset=onset, planned_return=mark == 7)
    elif kind is Kind.BRUISE:
        details = InjuryDetails(
            site=("", "cheek", "shin")[mark % 3],
            mobility=Mobility.MOBILE if mark else Mobility.NOT_MOBILE,
            explanation=Explanation.INCONSISTENT if mark == 2 else Explanation.NOT_RECORDED,
        )
    elif kind in {Kind.WAS_NOT_BROUGHT, Kind.CANCELLED_BY_FAMILY}:
        details = AppointmentDetails(booked_by_young_person=mark == 0, critical=mark == 1, notice_days=mark if mark < 4 else None)
    return Event(
        id=event_id, children=(CHILD.id,), when=when, kind=kind, area=kind.area, service=service, source=SOURCE.id,
        severity=Severity(mark % 6 - 1), details=details, planned=planned(event_id, kind, mark),
        summary=SAID.get((kind, mark), ""),
    )  # fmt: skip


def planned(event_id: UUID, kind: Kind, mark: int) -> tuple[PlannedAction, ...]:
    """Return the action agreed at a meeting: with a day, without one, or done; its own days are certain."""
    if kind not in {Kind.CONFERENCE, Kind.PLAN_REVIEWED} or mark > 5:
        return ()
    due = UncertainDate.on(date(2023, 1 + mark, 1)) if mark < 2 else None
    done = UncertainDate.on(date(2023, 6, 1)) if mark == 5 else None
    return (
        PlannedAction(
            id=event_id, what="Book the dentist" if done else ("Ring the school", "Weigh again")[mark % 2], due=due, done=done
        ),
    )


def analysed(entries: list[Event], child: Child = CHILD, as_of: date = AS_OF) -> Analysis:
    return analyse(Chronology.of(child, entries, [SOURCE]), DEFAULT_POLICY, as_of)


children = st.sampled_from((CHILD, CHILD, on_plan("2023-01-01", "2023-06-30"), CHILD.changed(birth=date(2022, 3, 1))))
often = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@often
@given(st.one_of(events(), crowded()), children, st.randoms(use_true_random=False))
def test_the_order_of_input_does_not_matter(entries: list[Event], child: Child, random: object) -> None:
    shuffled = list(entries)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert analysed(shuffled, child) == analysed(entries, child)


WHOLE_RECORD = {"start-again"}
"""Rules for which every earlier entry is history, so that none is unrelated."""
ALL_CONTACTS = {"contact-fading", "engagement-around-meetings"}
"""Rules that read the contacts of all services, so that one of another service is not unrelated."""
OF_SUPPLIES = {"supply-gap"}
"""What was supplied counts for the family: a supply taken away leaves more days without, so the opposite holds of it."""
COMPARISONS = {"escalation", "cluster", "contact-fading", "engagement-around-meetings", "start-again"}
"""Rules that compare entries with one another: without an early one a trend is steeper, without a contact a gap is longer. Their
level is never above "consider", and their specifications say what each entry does."""


@often
@given(events(), children, whens)
def test_an_unrelated_entry_changes_no_finding_but_its_place(entries: list[Event], child: Child, when: UncertainDate) -> None:
    unrelated = event(UUID(int=5), when, Kind.SCHOOL_OBSERVATION, "School", 0)
    before, after = analysed(entries, child), analysed([*entries, unrelated], child)
    assert [f for f in after.findings if f.rule not in WHOLE_RECORD] == [f for f in before.findings if f.rule not in WHOLE_RECORD]


@often
@given(events(), children)
def test_entries_of_another_service_change_no_evidence(entries: list[Event], child: Child) -> None:
    other = event(UUID(int=5), UncertainDate.on(date(2023, 5, 5)), Kind.ATTENDED, "Audiology", 0)
    before, after = analysed(entries, child), analysed([*entries, other], child)
    over_all = WHOLE_RECORD | ALL_CONTACTS
    assert {f.key: f.evidence for f in before.found if f.rule not in over_all} == {
        f.key: f.evidence for f in after.found if f.rule not in over_all
    }


def level_rank(finding: Finding | None) -> int:
    return STRENGTH_ORDER.index(finding.level if finding else None)


def highest(analysis: Analysis, rule: str) -> int:
    return max((level_rank(f) for f in analysis.found if f.rule == rule), default=0)


SIZE = {
    "was-not-brought": "missed",
    "cancelled-by-family": "cancelled_or_moved",
    "frequent-emergency": "attendances",
    "repeat-admission": "admissions",
    "missed-after-urgent-care": "missed",
    "doses-missed": "entries",
    "reliever-overuse": "most_in_12_months_widest",
    "review-overdue": "days_without_review",
    "left-before-care-complete": "entries",
    "delayed-presentation": "entries",
    "advice-not-followed": "entries",
    "child-managing-own-care": "entries",
    "discharged-not-seen": "closures",
    "repeated-injury": "injuries",
    "frequent-moves": "changes_widest",
    "closed-and-referred-again": "closed",
    "chronicity": "months_widest",
    "drift": "not_carried_out_widest",
    "cumulative-vulnerability": "together",
    "protective-factors": "strengths",
    "sustained-engagement": "attended_in_a_row",
}


@often
@given(st.one_of(events(), crowded()), children, st.data())
def test_taking_an_evidence_entry_away_never_strengthens(entries: list[Event], child: Child, data: st.DataObject) -> None:
    before = analysed(entries, child)
    evidence = sorted({(f.rule, e) for f in before.found if f.rule not in COMPARISONS | OF_SUPPLIES for e in f.evidence}, key=str)
    assume(evidence)
    rule, gone = data.draw(st.sampled_from(evidence))
    after = analysed([e for e in entries if e.id != gone], child)
    # A place on the body lets an injury some days later be read as the same one: without it there may be one more, no stronger.
    sited = {e.id for e in entries if rule == "repeated-injury" and isinstance(e.details, InjuryDetails) and e.details.site}
    assert highest(after, rule) <= highest(before, rule)
    was = {f.key: f for f in before.found}
    for finding in after.found:
        if finding.rule == rule and finding.key in was:
            assert level_rank(finding) <= level_rank(was[finding.key]), finding.title
            held = was[finding.key]
            if gone in held.evidence and gone not in sited:
                size = SIZE[rule]
                assert finding.measures[size] <= held.measures[size], finding.title  # type: ignore[operator]
                assert held.certainty is Certainty.CERTAIN or finding.certainty is not Certainty.CERTAIN


@often
@given(events(), children, days)
def test_looking_back_sees_nothing_later(entries: list[Event], child: Child, as_of: date) -> None:
    by_then = [e for e in entries if e.when.earliest is None or e.when.earliest <= as_of]
    then, only = analysed(entries, child, as_of), analysed(by_then, child, as_of)
    assert then == only
    seen = {e.id for e in by_then}
    for finding in then.findings:
        assert seen.issuperset(finding.evidence)
        assert seen.issuperset(item.event for item in finding.excluded)
        assert finding.end is None or finding.end <= as_of


@often
@given(st.one_of(events(), crowded()), children)
def test_findings_are_whole(entries: list[Event], child: Child) -> None:
    chronology = Chronology.of(child, entries, [SOURCE])
    analysis = analyse(chronology, DEFAULT_POLICY, AS_OF)
    assert analysis == analyse(chronology, DEFAULT_POLICY, AS_OF)
    assert len({(f.rule, f.key) for f in analysis.findings}) == len(analysis.findings)
    for finding in analysis.findings:
        assert finding.outcome is not Outcome.FAILED, finding.explanation
        assert finding.title
        assert finding.explanation
        assert (finding.level is not None) == finding.found == bool(finding.evidence)
        assert finding.thresholds
        assert finding.sources
        left_out = [item.event for item in finding.excluded]
        assert len(set(left_out)) == len(left_out)
        assert not set(left_out) & set(finding.evidence)
        numbers = [chronology.numbers[e] for e in finding.evidence]
        assert numbers == sorted(set(numbers))
        assert set(finding.uncertain_events).isdisjoint(e.id for e in entries if e.when.is_certain_day)
        assert (finding.certainty is Certainty.DEPENDS_ON_UNCERTAIN_DATES) == bool(finding.uncertain_events)
        assert (finding.outcome is Outcome.NOT_ASSESSABLE) == bool(finding.missing)
        if finding.found:
            assert finding.questions
            assert finding.alternatives
            assert finding.considerations
            assert {b.event for b in finding.badges} <= set(finding.evidence)


OVER_ALL = "was-not-brought"
"""Its finding over all services holds entries of findings of single services too: it tells of them together."""
IN_TWO_PARTS = {"repeat-admission"}
"""A stay that two entries give two reasons for stands under both."""


@often
@given(st.one_of(events(), crowded()), children)
def test_findings_of_one_rule_that_overlap_are_one(entries: list[Event], child: Child) -> None:
    by_rule: dict[str, list[Finding]] = {}
    for finding in analysed(entries, child).found:
        by_rule.setdefault(finding.rule, []).append(finding)
    for rule, findings in by_rule.items():
        assert len({f.subject.casefold() for f in findings}) == len(findings), rule
        apart = [f for f in findings if f.subject or rule != OVER_ALL]
        held = [event_id for f in apart for event_id in f.evidence]
        if rule not in IN_TWO_PARTS:
            assert len(set(held)) == len(held), rule
        # The finding over all stands only where it tells of an entry that no other holds.
        for whole in (f for f in findings if f not in apart):
            assert not set(whole.evidence) <= set(held)


@settings(often, max_examples=40)
@given(events(), children)
def test_no_rule_hides_what_another_found(entries: list[Event], child: Child) -> None:
    chronology = Chronology.of(child, entries, [SOURCE])
    together = analyse(chronology, DEFAULT_POLICY, AS_OF).findings
    for rule in RULES:
        alone = analyse(chronology, DEFAULT_POLICY, AS_OF, rules=(rule,)).findings
        assert tuple(f for f in together if f.rule == rule.id) == alone


@often
@given(events(certain), children)
def test_certain_dates_give_certain_findings(entries: list[Event], child: Child) -> None:
    assert all(f.certainty is Certainty.CERTAIN for f in analysed(entries, child).findings)


def test_a_case_without_an_entry_can_be_made() -> None:
    assert isinstance(Case(Chronology.of(CHILD, [], []), {}).analysed(), Analysis)
