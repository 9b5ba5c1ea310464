"""Ages of the child as days: "2yo", "18/12", "4-10yo", "aged 6 weeks", "aged four and a half"."""

from __future__ import annotations

from datetime import date

from chronology_tui.domain.dates import words
from chronology_tui.domain.dates.almanac import shift
from chronology_tui.domain.dates.context import DateContext, DateRefused
from chronology_tui.domain.dates.durations import Duration, birthday, read_duration, read_half
from chronology_tui.domain.dates.gestation import read_gestation
from chronology_tui.domain.dates.life_stages import birth_of, read_stage, reckoned
from chronology_tui.domain.dates.numeric import Read
from chronology_tui.domain.dates.parts import Parts
from chronology_tui.domain.dates.tokens import Tokens, index_phrases
from chronology_tui.domain.dates.value import Precision, Qualifier

_AGE_LEADS = index_phrases(
    (
        "aged",
        "age",
        "at age",
        "at the age of",
        "when aged",
        "at",
        "age of",
        "at age of",
        "aged about",
        "aged approximately",
        "when he was",
        "when she was",
        "when they were",
        "when child was",
        "when the child was",
        "when baby was",
        "when aged about",
        "aged approx",
        "aged between",
        "between the ages of",
        "between ages",
        "between age",
        "between",
        "ages",
        "at ages",
        "from the age of",
        "@",
        "when",
        "age :",
        "aged :",
        "at age :",
        "when approximately",
    )
)
_NOT_AGES = frozenset({"in", "within", "over", "than", "least", "under"})
_AGE_TAILS = index_phrases(
    (
        "old",
        "of age",
        "yo",
        "y o",
        "of life",
        "' old",
        "' of age",
        "y / o",
        "- old",
        "yrs old",
        "yr old",
        "years old",
        "year old",
        "- year - old",
        "/ o",
        "years of age",
        "- yo",
        "o",
    )
)
_YEAR_TAILS = frozenset({"yo", "y", "yrs", "years"})


def read_age(tokens: Tokens, index: int, context: DateContext) -> Read:
    """Return the age at ``index`` as the days from its birthday to the day before the next."""
    special = read_gestation(tokens, index, context) or read_stage(tokens, index, context)
    if special is not None:
        return special
    lead = tokens.phrase(index, _AGE_LEADS)
    if lead == ("when",) and not tokens.full:
        lead = ()
    at = index + len(lead)
    while lead and tokens.word(at) in {"about", "approximately", "approx", "around", "only", "just"}:
        at += 1
    found = read_duration(tokens, at)
    sure = bool(lead) and lead not in {("at",), ("@",), ("between",)}
    if found is None:
        hedged = at > index + len(lead) or bool({"about", "approximately", "approx"} & set(lead))
        return _bare_years(tokens, index, at, context, sure=sure, about=hedged)
    length, after = found
    tail = tokens.phrase(after, _AGE_TAILS)
    if tail == ("o",) or (tail == ("/", "o") and not tokens.joined(after)):
        tail = ()
    sure = sure or bool(tail)
    if length.vague or (length.hours and not sure and lead != ("at",)):
        return None
    shown = tokens.shown(index, after + len(tail))
    if not sure and not lead:
        if length.medical:
            return _medical(tokens, index, after, length, context)
        if tokens.word(index - 1) in _NOT_AGES or tokens.word(after) in {"ago", "back", "time"}:
            return None  # "in 2 weeks" is a plan, "over a year ago" is no age
        if not tokens.full and not (length.joined and tokens.number(index)):
            return None
        if not length.long and not length.joined:
            return None
    return _age(shown, after + len(tail), length, context, about=at > index + len(lead) or "about" in lead), after + len(tail)


def _bare_years(tokens: Tokens, index: int, at: int, context: DateContext, *, sure: bool, about: bool) -> Read:
    """Read "aged 5", "4-10yo"."""
    first = tokens.number(at)
    if sure and tokens.word(at) in words.COUNT_WORDS:
        least = words.COUNT_WORDS[tokens.word(at)]
    elif first and len(first) <= 2:
        least = int(first)
    else:
        return None
    after, most = at + 1, least
    half, past = read_half(tokens, at, after)
    if half:
        tail = tokens.phrase(past, _AGE_TAILS)
        if not (sure or tail[:1] == ("yo",) or tail[:2] in {("y", "o"), ("y", "/")}):
            return None
        past += len(tail)
        length = Duration((12 * least + 6, 0), (12 * least + 6, 0), (1, 0))
        return _age(tokens.shown(index, past), past, length, context, about=about), past
    joints = {"-", "to", "/", "or", "and"} if tokens.full else {"-", "to", "/"}
    if tokens.text(after) in joints and 0 < len(tokens.number(after + 1)) <= 2:
        most, after = int(tokens.number(after + 1)), after + 2
        later = read_duration(tokens, after - 1)
        if later is not None and tokens.word(at - 1) in {"between", "of", "aged"} and later[0].long and not later[0].medical:
            tail = tokens.phrase(later[1], _AGE_TAILS)
            length = Duration((later[0].unit[0] * least, later[0].unit[1] * least), later[0].most, later[0].unit)
            if least < most and (tail or tokens.word(index) != "between"):
                after = later[1] + len(tail)
                return _age(tokens.shown(index, after), after, length, context, about=about), after
    tail = tokens.phrase(after, _AGE_TAILS)
    if tail[:1] == ("yo",) or tail[:2] in {("y", "o"), ("y", "/"), ("-", "yo")}:
        sure, after = True, after + len(tail)
    if not sure or most < least:
        return None
    length = Duration((12 * least, 0), (12 * most, 0), (12, 0))
    return _age(tokens.shown(index, after), after, length, context, about=about), after


def _medical(tokens: Tokens, index: int, after: int, length: Duration, context: DateContext) -> Read:
    """Read a lone "18/12" or "3/52" as an age; "5/7", and any that a heading's year makes a date, may be a day and month."""
    count = int(tokens.number(index))
    divisor = tokens.number(after - 1)
    shown = tokens.shown(index, after)
    a_date = (divisor == "12" and 1 <= count <= 31) or (divisor == "7" and 1 <= count <= 31)
    if a_date and (context.year is not None or divisor == "7"):
        return None
    if context.birth is None and a_date:
        raise DateRefused(
            f"{shown}: an age of {count} months needs the child's date of birth; for {count} December type the year", after
        )
    return _age(shown, after, length, context), after


def _age(shown: str, after: int, length: Duration, context: DateContext, *, about: bool = False) -> Parts:
    birth = birth_of(shown, after, context)
    following = (length.most[0] + length.unit[0], length.most[1] + length.unit[1])
    first, last = birthday(birth, length.least), shift(birthday(birth, following), -1)
    if first > last or first == date.max:
        raise DateRefused(f"{shown}: beyond the calendar; check the age", after)
    kind = Qualifier.EXACT if length.least == length.most else Qualifier.SPAN
    return Parts(shown, Precision.AGE, fixed=(first, last), remarks=(reckoned(birth),), about=about, qualifier=kind)
