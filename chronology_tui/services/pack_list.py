"""What a screen needs to know of the packs and of the choices of an export: names, and what each is in a line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from chronology_tui.report.document import Look
from chronology_tui.report.packs import PACKS
from chronology_tui.report.redaction import Redaction
from chronology_tui.report.request import Numbering
from chronology_tui.report.text import WIDTH as TEXT_WIDTH
from chronology_tui.services.export_formats import DOCUMENT_FORMATS, EXPORT_FORMATS

__all__ = ["RECORD", "REDACTIONS", "TEXT_WIDTH", "Look", "Numbering", "PackLine", "RedactionLine", "formats_of", "packs"]

RECORD = "full"
"""The pack whose entries can be written as a table or a bundle too."""
_OWN_PERIOD = "the period that goes with this pack"
_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType({
    "referral": (
        "Why now, the strongest findings with their entries, the child's words, what was tried, strengths, what is not known.",
        "the last 24 months, with a digest of the years before",
    ),
    "cin": (
        "Plain words for families to read: what goes well first, what was agreed and what changed, open questions.",
        "since the last meeting",
    ),
    "conference": (
        "The whole chronology by area with its findings, charts, agreed actions and questions to reflect on.",
        "from the beginning",
    ),
    "court": (
        "Serial number, date, event and reference under Practice Direction 12A; facts alone, no findings.",
        "the last two years, with key events before them",
    ),
    "perplexing": (
        "Reported and observed side by side, contact by contact; not to be shared with carers.",
        "from the beginning",
    ),
    "supervision": (
        "Patterns, drift, gaps, reflective questions and what is not known.",
        "the last 12 months",
    ),
    "full": (
        "Every entry and every field, restricted ones too; also as a table or as a file for another store.",
        "from the beginning",
    ),
})  # fmt: skip
"""What each pack holds, and whose entries it lists where no first day is given."""


@dataclass(frozen=True, slots=True)
class PackLine:
    """One pack as a list shows it.

    Attributes:
        name, label: by which it is asked for, and what it is in a few words.
        holds: what stands in it.
        recipient: for whom it is where the author names nobody.
        redaction: code of its own redaction.
        period: the period whose entries it lists where none is given.
        question: what the author is asked before it is made; empty for nothing.
        page_cap: most pages that its reader accepts, or None.
    """

    name: str
    label: str
    holds: str
    recipient: str
    redaction: str
    period: str
    question: str
    page_cap: int | None


@dataclass(frozen=True, slots=True)
class RedactionLine:
    """One redaction as a list shows it: its code, for whom it is, what it does."""

    code: str
    label: str
    does: str


REDACTIONS = (
    RedactionLine(Redaction.NONE, "none", "No word is changed."),
    RedactionLine(
        Redaction.PARTNERS,
        "for other agencies",
        "The child, the parents and professionals keep their names. Others become roles, other children initials.",
    ),
    RedactionLine(
        Redaction.FAMILY,
        "for the family",
        "As for other agencies; entries marked as not for carers or third party are left out and counted too.",
    ),
    RedactionLine(
        Redaction.ANONYMOUS,
        "anonymous",
        "No names: initials for children, roles for adults. Numbers, birth dates, addresses and contacts go.",
    ),
)
"""Every redaction, the one that changes most last."""


def packs() -> tuple[PackLine, ...]:
    """Return the packs in the order in which they are offered."""
    lines = []
    for pack in PACKS.values():
        holds, period = _WORDS.get(pack.name, (f"{pack.title}.", _OWN_PERIOD))
        lines.append(PackLine(pack.name, pack.label, holds, pack.recipient, pack.redaction, period, pack.asks, pack.page_cap))
    return tuple(lines)


def formats_of(pack: str) -> tuple[str, ...]:
    """Return the suffixes of the files that a pack can be written to, the usual one first."""
    return EXPORT_FORMATS if pack == RECORD else DOCUMENT_FORMATS
