"""Doses missed: entries that say that doses were not given, often, or of a medicine where one missed dose is dangerous.

Counted: doses missed, and a medicine stopped by the family. An entry is one, however many doses it speaks of. A medicine is
critical where the worker marked it, or where its name is that of an anti-seizure medicine or an insulin in the table of
:mod:`chronology_tui.analysis.medicines`; an entry that names no medicine is read as about the only one that the record names.
Never counted: possible duplicates, and a young person's own refusal. Prescriptions not collected and medicines given wrongly are
named beside the count.

**Level**: *strong* from 3 of a critical medicine in one window; *consider* for any of a critical medicine, or 4 in one window;
else *note*.
"""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from chronology_tui.analysis.attendance import placed_badges
from chronology_tui.analysis.counted import Counted, beside, depends, found, not_assessable, not_found, read_once, when_words
from chronology_tui.analysis.finding import Excluded, Finding, Level, Measure
from chronology_tui.analysis.levels import level_of
from chronology_tui.analysis.limits import (
    DOSES_CONSIDER,
    DOSES_CRITICAL,
    DOSES_IN_WINDOW,
    DOSES_OWN_AGE,
    DOSES_STRONG,
    DOSES_WINDOW_MONTHS,
)
from chronology_tui.analysis.medicines import Medicine, marked_critical, medicine_of
from chronology_tui.analysis.own_choice import OWN_CHOICE, OWN_HEALTH, own_refusal, surely_younger
from chronology_tui.analysis.policy import Policy
from chronology_tui.analysis.reach import Density, density
from chronology_tui.analysis.rule import Rule, RuleContext
from chronology_tui.analysis.wording import joined, listed, many, times
from chronology_tui.domain.kinds import Area, Kind
from chronology_tui.domain.records import Child

_MEDICINES = tuple(kind for kind in Kind if kind.area is Area.MEDICINES)
_BESIDE = MappingProxyType({Kind.NOT_COLLECTED: "prescription not collected", Kind.WRONGLY_GIVEN: "medicine wrongly given"})


@dataclass(frozen=True, slots=True)
class _Read:
    """The counted entries, those of a critical medicine among them, the medicines by entry, and what was left out."""

    counted: tuple[Counted, ...]
    critical: tuple[Counted, ...]
    named: dict[int, Medicine]
    assumed: int
    out: tuple[Excluded, ...]


def _read(context: RuleContext) -> _Read:
    child, own_age = context.chronology.child, context.policy.count(DOSES_OWN_AGE)
    named: dict[int, Medicine] = {}
    marked: set[str] = set()
    for event in context.of_kinds(*_MEDICINES):
        medicine = medicine_of(event)
        if medicine is not None:
            named[event.id.int] = medicine
            if marked_critical(event):
                marked.add(medicine.key)
    only = next(iter(named.values())) if len({medicine.key for medicine in named.values()}) == 1 else None
    kept, out = read_once(
        context.of_kinds(Kind.DOSE_MISSED, Kind.STOPPED_BY_FAMILY), context.as_of, lambda e: (e.kind, _key(named.get(e.id.int)))
    )
    own = {i.event.id for i in kept if _own(i, child) and not surely_younger(i.reach, child, own_age)}
    left_out = (*out, *(Excluded(event, OWN_CHOICE) for event in own))
    counted = tuple(item for item in kept if item.event.id not in own)
    assumed = 0
    if only is not None:
        unnamed = [item.event.id.int for item in counted if item.event.id.int not in named]
        named.update(dict.fromkeys(unnamed, only))
        assumed = len(unnamed)
    critical = tuple(item for item in counted if _is_critical(item, named.get(item.event.id.int), marked))
    return _Read(counted, critical, named, assumed, tuple(sorted(left_out, key=lambda e: context.chronology.numbers[e.event])))


def _own(item: Counted, child: Child) -> bool:
    return any(own_refusal(event, child) for event in item.entries)


def _key(medicine: Medicine | None) -> str:
    return medicine.key if medicine else ""


def _is_critical(item: Counted, medicine: Medicine | None, marked: set[str]) -> bool:
    return any(marked_critical(event) for event in item.entries) or (
        medicine is not None and (bool(medicine.critical) or medicine.key in marked)
    )


