"""One end of a date phrase: the hedges before it, the date itself, the hedges after it; and the joints between two ends."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum

from chronology_tui.domain.dates import words
from chronology_tui.domain.dates.blocks import read_ordinal
from chronology_tui.domain.dates.child_age import read_age
from chronology_tui.domain.dates.clock import clock_before, skip_time
from chronology_tui.domain.dates.context import DateContext, DateRefused
from chronology_tui.domain.dates.numeric import Read, read_numeric
from chronology_tui.domain.dates.offsets import read_offset
from chronology_tui.domain.dates.parts import Parts
from chronology_tui.domain.dates.relative import read_relative
from chronology_tui.domain.dates.tokens import END, NUMBER, SIGN, TIME, WORD, Tokens, index_phrases
from chronology_tui.domain.dates.value import Precision
from chronology_tui.domain.dates.verbal import read_verbal
from chronology_tui.domain.dates.words import HINT_PHRASES, HINTS, PARTS, WEEKS, Hint


class Joint(Enum):
    """What joins two dates."""

    TO = "to"
    OR = "or"
    AND = "and"


_JOINTS = {
    **dict.fromkeys(
        ("-", "- -", "to", "until", "till", "til", "through", "thru", "up to", "up until", "- >", "through to", "to the",
         "until the", "up to the", ". .", "onwards to", "onwards until", "and until", "- to -", "- to", "right up to",
         "right through to", "through until", "in to", "into"), Joint.TO),
    **dict.fromkeys(("or", "/", "or possibly", "and / or", "or else", "or the", "/ or", "or perhaps", "? or"), Joint.OR),
    **dict.fromkeys(
        ("and", "&", "and the", "and then", "and on", "and again", "and again on", "and also", ", and", "and then on",
         "and on the", ", and again", ", and again on", ", and on", ", and then", ", then", ", then on", "then", "then on",
         "and again on the", "then again on", ", again on", "again on", "also", "as well as", "together with",
         "plus"), Joint.AND),
}  # fmt: skip
_JOINT_PHRASES = index_phrases(_JOINTS)
_DOUBTS = index_phrases(
    (
        "?",
        "? ?",
        "? ? ?",
        "( ? )",
        "(? )",
        "( uncertain )",
        "( unsure )",
        "( date uncertain )",
        "( possibly )",
        "( unconfirmed )",
        "( not certain )",
        "( probably )",
        "uncertain",
        "probably",
        "possibly",
        "( ? date )",
        "maybe",
        "perhaps",
        "guess",
        "a guess",
        "( guess )",
        "( a guess )",
        "( maybe )",
        "( perhaps )",
        "( not sure )",
        "not sure",
        "unsure",
        "( approx ? )",
        "( query )",
        "query",
        "? date",
        "unconfirmed",
        "( tbc )",
        "tbc",
    )
)
_ABOUTS = index_phrases(
    (
        "approx",
        "approx .",
        "approximately",
        "( approx )",
        "( approx . )",
        "( approximately )",
        "or so",
        "or thereabouts",
        "- ish",
        "ish",
        "( circa )",
        "circa",
        "( about )",
        "( estimated )",
        "( est )",
        "( est . )",
        "estimated",
        "( estimate )",
        "~",
        "or around then",
        "or around that time",
        "( roughly )",
        "roughly",
        "( approximate )",
        "approximate",
        "( approximate date )",
    )
)
_TIME_LIKE = frozenset({"about", "approx", "approximately", "around", "roughly", "at", "near", "nearly", "almost"})


def joint(tokens: Tokens, index: int) -> tuple[Joint, int] | None:
    """Return the joint at ``index`` and the index after it."""
    found = tokens.phrase(index, _JOINT_PHRASES)
    if not found:
        return None
    return _JOINTS[" ".join(found)], index + len(found)


def read_end(tokens: Tokens, index: int, context: DateContext) -> Read:
    """Return one end of a date phrase, hedges and all; the longest reading wins."""
    best: Read = None
    at = index
    about = uncertain = time_like = False
    part: Hint | None = None
    for _ in range(6):
        found = read_point(tokens, at, context)
        if found is not None and (best is None or found[1] > best[1]):
            best = _hedged(found, part, about=about, uncertain=uncertain, time_like=time_like)
        phrase = tokens.phrase(at, HINT_PHRASES)
        if not phrase:
            break
        hint = HINTS[phrase]
        about |= hint is Hint.ABOUT
        uncertain |= hint is Hint.UNCERTAIN
        time_like |= not _TIME_LIKE.isdisjoint(phrase)
        if hint in PARTS or hint in WEEKS:
            if part in PARTS and hint in PARTS:
                break  # "mid-late 2013" is two ends
            part = hint
        at += len(phrase)
        while tokens.text(at) in {",", ":"}:
            at += 1
    return None if best is None else _after(tokens, *best)


def _hedged(found: tuple[Parts, int], part: Hint | None, *, about: bool, uncertain: bool, time_like: bool) -> tuple[Parts, int]:
    parts, after = found
    if part is None and not (about or uncertain or time_like):
        return found
    return replace(
        parts, about=parts.about or about, uncertain=parts.uncertain or uncertain, hint=part or parts.hint, time_like=time_like
    ), after


def _after(tokens: Tokens, parts: Parts, index: int) -> tuple[Parts, int]:
    """Take the hedges, the weekday and the time that follow a date."""
    at = index
    if not tokens.full:
        if tokens[at].kind == TIME and tokens.joined(at):
            at += 1
        if tokens.text(at) == "?" and tokens.joined(at) and not (tokens.joined(at + 1) and tokens[at + 1].kind in {WORD, NUMBER}):
            return replace(parts, uncertain=True), at + 1
        return parts, at
    for _ in range(4):
        if parts.precision is Precision.DAY:
            at = skip_time(tokens, at)
            at, parts = _weekday_after(tokens, at, parts)
        doubt, hedge = tokens.phrase(at, _DOUBTS), tokens.phrase(at, _ABOUTS)
        if doubt and tokens[at + len(doubt)].kind in {END, SIGN, WORD}:
            parts, at = replace(parts, uncertain=True), at + len(doubt)
        elif hedge:
            parts, at = replace(parts, about=True), at + len(hedge)
        else:
            break
    return parts, at


def _weekday_after(tokens: Tokens, index: int, parts: Parts) -> tuple[int, Parts]:
    at = index
    opened = tokens.text(at) == "("
    at += opened or tokens.text(at) in {",", "-"}
    day_of_week, at = words.weekday(tokens, at)
    dashed = tokens.text(index) == "-" and at < tokens.count  # "14 March – Fri 16 March" is a run
    if day_of_week is None or dashed or (opened and tokens.text(at) != ")"):
        return index, parts
    if parts.weekday is None:
        parts = replace(parts, weekday=day_of_week)
    return at + opened, parts


def read_point(tokens: Tokens, index: int, context: DateContext) -> Read:
    """Return the longest of all readings of a date at ``index``; a refusal is kept and told only if it is the longest."""
    token = tokens[index]
    if token.kind == END:
        return None
    if token.kind == TIME:
        at = index + 1
        while tokens.text(at) in {"on", ",", "-", "hrs", "hours", "the"} or tokens[at].kind == TIME:
            at += 1
        return read_point(tokens, at, context) if tokens.full and tokens[at].kind in {NUMBER, WORD} else None
    if tokens.full and tokens.text(index + 1) == "." and (at := clock_before(tokens, index)):
        return read_point(tokens, at, context)
    best: Read = None
    if token.kind == NUMBER and (digits := _plain_day(tokens, index, context)) is not None:
        return digits
    for reader in _READERS if token.kind != SIGN else _SIGN_READERS:
        try:
            found = reader(tokens, index, context)
        except DateRefused as refusal:
            after = refusal.after or index + 1
            found = Parts(tokens.shown(index, after), Precision.DAY, fault=refusal.reason), after
        if found is not None and (best is None or found[1] > best[1]):
            best = found
    return best


def _plain_day(tokens: Tokens, index: int, context: DateContext) -> Read:
    """Return a whole day, month and year at once: no other reading begins so, and most dates are of this kind."""
    following = tokens.word(index + 1)
    reader = read_verbal if following in words.MONTHS or following in words.ORDINAL_ENDINGS else read_numeric
    try:
        found = reader(tokens, index, context)
    except DateRefused:
        return None
    return found if found is not None and found[0].day is not None and found[0].year is not None else None


_READERS = (read_age, read_offset, read_relative, read_verbal, read_numeric)
_SIGN_READERS = (read_relative, read_verbal)


def read_bare(tokens: Tokens, index: int) -> Read:
    """Read what only another end completes: "2" of "2 to 9 July", "Mon 3rd", "early" of "early to mid 2012"."""
    phrase = tokens.phrase(index, HINT_PHRASES)
    if phrase and HINTS[phrase] in PARTS:
        after = index + len(phrase) - (phrase[-1] == "-")  # "mid-late 2013": the dash joins
        return Parts(tokens.shown(index, after), hint=HINTS[phrase]), after
    day_of_week, at = words.weekday(tokens, index)
    day, after = read_ordinal(tokens, at)
    if not 1 <= day <= 31:
        return None
    return Parts(tokens.shown(index, after), day=day, weekday=day_of_week), after
