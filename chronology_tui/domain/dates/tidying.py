"""Slips of the keyboard and words around a date: mended and shown, or set aside. The length of the text never changes.

Mending comes first and is always told; setting aside (a label, an editor's bracket, "exact date unknown") is tried only where the
text is not understood as it stands.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from chronology_tui.domain.dates.context import DateRefused
from chronology_tui.domain.dates.value import Remark, RemarkCode
from chronology_tui.domain.dates.words import MONTHS, WEEKDAYS

_SLIPPED_DIGITS = re.compile(
    r"(?<!\w)(?=[oil\d./-]*\d)(?=[\d./-]*[oil])[oil\d]{1,2}([./-])[oil\d]{1,2}\1(?:[oil\d]{4}|[oil\d]{2})(?!\w)"
)
_SLIPPED_YEAR = re.compile(r"(?<![^\W_])(?:[12][o0][oil]\d|[12][o0]\d[oil]|[12]o\d\d|l9\d\d|i9\d\d)(?![^\W_])")
_UNKNOWN = r"(?:\?{1,2}|x{1,2}|_{1,2}|--|\*{1,2})"
_UNKNOWN_DAY = re.compile(
    rf"{_UNKNOWN}\s?([./-])\s?(?=(?:(?:\?{{1,2}}|xx|__|--|\*\*)\s?\1\s?)?\d)(?:(?:\?{{1,2}}|xx|__|--|\*\*)\s?\1\s?)?"
)
_UNKNOWN_MONTH = re.compile(r"\d{1,2}\s?([./-])\s?(?:\?{1,2}|xx|__|--|\*\*)\s?\1\s?(\d{4})\Z")
_MISSING_SLASH = re.compile(r"(0[1-9]|[12]\d|3[01])([./-]?)(0[1-9]|1[0-2])([./-]?)(\d{4})(?![\d./-])")
_COLONS = re.compile(r"(\d{1,2}):(\d{1,2}):((?:19|20)\d\d)(?!\d)")


def mended(text: str) -> tuple[str, tuple[Remark, ...]]:
    """Mend letters typed for digits (l4/O3/2024), colons typed for slashes, and days written as unknown (??/03/2014).

    Raises:
        DateRefused: the month is written as unknown though the day is not.
    """
    if (match := _SLIPPED_DIGITS.match(text)) is not None or (match := _SLIPPED_YEAR.search(text)) is not None:
        return _changed(text, match, match[0].translate(str.maketrans("oil", "011")))
    if (match := _COLONS.match(text)) is not None:
        return _changed(text, match, match[0].replace(":", "/"))
    if (match := _UNKNOWN_DAY.match(text)) is not None and any(c.isdigit() for c in text):
        return " " * match.end() + text[match.end() :], ()
    if (match := _UNKNOWN_MONTH.match(text)) is not None:
        raise DateRefused(f"{match[0]}: which month? When it is not known, type “{match[2]}”")
    return text, ()


def _changed(text: str, match: re.Match[str], digits: str) -> tuple[str, tuple[Remark, ...]]:
    remark = Remark(RemarkCode.REPAIRED, f"“{match[0]}” is read as {digits}.")
    return text[: match.start()] + digits + text[match.end() :], (remark,)


def with_slashes(text: str) -> str | None:
    """Return "07/02/2021" for "0702/2021" and "07/022021": one separator is missing; None for anything else."""
    match = _MISSING_SLASH.fullmatch(text)
    if match is None or bool(match[2]) == bool(match[4]) or (match[4] and 1000 <= int(match[1] + match[3]) < 2100):
        return None  # "2004-2005" is two years
    return f"{match[1]}/{match[3]}/{match[5]}"


class Tidied(NamedTuple):
    """A text with what is not the date blanked out, and whether a question mark stood within it."""

    text: str
    doubted: bool


_LABEL = re.compile(
    r"(?:(?:the )?date of (?:\w+[ -])?\w+|(?:date )?(?:written|printed|received|sent|signed|reported|recorded|reviewed|created|"
    r"updated|entered|admitted|discharged|referred|attended|typed|seen|dictated|issued|taken|collected|posted|faxed|emailed|"
    r"authorised|given|checked)|adm|doa|dod|dos|doi|dov|dob|dol|d\.o\.[abdi]\.?|admission|discharge|appointment|appt|visit|contact|"
    r"clinic|letter|report|e-?mail|phone call|call|tel|meeting|review|entry|start|end|born|event|incident|referral)"
    r"(?: date| dated)?(?:\s?(?::|-|\bon\b))?\s+(?=\S)"
)
_UNKNOWN_PART = (
    r"(?:the )?(?:exact |precise |specific |actual )?(?:dates?|day|month|year)(?: and (?:month|time))? (?:is |was |are |were )?"
    r"(?:not (?:known|given|recorded|stated|clear|specified|sure|provided)|unknown|unclear|unspecified|unrecorded|uncertain|"
    r"illegible|tbc)"
)
_NOTE = re.compile(rf"[\s,;:-]*(?:[(\[]\s*(?:{_UNKNOWN_PART}|sic|approx date)\s*[)\]]|[,;:(-]\s*{_UNKNOWN_PART}|\*+)[\s.]*\Z")
_LEADING_NOTE = re.compile(rf"{_UNKNOWN_PART}\s*[,;:-]\s*(?=\S)")
_EDITED = re.compile(r"\[\s?([a-z]{3,9}\.?|\d{1,4}(?:st|nd|rd|th)?)\s?\](?![\w-])")
_DOUBT = re.compile(r"(?<=[\w.,)][\s(])\?{1,3}\s?(?=\w)")


_MADE_LATER = re.compile(
    r"(?<=[\w.)])\s*[,;(\[-]\s*(?:later |then )?(?:printed?|typed|dictated|signed|sent|received|reported|posted|recorded|entered|"
    r"scanned|filed|uploaded|cast)\b.*\Z"
)
"""When the paper was made, after the date of what it tells: "14/3/24 (typed 16/3/24)"."""


def tidied(text: str) -> Tidied | None:
    """Return ``text`` without a label, an editor's brackets, a note or a doubt; None when there is nothing of the kind."""
    out = text
    if out[0] in "'`" or out[0] == "*":
        out = " " + out[1:]
    for pattern in (_LABEL, _LEADING_NOTE):
        if (match := pattern.match(out.lstrip())) is not None:
            end = len(out) - len(out.lstrip()) + match.end()
            out = " " * end + out[end:]
            break
    if (match := _NOTE.search(out)) is not None and match.start() > 0:
        out = out[: match.start()] + " " * (len(out) - match.start())
    if (match := _MADE_LATER.search(out)) is not None:
        out = out[: match.start()] + " " * (len(out) - match.start())
    out = _EDITED.sub(_bare, out)
    doubted = _DOUBT.sub(lambda match: " " * len(match[0]), out)
    if doubted.strip() == text or not doubted.strip():
        return None
    return Tidied(doubted, doubted != out)


def _bare(match: re.Match[str]) -> str:
    word = match[1].rstrip(".")
    if word[0].isalpha() and word not in MONTHS and word not in WEEKDAYS:
        return match[0]
    return " " + match[0][1:-1] + " "
