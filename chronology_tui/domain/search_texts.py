"""What of an entry is searched: its texts, each with the words that name it for a reader, grouped as they are weighed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from chronology_tui.domain.particulars import particulars
from chronology_tui.domain.records import Event


class Weighed(StrEnum):
    """Groups of texts, in the order of the index's columns: a match in one group weighs alike."""

    KIND = "kind"
    """What kind of entry, with its short forms for typed entry, and the area of health."""
    WHERE = "place_and_service"
    """Service and place."""
    SUMMARY = "summary"
    """What happened."""
    SAID = "said"
    """Verbatim words of the source and of the child."""
    PEOPLE = "people"
    """Who recorded, brought and was present."""
    RESPONSE = "response"
    """Impact, action and the family's response in words."""
    DETAILS = "details"
    """Typed details, signs and agreed actions, in words."""
    SOURCE = "source"
    """Title of the source, and the page."""
    NOTES = "notes"
    """Anything else."""


@dataclass(frozen=True, slots=True)
class SearchText:
    """One searched text of an entry: its group, its name for a reader such as "child's words", and the text itself."""

    group: Weighed
    label: str
    text: str


def search_texts(event: Event, source_title: str) -> tuple[SearchText, ...]:
    """Return the searched texts of an entry in a fixed order, without the empty ones.

    Args:
        event: the entry.
        source_title: the title of its source.
    """
    return tuple(found for found in _texts(event, source_title) if found.text)


def _texts(event: Event, source_title: str) -> Iterator[SearchText]:
    yield SearchText(Weighed.KIND, "kind", event.kind.label)
    yield SearchText(Weighed.KIND, "short forms of the kind", " ".join(event.kind.aliases))
    yield SearchText(Weighed.KIND, "area", event.area.label)
    yield SearchText(Weighed.WHERE, "service", event.service)
    yield SearchText(Weighed.WHERE, "place", event.place)
    yield SearchText(Weighed.SUMMARY, "what happened", event.summary)
    yield SearchText(Weighed.SAID, "quote", event.quote)
    yield SearchText(Weighed.SAID, "child's words", event.child_voice)
    yield SearchText(Weighed.PEOPLE, "professional", event.professional)
    yield SearchText(Weighed.PEOPLE, "brought by", event.brought_by)
    yield SearchText(Weighed.PEOPLE, "present", event.present)
    yield SearchText(Weighed.RESPONSE, "impact", event.impact_note)
    yield SearchText(Weighed.RESPONSE, "action", event.action)
    yield SearchText(Weighed.RESPONSE, "family response", event.response_note)
    for particular in particulars(event):
        said = particular.sentence or f"{particular.label} {particular.words}"
        yield SearchText(Weighed.DETAILS, particular.label, said)
    yield SearchText(Weighed.SOURCE, "source", f"{source_title}, p. {event.page}" if event.page else source_title)
    yield SearchText(Weighed.NOTES, "notes", event.notes)
