"""Painting the lines of one entry of the timeline: lanes, date, age, severity, headline, badge, words, and the rule above."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from rich.cells import cell_len
from textual.strip import Strip

from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.dates import short_date
from chronology_tui.domain.search_words import SearchQuery, spans
from chronology_tui.tui.glyphs import Glyphs
from chronology_tui.tui.theme import Paint, severity_role
from chronology_tui.tui.widgets import rows
from chronology_tui.tui.widgets.lanes import LANES, Lanes, Mark, Track
from chronology_tui.tui.widgets.line import Line
from chronology_tui.tui.widgets.wrapping import fit

NO_QUERY = SearchQuery()
LIT = "accent bold underline"
"""What lit words are painted with: the line under them shows without colour too."""


@dataclass(frozen=True)
class EntryPainter:
    """Paints lines for one state of the timeline.

    Attributes:
        chronology: the entries.
        columns: where the columns lie.
        lanes: the lanes beside the entries.
        lit: key of the finding whose lane is lit; the others are then dim. None draws all alike.
        glyphs, paint: marks and styles.
        focused: whether the keys move the selection, which its mark tells.
        marked: the entries that are marked for a change of all of them.
        query: the words that are lit wherever they stand.
    """

    chronology: Chronology
    columns: rows.Columns
    lanes: Lanes
    lit: str | None
    glyphs: Glyphs
    paint: Paint
    focused: bool
    marked: frozenset[UUID] = frozenset()
    query: SearchQuery = NO_QUERY

    def line(self, place: int, layout: rows.Layout, within: int, selected: bool) -> Strip:  # noqa: FBT001
        """Return one line of the entry at ``place``; ``within`` counts from the rule above it, if it has one."""
        if layout.rule is not None:
            if within == 0:
                return self._rule(place, layout.rule, above=True)
            within -= 1
        line = Line(self.columns.width, self.paint, "select" if selected else "ground")
        line.add(self.glyphs.bar if selected else " ", "accent" if self.focused else "mute")
        self._add_lanes(line, place, headline=within == 0)
        if within == 0 and self.marked and self.chronology.events[place].id in self.marked:
            line.to(self.columns.date - 1)
            line.add(self.glyphs.marked, "accent bold")
        if within < len(layout.head):
            self._add_head(line, place, layout, within)
            return line.strip()
        within -= len(layout.head) + layout.badge_apart
        if within < 0:
            self._add_badge(line, place, layout.badge)
        else:
            text, role = layout.body[within]
            line.to(self.columns.body)
            self._add_lit(line, text, role)
        return line.strip()

    def _add_lit(self, line: Line, text: str, role: str) -> None:
        """Add words, those that are looked for underlined."""
        at = 0
        for start, end in () if self.query.empty else spans(text, self.query):
            line.add(text[at:start], role)
            line.add(text[start:end], LIT)
            at = end
        line.add(text[at:], role)

    def year_again(self, place: int, *, inside: bool) -> Strip:
        """Return the rule that stands at the top of the window while the real one is out of sight.

        Args:
            place: the entry that the line at the top belongs to.
            inside: whether that line is below the entry's first, so that a lane that starts there shows already.
        """
        return self._rule(place, rows.year_words(self.chronology.events[place]), above=not inside)

    def _rule(self, place: int, said: str, *, above: bool) -> Strip:
        line = Line(self.columns.width, self.paint)
        line.add(" ", "text")
        self._add_lanes(line, place, headline=False, above=above)
        line.to(self.columns.date)
        line.add(f"{self.glyphs.rule * 2} ", "faint")
        line.add(said, "mute")
        line.add(" " + self.glyphs.rule * max(0, line.room - 2), "faint")
        return line.strip()

    def _add_lanes(self, line: Line, place: int, *, headline: bool, above: bool = False) -> None:
        for column, mark in enumerate(self.lanes.marks(place, headline=headline, above=above)):
            if mark is None:
                line.add("  ", "faint")
            else:
                line.add(f"{self._lane_glyph(*mark)} ", self._lane_role(column, mark[1]))

    def _lane_glyph(self, mark: Mark, track: Track) -> str:
        glyphs = self.glyphs
        if self.lit is None:
            return glyphs.dot if mark is Mark.DOT else glyphs.line
        if track.key == self.lit:
            return glyphs.dot_lit if mark is Mark.DOT else glyphs.line_lit
        return glyphs.dot_dim if mark is Mark.DOT else glyphs.line_dim

    def _lane_role(self, column: int, track: Track) -> str:
        if self.lit is None:
            return f"lane{column % LANES}"
        return f"lane{column % LANES} bold" if track.key == self.lit else "faint"

    def _add_head(self, line: Line, place: int, layout: rows.Layout, within: int) -> None:
        event = self.chronology.events[place]
        head = layout.head[within]
        if within:
            line.to(self.columns.text)
            self._add_lit(line, head, "text bold")
            return
        line.to(self.columns.date)
        line.add(fit(short_date(event.when), rows.DATE - 1, self.glyphs.more), "text bold")
        if self.columns.age is not None:
            age = self.chronology.age_at(event.when)
            line.to(self.columns.age)
            line.add("" if age is None else age.short, "mute")
        line.to(self.columns.severity)
        for text, role in rows.severity_pieces(event, self.glyphs):
            line.add(text, role)
        line.to(self.columns.text)
        if event.key:
            line.add(self.glyphs.key, "accent")
            head = head.removeprefix(rows.KEY_MARK)
        self._add_lit(line, head, "text bold")
        if layout.badge and not layout.badge_apart:
            self._add_badge(line, place, layout.badge)

    def _add_badge(self, line: Line, place: int, badge: str) -> None:
        badge = fit(badge, self.columns.text_width, self.glyphs.more)
        severity = self.chronology.events[place].severity
        line.to(self.columns.text + self.columns.text_width - cell_len(badge))
        line.add(badge, severity_role(severity) if severity > 1 else "mute")
