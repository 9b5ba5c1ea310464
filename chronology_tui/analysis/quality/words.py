"""Words that judge a person where a chronology states facts.

The list is ours, after what guidance says of language: facts, not opinion or contentious matter (Leeds; Care Inspectorate 2017),
and plain words that the family can accept (Oxfordshire). It is short on purpose: every word on it judges a person, is hardly ever
needed, and has no clinical meaning, or its clinical uses are left out. Words that describe ("dirty nappy", "shouted") are not on
it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from chronology_tui.analysis.quality.context import QualityContext
from chronology_tui.analysis.quality.issue import QualityCode, QualityIssue


@dataclass(frozen=True, slots=True)
class LoadedWord:
    """A word or phrase that judges.

    Attributes:
        stems: in lower case: a text without any of them need not be read.
        pattern: where it stands, bounded by words, without its clinical uses.
        instead: what to write: ends the sentence of the reason.
    """

    stems: tuple[str, ...]
    pattern: re.Pattern[str]
    instead: str


def _word(stems: str, pattern: str, instead: str) -> LoadedWord:
    return LoadedWord(tuple(stems.split(", ")), re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])", re.IGNORECASE), instead)


_UNMET = "say which need of the child was not met, and when"
_SEEN = "say what was seen or heard, and by whom"
_HAPPENED = "say what was offered or agreed, and what happened"
_BARRIERS = "say which contact was offered, how, what came of it, and what made it hard"
_HARM_DONE = "a child is not responsible for harm done to them; say what happened"

LOADED_WORDS: tuple[LoadedWord, ...] = (
    _word("neglectful", "neglectful(?:ly)?", _UNMET),
    _word(
        "failed to, fails to, failing to",
        r"(?:failed|fails|failing) to(?! (?:attend|thrive|gain|improve|progress|grow|open|close|heal|resolve|settle"
        r"|respond to (?:treatment|medic\w+|antibiotic\w*|therapy|steroid\w*|fluid\w*)))",
        "say what did not happen and what was tried",
    ),
    _word("complian", r"non[- ]?complian(?:t|ce)|(?:poor|lack of|disguised) compliance", _HAPPENED),
    _word(
        "engag",
        r"refus(?:es|ed|ing|al) to engage"
        r"|(?:poor|lack of) engagement|non[- ]?engag(?:ement|ing)|hard to (?:engage|reach) (?:family|parents?|mother|father)",
        _BARRIERS,
    ),
    _word("hostil", "hostile|hostility", "say what was said or done, and to whom"),
    _word("manipulat", "manipulative|manipulating", _SEEN),
    _word("lazy, laziness", "lazy(?! eye)|laziness", _SEEN),
    _word("chaotic, chaos", "chaotic(?! (?:atrial|rhythm))|in chaos", "say what an ordinary day was like for the child"),
    _word("attention", "attention[- ]seeking", "say what the child did and what came before"),
    _word("operativ", r"un-?co-?operative", _HAPPENED),
    _word(
        "obstructive",
        r"obstructive(?! (?:sleep|apnoea|apnea|airway\w*|lung|pulmonary|uropathy|nephropathy|hydrocephalus|jaundice|sympto\w+"
        r"|defecation|episode\w*|cardiomyopathy|breathing))",
        _HAPPENED,
    ),
    _word("difficult ", r"difficult (?:family|families|parents?|mothers?|fathers?|mum|dad|child|teenager)", _SEEN),
    _word("poor parent, bad parent, inadequate parent, inept parent", r"(?:poor|bad|inadequate|inept) parent(?:s|ing)?", _UNMET),
    _word(
        "bad mother, unfit mother, inadequate mother, poor mothering", r"(?:bad|unfit|inadequate) mothers?|poor mothering", _UNMET
    ),
    _word("uncaring, selfish, irresponsib, feckless", "uncaring|selfish|irresponsible|feckless", _SEEN),
    _word("over-anxious, over anxious, overanxious, neurotic, hysteri", "over[- ]?anxious|neurotic|hysterical", _SEEN),
    _word("liar, lied", r"liars?|lied (?:to|about)", "set down both accounts, and who gave them"),
    _word("historian", "poor historian", "set down what was told, and what could not be"),
    _word("filthy, squal, disgust", "filthy|squalid|squalor|disgusting", _SEEN),
    _word("naughty", "naughty", "say what the child did and what came before"),
    _word("promiscuous, streetwise, lifestyle choice", "promiscuous|streetwise|lifestyle choices?", _HARM_DONE),
    _word(
        "self at risk, selves at risk",
        r"(?:put(?:s|ting)?|plac(?:es|ed|ing)) (?:him|her|them)sel(?:f|ves) at risk",
        _HARM_DONE,
    ),
)
"""The words, each with what to write instead."""

_MOST = 20
"""Uses of one word in one field that are looked at."""
_REPORTED = re.compile(
    r"\b(?:said|says|saying|told|tells|called|calls|describe[sd]?|felt|feels|wrote|writes|stated|states|worried|asked)\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(r"(?:\bnot|\bnever|n[’']t|\bno|\bnothing|\bneither|\bnor|\bwithout)(?: \w+)? $", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?;\n]")


def opinion_or_blame(context: QualityContext) -> Iterator[QualityIssue]:
    """Yield the fields of the worker's own words that state a judgement of a person as fact, one issue a field."""
    found: dict[tuple[UUID, str], list[tuple[int, str, str]]] = {}
    for word in LOADED_WORDS:
        for text in context.texts_with(*word.stems):
            plain = text.unquoted
            for match in islice(word.pattern.finditer(plain), _MOST):
                if not _is_reported(plain, match.start()):
                    place = (text.event.id, text.column)
                    found.setdefault(place, []).append((match.start(), match[0].lower(), word.instead))
    for (event_id, column), words in found.items():
        _, written, instead = min(words)
        more = f" (and {len(words) - 1} more)" if len(words) > 1 else ""
        reason = f"“{written}”{more} states a judgement as fact: {instead}."
        yield QualityIssue(QualityCode.OPINION, reason, (event_id,), column)


def _is_reported(text: str, place: int) -> bool:
    """Whether the words before ``place``, in its sentence, attribute it to somebody or deny it."""
    start = max(0, place - 300)
    before = text[start:place]
    ends = [match.end() for match in _SENTENCE.finditer(before)]
    sentence = before[ends[-1] :] if ends else before
    return _REPORTED.search(sentence) is not None or _NEGATED.search(sentence) is not None
