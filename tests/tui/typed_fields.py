"""Everywhere that somebody types what goes into the record: the keys that lead there, and a case to type on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from chronology_tui.services import create_casebook
from tests.conftest import PASSPHRASE


@dataclass(frozen=True, slots=True)
class Field:
    """A place to type in.

    Attributes:
        name: what is typed there.
        keys: keys that lead there from the timeline.
        again: keys that lead there once more; the same where empty.
        words: what is typed.
        title: what stands on the screen once one is there.
    """

    name: str
    keys: tuple[str, ...]
    words: str = "kingfisher by the weir"
    title: str = ""
    again: tuple[str, ...] = ()

    @property
    def back_there(self) -> tuple[str, ...]:
        """Keys that lead there once more."""
        return self.again or self.keys


LINE = Field("typed line", ("n",), "2/5/24 note kingfisher", "start with a date", ("n",))
FIELDS = (
    Field("new entry", ("ctrl+e",), "2 May 2024", "new entry"),
    Field("entry", ("e", "ctrl+u"), "2 May 2024", "change the entry"),
    Field("date of an entry", ("d", "ctrl+u"), "about May 2024", "change the date"),
    Field("source", ("s", "a"), title="add a source"),
    Field("person", ("o", "a"), title="add a person"),
    Field("agreed action", ("w", "a"), title="add an agreed action"),
    Field("child's details", ("D", "down", "enter"), title="change"),
    Field("threshold", ("v", "enter"), "12", "threshold"),
    Field("reason for dismissing", ("p", "enter", "d"), title="dismiss a finding"),
    Field("analysis", ("p", "enter", "w"), title="analysis by the worker"),
    Field("child", ("c", "a"), title="add a child"),
    Field("export", ("x", "f3", *("tab",) * 8), title="FOR WHOM"),
)


def make_typed_case(folder: Path) -> Path:
    """Make a store with one child and a finding; return its path."""
    path = folder / "case.chron"
    with create_casebook(path, PASSPHRASE) as made:
        child = made.add_child("Sam Test", "3/4/2019").id
        for month in (1, 2, 3):
            made.add_line(child, f"14/{month}/24 wnb physio; letter {month} !2 src:letter")
    return path
