"""The uncertain-date value: what was typed, and the days it allows. Nothing in it is ever invented.

Invariants: ``earliest <= latest`` where both are known; an undated value has neither; "before" has no earliest day and "after"
no latest. Sorting is total and stable: undated first, then by earliest day, then precision (a day before the month that starts
on it), then order within the day, then time of entry (the record's identifier, given by the caller).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Qualifier(StrEnum):
    """How the source speaks of the date."""

    EXACT = "exact"
    """The source gives this day, month, season or year without hedging."""
    ABOUT = "about"
    """The source says "about", "circa", "approximately", "early", "mid" or "late"."""
    BEFORE = "before"
    """Known only to be before a point in time: no earliest day."""
    AFTER = "after"
    """Known only to be after a point in time: no latest day."""
    BETWEEN = "between"
    """Happened once, at an unknown day between two points, or on one of several named days."""
    SPAN = "span"
    """Lasted from the earliest to the latest day, as an admission does."""
    UNCERTAIN = "uncertain"
    """The source or the worker doubts the date itself ("?22 May 2016")."""
    UNDATED = "undated"
    """The source gives no date at all. Undated entries are kept and come first."""


class Precision(StrEnum):
    """The finest unit of time that the source gives."""

    DAY = "day"
    """A calendar day."""
    WEEK = "week"
    """A calendar week ("w/c 3 June")."""
    MONTH = "month"
    """A calendar month."""
    SEASON = "season"
    """A season, or a named part of a year."""
    YEAR = "year"
    """A calendar year."""
    AGE = "age"
    """An age of the child, from which days follow by the date of birth."""
    DECADE = "decade"
    """A decade or anything longer."""
    NONE = "none"
    """No date."""


class RemarkCode(StrEnum):
    """What a reader should know about how a date was read."""

    REPAIRED = "repaired"
    """A typing slip was mended (``1st Febuary``)."""
    PLACEHOLDER = "placeholder"
    """A date that computer systems write when they know none (01/01/1900, 01/01/1970)."""
    INHERITED_YEAR = "inherited-year"
    """The year was not written; it comes from the context, such as the row above."""
    MONTH_FIRST = "month-first"
    """Only month-first order makes a real date (09-25-2003)."""
    TWO_DIGIT_YEAR = "two-digit-year"
    """The century was supplied by rule: at most the current year is 20xx, else 19xx."""
    WEEKDAY = "weekday"
    """The weekday that is written is not the weekday of that date."""
    SERIAL = "serial"
    """A spreadsheet's day number was read as a date."""
    FROM_AGE = "from-age"
    """The days follow from the child's age and date of birth."""
    RELATIVE = "relative"
    """The day was counted from another day ("yesterday", "3 weeks ago")."""
    FUTURE = "future"
    """The date lies after the day of reading."""
    BEFORE_BIRTH = "before-birth"
    """The date lies before the child's birth."""
    LIST = "list"
    """Several separate days are named; the bounds reach from the first to the last of them."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing a reader should know about a date: a code for programs, a sentence for people."""

    code: RemarkCode
    text: str

    @property
    def needs_a_look(self) -> bool:
        """Whether the worker should look at the reading again; False where it follows from the rules of typing."""
        return self.code not in _BY_RULE


_BY_RULE = frozenset({RemarkCode.TWO_DIGIT_YEAR, RemarkCode.RELATIVE, RemarkCode.FROM_AGE})
_PRECISION_RANK = {p: n for n, p in enumerate(Precision)}


