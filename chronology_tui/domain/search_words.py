"""Searching by words: what counts as a word, what a typed search asks for, and where its words stand in a text.

The store's index is fed with :func:`folded_words` and nothing else, so what the index finds and what :func:`spans` lights always
agree. Words are runs of letters and digits without regard to case, accents or compatibility forms ("Zoë" is "zoe"). Scripts that
are written without blanks give one word a character, so that any part of a name can be found.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

MOST_WORDS = 32
"""Words of one search; further ones are not looked for, and :attr:`SearchQuery.left_out` counts them."""
LONGEST_WORD = 64
"""Characters of a word that are compared."""

Span = tuple[int, int]
"""Start and end (exclusive) of a piece of text, in characters."""

_PLAIN_LETTERS = {
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t",
}  # fmt: skip
"""Letters that Unicode does not take apart and that a British keyboard lacks."""
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
"""Thai, Lao, Burmese, Khmer, Japanese and Chinese: written without blanks."""
_UNSEEN = re.compile("[\u034f\u180b-\u180d\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""Marks that choose the shape of the character before: no letters, though Unicode calls them marks."""


def _fold(char: str) -> str:
    """Return a character as it is compared: letters and digits, a blank for what parts words, nothing for what does not."""
    folded = []
    for part in unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold()):
        category = unicodedata.category(part)
        if category in {"Cf", "Me"} or unicodedata.combining(part) or _UNSEEN.match(part):
            continue
        plain = _PLAIN_LETTERS.get(part, part) if category[0] in "LNM" else " "
        folded.append(f" {plain} " if _UNSPACED.match(part) and category[0] == "L" else plain)
    return "".join(folded)


class _Folding(dict[int, str]):
    """A table for :meth:`str.translate` that fills itself as characters are met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold(chr(code))
        return folded


_FOLDING = _Folding()


def folded_words(text: str) -> list[str]:
    """Return the words of ``text`` as they are compared, in order."""
    return [word[:LONGEST_WORD] for word in text.translate(_FOLDING).split()]


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand next to each other in this order; of an ``open`` term the last one is only a beginning."""

    words: tuple[str, ...]
    open: bool = False


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """What a search asks for.

    Attributes:
        wanted: each must be there.
        unwanted: none may be there.
        left_out: number of words beyond :data:`MOST_WORDS`, which are not looked for.
    """

    wanted: tuple[Term, ...] = ()
    unwanted: tuple[Term, ...] = ()
    left_out: int = 0

    @property
    def empty(self) -> bool:
        """Whether there is no word to look for; such a search finds nothing."""
        return not self.wanted


_PIECE = re.compile(r"""(?P<minus>(?<!\S)-)?(?:["“”](?P<quoted>[^"“”]*)(?P<closed>["“”]?)|(?P<word>[^\s"“”]+))""")


def parse_query(text: str) -> SearchQuery:
    """Return what ``text`` asks for; any text can be read.

    Every word must be there and may be a beginning ("physio" finds "physiotherapy"). Words in double quotes stand together in
    this order, each in full; while the closing quote is missing the last one may be a beginning. A hyphen before a word or a
    quote means that it must not be there, in full: what was not named is not left out. A word with a mark inside ("well-being",
    "A&E", "16.4") is looked for as its parts next to each other. Nothing else has a meaning of its own.
    """
    wanted: dict[Term, None] = {}
    unwanted: dict[Term, None] = {}
    room, left_out = MOST_WORDS, 0
    for piece in _PIECE.finditer(text):
        words = folded_words(piece["word"] if piece["quoted"] is None else piece["quoted"])
        left_out += max(0, len(words) - room)
        words = words[:room]
        if not words:
            continue
        room -= len(words)
        if piece["minus"]:
            unwanted[Term(tuple(words))] = None
        else:
            wanted[Term(tuple(words), open=not piece["closed"])] = None
    return SearchQuery(tuple(wanted), tuple(unwanted), left_out)


def spans(text: str, query: SearchQuery) -> tuple[Span, ...]:
    """Return where the wanted words of ``query`` stand in ``text``, in order and without overlap.

    Of a word of which only the beginning was asked for, only the beginning is told.
    """
    folded, origin = _folded_in_place(text)
    words = _words(folded)
    found: list[Span] = []
    for term in query.wanted:
        for at in _places(term, words):
            last, start = words[at + len(term.words) - 1]
            reach = len(term.words[-1]) if term.open else len(last)
            found.append(_whole(text, origin(words[at][1])[0], origin(start + reach - 1)[1]))
    return _merged(found)


def held(text: str, query: SearchQuery) -> frozenset[Term]:
    """Return which wanted terms of ``query`` stand in ``text``."""
    words = _words(text.translate(_FOLDING))
    return frozenset(term for term in query.wanted if next(_places(term, words), None) is not None)


def _words(folded: str) -> list[tuple[str, int]]:
    """Return the words of a folded text, those of :func:`folded_words`, each with its place in the folded text."""
    return [(match[0][:LONGEST_WORD], match.start()) for match in re.finditer(r"\S+", folded)]


def _places(term: Term, words: list[tuple[str, int]]) -> Iterator[int]:
    """Yield the numbers of the words at which a term stands."""
    *before, final = term.words
    for at in range(len(words) - len(before)):
        last = words[at + len(before)][0]
        if (last.startswith(final) if term.open else last == final) and all(
            words[at + n][0] == word for n, word in enumerate(before)
        ):
            yield at


def _folded_in_place(text: str) -> tuple[str, Callable[[int], Span]]:
    """Return the folded text, and where in ``text`` each of its characters comes from."""
    if all(len(_FOLDING[ord(char)]) == 1 for char in set(text)):
        return text.translate(_FOLDING), lambda place: (place, place + 1)
    parts = [_FOLDING[ord(char)] for char in text]
    origins = [(place, place + 1) for place, part in enumerate(parts) for _ in part]
    return "".join(parts), origins.__getitem__


def _whole(text: str, start: int, end: int) -> Span:
    """Return a span with the marks that belong to its first and last letter: half a letter is never lit."""
    while start > 0 and unicodedata.category(text[start])[0] == "M":
        start -= 1
    while end < len(text) and unicodedata.category(text[end])[0] == "M":
        end += 1
    return start, end


def _merged(found: list[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for start, end in sorted(found):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def excerpt(text: str, span: Span, room: int) -> str:
    """Return at most about ``room`` characters of ``text`` around ``span``, cut between words; a mark tells where it was cut.

    What is returned holds the span, or as much of it from its start as there is room for.
    """
    if len(text) <= room:
        return text
    start = max(0, min(span[0] - room // 3, len(text) - room))
    if start:
        blank = text.find(" ", start, span[0] + 1)
        start = blank + 1 if blank >= 0 else start
    end = min(len(text), start + room)
    if end < len(text):
        blank = text.rfind(" ", min(span[1], end), end + 1)
        end = blank if blank > start else end
    return ("… " if start else "") + text[start:end].strip() + (" …" if end < len(text) else "")
