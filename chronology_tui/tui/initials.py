"""The initials-only view: names of children and people as initials wherever anything is painted, where others look on.

It works on painted lines, so no screen, title, notification or field can forget it. A name is known word by word, so one that is
wrapped over two lines is hidden too; the room that becomes free is left blank at the end of its piece, so columns stay aligned.
Only names that the store holds as those of a child or a person are known, and those after a title ("Dr", "Mrs") in an entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from chronology_tui.domain.records import Child, Event, Person

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_TITLED = re.compile(
    r"\b(?:Dr|Mr|Mrs|Ms|Miss|Mx|Prof|Professor|Sister|Nurse|Rev|PC|DC|DS)\.?"
    r"((?: (?:[A-Z][^\W\d_]+(?:[-'’][^\W\d_]+)*|[A-Z]\b\.?)){1,3})"
)
_NO_NAMES = frozenset({
    "dr", "mr", "mrs", "ms", "miss", "mx", "prof", "professor", "sister", "nurse", "rev", "pc", "dc", "ds", "the", "of",
    "and", "baby", "mother", "father", "mum", "dad", "nana", "nan", "gran", "granny", "grandma", "grandad", "grandmother",
    "grandfather", "aunt", "auntie", "uncle", "brother", "step", "stepfather", "stepmother", "maternal", "paternal", "carer",
    "partner", "school", "gp", "health", "visitor", "social", "worker", "team", "consultant", "clinic", "practice",
    "teacher", "class", "head", "child",
})  # fmt: skip
"""Words that say who somebody is without naming them."""
_MONTHS = frozenset({"january", "april", "may", "june", "july", "august", "march", "jan", "jun", "aug"})


def names_of(children: Iterable[Child], people: Iterable[Person], events: Iterable[Event] = ()) -> frozenset[str]:
    """Return the single words of every name that is to be hidden."""
    names = [child.name for child in children] + [person.name for person in people]
    for event in events:
        for text in (event.professional, event.brought_by, event.present, event.summary, event.action):
            names += _TITLED.findall(text)
    words = {word for name in names for word in _WORD.findall(name)}
    return frozenset(word for word in words if len(word) > 1 and word.casefold() not in _NO_NAMES)


class InitialsOnly(LineFilter):
    """Hides some names in painted lines. One is made anew for other names, since painted lines remember what it made of them."""

    def __init__(self, names: frozenset[str] = frozenset(), *, enabled: bool = False) -> None:
        super().__init__(enabled=enabled)
        self.names = names
        self._pattern = _pattern_of(names) if names else None
        self._hidden = lru_cache(maxsize=2048)(self._hide)

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual's signature
        """Return the line with initials in place of names, as wide as before."""
        if self._pattern is None:
            return segments
        texts = tuple("" if segment.control else segment.text for segment in segments)
        hidden = self._hidden(texts)
        if hidden == texts:
            return segments
        return [
            segment if segment.control else Segment(text, segment.style) for segment, text in zip(segments, hidden, strict=True)
        ]

    def _hide(self, texts: Sequence[str]) -> tuple[str, ...]:
        """Return the pieces of a line with names hidden; a name may go over several of them."""
        assert self._pattern is not None  # noqa: S101 - only called while there are names
        whole = "".join(texts)
        gone = bytearray(len(whole))
        shown = list(whole)
        for match in self._pattern.finditer(whole):
            start, end = match.span()
            gone[start + 1 : end] = b"\1" * (end - start - 1)
            shown[start] = match[0][0].upper()
            shown[start + 1] = "."
            gone[start + 1] = 0
        pieces, at = [], 0
        for text in texts:
            kept = "".join(shown[n] for n in range(at, at + len(text)) if not gone[n])
            pieces.append(kept + " " * (cell_len(text) - cell_len(kept)))
            at += len(text)
        return tuple(pieces)


def _pattern_of(names: frozenset[str]) -> re.Pattern[str]:
    """Return what finds the words as names are written: with a capital, or in capitals; a month is no name beside a number."""
    spelt: set[str] = set()
    for name in names:
        forms = {name, name.upper(), name[0].upper() + name[1:]}
        escaped = {re.escape(form) for form in forms}
        if name.casefold() in _MONTHS:
            escaped = {rf"(?<!\d )(?<!\d ){form}(?! \d)" for form in escaped}
        spelt |= escaped
    ordered = sorted(spelt, key=lambda form: (-len(form), form))
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(ordered)})(?![^\W_])")
