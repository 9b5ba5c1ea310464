"""Names spelt in two ways: by one letter, or with given and family name in the other order.

Compared are the child's name, the people on record, the professionals and others whom fields name, titled names in the worker's
own words ("Dr Okafor"), and the names of services. Against false alarms: only words of five letters or more, in the family name
or in a service; given names or initials and roles must agree; a final "s" makes another name ("Robert", "Roberts"); two records
are two people, and the other children of the store are nobody's misspelling. In running text without a title only the names on
record are looked for, and only inside a sentence, where a capital marks a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from uuid import UUID

from chronology_tui.analysis.limits import QUALITY_COMMONER
from chronology_tui.analysis.quality.context import QualityContext
from chronology_tui.analysis.quality.issue import QualityIssue
from chronology_tui.analysis.quality.spelling import Pair, Spelling, Use, near_pairs
from chronology_tui.domain.care_services import recognise_service
from chronology_tui.domain.text import fold

_FEWEST_LETTERS = 5
_MOST_WORDS = 4
"""More words than these are no name."""
_LONGEST = 40
"""Letters of the longest word that is compared."""
_BEARERS = 20
"""Spellings with one family name that are compared with those of a near one."""
_TITLES = r"(?:dr|mr|mrs|ms|miss|mx|prof|professor|nurse|sister|rev)"
_TITLE = re.compile(rf"^{_TITLES}\b\.?\s*", re.IGNORECASE)
_TITLED = re.compile(
    r"(?:Dr|DR|Mr|MR|Mrs|MRS|Ms|MS|Miss|Mx|Prof|Professor|Nurse|Sister|Rev)\.? "
    r"((?:[A-Z]\.? ?){0,2}[A-Z][^\W\d_]+(?:[’'-][^\W\d_]+)?)(?!\w)"
)
_CAPITAL = re.compile(r"[A-Z\u00c0-\u00d6\u00d8-\u00de\u0100-\u017f][^\W\d_]{4,40}")
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]{2,})*")
_INSIDE = re.compile(r"(?<=[^\W\d_]),? ([^\W\d_a-z][^\W\d_]{4,})(?!\w)")
"""A word with a capital inside a sentence, after another word."""
_AFTER_TITLE = re.compile(rf"(?i:{_TITLES})\.?(?: [A-Z]\.?)*$")
_CALENDAR = frozenset(
    {
        "january", "february", "march", "april", "august", "september", "october", "november", "december", "monday", "tuesday",
        "wednesday", "thursday", "friday", "saturday", "sunday", "easter", "christmas",
    }
)  # fmt: skip
_Spellings = dict[tuple[str, ...], Spelling]


def spelt_two_ways(context: QualityContext) -> Iterator[QualityIssue]:
    """Yield the spellings to look at: one issue an entry and field where one is surely right, else one in all."""
    commoner = context.case.policy.count(QUALITY_COMMONER)
    people = _people(context)
    services = _services(context)
    pairs = [*_swapped(people), *_near_people(people), *_near_services(services), *_in_running_text(context, people)]
    seen: set[tuple[tuple[UUID, ...], str, str]] = set()
    for pair in sorted(pairs, key=lambda pair: not (pair.one.right or pair.other.right)):  # what a record vouches for goes first
        for issue in pair.issues(commoner):
            place = (issue.events, issue.place, issue.subject)
            if place not in seen:
                seen.add(place)
                yield issue


def _people(context: QualityContext) -> _Spellings:
    """Return the spellings of people's names, records first and then in order of the entries."""
    case = context.case
    found: _Spellings = {}
    for name in (case.chronology.child.name, *case.other_children):
        _add(found, name, right=True)
    for person in sorted(case.people, key=lambda person: person.id):
        _add(found, person.name, role=person.role, right=True)
    fields: dict[str, list[Use]] = {}
    for event in context.events:
        for column, text in (("professional", event.professional), ("brought_by", event.brought_by), ("present", event.present)):
            if text:
                fields.setdefault(text, []).append(Use(event, column))
    for text, uses in fields.items():
        for name, role in _named(text):
            _add(found, name, role=role, uses=uses)
    corpus = context.unquoted_corpus
    for match in _TITLED.finditer(corpus):
        if not corpus[max(0, match.start() - 1) : match.start()].isalnum():
            own = context.text_at(match.start())
            _add(found, match[1], uses=[Use(own.event, own.column)])
    _vouch(found)
    return found


def _vouch(found: _Spellings) -> None:
    """Mark as right what can be a person on record, by family name: "Dr Okafor" where Ada Okafor is on record."""
    records: dict[str, list[Spelling]] = {}
    for words, spelling in found.items():
        if spelling.right:
            records.setdefault(words[-1], []).append(spelling)
    for words, spelling in found.items():
        spelling.right = spelling.right or any(
            _same_given(words[:-1], record.words[:-1]) and _same_role(spelling, record) for record in records.get(words[-1], ())
        )


