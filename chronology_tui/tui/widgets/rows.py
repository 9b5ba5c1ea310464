"""What the timeline says of one entry, and how it is laid out in lines: pure, no screen.

An entry is a headline (date, age, severity as gauge and word, what, badge at the right) over its words in quieter text. Above
the first entry of each year stands a rule with the year; above undated entries a rule that says so.
"""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import cell_len

from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.kinds import Area
from chronology_tui.domain.records import Event
from chronology_tui.domain.scales import Severity
from chronology_tui.domain.text import one_line
from chronology_tui.tui.glyphs import Glyphs
from chronology_tui.tui.theme import severity_role
from chronology_tui.tui.widgets.wrapping import count_lines, is_simple, prepare, wrap

Piece = tuple[str, str]
"""Text and the role it is painted with."""

DATE = 13
AGE = 7
SEVERITY = 15
BADGE_GAP = 2
HEAD_MOST = 84
BODY_MOST = 100
"""Cells at most for a headline with its badge, and for a line of words."""
KEY_MARK = "*"
"""Stands for the mark of a key event until the line is painted: one cell, as the mark itself."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns of the timeline lie, in cells from the left edge, for one width and number of lanes.

    Attributes:
        width: cells of a whole line.
        lanes: number of lane columns, each two cells.
        date, age, severity, text: where each column starts; ``age`` is None where there is no room for it.
        body: where the words under the headline start.
    """

    width: int
    lanes: int
    date: int
    age: int | None
    severity: int
    text: int
    body: int

    @property
    def text_width(self) -> int:
        """Cells for the headline and its badge, which stays near its headline in a wide window; one cell stays free."""
        return max(8, min(self.width - self.text - 1, HEAD_MOST))

    @property
    def body_width(self) -> int:
        """Cells for the words under the headline, no more than can be read with ease; three cells stay free at the right."""
        return max(8, min(self.width - self.body - 3, BODY_MOST))


def columns_for(width: int, lanes: int) -> Columns:
    """Return the columns for a timeline of ``width`` cells with ``lanes`` lane columns."""
    date = 2 + 2 * lanes
    with_age = width >= 64
    age = date + DATE if with_age else None
    severity = date + DATE + (AGE if with_age else 0)
    text = severity + SEVERITY
    # Under the headline where there is room; under the date where a narrow window would leave a thin column of words.
    body = text + 2 if width - text >= 44 else date + 2
    return Columns(width, lanes, date, age, severity, text, body)


@dataclass(frozen=True, slots=True)
class Layout:
    """One entry laid out: the lines from top to bottom.

    Attributes:
        rule: the words of the rule above, or None.
        head: lines of the headline.
        badge: words at the right of the first headline line, or on a line of their own; empty for none.
        badge_apart: whether the badge has a line of its own.
        body: lines of words with their role.
    """

    rule: str | None
    head: tuple[str, ...]
    badge: str
    badge_apart: bool
    body: tuple[Piece, ...]

    @property
    def height(self) -> int:
        """Number of lines."""
        return (self.rule is not None) + len(self.head) + self.badge_apart + len(self.body)


def rule_above(chronology: Chronology, place: int) -> str | None:
    """Return the words of the rule above an entry: its year where the year changes, "undated" above undated entries."""
    said = year_words(chronology.events[place])
    if place and said == year_words(chronology.events[place - 1]):
        return None
    return said


def year_words(event: Event) -> str:
    """Return the year that an entry is listed under, or "undated"."""
    day = event.when.earliest or event.when.latest
    return "undated" if day is None else str(day.year)


def body_pieces(event: Event) -> list[Piece]:
    """Return the words under the headline, each with its role: the summary, then quoted words."""
    pieces: list[Piece] = []
    if event.summary:
        pieces.append((prepare(event.summary, compact=True), "mute"))
    if event.quote:
        pieces.append((f"“{prepare(event.quote, compact=True)}”", "mute"))
    if event.child_voice:
        pieces.append((f"“{prepare(event.child_voice, compact=True)}”", "accent"))
    return pieces


def head_text(event: Event) -> str:
    """Return what happened and where, on one line."""
    return one_line(event.headline)


def _marked_head(event: Event) -> str:
    """Return the headline with the place of the key mark, which the painter replaces by the terminal's own."""
    return f"{KEY_MARK} {head_text(event)}" if event.key else head_text(event)


def height_of(chronology: Chronology, place: int, columns: Columns, badge: str) -> int:
    """Return the height of an entry, without building its lines."""
    event = chronology.events[place]
    head = _marked_head(event)
    width = columns.text_width
    lines = 1 if len(head) <= width and is_simple(head) else count_lines(head, width)
    if badge and (lines > 1 or cell_len(head) + BADGE_GAP + cell_len(badge) > width):
        lines += 1
    width = columns.body_width
    for text, _ in body_pieces(event):
        lines += count_lines(text, width)
    return lines + (rule_above(chronology, place) is not None)


def lay_out(chronology: Chronology, place: int, columns: Columns, badge: str) -> Layout:
    """Return the lines of an entry; their number is :func:`height_of`."""
    event = chronology.events[place]
    head = wrap(_marked_head(event), columns.text_width)
    apart = bool(badge) and (len(head) > 1 or cell_len(head[0]) + BADGE_GAP + cell_len(badge) > columns.text_width)
    body: list[Piece] = []
    for text, role in body_pieces(event):
        body.extend((line, role) for line in wrap(text, columns.body_width))
    return Layout(rule_above(chronology, place), tuple(head), badge, apart, tuple(body))


def severity_pieces(event: Event, glyphs: Glyphs) -> list[Piece]:
    """Return gauge and word of the severity, or the mark and word of the child's voice or a strength."""
    severity = event.severity
    if severity is Severity.NONE and event.area is Area.STRENGTH:
        return [(f"{glyphs.strength}    strength", "good")]
    if severity.rated:
        gauge = glyphs.full * severity.value + glyphs.empty * (4 - severity.value)
        return [(f"{gauge} {severity.word}", severity_role(severity))]
    if event.area is Area.VOICE:
        return [(f"{glyphs.voice}    voice", "accent")]
    if event.area is Area.STRENGTH:
        return [(f"{glyphs.strength}    strength", "good")]
    return [(f"{glyphs.unrated}    not rated", "unrated")]
