"""Was not brought: missed care in one service, or over all services, with its denominator.

What counts as missed, and what never does, is decided in :mod:`chronology_tui.analysis.appointments`.

One finding for each service in which (defaults of the policy)

* 2 are missed in a row with none attended between, or
* 3 are missed in any 12 months, or
* 1 is missed on a day on a child protection plan, or where the care is marked critical;

and one finding over all services when 3 are missed in any 12 months and some of them stand in no finding of a service.
Otherwise the numbers over all services stand as measures in the findings of the services. Entries that name no service cannot be
read as "in a row" and count over all services only.

**Level**, in each reading of uncertain dates:

* *strong*: 4 missed in any 12 months, in the service or over all services with evidence of this finding among them; or 3 missed
  in 12 months that are half or more of at least 4 offered; or a row or a window that meets its threshold with an entry on a plan
  or in critical care among the evidence;
* *consider*: a row within 12 months; 3 in any 12 months; 1 on a plan or in critical care;
* *note*: a row that stretches over more than 12 months.

The level is that of the surest reading, or one step below that of the widest, whichever is more: an uncertain date can raise a
question, but not by itself to the top. A finding that stands in the widest reading only says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from uuid import UUID

from chronology_tui.analysis.appointments import ANTENATAL, Appointment, Care, Role, ServiceCare
from chronology_tui.analysis.attendance import (
    MISSED_KINDS,
    Offers,
    Window,
    evidence_days,
    kinds_missed,
    left_out,
    placed_badges,
    window_of,
)
from chronology_tui.analysis.finding import Badge, Certainty, Excluded, Finding, Level, Measure, Outcome
from chronology_tui.analysis.levels import level_of
from chronology_tui.analysis.limits import (
    WNB_IN_A_ROW,
    WNB_IN_WINDOW,
    WNB_SINGLE,
    WNB_STRONG_IN_WINDOW,
    WNB_STRONG_SHARE,
    WNB_STRONG_SHARE_OFFERED,
    WNB_WINDOW_MONTHS,
)
from chronology_tui.analysis.policy import Policy
from chronology_tui.analysis.reach import (
    Counter,
    Crowds,
    Density,
    Runs,
    Windows,
    density,
    possible_counts,
    runs,
    sure_counts,
    window_end,
)
from chronology_tui.analysis.rule import Rule, RuleContext
from chronology_tui.analysis.rules.was_not_brought_words import Told, detail, explanation, not_found_words, title, whole_title

NO_RUNS = Runs((), Windows((), ()), 0, Windows((), ()))
"""Entries over several services, or that name none, are never "in a row"."""


@dataclass(frozen=True, slots=True)
class _Group:
    """Missed care of one service or of all, counted.

    Attributes:
        missed: the counted entries. every: all appointments among which they stand.
        rows: rows in one service; empty over several services.
        dense: the most in any window. strong_sure, strong_possible: windows that are strong in each reading.
        crowds_sure, crowds_possible: the most in windows around a given entry.
        alone: missed entries that may count by themselves.
    """

    missed: tuple[Appointment, ...]
    every: tuple[Appointment, ...]
    rows: Runs
    dense: Density
    strong_sure: Windows
    strong_possible: Windows
    crowds_sure: Crowds
    crowds_possible: Crowds
    alone: tuple[Appointment, ...]

    def certain(self, policy: Policy) -> bool:
        """Whether a threshold is met in every reading."""
        single = sum(a.surely_weighs_alone for a in self.alone)
        return bool(self.rows.surest >= policy.count(WNB_IN_A_ROW) or self.dense.sure or single >= policy.count(WNB_SINGLE))

    def triggered(self, policy: Policy) -> tuple[Appointment, ...]:
        """Return the entries by which a threshold is met in the widest reading."""
        single = frozenset(a.place for a in self.alone) if len(self.alone) >= policy.count(WNB_SINGLE) else frozenset()
        return tuple(
            a for a in self.missed if self.rows.possible.meet(a.reach) or self.dense.possible.meet(a.reach) or a.place in single
        )


def _group(
    missed: tuple[Appointment, ...], every: tuple[Appointment, ...], rows: Runs, alone: tuple[Appointment, ...], policy: Policy
) -> _Group:
    reaches = [a.reach for a in missed]
    not_missed = Counter(a.reach for a in every if a.offered and a.role is not Role.MISSED)
    months = policy.count(WNB_WINDOW_MONTHS)
    fewest = policy.count(WNB_IN_WINDOW)

    def strong(count: int, window: tuple[int, int]) -> bool:
        if count >= policy.count(WNB_STRONG_IN_WINDOW):
            return True
        if count < fewest:
            return False
        # Missed ones count above and below the line alike, so that an uncertain one left out cannot raise the share.
        offers = count + not_missed.possible(*window)
        return offers >= policy.count(WNB_STRONG_SHARE_OFFERED) and count >= policy.value(WNB_STRONG_SHARE) * offers

    surest, widest = sure_counts(reaches, months), possible_counts(reaches, months)
    return _Group(
        missed,
        every,
        rows,
        density(reaches, months, fewest),
        Windows.of(window for count, window in surest if strong(count, window)),
        Windows.of(window for count, window in widest if strong(count, window)),
        Crowds(surest),
        Crowds(widest),
        alone,
    )


def _service_group(care: ServiceCare, context: RuleContext) -> _Group:
    rows = runs(
        [a.reach for a in care.missed],
        [a.reach for a in care.seen],
        context.as_of,
        context.policy.count(WNB_IN_A_ROW),
    )
    return _group(care.missed, care.all, rows, tuple(a for a in care.missed if a.weighs_alone), context.policy)


def _whole_group(care: Care, context: RuleContext) -> _Group:
    """Return the group over all services; the unborn child's appointments stay apart."""
    every = tuple(a for a in care.all if a.service != ANTENATAL)
    missed = tuple(a for a in every if a.role is Role.MISSED)
    return _group(missed, every, NO_RUNS, tuple(a for a in missed if not a.service and a.weighs_alone), context.policy)


