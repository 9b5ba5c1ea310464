"""Every number of the findings on medicines, urgent care, delay and advice, recounted by a counter that knows no rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from uuid import UUID

from dateutil.relativedelta import relativedelta
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chronology_tui.analysis.engine import analyse
from chronology_tui.analysis.finding import Finding, Level
from chronology_tui.analysis.policy import DEFAULT_POLICY
from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.dates.value import UncertainDate
from chronology_tui.domain.kinds import Area, Kind
from chronology_tui.domain.records import Event, MedicineDetails, Source
from tests.support.cases import CHILD

SOURCE = Source(id=UUID(int=9), title="Letters")
START = date(2023, 1, 1)
AS_OF = date(2025, 6, 30)
KINDS = (
    "supplied", "supplied", "supplied", "supplied", "prescribed", "dose_missed", "dose_missed", "medicine_review_done",
    "medicine_review_missed", "left_before_seen", "discharge_against_advice", "delay_in_seeking_care", "advice_given",
    "advice_followed", "advice_not_followed", "equipment_not_used", "monitoring_missed", "treatment_refused",
    "child_managing_own_care", "emergency_attendance", "was_not_brought", "attended",
)  # fmt: skip
ADVICE = {"advice_not_followed", "equipment_not_used", "monitoring_missed", "treatment_refused"}
INHALERS = {"Ventolin inhaler": 1, "2 Ventolin inhalers": 2}


@st.composite
def chronologies(draw: st.DrawFn) -> Chronology:
    """Return entries on days of their own, so that no two can be one event."""
    days = draw(st.lists(st.integers(0, 900), unique=True, max_size=22))
    kinds = draw(st.sampled_from((KINDS, ("supplied", "supplied", "prescribed"), ("dose_missed", "prescribed"), KINDS[9:])))
    entries = []
    for n, number in enumerate(days):
        kind = Kind.__members__[draw(st.sampled_from(kinds)).upper()]
        details = None
        if kind.area is Area.MEDICINES:
            medicine = draw(st.sampled_from(("montelukast", "Keppra", "Ventolin inhaler", "2 Ventolin inhalers")))
            length = draw(st.sampled_from((14, 28, 56))) if kind is Kind.SUPPLIED else None
            details = MedicineDetails(medicine=medicine, days_supplied=length)
        entries.append(Event(
            id=UUID(int=100 + n), children=(CHILD.id,), when=UncertainDate.on(START + timedelta(days=number)), kind=kind,
            area=kind.area, source=SOURCE.id, service="Paediatrics" if kind.area is Area.APPOINTMENTS else "", details=details,
        ))  # fmt: skip
    return Chronology.of(CHILD, entries, [SOURCE])


def day(event: Event) -> date:
    assert event.when.earliest is not None
    return event.when.earliest


def of(chronology: Chronology, *kinds: str) -> list[Event]:
    return [e for e in chronology.events if e.kind.value in kinds]


def medicine(event: Event) -> str:
    assert isinstance(event.details, MedicineDetails)
    return event.details.medicine


def most_within(days: Iterable[date], months: int) -> int:
    ordered = list(days)
    return max((sum(start <= d < start + relativedelta(months=months) for d in ordered) for start in ordered), default=0)


def found(chronology: Chronology, rule: str) -> Iterator[Finding]:
    return (f for f in analyse(chronology, DEFAULT_POLICY, AS_OF).found if f.rule == rule)


often = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def days_with_medicine(supplies: Iterable[Event]) -> set[date]:
    """Return the days with medicine at hand: one day's worth used a day, what is left over kept."""
    arriving = {day(e): e.details.days_supplied or 0 for e in supplies if isinstance(e.details, MedicineDetails)}
    covered: set[date] = set()
    stock, today = 0, START
    while today <= AS_OF:
        stock += arriving.get(today, 0)
        if stock:
            covered.add(today)
            stock -= 1
        today += timedelta(days=1)
    return covered


def longest_without(covered: set[date], first: date, last: date) -> int:
    longest = row = 0
    for number in range((last - first).days):
        row = 0 if first + timedelta(days=number) in covered else row + 1
        longest = max(longest, row)
    return longest


