"""Several dates made one: each lends the other the month or year that it lacks, then they become a stay, a choice or a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from chronology_tui.domain.dates.context import DateContext, DateRefused
from chronology_tui.domain.dates.format import format_date
from chronology_tui.domain.dates.parts import Bounds, Parts, plain, resolve
from chronology_tui.domain.dates.phrases import Joint
from chronology_tui.domain.dates.value import Precision, Qualifier, Remark, RemarkCode, UncertainDate


@dataclass(frozen=True, slots=True)
class Reading:
    """What a phrase says, before the remarks that depend on today and on birth."""

    qualifier: Qualifier
    precision: Precision
    earliest: date | None
    latest: date | None
    remarks: tuple[Remark, ...] = ()
    items: tuple[Reading, ...] = ()
    """The several dates of a list, in the order in which they are written; empty where there is one date only."""


def hedge(ends: Sequence[Bounds], otherwise: Qualifier) -> Qualifier:
    """Return the qualifier of several ends: a doubt outweighs a hedge, and a hedge the plain reading."""
    if any(end.uncertain for end in ends):
        return Qualifier.UNCERTAIN
    return Qualifier.ABOUT if any(end.about for end in ends) else otherwise


def joined(ends: list[Parts], joints: Sequence[Joint], context: DateContext) -> Reading:
    """Return the reading of several dates: a stay, a choice of days, or the days of a list."""
    bounds = [resolve(part, context) for part in _completed(ends, context)]
    lows = [b.earliest for b in bounds if b.earliest is not None]
    highs = [b.latest for b in bounds if b.latest is not None]
    stay = Joint.TO in joints and Joint.OR not in joints
    if stay and lows and highs and lows[0] > highs[-1]:
        raise DateRefused(f"the end, {plain(highs[-1])}, is before the start, {plain(lows[0])}; swap them or check the years")
    precision = bounds[0].precision
    for bound in bounds[1:]:
        precision = finer(precision, bound.precision)
    kind = Qualifier.BETWEEN if Joint.OR in joints else Qualifier.SPAN
    remarks = tuple(remark for bound in bounds for remark in bound.remarks)
    items = () if Joint.OR in joints else _items(bounds, joints)
    if (listed := _listed(items)) is not None:
        remarks += (listed,)
    return Reading(hedge(bounds, kind), precision, min(lows), max(highs), remarks, items)


def _items(bounds: Sequence[Bounds], joints: Sequence[Joint]) -> tuple[Reading, ...]:
    """Return the dates of a list, a run within it ("3 to 5 and 9 March") as one; empty when there is no list."""
    groups: list[list[Bounds]] = [[bounds[0]]]
    for tie, bound in zip(joints, bounds[1:], strict=False):
        if tie is Joint.TO:
            groups[-1].append(bound)
        else:
            groups.append([bound])
    if len(groups) < 2:
        return ()
    for group in groups:
        first, last = group[0].earliest, group[-1].latest
        if first is not None and last is not None and first > last:
            raise DateRefused(f"the end, {plain(last)}, is before the start, {plain(first)}; swap them or check the years")
    return tuple(
        Reading(
            hedge(group, Qualifier.SPAN if len(group) > 1 else Qualifier.EXACT), group[0].precision, group[0].earliest,
            group[-1].latest, tuple(remark for bound in group for remark in bound.remarks),
        )
        for group in groups
    )  # fmt: skip


def _listed(items: Sequence[Reading]) -> Remark | None:
    """Return the remark on a list whose dates do not follow one another without a gap; None when they do."""
    known = sorted((item.earliest, item.latest) for item in items if item.earliest is not None and item.latest is not None)
    if len(known) < 2 or all((later[0] - earlier[1]).days <= 1 for earlier, later in pairwise(known)):
        return None
    units = {item.precision for item in items}
    unit = _UNIT_NAMES.get(units.pop(), "dates") if len(units) == 1 else "dates"
    values = [UncertainDate("", item.qualifier, item.precision, item.earliest, item.latest) for item in items]
    return Remark(
        RemarkCode.LIST,
        f"This names {len(items)} separate {unit}: {_enumerated([format_date(value) for value in values])}; "
        "type one entry for each if they were separate events.",
    )


_UNIT_NAMES = {
    Precision.DAY: "days", Precision.WEEK: "weeks", Precision.MONTH: "months", Precision.SEASON: "seasons",
    Precision.YEAR: "years",
}  # fmt: skip


def _enumerated(names: list[str]) -> str:
    """Return "15, 18 and 30 September 2020": the month and year that all share are written once."""
    last = names[-1]
    for tail in (last.split(" ", 1)[-1], last.rsplit(" ", 1)[-1]):
        if tail != last and all(name.endswith(f" {tail}") for name in names):
            names = [name[: -len(tail) - 1] for name in names[:-1]] + [last]
            break
    return f"{', '.join(names[:-1])} and {names[-1]}"


def between(ends: list[Parts], context: DateContext) -> Reading:
    """Return the reading of "between early 2012 and late 2014": the word outweighs the hedges, though not a doubt."""
    reading = joined(ends, [Joint.OR], context)
    return replace(reading, qualifier=Qualifier.BETWEEN) if reading.qualifier is Qualifier.ABOUT else reading


_ORDER = {precision: rank for rank, precision in enumerate(Precision)}


def finer(a: Precision, b: Precision) -> Precision:
    """Return the finer of two units."""
    return min(a, b, key=lambda p: _ORDER[p])


def _completed(ends: list[Parts], context: DateContext) -> list[Parts]:
    """Lend each date what it lacks: the month and year of the next, or the year of the one before."""
    done = list(ends)
    for n in range(len(done) - 2, -1, -1):
        part, donor = done[n], done[n + 1]
        if part.precision is None:
            done[n] = replace(donor, shown=f"{part.shown} {donor.shown}", day=part.day or donor.day, hint=part.hint or donor.hint,
                              weekday=part.weekday, about=part.about, uncertain=part.uncertain, remarks=())  # fmt: skip
        elif part.lacks_year and donor.year is not None:
            done[n] = _before(replace(part, year=donor.year, short_year=donor.short_year), donor, context)
    for n in range(1, len(done)):
        part, donor = done[n], done[n - 1]
        if part.lacks_year:
            year = donor.year if donor.year is not None else (context.given_year if donor.lacks_year else None)
            if year is None and donor.fixed is not None and donor.fixed[0] is not None:
                year = donor.fixed[0].year
            if year is not None and donor.year is not None:
                part = replace(part, year=year, short_year=donor.short_year)
            done[n] = part
            if year is not None and _starts(part, context) < _starts(donor, context):
                done[n] = replace(part, year=year + 1, short_year=False)
    return done


def _before(part: Parts, donor: Parts, context: DateContext) -> Parts:
    """Put a date whose year was lent into the year before, where it would otherwise follow its successor."""
    if _starts(part, context) <= _starts(donor, context) or part.year is None:
        return part
    return replace(part, year=(part.year - 1) % 100 if part.short_year else part.year - 1)


def _starts(parts: Parts, context: DateContext) -> date:
    return resolve(parts, context).earliest or date.min
