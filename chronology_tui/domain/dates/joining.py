"""Several dates made one: each lends the other the month or year that it lacks, then they become a stay, a choice or a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from chronology_tui.domain.dates.context import DateContext, DateRefused
from chronology_tui.domain.dates.parts import Bounds, Parts, plain, resolve
from chronology_tui.domain.dates.phrases import Joint
from chronology_tui.domain.dates.value import Precision, Qualifier, Remark


@dataclass(frozen=True, slots=True)
class Reading:
    """What a phrase says, before the remarks that depend on today and on birth."""

    qualifier: Qualifier
    precision: Precision
    earliest: date | None
    latest: date | None
    remarks: tuple[Remark, ...] = ()


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
    return Reading(hedge(bounds, kind), precision, min(lows), max(highs), remarks)


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
