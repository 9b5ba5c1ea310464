"""A list of items of any height, scrolled by lines, whose heights settle: measured only where the reader looks, and then behind.

What the reader looks at stays where it is while heights settle, the window changes its size or items come in.
"""

from __future__ import annotations

from time import monotonic

from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.timer import Timer

from chronology_tui.tui.widgets.heights import HeightIndex

BACKGROUND_SECONDS = 0.004
"""How long one tick of the background clock measures, if one block does not take longer: so short that no key waits."""
BACKGROUND_TICK = 0.02
"""Seconds between two ticks."""
BACKGROUND_AFTER = 0.25
"""Seconds before the first tick: what the reader asked for is painted first."""


class SettlingList(ScrollView):
    """Knows where each item lies; subclasses measure the items and paint them."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._index = HeightIndex(0, self._measure)
        self._spare: HeightIndex | None = None
        """Being measured in the background, while not every height is known."""
        self._clock: Timer | None = None

    def _measure(self, start: int, stop: int) -> list[int]:
        """Return the heights, each at least 1, of the items from the first place up to, but not including, the second."""
        raise NotImplementedError

    def _first_line(self, place: int) -> int:
        """Return the line that must be at the top of the window, or below, for all of an item to be seen."""
        return self._index.offset(place)

    @property
    def settled(self) -> bool:
        """Whether every height is known, so that the scroll bar is exact."""
        return self._index.complete

    @property
    def _width(self) -> int:
        return self.scrollable_content_region.width

    @property
    def _rows(self) -> int:
        return max(1, self.scrollable_content_region.height)

    def _is_item(self, place: int) -> bool:
        return 0 <= place < self._index.count and bool(self._width)

    def _row_of(self, place: int) -> int | None:
        """Return the row of the window on which an item starts, or None when it is out of sight."""
        if not self._is_item(place):
            return None
        row = self._index.offset(place) - self.scroll_offset.y
        return row if -self._index.height(place) < row < self._rows else None

    def _measure_anew(self, count: int, anchor: int, row: int | None) -> None:
        """Forget all heights and show the item ``anchor`` of ``count`` on window row ``row``, or wholly in sight."""
        self._index = HeightIndex(count, self._measure)
        if self._clock is not None:
            self._clock.stop()
        self._clock = self._spare = None
        if count:
            line = self._settle_around(anchor)
            top = line - row if row is not None else line + self._index.height(anchor) - self._rows
            self._scroll_settled(min(top, line) if row is None else top)
            if not self._index.complete:
                self._spare = HeightIndex(count, self._measure)
                self._clock = self.set_timer(BACKGROUND_AFTER, self._measure_behind)
        else:
            self.virtual_size = Size(self._width, 0)
        self.refresh()

    def _measure_behind(self) -> None:
        self._clock = self.set_interval(BACKGROUND_TICK, self._measure_some)

    def _measure_some(self) -> None:
        """Measure a few more blocks; when all are known, put the scroll bar right without moving the page."""
        spare, clock = self._spare, self._clock
        if spare is None or clock is None:
            return
        until = monotonic() + BACKGROUND_SECONDS
        for block in range(spare.blocks):
            if spare.measure_block(block) and monotonic() > until:
                return
        clock.stop()
        self._clock = self._spare = None
        entry, within = self._index.locate(self.scroll_offset.y)
        self._index.adopt(spare)
        self._scroll_settled(self._index.offset(entry) + within)

    def _scroll_settled(self, top: int) -> None:
        """Scroll to a line, measuring what comes into sight and the pages next to it."""
        page = self._rows
        top = self._index.settle(max(0, top), page, 2 * page)
        total = self._index.total
        if self.virtual_size.height != total or self.virtual_size.width != self._width:
            self.virtual_size = Size(self._width, total)
        top = max(0, min(top, total - page))
        if top != self.scroll_offset.y:
            self.set_reactive(SettlingList.scroll_target_y, top)
            self.set_scroll(None, top)
            self.vertical_scrollbar.position = top
            self.refresh()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Settle heights after the wheel or the scroll bar moved the page."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self._scroll_settled(round(new_value))

    def _reveal(self, place: int) -> None:
        """Bring an item into sight."""
        if not self._is_item(place):
            return
        line, end = self._extent(place)
        top = self.scroll_offset.y
        above = line < top or end - line > self._rows
        if above or end > top + self._rows:
            self._settle_around(place)
            line, end = self._extent(place)
            self._scroll_settled(line if above else end - self._rows)

    def _extent(self, place: int) -> tuple[int, int]:
        """Return the line that must be seen for all of an item to be, and the line after its last."""
        return self._first_line(place), self._index.offset(place) + self._index.height(place)

    def _settle_around(self, place: int) -> int:
        """Measure all that can be in sight together with an item, so that no guess moves it; return its first line."""
        return self._index.settle(self._index.offset(place), 2 * self._rows, 2 * self._rows)

    def _refresh_item(self, place: int) -> None:
        """Paint one item again, if it is in sight."""
        if self._is_item(place):
            self.refresh_lines(self._index.offset(place), self._index.height(place))
