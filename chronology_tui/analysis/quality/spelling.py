"""Two spellings of one name: words that differ by one letter, which spelling is the right one, and how an entry is mended."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from chronology_tui.analysis.quality.context import OwnText
from chronology_tui.analysis.quality.issue import Fix, QualityCode, QualityIssue
from chronology_tui.domain.records import Event

_SHOWN = 24
"""Characters of a spelling that a reason shows."""
_COMPARED = 50
"""Words with one common neighbour that are compared with each other; real names have a handful."""


class Use(NamedTuple):
    """Where a spelling stands: an entry and a column."""

    event: Event
    column: str


@dataclass(slots=True)
class Spelling:
    """One way in which a name is written.

    Attributes:
        written: its words, as first written.
        right: whether a record or the table of services vouches for it.
        roles: the roles that stand beside it; names of different roles are different people.
        uses: where it stands, in order of the entries.
    """

    written: tuple[str, ...]
    right: bool = False
    roles: set[str] = field(default_factory=set)
    uses: list[Use] = field(default_factory=list)

    @property
    def words(self) -> tuple[str, ...]:
        """The words as they are compared."""
        return tuple(word.casefold() for word in self.written)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two spellings of what may be one name, each with the words by which they differ.

    Attributes:
        one, other: the spellings.
        one_words, other_words: the words by which they differ: one each, or all where the order differs.
        how: how they differ, such as "by one letter".
    """

    one: Spelling
    other: Spelling
    one_words: tuple[str, ...]
    other_words: tuple[str, ...]
    how: str

    def issues(self, commoner: int) -> Iterator[QualityIssue]:
        """Yield one issue an entry and field where it is sure which is right, else one issue for all entries of both.

        Args:
            commoner: a spelling is right when it is used at least this many times as often as the other.
        """
        if self.one.right and self.other.right:
            return
        if _is_right(self.one, self.other, commoner):
            yield from _mend(self.other, self.other_words, self.one, self.one_words, self.how)
        elif _is_right(self.other, self.one, commoner):
            yield from _mend(self.one, self.one_words, self.other, self.other_words, self.how)
        else:
            uses = sorted((*self.one.uses, *self.other.uses), key=lambda use: (use.event.sort_key, use.column))
            events = dict.fromkeys(use.event.id for use in uses)
            shown = sorted((_shown(self.one_words), _shown(self.other_words)))
            reason = f"“{shown[0]}” and “{shown[1]}” differ {self.how}: one name or two?"
            yield QualityIssue(QualityCode.NAME_SPELT_TWO_WAYS, reason, tuple(events), uses[0].column, subject=" / ".join(shown))


def _is_right(one: Spelling, other: Spelling, commoner: int) -> bool:
    if one.right or other.right:
        return one.right
    return len(one.uses) >= commoner * len(other.uses)


def _mend(
    wrong: Spelling, wrong_words: tuple[str, ...], right: Spelling, right_words: tuple[str, ...], how: str
) -> Iterator[QualityIssue]:
    old, new = _shown(wrong_words), _shown(right_words)
    vouched = "on record" if right.right else "written far more often"
    for use in {(use.event.id, use.column): use for use in wrong.uses}.values():
        yield QualityIssue(
            QualityCode.NAME_SPELT_TWO_WAYS,
            f"“{old}” differs {how} from “{new}”, which is {vouched}.",
            (use.event.id,),
            use.column,
            _respelt(use, wrong_words, right_words, Fix.of(f"Write “{new}” instead of “{old}”")),
            old,
        )


def _respelt(use: Use, old: tuple[str, ...], new: tuple[str, ...], fix: Fix) -> Fix | None:
    """Return ``fix`` with the field in the right spelling; None where the name stands only inside quotation marks."""
    own = OwnText(use.event, use.column, getattr(use.event, use.column))
    pattern = re.compile(r"(?<!\w)" + r"\W{1,3}".join(map(re.escape, old)) + r"(?![^\W_])")
    spans = [match.span() for match in pattern.finditer(own.unquoted)]
    if not spans:
        return None
    parts, done = [], 0
    for start, end in spans:
        parts += [own.text[done:start], " ".join(new)]
        done = end
    return Fix.of(fix.words, **{use.column: "".join([*parts, own.text[done:]])})


def _shown(words: Iterable[str]) -> str:
    text = " ".join(words)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def near_pairs(words: Iterable[str]) -> list[tuple[str, str]]:
    """Return the pairs of different words that are one letter apart, each pair and the list in alphabetical order.

    A letter is left out, put in, changed, or swapped with its neighbour. Words are put under each of their forms with one letter
    left out, so that only words that may be near are compared: linear in the words.
    """
    forms: dict[str, list[str]] = {}
    for word in sorted(set(words)):
        for form in {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}:
            forms.setdefault(form, []).append(word)
    found: set[tuple[str, str]] = set()
    for near in forms.values():
        few = near[:_COMPARED]
        found.update((a, b) for n, a in enumerate(few) for b in few[n + 1 :] if one_letter_apart(a, b))
    return sorted(found)


def one_letter_apart(one: str, other: str) -> bool:
    """Whether two different words are one letter apart; a final "s" more makes another name, and does not count."""
    if len(one) == len(other):
        apart = [place for place, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        if len(apart) == 2:
            first, second = apart
            return second == first + 1 and one[first] == other[second] and one[second] == other[first]
        return len(apart) == 1
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) != 1 or long == f"{short}s":
        return False
    place = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[place:] == long[place + 1 :]