def _row_within(rows: Runs, missed: Sequence[Appointment], policy: Policy) -> bool:
    """Whether a sure row of the threshold's length lies within one window."""
    length = policy.count(WNB_IN_A_ROW)
    for row in rows.sure:
        reaches = [missed[place].reach for place in row]
        for first, last in zip(reaches, reaches[length - 1 :], strict=False):
            if last.last <= window_end(first.first, policy.count(WNB_WINDOW_MONTHS)):
                return True
    return False


def _level(group: _Group, whole: _Group | None, evidence: Sequence[Appointment], policy: Policy) -> Level:
    surest = _level_surest(group, whole, evidence, policy) if group.certain(policy) else None
    return level_of(surest, _level_widest(group, whole, evidence, policy))


def _level_surest(group: _Group, whole: _Group | None, evidence: Sequence[Appointment], policy: Policy) -> Level | None:
    close_row = _row_within(group.rows, group.missed, policy)
    alone = sum(a.surely_weighs_alone for a in evidence)
    if group.strong_sure or (whole and any(a.reach.sure and whole.strong_sure.hold(a.reach) for a in evidence)):
        return Level.STRONG
    if alone and (close_row or group.dense.sure):
        return Level.STRONG
    if close_row or group.dense.sure or alone >= policy.count(WNB_SINGLE):
        return Level.CONSIDER
    return Level.NOTE if group.rows.surest >= policy.count(WNB_IN_A_ROW) else None


def _level_widest(group: _Group, whole: _Group | None, evidence: Sequence[Appointment], policy: Policy) -> Level:
    row = group.rows.widest >= policy.count(WNB_IN_A_ROW)
    if group.strong_possible or (whole and any(whole.strong_possible.meet(a.reach) for a in evidence)):
        return Level.STRONG
    if any(a.weighs_alone for a in evidence) and (row or group.dense.possible):
        return Level.STRONG
    return Level.CONSIDER


def _evidence(group: _Group, context: RuleContext) -> tuple[tuple[Appointment, ...], Window] | None:
    """Return the counted entries of the finding and its window, or None when no threshold is met in any reading."""
    triggered = group.triggered(context.policy)
    if not triggered:
        return None
    window = window_of(triggered, group.every, context.policy.count(WNB_WINDOW_MONTHS), context.as_of)
    ids = frozenset(a.place for a in triggered)
    return tuple(a for a in group.missed if a.place in ids or window.holds(a)), window


