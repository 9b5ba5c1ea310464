"""One redaction under way: records swept and renamed, with a note of each change and each doubt."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from types import MappingProxyType
from uuid import UUID

from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.records import Child, Person, Source
from chronology_tui.report.redaction.levels import Redaction
from chronology_tui.report.redaction.outcome import Changed, LookAt
from chronology_tui.report.redaction.records import Look, swept_record
from chronology_tui.report.redaction.standing import Standing
from chronology_tui.report.redaction.sweep import Sweep, Swept

_LONGEST_KEPT = 200
"""Characters of the longest text whose sweep is remembered: short ones, such as services, come again and again."""
_PLACE = "names a place or an agency, which stays: decide whether it tells who the family is"


class Work:
    """Sweeps the records of one report and keeps what it did.

    Args:
        level: who the report is for.
        known: everybody known to the store.
        sweep: made of them.
        own: identifier of the child whose report it is.
    """

    def __init__(self, level: Redaction, known: Sequence[Standing], sweep: Sweep, own: UUID) -> None:
        self.changes: list[Changed] = []
        self.looks: list[LookAt] = []
        self.sweep = sweep
        self._level = level
        self._own = own
        self._instead = {one.record: one.instead for one in known}
        self._remembered: dict[tuple[str, bool], Swept] = {}

    def chronology(self, chronology: Chronology) -> Chronology:
        """Return a chronology with its child, sources and entries redacted; its numbers stay."""
        if self._level is Redaction.NONE:
            return chronology
        child = self._child(chronology.child)
        of = "" if child.id == self._own else f" of {child.name}"
        sources = {key: self._source(source) for key, source in chronology.sources.items()}
        events = tuple(
            swept_record(event, partial(self._look, f"entry {chronology.numbers[event.id]}{of}, ", event.id))
            for event in chronology.events
        )
        return Chronology(child, events, MappingProxyType(sources), chronology.numbers)

    def person(self, person: Person) -> Person:
        """Return a person with what stands for the name in its place."""
        if self._level is Redaction.NONE:
            return person
        instead = self._instead.get(person.id)
        place = f"person ‘{self.sweep.text(person.name) if instead is None else instead}’, "
        if instead is None:
            return swept_record(person, self._at(place), leave=frozenset({"name"}))
        changed = swept_record(person, self._at(place), leave=frozenset({"name", "pseudonym"}))
        self._note(place + "name", person.name, instead)
        return changed.changed(name=instead, pseudonym=instead)

    def tell_places(self, chronologies: Sequence[Chronology]) -> None:
        """Note every place and agency once: which of them tells who the family is only a person can judge."""
        for chronology in chronologies:
            for event in chronology.events:
                for text in (event.place, getattr(event.details, "agency", "")):
                    if text:
                        self.looks.append(LookAt("places and agencies", None, text, _PLACE))
            for source in chronology.sources.values():
                if source.agency:
                    self.looks.append(LookAt("places and agencies", None, source.agency, _PLACE))

    def _child(self, child: Child) -> Child:
        instead = self._instead[child.id]
        place = "child, " if child.id == self._own else f"child {instead}, "
        if instead is None:
            return swept_record(child, self._at(place), leave=frozenset({"name", "reference", "family_group"}))
        removed: dict[str, object] = {"nhs_number": "", "reference": ""}
        if self._level is Redaction.ANONYMOUS:
            removed["family_group"] = ""
        changed = swept_record(child, self._at(place), leave=frozenset({"name", *removed}))
        self._note(f"{place}name", child.name, instead)
        for field, label in (("nhs_number", "NHS number"), ("reference", "reference"), ("family_group", "family group")):
            if field in removed:
                self._note(f"{place}{label}", getattr(child, field), "")
        return changed.changed(name=instead, **removed)

    def _source(self, source: Source) -> Source:
        title = self._swept(source.title, typed_date=False).text
        return swept_record(source, self._at(f"source ‘{title}’, "))

    def _at(self, place: str) -> Look:
        return partial(self._look, place, None)

    def _look(self, before: str, event: UUID | None, field: str, text: str, typed_date: bool) -> str:  # noqa: FBT001 - see Look
        """Return a text swept, noting what was changed and what is in doubt."""
        swept = self._swept(text, typed_date=typed_date)
        if not swept.replaced and not swept.doubts:
            return text
        where = before + field
        self.changes.extend(Changed(where, event, r.what, r.instead, r.certain) for r in swept.replaced)
        self.looks.extend(LookAt(where, event, doubt.words, doubt.why) for doubt in swept.doubts)
        return swept.text

    def _swept(self, text: str, *, typed_date: bool) -> Swept:
        if len(text) > _LONGEST_KEPT:
            return self.sweep.look(text, typed_date=typed_date)
        key = (text, typed_date)
        swept = self._remembered.get(key)
        if swept is None:
            swept = self._remembered[key] = self.sweep.look(text, typed_date=typed_date)
        return swept

    def _note(self, where: str, what: str, instead: str) -> None:
        if what != instead:
            self.changes.append(Changed(where, None, what, instead))
