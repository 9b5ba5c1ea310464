"""Which kind a typed line names right after its date, and when a word there is only a word.

Codes that nobody writes otherwise ("wnb") are simply taken. Three traps are kept in view, since a wrong kind changes what the
patterns count:

* *Names.* "Ed", "Nav" and "N" at the start of a sentence are people: a short alias in title case, or one of two or three
  capitals followed by what a person does ("SA said"), stays in the words.
* *Ordinary words.* "Burn", "Move", "Weight" begin sentences too. Where the sentence goes on with a small word ("burn to the
  hand"), or began with a capital, the word stays in the summary although the kind is understood; otherwise ("burn: left hand",
  "note rang back") it is the kind's name alone.
* *Other senses.* "Admitted to smoking", "closed fracture", "birth mother", "weight loss", "no access to records", "bruise not
  seen": the kind is not taken, and a hint says how to name it.
"""

from __future__ import annotations

import re
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from chronology_tui.domain.care_services import recognise_service
from chronology_tui.domain.kinds import Area, Kind, kind_index
from chronology_tui.domain.text import fold
from chronology_tui.domain.typed_line.measures import MEASURED
from chronology_tui.domain.typed_line.reading import Part
from chronology_tui.domain.typed_line.working import Working, shown

_ENDING = ",;:."
_SIGNS = frozenset({"-", "–", "—", ":", ";", ",", "|", "/"})

ORDINARY = frozenset({
    "111", "999", "admission", "advice followed", "agreement", "ambulance", "bereavement", "birth", "booking", "born",
    "bruise", "burn", "carer left", "concern", "conference", "decay", "delay", "diagnosis", "discharge", "engagement",
    "escalation", "hearing", "height", "imprisonment", "improvement", "ingestion", "injury", "measure", "move", "no access",
    "note", "other", "procedure", "referral", "review done", "review missed", "screening", "supervision", "therapy", "vision",
    "weight", "wishes",
})  # fmt: skip
"""Names of kinds that are ordinary nouns: they stay in the summary of a sentence."""

VERBAL = frozenset({"admitted", "attended", "bereaved", "closed", "dispensed", "prescribed", "stepped down", "supplied"})
"""Names of kinds that are verbs: they stay in the summary when a small word follows ("prescribed by the GP")."""

_CONTINUES = frozenset({
    "about", "after", "although", "and", "are", "as", "at", "because", "before", "but", "by", "during", "for", "from", "had",
    "has", "he", "her", "his", "in", "is", "it", "of", "on", "or", "over", "re", "regarding", "she", "since", "that", "the",
    "their", "they", "to", "was", "were", "when", "which", "while", "who", "will", "with", "without",
})  # fmt: skip
"""Small words with which a sentence goes on."""

_DENIES = frozenset({
    "avoided", "cancelled", "declined", "denied", "excluded", "never", "no", "not", "nor", "refused", "unlikely", "unnecessary",
})  # fmt: skip
"""Words after which what was named did not happen: "bruise not seen"."""

_UNDONE = frozenset({"avoided", "cancelled", "declined", "denied", "refused"})
"""Words after which a code that was typed on purpose still deserves a question: "imm declined"."""

_PERSON_VERBS = frozenset({
    "appeared", "asked", "ate", "attends", "brought", "came", "cried", "described", "did", "didn't", "disclosed", "drew",
    "drinks", "eats", "enjoys", "feels", "fell", "felt", "gave", "goes", "got", "had", "has", "hit", "is", "likes", "lived",
    "lives", "looked", "looks", "lost", "loves", "needs", "phoned", "played", "plays", "presented", "ran", "rang", "refused",
    "refuses", "remains", "reported", "reports", "said", "says", "seemed", "seems", "shared", "shouted", "slept", "spoke",
    "stated", "states", "stayed", "stays", "talked", "telephoned", "thinks", "thought", "told", "took", "wakes", "wanted",
    "wants", "was", "went", "woke", "wrote",
})  # fmt: skip
"""What a person does: after two or three capitals it shows that they are somebody's initials."""

