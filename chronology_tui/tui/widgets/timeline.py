"""The timeline: every entry of a chronology, wrapped to any height, drawn by Textual's line API.

Only what is on screen is laid out (:mod:`.rows`) and painted (:mod:`.entry_painter`). Where each entry lies, and that the one the
reader looks at stays where it is, is the work of :mod:`.settling`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from textual import events
from textual.binding import Binding, BindingType
from textual.cache import LRUCache
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from chronology_tui.analysis.finding import Finding
from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.records import Event
from chronology_tui.domain.search_words import SearchQuery
from chronology_tui.domain.text import one_line
from chronology_tui.tui.glyphs import UNICODE, Glyphs
from chronology_tui.tui.theme import Paint, paint_for
from chronology_tui.tui.widgets import rows
from chronology_tui.tui.widgets.entry_painter import EntryPainter
from chronology_tui.tui.widgets.lanes import LANES, Courses, Lanes, Track, courses_of, share_columns
from chronology_tui.tui.widgets.line import Line
from chronology_tui.tui.widgets.settling import SettlingList

NARROW = 84
"""Below this many cells at most :data:`NARROW_LANES` lanes are drawn."""
NARROW_LANES = 2
NO_ENTRIES = "No entries yet: n types the first one, i imports a table."


class Timeline(SettlingList, can_focus=True):
    """A list of the entries of one chronology, one of which is selected."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Timeline { overflow-y: scroll; overflow-x: hidden; scrollbar-size-vertical: 1; width: 1fr; height: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "Next entry", show=False),
        Binding("up,k", "move(-1)", "Previous entry", show=False),
        Binding("pagedown,ctrl+f", "page(1)", "Page down", show=False),
        Binding("pageup,ctrl+b", "page(-1)", "Page up", show=False),
        Binding("home", "ends(0)", "First entry", show=False),
        Binding("end", "ends(1)", "Last entry", show=False),
        Binding("enter", "open", "Open entry"),
        Binding("right_square_bracket", "step(1)", "Next entry of the finding", key_display="]"),
        Binding("left_square_bracket", "step(-1)", "Previous entry of the finding", key_display="["),
    ]

    selected: reactive[int] = reactive(-1)
    """Place of the selected entry; -1 when there is none."""

    @dataclass
    class Opened(Message):
        """The reader wants to see all of an entry."""

        event: Event

    @dataclass
    class LaneClicked(Message):
        """The reader clicked on the lane of a finding."""

        key: str

    def __init__(self, *, glyphs: Glyphs = UNICODE, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.glyphs = glyphs
        self._chronology: Chronology | None = None
        self._places: dict[UUID, int] = {}
        self._findings: tuple[Finding, ...] = ()
        self._badges: Mapping[UUID, str] = {}
        self._courses: Courses | None = None
        """Where the findings run; None until it is looked up for what is shown now."""
        self._lit: str | None = None
        self._earlier_to_come = False
        self._wants_first = False
        """Whether the reader went to the first entry while the first was not read yet."""
        self._marked: frozenset[UUID] = frozenset()
        self._query = SearchQuery()
        self.empty_words = NO_ENTRIES
        """What is said where there is no entry to show."""
        self._lanes = Lanes()
        self._columns = rows.columns_for(80, 0)
        self._paint: Paint = paint_for("")
        self._layouts: LRUCache[int, rows.Layout] = LRUCache(256)
        self._painter: EntryPainter | None = None
        self._strips: LRUCache[tuple[int, int, bool], Strip] = LRUCache(1024)

    # ------------------------------------------------------------------ what is shown

    @property
    def chronology(self) -> Chronology | None:
        """The chronology that is shown."""
        return self._chronology

    @property
    def event(self) -> Event | None:
        """The selected entry."""
        if self._chronology is None or not 0 <= self.selected < len(self._chronology.events):
            return None
        return self._chronology.events[self.selected]

    @property
    def lanes(self) -> Lanes:
        """The lanes that are drawn."""
        return self._lanes

    @property
    def lit(self) -> str | None:
        """Key of the finding whose lane is lit."""
        return self._lit

    def show(self, chronology: Chronology, select: UUID | None = None, *, earlier_to_come: bool = False) -> None:
        """Show a chronology; the selected entry stays selected and in its place if it is still there.

        Args:
            chronology: what to show.
            select: the entry to select instead; without one and without a selection, the last entry. One that is not
                shown gives way to the entry that stands where it would.
            earlier_to_come: whether this is the end of a chronology whose earlier entries come when they are read. Who asks for
                the first entry meanwhile is taken to it then.
        """
        if self._wants_first and not earlier_to_come and select is None and chronology.events:
            select = chronology.events[0].id
        self._earlier_to_come = earlier_to_come
        self._wants_first = False
        before = self.event
        row = self._row_of(self.selected)
        self._chronology = chronology
        self._places = {event.id: place for place, event in enumerate(chronology.events)}
        self._courses = None
        wanted = select if select is not None else before.id if before is not None else None
        place = self._places.get(wanted, -1) if wanted is not None else len(chronology) - 1
        if place < 0:
            place = _beside(chronology, wanted, before)
        self._place_lanes()
        self.set_reactive(Timeline.selected, place)
        self._rebuild(place, None if select is not None else row)

    def show_findings(self, findings: tuple[Finding, ...], badges: Mapping[UUID, str]) -> None:
        """Draw the lanes of findings, strongest first, and the words beside entries."""
        self._findings = findings
        self._courses = None
        self._badges = badges
        row = self._row_of(self.selected)
        self._place_lanes()
        self._rebuild(self.selected, row)
        self._reveal(self.selected)

    def light(self, key: str | None) -> None:
        """Light the lane of one finding and dim the others; None shows all alike."""
        if key == self._lit:
            return
        self._lit = key
        width = self._lanes.width
        row = self._row_of(self.selected)
        self._place_lanes()
        if self._lanes.width != width:
            self._rebuild(self.selected, row)
            self._reveal(self.selected)
        else:
            self._paint_anew()

    def show_evidence(self) -> None:
        """Select the latest entry of the lit finding's evidence, unless one of them is selected already."""
        track = self._lanes.track(self._lit) if self._lit is not None else None
        if track is not None and self.selected not in track.places:
            self.selected = track.last

    @property
    def marked(self) -> frozenset[UUID]:
        """The entries that are marked for a change of all of them."""
        return self._marked

    def mark(self, marked: frozenset[UUID]) -> None:
        """Mark these entries and no others."""
        if marked != self._marked:
            self._marked = marked
            self._paint_anew()

    def light_words(self, query: SearchQuery) -> None:
        """Light the words that a search asks for, wherever they stand in what is shown."""
        if query != self._query:
            self._query = query
            self._paint_anew()

    def go_to(self, event_id: UUID) -> bool:
        """Select an entry; return whether it is shown."""
        place = self._places.get(event_id)
        if place is None:
            return False
        self.selected = place
        return True

    def use_theme(self, theme: str) -> None:
        """Paint with the colours of another theme."""
        self._paint = paint_for(theme)
        self._paint_anew()

    # ------------------------------------------------------------------ heights and places

    def _place_lanes(self) -> None:
        limit = NARROW_LANES if self._width < NARROW else LANES
        if self._courses is None:
            self._courses = courses_of(self._findings, self._places)
        self._lanes = share_columns(self._courses, limit, self._lit)

    def _badge(self, place: int) -> str:
        assert self._chronology is not None  # noqa: S101 - only asked about entries that are shown
        return one_line(self._badges.get(self._chronology.events[place].id, ""))

    def _measure(self, start: int, stop: int) -> list[int]:
        chronology, columns = self._chronology, self._columns
        if chronology is None:
            return []
        return [rows.height_of(chronology, place, columns, self._badge(place)) for place in range(start, stop)]

    def _rebuild(self, anchor: int, row: int | None) -> None:
        """Forget all heights and lines and show the entry ``anchor`` on window row ``row``, or wholly in sight."""
        if not self._width:
            return  # the first Resize comes before the first paint
        self._columns = rows.columns_for(self._width, self._lanes.width)
        self._layouts.clear()
        self._paint_anew()
        self._measure_anew(0 if self._chronology is None else len(self._chronology), anchor, row)

    def on_resize(self) -> None:
        """Lay out anew when the width changes; keep the selected entry in its row."""
        if self._columns.width == self._width and self._index.count:
            self._scroll_settled(self.scroll_offset.y)
            self._reveal(self.selected)
            return
        row = self._row_of(self.selected) if self._index.count else None
        self._place_lanes()
        self._rebuild(self.selected, None if row is None else min(row, self._rows - 1))
        if row is not None:
            self._reveal(self.selected)

    def on_mount(self) -> None:
        """Follow the app's theme."""
        self.watch(self.app, "theme", self.use_theme)

    def on_focus(self) -> None:
        """Paint the mark of the selected entry as the one that the keys move."""
        self._paint_anew()

    on_blur = on_focus

    # ------------------------------------------------------------------ selection

    def validate_selected(self, place: int) -> int:
        """Keep the selection within the list."""
        return max(-1, min(place, self._index.count - 1))

    def watch_selected(self, old: int, new: int) -> None:
        """Bring the selected entry into sight."""
        self._wants_first = False
        top = self.scroll_offset.y
        self._reveal(self.selected)
        if top == self.scroll_offset.y:
            for place in (old, new):
                self._refresh_item(place)

    def _first_line(self, place: int) -> int:
        """Return the line that must be at the top of the window, or below, for all of an entry to be seen.

        The top line of the window always tells the year, so an entry without a rule of its own starts below it.
        """
        line = self._index.offset(place)
        return line if self._chronology is None or rows.rule_above(self._chronology, place) is not None else line - 1

    def action_move(self, by: int) -> None:
        """Select the next or previous entry; within one taller than the window, scroll first."""
        if not self._index.count:
            return
        row = self._row_of(self.selected)
        if row is None:  # the wheel moved on: go on from what is in sight
            self.selected = self._index.locate(self.scroll_offset.y + (0 if by > 0 else self._rows - 1))[0]
            return
        bottom = row + self._index.height(self.selected)
        above = self.scroll_offset.y - self._first_line(self.selected)
        step = max(1, self._rows - 2)
        if by > 0 and bottom > self._rows:
            self._scroll_settled(self.scroll_offset.y + min(bottom - self._rows, step))
        elif by < 0 and above > 0:
            self._scroll_settled(self.scroll_offset.y - min(above, step))
        else:
            self.selected += by

    def action_page(self, by: int) -> None:
        """Move by one window, the selection with it."""
        if not self._index.count:
            return
        row = max(0, min(self._row_of(self.selected) or 0, self._rows - 1))
        before = self.scroll_offset.y
        self._scroll_settled(before + by * max(1, self._rows - 2))
        if self.scroll_offset.y == before:
            self.selected = self._index.count - 1 if by > 0 else 0
        else:
            top = self.scroll_offset.y
            self.selected = self._index.locate(top + row)[0]

    def action_ends(self, last: int) -> None:
        """Select the first or the last entry."""
        self.selected = self._index.count - 1 if last else 0
        self._wants_first = self._earlier_to_come and not last
        if last:
            self._scroll_settled(self._index.total)

    def action_step(self, by: int) -> None:
        """Select the next or previous entry of the lit finding's evidence, or of any finding's."""
        place = self._lanes.step(self._lit, self.selected, by > 0)
        if place is not None:
            self.selected = place

    def action_open(self) -> None:
        """Ask the screen to open the selected entry."""
        if (event := self.event) is not None:
            self.post_message(self.Opened(event))

    def on_click(self, click: events.Click) -> None:
        """Select the entry under the mouse; a second click opens it."""
        if not self._index.count:
            return
        offset = click.get_content_offset(self)
        if offset is None or self.scroll_offset.y + offset.y >= self._index.total:
            return
        self.selected = self._index.locate(self.scroll_offset.y + offset.y)[0]
        if click.chain == 2:
            self.action_open()
        elif (track := self._lane_under(offset.x)) is not None:
            self.post_message(self.LaneClicked(track.key))

    def _lane_under(self, x: int) -> Track | None:
        """Return the lane that a cell of the selected entry belongs to."""
        column = (x - 1) // 2
        return self._lanes.at(column, self.selected) if 0 <= column < self._lanes.width else None

    # ------------------------------------------------------------------ painting

    def render_line(self, y: int) -> Strip:
        """Paint one line of the window."""
        width = self._width
        line = self.scroll_offset.y + y
        if not self._index.count and y == 1 and self._chronology is not None:
            empty = Line(width, self._paint)
            empty.to(2)
            empty.add(self.empty_words, "mute")
            return empty.strip()
        if not self._index.count or line >= self._index.total:
            return Strip.blank(width, self._paint("text"))
        place, within = self._index.locate(line)
        layout = self._layout_of(place)
        if y == 0 and (within or layout.rule is None):
            return self._painter_now().year_again(place, inside=within > 0)
        selected = place == self.selected
        strip = self._strips.get((place, within, selected))
        if strip is None:
            strip = self._painter_now().line(place, layout, within, selected)
            self._strips[place, within, selected] = strip
        return strip

    def _layout_of(self, place: int) -> rows.Layout:
        layout = self._layouts.get(place)
        if layout is None:
            assert self._chronology is not None  # noqa: S101 - only asked about entries that are shown
            layout = rows.lay_out(self._chronology, place, self._columns, self._badge(place))
            self._layouts[place] = layout
        return layout

    def _painter_now(self) -> EntryPainter:
        if self._painter is None:
            assert self._chronology is not None  # noqa: S101 - only asked about entries that are shown
            self._painter = EntryPainter(
                self._chronology,
                self._columns,
                self._lanes,
                self._lit,
                self.glyphs,
                self._paint,
                focused=self.has_focus,
                marked=self._marked,
                query=self._query,
            )
        return self._painter

    def _paint_anew(self) -> None:
        """Forget the lines that are painted and paint those in sight again."""
        self._strips.clear()
        self._painter = None
        self.refresh()


def _beside(chronology: Chronology, wanted: UUID | None, before: Event | None) -> int:
    """Return the place of the entry that stands where one would that is not shown; the last where that is not known."""
    if wanted is not None and wanted in chronology.numbers:
        number = chronology.numbers[wanted]
        place = bisect_left(chronology.events, number, key=lambda event: chronology.numbers[event.id])
    elif before is not None:
        place = bisect_left(chronology.events, before.sort_key, key=lambda event: event.sort_key)
    else:
        place = len(chronology)
    return min(place, len(chronology) - 1)
