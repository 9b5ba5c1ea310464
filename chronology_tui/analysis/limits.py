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
# --- missed-after-urgent-care
FOLLOW_UP_DAYS = Limit("missed-after-urgent-care", "days", 90, "days",
    "follow-up not attended counts up to this long after urgent care", COMMON, maximum=365)
FOLLOW_UP_CONSIDER = Limit("missed-after-urgent-care", "consider", 2, "appointments",
    "consider from this many not attended; after an admission or for critical care, from one", OURS)
# --- supply-gap
SUPPLY_COVERED = Limit("supply-gap", "covered-below", 0.8, "of days",
    "share of days covered by supplies below", "the 80% line that is common in studies of adherence", minimum=0.05, maximum=1,
    whole=False)
SUPPLY_DAYS = Limit("supply-gap", "days", 90, "days", "over at least", COMMON, minimum=28, maximum=1095)
SUPPLY_CONSIDER = Limit("supply-gap", "consider-below", 0.5, "of days",
    "consider below this share, from 3 supplies on; for a critical medicine, at once", OURS, minimum=0, maximum=1, whole=False)
SUPPLY_BREAK_DAYS = Limit("supply-gap", "break-days", 90, "days",
    "a longer time without any supply is not counted: the medicine may have been stopped, or supplies not recorded; more than",
    OURS, minimum=28, maximum=1095)
SUPPLY_COURSE_DAYS = Limit("supply-gap", "course-days", 14, "days",
    "a medicine is read as short courses, unless critical, when every supply covers fewer than", OURS, maximum=90)
# --- doses-missed
DOSES_IN_WINDOW = Limit("doses-missed", "in-window", 2, "entries", "fewest entries of missed doses in any one window", COMMON,
    minimum=2)
DOSES_WINDOW_MONTHS = Limit("doses-missed", "window-months", 3, "months", "window of missed doses", COMMON, maximum=60)
DOSES_CRITICAL = Limit("doses-missed", "critical", 1, "entries", "fewest entries of missed doses of a critical medicine", COMMON,
    maximum=10)
DOSES_CONSIDER = Limit("doses-missed", "consider-in-window", 4, "entries",
    "consider from this many in one window; for a critical medicine, at once", OURS, minimum=2)
DOSES_STRONG = Limit("doses-missed", "strong-critical", 3, "entries",
    "strong from this many of a critical medicine in one window", OURS, minimum=2)
DOSES_OWN_AGE = Limit("doses-missed", "own-refusal-from", 12, "years",
    "the young person's own refusal of a dose is left out from this age", OURS, minimum=0, maximum=18)
# --- reliever-overuse
RELIEVER_MORE_THAN = Limit("reliever-overuse", "more-than", 3, "inhalers", "reliever inhalers in any 12 months, more than",
    "asthma guidance: more than 3 a year goes with attacks")
RELIEVER_CONSIDER = Limit("reliever-overuse", "consider", 6, "inhalers", "consider from this many in any 12 months",
    "asthma guidance: 6 or more a year asks for a review with priority", minimum=2)
RELIEVER_STRONG_OVER = Limit("reliever-overuse", "strong-over", 12, "inhalers", "strong over this many in any 12 months",
    "National Review of Asthma Deaths: more than 12 a year", minimum=2)
# --- review-overdue
REVIEW_MONTHS = Limit("review-overdue", "months", 12, "months", "longest time in use without a review on record", COMMON,
    maximum=60)
REVIEW_LONG_TERM_DAYS = Limit("review-overdue", "long-term-days", 90, "days",
    "a medicine is long-term when in use over at least", OURS, minimum=28, maximum=1095)
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
# --- discharged-not-seen
DNS_CLOSURES = Limit("discharged-not-seen", "closures", 1, "closures",
    "fewest closures for non-attendance with no later contact in that service", COMMON, maximum=10)
# --- repeated-injury
INJURY_IN_WINDOW = Limit("repeated-injury", "in-window", 3, "injuries", "fewest injuries in any one window", COMMON, minimum=2)
INJURY_WINDOW_MONTHS = Limit("repeated-injury", "window-months", 12, "months", "window of injuries", COMMON, maximum=60)
INJURY_NOT_MOBILE = Limit("repeated-injury", "not-mobile", 1, "injuries",
    "fewest bruises or injuries in a child not yet mobile", "NICE CG89: bruising in a child who is not independently mobile",
    maximum=10)
INJURY_MOBILE_MONTHS = Limit("repeated-injury", "not-mobile-under-months", 6, "months of age",
    "where mobility is not recorded, a child is taken as not yet mobile under",
    "NICE CG89 gives no age; 6 months is common in local bruising protocols, no published figure", maximum=24)
