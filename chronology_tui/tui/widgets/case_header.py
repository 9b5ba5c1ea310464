"""The top line: who, how old, how many entries, which plan; the marking and, for the demonstration, its notice."""

from __future__ import annotations

from datetime import date

from rich.cells import cell_len

from chronology_tui.domain.ages import age_on
from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.dates import UncertainDate, format_date
from chronology_tui.domain.records import Child, ChildStatus
from chronology_tui.domain.text import one_line
from chronology_tui.domain.vocabulary import PlanCategory, StatusKind
from chronology_tui.tui.widgets.line import Line, OneLine

MARKING = "OFFICIAL-SENSITIVE"
"""The handling caveat of a local authority's case material; the originator may choose another for what is exported."""
READ_ONLY = "READ ONLY · nothing can be changed here"

_STATUS_WORDS = {
    StatusKind.PROTECTION_PLAN: "protection plan",
    StatusKind.CHILD_IN_NEED: "Child in Need plan",
    StatusKind.LOOKED_AFTER: "looked after",
    StatusKind.EARLY_HELP: "early help plan",
}


def day_words(day: date) -> str:
    """Return a day as the top line has room for it, such as "3 Apr 2019"."""
    number, month, year = format_date(UncertainDate.on(day)).split()
    return f"{number} {month[:3]} {year}"


def status_words(status: ChildStatus) -> str:
    """Return a status in words, such as "protection plan (neglect) since 3 Mar 2026"."""
    category = "" if status.category is PlanCategory.NOT_RECORDED else f" ({status.category.value})"
    return f"{_STATUS_WORDS[status.kind]}{category} since {day_words(status.start)}"


def statuses_on(child: Child, day: date) -> list[str]:
    """Return the words of every status that holds on a day, the weightiest first."""
    return [status_words(status) for kind in StatusKind if (status := child.status_on(day, kind)) is not None]


def header_parts(chronology: Chronology, today: date, *, whole: bool = True) -> list[str]:
    """Return what the top line says of a child, the least needed last; no number of entries while not all are read."""
    child = chronology.child
    parts = []
    if child.birth is None:
        parts.append("date of birth not recorded")
    elif child.unborn and child.birth >= today:
        parts.append(f"expected {day_words(child.birth)}")
    else:
        parts.append(f"born {day_words(child.birth)} · {age_on(child.birth, today).short}")
    count = len(chronology)
    parts.append(("1 entry" if count == 1 else f"{count:,} entries") if whole else "reading …")
    parts.extend(statuses_on(child, today))
    return parts


class CaseHeader(OneLine):
    """The top line of the main screen."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._initials = ""
        self._parts: list[str] = []
        self._right: tuple[str, ...] = ("",)
        self._demo = False
        self._locks = ""

    def show(self, chronology: Chronology, today: date, *, demo: bool, read_only: bool = False, whole: bool = True) -> None:
        """Show a child as on a day; ``whole`` is whether all entries are read."""
        self._initials = one_line(chronology.child.initials)
        self._parts = header_parts(chronology, today, whole=whole)
        notice = f"DEMO · nothing is kept · as at {day_words(today)}"
        self._right = (f"{MARKING} · {notice}", notice, "DEMO · nothing is kept") if demo else (MARKING,)
        if read_only:
            self._right = (f"{MARKING} · {READ_ONLY}", READ_ONLY)
        self._demo = demo or read_only
        self.refresh()

    def show_locking(self, words: str) -> None:
        """Show how long it is until the app locks; empty words show nothing."""
        if words != self._locks:
            self._locks = words
            self.refresh()

    def build(self, line: Line) -> None:
        """Draw who and what at the left, the marking at the right; what does not fit is left out from the end."""
        if not self._initials:
            return
        line.add(f" {self._initials} ", "accent bold reverse")
        whole = cell_len(" · ".join(self._parts)) + 6
        rights = tuple(f"{words} · {self._locks}" for words in self._right) if self._locks else self._right
        right = next((words for words in rights if whole + cell_len(words) <= line.room), rights[-1])
        room = line.room - cell_len(right) - 4
        words = "  "
        for n, part in enumerate(self._parts):
            longer = words + (" · " if n else "") + part
            if cell_len(longer) > room:
                break
            words = longer
        line.add(words, "text")
        if line.room > cell_len(right) + 1:
            line.to(line.width - cell_len(right) - 1)
            line.add(right, "look" if self._demo or self._locks else "mute")
