"""Every threshold of every rule: named, frozen, with its unit and where it comes from.

A threshold with no published figure says so (:data:`COMMON`, :data:`OURS`). A local policy may change any of them; see
:mod:`chronology_tui.analysis.policy`.
"""

from __future__ import annotations

from dataclasses import dataclass

COMMON = "common practice, no published figure"
OURS = "our choice, no published figure"


@dataclass(frozen=True, slots=True)
class Limit:
    """One threshold.

    Attributes:
        rule: the rule whose table it stands in, such as "was-not-brought".
        key: its name in a policy file, such as "in-a-row".
        default: its value unless a local policy changes it.
        unit: what it counts.
        words: what it is, as a reader meets it before the number.
        source: where the default comes from.
        minimum, maximum: the values that can be meant, both allowed.
        whole: whether only whole numbers can be meant.
    """

    rule: str
    key: str
    default: float
    unit: str
    words: str
    source: str
    minimum: float = 1
    maximum: float = 100
    whole: bool = True


# fmt: off
# --- was-not-brought
WNB_IN_A_ROW = Limit("was-not-brought", "in-a-row", 2, "appointments",
    "fewest missed in a row in one service, none attended between", COMMON, minimum=2)
WNB_IN_WINDOW = Limit("was-not-brought", "in-window", 3, "appointments", "fewest missed in any one window", COMMON, minimum=2)
WNB_WINDOW_MONTHS = Limit("was-not-brought", "window-months", 12, "months", "window of missed appointments", COMMON, maximum=60)
WNB_SINGLE = Limit("was-not-brought", "single", 1, "appointments",
    "fewest missed while on a child protection plan, or where the care is marked critical",
    "RCGP, for a plan for neglect; for any plan and for critical care, common practice, no published figure", maximum=10)
WNB_STRONG_IN_WINDOW = Limit("was-not-brought", "strong-in-window", 4, "appointments",
    "strong from this many missed in one window", OURS, minimum=2)
WNB_STRONG_SHARE = Limit("was-not-brought", "strong-share", 0.5, "of those offered",
    "strong from this share missed in one window, the fewest in a window being met", OURS, minimum=0.05, maximum=1, whole=False)
WNB_STRONG_SHARE_OFFERED = Limit("was-not-brought", "strong-share-offered", 4, "appointments",
    "fewest offered in the window for that share", OURS, minimum=2)
# --- cancelled-by-family
CBF_IN_WINDOW = Limit("cancelled-by-family", "in-window", 3, "appointments",
    "fewest cancelled or moved by the family in any one window", COMMON, minimum=2)
CBF_WINDOW_MONTHS = Limit("cancelled-by-family", "window-months", 12, "months",
    "window of cancelled appointments", COMMON, maximum=60)
CBF_SHORT_NOTICE = Limit("cancelled-by-family", "short-notice", 2, "appointments",
    "fewest cancelled or moved at short notice in any one window", COMMON, minimum=2)
CBF_NOTICE_DAYS = Limit("cancelled-by-family", "notice-days", 2, "days before the appointment",
    "short notice is at most", COMMON, minimum=0, maximum=31)
CBF_CONSIDER_IN_WINDOW = Limit("cancelled-by-family", "consider-in-window", 5, "appointments",
    "consider from this many in one window", OURS, minimum=2)
# --- frequent-emergency
EMERGENCY_IN_12_MONTHS = Limit("frequent-emergency", "in-12-months", 4, "attendances",
    "fewest emergency attendances in any 12 months", "Emergency Medicine Journal 38:146: 9.1% of attending children", minimum=2)
EMERGENCY_MORE_THAN_IN_6_MONTHS = Limit("frequent-emergency", "more-than-in-6-months", 3, "attendances",
    "or, in any 6 months, more than", "a local protocol (Leeds), planned returns left out")
# --- repeat-admission
ADMISSION_SAME_CONDITION = Limit("repeat-admission", "same-condition", 2, "admissions",
    "fewest unplanned admissions for one condition in any 12 months", COMMON, minimum=2)
ADMISSION_READMISSION_DAYS = Limit("repeat-admission", "readmission-days", 30, "days",
    "or admitted again after going home, within", "readmission within 30 days (Calderdale)", maximum=365)
ADMISSION_STRONG = Limit("repeat-admission", "strong", 3, "admissions",
    "strong from this many for one condition in any 12 months", OURS, minimum=2)
# --- sustained-engagement
ENGAGED_IN_A_ROW = Limit("sustained-engagement", "in-a-row", 4, "appointments",
    "fewest attended in a row in one service, none missed between", OURS, minimum=2)
# fmt: on

LIMITS: tuple[Limit, ...] = (
    WNB_IN_A_ROW, WNB_IN_WINDOW, WNB_WINDOW_MONTHS, WNB_SINGLE, WNB_STRONG_IN_WINDOW, WNB_STRONG_SHARE, WNB_STRONG_SHARE_OFFERED,
    CBF_IN_WINDOW, CBF_WINDOW_MONTHS, CBF_SHORT_NOTICE, CBF_NOTICE_DAYS, CBF_CONSIDER_IN_WINDOW,
    EMERGENCY_IN_12_MONTHS, EMERGENCY_MORE_THAN_IN_6_MONTHS,
    ADMISSION_SAME_CONDITION, ADMISSION_READMISSION_DAYS, ADMISSION_STRONG,
    ENGAGED_IN_A_ROW,
)  # fmt: skip
"""Every threshold, in the order in which a policy file lists them."""

AT_LEAST = (
    (WNB_STRONG_IN_WINDOW, WNB_IN_WINDOW),
    (CBF_CONSIDER_IN_WINDOW, CBF_IN_WINDOW),
    (ADMISSION_STRONG, ADMISSION_SAME_CONDITION),
)
"""Pairs of which the first must not be below the second: a stronger level cannot start before the finding does."""