INJURY_AGAIN_DAYS = Limit("repeated-injury", "seen-again-days", 42, "days",
    "an entry that speaks of a check or follow-up is taken as an earlier injury seen again within", OURS, minimum=0, maximum=180)
INJURY_SAME_DAYS = Limit("repeated-injury", "same-injury-days", 7, "days",
    "the same kind of injury at the same place on the body is taken as seen again within", OURS, minimum=0, maximum=60)
# --- engagement-around-meetings
MEETINGS_NEAR_DAYS = Limit("engagement-around-meetings", "near-days", 42, "days",
    "near a meeting or a concern raised: the days after it, up to", OURS, maximum=180)
MEETINGS_FAR_DAYS = Limit("engagement-around-meetings", "far-days", 84, "days",
    "later: the days that follow those, up to", OURS, maximum=365)
MEETINGS_CONTACTS = Limit("engagement-around-meetings", "contacts", 4, "appointments",
    "fewest appointments kept or missed in both together", OURS, minimum=4)
MEETINGS_EACH = Limit("engagement-around-meetings", "contacts-each", 2, "appointments",
    "fewest of them near meetings, and fewest later", OURS)
MEETINGS_RATIO = Limit("engagement-around-meetings", "ratio", 1.5, "times",
    "the share kept near meetings is at least this many times the share kept later", OURS, minimum=1.1, maximum=10, whole=False)
MEETINGS_CONSIDER = Limit("engagement-around-meetings", "consider-contacts", 8, "appointments",
    "consider from this many appointments in both together", OURS, minimum=4)
# --- contact-fading
FADING_CONTACTS = Limit("contact-fading", "contacts", 6, "contacts",
    "fewest days of contact for saying that the time between them grows", OURS, minimum=5)
FADING_TREND = Limit("contact-fading", "trend", 1.96, "Laplace trend",
    "the time between contacts grows where the trend is below minus", "Cox and Lewis 1966, the Laplace test of trend",
    minimum=1, maximum=5, whole=False)
FADING_WINDOW_MONTHS = Limit("contact-fading", "window-months", 24, "months", "contacts looked at for growing gaps", OURS,
    minimum=6, maximum=60)
FADING_SETTLED_YEARS = Limit("contact-fading", "settled-years", 3, "years of age",
    "planned contacts thin out by themselves below this age, so growing gaps are looked at only above it", OURS,
    minimum=0, maximum=18)
FADING_UNDER_1 = Limit("contact-fading", "unseen-months-under-1", 6, "months",
    "longest time without a health contact under 1 year of age", OURS, maximum=24)
FADING_UNDER_5 = Limit("contact-fading", "unseen-months-under-5", 12, "months",
    "longest time without a health contact from 1 to 4 years of age", OURS, maximum=48)
FADING_ONGOING = Limit("contact-fading", "unseen-months-ongoing-need", 12, "months",
    "longest time without a health contact from 5 years of age with a long-term condition or an ongoing need", OURS, maximum=48)
FADING_OLDER = Limit("contact-fading", "unseen-months-older", 24, "months",
    "longest time without a health contact from 5 years of age otherwise", OURS, maximum=60)
# --- frequent-moves
MOVES_IN_WINDOW = Limit("frequent-moves", "in-window", 2, "changes", "fewest changes in any one window", COMMON, minimum=2)
MOVES_WINDOW_MONTHS = Limit("frequent-moves", "window-months", 12, "months", "window of changes", COMMON, maximum=60)
MOVES_ONE_DAYS = Limit("frequent-moves", "one-change-days", 60, "days",
    "a new home, GP or school are taken as one change within", OURS, minimum=0, maximum=180)
# --- closed-and-referred-again
CLOSED_IN_WINDOW = Limit("closed-and-referred-again", "in-window", 2, "referrals",
    "fewest closed with no further action in any one window", COMMON, minimum=2)
CLOSED_WINDOW_MONTHS = Limit("closed-and-referred-again", "window-months", 24, "months", "window of closed referrals", COMMON,
    maximum=60)
CLOSED_CONSIDER = Limit("closed-and-referred-again", "consider", 3, "referrals", "consider from this many closed in a window",
    OURS, minimum=2)
# --- escalation
ESCALATION_EVENTS = Limit("escalation", "events", 5, "days", "fewest days with moderate harm or worse", OURS, minimum=5)
ESCALATION_TREND = Limit("escalation", "trend", 1.96, "Laplace trend", "getting closer together where the trend is above",
    "Cox and Lewis 1966, the Laplace test of trend", minimum=1, maximum=5, whole=False)
