"""The months strip: the whole chronology on one line. Height tells how many entries, colour and words how severe the worst.

The two are drawn side by side and never multiplied: frequency and severity are separate axes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from textual import events
from textual.message import Message

from chronology_tui.domain.dates import Precision, Qualifier, UncertainDate
from chronology_tui.domain.records import Event
from chronology_tui.domain.scales import Severity
from chronology_tui.tui.glyphs import UNICODE, Glyphs
from chronology_tui.tui.theme import severity_role
from chronology_tui.tui.widgets.line import Line, OneLine

LABEL = 5
"""Cells of a year with the blank after it."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of the strip.

    Attributes:
        column: its cell.
        first, last: first and last month, counted from year 0 (year × 12 + month − 1).
        entries: entries whose earliest day, or else latest day, falls in those months.
        worst: highest severity among them.
        place: place of the first of them in the list, or None.
    """

    column: int
    first: int
    last: int
    entries: int
    worst: Severity
    place: int | None

    @property
    def when(self) -> UncertainDate:
        """Its months as a date."""
        first = date(self.first // 12, self.first % 12 + 1, 1)
        after = self.last + 1
        last = date(after // 12, after % 12 + 1, 1) - timedelta(days=1)
        words = f"{_MONTHS[self.first % 12]} {first.year}"
        if self.first == self.last:
            return UncertainDate(words, Qualifier.EXACT, Precision.MONTH, first, last)
        words = f"{words} to {_MONTHS[self.last % 12]} {last.year}"
        return UncertainDate(words, Qualifier.BETWEEN, Precision.MONTH, first, last)


@dataclass(frozen=True)
class Strip:
    """All bars, and the years with the cells where they are written."""

    bars: tuple[Bar, ...]
    years: tuple[tuple[int, str], ...]

    def at(self, column: int) -> Bar | None:
        """Return the bar at a cell."""
        return next((bar for bar in self.bars if bar.column == column), None)

    def covering(self, month: int) -> Bar | None:
        """Return the bar that a month belongs to."""
        return next((bar for bar in self.bars if bar.first <= month <= bar.last), None)


EMPTY = Strip((), ())


def month_of(event: Event) -> int | None:
    """Return the month of an entry, counted from year 0; None for an undated one."""
    day = event.when.earliest or event.when.latest
    return None if day is None else day.year * 12 + day.month - 1


def lay_out_months(
    entries: Sequence[Event], width: int, last_day: date | None = None, whole: Sequence[Event] | None = None
) -> Strip:
    """Return the strip for ``width`` cells; it reaches over the months of ``whole``, where only some of those are shown.

    Every year gets its label and as many bars as the width allows: 12, 6, 4, 3, 2 or 1; where even that does not fit, labels go
    to every second, fifth or tenth year, and at last a bar covers several years.
    """
    return lay_out_tally(tally_of(entries, whole), width, last_day)


def lay_out_tally(counted: Tally, width: int, last_day: date | None = None) -> Strip:
    """Return the strip of entries that are counted already; see :func:`lay_out_months`."""
    if counted.reach is None or width < LABEL:
        return EMPTY
    first_year = counted.reach[0] // 12
    last_year = max(counted.reach[1] // 12, last_day.year if last_day is not None else 0)
    years = last_year - first_year + 1
    per_year, every = _scale(years, width)
    tally = counted.months
    if per_year == 0:  # more years than cells
        return _lay_out_years(tally, first_year, years, width)
    bars: list[Bar] = []
    labels: list[tuple[int, str]] = []
    column = 0
    step = 12 // per_year
    for n in range(years):
        if n % every == 0:
            labels.append((column, str(first_year + n)))
            column += LABEL
        for start in range((first_year + n) * 12, (first_year + n + 1) * 12, step):
            bars.append(_bar(column, start, start + step - 1, tally))
            column += 1
        if every == 1:
            column += 1
    return Strip(tuple(bars), tuple(labels))


def _scale(years: int, width: int) -> tuple[int, int]:
    """Return (bars a year, years between labels) that fit; (0, 0) when nothing does."""
    for per_year in (12, 6, 4, 3, 2, 1):
        if years * (LABEL + per_year + 1) - 1 <= width:
            return per_year, 1
    for per_year in (4, 2, 1):
        for every in (2, 5, 10, 25):
            if years * per_year + -(-years // every) * LABEL <= width:
                return per_year, every
    return 0, 0


_Months = dict[int, tuple[int, Severity, int]]
"""For each month how many entries it has, the highest severity among them, and the place of the first of them."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What the strip says of entries, whatever its width: counted once, since a long chronology takes longer than a frame.

    Attributes:
        months: of the entries that are shown.
        reach: first and last month that the strip reaches over; None without any dated entry.
    """

    months: _Months
    reach: tuple[int, int] | None


def tally_of(entries: Sequence[Event], whole: Sequence[Event] | None = None) -> Tally:
    """Count ``entries`` by month; the strip reaches over the months of ``whole``, where only some of those are shown."""
    months: _Months = {}
    for place, event in enumerate(entries):
        month = month_of(event)
        if month is None:
            continue
        before = months.get(month)
        if before is None:
            months[month] = (1, event.severity, place)
        else:
            count, worst, first = before
            months[month] = (count + 1, max(worst, event.severity), first)
    dated = {month for event in whole if (month := month_of(event)) is not None} if whole is not None else months.keys()
    return Tally(months, (min(dated), max(dated)) if dated else None)


def _bar(column: int, first: int, last: int, tally: _Months) -> Bar:
    found = [tally[month] for month in range(first, last + 1) if month in tally]
    return Bar(
        column,
        first,
        last,
        sum(count for count, _, _ in found),
        max((worst for _, worst, _ in found), default=Severity.NOT_RATED),
        min((place for _, _, place in found), default=None),
    )


def _lay_out_years(tally: _Months, first_year: int, years: int, width: int) -> Strip:
    per_bar = -(-years // (width - LABEL))
    bars = [
        _bar(LABEL + n, (first_year + start) * 12, (first_year + start + per_bar) * 12 - 1, tally)
        for n, start in enumerate(range(0, years, per_bar))
    ]
    return Strip(tuple(bars), ((0, f"{first_year:04d}"),))


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def said(bar: Bar) -> str:
    """Return what a bar shows, in words: "Apr to Jun 2024: 3 entries, highest critical"."""
    start = f"{_MONTHS[bar.first % 12]} {bar.first // 12}"
    end = f"{_MONTHS[bar.last % 12]} {bar.last // 12}"
    when = start if bar.first == bar.last else f"{start} to {end}"
    if not bar.entries:
        return f"{when}: no entries"
    entries = "1 entry" if bar.entries == 1 else f"{bar.entries} entries"
    worst = f"highest {bar.worst.word}" if bar.worst.rated else "none rated"
    return f"{when}: {entries}, {worst}"


class MonthsStrip(OneLine):
    """The strip; a click goes to the months of a bar."""

    class Wanted(Message):
        """The reader wants to go to the months of a bar."""

        def __init__(self, bar: Bar) -> None:
            super().__init__()
            self.bar = bar

    def __init__(self, *, glyphs: Glyphs = UNICODE, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.glyphs = glyphs
        self._tally = tally_of(())
        self._today: date | None = None
        self._here: Event | None = None
        self._laid: tuple[int, Strip] | None = None

    def show(self, entries: Sequence[Event], today: date | None, whole: Sequence[Event] | None = None) -> None:
        """Show the months of ``entries`` up to ``today``, on the scale of the ``whole`` where they are only some."""
        self._tally = tally_of(entries, whole if whole is not None and len(whole) != len(entries) else None)
        self._today, self._laid = today, None
        self.refresh()

    def show_here(self, event: Event | None) -> None:
        """Mark where in time the reader is; painted anew only when that is another month."""
        before = self._here
        self._here = event
        if before is None or event is None or month_of(before) != month_of(event):
            self.refresh()

    @property
    def strip_shown(self) -> Strip:
        """The bars that are drawn at the present width."""
        width = self.size.width - 2 - self._here_width
        if self._laid is None or self._laid[0] != width:
            self._laid = (width, lay_out_tally(self._tally, width, self._today))
        return self._laid[1]

    @property
    def _here_width(self) -> int:
        return 11 if self.size.width >= 60 else 0

    def build(self, line: Line) -> None:
        """Draw bars, years and the place of the selected entry."""
        strip = self.strip_shown
        steps = self.glyphs.steps
        most = max((bar.entries for bar in strip.bars), default=1) or 1
        month = month_of(self._here) if self._here is not None else None
        here = strip.covering(month) if month is not None else None
        pieces: list[tuple[int, str, str]] = [(column, year, "mute") for column, year in strip.years]
        for bar in strip.bars:
            level = -(-bar.entries * (len(steps) - 1) // most)
            if bar is here:
                pieces.append((bar.column, steps[level] if level else " ", "accent reverse"))
            elif level:
                pieces.append((bar.column, steps[level], severity_role(bar.worst)))
        for column, text, role in sorted(pieces):
            line.to(1 + column)
            line.add(text, role)
        if self._here_width and self._here is not None:
            words = "undated" if month is None else f"{_MONTHS[month % 12]} {month // 12}"
            line.to(line.width - len(words) - 3)
            line.add(f"{self.glyphs.here} {words}", "accent")

    def on_click(self, click: events.Click) -> None:
        """Go to the months of the bar under the mouse, or of the first one after it: a year stands before its months."""
        bar = next((b for b in self.strip_shown.bars if b.column >= click.x - 1), None)
        if bar is not None:
            self.post_message(self.Wanted(bar))

    def on_mouse_move(self, move: events.MouseMove) -> None:
        """Say in words what the bar under the mouse shows."""
        bar = self.strip_shown.at(move.x - 1)
        self.tooltip = said(bar) if bar is not None else None
