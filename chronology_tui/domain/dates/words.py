"""The words of dates: months, weekdays, counts and hedges, with the slips of the keyboard that are mended.

Welsh month names are read as well as English ones, since records from Wales hold both.
"""

from __future__ import annotations

from enum import Enum

from chronology_tui.domain.dates.tokens import Tokens, index_phrases

MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

MONTHS = {name.lower(): n for n, name in enumerate(MONTH_NAMES, 1)}
MONTHS |= {name[:3].lower(): n for n, name in enumerate(MONTH_NAMES, 1)}
MONTHS |= {"sept": 9, "janu": 1, "febr": 2, "octo": 10, "decem": 12, "novem": 11, "augst": 8, "septem": 9}
_WELSH = "ionawr chwefror mawrth ebrill mai mehefin gorffennaf awst medi hydref tachwedd rhagfyr"
MONTHS |= {name: n for n, name in enumerate(_WELSH.split(), 1)}

WEEKDAYS = {name.lower(): n for n, name in enumerate(WEEKDAY_NAMES)}
WEEKDAYS |= {name[:3].lower(): n for n, name in enumerate(WEEKDAY_NAMES)}
WEEKDAYS |= {name[:length].lower(): n for n, name in enumerate(WEEKDAY_NAMES) for length in range(4, len(name))}
WEEKDAYS |= {"weds": 2}

ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th"})
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
)
ORDINAL_WORDS = {word: n for n, word in enumerate(_ORDINALS.split(), 1)} | {"thirtieth": 30}
_CARDINALS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty"
)
COUNT_WORDS = {word: n for n, word in enumerate(_CARDINALS.split(), 1)} | {"a": 1, "an": 1}

_FULL_MONTHS = {name.lower(): n for n, name in enumerate(MONTH_NAMES, 1)}
_NOT_MONTHS = frozenset({"match", "marsh", "larch", "matches", "marched", "marches", "member", "remember", "ember"})


class Hint(Enum):
    """What a phrase before a date says about it."""

    NOISE = "noise"
    """Says nothing about the day: "on the evening of"."""
    ABOUT = "about"
    UNCERTAIN = "uncertain"
    EARLY = "early"
    MID = "mid"
    LATE = "late"
    START = "start"
    CLOSE = "close"
    FIRST_HALF = "first half"
    SECOND_HALF = "second half"
    WEEK_1 = "first week"
    WEEK_2 = "second week"
    WEEK_3 = "third week"
    WEEK_4 = "fourth week"
    WEEK_LAST = "last week"
    COMMENCING = "week commencing"
    ENDING = "week ending"
    WEEK_OF = "week of"
    WEEKEND = "weekend of"
    FORTNIGHT_1 = "first fortnight"
    FORTNIGHT_LAST = "last fortnight"
    FORTNIGHT_FROM = "fortnight beginning"


class Opener(Enum):
    """What a phrase before one or two dates makes of them."""

    BETWEEN = "between"
    BEFORE = "before"
    UNTIL = "until"
    AFTER = "after"
    SINCE = "since"


PARTS = frozenset({
    Hint.EARLY, Hint.MID, Hint.LATE, Hint.START, Hint.CLOSE, Hint.FIRST_HALF, Hint.SECOND_HALF,
    Hint.WEEK_1, Hint.WEEK_2, Hint.WEEK_3, Hint.WEEK_4, Hint.WEEK_LAST, Hint.FORTNIGHT_1, Hint.FORTNIGHT_LAST,
})  # fmt: skip
WEEKS = frozenset({Hint.COMMENCING, Hint.ENDING, Hint.WEEK_OF, Hint.WEEKEND, Hint.FORTNIGHT_FROM})


def _listed(**groups: str) -> dict[tuple[str, ...], str]:
    return {tuple(phrase.split()): key for key, phrases in groups.items() for phrase in phrases.split("|")}