ESCALATION_QUIET_MONTHS = Limit("escalation", "quiet-months", 12, "months", "a note only when none followed the last one for",
    OURS, maximum=60)
# --- chronicity
CHRONIC_NOTE = Limit("chronicity", "months", 3, "months of the last 12", "fewest months with a concern", OURS, minimum=2,
    maximum=12)
CHRONIC_CONSIDER = Limit("chronicity", "consider-months", 6, "months of the last 12", "consider from this many months", OURS,
    minimum=2, maximum=12)
CHRONIC_STRONG = Limit("chronicity", "strong-months", 9, "months of the last 12",
    "strong from this many months with a concern of moderate severity or worse", OURS, minimum=2, maximum=12)
# --- cluster
CLUSTER_DAYS = Limit("cluster", "window-days", 60, "days", "window of concerns", OURS, minimum=7, maximum=365)
CLUSTER_FEWEST = Limit("cluster", "fewest", 4, "days with a concern", "fewest in one window", OURS, minimum=3)
CLUSTER_RATIO = Limit("cluster", "ratio", 3, "times", "and at least this many times what the rest of the record gives", OURS,
    minimum=1.5, maximum=20, whole=False)
# --- drift
DRIFT_OVERDUE = Limit("drift", "overdue", 1, "actions", "fewest agreed actions past due", COMMON)
DRIFT_CONSIDER = Limit("drift", "consider", 2, "actions", "consider from this many not carried out", OURS)
DRIFT_REVIEWS = Limit("drift", "reviews", 2, "reviews", "fewest reviews at which the same action was still open", COMMON,
    maximum=10)
# --- start-again
START_AGAIN_DAYS = Limit("start-again", "history-days", 90, "days",
    "entries of the same episode: earlier history begins more than this many days before the referral", OURS, minimum=0,
    maximum=365)
# --- cumulative-vulnerability
CUMULATIVE_TOGETHER = Limit("cumulative-vulnerability", "together", 3, "vulnerabilities and household risks",
    "fewest that hold together", OURS, minimum=2)
CUMULATIVE_CONSIDER = Limit("cumulative-vulnerability", "consider", 4, "vulnerabilities and household risks",
    "consider from this many together, of both sorts", OURS, minimum=2)
# --- protective-factors
PROTECTIVE_FEWEST = Limit("protective-factors", "fewest", 1, "entries", "fewest strengths recorded", OURS)
# --- left-before-care-complete
LEFT_SINGLE = Limit("left-before-care-complete", "single", 1, "entries",
    "fewest of left before seen or taken home against advice", COMMON, maximum=10)
LEFT_WINDOW_MONTHS = Limit("left-before-care-complete", "window-months", 12, "months", "window in which they are counted", COMMON,
    maximum=60)
LEFT_CONSIDER = Limit("left-before-care-complete", "consider", 2, "entries",
    "consider from this many in one window; taken home against advice, at once", OURS)
LEFT_STRONG = Limit("left-before-care-complete", "strong", 3, "entries",
    "strong from this many in one window, one of them against advice", OURS, minimum=2)
# --- delayed-presentation
DELAY_SINGLE = Limit("delayed-presentation", "single", 1, "entries", "fewest contacts with a delay", COMMON, maximum=10)
DELAY_WINDOW_MONTHS = Limit("delayed-presentation", "window-months", 12, "months", "window of delayed contacts", COMMON,
    maximum=60)
DELAY_CONSIDER = Limit("delayed-presentation", "consider", 2, "entries", "consider from this many delays in one window", COMMON)
# --- advice-not-followed
ADVICE_IN_WINDOW = Limit("advice-not-followed", "in-window", 2, "entries",
    "fewest entries of advice not followed, in one area, in any one window", COMMON, minimum=2)
ADVICE_WINDOW_MONTHS = Limit("advice-not-followed", "window-months", 6, "months", "window of advice not followed", COMMON,
    maximum=60)
ADVICE_REFUSED = Limit("advice-not-followed", "refused", 1, "entries", "fewest entries of treatment declined by a carer", COMMON,
    maximum=10)
ADVICE_STRONG = Limit("advice-not-followed", "strong-in-window", 4, "entries", "strong from this many in one window", OURS,
    minimum=2)
ADVICE_OWN_AGE = Limit("advice-not-followed", "own-refusal-from", 12, "years",
    "the young person's own decision is left out from this age; of treatment, at any age", OURS, minimum=0, maximum=18)
