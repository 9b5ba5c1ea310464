"""Every number of a finding, recounted from evidence, exclusions and entries by a counter that knows nothing of the rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
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
from chronology_tui.domain.records import Event, Source
from tests.support.cases import AS_OF, CHILD

SOURCE = Source(id=UUID(int=9), title="Letters")
START = date(2023, 1, 1)
KINDS = (
    "attended", "attended_late", "was_not_brought", "was_not_brought", "late_not_seen", "no_access", "left_before_seen",
    "cancelled_by_family", "rescheduled_by_family", "cancelled_by_service", "declined_by_young_person",
)  # fmt: skip
SEEN = {"attended", "attended_late"}
MISSED = {"was_not_brought", "late_not_seen", "no_access"}


@st.composite
def chronologies(draw: st.DrawFn) -> Chronology:
    """Return entries on days of their own, so that no two can be one appointment."""
    days = draw(st.lists(st.integers(0, 900), unique=True, max_size=16))
    entries = []
    for n, day in enumerate(days):
        kind = Kind.__members__[draw(st.sampled_from(KINDS)).upper()]
        entries.append(Event(
            id=UUID(int=100 + n), children=(CHILD.id,), when=UncertainDate.on(START + timedelta(days=day)), kind=kind,
            area=kind.area, service=draw(st.sampled_from(("Physiotherapy", "Dentist"))), source=SOURCE.id,
        ))  # fmt: skip
    return Chronology.of(CHILD, entries, [SOURCE])


def day(event: Event) -> date:
    assert event.when.earliest is not None
    return event.when.earliest


def most_within(days: Iterable[date], months: int) -> int:
    ordered = list(days)
    return max((sum(start <= d < start + relativedelta(months=months) for d in ordered) for start in ordered), default=0)


def longest_row(events: Iterable[Event], kinds: set[str], breaking: set[str]) -> int:
    longest = row = 0
    for event in events:
        row = row + 1 if event.kind.value in kinds else 0 if event.kind.value in breaking else row
        longest = max(longest, row)
    return longest


def in_window(finding: Finding, events: Iterable[Event]) -> list[Event]:
    start, end = str(finding.measures["window_start"]), str(finding.measures["window_end"])
    return [e for e in events if start <= day(e).isoformat() <= end]


often = settings(max_examples=3000, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@often
@given(chronologies())
def test_was_not_brought(chronology: Chronology) -> None:
    for finding in analyse(chronology, DEFAULT_POLICY, AS_OF).found:
        if finding.rule != "was-not-brought":
            continue
        m = finding.measures
        events = [e for e in chronology.events if finding.subject in ("", e.service)]
        evidence = [chronology.event(e) for e in finding.evidence]
        excluded = Counter(chronology.event(item.event).kind.value for item in finding.excluded)
        kinds = Counter(e.kind.value for e in evidence)
        inside = Counter(e.kind.value for e in in_window(finding, events))
        assert m["missed"] == len(evidence) == sum(inside[k] for k in MISSED)
        assert (m["not_brought"], m["late_not_seen"], m["no_access"]) == tuple(
            kinds[k] for k in ("was_not_brought", "late_not_seen", "no_access")
        )
        for kind in ("cancelled_by_family", "rescheduled_by_family", "cancelled_by_service", "left_before_seen"):
            assert m[kind] == excluded[kind] == inside[kind]
        assert m["own_choice"] == excluded["declined_by_young_person"]
        assert m["attended"] == sum(inside[k] for k in SEEN)
        offered = sum(inside[k] for k in SEEN | MISSED | {"left_before_seen", "cancelled_by_family"})
        assert m["offered"] == offered
        assert m["share_missed"] == round(len(evidence) / offered, 3)
        assert m["record_attended"] == sum(e.kind.value in SEEN for e in events)
        assert m["record_missed"] == sum(e.kind.value in MISSED for e in events)
        missed = [day(e) for e in events if e.kind.value in MISSED]
        assert m["most_in_window_surest"] == m["most_in_window_widest"] == most_within(missed, 12)
        everywhere = [day(e) for e in chronology.events if e.kind.value in MISSED]
        assert m["all_services_most_in_window_surest"] == max(
            sum(start <= d < start + relativedelta(months=12) for d in everywhere)
            for start in everywhere
            if any(start <= day(e) < start + relativedelta(months=12) for e in evidence)
        )
        if finding.subject:
            assert m["longest_row_surest"] == m["longest_row_widest"] == longest_row(events, MISSED, SEEN)
        assert (finding.start, finding.end) == (day(evidence[0]), day(evidence[-1]))
        assert f"{m['missed']} of {m['offered']} " in finding.title
        for badge in finding.badges:
            at = day(chronology.event(badge.event))
            before = [day(e) for e in evidence if at - relativedelta(months=12) < day(e) <= at]
            assert badge.text.startswith(f"{len(before)}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(len(before), 'th') }")


@often
@given(chronologies())
def test_cancelled_by_family(chronology: Chronology) -> None:
    for finding in analyse(chronology, DEFAULT_POLICY, AS_OF).found:
        if finding.rule != "cancelled-by-family":
            continue
        m = finding.measures
        kinds = Counter(chronology.event(e).kind.value for e in finding.evidence)
        inside = Counter(e.kind.value for e in in_window(finding, chronology.events))
        assert set(kinds) <= {"cancelled_by_family", "rescheduled_by_family"}
        assert m["cancelled_or_moved"] == len(finding.evidence)
        for kind in ("cancelled_by_family", "rescheduled_by_family"):
            assert m[kind] == kinds[kind]
        not_arranged = {"cancelled_by_service", "declined_by_young_person"}
        assert m["arranged"] == sum(number for kind, number in inside.items() if kind not in not_arranged)
        counted = [day(e) for e in chronology.events if e.kind.value in {"cancelled_by_family", "rescheduled_by_family"}]
        assert m["most_in_window_surest"] == most_within(counted, 12)
        assert len(finding.excluded) == inside["cancelled_by_service"]


@often
@given(chronologies())
def test_sustained_engagement(chronology: Chronology) -> None:
    for finding in analyse(chronology, DEFAULT_POLICY, AS_OF).found:
        if finding.rule != "sustained-engagement":
            continue
        events = [e for e in chronology.events if e.service == finding.subject]
        number = finding.measures["attended_in_a_row"]
        assert number == len(finding.evidence) == longest_row(events, SEEN, MISSED | {"left_before_seen"})
        assert {chronology.event(e).kind.value for e in finding.evidence} <= SEEN
        assert finding.measures["record_attended"] == sum(e.kind.value in SEEN for e in events)
        assert finding.title.startswith(f"{number} ")
