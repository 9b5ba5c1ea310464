"""Stages of a child's life as days: "at birth", "neonatal period", "day 3 of life", "second year of life", "under 1"."""

from __future__ import annotations

from datetime import date

from chronology_tui.domain.dates.almanac import Days, shift
from chronology_tui.domain.dates.blocks import read_ordinal
from chronology_tui.domain.dates.context import DateContext, DateRefused
from chronology_tui.domain.dates.durations import birthday, read_duration
from chronology_tui.domain.dates.gestation import TERM_DAYS, read_gestation
from chronology_tui.domain.dates.numeric import Read
from chronology_tui.domain.dates.parts import Parts, plain
from chronology_tui.domain.dates.tokens import Tokens, index_phrases
from chronology_tui.domain.dates.value import Precision, Qualifier, Remark, RemarkCode

_BIRTH = index_phrases(
    (
        "at birth", "at the time of birth", "birth", "newborn", "dob", "d . o . b .", "d . o . b", "date of birth",
        "at delivery", "delivery", "born",
        "day of birth", "new born",
    )
)  # fmt: skip
_NEONATAL = index_phrases(
    ("neonatal period", "the neonatal period", "neonatal", "neonatally", "neonate", "as a neonate", "in the neonatal period")
)
_INFANCY = index_phrases(("infancy", "in infancy", "babyhood", "as a baby", "as an infant"))
_PREGNANCY = index_phrases(
    (
        "pregnancy", "in pregnancy", "during pregnancy", "in utero", "antenatally", "antenatal", "antenatal period",
        "the pregnancy", "the antenatal period", "before birth", "prenatally", "prenatal", "during the pregnancy",
        "in the pregnancy", "unborn",
    )
)  # fmt: skip
_UNTIL = {"neonatal": (0, 28), "infancy": (12, 0)}
_LONGEST_PREGNANCY = 42 * 7
_UNITS = {"week": (0, 7), "month": (1, 0), "year": (12, 0)}
_DAY_OF_LIFE = index_phrases(("day of life", "dol", "on day of life", "life day"))
_FIRST = index_phrases(("first", "the first", "in the first", "during the first", "within the first", "in first"))
_UNDER = index_phrases(("under", "under the age of", "younger than", "less than", "below the age of", "when under", "aged under"))
_WHOSE = frozenset({"on", "his", "her", "their", "the", "child's", "baby's", "in", "during"})


def birth_of(shown: str, after: int, context: DateContext) -> date:
    """Return the date of birth.

    Raises:
        DateRefused: it is not known.
    """
    if context.birth is None:
        raise DateRefused(f"{shown}: an age needs the child's date of birth; add it to the child, or type the date", after)
    return context.birth


def reckoned(birth: date, note: str = "") -> Remark:
    """Return the remark that every age carries."""
    return Remark(RemarkCode.FROM_AGE, f"Reckoned from the date of birth, {plain(birth)}{note}.")


def read_stage(tokens: Tokens, index: int, context: DateContext) -> Read:
    """Return the stage of life at ``index``."""
    for table, stage in ((_BIRTH, "birth"), (_NEONATAL, "neonatal"), (_INFANCY, "infancy"), (_PREGNANCY, "pregnancy")):
        name = tokens.phrase(index, table)
        if not name or (not tokens.full and len(name) == 1):
            continue
        if stage == "pregnancy" and (gestation := read_gestation(tokens, index, context)) is not None:
            return gestation
        after = index + len(name)
        shown = tokens.shown(index, after)
        birth = birth_of(shown, after, context)
        if stage == "birth":
            days: Days = (birth, birth)
        elif stage == "pregnancy":
            known = context.gestation_days if context.gestation_days != TERM_DAYS else _LONGEST_PREGNANCY
            days = (shift(birth, -known), shift(birth, -1))
        else:
            days = (birth, shift(birthday(birth, _UNTIL[stage]), -1))
        return Parts(shown, Precision.AGE, fixed=days, remarks=(reckoned(birth),), about=stage == "pregnancy"), after
    return (
        _day_of_life(tokens, index, context)
        or _of_life(tokens, index, context)
        or _first_of_life(tokens, index, context)
        or _under(tokens, index, context)
        or _birthday(tokens, index, context)
    )