def _uncertain(evidence: Sequence[Appointment], group: _Group, window: Window) -> tuple[UUID, ...]:
    """Return the entries without a certain day on which the answer depends: missed ones, and seen ones that may break a row."""
    breaking = [a for a in group.every if a.role is Role.SEEN and window.holds(a)] if group.rows is not NO_RUNS else []
    loose = {a.place: a.event.id for a in (*evidence, *breaking) if not a.reach.exact}
    return tuple(loose[place] for place in sorted(loose))


def _badges(evidence: Sequence[Appointment], policy: Policy) -> tuple[Badge, ...]:
    """Return the words beside single entries: their place within one window, or the plan or critical care on the first."""
    placed = placed_badges(((a.event.id, a.reach) for a in evidence), policy.count(WNB_WINDOW_MONTHS))
    words = {a.event.id: "while on a plan" if a.on_plan else "critical care" for a in evidence if a.surely_weighs_alone}
    words.update((badge.event, badge.text) for badge in placed)
    return tuple(Badge(a.event.id, words[a.event.id]) for a in evidence if a.event.id in words)


def _measures(
    group: _Group, whole: _Group, evidence: Sequence[Appointment], window: Window, policy: Policy
) -> Mapping[str, Measure]:
    ids = {a.place for a in evidence}
    offers = Offers.of(a for a in group.every if a.place in ids or (window.holds(a) and a.role is not Role.MISSED))
    record = Offers.of(group.every)
    kinds = kinds_missed(evidence)
    measures: dict[str, Measure] = {
        **offers.measures,
        **{name: kinds[kind] for kind, (name, _) in MISSED_KINDS.items()},
        "share_missed": round(offers.missed / offers.offered, 3) if offers.offered else None,
        "uncertain_dates": sum(not a.reach.exact for a in evidence),
        "on_protection_plan": sum(a.on_plan for a in evidence),
        "critical_care": sum(a.critical for a in evidence),
        "longest_row_surest": group.rows.surest,
        "longest_row_widest": group.rows.widest,
        "most_in_window_surest": group.dense.surest,
        "most_in_window_widest": group.dense.widest,
        "all_services_most_in_window_surest": max(whole.crowds_sure.holding(a.reach) if a.reach.sure else 0 for a in evidence),
        "all_services_most_in_window_widest": max(whole.crowds_possible.meeting(a.reach) for a in evidence),
        "window_months": policy.count(WNB_WINDOW_MONTHS),
        "window_start": window.start.isoformat() if window.dated else None,
        "window_end": window.end.isoformat() if window.dated else None,
        "record_offered": record.offered,
        "record_attended": record.seen,
        "record_missed": record.missed,
    }
    return MappingProxyType(measures)


def _found(
    context: RuleContext, rule: Rule, group: _Group, whole: _Group, service: ServiceCare | None,
    counted: tuple[tuple[Appointment, ...], Window], elsewhere: frozenset[int],
) -> Finding:  # fmt: skip
    """Return the finding of one service, or over all services when ``service`` is None.

    Args:
        context: the chronology and the policy.
        rule: the rule itself.
        group: what was counted.
        whole: the same over all services.
        service: the service, or None.
        counted: evidence and window of the finding.
        elsewhere: places of the entries that stand in findings of single services.
    """
    evidence, window = counted
    policy = context.policy
    ids = frozenset(a.place for a in evidence)
    certain = group.certain(policy)
    told = Told(
        context=context, service=service, evidence=evidence, window=window, every=group.every,
        rows=group.rows, missed=group.missed, measures=_measures(group, whole, evidence, window, policy),
        certain=certain, elsewhere=elsewhere & ids,
    )  # fmt: skip
    start, end = evidence_days(evidence)
    over_all = whole if service is not None and not service.antenatal else None
    base = rule.finding(context, Outcome.FOUND, title(told) if service else whole_title(told), explanation(told))
    return replace(
        base,
        subject=service.name if service else "",
        level=_level(group, over_all, evidence, policy),
        detail=detail(told),
        evidence=tuple(a.event.id for a in evidence),
        excluded=left_out((a for a in group.every if a.place not in elsewhere), window, ids),
        measures=told.measures,
        certainty=Certainty.CERTAIN if certain else Certainty.DEPENDS_ON_UNCERTAIN_DATES,
        uncertain_events=() if certain else _uncertain(evidence, group, window),
        badges=_badges(evidence, policy),
        start=start,
        end=end,
    )


