"""The sweep: known names, numbers and addresses out of any text, and what stands for them in.

Built once for a report and asked for every text of it. What is written is decided by :mod:`.matching`, whether an ordinary word
is meant as a name by :mod:`.judging`, and who is meant here. Whole names go first. A single name that several people share is
never given to one of them by guess: it becomes the role of the only adult it can be, or a neutral word; where somebody shares it
who keeps the name, it stays, since it reveals nothing and a role would be wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from chronology_tui.report.redaction import contacts
from chronology_tui.report.redaction.folding import Word, between, folded_set, words_of
from chronology_tui.report.redaction.judging import Reading, chunk, is_file_like, judge
from chronology_tui.report.redaction.matching import Speller, Spelling
from chronology_tui.report.redaction.naming import Form
from chronology_tui.report.redaction.ordinary_words import KIN, MEN, MONTHS, NURSING_TITLES, PARTICLES, PLACES, TITLES, WOMEN
from chronology_tui.report.redaction.standing import FAMILY_NAME, SOME_NAME, Sex, Standing

_TITLE_GAP = re.compile(r"\.?\s{1,8}|\.")
_SENTENCE = re.compile(r"(?:^|[.!?]\s+|\n\s*)$")
_NEXT_NAME = re.compile(r"\s(?P<name>[^\W\d_][\w’'-]+)")
_FAMILY_AFTER = re.compile(r"['’]?\s+(?:family|families|household|home|children|siblings|boys|girls|twins)\b", re.IGNORECASE)
_DAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
_IN_FILE = 4
"""Letters of the shortest name that is told of when it stands inside a longer word of a file's name."""


@dataclass(frozen=True, slots=True)
class Replaced:
    """A piece of text that was replaced: its place in the text as it stood, its words, what stands instead, whether surely."""

    start: int
    end: int
    what: str
    instead: str
    certain: bool


@dataclass(frozen=True, slots=True)
class Doubt:
    """Words that somebody should look at, and why in plain words."""

    words: str
    why: str


@dataclass(frozen=True, slots=True)
class Swept:
    """A text after the sweep, what was replaced in order, and what is in doubt."""

    text: str
    replaced: tuple[Replaced, ...] = ()
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class _Meant:
    """Who is meant by a name: what stands instead (None where it stays), whether surely, and why it is in doubt."""

    instead: str | None
    certain: bool = True
    why: str = ""


