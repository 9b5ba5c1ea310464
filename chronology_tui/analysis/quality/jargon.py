"""Short forms in capitals that nothing explains: neither the glossary of the packs nor the chronology itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from uuid import UUID

from chronology_tui.analysis.quality.context import QualityContext
from chronology_tui.analysis.quality.issue import QualityCode, QualityIssue
from chronology_tui.domain.care_services import recognise_service
from chronology_tui.domain.text import fold

_SHORT_FORM = re.compile(r"[A-Z]{2,6}(?=(?:[’']?s)?(?![\w&]|[’']\w|\.\w))")
_NOT_BEFORE = re.compile(r"[\w&.’'/]")
"""What before a short form makes it a part of something longer."""
_ROMAN = re.compile(r"(?=[XVI])X{0,3}(?:IX|IV|V?I{0,3})")
_PLAIN = frozenset(
    {
        "AM", "PM", "BC", "AD", "NHS", "UK", "GB", "USA", "EU", "TV", "PE", "IT", "PC", "CD", "DVD", "ID", "PIN", "SMS", "OK",
        "PS", "NB", "RE", "PO", "COVID", "MR", "MRS", "MS", "DR", "KG", "CM", "ML", "MM", "IU", "MON", "TUE", "WED", "THU", "FRI",
        "SAT", "SUN", "JAN", "FEB", "MAR", "APR", "JUN", "JUL", "AUG", "SEP", "SEPT", "OCT", "NOV", "DEC",
    }
)  # fmt: skip
"""Short forms that a reader of any walk of life knows, units, titles, days and months."""
_HANDLED = frozenset({"DNA", "FTA"})
"""Short forms of which another check speaks."""
_MEANING_AFTER = re.compile(r"[A-Z]{2,6}(?= \([^\W\d_]{2})")
_MEANING_BEFORE = re.compile(r"\(([A-Z]{2,6})\)")
_WORD_BEFORE = re.compile(r"[^\W\d_]{3} \(")
_WORD = re.compile(r"[^\W\d_]{2,}")


def unexplained(context: QualityContext) -> Iterator[QualityIssue]:
    """Yield the short forms that nothing explains, each once with the entries that use it."""
    known = _known(context)
    corpus = context.unquoted_corpus
    used: dict[str, dict[UUID, str]] = {}
    for match in _SHORT_FORM.finditer(corpus):
        term, start = match[0], match.start()
        if term in known or (start and _NOT_BEFORE.match(corpus[start - 1])):
            continue
        text = context.text_at(start)
        places = used.setdefault(term, {})
        if text.event.id not in places and (places or not _shouted(text.text)):
            places[text.event.id] = text.column
    explained = _explained(context.corpus) if used else set()
    for term, places in used.items():
        if not places or _is_plain(term) or term in explained:
            continue
        reason = f"“{term}” is explained nowhere: write it out, or add its meaning in brackets at its first use."
        yield QualityIssue(QualityCode.JARGON, reason, tuple(places), next(iter(places.values())), subject=term)


def _known(context: QualityContext) -> set[str]:
    """Return the short forms that the glossary or a name explains: of the child, people, services, places and sources."""
    case = context.case
    names = [case.chronology.child.name, case.chronology.child.initials.replace(".", ""), *case.other_children]
    names += [part for person in case.people for part in (person.name, person.agency, person.role)]
    names += [part for source in case.chronology.sources.values() for part in (source.title, source.agency)]
    fields = {text for e in context.events for text in (e.service, e.place, e.professional, e.brought_by, e.present) if text}
    return {*case.glossary, *_PLAIN, *_HANDLED, *_capitals(names), *_capitals(sorted(fields))}


def _capitals(names: Iterable[str]) -> set[str]:
    """Return the words of names as they look in capitals, and each name's initials."""
    found: set[str] = set()
    for name in names:
        words = _WORD.findall(name)
        found.update(word.upper() for word in words if len(word) <= 6)
        if 1 < len(words) <= 4:
            found.add("".join(word[0] for word in words).upper())
    return found


def _shouted(text: str) -> bool:
    """Whether a text is written in capitals throughout, so that a word in capitals is not a short form."""
    words = _WORD.findall(text)
    return len(words) > 3 and 2 * sum(word.isupper() for word in words) > len(words)


def _is_plain(term: str) -> bool:
    return _ROMAN.fullmatch(term) is not None or recognise_service(fold(term)) is not None


def _explained(corpus: str) -> set[str]:
    """Return the short forms beside which a meaning stands somewhere: "EEG (brain wave test)" or "brain wave test (EEG)"."""
    before = {match[1] for match in _MEANING_BEFORE.finditer(corpus) if _WORD_BEFORE.match(corpus, max(0, match.start() - 4))}
    return before.union(_MEANING_AFTER.findall(corpus))