def _day_of_life(tokens: Tokens, index: int, context: DateContext) -> Read:
    """Read "day 3 of life", "DOL 3": the day of birth is day 1 for some and day 0 for others, so both readings are allowed."""
    lead = tokens.phrase(index, _DAY_OF_LIFE)
    at = index + len(lead) if lead else index + 1
    digits = tokens.number(at)
    trailing = tokens.word(index) == "day" and tokens.word(at + 1) == "of" and tokens.word(at + 2) == "life"
    if not digits or not (lead or trailing):
        return None
    after = at + (1 if lead else 3)
    shown = tokens.shown(index, after)
    birth = birth_of(shown, after, context)
    count = min(int(digits[:5]), 36500)
    days = (shift(birth, max(count - 1, 0)), shift(birth, count))
    return Parts(shown, Precision.AGE, fixed=days, remarks=(reckoned(birth, "; some count it as day 0"),)), after


def _of_life(tokens: Tokens, index: int, context: DateContext) -> Read:
    """Read "second week of life", "week 2 of life", "the first year of life"."""
    at = index
    while tokens.word(at) in _WHOSE and at - index < 3:
        at += 1
    if tokens.word(at) in _UNITS and tokens.number(at + 1):
        unit, count, at = tokens.word(at), int(tokens.number(at + 1)[:4]), at + 2
    else:
        count, at = read_ordinal(tokens, at)
        unit, at = tokens.word(at), at + 1
    if count < 1 or unit not in _UNITS or tokens.word(at) != "of" or tokens.word(at + 1) != "life":
        return None
    months, days = _UNITS[unit]
    return _span(tokens, index, at + 2, ((count - 1) * months, (count - 1) * days), (count * months, count * days), context)


def _first_of_life(tokens: Tokens, index: int, context: DateContext) -> Read:
    """Read "the first six months of life"."""
    lead = tokens.phrase(index, _FIRST)
    found = read_duration(tokens, index + len(lead)) if lead else None
    if found is None or tokens.word(found[1]) != "of" or tokens.word(found[1] + 1) != "life":
        return None
    return _span(tokens, index, found[1] + 2, (0, 0), found[0].most, context)


def _under(tokens: Tokens, index: int, context: DateContext) -> Read:
    """Read "under 6 months", "under the age of 1": from birth to the day before that birthday."""
    lead = tokens.phrase(index, _UNDER)
    if not lead or not tokens.full:
        return None
    at = index + len(lead)
    found = read_duration(tokens, at)
    if found is not None:
        length, after = found
        if length.hours or tokens.word(after) in {"ago", "before", "after", "later", "earlier", "prior"}:
            return None
        after += 1 if tokens.word(after) == "old" else 2 if (tokens.word(after), tokens.word(after + 1)) == ("of", "age") else 0
        return _span(tokens, index, after, (0, 0), length.least, context)
    digits = tokens.number(at)
    if lead == ("less", "than") or not digits or len(digits) > 2 or tokens.text(at + 1):
        return None
    return _span(tokens, index, at + 1, (0, 0), (12 * int(digits), 0), context)


def _span(
    tokens: Tokens, index: int, after: int, start: tuple[int, int], end: tuple[int, int], context: DateContext
) -> tuple[Parts, int]:
    shown = tokens.shown(index, after)
    birth = birth_of(shown, after, context)
    first, last = birthday(birth, start), shift(birthday(birth, end), -1)
    if first > last or first == date.max:
        raise DateRefused(f"{shown}: beyond the calendar, or before birth; check the age", after)
    return Parts(shown, Precision.AGE, fixed=(first, last), remarks=(reckoned(birth),), qualifier=Qualifier.EXACT), after


def _birthday(tokens: Tokens, index: int, context: DateContext) -> Read:
    """Read "3rd birthday", "his first birthday"."""
    at = index
    while tokens.word(at) in _WHOSE and at - index < 3:
        at += 1
    years, at = read_ordinal(tokens, at)
    if years < 1 or tokens.word(at) != "birthday":
        return None
    shown = tokens.shown(index, at + 1)
    birth = birth_of(shown, at + 1, context)
    day = birthday(birth, (12 * years, 0))
    return Parts(shown, Precision.DAY, fixed=(day, day), remarks=(reckoned(birth),)), at + 1
