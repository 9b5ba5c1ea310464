"""What stands below the typed line: its reading in words, what stops it from being saved, what it does to a pattern."""

from __future__ import annotations

from dataclasses import dataclass

from chronology_tui.domain.text import one_line
from chronology_tui.domain.typed_line import LineReading
from chronology_tui.tui.widgets.line import Line, OneLine
from chronology_tui.tui.widgets.rows import Piece


@dataclass(frozen=True, slots=True)
class Readout:
    """What there is to say of a line.

    Attributes:
        reading: how the line is understood; None when nothing is typed.
        effect: what the entry does to a pattern, empty while that is not known.
        notice: words of the screen with their role, which stand instead of all else.
        source: the source that is kept from the entry before.
        refusal: why nothing can be saved here; empty when it can.
        asked: whether the line was entered in vain.
    """

    reading: LineReading | None
    effect: str
    notice: Piece | None
    source: str
    refusal: str
    asked: bool

    @property
    def said(self) -> list[Piece]:
        """The reading in words, or what stops it from being saved, or what the screen has to tell."""
        if self.notice is not None:
            return [(one_line(self.notice[0]), self.notice[1])]
        reading = self.reading
        if self.refusal and (reading is not None or self.asked):
            return [(one_line(self.refusal), "bad" if self.asked else "look")]
        if reading is None:
            return [(f"source kept from the entry before: {one_line(self.source)}", "mute")] if self.source else []
        if not reading.problems:
            return [(one_line(reading.said), "text")]
        lead = "Not saved yet: " if self.asked else ""
        problems = (lead + one_line("; ".join(reading.problems)), "bad" if self.asked else "look")
        return [problems, (one_line(reading.said), "mute")] if reading.when is not None else [problems]

    @property
    def more(self) -> list[Piece]:
        """What the entry does to a pattern, then what is worth another look."""
        if self.notice is not None or self.reading is None or self.reading.problems:
            return []
        words = ([self.effect] if self.effect else []) + list(self.reading.hints)
        asked_for = " ".join(self.reading.hints)
        lacks = ", ".join(word for word in self.reading.missing if word not in asked_for)
        return [(one_line(said), "look") for said in words] + ([(f"not said: {lacks}", "mute")] if lacks else [])

    def lines(self, rows: int) -> tuple[list[Piece], list[Piece]]:
        """Return the two lines, all on the first where there is only one of ``rows`` for them."""
        said, more = self.said, self.more
        if rows < 2 and self.effect:  # date and age, what the entry does to a pattern, the rest
            effect = [(words.split(" · ")[0], role) for words, role in more[:1]]
            parts = [(part, role) for words, role in said for part in words.split(" · ")]
            said, more = parts[:2] + effect + parts[2:], []
        return said, more


class ReadoutLine(OneLine):
    """A line below the input, made of pieces in their roles."""

    ground = "panel"

    def __init__(self, id: str) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.pieces: list[Piece] = []

    def say(self, pieces: list[Piece]) -> None:
        """Show other pieces, with a point between them."""
        self.pieces = pieces
        self.refresh()

    def build(self, line: Line) -> None:
        """Draw the pieces."""
        for n, (text, role) in enumerate(self.pieces):
            line.add("  " if n == 0 else " · ", "mute")
            line.add(text, role)
