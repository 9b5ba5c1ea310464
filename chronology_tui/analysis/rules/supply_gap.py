"""Supply gap: fewer than 80% of days covered by what was supplied of one medicine, over at least 90 days.

**Method** (proportion of days covered). Days run from one supply to a later one of the same medicine; days after the last supply
never count, since a mere absence of supply records says nothing. Each supply covers as many days as its own field says, from the
day of supply or from the end of what was supplied before it, whichever is later: what is left over is carried forward. Every
stretch from a supply to another, at least 90 days long, in which less than 80% of days are covered makes the finding; stretches
of one medicine stand in one finding.

A stretch never crosses a supply of which the length is not known, nor a day on which a prescriber stopped the medicine (an entry
that says so; a stop that the family decided is none), nor more than 90 days without any supply, which may as well be a medicine
that was stopped, is taken by season, or of which supplies are not recorded. Short courses are left out: every supply of the
medicine below 14 days, unless it is critical. Supplies without a certain day are not placed; where their days could fill the gap
the finding depends on them. A possible duplicate (same medicine, day and length) is not counted, and a gap that its days would
fill is none. Lengths are never read from the words of an entry: a chronology often names single supplies only, and those that it
leaves out would look like gaps.

**Level**: *consider* for a critical medicine, or below 50% with 3 supplies or more; else *note*. Dispensed is not given, so
supplies never show more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from chronology_tui.analysis.counted import found, not_assessable, not_found
from chronology_tui.analysis.finding import Badge, Excluded, Finding, Level, Measure
from chronology_tui.analysis.limits import SUPPLY_BREAK_DAYS, SUPPLY_CONSIDER, SUPPLY_COURSE_DAYS, SUPPLY_COVERED, SUPPLY_DAYS
from chronology_tui.analysis.medicines import by_medicine, medicine_of
from chronology_tui.analysis.rule import Rule, RuleContext
from chronology_tui.analysis.supplies import (
    DUPLICATE,
    NO_DAY,
    NO_LENGTH,
    Supplies,
    length,
    not_covered,
    prescriber_stops,
    read_supplies,
)
from chronology_tui.analysis.wording import between_words, day_words, joined, many
from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.records import Event

METHOD = (
    "Method: days covered by the length of each supply, from the first supply of the time to the last; what is left over is"
    " carried forward; days after the last supply on record are not counted."
)


def _find(context: RuleContext, rule: Rule) -> tuple[Finding, ...]:
    groups, unnamed = by_medicine(context.by_kind.get(Kind.SUPPLIED, ()))
    stops = prescriber_stops(context) if groups else {}
    least = context.policy.count(SUPPLY_DAYS)
    reads = [read_supplies(context, medicine, events, stops.get(key, ())) for key, (medicine, events) in groups.items()]
    findings = tuple(_found(context, rule, read) for read in reads if read.stretches)
    if findings:
        return findings
    if not any(read.longest >= least for read in reads):
        return (_not_assessable(context, rule, reads, unnamed),)
    return (_not_found(context, rule, reads, unnamed),)


def _loose_days(read: Supplies) -> int:
    """Return the days of supplies without a certain day that may lie in or shortly before a stretch."""
    total = 0
    for item in read.loose:
        days = length(item.event) or 0
        if any(item.reach.meets(s.supplies[0].day - days, s.supplies[-1].day) for s in read.stretches):
            total += days
    return total


def _found(context: RuleContext, rule: Rule, read: Supplies) -> Finding:
    policy, name = context.policy, read.medicine.name
    evidence = [supply.item for stretch in read.stretches for supply in stretch.supplies]
    evidence = list({item.event.id: item for item in evidence}.values())  # a supply may end one stretch and begin the next
    evidence.sort(key=lambda item: context.chronology.numbers[item.event.id])
    days, covered = sum(s.days for s in read.stretches), sum(s.covered for s in read.stretches)
    share = covered / days
    loose = _loose_days(read)
    certain = any((s.days - s.covered - s.filled - loose) > (1 - policy.value(SUPPLY_COVERED)) * s.days for s in read.stretches)
    low = share < policy.value(SUPPLY_CONSIDER) and len(evidence) > 2
    level = Level.CONSIDER if read.critical or low else Level.NOTE
    refused = [e for e in context.by_kind.get(Kind.NOT_COLLECTED, ()) if (m := medicine_of(e)) and m.key == read.medicine.key]
    measures: dict[str, Measure] = {
        "supplies": len(evidence),
        "days": days,
        "days_covered": covered,
        "days_not_covered": days - covered,
        "share_covered": round(share, 3),
        "stretches": len(read.stretches),
        "record_supplies": len({s.item.event.id for segment in read.segments for s in segment}),
        "length_not_known": sum(item.why == NO_LENGTH for item in read.out),
        "day_not_certain": sum(item.why == NO_DAY for item in read.out),
        "duplicates": sum(item.why == DUPLICATE for item in read.out),
        "critical": read.critical,
        "not_collected": len(refused),
    }
    base = found(
        context, rule, f"{_capital(name)}: supplies cover {covered:,} of {days:,} days ({_percent(share)})",
        _sentences(read, measures, share, loose, certain=certain), evidence, level if certain else Level.NOTE, certain=certain,
        measures=measures, out=read.out, area="Medicines", subject=_capital(name),
        also_uncertain=(item.event.id for item in read.loose), spanned=False,
    )  # fmt: skip
    return replace(base, badges=tuple(_badges(read)))


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _percent(share: float) -> str:
    """Return a share in whole percent, rounded down: 79.9% must not read as 80%."""
    return f"{int(share * 100 + 1e-9)}%"


def _badges(read: Supplies) -> Iterator[Badge]:
    seen: set[int] = set()
    for stretch in read.stretches:
        bare = not_covered(stretch.supplies)
        for before, after, supply in zip(bare, bare[1:], stretch.supplies[1:], strict=False):
            if after > before and supply.item.event.id.int not in seen:
                seen.add(supply.item.event.id.int)
                yield Badge(supply.item.event.id, f"{many(after - before, 'day')} without supply")


def _sentences(read: Supplies, measures: dict[str, Measure], share: float, loose: int, *, certain: bool) -> tuple[str, ...]:
    spans = [
        f"{s.covered:,} of {s.days:,} days ({_percent(s.covered / s.days)})"
        f" {between_words(date.fromordinal(s.supplies[0].day), date.fromordinal(s.supplies[-1].day))}"
        for s in read.stretches
    ]
    refused, unknown = measures["not_collected"], measures["length_not_known"]
    why = f" ({read.medicine.critical})" if read.medicine.critical else ""
    last = max(s.supplies[-1].day for s in read.stretches)
    whole = f": {measures['days_covered']:,} of {measures['days']:,} days ({_percent(share)}) in all" if len(spans) > 1 else ""
    prescriptions, supplies = many(int(refused or 0), "prescription"), many(int(unknown or 0), "supply", "supplies")
    return (
        f"The recorded supplies of {read.medicine.name} cover {joined(spans)}{whole}.",
        METHOD,
        f"It is a critical medicine{why}." if read.critical else "",
        f"The last supply that is counted is that of {day_words(date.fromordinal(last))}.",
        f"On the whole record {prescriptions} of it {'is' if refused == 1 else 'are'} recorded as not collected."
        if refused
        else "",
        _holes(read),
        f"For {supplies} of it no length is recorded: no time across {'it' if unknown == 1 else 'them'} is counted."
        if unknown
        else "",
        ""
        if certain
        else f"Supplies without a certain day hold {many(loose, 'day')}, which could fill the gap: whether the threshold is met"
        " depends on them.",
        "Supplied is not given: a gap does not show that doses were missed, nor do supplies show that they were given.",
        "Supplies from a hospital or another pharmacy may be missing from the record.",
    )


def _holes(read: Supplies) -> str:
    """Return the times without any supply that are too long to be counted, in words; empty when there are none."""
    spans = [between_words(date.fromordinal(first), date.fromordinal(last)) for first, last in read.holes]
    if not spans:
        return ""
    return (
        f"No supply of {read.medicine.name} of a known length is recorded {joined(spans)}: not counted, since it may have been"
        " stopped, or supplies may not be recorded; ask the pharmacy."
    )


def _left_out(context: RuleContext, reads: Sequence[Supplies], unnamed: Sequence[Event]) -> tuple[Excluded, ...]:
    out = [item for read in reads for item in read.out]
    out += [Excluded(event.id, "the entry does not name the medicine") for event in unnamed]
    return tuple(sorted(out, key=lambda item: context.chronology.numbers[item.event]))


def _not_found(context: RuleContext, rule: Rule, reads: Sequence[Supplies], unnamed: Sequence[Event]) -> Finding:
    least = context.policy.count(SUPPLY_DAYS)
    looked = [read for read in reads if read.longest >= least]
    words = (
        (
            f"Looked at the supplies of {joined([read.medicine.name for read in looked])} over at least {many(least, 'day')}: no"
            f" such time has less than {_percent(context.policy.value(SUPPLY_COVERED))} of days covered."
        ),
        *(_holes(read) for read in reads),
        METHOD,
        "Supplied is not given.",
    )
    measures: dict[str, Measure] = {"medicines": len(looked), "longest_days": max(read.longest for read in looked)}
    title = "Gaps in supply of medicine: below the threshold"
    return not_found(context, rule, title, words, measures, _left_out(context, reads, unnamed))


def _not_assessable(context: RuleContext, rule: Rule, reads: Sequence[Supplies], unnamed: Sequence[Event]) -> Finding:
    out = _left_out(context, reads, unnamed)
    supplies = len(context.by_kind.get(Kind.SUPPLIED, ()))
    refused = len(context.by_kind.get(Kind.NOT_COLLECTED, ()))
    why = [
        f"{many(supplies, 'supply', 'supplies')} of medicine {'is' if supplies == 1 else 'are'} recorded."
        if supplies
        else "No supply of medicine is recorded, which says nothing about whether medicine was supplied.",
        f"No medicine has 2 supplies of known length on certain days, at least {context.policy.count(SUPPLY_DAYS):,} days apart."
        if supplies
        else "",
        *(_holes(read) for read in reads),
        f"{many(refused, 'prescription')} not collected {'is' if refused == 1 else 'are'} recorded: read the entries."
        if refused
        else "",
    ]
    missing = "each supply with its medicine, day and how many days it covers: ask the pharmacy or GP for the dispensing record"
    title = "Gaps in supply of medicine cannot be assessed"
    return not_assessable(context, rule, title, " ".join(filter(None, why)), (missing,), out)


RULE = Rule(
    id="supply-gap",
    version=1,
    family="medicines",
    name="Gaps in the supply of medicine",
    limits=(SUPPLY_COVERED, SUPPLY_DAYS, SUPPLY_CONSIDER, SUPPLY_BREAK_DAYS, SUPPLY_COURSE_DAYS),
    find=_find,
    alternatives=(
        "another pharmacy, a hospital or a clinic may have supplied what is missing here",
        "the child may have been in hospital, where the ward gives the medicine",
        "the medicine may be one to take only when needed, or by season",
        "the dose may have been lowered, so that a supply lasted longer, or the prescriber may have stopped the medicine",
        "the pharmacy may have been out of stock, or the prescription late",
        "a reserve at home or at school may have filled the gap",
        "the list of supplies in this record may be incomplete",
    ),
    questions=(
        "Is the list of supplies complete: which pharmacies, clinics and hospitals supplied this medicine?",
        "Did the child go without, and what did that mean for their health?",
        "Who orders and collects the medicine, and what gets in the way?",
        "Was the dose changed, or the medicine stopped, and by whom?",
    ),
    considerations=(
        "ask the pharmacy for the full dispensing record before anything is read into a gap",
        "ask the prescriber or pharmacist how to make ordering and collecting easier: delivery, matched supplies, reminders",
        "where a child may be without a critical medicine now, ask the prescriber or 111 today",
    ),
    sources=(
        "proportion of days covered, 80%: the common line of studies of adherence, not a line of safety for any one medicine",
        "dispensed is not given; an absence of supply records is not assessable",
    ),
)
