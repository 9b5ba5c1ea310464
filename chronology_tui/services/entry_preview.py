"""What an entry that is being typed in a form would do: to the patterns, and in the eyes of the quality check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from chronology_tui.analysis.quality import QualityIssue
from chronology_tui.domain.dates import UncertainDate
from chronology_tui.domain.records import Event
from chronology_tui.services.casebook import analysed, effect_words
from chronology_tui.services.checking import remarks_on
from chronology_tui.services.editing import ChangedMeanwhile, tried
from chronology_tui.services.errors import InvalidRecord

if TYPE_CHECKING:
    from chronology_tui.services.casebook import Casebook


@dataclass(frozen=True, slots=True)
class EntryPreview:
    """What an entry as typed would do.

    Attributes:
        effect: what it adds to a pattern, in a few words; empty where it adds nothing.
        remarks: what the quality check would say of it, the most useful first.
        refused: why it could not be saved as it stands; then nothing else is known.
    """

    effect: str = ""
    remarks: tuple[QualityIssue, ...] = ()
    refused: str = ""


def preview_entry(
    casebook: Casebook,
    child_id: UUID,
    values: Mapping[str, str],
    *,
    seen: Event | None = None,
    previous: UncertainDate | None = None,
) -> EntryPreview:
    """Return what an entry as typed would do; the arguments are those of :func:`.editing.save_entry`, and nothing is saved."""
    try:
        event, chronology = tried(casebook, child_id, values, seen=seen, previous=previous)
    except (InvalidRecord, ChangedMeanwhile) as refused:
        return EntryPreview(refused=str(refused))
    analysis = analysed(chronology, casebook.today())
    return EntryPreview(effect_words(analysis, event.id), remarks_on(casebook, chronology, analysis, event.id))
