"""Ages of the child as days: "2yo", "18/12", "4-10yo", "aged 6 weeks", "at birth", "neonatal period", "in pregnancy"."""

from __future__ import annotations

from datetime import date

from chronology_tui.domain.dates.almanac import Days, shift
from chronology_tui.domain.dates.context import DateContext, DateRefused
from chronology_tui.domain.dates.durations import Duration, birthday, read_duration
from chronology_tui.domain.dates.numeric import Read
from chronology_tui.domain.dates.parts import Parts, plain
from chronology_tui.domain.dates.tokens import Tokens, index_phrases
from chronology_tui.domain.dates.value import Precision, Qualifier, Remark, RemarkCode
from chronology_tui.domain.dates.verbal import read_day

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
    )
)
_NOT_AGES = frozenset({"in", "within", "over", "than", "least", "under"})
_AGE_TAILS = index_phrases(
    (
        "old",
        "of age",
        "yo",
        "y o",
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
_BIRTH = index_phrases(
    (
        "at birth",
        "birth",
        "newborn",
        "dob",
        "d . o . b .",
        "d . o . b",
        "date of birth",
        "at delivery",
        "delivery",
        "born",
        "day of birth",
        "new born",
    )
)
_NEONATAL = index_phrases(("neonatal period", "the neonatal period", "neonatal", "neonatally", "neonate", "as a neonate"))
_INFANCY = index_phrases(("infancy", "in infancy", "first year of life", "the first year of life", "babyhood", "as a baby"))
_PREGNANCY = index_phrases(
    (
        "pregnancy",
        "in pregnancy",
        "during pregnancy",
        "in utero",
        "antenatally",
        "antenatal",
        "antenatal period",
        "the pregnancy",
        "the antenatal period",
        "before birth",
        "prenatally",
        "prenatal",
        "during the pregnancy",
        "in the pregnancy",
        "unborn",
    )
)
_FIRST_WEEKS = index_phrases(("first week of life", "the first week of life", "first month of life", "the first month of life"))
_BABY_UNTIL = {"neonatal": (0, 28), "infancy": (12, 0), "week": (0, 7), "month": (1, 0)}


def read_age(tokens: Tokens, index: int, context: DateContext) -> Read:
    """Return the age at ``index`` as the days from its birthday to the day before the next."""
    stage = _stage(tokens, index, context)
    if stage is not None:
        return stage
    lead = tokens.phrase(index, _AGE_LEADS)
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
    if length.vague:
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
    if not first or len(first) > 2:
        return None
    after, least, most = at + 1, int(first), int(first)
    half = tokens.text(after) == "." and tokens.joined(after) and tokens.number(after + 1) == "5"
    if half and sure:
        length = Duration((12 * least + 6, 0), (12 * least + 6, 0), (1, 0))
        return _age(tokens.shown(index, after + 2), after + 2, length, context, about=about), after + 2
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
    birth = _birth(shown, after, context)
    following = (length.most[0] + length.unit[0], length.most[1] + length.unit[1])
    first, last = birthday(birth, length.least), shift(birthday(birth, following), -1)
    if first > last or first == date.max:
        raise DateRefused(f"{shown}: beyond the calendar; check the age", after)
    remark = Remark(RemarkCode.FROM_AGE, f"Reckoned from the date of birth, {plain(birth)}.")
    kind = Qualifier.EXACT if length.least == length.most else Qualifier.SPAN
    return Parts(shown, Precision.AGE, fixed=(first, last), remarks=(remark,), about=about, qualifier=kind)


def _birth(shown: str, after: int, context: DateContext) -> date:
    if context.birth is None:
        raise DateRefused(f"{shown}: an age needs the child's date of birth; add it to the child, or type the date", after)
    return context.birth


def _stage(tokens: Tokens, index: int, context: DateContext) -> Read:
    """Read "at birth", "neonatal period", "in pregnancy", "day 3 of life"."""
    for table, stage in ((_BIRTH, "birth"), (_NEONATAL, "neonatal"), (_INFANCY, "infancy"), (_PREGNANCY, "pregnancy"),
                         (_FIRST_WEEKS, "first")):  # fmt: skip
        name = tokens.phrase(index, table)
        if not name or (not tokens.full and len(name) == 1 and stage != "birth"):
            continue
        if not tokens.full and stage == "birth" and len(name) == 1:
            continue
        after = index + len(name)
        shown = tokens.shown(index, after)
        birth = _birth(shown, after, context)
        remark = Remark(RemarkCode.FROM_AGE, f"Reckoned from the date of birth, {plain(birth)}.")
        if stage == "birth":
            days: Days = (birth, birth)
        elif stage == "pregnancy":
            days = (shift(birth, -42 * 7), shift(birth, -1))
        else:
            length = _BABY_UNTIL[stage if stage != "first" else ("week" if "week" in name else "month")]
            days = (birth, shift(birthday(birth, length), -1))
        return Parts(shown, Precision.AGE, fixed=days, remarks=(remark,), about=stage == "pregnancy"), after
    return _day_of_life(tokens, index, context) or _birthday(tokens, index, context)


_DAY_OF_LIFE = index_phrases(("day of life", "dol", "on day of life", "life day"))


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
    birth = _birth(shown, after, context)
    count = min(int(digits[:5]), 36500)
    days = (shift(birth, max(count - 1, 0)), shift(birth, count))
    remark = Remark(RemarkCode.FROM_AGE, f"Reckoned from the date of birth, {plain(birth)}; some count it as day 0.")
    return Parts(shown, Precision.AGE, fixed=days, remarks=(remark,)), after


_WHOSE = frozenset({"on", "his", "her", "their", "the", "child's", "baby's"})


def _birthday(tokens: Tokens, index: int, context: DateContext) -> Read:
    """Read "3rd birthday", "his first birthday"."""
    at = index
    while tokens.word(at) in _WHOSE and at - index < 3:
        at += 1
    years, at = read_day(tokens, at)
    if years < 1 or tokens.word(at) != "birthday":
        return None
    shown = tokens.shown(index, at + 1)
    birth = _birth(shown, at + 1, context)
    day = birthday(birth, (12 * years, 0))
    remark = Remark(RemarkCode.FROM_AGE, f"Reckoned from the date of birth, {plain(birth)}.")
    return Parts(shown, Precision.DAY, fixed=(day, day), remarks=(remark,)), at + 1
