"""Repeated injury: several injuries within a year, or any bruise or injury in a child who is not yet mobile.

Counted: injuries, bruises, burns and scalds, harmful ingestions. Never counted: a planned procedure or its marks, an injury from
birth, the same injury seen again (described as a check some weeks after another, or the same kind at the same place on the body
within some days), and possible duplicates (one day, one kind, nothing tells them apart). Self-harm is looked at apart.

Whether a child is mobile is what the entry says; where it does not say, a child under some months of age (corrected for an early
birth) is taken as not yet mobile, and the finding says so. NICE CG89 speaks of a child who is not independently mobile and gives
no age.

**Level**: *strong* for a bruise, burn or injury in a child not yet mobile, and for repeated injuries of which one has an
explanation recorded as not fitting; otherwise *consider*.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dateutil.relativedelta import relativedelta

from chronology_tui.analysis.attendance import placed_badges
from chronology_tui.analysis.counted import (
    Counted,
    by_time,
    found,
    not_assessable,
    not_found,
    planned_care,
    read_once,
    when_words,
)
from chronology_tui.analysis.finding import Badge, Excluded, Finding, Level, Measure
from chronology_tui.analysis.levels import level_of
from chronology_tui.analysis.limits import (
    INJURY_AGAIN_DAYS,
    INJURY_IN_WINDOW,
    INJURY_MOBILE_MONTHS,
    INJURY_NOT_MOBILE,
    INJURY_SAME_DAYS,
    INJURY_WINDOW_MONTHS,
)
from chronology_tui.analysis.policy import Policy
from chronology_tui.analysis.reach import Density, density
from chronology_tui.analysis.rule import Rule, RuleContext
from chronology_tui.analysis.wording import listed, many
from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.records import Event, InjuryDetails
from chronology_tui.domain.text import fold
from chronology_tui.domain.vocabulary import Explanation, Mobility

PLANNED = "a planned procedure, or a mark that it left: not a new injury"
BIRTH = "described as coming from the birth: not a new injury"
AGAIN = "the same injury seen again, as the entry describes it: counted once"
SAME_PLACE = "the same kind of injury at the same place on the body a few days later: may be the same one, counted once"
DUPLICATE = "possible duplicate: same day and kind, and nothing tells them apart; counted once"
_KINDS = (Kind.INJURY, Kind.BRUISE, Kind.BURN, Kind.INGESTION)
_NAMES = ((Kind.BRUISE, "bruise"), (Kind.BURN, "burn or scald"), (Kind.INJURY, "other injury"), (Kind.INGESTION, "ingestion"))
_PLANNED_WORDS = re.compile(
    r"\b(?:planned|elective) (?:procedure|operation|surgery|treatment)|\bheel[- ]prick|\bcannula|\binjection site|"
    r"\bafter (?:an? |the )?(?:immunisation|injection|blood test|operation)", re.IGNORECASE,
)  # fmt: skip
_BIRTH_WORDS = re.compile(r"\bbirth (?:injur|trauma)|\bforceps\b|\bventouse\b|\bcephalhaematoma", re.IGNORECASE)
_AGAIN_WORDS = re.compile(
    r"\b(?:seen again|re-?check(?:ed)?|follow[- ]up|(?:wound|burn|dressing|plaster|fracture) (?:review|check|change)|"
    r"dressing changed|stitches (?:out|removed)|healing well|same (?:injury|bruise|burn|fracture|wound))\b", re.IGNORECASE,
)  # fmt: skip
_NEW_WORDS = re.compile(r"\b(?:new|fresh|further|another|second|third|more)\b", re.IGNORECASE)
_NEWBORN_DAYS = 28


@dataclass(frozen=True, slots=True)
class _Read:
    """What the entries on injury say.

    Attributes:
        counted: new injuries. out: those left out.
        not_mobile: of the counted, those in a child surely not mobile; maybe_not_mobile: on some reading of the date.
        assumed: of those, the ones whose mobility is taken from the age.
    """

    counted: tuple[Counted, ...]
    out: tuple[Excluded, ...]
    not_mobile: frozenset[int]
    maybe_not_mobile: frozenset[int]
    assumed: frozenset[int]


def _read(context: RuleContext) -> _Read:
    birth = context.chronology.child.birth
    born = 0 if birth is None else birth.toordinal()
    every = context.of_kinds(*_KINDS)
    reasons = {event.id: why for event in every if (why := _why_not(event, born))}
    once, out = read_once(
        (event for event in every if event.id not in reasons), context.as_of, lambda event: event.kind,
        start_only=True, telling=(by_time, _site), why=DUPLICATE,
    )  # fmt: skip
    left_out = {item.event: item.why for item in out} | reasons
    counted: list[Counted] = []
    last_at: dict[tuple[Kind, str], int] = {}
    latest: int | None = None
    for item in once:
        held, why = _already_counted(context.policy, item, counted, latest, last_at)
        if held is not None:
            counted[held] = replace(counted[held], twins=(*counted[held].twins, *item.entries))
            left_out[item.event.id] = why
            continue
        if item.reach.sure:
            latest = len(counted)
        site = _site_of(item)
        if site and item.reach.exact:
            last_at[item.event.kind, site] = len(counted)
        counted.append(item)
    ordered = tuple(Excluded(event.id, left_out[event.id]) for event in every if event.id in left_out)
    return _with_mobility(context, counted, ordered)


def _already_counted(
    policy: Policy, item: Counted, counted: Sequence[Counted], latest: int | None, last_at: Mapping[tuple[Kind, str], int]
) -> tuple[int | None, str]:
    """Return the place of the counted injury that an entry speaks of again, and why it is read so; None for a new injury."""
    reach = item.reach
    again = latest is not None and reach.sure and _described_as_again(item.event)
    if again and latest is not None and reach.last - counted[latest].reach.last <= policy.count(INJURY_AGAIN_DAYS):
        return latest, AGAIN
    before = last_at.get((item.event.kind, _site_of(item))) if reach.exact else None
    if before is not None and 0 < reach.first - counted[before].reach.first <= policy.count(INJURY_SAME_DAYS):
        return before, SAME_PLACE
    return None, ""


def _why_not(event: Event, born: int) -> str:
    if planned_care(event) or _PLANNED_WORDS.search(event.summary):
        return PLANNED
    day = event.when.earliest
    newborn = day is not None and 0 <= day.toordinal() - born <= _NEWBORN_DAYS
    return BIRTH if newborn and _BIRTH_WORDS.search(event.summary) else ""


def _described_as_again(event: Event) -> bool:
    return _AGAIN_WORDS.search(event.summary) is not None and _NEW_WORDS.search(event.summary) is None


def _site(event: Event) -> str:
    return fold(event.details.site) if isinstance(event.details, InjuryDetails) else ""


def _site_of(item: Counted) -> str:
    return next((site for event in item.entries if (site := _site(event))), "")


def _not_yet_mobile(context: RuleContext) -> tuple[int, int]:
    """Return the first and last day on which the child's age alone says "not yet mobile"; never a day where it is not known."""
    child = context.chronology.child
    if child.birth is None or child.unborn:
        return date.max.toordinal(), 0
    limit = (child.term_birth or child.birth) + relativedelta(months=context.policy.count(INJURY_MOBILE_MONTHS))
    return child.birth.toordinal(), limit.toordinal() - 1