@often
@given(chronologies())
def test_supply_gap(chronology: Chronology) -> None:
    findings = {f.subject: f for f in found(chronology, "supply-gap")}
    for subject, names in (("Montelukast", {"montelukast"}), ("Levetiracetam", {"Keppra"}), ("Salbutamol", set(INHALERS))):
        supplies = [e for e in of(chronology, "supplied") if medicine(e) in names]
        covered = days_with_medicine(supplies)

        def counts(first: date, last: date, covered: set[date] = covered) -> tuple[int, int]:
            return sum(first <= d < last for d in covered), (last - first).days

        days = [day(e) for e in supplies]
        short = [
            (first, last) for first in days for last in days if (last - first).days >= 90
            and counts(first, last)[0] < 0.8 * counts(first, last)[1] - 1e-6
            and longest_without(covered, first, last) <= 90
        ]  # fmt: skip
        assert (subject in findings) == bool(short)
        if subject not in findings:
            continue
        m, evidence = findings[subject].measures, [day(chronology.event(e)) for e in findings[subject].evidence]
        assert m["supplies"] == len(evidence)
        assert m["record_supplies"] == len(supplies)
        assert isinstance(m["days"], int)
        assert isinstance(m["days_covered"], int)
        assert m["days_covered"] < 0.8 * m["days"]
        assert m["days_not_covered"] == m["days"] - m["days_covered"]
        assert m["share_covered"] == round(m["days_covered"] / m["days"], 3)
        assert m["critical"] == (subject == "Levetiracetam")
        if m["stretches"] == 1:
            assert (m["days_covered"], m["days"]) == counts(evidence[0], evidence[-1])
            assert evidence == [d for d in days if evidence[0] <= d <= evidence[-1]]
        assert f"{m['days_covered']} of {m['days']} days" in findings[subject].title


@often
@given(chronologies())
def test_doses_missed(chronology: Chronology) -> None:
    doses = of(chronology, "dose_missed")
    critical = [e for e in doses if medicine(e) == "Keppra"]
    most = most_within(map(day, doses), 3)
    findings = list(found(chronology, "doses-missed"))
    assert bool(findings) == (most >= 2 or bool(critical))
    for finding in findings:
        m, evidence = finding.measures, [chronology.event(e) for e in finding.evidence]
        assert m["entries"] == m["missed"] == len(evidence)
        assert m["critical"] == len(critical) == sum(medicine(e) == "Keppra" for e in evidence)
        assert (m["record_entries"], m["most_in_window_surest"], m["most_in_window_widest"]) == (len(doses), most, most)
        for dose in doses:
            near = [e for e in doses if abs((day(e) - day(dose)).days) <= 88]  # no 3 months are shorter than 89 days
            assert dose in evidence or len(near) < 2


@often
@given(chronologies())
def test_reliever_overuse(chronology: Chronology) -> None:
    every = {
        kind: [(day(e), INHALERS[medicine(e)]) for e in of(chronology, kind) if medicine(e) in INHALERS]
        for kind in ("supplied", "prescribed")
    }
    most = {kind: most_within((d for d, n in entries for _ in range(n)), 12) for kind, entries in every.items()}
    findings = list(found(chronology, "reliever-overuse"))
    assert bool(findings) == (max(most.values()) > 3)
    for finding in findings:
        m, kinds = finding.measures, {chronology.event(e).kind.value for e in finding.evidence}
        assert kinds == {m["counted"]}
        assert m["inhalers"] == sum(INHALERS[medicine(chronology.event(e))] for e in finding.evidence)
        assert m["number_not_said"] == sum(medicine(chronology.event(e)) == "Ventolin inhaler" for e in finding.evidence)
        assert m["most_in_12_months_widest"] == most[str(m["counted"])] == max(most.values())
        assert m["record_inhalers"] == sum(n for _, n in every[str(m["counted"])])
        assert finding.level is (
            Level.STRONG if max(most.values()) > 12 else Level.CONSIDER if max(most.values()) >= 6 else Level.NOTE
        )


