"""Ages as practitioners write them, by calendar arithmetic (python-dateutil), never by dividing days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

from chronology_tui.domain.records import Child
from chronology_tui.domain.records.child import TERM_DAYS
from chronology_tui.domain.text import counted

CORRECTED_YEARS = 2
"""A preterm child's age is corrected until this birthday.

RCPCH, UK-WHO growth charts, fact sheet 5 "Plotting preterm infants": at least 1 year for those born at 32 to 36 weeks, 2 years
for those born earlier; as many services do, 2 years for all, and the age from birth always stands beside it.
"""


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
            return counted(self.days, "day")
        if self.years == 0 and self.months < 3:
            return counted(self.days // 7, "week")
        if self.years < 2:
            return counted(self.years * 12 + self.months, "month")
        return counted(self.years, "year") + (f" {counted(self.months, 'month')}" if self.months else "")


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


def corrected_age_on(child: Child, day: date) -> Age | None:
    """Return the age on ``day`` counted from the day on which a preterm child would have been born at 40 weeks.

    ``days`` is negative before that day. None when the child was not preterm, the gestation or birth is not known, on a day
    before birth, and from the second birthday on (see :data:`CORRECTED_YEARS`).
    """
    term = child.term_birth
    if term is None or child.birth is None or child.unborn or day < child.birth:
        return None
    if age_on(child.birth, day).years >= CORRECTED_YEARS:
        return None
    return age_on(term, day)


def corrected_short(child: Child, day: date) -> str:
    """Return the corrected age as it stands beside the age: "16m", or "33+5 weeks" of gestation before term; empty for none."""
    age = corrected_age_on(child, day)
    if age is None:
        return ""
    if age.days >= 0:
        return age.short
    weeks, days = divmod(TERM_DAYS + age.days, 7)
    return f"{weeks}+{days} weeks"
