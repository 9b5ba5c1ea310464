"""Review overdue: a long-term medicine in use for more than 12 months without a review on record.

A medicine is long-term when the record shows it in use over at least 90 days: from its first prescription or supply to its last,
the days that a supply covers included. It is so read too when marked critical; that mark does not lengthen the time in use, since
nobody knows how long a single entry holds. Time counts from the last review on record, or from the first day in use where
there was none, to the last day in use and never past the day looked back from. A medicine that the record last shows in use
more than 12 months ago is left alone.

As a review counts: an entry "medicine review done" that names this medicine or none; and any contact, prescription or stay of
which the words say that medicine was reviewed or started, or its dose changed. So what was reviewed and not so called does
not count against anybody. A review is for the service to offer: the words say so.

**Level**: *consider* for a critical medicine, or where a review is recorded as missed in this time; else *note*.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from chronology_tui.analysis.counted import Counted, found, not_assessable, not_found
from chronology_tui.analysis.finding import Badge, Excluded, Finding, Level, Measure
from chronology_tui.analysis.limits import REVIEW_LONG_TERM_DAYS, REVIEW_MONTHS
from chronology_tui.analysis.medicines import Medicine, by_medicine, marked_critical, medicine_of
from chronology_tui.analysis.reach import FIRST_DAY, Reach, window_end
from chronology_tui.analysis.rule import Rule, RuleContext
from chronology_tui.analysis.wording import day_words, joined, many, span_words
from chronology_tui.domain.dates.value import Qualifier
from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.records import Event, MedicineDetails
from chronology_tui.domain.text import fold

LAST_REVIEW = "the last review on record before this time: it is where the time begins"
_CONTACTS = (
    Kind.ATTENDED, Kind.ATTENDED_LATE, Kind.GP_CONTACT, Kind.SPECIALIST_CONTACT, Kind.TELEPHONE_CONTACT, Kind.PRESCRIBED,
    Kind.ADMISSION, Kind.DISCHARGE, Kind.CARE_PLAN_GIVEN, Kind.DIAGNOSIS,
)  # fmt: skip
_WHAT = r"(?:medicines?|medications?|treatment|doses?|dosage|inhalers?|insulin|preventer)"
_DONE = r"(?:review\w*|chang\w*|adjust\w*|rais\w*|increas\w*|lower\w*|reduc\w*|moved|started|restarted|optimis\w*)"
_REVIEWED = re.compile(
    rf"(?<!\w){_WHAT}(?: (?:was|were|is|has been|have been|then|and \w+|plan|use))* {_DONE}(?!\w)"
    rf"|(?<!\w){_DONE} (?:of )?(?:the |her |his |their |all )?(?:\w+ )?{_WHAT}(?!\w)"
)


@dataclass(frozen=True, slots=True)
class _Use:
    """One medicine in use.

    Attributes:
        medicine: which.
        critical: whether it is critical, by the table or by a mark.
        items: its prescriptions and supplies.
        sure: first and last day in use by the sure entries, kindest to the time; None when none is sure.
        widest: first and last possible day in use; None when no entry has a beginning.
    """

    medicine: Medicine
    critical: bool
    items: tuple[Counted, ...]
    sure: tuple[int, int] | None
    widest: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class _Overdue:
    """The time without a review in one reading: from a day (a review, or the first day in use) to the last day in use."""

    since: int
    until: int
    reviewed: bool


def _covered(event: Event) -> int:
    """Return the days that an entry shows the medicine in use after its day: those that a supply covers, less its own."""
    days = event.details.days_supplied if isinstance(event.details, MedicineDetails) else None
    return max((days or 1) - 1, 0)


def _ends(item: Counted) -> tuple[int, int, int, int]:
    """Return the earliest and latest first day in use, and the earliest and latest last day, that one entry shows."""
    reach, more = item.reach, _covered(item.event)
    if item.event.when.qualifier is Qualifier.SPAN:
        return reach.first, reach.first, reach.last, max(reach.last, reach.first + more)
    return reach.first, reach.last, reach.first + more, reach.last + more


def _use(context: RuleContext, medicine: Medicine, events: Sequence[Event]) -> _Use:
    today = context.as_of.toordinal()
    items = tuple(Counted(event, Reach.of(event.when, context.as_of)) for event in events)
    sure = [_ends(item) for item in items if item.reach.sure]
    bounded = [_ends(item) for item in items if item.reach.bounded]
    return _Use(
        medicine,
        bool(medicine.critical) or any(marked_critical(event) for event in events),
        items,
        (min(e[1] for e in sure), min(max(e[2] for e in sure), today)) if sure else None,
        (min(e[0] for e in bounded), min(max(e[3] for e in bounded), today)) if bounded else None,
    )


def _reviews(context: RuleContext) -> list[Counted]:
    events = [
        event
        for event in context.of_kinds(Kind.MEDICINE_REVIEW_DONE, *_CONTACTS)
        if event.kind is Kind.MEDICINE_REVIEW_DONE or _REVIEWED.search(fold(event.summary))
    ]
    return [Counted(event, Reach.of(event.when, context.as_of)) for event in events]


def _of(reviews: Sequence[Counted], medicine: Medicine) -> list[Counted]:
    """Return the reviews that may be of a medicine: those that name it or no medicine of their own."""
    named = ((review, medicine_of(review.event)) for review in reviews)
    return [review for review, other in named if other is None or other.key == medicine.key]


def _overdue(context: RuleContext, use: tuple[int, int] | None, reviews: Sequence[Counted], *, sure: bool) -> _Overdue | None:
    """Return the time without a review in one reading, or None when it is not longer than the policy allows."""
    if use is None or use[1] - use[0] < 0:
        return None
    first, last = use
    # Kindest: a review on the last day that it allows, an undated one included. Widest: on the first.
    before = max((r.reach.last if sure else r.reach.first for r in reviews), default=FIRST_DAY)
    since, months = max(first, before), context.policy.count(REVIEW_MONTHS)
    if last <= window_end(since, months) + 1 or context.as_of.toordinal() > window_end(last, months) + 1:
        return None
    return _Overdue(since, last, reviewed=before >= first)


def _long_term(context: RuleContext, use: _Use) -> bool:
    least = context.policy.count(REVIEW_LONG_TERM_DAYS)
    return use.critical or (use.widest is not None and use.widest[1] - use.widest[0] + 1 >= least)


def _find(context: RuleContext, rule: Rule) -> tuple[Finding, ...]:
    groups, unnamed = by_medicine(context.of_kinds(Kind.PRESCRIBED, Kind.SUPPLIED))
    uses = [_use(context, medicine, events) for medicine, events in groups.values()]
    long_term = [use for use in uses if _long_term(context, use)]
    if not long_term:
        return (_not_assessable(context, rule, uses, unnamed),)
    reviews = _reviews(context)
    findings = [f for use in long_term if (f := _one(context, rule, use, _of(reviews, use.medicine))) is not None]
    return tuple(findings) or (_not_found(context, rule, long_term, reviews),)


def _one(context: RuleContext, rule: Rule, use: _Use, reviews: Sequence[Counted]) -> Finding | None:
    widest = _overdue(context, use.widest, reviews, sure=False)
    if widest is None:
        return None
    surest = _overdue(context, use.sure, reviews, sure=True)
    told = surest or widest
    missed = [
        Counted(event, Reach.of(event.when, context.as_of))
        for event in context.by_kind.get(Kind.MEDICINE_REVIEW_MISSED, ())
        if (named := medicine_of(event)) is None or named.key == use.medicine.key
    ]
    missed = [item for item in missed if item.reach.meets(told.since, context.as_of.toordinal())]
    order = context.chronology.numbers
    evidence = sorted((*use.items, *missed), key=lambda item: order[item.event.id])
    name = use.medicine.name
    length = span_words(date.fromordinal(told.since), date.fromordinal(told.until))
    last = max((r for r in reviews if r.reach.bounded and r.reach.first <= told.since), key=lambda r: r.reach.last, default=None)
    measures: dict[str, Measure] = {
        "entries": len(use.items),
        "reviews_missed": len(missed),
        "reviews_on_record": len(reviews),
        "days_without_review": told.until - told.since,
        "since": date.fromordinal(told.since).isoformat(),
        "in_use_until": date.fromordinal(told.until).isoformat(),
        "critical": use.critical,
        "uncertain_dates": sum(not item.reach.exact for item in evidence),
    }
    level = Level.CONSIDER if use.critical or missed else Level.NOTE
    finding = found(
        context, rule, "", _sentences(context, use, told, missed, certain=surest is not None), evidence,
        level if surest is not None else Level.NOTE, certain=surest is not None, measures=measures,
        out=(Excluded(last.event.id, LAST_REVIEW),) if last is not None and told.reviewed else (),
        area="Medicines", subject=name[:1].upper() + name[1:],
        also_uncertain=(r.event.id for r in reviews if not r.reach.exact),
    )  # fmt: skip
    badges = tuple(Badge(item.event.id, "review missed") for item in missed)
    return replace(finding, title=f"{name[:1].upper()}{name[1:]}: no review recorded in {length}", badges=badges)


def _sentences(context: RuleContext, use: _Use, told: _Overdue, missed: Sequence[Counted], *, certain: bool) -> tuple[str, ...]:
    since, until = day_words(date.fromordinal(told.since)), day_words(date.fromordinal(told.until))
    began = "the last review" if told.reviewed else "its first entry"
    why = f" ({use.medicine.critical})" if use.medicine.critical else ""
    supplies = sum(item.event.kind is Kind.SUPPLIED for item in use.items)
    contacts = context.of_kinds(Kind.ATTENDED, Kind.ATTENDED_LATE, Kind.GP_CONTACT, Kind.SPECIALIST_CONTACT)
    inside = sum(Reach.of(e.when, context.as_of).meets(told.since + 1, told.until) for e in contacts)
    return (
        (
            f"The record shows {use.medicine.name} in use until {until} ({many(len(use.items) - supplies, 'prescription')},"
            f" {many(supplies, 'supply', 'supplies')}), and no review of it since {began} on {since}."
        ),
        f"A review is looked for at least every {many(context.policy.count(REVIEW_MONTHS), 'month')}.",
        f"It is a critical medicine{why}." if use.critical else "",
        f"In this time {many(len(missed), 'review is', 'reviews are')} recorded as due or booked and not done." if missed else "",
        f"In the same time {many(inside, 'clinic or GP contact')} {'is' if inside == 1 else 'are'} recorded, in which it may"
        " have been reviewed without the entry saying so."
        if inside
        else "",
        ""
        if certain
        else "Whether this is so depends on uncertain dates: in the surest reading the time is not longer than that.",
        "Reviews are for the service to offer: this need not be anything that the family left out.",
    )


def _not_found(context: RuleContext, rule: Rule, uses: Sequence[_Use], reviews: Sequence[Counted]) -> Finding:
    sentences = (
        (
            f"Looked at {joined([u.medicine.name for u in uses])}, with"
            f" {many(len(reviews), 'review or change of dose', 'reviews or changes of dose')} on record."
        ),
        (
            f"No medicine was in use for more than {many(context.policy.count(REVIEW_MONTHS), 'month')} without one, as far as"
            " the prescriptions and supplies on record show."
        ),
    )
    measures: dict[str, Measure] = {"medicines": len(uses), "reviews_on_record": len(reviews)}
    return not_found(context, rule, "Reviews of long-term medicine: below the threshold", sentences, measures)


def _not_assessable(context: RuleContext, rule: Rule, uses: Sequence[_Use], unnamed: Sequence[Event]) -> Finding:
    least = many(context.policy.count(REVIEW_LONG_TERM_DAYS), "day")
    short = many(len(uses), "medicine")
    why = f"No medicine is recorded as in use over at least {least}, or marked critical."
    if uses:
        why += f" {short} {'is' if len(uses) == 1 else 'are'} recorded over a shorter time."
    if unnamed:
        why += f" {many(len(unnamed), 'entry names', 'entries name')} no medicine."
    missing = "no long-term medicine is recorded: ask the GP for the list of repeat medicines and the dates of reviews"
    out = tuple(Excluded(event.id, "the entry does not name the medicine") for event in unnamed)
    return not_assessable(context, rule, "Reviews of long-term medicine cannot be assessed", why, (missing,), out)


RULE = Rule(
    id="review-overdue",
    version=1,
    family="medicines",
    name="Review of long-term medicine overdue",
    limits=(REVIEW_MONTHS, REVIEW_LONG_TERM_DAYS),
    find=_find,
    alternatives=(
        "no review may have been offered, or the invitation may not have arrived",
        "medicine may have been reviewed in a clinic letter that is not in this record, or not called a review",
        "the medicine may have been stopped, and the record not say so",
        "two services may each have thought that the other reviews it",
    ),
    questions=(
        "Who is to review this medicine, and when did they last do so?",
        "Has the dose kept up with the child's growth?",
        "Does the child have side effects, and what do the child and the family say about the medicine?",
    ),
    considerations=(
        "ask the GP and the clinic which of them reviews the medicine, and for a date",
        "nobody should change or stop the medicine before the review",
    ),
    sources=(
        "Norfolk and Calderdale reviews: medication review for children with ongoing health needs",
        "12 months is common practice, no published figure for all medicines",
    ),
)
