"""A name as it may be written: full, parts of it, with initials, the other way round, run together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise

from chronology_tui.report.redaction.folding import folded
from chronology_tui.report.redaction.ordinary_words import DROPPED, KIN, ORDINARY, PARTICLES

Words = tuple[str, ...]
"""Words as they are compared."""

_ASIDE = re.compile(r"\(([^()]*)\)|[\"“]([^\"“”]*)[\"”]")
_SHORTEST_JOINED = 6
"""Letters of the shortest name that is looked for run together ("janetarn")."""


class Form(Enum):
    """How a name is written, which decides what may stand between its words and how it is judged."""

    FULL = auto()
    """Given and family name in this order, or initials for the given ones."""
    TURNED = auto()
    """Family name first ("Tarn, Jane", "tarn_j")."""
    GIVEN = auto()
    """A given name alone."""
    FAMILY = auto()
    """A family name alone, or a part of a double one."""
    PLURAL = auto()
    """A family by its name ("the Tarns")."""
    CARELESS = auto()
    """A given name with the s of a possessive and no apostrophe ("Janes bag")."""
    JOINED = auto()
    """Given and family name run together ("janetarn")."""
    ADDRESS = auto()
    """Run together as in e-mail addresses and file names ("jtarn"), which would be too common elsewhere."""


@dataclass(frozen=True, slots=True)
class Name:
    """The parts of one name, as they are compared.

    Attributes:
        given: each given name; a hyphenated one is one of several words.
        family: the family name with its particles; empty where there is only one name.
        halves: the parts of a double-barrelled family name, and the family name without particles.
    """

    given: tuple[Words, ...]
    family: Words
    halves: tuple[Words, ...] = ()

    @property
    def full(self) -> Words:
        """All words in the usual order."""
        return tuple(word for part in self.given for word in part) + self.family

    def forms(self) -> Iterator[tuple[Words, Form]]:
        """Yield every way of writing the name; some may come twice."""
        families = tuple(dict.fromkeys(form for part in (self.family, *self.halves) if part for form in _run_together(part)))
        if len(self.full) > 1:
            yield self.full, Form.FULL
        for family in families:
            yield from _with(self.given, family)
        for part in self.given:
            for words in (*_run_together(part), *((word,) for word in part)):
                if _names(words):
                    yield words, Form.GIVEN
                    if words[-1].isascii() and not words[-1].endswith("s"):
                        yield (*words[:-1], f"{words[-1]}s"), Form.CARELESS
        for first, second in pairwise(self.given):
            yield (*first, *second), Form.FULL
        for family in families:
            if _names(family):
                yield family, Form.FAMILY
                yield (
                    (*family[:-1], f"{family[-1]}{'es' if family[-1].endswith(('s', 'x', 'z', 'ch', 'sh')) else 's'}"),
                    Form.PLURAL,
                )


def _with(given: tuple[Words, ...], family: Words) -> Iterator[tuple[Words, Form]]:
    """Yield given names and initials together with one family name."""
    if not given:
        return
    initials = tuple(word[0] for part in given for word in part)
    firsts = tuple(part[0][0] for part in given)
    for part in given:
        yield (*part, *family), Form.FULL
        yield (part[0], *family), Form.FULL
        yield (*family, *part), Form.TURNED
        yield (*family, part[0]), Form.TURNED
        yield (part[0][0], *family), Form.FULL
        yield (*family, part[0][0]), Form.TURNED
    for letters in (initials, firsts):
        yield (*letters, *family), Form.FULL
        yield (*family, *letters), Form.TURNED
        yield (given[0][0], *letters[1:], *family), Form.FULL
        yield (*family, given[0][0], *letters[1:]), Form.TURNED
    yield (*family, *(word for part in given for word in part)), Form.TURNED
    first, last = "".join(given[0]), "".join(family)
    if len(first) + len(last) >= _SHORTEST_JOINED and min(len(first), len(last)) > 1:
        yield (first + last,), Form.JOINED
        yield (last + first,), Form.JOINED
    if len(last) > 2:
        yield (first[0] + last,), Form.ADDRESS
        yield (last + first[0],), Form.ADDRESS
    if len(first) > 2:
        yield (first + last[0],), Form.ADDRESS


def _run_together(words: Words) -> tuple[Words, ...]:
    """Return a part of a name, and the same without the hyphen or apostrophe in it ("OFell", "Annemarie")."""
    together = "".join(words)
    return (words, (together,)) if len(words) > 1 and together.isascii() else (words,)


def _names(words: Words) -> bool:
    """Whether words alone name somebody: not one letter or character, a particle, or what somebody is."""
    return len("".join(words)) > 1 and any(
        (len(word) > 1 or not word.isascii()) and word not in KIN and word not in PARTICLES for word in words
    )


def is_weak(words: Words) -> bool:
    """Whether all words are ordinary ones, or too short to be told from them."""
    return all(word in ORDINARY or word in KIN or word in PARTICLES or (len(word) < 3 and word.isascii()) for word in words)


def names_of(text: str) -> tuple[Name, ...]:
    """Return the names that a worker wrote for one person: "Katherine (Kate) Tarn" is two; what only says who it is, none."""
    asides = [aside for match in _ASIDE.finditer(text) for aside in match.groups() if aside]
    found = [name for part in re.split(r"\s/\s|\baka\b|\bformerly\b|\bn[ée]e\b", _ASIDE.sub(" ", text)) for name in _read(part)]
    for aside in asides:
        for name in _read(aside):
            family = name.family or (found[0].family if found else ())
            found.append(Name(name.given, family, name.halves or (found[0].halves if found else ())))
    return tuple(dict.fromkeys(found))


def _read(text: str) -> Iterator[Name]:
    """Yield the name of one text, or nothing where it holds none."""
    before, comma, after = text.partition(",")
    titled = bool(comma) and not set(folded(after)) <= (KIN | DROPPED)
    family_first = titled and len(folded(before)) <= 2 and len(after.split()) <= 2
    parts = [words for piece in before.split() if (words := folded(piece))]
    had_title = bool(parts) and parts[0][-1] in DROPPED
    parts = [part for part in parts if not set(part) <= DROPPED]
    if family_first:
        family = tuple(word for part in parts for word in part)
        given = [words for piece in after.split() if (words := folded(piece)) and not set(words) <= DROPPED]
    else:
        family, given = _split(parts, had_title=had_title)
    everything = (*(word for part in given for word in part), *family)
    if not _names(everything) or set(everything) <= KIN:
        return
    yield Name(tuple(given), family, tuple(_halves(family, [part for part in parts if part[-1:] == family[-1:]])))


def _split(parts: list[Words], *, had_title: bool) -> tuple[Words, list[Words]]:
    """Return the family name and the given names of a name in the usual order."""
    if not parts:
        return (), []
    if len(parts) == 1:
        if had_title:
            return parts[0], []
        if len(parts[0]) > 1 and all(len(word) == 1 and not word.isascii() for word in parts[0]):
            return parts[0][:1], [parts[0][1:]]
        return (), parts
    start = len(parts) - 1
    while start > 1 and set(parts[start - 1]) <= PARTICLES:
        start -= 1
    return tuple(word for part in parts[start:] for word in part), parts[:start]


def _halves(family: Words, last: Iterable[Words]) -> Iterator[Words]:
    """Yield the parts of a family name that name somebody by themselves: of "Tarn-Fell", of "van der Fell"; not of "O'Fell"."""
    for part in last:
        if part != family:
            yield part
        if len(part) > 1 and len(part[0]) > 1:
            yield from ((word,) for word in part if len(word) > 1 and word not in PARTICLES)
