"""Numbers of the rules on injury, engagement, course and strength, recounted by a counter that knows nothing of the rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise
from math import sqrt
from statistics import median
from uuid import UUID

from dateutil.relativedelta import relativedelta
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chronology_tui.analysis.engine import analyse
from chronology_tui.analysis.finding import Finding
from chronology_tui.analysis.policy import DEFAULT_POLICY
from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.dates.value import UncertainDate
from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.records import Event, PlannedAction, Source
from chronology_tui.domain.scales import Severity
from tests.support.cases import CHILD

SOURCE = Source(id=UUID(int=9), title="Letters")
START = date(2024, 1, 1)
AS_OF = date(2026, 6, 30)
KINDS = (
    "attended", "was_not_brought", "discharged_non_attendance", "injury", "burn", "bruise", "move", "change_of_gp",
    "referral_closed", "conference", "cin_meeting", "support_accepted", "improvement", "gp_contact", "plan_made", "plan_reviewed",
)  # fmt: skip
SERVICES = ("Physiotherapy", "Dentist")


@st.composite
def chronologies(draw: st.DrawFn, kinds: tuple[str, ...] = KINDS) -> Chronology:
    """Return entries on days of their own, so that no two can be one event."""
    days = draw(st.lists(st.integers(0, 900), unique=True, max_size=18))
    entries = []
    for n, number in enumerate(days):
        kind = Kind.__members__[draw(st.sampled_from(kinds)).upper()]
        due = draw(st.sampled_from((None, date(2025, 1, 1), date(2027, 1, 1))))
        action = PlannedAction(id=UUID(int=n + 1), what=f"step {n}", due=UncertainDate.on(due) if due else None)
        entries.append(Event(
            id=UUID(int=100 + n), children=(CHILD.id,), when=UncertainDate.on(START + timedelta(days=number)), kind=kind,
            area=kind.area, service=draw(st.sampled_from(SERVICES)), source=SOURCE.id,
            severity=Severity(draw(st.integers(-1, 4))), planned=(action,) if kind is Kind.PLAN_MADE else (),
        ))  # fmt: skip
    return Chronology.of(CHILD, entries, [SOURCE])


def entries_on(days: Iterable[tuple[int, Kind, Severity]]) -> Chronology:
    """Return entries on days of their own; the first of a day stays."""
    own: dict[int, tuple[Kind, Severity]] = {}
    for number, kind, severity in days:
        own.setdefault(number, (kind, severity))
    return Chronology.of(CHILD, [
        Event(
            id=UUID(int=100 + number), children=(CHILD.id,), when=UncertainDate.on(START + timedelta(days=number)), kind=kind,
            area=kind.area, service="Dentist", source=SOURCE.id, severity=severity,
        )
        for number, (kind, severity) in own.items()
    ], [SOURCE])  # fmt: skip


rated = st.sampled_from((Severity.LOW, Severity.MODERATE, Severity.HIGH, Severity.CRITICAL))
closing_in = st.tuples(st.integers(0, 60), st.lists(st.tuples(st.integers(550, 700), rated), min_size=3, max_size=10)).map(
    lambda drawn: entries_on([(drawn[0], Kind.INJURY, Severity.HIGH), *((n, Kind.INJURY, s) for n, s in drawn[1])])
)
"""One early and several late: on both sides of the line for a trend."""
near_and_later = st.tuples(
    st.lists(st.tuples(st.integers(1, 45), st.booleans()), min_size=2, max_size=6),
    st.lists(st.tuples(st.integers(40, 130), st.booleans()), min_size=2, max_size=6),
).map(
    lambda drawn: entries_on(
        [(0, Kind.CONFERENCE, Severity.NOT_RATED)]
        + [(n, Kind.ATTENDED if kept else Kind.WAS_NOT_BROUGHT, Severity.NOT_RATED) for n, kept in (*drawn[0], *drawn[1])]
    )
)
"""One meeting, with appointments on both sides of each line between near, later and neither."""


def day(event: Event) -> date:
    assert event.when.earliest is not None
    return event.when.earliest


def found(chronology: Chronology, rule: str) -> list[Finding]:
    return [f for f in analyse(chronology, DEFAULT_POLICY, AS_OF).found if f.rule == rule]


def most_within(days: Iterable[date], length: relativedelta) -> int:
    ordered = list(days)
    return max((sum(start <= d < start + length for d in ordered) for start in ordered), default=0)


often = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@often
@given(chronologies())
def test_repeated_injury(chronology: Chronology) -> None:
    injuries = [e for e in chronology.events if e.kind.value in {"injury", "burn", "bruise"}]
    findings = found(chronology, "repeated-injury")
    most = most_within(map(day, injuries), relativedelta(months=12))
    assert bool(findings) == (most >= 3)
    for finding in findings:
        m = finding.measures
        kinds = Counter(chronology.event(e).kind.value for e in finding.evidence)
        assert m["injuries"] == len(finding.evidence) == sum(kinds.values())
        assert (m["injury_entries"], m["burn_entries"], m["bruise_entries"]) == (kinds["injury"], kinds["burn"], kinds["bruise"])
        assert m["record_injuries"] == len(injuries)
        assert m["most_in_window_surest"] == m["most_in_window_widest"] == most
        assert m["not_mobile"] == 0


@often
@given(chronologies())
def test_discharged_not_seen(chronology: Chronology) -> None:
    by_subject = {f.subject: f for f in found(chronology, "discharged-not-seen")}
    for service in SERVICES:
        own = [e for e in chronology.events if e.service == service]
        last = max((day(e) for e in own if e.kind.value in {"attended", "gp_contact"}), default=date.min)
        closed = [e.id for e in own if e.kind is Kind.DISCHARGED_NON_ATTENDANCE and day(e) > last]
        assert bool(closed) == (service in by_subject)
        if closed:
            finding = by_subject[service]
            assert list(finding.evidence) == closed
            end = max(day(chronology.event(e)) for e in closed)
            assert finding.measures["days_since"] == (AS_OF - end).days
            assert finding.measures["missed_before"] == sum(e.kind is Kind.WAS_NOT_BROUGHT and day(e) <= end for e in own)


@often
@given(st.one_of(near_and_later, chronologies(("attended", "attended", "was_not_brought", "conference"))))
def test_engagement_around_meetings(chronology: Chronology) -> None:
    meetings = [day(e) for e in chronology.events if e.kind is Kind.CONFERENCE]
    counts: Counter[tuple[str, str]] = Counter()
    for event in chronology.events:
        if event.kind is Kind.CONFERENCE:
            continue
        after = [(day(event) - meeting).days for meeting in meetings]
        side = "near" if any(1 <= n <= 42 for n in after) else "later" if any(43 <= n <= 126 for n in after) else ""
        counts[side, event.kind.value] += 1
    near_kept, near_missed = counts["near", "attended"], counts["near", "was_not_brought"]
    later_kept, later_missed = counts["later", "attended"], counts["later", "was_not_brought"]
    near, later = near_kept + near_missed, later_kept + later_missed
    expected = min(near, later) >= 2 and near_kept > 0 and near_kept / near >= 1.5 * later_kept / later - 1e-12
    findings = found(chronology, "engagement-around-meetings")
    assert bool(findings) == expected
    for finding in findings:
        m = finding.measures
        assert (m["near_kept"], m["near"], m["later_kept"], m["later"]) == (near_kept, near, later_kept, later)
        assert len(finding.evidence) == near + later + int(str(m["meetings"]))


@often
@given(chronologies(("move", "change_of_gp", "note", "note")))
def test_frequent_moves(chronology: Chronology) -> None:
    moves = [day(e) for e in chronology.events if e.kind is not Kind.NOTE]

    def changes(days: list[date]) -> int:
        number, last = 0, date.min
        for one in sorted(days):
            if number == 0 or (one - last).days > 60:
                number, last = number + 1, one
        return number

    most = max((changes([d for d in moves if s <= d < s + relativedelta(months=12)]) for s in moves), default=0)
    findings = found(chronology, "frequent-moves")
    assert bool(findings) == (most >= 2)
    for finding in findings:
        assert finding.measures["changes_surest"] == finding.measures["changes_widest"] == most
        kinds = Counter(chronology.event(e).kind.value for e in finding.evidence)
        assert (finding.measures["home"], finding.measures["gp"]) == (kinds["move"], kinds["change_of_gp"])


@often
@given(chronologies())
def test_closed_and_referred_again(chronology: Chronology) -> None:
    closed = [day(e) for e in chronology.events if e.kind is Kind.REFERRAL_CLOSED]
    most = most_within(closed, relativedelta(months=24))
    findings = found(chronology, "closed-and-referred-again")
    assert bool(findings) == (most >= 2)
    for finding in findings:
        assert finding.measures["closed"] == len(finding.evidence)
        assert finding.measures["most_in_window_surest"] == most


@often
@given(st.one_of(closing_in, chronologies(("injury",))))
def test_escalation(chronology: Chronology) -> None:
    days = [day(e).toordinal() for e in chronology.events if e.severity >= Severity.MODERATE]
    trend = 0.0
    if len(days) >= 5:
        inner = [(d - days[0]) / (days[-1] - days[0]) for d in days[1:-1]]
        trend = (sum(inner) / len(inner) - 0.5) * sqrt(12 * len(inner))
    findings = found(chronology, "escalation")
    assert bool(findings) == (trend > 1.96)
    for finding in findings:
        m = finding.measures
        gaps = [later - earlier for earlier, later in pairwise(days)]
        half = len(gaps) // 2
        assert m["days"] == m["entries"] == len(finding.evidence) == len(days)
        assert (m["first_median_gap_days"], m["last_median_gap_days"]) == (median(gaps[:half]), median(gaps[-half:]))
        assert m["trend"] == round(trend, 3)
        assert m["days_since_last"] == AS_OF.toordinal() - days[-1]


@often
@given(chronologies(("injury",)))
def test_chronicity(chronology: Chronology) -> None:
    concerns = [e for e in chronology.events if e.severity >= Severity.LOW]
    recent = [e for e in concerns if day(e) >= date(2025, 7, 1)]
    months = {(day(e).year, day(e).month) for e in recent}
    findings = found(chronology, "chronicity")
    assert bool(findings) == (len(months) >= 3)
    for finding in findings:
        m = finding.measures
        assert list(finding.evidence) == [e.id for e in recent]
        assert m["months_surest"] == m["months_widest"] == len(months)
        moderate = {(day(e).year, day(e).month) for e in recent if e.severity >= Severity.MODERATE}
        assert m["moderate_months_surest"] == m["moderate_months_widest"] == len(moderate)
        assert m["record_concerns"] == len(concerns)
        assert m["span_days"] == (day(concerns[-1]) - day(concerns[0])).days
        assert m["longest_respite_days"] == max((day(b) - day(a)).days - 1 for a, b in pairwise(concerns))


@often
@given(chronologies(("injury",)))
def test_cluster(chronology: Chronology) -> None:
    days = [day(e) for e in chronology.events if e.severity >= Severity.LOW]
    most = most_within(days, relativedelta(days=60))
    for finding in found(chronology, "cluster"):
        m = finding.measures
        start, end = date.fromisoformat(str(m["window_start"])), date.fromisoformat(str(m["window_end"]))
        assert (end - start).days == 59
        assert m["days_with_concern"] == len(finding.evidence) == sum(start <= d <= end for d in days) == most >= 4
        assert m["rest_days_with_concern"] == len(days) - most
        rest = (max(days[-1], end) - days[0]).days + 1 - 60
        assert m["rest_days"] == rest
        assert m["rest_per_window"] == round((len(days) - most) / rest * 60, 2)
        assert most >= 3 * (len(days) - most) / rest * 60


@often
@given(chronologies(("plan_made", "plan_reviewed", "cin_meeting")))
def test_drift(chronology: Chronology) -> None:
    plans = [e for e in chronology.events if e.planned]
    reviews = [e for e in chronology.events if not e.planned]
    overdue = [e for e in plans if (due := e.planned[0].due) is not None and due.latest is not None and due.latest < AS_OF]
    carried = [e for e in plans if e.planned[0].due is None and sum(day(r) > day(e) for r in reviews) >= 2]
    findings = found(chronology, "drift")
    assert bool(findings) == bool(overdue or carried)
    for finding in findings:
        m = finding.measures
        assert (m["actions"], m["overdue"], m["carried_over"], m["done"]) == (len(plans), len(overdue), len(carried), 0)
        held = {e.id for e in (*overdue, *carried)} | {r.id for r in reviews if any(day(r) > day(e) for e in carried)}
        assert set(finding.evidence) == held


@often
@given(chronologies())
def test_protective_factors(chronology: Chronology) -> None:
    kinds = Counter(e.kind.value for e in chronology.events)
    findings = found(chronology, "protective-factors")
    assert bool(findings) == bool(kinds["support_accepted"] + kinds["improvement"])
    for finding in findings:
        m = finding.measures
        assert (m["support_accepted"], m["improvement"]) == (kinds["support_accepted"], kinds["improvement"])
        assert m["strengths"] == len(finding.evidence) == kinds["support_accepted"] + kinds["improvement"]


@often
@given(chronologies())
def test_contact_fading(chronology: Chronology) -> None:
    seen = [day(e) for e in chronology.events if e.kind.value in {"attended", "gp_contact"}]
    for finding in found(chronology, "contact-fading"):
        m = finding.measures
        assert m["contacts"] == len(seen)
        assert m["days_since_last_contact"] == (AS_OF - max(seen)).days
        assert m["limit_passed"] == (max(seen) < AS_OF - relativedelta(months=24))
        assert m["recent_contacts"] == sum(d >= AS_OF - relativedelta(months=24) for d in seen)
