"""What the reading of a date may lean on, and how it is refused: no clock, no file, only these values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chronology_tui.domain.dates.value import UncertainDate
from chronology_tui.errors import ChronologyError, ExitCode


@dataclass(frozen=True, slots=True)
class DateContext:
    """What is known while a date is read.

    Attributes:
        today: the day of reading; "yesterday", two-digit years and the future are reckoned from it.
        birth: the child's date of birth, from which ages become days.
        previous: the date of the entry before, for "+2w", "the next day" and years that are not repeated.
        year: the year of a heading that stands over the dates ("2013").
        planned: whether the date is of something agreed for later, so that it may lie in the future.
        gestation_days: the length of the pregnancy at birth in days, from which weeks of pregnancy become days; 40 weeks unless
            it is recorded.
    """

    today: date
    birth: date | None = None
    previous: UncertainDate | None = None
    year: int | None = None
    planned: bool = False
    gestation_days: int = 280

    @property
    def given_year(self) -> int | None:
        """The year that a yearless date inherits: the heading's, else that of the entry before."""
        if self.year is not None:
            return self.year
        if self.previous is not None:
            known = self.previous.earliest or self.previous.latest
            return known.year if known is not None else None
        return None


class DateRefused(ChronologyError):
    """A text that is no date, or no possible one.

    Attributes:
        reason: one plain sentence that names the fault and what to type instead.
        after: for the grammar's own use, the index of the token after what was refused, 0 when not known.
    """

    exit_code = ExitCode.USAGE

    def __init__(self, reason: str, after: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.after = after
