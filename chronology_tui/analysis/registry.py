"""The rules, in the order in which they run and in which their findings are told apart from equals.

A later rule is one new file and one line here.
"""

from __future__ import annotations

from chronology_tui.analysis.rule import Rule
from chronology_tui.analysis.rules import (
    advice_not_followed,
    cancelled_by_family,
    child_managing_own_care,
    chronicity,
    closed_and_referred_again,
    cluster,
    contact_fading,
    cumulative_vulnerability,
    delayed_presentation,
    discharged_not_seen,
    doses_missed,
    drift,
    engagement_around_meetings,
    escalation,
    frequent_emergency,
    frequent_moves,
    left_before_care_complete,
    missed_after_urgent_care,
    protective_factors,
    reliever_overuse,
    repeat_admission,
    repeated_injury,
    review_overdue,
    start_again,
    supply_gap,
    sustained_engagement,
    was_not_brought,
)

RULES: tuple[Rule, ...] = (
    was_not_brought.RULE,
    cancelled_by_family.RULE,
    missed_after_urgent_care.RULE,
    discharged_not_seen.RULE,
    supply_gap.RULE,
    doses_missed.RULE,
    reliever_overuse.RULE,
    review_overdue.RULE,
    frequent_emergency.RULE,
    repeat_admission.RULE,
    left_before_care_complete.RULE,
    delayed_presentation.RULE,
    advice_not_followed.RULE,
    child_managing_own_care.RULE,
    repeated_injury.RULE,
    engagement_around_meetings.RULE,
    contact_fading.RULE,
    frequent_moves.RULE,
    closed_and_referred_again.RULE,
    escalation.RULE,
    chronicity.RULE,
    cluster.RULE,
    drift.RULE,
    start_again.RULE,
    cumulative_vulnerability.RULE,
    sustained_engagement.RULE,
    protective_factors.RULE,
)
"""Every rule, in order."""
