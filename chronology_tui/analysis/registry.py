"""The rules, in the order in which they run and in which their findings are told apart from equals.

A later rule is one new file and one line here.
"""

from __future__ import annotations

from chronology_tui.analysis.rule import Rule
from chronology_tui.analysis.rules import (
    cancelled_by_family,
    frequent_emergency,
    repeat_admission,
    sustained_engagement,
    was_not_brought,
)

RULES: tuple[Rule, ...] = (
    was_not_brought.RULE,
    cancelled_by_family.RULE,
    frequent_emergency.RULE,
    repeat_admission.RULE,
    sustained_engagement.RULE,
)
"""Every rule, in order."""