_HINTS = _listed(
    NOISE="on|in|at|the|of|during|throughout|over|dated|date|date :|dated :|on the|in the|at the|during the|of the|"
    "on the evening of|on the morning of|on the afternoon of|on the night of|the evening of|the morning of|"
    "the afternoon of|the night of|evening of|morning of|afternoon of|night of|in the early hours of|"
    "the early hours of|early hours of|in the small hours of|the small hours of|small hours of|overnight|overnight on|"
    "overnight of|on or in|"
    "some time in|sometime in|some time during|sometime during|at some point in|at some point during|some point in|"
    "day in|a day in|one day in|the month of|in the month of|month of|the year|in the year|year|as of|as at|"
    "on the day of|the day of|active|recorded|letter dated|report dated|"
    "during the course of|over the course of|in the course of|the course of|the whole of|whole of|all of|most of|much of|"
    "for much of|for most of|typed|date of letter|letter of|report of|clinic date|date of clinic|date seen|date of admission|"
    "date of event|entry|event|seen|morning|evening|afternoon|night|the period|period|in the period|over the period|"
    "during the period|for the period|at some stage in|at some stage during|some stage in|some time around the|"
    "an unknown date in|at an unknown date in|on an unknown date in|on a date in|a date in|a date unknown in|"
    "on a date unknown in|"
    "an unspecified date in|on an unspecified date in|at an unspecified date in|on an unspecified day in|on an unknown day in|"
    "on a day in|at a date in|month in|a month in|week in|a week in|birthday in|later on|earlier on|"
    "in the evening of|in the morning of|in the afternoon of|in the night of|during the night of|during the evening of|"
    "during the morning of|during the afternoon of|in the late evening of|in the early evening of|this|on this|some time on|"
    "sometime on|at some point on|at some time on|at some time in|at some time during",
    ABOUT="about|approx|approx .|approximately|circa|circa .|c|c .|ca|ca .|around|roughly|~|in or about|in or around|"
    "on or about|on or around|at or about|at or around|in and around|or about|or around|estimated|est|est .|"
    "around about|about the|around the|near|close to|somewhere around|some time around|sometime around|"
    "some time about|some time in or about|in approximately|in about|in around|in approx|≈|±|nearly|almost",
    UNCERTAIN="?|? ?|possibly|probably|perhaps|maybe|likely|query|uncertain|uncertain :|unconfirmed|presumed|presumably|"
    "thought to be|believed to be|believed|understood to be|may be|could be|might be|possibly in|probably in|"
    "most likely|most probably|allegedly|reportedly|said to be|date unclear ,|unsure|not sure|? date|date ?",
    EARLY="early|early in|early on in|earlier in|early -|early part of|the early part of|in the early part of|"
    "the earlier part of|"
    "early in the|very early|very early in",
    MID="mid|mid -|middle of|the middle of|mid of|in the middle of|midway through|half way through|halfway through",
    LATE="late|late in|later in|late -|latter part of|the latter part of|the later part of|later part of",
    START="beginning of|the beginning of|at the beginning of|start of|the start of|at the start of|first part of|"
    "the first part of|in the first part of|beg of|beginning|the very beginning of",
    CLOSE="end -|end of|the end of|at the end of|towards the end of|toward the end of|close of|the close of|end|the very end of",
    FIRST_HALF="first half of|the first half of|in the first half of|1 st half of|the 1 st half of",
    SECOND_HALF="second half of|the second half of|in the second half of|latter half of|the latter half of|"
    "2 nd half of|the 2 nd half of|last half of",
    WEEK_1="first week of|first week in|the first week of|the first week in|1 st week of|1 st week in|the 1 st week of",
    WEEK_2="second week of|second week in|the second week of|the second week in|2 nd week of|2 nd week in",
    WEEK_3="third week of|third week in|the third week of|the third week in|3 rd week of|3 rd week in",
    WEEK_4="fourth week of|fourth week in|the fourth week of|the fourth week in|4 th week of|4 th week in",
    FORTNIGHT_1="first two weeks of|the first two weeks of|first 2 weeks of|the first 2 weeks of|first fortnight of|"
    "the first fortnight of|first two weeks in|in the first two weeks of",
    FORTNIGHT_LAST="last two weeks of|the last two weeks of|last 2 weeks of|the last 2 weeks of|last fortnight of|"
    "the last fortnight of|final two weeks of|the final two weeks of|last two weeks in|in the last two weeks of",
    FORTNIGHT_FROM="fortnight beginning|fortnight commencing|fortnight starting|two weeks commencing|two weeks beginning|"
    "2 weeks commencing|2 weeks beginning|f / c|the fortnight beginning|the fortnight commencing",
    WEEK_LAST="last week of|last week in|the last week of|the last week in|final week of|the final week of",
    COMMENCING="w / c|wc|w / b|wb|week commencing|week beginning|week starting|wk commencing|wk beginning|wk starting|"
    "wk / c|w . c .|the week commencing|the week beginning|week from|w / commencing|week comm|week comm .",
    ENDING="w / e|week ending|wk ending|the week ending|we / ending",
    WEEK_OF="week of|wk of|the week of|in the week of|during the week of|week of the|the week of the|week|w / o|"
    "the week containing|week containing",
    WEEKEND="weekend of|the weekend of|over the weekend of|at the weekend of|weekend|w / end|w / end of",
)  # fmt: skip
HINTS = {words: Hint[name] for words, name in _HINTS.items()}
HINT_PHRASES = index_phrases(" ".join(words) for words in HINTS)