_HOSPITAL = r"(?:the )?(?:hospital|ward|paediatric|paeds|hdu|picu|nicu|scbu|neonatal|unit|inpatient|ed\b|a&e|care)"
_OTHER_SENSES = {
    "admission": r"of|that",
    "admitted": r"(?:that|it|he|she|they|having|being|using|hitting|to \w+ing)\b",
    "advice followed": r"by\b",
    "attended": r"(?:by|school|nursery|college|preschool|court|church|party|the (?:party|school|funeral)|class|breakfast club)\b",
    "birth": r"(?:mother|father|parents?|mum|mam|dad|family|siblings?|brothers?|sisters?|certificate|name|plan|order|marks?"
             r"|weight|relatives?|child(?:ren)?|control|grand\w+|day)\b",
    "booking": r"(?:of|made|cancelled|confirmed|system|transport|form|line|in for)\b",
    "burn": r"(?:cream|clinic|unit|dressings?|out)\b",
    "cans": r"",
    "carer left": r"(?!(?:the )?(?:household|home|family)\b)",
    "closed": r"(?:fractures?|head|wound|doors?|curtains|question|eyes|circuit|session|ward|school|on|at|for|early)\b",
    # A concern is only "raised with the family" when somebody told the family.
    "concern": r"(?:that|about|of|for|over|regarding|re|noted|expressed|from)\b",
    "conference": r"(?:call|room|centre|table)\b",
    "delay": r"(?:(?:to|by|of|with|for|from|at|on|due|because|caused|before being seen)\b"
             r"|in (?!(?:seeking|present|bringing|calling|asking)\w*))",
    "dent": r"(?:in|on|to)\b",
    "discharge": r"(?:summary|summaries|letters?|notifications?|notes?|plan|plans|of|medication|from (?!" + _HOSPITAL + r"))",
    "engagement": r"(?:poor|ring|party|with service poor|remains (?:poor|limited))\b",
    "hear": r"(?:from|that|about|back|of)\b",
    "hearing": r"(?:that|voices|of|about|at|in court|court|date|listed|adjourned|bundle)\b",
    "height": r"(?:of (?!\d)|restriction|adjust\w*)",
    "improvement": r"(?:needed|required|plan|notice)\b",
    "measure": r"(?:of|to)\b",
    "move": r"(?:on|along|forward|away from)\b",
    "no access": r"(?:to|for)\b",
    "obs": r"(?:stable|normal|taken|done|within|satisfactory|and|ok)\b",
    "other": r"",
    "procedure": r"(?:for|of|to)\b",
    "review done": r"",
    "review missed": r"",
    "supervision": r"(?:order|of|by|at)\b",
    "vision": r"(?:of|for)\b",
    "weight": r"(?:loss|gain|gained|bearing|management|limit|training|off|on|for|of (?!\d))",
}  # fmt: skip
"""What follows a word that then means something else; empty when any word does."""

_OTHER = MappingProxyType({name: re.compile(pattern, re.IGNORECASE) for name, pattern in _OTHER_SENSES.items()})
_MOST_WORDS = 7
_AHEAD = 60
_LOOKED_BEHIND = 3
_NUMBER = re.compile(r"\d")


class Named(NamedTuple):
    """A kind that a line names, how many of its words do, and whether they stay in the summary too."""

    kind: Kind
    words: int
    stays: bool


@cache
def _first_words() -> frozenset[str]:
    return frozenset(name.split()[0].rstrip(_ENDING) for name in kind_index())


def take_kind(line: Working) -> Kind | None:
    """Take the kind that the first free words name, or None. Words that a mark parts are not read together."""
    words = line.leading_words(_MOST_WORDS + 1)
    if not words:
        return None
    if words[0][0].startswith("\\") and _plain(words[0][0][1:]) in _first_words():
        line.escapes.add(words[0].start())
        line.verbatim.append(words[0].span())
        return None
    if line.is_verbatim(words[0].start()):
        return None
    named = kind_named([word[0] for word in words], line)
    if named is None:
        _look_behind(words, line)
        return None
    last = words[named.words - 1]
    if named.stays:
        for word in words[: named.words]:
            line.meanings[word.start()] = (Part.KIND, f"{named.kind.label}; stays in the summary")
        return named.kind
    end = last.end()
    if len(words) > named.words and words[named.words][0] in _SIGNS:
        end = words[named.words].end()
    line.take(words[0].start(), end, Part.KIND, named.kind.label)
    return named.kind


