"""How hard a passphrase is to guess, told in plain words. It informs and never blocks: the choice stays with the person.

The estimate is zxcvbn's (D. Wheeler, "zxcvbn: Low-Budget Password Strength Estimation", USENIX Security 2016): how many guesses
a program needs that tries common passwords, names, words, dates and patterns first.

The time is that of somebody who has a copy of the store and guesses on computers of their own. Each guess costs one key
derivation, PBKDF2-HMAC-SHA512 with 256,000 rounds, and 10,000 guesses per second are assumed: zxcvbn's figure for offline
guessing against a slow derivation ("offline_slow_hashing_1e4_per_second"). It is of the right size for ours: a published
hashcat benchmark of PBKDF2-HMAC-SHA512 (mode 12100, 999 rounds, hashcat 6.1.1 on one GeForce RTX 3090 of 2020, by Chick3nman)
gives 1.43 million per second, which is about 5,600 per second at 256,000 rounds; so the figure stands for about two such
cards. Who has a hundred times the machines needs a hundredth of the time.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from chronology_tui.domain.text import counted

GUESSES_PER_SECOND = 10_000.0
"""Assumed speed of offline guessing against our key derivation; see the top of the module."""
_LONGEST = 100
# zxcvbn's work grows faster than the text is long, and what comes after 100 characters no longer changes a judgement.
_WORDS = ("very weak", "weak", "fair", "strong", "very strong")
_YEAR = 365.25 * 86_400.0
_LEAST = (60.0, 7 * 86_400.0, _YEAR, 100 * _YEAR)
"""The least time of guessing, in seconds, for the scores 1 to 4: a minute, a week, a year, a century."""
_UNITS = (
    (_YEAR, "year"), (_YEAR / 12, "month"), (86_400.0, "day"), (3_600.0, "hour"), (60.0, "minute"), (1.0, "second"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quality:
    """What can be said about a passphrase; it holds nothing of the passphrase itself."""

    score: int
    """0 very weak, 1 weak, 2 fair, 3 strong, 4 very strong.

    By the time of offline guessing: from a minute, a week, a year and a century on. It is not zxcvbn's own score, which is made
    for passwords of web sites and gives its best mark to what falls in two weeks.
    """
    word: str
    time: str
    """How long offline guessing would take, such as ``about 5 months``."""
    warning: str = ""
    """What makes it easy to guess; empty when nothing stands out."""
    suggestions: tuple[str, ...] = ()


WARNINGS = {
    "StraightRowsOfKeysAreEasyToGuess": "Keys in a row on the keyboard are easy to guess.",
    "ShortKeyboardPatternsAreEasyToGuess": "Short patterns on the keyboard are easy to guess.",
    "RepeatsLikeAaaAreEasyToGuess": "Repeated characters such as “aaa” are easy to guess.",
    "RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess": "Repeats such as “abcabcabc” are hardly harder to guess than “abc”.",
    "ThisIsATop10Password": "This is one of the ten most used passwords.",
    "ThisIsATop100Password": "This is one of the hundred most used passwords.",
    "ThisIsACommonPassword": "This is a very common password.",
    "ThisIsSimilarToACommonlyUsedPassword": "This is close to a password that many people use.",
    "SequencesLikeAbcAreEasyToGuess": "Sequences such as “abc” or “6543” are easy to guess.",
    "RecentYearsAreEasyToGuess": "Recent years are easy to guess.",
    "AWordByItselfIsEasyToGuess": "A single word is easy to guess.",
    "DatesAreOftenEasyToGuess": "Dates are often easy to guess.",
    "NamesAndSurnamesByThemselvesAreEasyToGuess": "A name by itself is easy to guess.",
    "CommonNamesAndSurnamesAreEasyToGuess": "Common names are easy to guess.",
}
"""Our words for each warning of zxcvbn, by its name there."""
_ANOTHER_WORD = "Add another word or two; less common words are better."
SUGGESTIONS = {
    "UseAFewWordsAvoidCommonPhrases": "Use four or more words that do not belong together; avoid common phrases.",
    "NoNeedForSymbolsDigitsOrUppercaseLetters": "There is no need for symbols, digits or capital letters.",
    "AddAnotherWordOrTwo": _ANOTHER_WORD,
    "CapitalizationDoesntHelpVeryMuch": "A capital letter at the start does not help much.",
    "AllUppercaseIsAlmostAsEasyToGuessAsAllLowercase": "All capitals are almost as easy to guess as all small letters.",
    "ReversedWordsArentMuchHarderToGuess": "Words spelt backwards are not much harder to guess.",
    "PredictableSubstitutionsDontHelpVeryMuch": "Swaps such as “@” for “a” do not help much.",
    "UseALongerKeyboardPatternWithMoreTurns": "If you use a pattern on the keyboard, make it longer, with more turns.",
    "AvoidRepeatedWordsAndCharacters": "Avoid repeated words and characters.",
    "AvoidSequences": "Avoid sequences.",
    "AvoidRecentYears": "Avoid recent years.",
    "AvoidYearsThatAreAssociatedWithYou": "Avoid years that have to do with you.",
    "AvoidDatesAndYearsThatAreAssociatedWithYou": "Avoid dates and years that have to do with you.",
}
"""Our words for each suggestion of zxcvbn, by its name there."""


def estimate(passphrase: str, also: Iterable[str] = ()) -> Quality:
    """Return how hard ``passphrase`` is to guess. Any text is taken; only its first 100 characters count.

    Args:
        passphrase: what would be typed.
        also: words that somebody who guesses would try first, such as the name of the store and of the user.
    """
    from zxcvbn_rs_py import zxcvbn  # noqa: PLC0415 - it takes a while to load, and few runs of the program need it

    judged = zxcvbn(_plain(passphrase), sorted({word for words in also for word in _guessable(words)}))
    seconds = 10.0**judged.guesses_log10 / GUESSES_PER_SECOND
    score = bisect_right(_LEAST, seconds)
    warning, suggestions = "", list[str]()
    if score < 3 and judged.feedback is not None:  # a name that a newer zxcvbn adds has no words yet and is passed over
        warning = WARNINGS.get(_name(judged.feedback.warning), "")
        suggestions = [SUGGESTIONS[name] for name in map(_name, judged.feedback.suggestions) if name in SUGGESTIONS]
    if score < 3 and not suggestions:  # its hints end at its own third mark, which is below ours
        suggestions = [_ANOTHER_WORD]
    return Quality(score, _WORDS[score], time_words(seconds), warning, tuple(suggestions))


def advice(quality: Quality) -> tuple[str, ...]:
    """Return what to tell somebody who has just chosen a passphrase, a line each; the last leaves the choice to them."""
    speed = f"{GUESSES_PER_SECOND:,.0f} guesses a second"
    lines = [f"This passphrase is {quality.word}: guessing it from a copy of the store would take {quality.time} ({speed})."]
    lines += [quality.warning] if quality.warning else []
    lines += quality.suggestions
    if quality.score < 3:
        lines.append("You may use it all the same.")
    return tuple(lines)


def time_words(seconds: float) -> str:
    """Return a stretch of time in plain words, rounded as the estimate deserves."""
    if seconds < 1:
        return "less than a second"
    if seconds >= 100 * _YEAR:
        return "more than a century"
    length, unit = next((length, unit) for length, unit in _UNITS if seconds >= length)
    count = round(seconds / length)
    return f"about {counted(count, unit)}"


def _plain(text: str) -> str:
    """Return the start of a text as the cipher sees it (NFC), without the halves of characters that UTF-8 cannot write."""
    short = unicodedata.normalize("NFC", text[:_LONGEST])[:_LONGEST]
    return short.encode("utf-8", "replace").decode("utf-8")


def _guessable(words: str) -> set[str]:
    """Return the words whole, without what joins them, and one by one: of ``tarn-family`` also ``tarnfamily`` and ``tarn``."""
    whole = _plain(words)
    parts = [part for part in re.split(r"[\W_]+", whole) if part]
    return {word for word in (whole, "".join(parts), *parts) if len(word) > 2}


def _name(member: object) -> str:
    # The members of these enums cannot be keys of a dict and have no ``name``; their repr is "Warning.ThisIsATop10Password".
    return repr(member).rpartition(".")[2]
