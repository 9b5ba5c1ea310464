"""Ages as practitioners write them, by calendar arithmetic (python-dateutil), never by dividing days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta


@dataclass(frozen=True, slots=True)
class Age:
    """A completed age at a day. ``days`` is the whole age in days; negative before birth."""

    years: int
    months: int
    days: int

    @property
    def short(self) -> str:
        """The form of the timeline's age column: "10d", "5w", "18m", "4y 11m", "unborn"."""
        if self.days < 0:
            return "unborn"
        if self.days < 28:
            return f"{self.days}d"
        if self.years == 0 and self.months < 3:
            return f"{self.days // 7}w"
        if self.years < 2:
            return f"{self.years * 12 + self.months}m"
        return f"{self.years}y {self.months}m"

    @property
    def words(self) -> str:
        """The form of running text: "10 days", "5 weeks", "18 months", "4 years 11 months", "before birth"."""
        if self.days < 0:
            return "before birth"
        if self.days < 28:
            return _count(self.days, "day")
        if self.years == 0 and self.months < 3:
            return _count(self.days // 7, "week")
        if self.years < 2:
            return _count(self.years * 12 + self.months, "month")
        return _count(self.years, "year") + (f" {_count(self.months, 'month')}" if self.months else "")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def age_on(birth: date, day: date) -> Age:
    """Return the age on ``day`` of a child born on ``birth``; born on 29 February ages on 1 March, as in UK law."""
    days = (day - birth).days
    if days < 0:
        return Age(0, 0, days)
    # Age attained at the start of the anniversary (Family Law Reform Act 1969, s.9); 29 February counts from 1 March.
    start = birth + relativedelta(days=1) if (birth.month, birth.day) == (2, 29) and not _has_leap_day(day.year) else birth
    years = day.year - birth.year - ((day.month, day.day) < (start.month, start.day))
    delta = relativedelta(day, birth)
    months = delta.months if delta.years == years else 11
    return Age(years, months, days)


def _has_leap_day(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
