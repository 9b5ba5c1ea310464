"""What a worker chooses for an export: which document, about what, for whom, and what must not be in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from chronology_tui.domain.dates import day_words
from chronology_tui.domain.kinds import Area
from chronology_tui.domain.text import counted, fold
from chronology_tui.errors import UsageError
from chronology_tui.report.document import Look
from chronology_tui.report.redaction import Redaction
from chronology_tui.report.request import Numbering

__all__ = ["MOST_PAGES", "ExportChoices", "Look", "Numbering", "Redaction", "area_named", "redaction_named"]

MOST_PAGES = 10_000
"""Largest page limit that may be asked for."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ExportChoices:
    """The choices of one export; what is None or empty is as the pack has it.

    Attributes:
        pack: name of the pack; empty for "referral", or for the whole record in a table of entries.
        as_of: the day that the document speaks of; None for today.
        from_day, to_day: first and last day of the period whose entries are listed.
        areas: the areas of health that the document speaks of; empty for all.
        key_only: whether only key entries are listed.
        siblings: other children of the store whose entries stand side by side.
        numbering: which numbers entries bear.
        look: the type it is set in.
        page_cap: most pages that the reader accepts.
        redaction: for whom what is redacted.
        marking, sharing_basis: None for the child's own.
        prepared_by, recipient, purpose: in the worker's words; kept in the record of exports but for the first.
        strategy_decision: who decided what when about telling the carers; only the perplexing pack asks for it.
        password: of the protected copy that is made beside a PDF; empty for none. It is kept nowhere.
    """

    pack: str = ""
    as_of: date | None = None
    from_day: date | None = None
    to_day: date | None = None
    areas: frozenset[Area] = frozenset()
    key_only: bool = False
    siblings: tuple[UUID, ...] = ()
    numbering: Numbering | None = None
    look: Look | None = None
    page_cap: int | None = None
    redaction: Redaction | None = None
    marking: str | None = None
    sharing_basis: str | None = None
    prepared_by: str = ""
    recipient: str = ""
    purpose: str = ""
    strategy_decision: str = ""
    password: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        """Refuse what no document can be.

        Raises:
            UsageError: the page limit is not a number of pages.
        """
        if self.page_cap is not None and not 1 <= self.page_cap <= MOST_PAGES:
            raise UsageError(f"The page limit is a number from 1 to {MOST_PAGES:,}.")

    @property
    def words(self) -> str:
        """What was chosen besides the pack, in words for the record of exports; no names in them."""
        parts = []
        if self.from_day or self.to_day:
            ends = (("from", self.from_day), ("to", self.to_day))
            parts.append("entries " + " ".join(f"{word} {day_words(day)}" for word, day in ends if day))
        if self.areas:
            parts.append("areas: " + ", ".join(area.label.lower() for area in Area if area in self.areas))
        if self.key_only:
            parts.append("key entries only")
        if self.siblings:
            parts.append(f"side by side with {counted(len(self.siblings), 'other child', 'other children')}")
        if self.numbering is not None:
            parts.append(f"numbers of the {self.numbering.value}")
        if self.look is Look.LARGE:
            parts.append("large print")
        if self.page_cap is not None:
            parts.append(f"at most {counted(self.page_cap, 'page')}")
        return "; ".join(parts)


def area_named(wanted: str) -> Area:
    """Return the area whose code or label is ``wanted``, or the only one that begins so.

    Raises:
        UsageError: there is none, or there are several.
    """
    key = fold(wanted).replace("_", " ")
    names = {area: {fold(area.label), area.value.replace("_", " ")} for area in Area}
    found = [area for area in Area if key in names[area]]
    found = found or [area for area in Area if key and any(name.startswith(key) for name in names[area])]
    if len(found) != 1:
        raise UsageError(f"There is no one area {wanted!r}. The areas are: {_list(area.value for area in Area)}.")
    return found[0]


def redaction_named(wanted: str) -> Redaction:
    """Return the redaction of that name.

    Raises:
        UsageError: there is none.
    """
    for redaction in Redaction:
        if redaction.value == fold(wanted):
            return redaction
    raise UsageError(f"There is no redaction {wanted!r}. Choose one of: {_list(redaction.value for redaction in Redaction)}.")


def _list(words: Iterable[str]) -> str:
    return ", ".join(words)