@often
@given(chronologies())
def test_review_overdue(chronology: Chronology) -> None:
    for finding in found(chronology, "review-overdue"):
        m, evidence = finding.measures, [chronology.event(e) for e in finding.evidence]
        used = [e for e in evidence if e.kind.value in {"prescribed", "supplied"}]
        until = max(
            day(e) + timedelta(days=(e.details.days_supplied or 1) - 1) for e in used if isinstance(e.details, MedicineDetails)
        )
        until = min(until, AS_OF)
        names = {medicine(e) for e in used}
        reviews = [day(e) for e in of(chronology, "medicine_review_done") if medicine(e) in names]
        since = max([min(map(day, used)), *reviews])
        assert m["entries"] == len(used)
        assert m["reviews_missed"] == len(evidence) - len(used)
        if not names & set(INHALERS):
            assert (m["since"], m["in_use_until"]) == (since.isoformat(), until.isoformat())
            assert m["days_without_review"] == (until - since).days
            assert until > since + relativedelta(months=12)


@often
@given(chronologies())
def test_leaving_delay_and_own_care(chronology: Chronology) -> None:
    for rule, kinds in (
        ("left-before-care-complete", ("left_before_seen", "discharge_against_advice")),
        ("delayed-presentation", ("delay_in_seeking_care",)),
        ("child-managing-own-care", ("child_managing_own_care",)),
    ):
        every = of(chronology, *kinds)
        findings = list(found(chronology, rule))
        assert bool(findings) == bool(every)
        for finding in findings:
            m = finding.measures
            assert m["entries"] == len(finding.evidence) == len(every)
            assert list(finding.evidence) == [e.id for e in every]
            if "most_in_window_surest" in m:
                assert m["most_in_window_surest"] == m["most_in_window_widest"] == most_within(map(day, every), 12)
            if rule == "left-before-care-complete":
                tally = Counter(e.kind.value for e in every)
                assert (m["left_before_seen"], m["against_advice"]) == tuple(tally[kind] for kind in kinds)
                care = [day(e) for e in of(chronology, "emergency_attendance", "attended")]
                after = sum(any(0 < (d - day(e)).days <= 7 for d in care) for e in every)
                assert m["seen_within_7_days"] == after
            if rule == "child-managing-own-care":
                assert CHILD.birth is not None
                ages = [relativedelta(day(e), CHILD.birth).years for e in every]
                assert (m["youngest_years"], m["oldest_years"]) == (min(ages), max(ages))


@often
@given(chronologies())
def test_advice_not_followed(chronology: Chronology) -> None:
    every = of(chronology, *ADVICE)
    most = most_within(map(day, every), 6)
    findings = list(found(chronology, "advice-not-followed"))
    assert bool(findings) == (most >= 2 or any(e.kind.value == "treatment_refused" for e in every))
    for finding in findings:
        m = finding.measures
        tally = Counter(chronology.event(e).kind.value for e in finding.evidence)
        assert m["entries"] == len(finding.evidence)
        assert (m["not_followed"], m["not_used"], m["monitoring_missed"], m["treatment_declined"]) == tuple(
            tally[kind] for kind in ("advice_not_followed", "equipment_not_used", "monitoring_missed", "treatment_refused")
        )
        assert (m["record_entries"], m["most_in_window_widest"]) == (len(every), most)
        assert finding.start is not None
        assert finding.end is not None
        for name, kind in (("given", "advice_given"), ("followed", "advice_followed")):
            assert m[name] == sum(finding.start <= day(e) <= finding.end for e in of(chronology, kind))


@often
@given(chronologies())
def test_missed_after_urgent_care(chronology: Chronology) -> None:
    urgent = [day(e) for e in of(chronology, "emergency_attendance")]
    seen = [day(e) for e in of(chronology, "attended")]
    counted = []
    for event in of(chronology, "was_not_brought"):
        before = [d for d in urgent if 1 <= (day(event) - d).days <= 90]
        if before and not any(max(before) < d < day(event) for d in seen):
            counted.append(event.id)
    findings = list(found(chronology, "missed-after-urgent-care"))
    assert [e for f in findings for e in f.evidence] == counted
    for finding in findings:
        m = finding.measures
        assert m["missed"] == m["sure"] == len(counted)
        assert m["record_urgent_contacts"] == len(urgent)
        assert finding.level is (Level.CONSIDER if len(counted) >= 2 else Level.NOTE)