_OPENERS = _listed(
    BETWEEN="between|sometime between|some time between|at some point between|in between|at some time between|betw|btw|"
    "at a date between|on a date between|on a day between|one of|either|on either|any time between|anytime between|"
    "at any time between|bet|btwn|at some stage between|on dates between|on various dates between|on unknown dates between|"
    "at various times between|on a number of dates between|on several dates between|dates between|in the period between|"
    "during the period between|over the period between|at an unknown date between|on an unknown date between|on a day between",
    BEFORE="before|immediately before|immediately prior to|shortly prior to|just prior to|in the days before|"
    "in the weeks before|in the months before|in the years before|the days before|the weeks before|the months before|"
    "in the days leading up to|in the weeks leading up to|in the months leading up to|the days leading up to|"
    "the weeks leading up to|the months leading up to|leading up to|in the run up to|in the run - up to|prior to|earlier than|"
    "some time before|sometime before|pre|pre -|shortly before|just before|previous to|"
    "<|at some point before|at some stage before|at some time before|"
    "soon before|any time before|in advance of|not after the start of|ante|up until before|bef",
    UNTIL="until|on or shortly before|on or just before|till|til|'til|up to|up until|by|by the|to|not later than|no later than|"
    "at latest|at the latest|on or before|"
    "latest|not after|no later|through to|up to and including|until the|ending|ended|ends|ending in|<=|≤|in or before|"
    "by no later than|to the|up to the|by at latest|by at the latest|at the latest by|at latest by|by around|by about",
    AFTER="after|immediately after|immediately following|shortly following|in the days after|in the weeks after|"
    "in the months after|in the years after|in the days following|in the weeks following|in the months following|"
    "the days after|the weeks after|the months after|the days following|the weeks following|the months following|following|"
    "later than|some time after|sometime after|post|post -|shortly after|just after|>|subsequent to|"
    "soon after|at some stage after|at some time after|at some point after|any time after|following on from|aft",
    SINCE="since|on or shortly after|on or just after|from|as from|starting|starting from|starting in|as of and from|"
    "beginning in|beginning on|with effect from|"
    "wef|w . e . f .|w / e / f|not before|not earlier than|no earlier than|on or after|in or after|from the|since the|"
    "since at least|from at least|at least since|at least from|since about|since around|"
    "ever since|onward from|onwards from|earliest|>=|≥|commencing|commenced|started|began|starts|begins",
)  # fmt: skip
OPENERS = {words: Opener[name] for words, name in _OPENERS.items()}
OPENER_PHRASES = index_phrases(" ".join(words) for words in OPENERS)


def month(tokens: Tokens, index: int) -> tuple[int, int]:
    """Return (month, next index), the abbreviation's point taken with it; (0, index) when no month stands there."""
    found = MONTHS.get(tokens.word(index), 0)
    if not found:
        return 0, index
    index += 1
    if tokens.text(index) == "." and tokens.joined(index) and len(tokens.text(index - 1)) <= 4:
        index += 1
    return found, index


def weekday(tokens: Tokens, index: int) -> tuple[int | None, int]:
    """Return (weekday with Monday 0, next index); (None, index) when none stands there."""
    found = WEEKDAYS.get(tokens.word(index))
    if found is None:
        found = _nearest(tokens.word(index), WEEKDAY_NAMES, least=6)
        if found is None:
            return None, index
    index += 1
    while tokens.text(index) in {".", ",", "the"}:
        index += 1
    return found, index


def misspelt_month(word: str, *, least: int = 5) -> int:
    """Return the month that a misspelt word of ``least`` letters or more stands for ("febuary"), 0 for none.

    One slip is mended in a short word, two in a long one; a slip is a letter too many, too few, wrong or swapped.
    """
    if len(word) < least or word in _NOT_MONTHS or word in MONTHS:
        return 0
    found = _nearest(word, MONTH_NAMES, least=least)
    return 0 if found is None else found + 1


def _nearest(word: str, names: tuple[str, ...], least: int) -> int | None:
    if len(word) < least:
        return None
    allowed = 2 if len(word) >= 7 else 1
    near = [(d, n) for n, name in enumerate(names) if (d := _slips(word, name.lower(), allowed)) <= allowed]
    if not near:
        return None
    near.sort()
    return None if len(near) > 1 and near[0][0] == near[1][0] else near[0][1]


def _slips(a: str, b: str, most: int) -> int:
    """Optimal string alignment distance (Damerau 1964, Levenshtein 1966), given up beyond ``most``."""
    if abs(len(a) - len(b)) > most or a[0] != b[0]:
        return most + 1
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        new = [i]
        for j, y in enumerate(b, 1):
            cost = min(row[j] + 1, new[j - 1] + 1, row[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, before[j - 2] + 1)
            new.append(cost)
        before, row = row, new
    return row[-1]
