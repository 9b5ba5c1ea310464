"""What leads to a person without being a name: addresses, telephone numbers, e-mail addresses, NHS numbers, birth dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from chronology_tui.domain.dates.words import MONTH_NAMES
from chronology_tui.domain.records import nhs_number_is_valid

EMAIL, POSTCODE, PHONE, ADDRESS = "[e-mail address]", "[postcode]", "[telephone number]", "[address]"
NHS_NUMBER, BIRTH, REFERENCE = "[NHS number]", "[date of birth]", "[reference]"

Found = tuple[int, int, str]
"""Start, end (exclusive), and what stands instead."""

EMAIL_ADDRESS = re.compile(r"(?<![\w.+'-])[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"(?<![\w.])\d(?:[\s-]?\d){9}(?![\w]|\.\d)")
_POSTCODE = re.compile(r"\b(?:GIR\s?0AA|[A-Z]{1,2}\d[A-Z\d]?\s?\d[ABD-HJLNP-UW-Z]{2})\b", re.IGNORECASE)
_PHONE = re.compile(r"(?<![\w.])(?:\+\s?44[\s-]?(?:\(0\)[\s-]?)?|0044[\s-]?|\(?0)[1-9](?:[\s()-]{0,2}\d){8,9}(?!\d)")
_STREETS = (
    "Street|St|Road|Rd|Lane|Ln|Avenue|Ave|Close|Drive|Court|Crescent|Cres|Gardens|Gdns|Terrace|Place|Grove|Hill|Park|Row|Square|Sq|"
    "Mews|Walk|View|Rise|Green|Way|Parade|Wharf|Estate|Croft|Bank"
)
_ADDRESS = re.compile(
    rf"\b(?:(?:Flat|Apartment|Apt|Unit|Room)\s+\d{{0,4}}[A-Za-z]?,?\s+)?\d{{1,4}}[A-Za-z]?,?\s+"
    rf"(?:[^\W\d_][\w'’-]*\s+){{1,3}}(?i:{_STREETS})\b\.?"
)
_DAY = (
    r"(?:\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{2,4}|\d{4}-\d{2}-\d{2}|"
    r"\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?[a-z]{3,9}\.?,?\s+\d{2,4})"
)
_SAID_BIRTH = re.compile(rf"\b(?:d\.?\s?o\.?\s?b\.?|date\s+of\s+birth|born(?:\s+on)?)[\s:,]*({_DAY})", re.IGNORECASE)
_LOWER_NUMBERED = frozenset({"minute", "minutes", "mile", "miles", "hour", "hours", "day", "days", "metre", "metres", "yards"})


def emails(text: str) -> Iterator[re.Match[str]]:
    """Yield the e-mail addresses in a text."""
    return EMAIL_ADDRESS.finditer(text) if "@" in text else iter(())


def contacts(text: str, births: re.Pattern[str] | None) -> Iterator[Found]:
    """Yield what leads to a person, of any kind; pieces may overlap, those that say most first.

    Args:
        text: what is looked through.
        births: the birth dates of the children, see :func:`births_pattern`; None for none.
    """
    for match in emails(text):
        yield *match.span(), EMAIL
    if not _DIGIT.search(text):
        return
    for match in _SAID_BIRTH.finditer(text):
        yield *match.span(1), BIRTH
    if births is not None:
        for match in births.finditer(text):
            yield *match.span(), BIRTH
    for match in _PHONE.finditer(text):
        if 10 <= sum(char.isdigit() for char in match[0].replace("+", "").removeprefix("44").removeprefix("0044")) <= 11:
            yield *match.span(), PHONE
    yield from nhs_numbers(text, None)
    for match in _ADDRESS.finditer(text):
        words = [word for word in re.split(r"[\s,]+", match[0]) if word.isalpha()]
        if words[0][0].isupper() and not _LOWER_NUMBERED.intersection(words):
            yield *match.span(), ADDRESS
    for match in _POSTCODE.finditer(text):
        yield *match.span(), POSTCODE


def nhs_numbers(text: str, only: Iterable[str] | None) -> Iterator[Found]:
    """Yield NHS numbers: those given, or all whose check digit is right."""
    wanted = None if only is None else frozenset(only)
    for match in _NUMBER.finditer(text):
        digits = re.sub(r"[\s-]", "", match[0])
        if (digits in wanted) if wanted is not None else nhs_number_is_valid(digits):
            yield *match.span(), NHS_NUMBER


def births_pattern(births: Iterable[date]) -> re.Pattern[str] | None:
    """Return what finds birth dates however they are written; None without any."""
    written = sorted({form for birth in births for form in _written(birth)})
    return re.compile(rf"(?<!\d)(?:{'|'.join(written)})(?!\d)", re.IGNORECASE) if written else None


def _written(birth: date) -> Iterator[str]:
    day, month = f"0?{birth.day}", f"0?{birth.month}"
    year = rf"(?:{birth.year:04}|['’]?{birth.year % 100:02})"
    name = MONTH_NAMES[birth.month - 1]
    named = rf"{name[:3]}(?:{name[3:]}|t)?\.?" if len(name) > 3 else name
    yield rf"{day}\s?[/.-]\s?{month}\s?[/.-]\s?{year}"
    yield rf"{birth.year:04}-?{birth.month:02}-?{birth.day:02}"
    yield rf"{day}(?:st|nd|rd|th)?[\s-]+(?:of\s+)?{named},?[\s-]+{year}"
    yield rf"{named}\s+{day}(?:st|nd|rd|th)?,?\s+{year}"