def _find(context: RuleContext, rule: Rule) -> tuple[Finding, ...]:
    read, policy = _read(context), context.policy
    if not context.of_kinds(*_MEDICINES):
        return (_not_assessable(context, rule),)
    months = policy.count(DOSES_WINDOW_MONTHS)
    dense = density([item.reach for item in read.counted], months, policy.count(DOSES_IN_WINDOW))
    severe = density([item.reach for item in read.critical], months, policy.count(DOSES_STRONG))
    alone = frozenset(i.event.id for i in read.critical) if len(read.critical) >= policy.count(DOSES_CRITICAL) else frozenset()
    evidence = [item for item in read.counted if dense.possible.meet(item.reach) or item.event.id in alone]
    if not evidence:
        return (_not_found(context, rule, read, dense),)
    return (_found(context, rule, read, evidence, dense, severe),)


def _found(
    context: RuleContext, rule: Rule, read: _Read, evidence: Sequence[Counted], dense: Density, severe: Density
) -> Finding:
    policy = context.policy
    months = policy.count(DOSES_WINDOW_MONTHS)
    sure_critical = sum(item.reach.sure for item in read.critical) >= policy.count(DOSES_CRITICAL)
    certain = bool(dense.sure) or sure_critical
    stopped = sum(item.event.kind is Kind.STOPPED_BY_FAMILY for item in evidence)
    critical = {item.event.id for item in read.critical} & {item.event.id for item in evidence}
    measures: dict[str, Measure] = {
        "entries": len(evidence),
        "missed": len(evidence) - stopped,
        "stopped_by_family": stopped,
        "critical": len(critical),
        "record_entries": len(read.counted),
        "medicine_assumed": read.assumed,
        "most_in_window_surest": dense.surest,
        "most_in_window_widest": dense.widest,
        "window_months": months,
        "not_collected": len(context.by_kind.get(Kind.NOT_COLLECTED, ())),
        "wrongly_given": len(context.by_kind.get(Kind.WRONGLY_GIVEN, ())),
        "uncertain_dates": sum(not item.reach.exact for item in evidence),
    }
    which = _which(evidence, read)
    what = listed((("missed doses", len(evidence) - stopped), ("stopped by the family", stopped)))
    how = f": {what}" if stopped else ""
    sentences = (
        f"{many(len(evidence), 'entry says', 'entries say')} that doses were not given {when_words(evidence)}{how}.",
        f"Medicines: {which}." if which else "The medicine is not named.",
        _critical_words(read, evidence),
        f"The most in any {many(months, 'month')} is {dense.widest:,}." if certain and len(evidence) > 1 else "",
        "" if certain else depends(dense, months),
        _assumed(read),
        _own_words(read),
        _beside(context),
        "An entry may speak of one dose or of several, and how many doses were due is not recorded.",
        "Doses missed that are told only in the words of other entries are not counted.",
    )
    finding = found(
        context, rule, f"Missed doses recorded {times(len(evidence))}" + (f": {which}" if which else ""), sentences, evidence,
        _level(policy, read, dense, severe, certain=certain, sure_critical=sure_critical), certain=certain, measures=measures,
        out=read.out, area="Medicines",
    )  # fmt: skip
    return replace(finding, badges=placed_badges(((item.event.id, item.reach) for item in evidence), months))


def _level(policy: Policy, read: _Read, dense: Density, severe: Density, *, certain: bool, sure_critical: bool) -> Level:
    consider, critical = policy.count(DOSES_CONSIDER), len(read.critical) >= policy.count(DOSES_CRITICAL)
    surest = Level.STRONG if severe.sure else Level.CONSIDER if sure_critical or dense.surest >= consider else Level.NOTE
    widest = Level.STRONG if severe.possible else Level.CONSIDER if critical or dense.widest >= consider else Level.NOTE
    return level_of(surest if certain else None, widest)


def _which(evidence: Sequence[Counted], read: _Read) -> str:
    names = Tally(read.named[item.event.id.int].key for item in evidence if item.event.id.int in read.named)
    words = {medicine.key: medicine.name for medicine in reversed(read.named.values())}
    return joined([words[key] for key, _ in names.most_common()])