def _find(context: RuleContext, rule: Rule) -> tuple[Finding, ...]:
    care = context.care
    if not care.recorded:
        return (_not_assessable(context, rule),)
    whole = _whole_group(care, context)
    groups = {key: _service_group(service, context) for key, service in care.services.items() if key}
    findings: list[Finding] = []
    held: set[int] = set()
    for key, group in groups.items():
        counted = _evidence(group, context)
        if counted is not None:
            findings.append(_found(context, rule, group, whole, care.services[key], counted, frozenset()))
            held.update(a.place for a in counted[0])
    over_all = _evidence(whole, context)
    if over_all is not None and not held.issuperset(a.place for a in over_all[0]):
        findings.append(_found(context, rule, whole, whole, None, over_all, frozenset(held)))
    return tuple(findings) or (_not_found(context, rule, groups, whole),)


def _not_counted(care: Care) -> tuple[Excluded, ...]:
    return tuple(Excluded(a.event.id, a.role.why) for a in care.all if a.role not in {Role.SEEN, Role.MISSED})


def _not_found(context: RuleContext, rule: Rule, groups: dict[str, _Group], whole: _Group) -> Finding:
    care = context.care
    offers = Offers.of(care.all)
    kinds = kinds_missed(care.with_role(Role.MISSED))
    measures: dict[str, Measure] = {
        **offers.measures,
        **{name: kinds[kind] for kind, (name, _) in MISSED_KINDS.items()},
        "services": sum(1 for key in care.services if key),
        "longest_row_widest": max((group.rows.widest for group in groups.values()), default=0),
        "all_services_most_in_window_widest": whole.dense.widest,
        "window_months": context.policy.count(WNB_WINDOW_MONTHS),
    }
    words = not_found_words(context, offers, measures)
    finding = rule.finding(context, Outcome.NOT_FOUND, "Missed appointments: below the threshold", words)
    return replace(finding, excluded=_not_counted(care), measures=MappingProxyType(measures))


def _not_assessable(context: RuleContext, rule: Rule) -> Finding:
    excluded = _not_counted(context.care)
    finding = rule.finding(
        context,
        Outcome.NOT_ASSESSABLE,
        "Missed appointments cannot be assessed",
        "No offered appointment is recorded with what came of it, so nothing can be said about missed appointments.",
    )
    missing = ["no appointments are recorded as attended or missed: ask each service for its list of appointments and outcomes"]
    if any(a.role is Role.DISCHARGED for a in context.care.all):
        missing.append("a discharge for non-attendance is recorded without the appointments that came before it")
    return replace(finding, excluded=excluded, missing=tuple(missing))


RULE = Rule(
    id="was-not-brought",
    version=1,
    family="attendance",
    name="Was not brought to appointments",
    limits=(
        WNB_IN_A_ROW,
        WNB_IN_WINDOW,
        WNB_WINDOW_MONTHS,
        WNB_SINGLE,
        WNB_STRONG_IN_WINDOW,
        WNB_STRONG_SHARE,
        WNB_STRONG_SHARE_OFFERED,
    ),
    find=_find,
    alternatives=(
        "the invitation may not have arrived, or may have gone to an earlier address or number",
        "distance, transport, cost, work, or the care of other children may have stood in the way",
        "what the appointment was for may not have been clear, or an interpreter or plain words may have been needed",
        "the service may have changed or cancelled it without this record showing so",
        "the child may have been ill, or seen elsewhere at the time",
        "the record may be incomplete: attended appointments are often not written down",
    ),
    questions=(
        "What did missing this care mean for the child's health and comfort?",
        "What does the family say got in the way, and what would make it possible to come?",
        "What has been offered to make it easier: another time or place, transport, reminders, a home visit?",
        "What does the child say about these appointments?",
        "Does each service know of the appointments missed in the others?",
    ),
    considerations=(
        "ask the family what happened, and record their answer beside the entries",
        "ask the service whether the child has been seen since, and agree a new appointment with the help needed to keep it",
        "ask a clinician who knows the child what the missed care may lead to, and how soon",
        "talk it over with the named nurse or named doctor for safeguarding where the care matters for the child's health",
    ),
    sources=(
        "NHS attended or did not attend codes (3 and 7 missed; 2 and 4 cancelled)",
        "RCGP: usually one missed appointment is no concern; for a child on a protection plan for neglect, one is",
        "NHS Borders; Public Health Wales: telephone and video contacts and home visits without access are in scope",
        "no published numeric threshold for children could be verified: the numbers are local policy and can be changed",
    ),
)
