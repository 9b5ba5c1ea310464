"""Start again: the history before the latest referral is missing from the chronology, or the referral does not speak of it.

Looked at: the latest referral, and what the chronology holds from more than some months before it (nearer entries belong to the
same episode). History is **missing** where the child was old enough to have one and no earlier entry is recorded. It is
**unreferenced** where earlier referrals, closures, conferences or concerns of moderate severity or worse are recorded and the
words of the referral's entry name nothing earlier. It is always a *note*: only the entry is read here, not the referral itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chronology_tui.analysis.counted import Counted, found, not_assessable, not_found
from chronology_tui.analysis.finding import Finding, Level, Measure
from chronology_tui.analysis.levels import level_of
from chronology_tui.analysis.limits import START_AGAIN_DAYS
from chronology_tui.analysis.reach import Reach
from chronology_tui.analysis.rule import Rule, RuleContext
from chronology_tui.analysis.wording import day_words, many
from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.records import Event
from chronology_tui.domain.scales import Severity

_PROCESS = frozenset(
    {Kind.REFERRAL, Kind.REFERRAL_CLOSED, Kind.CONFERENCE, Kind.STRATEGY_MEETING, Kind.CASE_CLOSED, Kind.PLAN_MADE}
)
_HISTORY_WORDS = re.compile(
    r"\b(?:previous\w*|earlier|histor\w+|chronolog\w+|prior|past|again|re-?refer\w*|second|third|fourth|fifth|further|since|before|"
    r"known to|repeat\w*|pattern\w*|over (?:the|several|many)|weeks|months|years|ongoing|long[- ]standing|dates attached)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Before:
    """What stands before the latest referral.

    Attributes:
        referral: the latest referral. age_known: whether the child was old enough to have a history.
        surely, maybe: entries surely, or possibly, earlier than the episode.
        telling: of those surely earlier, what a referral would be expected to name.
        names_history: whether the entry speaks of anything earlier.
    """

    referral: Counted
    old_enough: bool
    surely: int
    maybe: int
    telling: tuple[Counted, ...]
    names_history: bool


def _before(context: RuleContext) -> _Before | None:
    referrals = [Counted(e, Reach.of(e.when, context.as_of)) for e in context.by_kind.get(Kind.REFERRAL, ())]
    dated = [r for r in referrals if r.reach.bounded]
    if not dated:
        return None
    latest = max(dated, key=lambda r: (r.reach.first, r.reach.last, r.event.sort_key))
    cut = latest.reach.first - context.policy.count(START_AGAIN_DAYS)
    surely = maybe = 0
    telling = []
    for event in context.chronology.events:
        earliest = event.when.earliest
        if earliest is not None and earliest.toordinal() >= cut:
            continue
        reach = Reach.of(event.when, context.as_of)
        maybe += 1
        if reach.sure and reach.last < cut:
            surely += 1
            if event.kind in _PROCESS or event.severity >= Severity.MODERATE:
                telling.append(Counted(event, reach))
    birth = context.chronology.child.birth
    old_enough = birth is None or birth.toordinal() < cut
    return _Before(latest, old_enough, surely, maybe, tuple(telling), _names_history(latest.event))


def _names_history(event: Event) -> bool:
    return any(_HISTORY_WORDS.search(text) for text in (event.summary, event.quote, event.action, event.impact_note, event.notes))


def _find(context: RuleContext, rule: Rule) -> tuple[Finding, ...]:
    before = _before(context)
    if before is None:
        why = "No referral with a date is recorded, so there is no history before a referral to look for."
        missing = (
            "no referral with a date is recorded: ask children's social care whether there was one, when, and what came of it"
        )
        return (not_assessable(context, rule, f"{rule.name} cannot be assessed", why, (missing,)),)
    if before.old_enough and not before.surely:
        return (_missing(context, rule, before),)
    if before.telling and not before.names_history:
        return (_unreferenced(context, rule, before),)
    return (_not_found(context, rule, before),)


def _measures(before: _Before, evidence: Sequence[Counted]) -> dict[str, Measure]:
    return {
        "entries": len(evidence),
        "history_surest": before.surely,
        "history_widest": before.maybe,
        "earlier_referrals_or_concerns": len(before.telling),
        "referral_first_day": date.fromordinal(before.referral.reach.first).isoformat(),
    }


def _day(before: _Before) -> str:
    about = "" if before.referral.reach.exact else "about "
    return about + day_words(date.fromordinal(before.referral.reach.first))


def _missing(context: RuleContext, rule: Rule, before: _Before) -> Finding:
    certain = before.referral.reach.sure and not before.maybe
    evidence = (before.referral,)
    days = many(context.policy.count(START_AGAIN_DAYS), "day")
    words = (
        f"The latest referral is of {_day(before)}. No entry is recorded from more than {days} before it.",
        "The date of birth is not recorded, so it cannot be said how much of the child's life is missing."
        if context.chronology.child.birth is None
        else "",
        "A chronology that begins with the latest referral cannot show what came before it, good or bad.",
        "" if certain else f"{many(before.maybe, 'entry', 'entries')} of uncertain date may be earlier.",
    )
    loose = [e.id for e in context.chronology.events if not Reach.of(e.when, context.as_of).exact]
    return found(
        context, rule, "No history recorded before the latest referral", words, evidence,
        level_of(Level.NOTE if certain else None, Level.NOTE), certain=certain, measures=_measures(before, evidence),
        area="Referrals", also_uncertain=loose, spanned=False,
    )  # fmt: skip


def _unreferenced(context: RuleContext, rule: Rule, before: _Before) -> Finding:
    certain = before.referral.reach.exact
    evidence = (*before.telling, before.referral)
    number = len(before.telling)
    words = (
        (
            f"{many(number, 'earlier referral, meeting or concern', 'earlier referrals, meetings or concerns')}"
            f" of moderate severity or worse {'is' if number == 1 else 'are'} recorded, and the entry of the latest referral"
            f" ({_day(before)}) names nothing earlier."
        ),
        "Only the entry is read here: the referral itself may set out the history.",
        "" if certain else "The day of the referral is uncertain.",
    )
    return found(
        context, rule, f"Latest referral entry names none of {many(number, 'earlier concern')}", words,
        sorted(evidence, key=lambda c: c.event.sort_key), level_of(Level.NOTE if certain else None, Level.NOTE), certain=certain,
        measures=_measures(before, evidence), area="Referrals", spanned=False,
    )  # fmt: skip


def _not_found(context: RuleContext, rule: Rule, before: _Before) -> Finding:
    words = (
        f"The latest referral is of {_day(before)}; {many(before.surely, 'entry', 'entries')} on record"
        f" {'is' if before.surely == 1 else 'are'} from more than {context.policy.count(START_AGAIN_DAYS):,} days before it."
        + (" The child was too young to have an earlier history." if not before.old_enough else ""),
    )
    return not_found(context, rule, f"{rule.name}: not found", words, _measures(before, ()))


RULE = Rule(
    id="start-again",
    version=1,
    family="course",
    name="Starting again at the latest referral",
    limits=(START_AGAIN_DAYS,),
    find=_find,
    alternatives=(
        "the history may stand in the referral itself, or in another chronology",
        "earlier records may have been asked for and not yet arrived",
        "the family may have come from elsewhere",
    ),
    questions=(
        "What is known of the child's life before this referral, from birth on?",
        "Did those who decided on the referral know of what came before?",
    ),
    considerations=(
        "ask for the earlier records and enter the events that matter, the good ones as well",
        "name earlier referrals and what came of them when referring",
    ),
    sources=(
        "Ealing: start-again syndrome; a chronology is never re-started at each referral",
        "Plymouth SCB: a chronology starts at birth or before, not at the latest referral",
        "the number of days is our choice, no published figure",
    ),
)
