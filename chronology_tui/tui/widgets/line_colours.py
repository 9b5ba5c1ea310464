"""The colours of the typed line: each part is painted as what it was last understood as."""

from __future__ import annotations

from collections.abc import Callable

from rich.text import Text

from chronology_tui.domain.typed_line import LineReading, Part
from chronology_tui.tui.theme import Paint, severity_role
from chronology_tui.tui.widgets.plain_input import Harmless

PART_ROLES = {
    Part.DATE: "good underline",
    Part.KIND: "lane1 underline",
    Part.WORDS: "text",
    Part.SEVERITY: "look underline",
    Part.LIKELIHOOD: "look underline",
    Part.SERVICE: "accent underline",
    Part.SOURCE: "accent underline",
    Part.PAGE: "accent underline",
    Part.PROFESSIONAL: "accent underline",
    Part.BROUGHT_BY: "accent underline",
    Part.VOICE: "good underline",
    Part.IMPACT: "lane1 underline",
    Part.ACTION: "lane1 underline",
    Part.RESPONSE: "lane1 underline",
    Part.KEY: "accent underline",
    Part.MEASURE: "good underline",
    Part.TIME: "good underline",
    Part.SIBLING: "accent underline",
    Part.HANDLING: "look underline",
    Part.PRESENTATION: "look underline",
    Part.DUE: "good underline",
    Part.OWNER: "accent underline",
    Part.MEDICINE: "lane1 underline",
    Part.PROBLEM: "bad reverse",
}
"""What each understood part is painted with: underlined where it is understood as more than words, reversed where it is wrong."""


class LineColours(Harmless):
    """Colours a line as it was last read."""

    def __init__(self, reading: Callable[[], LineReading | None], paint: Callable[[], Paint]) -> None:
        """Take where the last reading and the present styles are asked for."""
        self._reading = reading
        self._paint = paint

    def highlight(self, text: Text) -> None:
        """Colour the understood parts of ``text``."""
        reading, paint = self._reading(), self._paint()
        current = reading is not None and reading.text == text.plain
        super().highlight(text)
        if reading is None or not current:
            return
        for span in reading.spans:
            if span.part is Part.WORDS:
                continue
            role = PART_ROLES[span.part]
            if span.part is Part.SEVERITY:
                role = f"{severity_role(reading.severity)} underline"
            text.stylize(paint(role, "panel"), span.start, span.end)