def _with_mobility(context: RuleContext, counted: Sequence[Counted], out: Sequence[Excluded]) -> _Read:
    young = _not_yet_mobile(context)
    sure, maybe, assumed = set(), set(), set()
    for place, c in enumerate(counted):
        if c.event.kind is Kind.INGESTION:
            continue
        recorded = {e.details.mobility for e in c.entries if isinstance(e.details, InjuryDetails)}
        if Mobility.NOT_MOBILE in recorded:
            sure.add(place)
            maybe.add(place)
        elif Mobility.MOBILE not in recorded and c.reach.meets(*young):
            maybe.add(place)
            assumed.add(place)
            if c.reach.sure and young[0] <= c.reach.first and c.reach.last <= young[1]:
                sure.add(place)
    return _Read(tuple(counted), tuple(out), frozenset(sure), frozenset(maybe), frozenset(assumed))


def _find(context: RuleContext, rule: Rule) -> tuple[Finding, ...]:
    read = _read(context)
    if not read.counted:
        return (_not_assessable(context, rule, read),)
    policy = context.policy
    dense = density([c.reach for c in read.counted], policy.count(INJURY_WINDOW_MONTHS), policy.count(INJURY_IN_WINDOW))
    still = len(read.maybe_not_mobile) >= policy.count(INJURY_NOT_MOBILE)
    places = [n for n, c in enumerate(read.counted) if dense.possible.meet(c.reach) or (still and n in read.maybe_not_mobile)]
    if not places:
        return (_not_found(context, rule, read, dense),)
    return (_found(context, rule, read, dense, places),)


