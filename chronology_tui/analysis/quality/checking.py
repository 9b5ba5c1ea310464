"""The quality check: every check over one case. Pure and deterministic: no clock, no randomness, no store."""

from __future__ import annotations

from collections.abc import Iterable

from chronology_tui.analysis.quality.context import QualityCase, QualityContext
from chronology_tui.analysis.quality.issue import QualityCode, QualityIssue
from chronology_tui.analysis.quality.registry import CHECKS, Check

_ORDER = {code: place for place, code in enumerate(QualityCode)}


def check(case: QualityCase, *, checks: Iterable[Check] = CHECKS) -> tuple[QualityIssue, ...]:
    """Return what there is to look at in a chronology.

    Args:
        case: the chronology and what goes with it.
        checks: the checks to run.

    Returns:
        the issues by code, then by the place of their first entry in the chronology (those about the whole first), then by field;
        the order in which entries were made does not matter.
    """
    context = QualityContext(case)
    found = [issue for one in checks for issue in run_check(one, context)]
    numbers = case.chronology.numbers

    def rank(issue: QualityIssue) -> tuple[int, int, str, str, str]:
        first = numbers.get(issue.events[0], 0) if issue.events else 0
        return (_ORDER[issue.code], first, issue.place, issue.subject, issue.reason)

    return tuple(sorted(found, key=rank))


def run_check(one: Check, context: QualityContext) -> tuple[QualityIssue, ...]:
    """Return what one check says; a check that raises becomes one issue with its name and the kind of fault only.

    This is the one place in the quality check where every exception is caught: a fault in one check must not hide what the others
    found. The message of the exception is left out, since it may quote the case.
    """
    try:
        return tuple(one.find(context))
    except Exception as fault:  # noqa: BLE001  the documented boundary, see above
        reason = (
            f"The check {one.code.value} stopped with a fault of the program ({type(fault).__name__}) and says nothing either"
            " way. The other checks ran."
        )
        return (QualityIssue(QualityCode.CHECK_FAILED, reason, subject=one.code.value),)
