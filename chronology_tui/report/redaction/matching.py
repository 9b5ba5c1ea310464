"""Where known names stand in a text, in any spelling, the longest first; and whose they may be."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from chronology_tui.report.redaction.folding import Word, between, is_capital
from chronology_tui.report.redaction.judging import is_file_like
from chronology_tui.report.redaction.naming import Form, Words, is_weak
from chronology_tui.report.redaction.ordinary_words import KIN, ORDINARY
from chronology_tui.report.redaction.standing import Standing

_BETWEEN = re.compile(r"\s{0,12}|[-‐‑–_'’ʼ`´.+]{1,2}|['’-]\s{1,4}|\s['’-]")
_AFTER_INITIAL = re.compile(r"\.?\s{0,12}|[-_.'’ʼ`´]")
_TURNED = re.compile(r"\s?,\s{0,12}|\s{0,12}|[-‐‑–_'’.+]{1,2}")
_BEFORE_TURNED_INITIAL = re.compile(r"\s?,\s{0,12}|[-_.+]")
_CLOSES = re.compile(r"\.|\s*(?:$|[,;:)\]\n])")
_APOSTROPHES = frozenset("'’ʼ`´‘")


@dataclass(frozen=True)
class Spelling:
    """One way of writing a name, and everybody who is written so.

    Attributes:
        words: as they are compared.
        holders: who may be meant, with how the name is then written.
        weak: whether all of its words are also ordinary ones.
    """

    words: Words
    holders: tuple[tuple[Standing, Form], ...]
    weak: bool

    @cached_property
    def forms(self) -> frozenset[Form]:
        """How the name may be written here."""
        return frozenset(form for _, form in self.holders)

    @cached_property
    def alone(self) -> bool:
        """Whether it is a single name, and not a given with a family name."""
        return not self.forms & {Form.FULL, Form.TURNED, Form.JOINED, Form.ADDRESS}


def _tells(word: str) -> bool:
    """Whether a word is more than a letter."""
    return len(word) > 1 or not word.isascii()


def _with_proclitics(words: Words) -> tuple[Words, ...]:
    """Return an Arabic name also with "and", "so", "by", "for" and "as", which are written as part of the word that follows."""
    if not "\u0621" <= words[0][0] <= "\u06d3":
        return (words,)
    return (words, *((f"{letter}{words[0]}", *words[1:]) for letter in "وفبلك"))


class Speller:
    """Finds spellings of the names of everybody known."""

    def __init__(self, everybody: Iterable[Standing]) -> None:
        holders: dict[Words, dict[tuple[Standing, Form], None]] = defaultdict(dict)
        for one in everybody:
            for name in one.names:
                for words, form in name.forms():
                    for written in _with_proclitics(words):
                        holders[written][(one, form)] = None
        self._by_first: dict[str, list[Spelling]] = defaultdict(list)
        for words, found in holders.items():
            if any(one.instead is not None for one, _ in found) or len(words) > 1:
                self._by_first[words[0]].append(Spelling(words, tuple(found), is_weak(words)))
        for spellings in self._by_first.values():
            spellings.sort(key=lambda s: (-len(s.words), s.words))
        self.words = frozenset(word for words in self._by_first.values() for s in words for word in s.words if _tells(word))
        """Every word of a name, so that a text without any of them need not be looked at again."""

    @property
    def first_words(self) -> frozenset[str]:
        """The words that a name can begin with."""
        return frozenset(self._by_first)

    def at(self, text: str, words: Sequence[Word], place: int) -> Spelling | None:
        """Return the longest name that begins at a word, with those only who may be written as it stands there; or None."""
        for spelling in self._by_first.get(words[place].folded, ()):
            there = words[place : place + len(spelling.words)]
            if len(there) < len(spelling.words) or any(w.folded != s for w, s in zip(there, spelling.words, strict=True)):
                continue
            forms = {form for form in spelling.forms if _is_written(text, there, spelling, form)}
            if len(forms) == len(spelling.forms):
                return spelling
            left = tuple((one, form) for one, form in spelling.holders if form in forms)
            if any(one.instead is not None for one, _ in left) or (left and len(there) > 1):
                return Spelling(spelling.words, left, spelling.weak)
        return None


def _is_written(text: str, there: Sequence[Word], spelling: Spelling, form: Form) -> bool:
    """Whether words that spell a name are written in one form: what stands between them, capitals where they tell."""
    if form is Form.ADDRESS:
        return is_file_like(text, there[0].start, there[-1].end)
    if form in {Form.PLURAL, Form.CARELESS} and not _is_plural(text, there, spelling):
        return False
    if len(there) == 1:
        return True
    if spelling.weak and not all(is_capital(text, word) for word in there if len(word.folded) > 1):
        return is_file_like(text, there[0].start, there[-1].end)
    return _joined(text, there, turned=form is Form.TURNED)


def _is_plural(text: str, there: Sequence[Word], spelling: Spelling) -> bool:
    """Whether a name with an s is meant: it begins with a capital, and the whole is no ordinary word."""
    return is_capital(text, there[-1]) and spelling.words[-1] not in KIN | ORDINARY


def _joined(text: str, there: Sequence[Word], *, turned: bool) -> bool:
    """Whether what stands between the words of a name may stand there."""
    for number, (word, after) in enumerate(pairwise(there)):
        gap = between(text, word, after)
        if _is_initial(word):
            if not _initial_written(text, word, gap) or not _AFTER_INITIAL.fullmatch(gap):
                return False
        elif turned and _is_initial(after) and number == len(there) - 2:
            if not _BEFORE_TURNED_INITIAL.fullmatch(gap) and not (
                gap.isspace() and is_capital(text, after) and _CLOSES.match(text, after.end)
            ):
                return False
        elif not (_TURNED if turned else _BETWEEN).fullmatch(gap):
            return False
    return True


def _is_initial(word: Word) -> bool:
    return len(word.folded) == 1 and word.folded.isascii()


def _initial_written(text: str, word: Word, gap: str) -> bool:
    """Whether one letter before a name is an initial, and not the s of "Sam's" or the article in "a Tarn"."""
    if word.start and text[word.start - 1] in _APOSTROPHES:
        return False
    if is_capital(text, word):
        return True
    return not gap or not gap.isspace() or word.folded not in {"a", "i"}