def _level(read: _Read, dense: Density, policy_still: int, evidence: Sequence[Counted]) -> tuple[Level, bool]:
    doubtful = _explained(evidence, Explanation.INCONSISTENT) > 0
    repeated = Level.STRONG if doubtful else Level.CONSIDER
    surest = None
    if len(read.not_mobile) >= policy_still:
        surest = Level.STRONG
    elif dense.sure:
        surest = repeated
    widest = Level.STRONG if len(read.maybe_not_mobile) >= policy_still else repeated
    return level_of(surest, widest), surest is not None


def _found(context: RuleContext, rule: Rule, read: _Read, dense: Density, places: Sequence[int]) -> Finding:
    policy = context.policy
    evidence = tuple(read.counted[n] for n in places)
    level, certain = _level(read, dense, policy.count(INJURY_NOT_MOBILE), evidence)
    still = [n for n in places if n in read.maybe_not_mobile]
    assumed = sum(n in read.assumed for n in still)
    measures: dict[str, Measure] = {
        "injuries": len(evidence),
        "record_injuries": len(read.counted),
        "most_in_window_surest": dense.surest,
        "most_in_window_widest": dense.widest,
        "window_months": policy.count(INJURY_WINDOW_MONTHS),
        "not_mobile": len(still),
        "not_mobile_taken_from_age": assumed,
        **{f"{kind.value}_entries": sum(c.event.kind is kind for c in evidence) for kind in _KINDS},
        "explanation_not_fitting": _explained(evidence, Explanation.INCONSISTENT),
        "no_explanation_given": _explained(evidence, Explanation.NONE_GIVEN),
        "explanation_not_recorded": _explained(evidence, Explanation.NOT_RECORDED),
        "left_out": len(read.out),
    }
    number = many(len(evidence), "injury", "injuries")
    all_still = still and len(still) == len(evidence)
    title = f"{_one_or_many(evidence)} in a child not yet mobile" if all_still else number
    if still and not all_still:
        title += f", {len(still):,} while not yet mobile,"
    badges = {b.event: b for b in placed_badges(((c.event.id, c.reach) for c in evidence), policy.count(INJURY_WINDOW_MONTHS))}
    badges.update({read.counted[n].event.id: Badge(read.counted[n].event.id, "not yet mobile") for n in still})
    return found(
        context, rule, title, _explanation(context, read, dense, evidence, still, certain=certain), evidence, level,
        certain=certain, measures=measures, out=read.out, area="Injuries",
        badges=(badges[c.event.id] for c in evidence if c.event.id in badges),
    )  # fmt: skip


def _one_or_many(evidence: Sequence[Counted]) -> str:
    kinds = {c.event.kind for c in evidence}
    if len(evidence) > 1:
        return many(len(evidence), "bruise" if kinds == {Kind.BRUISE} else "injury", "" if kinds == {Kind.BRUISE} else "injuries")
    return {Kind.BRUISE: "A bruise", Kind.BURN: "A burn or scald"}.get(evidence[0].event.kind, "An injury")


def _explained(evidence: Sequence[Counted], how: Explanation) -> int:
    return sum(_account(c) is how for c in evidence)


def _account(item: Counted) -> Explanation:
    """Return what the entries on one injury say of its explanation: that it does not fit comes before all else."""
    said = {e.details.explanation for e in item.entries if isinstance(e.details, InjuryDetails)}
    ordered = (Explanation.INCONSISTENT, Explanation.NONE_GIVEN, Explanation.CONSISTENT)
    return next((how for how in ordered if how in said), Explanation.NOT_RECORDED)