# --- child-managing-own-care
OWN_CARE_STRONG_BELOW = Limit("child-managing-own-care", "strong-below", 8, "years",
    "strong when the child is younger than", OURS, maximum=18)
OWN_CARE_CONSIDER_BELOW = Limit("child-managing-own-care", "consider-below", 13, "years",
    "consider when the child is younger than", OURS, maximum=18)
# --- quality-check (no rule: analysis/quality)
QUALITY_SEVERITY = Limit("quality-check", "expected-from-severity", 2, "severity",
    "what was done, the family's response and the impact are asked for from", OURS, minimum=1, maximum=4)
QUALITY_WORDS = Limit("quality-check", "summary-words", 60, "words", "longest summary",
    "Scottish National Risk Framework asks for a very brief note; the figure is our choice", minimum=20, maximum=500)
QUALITY_OVERLAP = Limit("quality-check", "shared-words", 0.6, "of their words",
    "entries of one day, kind and service are possible duplicates when they share", OURS, minimum=0.3, maximum=1, whole=False)
QUALITY_OTHER_OVERLAP = Limit("quality-check", "shared-words-other-kind", 0.8, "of their words",
    "a note and another entry of one day and source are possible duplicates when they share", OURS, minimum=0.3, maximum=1,
    whole=False)
QUALITY_MEASURE = Limit("quality-check", "measure-difference", 0.02, "of the larger value",
    "two measures of one day conflict when they differ by more than", OURS, minimum=0, maximum=1, whole=False)
QUALITY_ENTRIES = Limit("quality-check", "entries", 5, "entries",
    "fewest entries for saying that none of them tells of something that goes well", OURS)
QUALITY_GAP_MONTHS = Limit("quality-check", "gap-months", 12, "months", "longest time between two entries", OURS, maximum=60)
QUALITY_STALE_MONTHS = Limit("quality-check", "stale-months", 6, "months", "longest time since the last entry of an active case",
    OURS, maximum=60)
QUALITY_COMMONER = Limit("quality-check", "commoner", 5, "times",
    "a spelling is taken as the right one when it is used at least this many times as often", OURS, minimum=2)
QUALITY_PAGE_WORDS = Limit("quality-check", "page-words", 300, "words",
    "a printed page of a table in 12 point holds about", OURS, minimum=100, maximum=1000)
QUALITY_COURT_PAGES = Limit("quality-check", "court-pages", 10, "pages", "longest chronology for the family court",
    "Practice Direction 27A as in force from 2018 to 2026")
# --- sustained-engagement
ENGAGED_IN_A_ROW = Limit("sustained-engagement", "in-a-row", 4, "appointments",
    "fewest attended in a row in one service, none missed between", OURS, minimum=2)
ENGAGED_RECOVERED = Limit("sustained-engagement", "recovered", 3, "appointments",
    "fewest attended in a row, up to the last on record, that recover a row of missed ones", OURS, minimum=2)
ENGAGED_MEASURES = Limit("sustained-engagement", "measures", 3, "HbA1c measures",
    "fewest measures of HbA1c in a row, each below the one before", OURS, minimum=3)
ENGAGED_FALL = Limit("sustained-engagement", "fall", 5, "mmol/mol", "and the last below the first of them by", OURS, maximum=60)
# fmt: on

QUALITY_LIMITS = (
    QUALITY_SEVERITY, QUALITY_WORDS, QUALITY_OVERLAP, QUALITY_OTHER_OVERLAP, QUALITY_MEASURE, QUALITY_ENTRIES, QUALITY_GAP_MONTHS,
    QUALITY_STALE_MONTHS, QUALITY_COMMONER, QUALITY_PAGE_WORDS, QUALITY_COURT_PAGES,
)  # fmt: skip
"""The thresholds of the quality check, which stand in a policy file under a table of its name."""