@dataclass(frozen=True, slots=True)
class UncertainDate:
    """A date as a source gives it, with the first and last day that it allows.

    Attributes:
        text: exactly as typed; travels with every export.
        qualifier: how the source speaks of the date.
        precision: the finest unit that the source gives.
        earliest: the first day it allows, inclusive; None when there is none.
        latest: the last day it allows, inclusive; None when there is none.
        order: order within the day among entries of the same date, 0 unless set by the worker.
        remarks: how it was read, where that needs saying.

    Raises:
        ValueError: the bounds contradict each other or the qualifier.
    """

    text: str
    qualifier: Qualifier
    precision: Precision
    earliest: date | None
    latest: date | None
    order: int = 0
    remarks: tuple[Remark, ...] = ()

    def __post_init__(self) -> None:
        """Refuse bounds that contradict each other or the qualifier."""
        known = (self.earliest is not None, self.latest is not None)
        if self.earliest is not None and self.latest is not None and self.earliest > self.latest:
            raise ValueError(f"the end, {self.latest}, is before the start, {self.earliest}")
        wanted = {
            Qualifier.UNDATED: (False, False),
            Qualifier.BEFORE: (False, True),
            Qualifier.AFTER: (True, False),
        }.get(self.qualifier)
        if wanted is not None and known != wanted:
            raise ValueError(f"bounds do not fit the qualifier {self.qualifier.value!r}")
        if wanted is None and not any(known):
            raise ValueError("a dated value needs at least one bound")

    @classmethod
    def trusted(
        cls,
        text: str,
        qualifier: Qualifier,
        precision: Precision,
        earliest: date | None,
        latest: date | None,
        order: int,
        remarks: tuple[Remark, ...],
    ) -> UncertainDate:
        """Return the value of parts that were checked before, at a quarter of the cost; only for reading back what was kept."""
        value = cls.__new__(cls)
        _SET_TEXT(value, text)
        _SET_QUALIFIER(value, qualifier)
        _SET_PRECISION(value, precision)
        _SET_EARLIEST(value, earliest)
        _SET_LATEST(value, latest)
        _SET_ORDER(value, order)
        _SET_REMARKS(value, remarks)
        return value

    @classmethod
    def undated(cls, text: str = "") -> UncertainDate:
        """Return the value for "no date given", keeping what was typed."""
        return cls(text, Qualifier.UNDATED, Precision.NONE, None, None)

    @classmethod
    def on(cls, day: date, text: str | None = None) -> UncertainDate:
        """Return the value for one exact day."""
        return cls(day.isoformat() if text is None else text, Qualifier.EXACT, Precision.DAY, day, day)

    @property
    def is_undated(self) -> bool:
        """Whether the source gives no date at all."""
        return self.qualifier is Qualifier.UNDATED

    @property
    def is_certain_day(self) -> bool:
        """Whether exactly one day is allowed and the source does not doubt it."""
        return self.earliest is not None and self.earliest == self.latest and self.qualifier in _CERTAIN

    def possibly_within(self, start: date, end: date) -> bool:
        """Whether some day it allows lies from ``start`` to ``end``; an undated value possibly lies anywhere."""
        return (self.earliest is None or self.earliest <= end) and (self.latest is None or self.latest >= start)

    @property
    def sort_key(self) -> tuple[int, int, int, int]:
        """Position in time as (day, side, precision, order): "before X" sorts just before X, undated before all.

        The caller appends the time of entry to make the order total.
        """
        if self.earliest is not None:
            return (self.earliest.toordinal(), 1, _PRECISION_RANK[self.precision], self.order)
        if self.latest is not None:
            return (
                (self.latest + timedelta(days=1)).toordinal() if self.latest < date.max else self.latest.toordinal(),
                0,
                _PRECISION_RANK[self.precision],
                self.order,
            )
        return (0, 0, 0, self.order)


_CERTAIN = {Qualifier.EXACT, Qualifier.SPAN}


# The slots of the value, written past the guard of a frozen class; see UncertainDate.trusted.
_SET_TEXT, _SET_QUALIFIER, _SET_PRECISION, _SET_EARLIEST, _SET_LATEST, _SET_ORDER, _SET_REMARKS = (
    getattr(UncertainDate, name).__set__ for name in ("text", "qualifier", "precision", "earliest", "latest", "order", "remarks")
)