class Sweep:
    """Takes names out of texts. Build once; :meth:`text` and :meth:`look` may be asked any number of times.

    Args:
        everybody: who is known, those who keep their names too, so that they are not taken for others.
        numbers: NHS numbers to take out.
        references: references and file numbers to take out.
        births: birth dates to take out.
        anonymous: whether everything goes that leads to a person: addresses, telephone numbers, e-mail addresses and so on.
    """

    def __init__(
        self,
        everybody: Iterable[Standing] = (),
        *,
        numbers: Iterable[str] = (),
        references: Iterable[str] = (),
        births: Iterable[date] = (),
        anonymous: bool = False,
    ) -> None:
        everybody = tuple(everybody)
        self._speller = Speller(everybody)
        self._known = frozenset(word for one in everybody for name in one.names for word in name.full)
        kept = {word for one in everybody if one.instead is None for name in one.names for word in name.full}
        gone = {word for one in everybody if one.instead is not None for name in one.names for word in name.full}
        self._secret = frozenset(word for word in gone - kept if len(word) >= _IN_FILE and word not in KIN | PARTICLES)
        self._numbers = frozenset(filter(None, numbers))
        self._references = _references(references)
        self._births = contacts.births_pattern(births)
        self._anonymous = anonymous
        self._begins = self._speller.first_words | TITLES | NURSING_TITLES
        self._seen = self._speller.words | TITLES if everybody else frozenset()

    def text(self, words: str) -> str:
        """Return a text without what has to go."""
        return self.look(words).text

    def look(self, text: str, *, typed_date: bool = False) -> Swept:
        """Return a text without what has to go, with what was replaced and what is in doubt.

        Args:
            text: any text.
            typed_date: whether it is a date as it was typed: birth dates stay in it, since the day itself does, and a digit
                group is no name of a file; all else goes from it as from any text.
        """
        found = self._contacts(text, typed_date=typed_date)
        doubts: list[Doubt] = []
        if self._seen and not self._seen.isdisjoint(folded_set(text)):
            self._names(text, found, doubts)
        if self._secret and not typed_date and _may_be_file(text):
            doubts.extend(self._in_files(text, found))
        if not found:
            return Swept(text, (), tuple(doubts))
        found.sort(key=lambda piece: piece.start)
        out: list[str] = []
        at = 0
        for piece in found:
            out += (text[at : piece.start], piece.instead)
            # The full stop of initials at the end of a sentence is the sentence's own.
            at = piece.end + (piece.instead.endswith(".") and text[piece.end : piece.end + 1] == ".")
        return Swept("".join((*out, text[at:])), tuple(found), tuple(doubts))

    def _contacts(self, text: str, *, typed_date: bool) -> list[Replaced]:
        """Return the pieces that lead to a person without being a name, without overlap."""
        spans: list[contacts.Found] = []
        if self._anonymous:
            spans.extend(contacts.contacts(text, None if typed_date else self._births))
        elif self._secret:
            spans.extend((*m.span(), contacts.EMAIL) for m in contacts.emails(text) if self._is_secret(m[0].partition("@")[0]))
        if self._numbers and not self._anonymous and len(text) > 9:
            spans.extend(contacts.nhs_numbers(text, self._numbers))
        if self._references is not None:
            spans.extend((*m.span(), contacts.REFERENCE) for m in self._references.finditer(text))
        taken: list[Replaced] = []
        for start, end, instead in spans:
            if all(end <= one.start or start >= one.end for one in taken):
                taken.append(Replaced(start, end, text[start:end], instead, certain=instead != contacts.ADDRESS))
        return taken

    def _is_secret(self, word: str) -> bool:
        together = "".join(one.folded for one in words_of(word))
        return any(name in together for name in self._secret)

    def _names(self, text: str, found: list[Replaced], doubts: list[Doubt]) -> None:
        """Add the known names in a text, the longest first, and names that nobody knows."""
        words = words_of(text)
        taken = [(piece.start, piece.end) for piece in found]
        past = 0
        for place in [place for place, word in enumerate(words) if word[0] in self._begins]:
            word = words[place]
            if place < past or any(start <= word.start < end for start, end in taken):
                continue
            first = place + 1 if self._is_title(text, words, place) else place
            spelling = self._speller.at(text, words, first)
            if spelling is None and first > place and word.folded in NURSING_TITLES:
                first, spelling = place, self._speller.at(text, words, place)
            if spelling is None:
                if first > place and words[first].folded not in self._known:
                    doubts.extend(_unknown(text, words[place], words[first]))
                continue
            past = first + len(spelling.words)
            title = words[place].folded if first > place else ""
            self._take(text, words[place:past], spelling, title=title, found=found, doubts=doubts)

    @staticmethod
    def _is_title(text: str, words: Sequence[Word], place: int) -> bool:
        """Whether a word is a title with another word after it."""
        if words[place].folded not in TITLES | NURSING_TITLES or place + 1 == len(words):
            return False
        return bool(_TITLE_GAP.fullmatch(between(text, words[place], words[place + 1])))

    def _take(
        self, text: str, there: Sequence[Word], spelling: Spelling, *, title: str, found: list[Replaced], doubts: list[Doubt]
    ) -> None:
        """Add one known name where it stands: replaced, left, or in doubt."""
        meant = _who(text, there[-1].end, spelling, title)
        start, end = there[0].start, there[-1].end
        what = text[start:end]
        if meant.instead is None:
            if meant.why:
                doubts.append(Doubt(what, meant.why))
            return
        certain, why = meant.certain, meant.why
        # A bare name that is also an ordinary word has to be judged; a title, or a second name, says that it is one.
        if spelling.weak and spelling.alone and not title:
            reading = judge(text, there[-1])
            if reading is Reading.WORD:
                return
            if reading is Reading.UNSURE:
                doubts.append(Doubt(what, "may be a name: it was left as a word that begins the sentence"))
                return
            if reading is Reading.LIKELY_NAME:
                certain, why = False, "may be an ordinary word: it was replaced as a name"
        if spelling.forms <= {Form.CARELESS}:
            certain, why = False, why or "may be another name that ends in s: it was replaced"
        instead = meant.instead
        following = _NEXT_NAME.match(text, end)
        if following and spelling.alone and not title and not spelling.forms & {Form.PLURAL}:
            if following["name"][0].isupper() and folded_set(following["name"]) & PLACES:
                instead, certain, why = SOME_NAME, False, "may be part of the name of a place: it was replaced by a neutral word"
            else:
                doubts.extend(self._beside(following["name"], what))
        if instead[0].islower() and _SENTENCE.search(text[max(0, start - 12) : start]) and what[0].isupper():
            instead = instead[0].upper() + instead[1:]
        found.append(Replaced(start, end, what, instead, certain))
        if not certain:
            doubts.append(Doubt(what, why or "was replaced, and may be something else"))

    def _beside(self, after: str, what: str) -> Iterable[Doubt]:
        """Yield a word that stands beside a single name, looks like a name and is not known: it may belong to it."""
        known = folded_set(after) & (self._known | KIN | MONTHS | _DAYS | TITLES)
        if after[0].isupper() and not after.isupper() and not known:
            yield Doubt(f"{what} {after}", f"“{after}” stands beside a name and was left")

    def _in_files(self, text: str, found: Sequence[Replaced]) -> Iterable[Doubt]:
        """Yield names of files that hold a known name inside a longer word."""
        for piece in re.finditer(r"\S+", text):
            if not is_file_like(text, *piece.span()):
                continue
            left = "".join(
                char for at, char in enumerate(piece[0], piece.start()) if not any(one.start <= at < one.end for one in found)
            )
            words = [word.folded for word in words_of(left)]
            if any(name in word and name != word for word in words for name in self._secret):
                yield Doubt(piece[0], "holds a known name inside a longer word: it was left")