def _explanation(
    context: RuleContext, read: _Read, dense: Density, evidence: Sequence[Counted], still: Sequence[int], *, certain: bool
) -> tuple[str, ...]:
    policy = context.policy
    months = many(policy.count(INJURY_WINDOW_MONTHS), "month")
    one = len(evidence) == 1
    assumed = sum(n in read.assumed for n in still)
    corrected = " (counted from the expected date of birth)" if context.chronology.child.term_birth else ""
    kinds = listed((words, sum(c.event.kind is kind for c in evidence)) for kind, words in _NAMES)
    fits, none = _explained(evidence, Explanation.INCONSISTENT), _explained(evidence, Explanation.NONE_GIVEN)
    silent = _explained(evidence, Explanation.NOT_RECORDED)
    seen = sum(e.why in {AGAIN, SAME_PLACE, DUPLICATE} for e in read.out)
    return (
        f"{many(len(evidence), 'injury', 'injuries')} {'is' if one else 'are'} recorded {when_words(evidence)}: {kinds}.",
        ""
        if len(read.counted) == 1
        else f"The most in any {months} is {dense.widest:,}; on the whole record there {_are(len(read.counted))}.",
        _still_words(len(evidence), len(still)),
        f"For {many(assumed, 'entry', 'entries')} mobility is not recorded: a child under"
        f" {many(policy.count(INJURY_MOBILE_MONTHS), 'month')} of age{corrected} is taken as not yet mobile, which may be wrong"
        " for this child."
        if assumed
        else "",
        "NICE CG89: bruising in a child who is not independently mobile, without a medical cause or an explanation that fits, is"
        " a reason to suspect harm; local procedures usually ask for a paediatrician to see the child the same day."
        if still
        else "",
        f"Explanation recorded as not fitting, or as changed: {fits:,}." if fits else "",
        f"No explanation was given for {none:,}." if none else "",
        f"For {silent:,} the record does not say whether the explanation fits." if silent else "",
        f"{many(seen, 'entry', 'entries')} may be an injury already counted and {'is' if seen == 1 else 'are'} left out."
        if seen
        else "",
        ""
        if certain
        else "Whether this stands depends on uncertain dates: in the surest reading there are at most"
        f" {dense.surest:,} in any {months}, in the widest {dense.widest:,}.",
    )


def _still_words(number: int, still: int) -> str:
    if not still:
        return ""
    if number == 1:
        return "The child was not yet mobile."
    return f"{still:,} of them {'was' if still == 1 else 'were'} in a child not yet mobile."


def _are(number: int) -> str:
    return f"is {number:,}" if number == 1 else f"are {number:,}"


def _not_found(context: RuleContext, rule: Rule, read: _Read, dense: Density) -> Finding:
    policy = context.policy
    months = many(policy.count(INJURY_WINDOW_MONTHS), "month")
    words = (
        (
            f"{many(len(read.counted), 'injury', 'injuries')}: at most {dense.widest:,} in any {months}; the threshold is"
            f" {policy.count(INJURY_IN_WINDOW):,}."
        ),
        "The date of birth is not recorded, so whether the child was mobile is known only where an entry says so."
        if context.chronology.child.birth is None
        else "None of them is recorded in a child not yet mobile.",
    )
    measures: dict[str, Measure] = {
        "injuries": len(read.counted),
        "most_in_window_widest": dense.widest,
        "not_mobile": 0,
        "left_out": len(read.out),
    }
    return not_found(context, rule, "Injuries: below the threshold", words, measures, read.out)


def _not_assessable(context: RuleContext, rule: Rule, read: _Read) -> Finding:
    why = "No new injury is recorded, and the record does not show whether hospital, GP, school or nursery were asked."
    missing = (
        "no injuries are recorded: ask for emergency department, minor injury and GP records, and what school or nursery saw"
    )
    return not_assessable(context, rule, "Injuries cannot be assessed", why, (missing,), read.out)


RULE = Rule(
    id="repeated-injury",
    version=1,
    family="injury",
    name="Repeated injury",
    limits=(INJURY_IN_WINDOW, INJURY_WINDOW_MONTHS, INJURY_NOT_MOBILE, INJURY_MOBILE_MONTHS, INJURY_SAME_DAYS, INJURY_AGAIN_DAYS),
    find=_find,
    alternatives=(
        "an accident that fits the child's age and stage, seen or described by somebody",
        "a medical cause, such as a bleeding or bone condition, or a mark from birth that looks like a bruise",
        "play, sport, or a condition that makes falls more likely",
        "careful recording: a nursery or school that writes down every bump",
    ),
    questions=(
        "What explanation was given each time, by whom, and does it fit the child's age and what the child could do?",
        "Where did each injury happen, who was there, and how long until care was sought?",
        "What does the child say or show about it?",
        "Was the child examined fully, and was a child protection medical considered?",
    ),
    considerations=(
        "for a bruise or injury in a child not yet mobile, follow the local procedure the same day",
        "where the injury is new, that usually means a paediatrician's examination and a call to social care at once",
        "ask a paediatrician to look at the injuries together",
        "talk it over with the named nurse or named doctor for safeguarding",
    ),
    sources=(
        "NICE CG89: bruising in a child who is not independently mobile; explanations that do not fit; repeated injuries",
        "the number of injuries is common practice, no published figure",
    ),
)