def _look_behind(words: list[re.Match[str]], line: Working) -> None:
    """Say when a code that nobody writes otherwise stands behind other words: "1430 wnb"."""
    for word in words[1:_LOOKED_BEHIND]:
        typed = word[0].rstrip(_ENDING)
        kind = kind_index().get(typed.casefold()) if len(typed) > 2 and typed.isalpha() else None
        if kind is not None and typed in kind.aliases and typed not in ORDINARY and typed not in VERBAL:
            line.hint(f"{shown(typed)} is not right after the date and stays in the words")
            return


def kind_named(words: list[str], line: Working) -> Named | None:
    """Return what the longest run of ``words`` from the first names, weighed by what follows it."""
    if _plain(words[0]) not in _first_words():
        return None
    index = kind_index()
    for count in range(min(len(words), _MOST_WORDS), 0, -1):
        typed = " ".join(words[:count])
        name = _plain(typed)
        kind = index.get(name)
        if kind is None:
            continue
        ends = typed[-1] in _ENDING or count == len(words) or words[count] in _SIGNS
        following = [] if ends else words[count:]
        if _is_name(typed.rstrip(_ENDING), name, kind, following, line):
            return None
        return _weighed(kind, count, name, typed, following, line)
    return None


def _plain(typed: str) -> str:
    return fold(typed.rstrip(_ENDING)).replace("’", "'")


def _is_name(typed: str, name: str, kind: Kind, following: list[str], line: Working) -> bool:
    """Whether a short alias is written as a person's name or initials."""
    if " " in typed or not typed.isalpha() or name not in kind.aliases:
        return False
    acts = bool(following) and _plain(following[0]) in _PERSON_VERBS
    if typed.isupper():
        is_name = len(typed) == 1 or (len(typed) <= 3 and name != "gp" and acts)
    elif typed.istitle():
        is_name = len(typed) == 2 or (len(typed) <= 4 and name not in ORDINARY and bool(set(name) & set("aeiouy")))
    else:
        is_name = name == "da" and acts
    if is_name and len(typed) > 1 and (typed.isupper() or not acts):
        line.hint(f"{shown(typed)} is read as a name; for “{kind.label}” type “{name}”")
    return is_name


def _weighed(kind: Kind, count: int, name: str, typed: str, following: list[str], line: Working) -> Named | None:
    """Decide between the kind alone, the kind with its word kept, and the word alone."""
    if not following:
        return Named(kind, count, stays=False)
    number = _NUMBER.match(following[0]) is not None
    if name == "pf" and number:
        line.hint("“pf” stays in the words: for peak flow type “pef”, for a protective factor “pf” and words")
        return None
    if name == "cans" and recognise_service(following[0]):
        return Named(kind, count, stays=False)
    after = _plain(following[0])
    ordinary = name in ORDINARY or name in VERBAL
    other = _OTHER.get(name)
    if (ordinary and after in _DENIES) or (other is not None and other.match(" ".join(following)[:_AHEAD])):
        if kind not in {Kind.OTHER, Kind.NOTE}:
            line.hint(f"{shown(name)} stays in the words here; for “{kind.label}” type “{_code(kind, name)}”")
        return None
    if after in _UNDONE and kind.area is not Area.APPOINTMENTS:
        line.hint(f"{shown(name)} is read as “{kind.label}” although {shown(after)} follows: is that right?")
    if not ordinary or (number and kind in MEASURED):
        return Named(kind, count, stays=False)
    goes_on = after in _CONTINUES
    if goes_on and name in ORDINARY and kind is not Kind.NOTE:
        line.hint(f"{shown(name)} is read as “{kind.label}” and stays in the words; for words alone begin with “n”")
    # A capital begins a sentence ("Note left on the door"); in small letters the word was typed as a kind ("note rang back").
    return Named(kind, count, stays=goes_on or (name in ORDINARY and typed[0].isupper()))


def _code(kind: Kind, name: str) -> str:
    """Return a way to name the kind that is not the ordinary word itself, or that word with a sign after it."""
    return next((alias for alias in kind.aliases if alias != name and alias not in ORDINARY), f"{name}:")