def _may_be_file(text: str) -> bool:
    return "@" in text or "_" in text or "." in text or "/" in text or "\\" in text


def _references(references: Iterable[str]) -> re.Pattern[str] | None:
    """Return what finds references and file numbers, blanks of any kind and any case between their parts; None without any."""
    written = {r"\s+".join(map(re.escape, words)) for one in references if len("".join(words := one.split())) >= _IN_FILE}
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(written, key=len, reverse=True))})(?!\w)", re.IGNORECASE) if written else None


def _unknown(text: str, title: Word, name: Word) -> Iterable[Doubt]:
    """Yield a name after a title that nobody in the store has."""
    usual = title.folded in TITLES and title.folded != "master"
    if usual and name.end - name.start > 1 and text[name.start].isupper() and name.folded not in MONTHS | _DAYS | KIN:
        whole = text[title.start : name.end]
        tail = chunk(text, name.start, name.end).rstrip(".,;:!?)")
        yield Doubt(
            " ".join(whole.split()) if not tail else whole,
            "is probably the name of somebody who is not in the store: it was left",
        )


def _who(text: str, end: int, spelling: Spelling, title: str) -> _Meant:
    """Return who is meant by a spelling that one or several people may be written with."""
    holders = _by_title(spelling.holders, title)
    gone = {one.instead: one for one, _ in holders if one.instead is not None}
    kept = [one for one, _ in holders if one.instead is None]
    if not gone:
        return _Meant(None)
    family_alone = spelling.alone and {form for _, form in holders} <= {Form.FAMILY, Form.PLURAL}
    if kept:
        if family_alone and not title:
            return _Meant(None)
        return _Meant(None, why="could be somebody who keeps the name, or somebody whose name is to go: it was left")
    if family_alone and (Form.PLURAL in spelling.forms or (_FAMILY_AFTER.match(text, end) and not title)):
        return _Meant(FAMILY_NAME)
    if len(gone) == 1:
        return _Meant(next(iter(gone)))
    if not family_alone:
        return _Meant(SOME_NAME, certain=False, why="is the name of several people: it was replaced by a neutral word")
    adults = {one.instead for one in gone.values() if not one.child}
    if len(adults) == 1:
        return _Meant(
            next(iter(adults)), certain=bool(title), why="is a family name: it was taken for the only adult of that name"
        )
    return _Meant(FAMILY_NAME)


def _by_title(holders: Sequence[tuple[Standing, Form]], title: str) -> Sequence[tuple[Standing, Form]]:
    """Return those whom a title leaves: no child for "Mrs", no mother for "Mr"; all of them where it would leave none."""
    other = Sex.MAN if title in WOMEN else Sex.WOMAN if title in MEN else None
    if not title:
        return holders
    left = [(one, form) for one, form in holders if one.sex is not other or other is None]
    adults = [(one, form) for one, form in left if not one.child]
    return adults or left or holders
