"""Weeks of pregnancy as days before the birth: "20/40", "36+4", "at 32 weeks' gestation", "20 week scan", "first trimester".

The weeks are counted as midwives count them, from the last menstrual period, which lies the gestation at birth before the birth.
"""

from __future__ import annotations

from chronology_tui.domain.dates.almanac import Days, shift
from chronology_tui.domain.dates.context import DateContext, DateRefused
from chronology_tui.domain.dates.numeric import Read
from chronology_tui.domain.dates.parts import Parts, plain
from chronology_tui.domain.dates.tokens import Tokens, index_phrases
from chronology_tui.domain.dates.value import Precision, Remark, RemarkCode

TERM_DAYS = 280
"""Forty weeks: what is assumed of a birth whose gestation is not recorded."""
_LONGEST = 46
_LEADS = index_phrases(("at", "@", "from", "at about", "about", "around", "at around", "by"))
_WEEKS = frozenset({"week", "weeks", "wk", "wks", "w"})
_TAILS = index_phrases(
    (
        "gestation", "' gestation", "gestational age", "of gestation", "gest", "pregnant", "' pregnant", "of pregnancy",
        "into pregnancy", "into the pregnancy", "of the pregnancy", "scan", "antenatal scan", "antenatal", "anomaly scan",
        "dating scan", "- scan", "in pregnancy", "ga",
    )
)  # fmt: skip
_TRIMESTERS = index_phrases(
    (
        *(f"{word} trimester" for word in ("first", "second", "third", "1 st", "2 nd", "3 rd")),
        *(f"the {word} trimester" for word in ("first", "second", "third")),
        *(f"in the {word} trimester" for word in ("first", "second", "third")),
        "trimester 1", "trimester 2", "trimester 3",
    )
)  # fmt: skip
_TRIMESTER_WEEKS = ((0, 14), (14, 28), (28, _LONGEST))


def read_gestation(tokens: Tokens, index: int, context: DateContext) -> Read:
    """Return the days of a week of pregnancy, or of a trimester."""
    named = tokens.phrase(index, _TRIMESTERS)
    if named and (tokens.full or len(named) > 1):
        number = next(
            n for n, keys in enumerate((("first", "1"), ("second", "2"), ("third", "3"))) if not set(keys).isdisjoint(named)
        )
        first, end = _TRIMESTER_WEEKS[number]
        return _days(tokens, index, index + len(named), (7 * first, 7 * end - 1), context)
    lead = tokens.phrase(index, _LEADS)
    at = index + len(lead)
    digits = tokens.number(at)
    if not digits or len(digits) > 2:
        return None
    weeks, after, days = int(digits), at + 1, None
    if tokens.text(after) == "+" and len(tokens.number(after + 1)) == 1 and int(tokens.number(after + 1)) < 7:
        days, after = int(tokens.number(after + 1)), after + 2
    sure, after = _said(tokens, after, weeks, exact=days is not None)
    if not sure:
        return None
    if weeks >= _LONGEST:
        raise DateRefused(f"{tokens.shown(index, after)}: no pregnancy lasts {weeks} weeks; check it, or type the date", after)
    length = (7 * weeks, 7 * weeks + 6) if days is None else (7 * weeks + days, 7 * weeks + days)
    return _days(tokens, index, after, length, context)


def _said(tokens: Tokens, index: int, weeks: int, *, exact: bool) -> tuple[bool, int]:
    """Return whether what follows a number says that it counts weeks of pregnancy, and the index after it."""
    if tokens.text(index) == "/" and tokens.joined(index) and tokens.number(index + 1) == "40":
        after = index + 2
        following = tokens.text(after)
        if following and following in "/.-" and tokens.number(after + 1):
            return False, index
        return True, after + len(tokens.phrase(after, _TAILS))
    at = index + (tokens.text(index) == "-")
    if tokens.word(at) in _WEEKS and (tail := tokens.phrase(at + 1, _TAILS)):
        return True, at + 1 + len(tail)
    if exact and tokens.full and 20 <= weeks <= 44:
        after = index + (tokens.word(index) in _WEEKS)
        return True, after + len(tokens.phrase(after, _TAILS))
    return False, index


def _days(tokens: Tokens, index: int, after: int, length: tuple[int, int], context: DateContext) -> tuple[Parts, int]:
    shown = tokens.shown(index, after)
    birth = context.birth
    if birth is None:
        raise DateRefused(f"{shown}: a time in pregnancy needs the child's date of birth; add it, or type the date", after)
    start = shift(birth, -context.gestation_days)
    weeks, days = divmod(context.gestation_days, 7)
    at_birth = f"{weeks} weeks" + (f" and {days} day{'s' * (days > 1)}" if days else "")
    first, last = shift(start, length[0]), shift(start, length[1])
    if first > birth:
        raise DateRefused(
            f"{shown}: later than the birth, reckoned at {at_birth}; record the gestation at birth, or type the date", after
        )
    known: Days = (first, min(last, birth))
    remark = Remark(RemarkCode.FROM_AGE, f"Reckoned from the birth on {plain(birth)} at {at_birth} of pregnancy.")
    return Parts(shown, Precision.AGE, fixed=known, remarks=(remark,), about=True), after
