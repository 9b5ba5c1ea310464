"""The dialogue that asks what a column of a table is: one of our fields, notes, or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from chronology_tui.domain.text import fold, one_line
from chronology_tui.tui.glyphs import UNICODE, Glyphs
from chronology_tui.tui.modals.asking import AskScreen
from chronology_tui.tui.modals.import_pages import meaning_of
from chronology_tui.tui.modals.import_words import IN_NOTES, LEFT_OUT, MEANINGS
from chronology_tui.tui.widgets.key_bar import Key
from chronology_tui.tui.widgets.page import Block
from chronology_tui.tui.widgets.wrapping import fit, pad

if TYPE_CHECKING:
    from chronology_tui.services.import_checks import ReadColumn

_NAME = 24
"""Cells for the name of a field."""
_SHOWN = 60


class MeaningScreen(AskScreen[str]):
    """Asks what one column is; answers with a field, :data:`LEAVE_OUT`, :data:`AS_HEADED`, or None."""

    LEAVE_OUT = "-"
    AS_HEADED = "="
    KEYS: ClassVar[tuple[Key, ...]] = (Key("up down", "choose", "move(1)"), Key("enter", "take it", "take"))

    def __init__(self, column: ReadColumn, taken: Mapping[str, str], *, chosen: bool, glyphs: Glyphs = UNICODE) -> None:
        """Take the column, the headings of the others by their fields, and whether this one was chosen before."""
        sample = f" It holds such as “{fit(one_line(column.sample), _SHOWN)}”." if column.sample else ""
        heading = fit(one_line(column.heading), _SHOWN)
        said = f"“{heading}” is now {meaning_of(column)[0]}.{sample} What is it?"
        super().__init__("what the column is", said, hint="type to narrow the list, such as date", glyphs=glyphs)
        self._taken = taken
        self._was_chosen = chosen

    def follow(self, typed: str) -> None:
        """List the fields whose name or meaning holds what is typed."""
        wanted = fold(typed)
        rows = [(field, field.replace("_", " "), words) for field, words in MEANINGS.items() if field != "notes"]
        rows += [("notes", IN_NOTES, "after its heading, in the notes of each entry"), (self.LEAVE_OUT, LEFT_OUT, "not read")]
        if self._was_chosen:
            rows.append((self.AS_HEADED, "as its heading says", "takes your choice back"))
        shown = [row for row in rows if wanted in fold(row[1]) or wanted in fold(row[2])]
        shown.sort(key=lambda row: not fold(row[1]).startswith(wanted))
        blocks = []
        for field, name, words in shown:
            other = self._taken.get(field, "") if field != "notes" else ""
            now = f" · now “{fit(other, 24)}”" if other else ""
            blocks.append(Block(f"{words}{now}", "mute", ((pad(name, _NAME), "text bold"),), target=field))
        self.offer(blocks or [Block("No field answers to this.", "mute")])
        if typed:
            self.choices.target = next(iter(self.choices.targets), None)

    def taken(self, target: str | None, typed: str) -> None:
        """Answer with the field that is marked."""
        if target is None:
            self.refuse("Choose one with the arrows, or type a part of its name." if not typed else "No field answers to this.")
        else:
            self.dismiss(target)
