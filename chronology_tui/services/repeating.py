"""An entry as the typed line that would make another one like it, with the date left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from uuid import UUID

from chronology_tui.domain.kinds import kind_for
from chronology_tui.domain.records import Event
from chronology_tui.domain.text import one_line
from chronology_tui.domain.typed_line import SOURCE_NOT_RECORDED
from chronology_tui.domain.typed_line.marks import escaped

if TYPE_CHECKING:
    from chronology_tui.services.casebook import Casebook

_SAMPLE_DATE = "1/1/2000"


def line_of(casebook: Casebook, child_id: UUID, event: Event) -> str:
    """Return the line of an entry, beginning with a blank before which the date goes.

    Kind, service, words, ratings, source, who recorded it and who came are repeated. What belongs to the one occasion is not:
    measures and other details, quoted words, impact, action, response, the mark of a key event.
    """
    chronology = casebook.chronology(child_id)
    title = chronology.sources[event.source].title
    pieces = [_kind_word(event), escaped(one_line(event.summary))]
    if event.service:
        pieces.append(f"@{_value(event.service)}")
    if event.severity.rated:
        pieces.append(f"!{event.severity.value}")
    if event.likelihood.rated:
        pieces.append(f"~{event.likelihood.value}")
    for name, text in (("by", event.professional), ("with", event.brought_by)):
        if text:
            pieces.append(f"{name}:{_value(text)}")
    pieces += [f"#{mark.value.replace('_', '-')}" for mark in event.handling]
    pieces += [f"+{_value(child.name)}" for child in casebook.children() if child.id in event.children and child.id != child_id]
    if title != SOURCE_NOT_RECORDED:
        pieces.append(f"src:{_value(title)}")
    line = f" {' '.join(filter(None, pieces))}"
    reading = casebook.read_line(child_id, _SAMPLE_DATE + line)
    if reading.kind is not event.kind or (event.service and reading.service != event.service):
        return line.replace(pieces[0], event.kind.label, 1)  # the short form ran together with the words
    return line


def _kind_word(event: Event) -> str:
    short = min((alias for alias in event.kind.aliases if kind_for(alias) is event.kind), key=len, default="")
    return short or event.kind.label


def _value(text: str) -> str:
    text = one_line(text)
    return text if re.fullmatch(r"[^\s\"“”\\,;.]+", text) else '"{}"'.format(text.replace("\\", "\\\\").replace('"', '\\"'))
