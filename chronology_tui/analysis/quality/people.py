"""People and sources: a third party named where the pack is shared, sources nobody compared with, a father nobody asked about."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter
from uuid import UUID

from chronology_tui.analysis.quality.context import OWN_WORDS, QualityContext
from chronology_tui.analysis.quality.issue import Fix, QualityCode, QualityIssue
from chronology_tui.domain.records import Event, Person
from chronology_tui.domain.text import fold
from chronology_tui.domain.vocabulary import FatherKnown, RelationKind

_PRINTED = (*OWN_WORDS, "quote", "child_voice", "professional", "brought_by", "present", "place", "service")
_printed: Callable[[Event], tuple[str, ...]] = attrgetter(*_PRINTED)
_MENDED = frozenset({*OWN_WORDS, "present", "brought_by"})
"""Columns in which a pseudonym may stand instead of a name; a quote is never changed."""
_SHORTEST = 3
"""Letters of the shortest surname that is looked for on its own."""
_TITLE = r"(?:(?i:mr|mrs|ms|miss|mx|dr)\.?\s+)"


@dataclass(frozen=True, slots=True)
class _Named:
    """How a third party is named: the full name in any case; the surname alone as a name, so not at the start of a sentence."""

    pattern: re.Pattern[str]
    full: re.Pattern[str]
    pseudonym: str
    stem: str

    def written_over(self, text: str) -> str:
        """Return a text with the pseudonym in place of the full name; it is put in as it stands, not as a template."""
        return self.full.sub(lambda _: self.pseudonym, text)


def third_party_named(context: QualityContext) -> Iterator[QualityIssue]:
    """Yield the entries without a handling mark that name a third party, one issue an entry."""
    named = _third_parties(context)
    if not named:
        return
    for event in context.events:
        if event.handling:
            continue
        together = "\n".join(_printed(event)).lower()
        present = [one for one in named if one.stem in together]
        if not present:
            continue
        texts = dict(zip(_PRINTED, _printed(event), strict=True))
        places = {column: ones for column, text in texts.items() if (ones := [o for o in present if o.pattern.search(text)])}
        if places:
            yield QualityIssue(
                QualityCode.THIRD_PARTY,
                "A person marked as a third party is named and the entry bears no handling mark: use a pseudonym, or mark it.",
                (event.id,),
                next(iter(places)),
                _pseudonyms(texts, places, named),
            )


def sources_unchecked(context: QualityContext) -> Iterator[QualityIssue]:
    """Yield the sources that entries name, that can be had, and with which nobody has compared the entries."""
    sources = context.chronology.sources
    resting: dict[UUID, list[Event]] = {}
    for event in context.events:
        resting.setdefault(event.source, []).append(event)
    for source_id, events in resting.items():
        source = sources.get(source_id)
        if source is not None and source.available and not source.checked:
            rest = "1 entry rests" if len(events) == 1 else f"{len(events):,} entries rest"
            reason = f"Nobody has marked this source as compared with the entries; {rest} on it."
            yield QualityIssue(
                QualityCode.SOURCE_UNCHECKED, reason, tuple(event.id for event in events), "sources", subject=str(source_id)
            )


def father_not_asked(context: QualityContext) -> Iterator[QualityIssue]:
    """Yield one issue when neither the child's record nor a person on record says anything of the father."""
    child = context.chronology.child
    on_record = any(
        relation.child == child.id and relation.kind is RelationKind.FATHER
        for person in context.case.people
        for relation in person.relations
    )
    if child.father is FatherKnown.NOT_ASKED and not on_record:
        reason = "The child's record does not say whether the father is known; ask, and record the answer."
        yield QualityIssue(QualityCode.FATHER_NOT_ASKED, reason, place="child")


def _third_parties(context: QualityContext) -> list[_Named]:
    """Return how each third party may be named; a surname that the family shares does not name anybody."""
    people = context.case.people
    shared = {fold(_words(context.chronology.child.name)[-1])} if _words(context.chronology.child.name) else set()
    shared |= {fold(words[-1]) for person in people if not person.third_party and (words := _words(person.name))}
    return [
        named
        for person in sorted(people, key=lambda person: person.id)
        if person.third_party and (named := _named(person, shared)) is not None
    ]


def _named(person: Person, shared: Iterable[str]) -> _Named | None:
    words = _words(person.name)
    if not words:
        return None
    full = r"(?<!\w)" + r"[\s,.]+".join(map(re.escape, words)) + r"(?!\w)"
    pattern = f"(?i:{full})"
    surname = words[-1]
    if len(words) > 1 and len(surname) >= _SHORTEST and fold(surname) not in shared:
        written = f"(?:{re.escape(surname[:1].upper() + surname[1:])}|{re.escape(surname.upper())})"
        # As the first word of a sentence a surname may be a plain word ("Young", "Long"), so there it needs its title.
        pattern += rf"|(?<!\w)(?:{_TITLE}|(?<=[\w,;(“\"‘] )){written}(?!\w)"
    return _Named(re.compile(pattern), re.compile(full, re.IGNORECASE), person.pseudonym, surname.lower())


def _words(name: str) -> list[str]:
    return re.findall(r"[^\W_](?:[\w'’-]*\w)?", name)


def _pseudonyms(texts: Mapping[str, str], places: Mapping[str, list[_Named]], named: Iterable[_Named]) -> Fix | None:
    """Return the texts with pseudonyms for full names, if that leaves no third party named in the entry."""
    if not _MENDED.issuperset(places):
        return None
    values = {}
    for column, ones in places.items():
        text = texts[column]
        for one in ones:
            if not one.pseudonym:
                return None
            text = one.written_over(text)
        if any(one.pattern.search(text) for one in named):
            return None
        values[column] = text
    return Fix.of("Write the person's pseudonym instead of the name", **values)