def _critical_words(read: _Read, evidence: Sequence[Counted]) -> str:
    ids = {item.event.id for item in evidence}
    critical = [item for item in read.critical if item.event.id in ids]
    if not critical:
        return ""
    reasons = {(m.name, m.critical) for i in critical if (m := read.named.get(i.event.id.int)) is not None and m.critical}
    which = "; ".join(f"{name} is {why}" if name != why else f"it is {why}" for name, why in sorted(reasons))
    which_ones = "It is" if len(evidence) == 1 else f"{len(critical):,} {'is' if len(critical) == 1 else 'are'}"
    number = f"{which_ones} of a medicine for which even one missed dose can do harm"
    return f"{number} ({which})." if which else f"{number} (marked as critical)."


def _assumed(read: _Read) -> str:
    if not read.assumed:
        return ""
    name = next(iter(read.named.values())).name
    entries = many(read.assumed, "entry names", "entries name")
    return f"{entries} no medicine and {'is' if read.assumed == 1 else 'are'} read as about {name}, the only one on record."


def _beside(context: RuleContext) -> str:
    words = beside(context, _BESIDE)
    return f"Also on the record, and not added: {words}." if words else ""


def _own_words(read: _Read) -> str:
    own = sum(item.why == OWN_CHOICE for item in read.out)
    return f"Not counted, as the young person's own refusal: {many(own, 'entry', 'entries')}. {OWN_HEALTH}" if own else ""


def _not_found(context: RuleContext, rule: Rule, read: _Read, dense: Density) -> Finding:
    policy = context.policy
    months = many(policy.count(DOSES_WINDOW_MONTHS), "month")
    looked = many(len(read.counted), "entry says", "entries say")
    sentences = (
        f"{looked} that doses were not given."
        if read.counted
        else f"No {'other ' if _own_words(read) else ''}entry says that doses were not given.",
        f"At most {dense.widest:,} in any {months}; the threshold is {policy.count(DOSES_IN_WINDOW):,}, or"
        f" {policy.count(DOSES_CRITICAL):,} of a critical medicine."
        if read.counted
        else "",
        _own_words(read),
        _beside(context),
        "Missed doses at home are seldom written down.",
    )
    measures: dict[str, Measure] = {
        "record_entries": len(read.counted),
        "most_in_window_widest": dense.widest,
        "not_collected": len(context.by_kind.get(Kind.NOT_COLLECTED, ())),
        "wrongly_given": len(context.by_kind.get(Kind.WRONGLY_GIVEN, ())),
    }
    return not_found(context, rule, "Missed doses: below the threshold", sentences, measures, read.out)


def _not_assessable(context: RuleContext, rule: Rule) -> Finding:
    return not_assessable(
        context,
        rule,
        "Missed doses cannot be assessed",
        "The record holds no entry on medicines, so nothing can be said about doses.",
        ("no entries on medicines: ask the family, school and each prescriber what the child takes and who gives it",),
    )


RULE = Rule(
    id="doses-missed",
    version=1,
    family="medicines",
    name="Missed doses of medicine",
    limits=(DOSES_IN_WINDOW, DOSES_WINDOW_MONTHS, DOSES_CRITICAL, DOSES_CONSIDER, DOSES_STRONG, DOSES_OWN_AGE),
    find=_find,
    alternatives=(
        "the medicine may be hard to take: its taste, its side effects, or a child who spits it out or resists",
        "the plan may not have been clear, or may have changed between two homes, school and clinic",
        "the pharmacy may have been out of stock, or the prescription late",
        "a prescriber may have advised leaving doses out, and the record not say so",
        "nearly every family misses a dose now and then: those who tell of it are not those who miss the most",
    ),
    questions=(
        "What did the missed doses mean for the child's health?",
        "Who gives each dose, in each place where the child sleeps, and what gets in the way?",
        "What does the child say about taking the medicine?",
        "Does the family know what to do after a missed dose, and whom to ask?",
    ),
    considerations=(
        "ask the prescriber or a pharmacist whether the times, form or taste can be made easier",
        "ask whether school or another adult can give some of the doses",
        "ask a clinician who knows the child how much the missed doses matter, and how soon",
        "nobody should change or stop the medicine without the prescriber",
    ),
    sources=(
        "no published figure could be verified: the number in 3 months is common practice",
        "which medicines are read as critical is our choice (anti-seizure medicines and insulin), besides those that are marked",
    ),
)