def _named(text: str) -> list[tuple[str, str]]:
    """Return the names in a field with the role after each: "Dr Okafor, GP; Mother" has two."""
    parts = (part.partition(",") for part in text.split(";"))
    return [(name.strip(), role) for name, _, role in parts]


def _add(found: _Spellings, name: str, *, role: str = "", right: bool = False, uses: Iterable[Use] = ()) -> None:
    written = tuple(_WORD.findall(_TITLE.sub("", name)))
    if not written or len(written) > _MOST_WORDS or not all(word[0].isupper() and len(word) <= _LONGEST for word in written):
        return
    spelling = found.setdefault(tuple(word.casefold() for word in written), Spelling(written))
    spelling.right = spelling.right or right
    if role.strip():
        spelling.roles.add(fold(role))
    spelling.uses.extend(uses)


def _swapped(people: _Spellings) -> Iterator[Pair]:
    for words, one in people.items():
        other = people.get(words[::-1]) if len(words) == 2 and words[0] < words[1] else None
        if other is not None and min(map(len, words)) > 1:
            yield Pair(one, other, one.written, other.written, "by the order of the names")


def _near_people(people: _Spellings) -> Iterator[Pair]:
    by_family: dict[str, list[Spelling]] = {}
    for words, spelling in people.items():
        if len(words[-1]) >= _FEWEST_LETTERS:
            by_family.setdefault(words[-1], []).append(spelling)
    for first, second in near_pairs(by_family):
        for one in by_family[first][:_BEARERS]:
            for other in by_family[second][:_BEARERS]:
                if _same_given(one.words[:-1], other.words[:-1]) and _same_role(one, other):
                    yield Pair(one, other, one.written[-1:], other.written[-1:], "by one letter")


def _same_given(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether given names or initials can be the same person's; a family name alone fits every one."""
    return all(a == b or (1 in {len(a), len(b)} and a[0] == b[0]) for a, b in zip(one, other, strict=False))


def _same_role(one: Spelling, other: Spelling) -> bool:
    return not one.roles or not other.roles or not one.roles.isdisjoint(other.roles)


def _in_running_text(context: QualityContext, people: _Spellings) -> Iterator[Pair]:
    """Yield the pairs of a name on record and a word inside a sentence, without a title, that is one letter from it."""
    records = {
        word.casefold(): (word,) for one in people.values() if one.right for word in one.written if len(word) >= _FEWEST_LETTERS
    }
    if not records:
        return
    known = {word for words in people for word in words} | _CALENDAR | _places(context)
    words = {word.casefold() for word in set(_CAPITAL.findall(context.corpus))} - known
    for first, second in near_pairs({*words, *records}):
        if (first in words) == (second in words):
            continue
        word, record = (first, second) if first in words else (second, first)
        uses = list(_uses_inside(context, word))
        if uses and not re.search(rf"(?<!\w){re.escape(word)}(?!\w)", context.corpus):  # else it is a plain word
            wrong, right = Spelling((uses[0][1],), uses=[use for use, _ in uses]), Spelling(records[record], right=True)
            yield Pair(wrong, right, wrong.written, right.written, "by one letter")


def _uses_inside(context: QualityContext, word: str) -> Iterator[tuple[Use, str]]:
    for own in context.texts_with(word):
        for match in _INSIDE.finditer(own.unquoted):
            if match[1].casefold() == word and not _AFTER_TITLE.search(own.text[max(0, match.start() - 20) : match.start()]):
                yield Use(own.event, own.column), match[1]
                break


def _places(context: QualityContext) -> set[str]:
    """Return the words of services, places and sources, in which a capital does not mark a person."""
    texts = {text for event in context.events for text in (event.service, event.place) if text}
    texts |= {text for source in context.chronology.sources.values() for text in (source.title, source.agency)}
    return {word.casefold() for text in texts for word in _WORD.findall(text)}


def _services(context: QualityContext) -> _Spellings:
    fields: dict[str, list[Use]] = {}
    for event in context.events:
        if event.service:
            fields.setdefault(event.service, []).append(Use(event, "service"))
    found: _Spellings = {}
    for service, uses in fields.items():
        written = tuple(service.split())
        spelling = found.setdefault(tuple(word.casefold() for word in written), Spelling(written))
        spelling.right = spelling.right or recognise_service(service) is not None
        spelling.uses.extend(uses)
    return found


def _near_services(services: _Spellings) -> Iterator[Pair]:
    """Yield the services that differ in one word, by one letter; those known under their names are different services."""
    frames: dict[tuple[tuple[str, ...], tuple[str, ...]], dict[str, Spelling]] = {}
    for words, spelling in services.items():
        for place, word in enumerate(words[:8]):
            if _FEWEST_LETTERS <= len(word) <= _LONGEST and word.isalpha():
                frames.setdefault((words[:place], words[place + 1 :]), {})[word] = spelling
    for (before, _), by_word in frames.items():
        if len(by_word) > 1:
            for first, second in near_pairs(by_word):
                one, other = by_word[first], by_word[second]
                place = len(before)
                yield Pair(one, other, one.written[place : place + 1], other.written[place : place + 1], "by one letter")
