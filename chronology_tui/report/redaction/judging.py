"""Whether an ordinary word is written as a name: "Hope said" is, "no hope" and "May 2021" are not; some cannot be known."""

from __future__ import annotations

import re
from enum import Enum, auto

from chronology_tui.report.redaction.folding import Word, is_capital
from chronology_tui.report.redaction.ordinary_words import MONTHS, OPENERS


class Reading(Enum):
    """What a word is taken for."""

    NAME = auto()
    """A name."""
    LIKELY_NAME = auto()
    """Perhaps a name: it is replaced, and somebody has to look."""
    UNSURE = auto()
    """Perhaps no name, and to replace it would change what is said: it stays, and somebody has to look."""
    WORD = auto()
    """No name."""


_FILE = re.compile(r"[@_/\\]|\.(?:pdf|docx?|xlsx?|jpe?g|png|txt|rtf|msg|eml|csv|tiff?|odt|zip|pptx?|heic|gif)\b", re.IGNORECASE)
_REACH = 40
"""Characters before and after a word that are looked at."""
_MONTH = "|".join(sorted(MONTHS, key=lambda name: (-len(name), name)))
_DATE_BEFORE = re.compile(
    rf"(?:\d(?:st|nd|rd|th)?(?:\s+of)?|\b(?:in|since|early|mid|late|during|last|next|until|till|of|beginning|end)|\b(?:{_MONTH}))[\s/–-]*$",
    re.IGNORECASE,
)
_DATE_AFTER = re.compile(rf"\s*[,/–-]?\s*['’]?(?:\d|(?:to|and|or|until)\s+(?:{_MONTH})\b|(?:{_MONTH})\b)", re.IGNORECASE)
_OPENING = re.compile(r"(?:^|[.!?:;•*>\n\t(\[\"“‘|]|\s[-–])\s*$")
_NAME_AFTER = re.compile(
    r"['’]s\b|['’](?!\w)|\s*[,(;]|\s*[.:]?$|\s+(?:was|is|has|had|said|did|went|came|told|felt|seen|took|ran|got|who|and|with|aged|"
    r"woke|slept|ate|drank|fell|hit|spoke|wrote|rang|cannot|"
    r"(?!(?:need|feed|bleed|heed|proceed|succeed|exceed|always|sometimes|perhaps|his|this|its|as|yes|less)\b)\w{2,}(?:ed|[^s\W]s))\b",
    re.IGNORECASE,
)  # fmt: skip


def is_file_like(text: str, start: int, end: int) -> bool:
    """Whether the piece between blanks around a place is an e-mail address, a path or the name of a file."""
    return bool(_FILE.search(chunk(text, start, end)))


def chunk(text: str, start: int, end: int) -> str:
    """Return the piece between blanks around a place."""
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return text[start:end]


def judge(text: str, word: Word) -> Reading:
    """Return what one ordinary word is to be taken for where it stands."""
    before, after = text[max(0, word.start - _REACH) : word.start], text[word.end : word.end + _REACH]
    if word.folded in MONTHS and (_DATE_BEFORE.search(before) or _DATE_AFTER.match(after)):
        return Reading.WORD
    if is_file_like(text, word.start, word.end):
        return Reading.LIKELY_NAME
    if not is_capital(text, word):
        return Reading.WORD
    name_after = bool(_NAME_AFTER.match(after))
    if not before.strip() and not after.strip():
        return Reading.LIKELY_NAME
    if _OPENING.search(before):
        return Reading.LIKELY_NAME if name_after or word.folded not in OPENERS else Reading.UNSURE
    if word.folded in MONTHS or (text[word.start : word.end].isupper() and word.end - word.start > 1):
        return Reading.LIKELY_NAME
    return Reading.NAME if name_after else Reading.LIKELY_NAME