LIMITS: tuple[Limit, ...] = (
    WNB_IN_A_ROW, WNB_IN_WINDOW, WNB_WINDOW_MONTHS, WNB_SINGLE, WNB_STRONG_IN_WINDOW, WNB_STRONG_SHARE, WNB_STRONG_SHARE_OFFERED,
    CBF_IN_WINDOW, CBF_WINDOW_MONTHS, CBF_SHORT_NOTICE, CBF_NOTICE_DAYS, CBF_CONSIDER_IN_WINDOW,
    FOLLOW_UP_DAYS, FOLLOW_UP_CONSIDER,
    SUPPLY_COVERED, SUPPLY_DAYS, SUPPLY_CONSIDER, SUPPLY_BREAK_DAYS, SUPPLY_COURSE_DAYS,
    DOSES_IN_WINDOW, DOSES_WINDOW_MONTHS, DOSES_CRITICAL, DOSES_CONSIDER, DOSES_STRONG, DOSES_OWN_AGE,
    RELIEVER_MORE_THAN, RELIEVER_CONSIDER, RELIEVER_STRONG_OVER,
    REVIEW_MONTHS, REVIEW_LONG_TERM_DAYS,
    EMERGENCY_IN_12_MONTHS, EMERGENCY_MORE_THAN_IN_6_MONTHS,
    ADMISSION_SAME_CONDITION, ADMISSION_READMISSION_DAYS, ADMISSION_STRONG,
    LEFT_SINGLE, LEFT_WINDOW_MONTHS, LEFT_CONSIDER, LEFT_STRONG,
    DELAY_SINGLE, DELAY_WINDOW_MONTHS, DELAY_CONSIDER,
    ADVICE_IN_WINDOW, ADVICE_WINDOW_MONTHS, ADVICE_REFUSED, ADVICE_STRONG, ADVICE_OWN_AGE,
    OWN_CARE_STRONG_BELOW, OWN_CARE_CONSIDER_BELOW,
    DNS_CLOSURES, INJURY_IN_WINDOW, INJURY_WINDOW_MONTHS, INJURY_NOT_MOBILE, INJURY_MOBILE_MONTHS, INJURY_SAME_DAYS,
    INJURY_AGAIN_DAYS,
    MEETINGS_NEAR_DAYS, MEETINGS_FAR_DAYS, MEETINGS_CONTACTS, MEETINGS_EACH, MEETINGS_RATIO, MEETINGS_CONSIDER,
    FADING_CONTACTS, FADING_TREND,
    FADING_WINDOW_MONTHS, FADING_SETTLED_YEARS, FADING_UNDER_1, FADING_UNDER_5, FADING_ONGOING, FADING_OLDER, MOVES_IN_WINDOW,
    MOVES_WINDOW_MONTHS, MOVES_ONE_DAYS, CLOSED_IN_WINDOW, CLOSED_WINDOW_MONTHS, CLOSED_CONSIDER, ESCALATION_EVENTS,
    ESCALATION_TREND, ESCALATION_QUIET_MONTHS, CHRONIC_NOTE, CHRONIC_CONSIDER, CHRONIC_STRONG, CLUSTER_DAYS, CLUSTER_FEWEST,
    CLUSTER_RATIO, DRIFT_OVERDUE, DRIFT_CONSIDER, DRIFT_REVIEWS, START_AGAIN_DAYS, CUMULATIVE_TOGETHER, CUMULATIVE_CONSIDER,
    PROTECTIVE_FEWEST,
    ENGAGED_IN_A_ROW, ENGAGED_RECOVERED, ENGAGED_MEASURES, ENGAGED_FALL,
    *QUALITY_LIMITS,
)  # fmt: skip
"""Every threshold, in the order in which a policy file lists them."""

AT_LEAST = (
    (WNB_STRONG_IN_WINDOW, WNB_IN_WINDOW),
    (CBF_CONSIDER_IN_WINDOW, CBF_IN_WINDOW),
    (ADMISSION_STRONG, ADMISSION_SAME_CONDITION),
    (SUPPLY_COVERED, SUPPLY_CONSIDER),
    (DOSES_CONSIDER, DOSES_IN_WINDOW),
    (DOSES_STRONG, DOSES_CRITICAL),
    (RELIEVER_CONSIDER, RELIEVER_MORE_THAN),
    (RELIEVER_STRONG_OVER, RELIEVER_CONSIDER),
    (LEFT_CONSIDER, LEFT_SINGLE),
    (LEFT_STRONG, LEFT_CONSIDER),
    (DELAY_CONSIDER, DELAY_SINGLE),
    (ADVICE_STRONG, ADVICE_IN_WINDOW),
    (OWN_CARE_CONSIDER_BELOW, OWN_CARE_STRONG_BELOW),
    (MEETINGS_CONSIDER, MEETINGS_CONTACTS),
    (CLOSED_CONSIDER, CLOSED_IN_WINDOW),
    (CHRONIC_CONSIDER, CHRONIC_NOTE),
    (CHRONIC_STRONG, CHRONIC_CONSIDER),
    (DRIFT_CONSIDER, DRIFT_OVERDUE),
    (CUMULATIVE_CONSIDER, CUMULATIVE_TOGETHER),
)
"""Pairs of which the first must not be below the second: a stronger level cannot start before the finding does."""
