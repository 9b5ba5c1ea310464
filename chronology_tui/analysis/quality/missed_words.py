"""“Did not attend” and its short forms, where they speak of a child who depends on an adult.

Looked for in the worker's own words, outside quotation marks. Left alone: adults ("Mother did not attend the conference"),
meetings and safeguarding steps, which adults attend; antenatal care, which the pregnant woman attends; a young person's own
bookings and choices; and DNA as what genes are made of. A fix is sure only where the sentence stays a sentence: nobody or the
child is named before, and what follows is an end, a word that can follow "was not brought" as it is, or the name of the care.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from chronology_tui.analysis.quality.context import OwnText, QualityContext, own_choice
from chronology_tui.analysis.quality.issue import Fix, QualityCode, QualityIssue
from chronology_tui.domain.care_services import recognise_service
from chronology_tui.domain.kinds import Area, Kind
from chronology_tui.domain.records import Event
from chronology_tui.domain.text import fold

_MOST = 20
"""Places in one field that are looked at; a field with more is for reading, not for a fix."""
_STEMS = ("dna", "did not attend", "didn't attend", "didn’t attend", "failed to attend", "fta", "fail to attend")
_PHRASE = re.compile(
    r"(?<![\w-])(?:(?i:(?P<did>(?:did not|didn[’']t|failed to|fail to) attend))"
    r"|(?P<short>DNA(?:[’']?(?:s|d|ed|ing))?|FTA(?:[’']?(?:s|d|ed))?|(?i:dna[’']d)))(?![\w-])"
)
_GENES = re.compile(
    r"\s+(?:test|sample|analysis|result|sequenc|array|extract|profil|swab|paternity|match|evidence|report|bank|micro|methyl|repair)",
    re.IGNORECASE,
)
_OF_GENES = re.compile(r"\b(?:genetic|genetics|genome|paternity|microarray|chromosom\w+|extracted|viral)\b", re.IGNORECASE)
_ADULT = re.compile(
    r"\b(?:mother|father|mum|mummy|dad|daddy|parents?|step\w+|carers?|foster\w*|guardian|grand\w+|nana|nan|nanny|gran|grandad|aunt\w*"
    r"|uncle|partner|boyfriend|girlfriend|husband|wife|family|couple|adults?|mr|mrs|ms|miss|dr|doctor|nurse|worker|visitor"
    r"|teacher|school|police|officer|solicitor|manager|professionals?|colleagues?|agency|agencies|gp|senco|midwife|therapist"
    r"|consultant|dietitian|physiotherapist|interpreter|nobody|no one|i|we|who)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[.!?;:,\n]|\b(?:but|so|because|as|after|when|while|although|that)\b", re.IGNORECASE)
_FOLLOWS = re.compile(
    r"\s*$|\s*[.,;:)!?\n]|\s+(?:on|for|again|today|twice|and|but|because|as|although|despite|without|until|since|when|after|due"
    r"|this time|in|at \d)\b",
    re.IGNORECASE,
)
"""What can stand behind "was not brought" just as it stood behind "did not attend"."""
_TO_THE = re.compile(r"\s+(?:the|his|her|their|this|that|an?|any|either|both|appointments?\b|clinics?\b)", re.IGNORECASE)
_NEXT = re.compile(r"\s+((?:[^\W_]+[ -]?){1,3})")
_NO_SUBJECT = re.compile(r"(?:^|[.!?;:–—\n(-]\s*)$")
"""Nobody is named before the phrase in its sentence."""
_SAFE_KINDS = frozenset({Kind.BOOKING, Kind.ANTENATAL_ATTENDED, Kind.ANTENATAL_MISSED})


def did_not_attend(context: QualityContext) -> Iterator[QualityIssue]:
    """Yield the fields that say of a child that it did not attend, one issue a field."""
    child = context.chronology.child
    names = {fold(child.name), fold(child.name).split(" ")[0], "child", "the child", "patient", "pt", "baby", "young child"}
    for text in context.texts_with(*_STEMS):
        event = text.event
        if _about_adults(event) or own_choice(event, child):
            continue
        plain = text.unquoted
        every = list(islice(_PHRASE.finditer(plain), _MOST + 1))
        matches = [match for match in every[:_MOST] if not _is_other(plain, match)]
        if not matches:
            continue
        written = matches[0][0]
        yield QualityIssue(
            QualityCode.DID_NOT_ATTEND,
            f"“{written}” says that the child chose; a child who depends on an adult was not brought.",
            (event.id,),
            text.column,
            _fix(text, plain, matches, names) if len(every) <= _MOST else None,
        )


def _about_adults(event: Event) -> bool:
    return event.kind in _SAFE_KINDS or Area.SAFEGUARDING in (event.kind.area, event.area) or event.kind.area is Area.FAMILY


def _is_other(text: str, match: re.Match[str]) -> bool:
    """Whether the phrase is about genes, or an adult is named before it in its clause."""
    before = text[max(0, match.start() - 200) : match.start()]
    around = f"{before} {text[match.end() : match.end() + 60]}"
    if match["short"] is not None and (_GENES.match(text, match.end()) or _OF_GENES.search(around)):
        return True
    ends = [mark.end() for mark in _CLAUSE.finditer(before)]
    return _ADULT.search(before, ends[-1] if ends else 0) is not None


def _fix(text: OwnText, plain: str, matches: list[re.Match[str]], names: set[str]) -> Fix | None:
    """Return the whole text with "was not brought", or None unless every place is sure."""
    parts, done = [], 0
    for match in matches:
        words = _instead(plain, match, names)
        if words is None:
            return None
        parts += [text.text[done : match.start()], words]
        done = match.end()
    written = "”, “".join(dict.fromkeys(match[0] for match in matches))
    return Fix.of(f"Write “was not brought” instead of “{written}”", **{text.column: "".join([*parts, text.text[done:]])})


def _instead(text: str, match: re.Match[str], names: set[str]) -> str | None:
    if match["short"] is not None and match["short"][-1:].lower() in {"s", "g"}:
        return None  # "3 DNAs", "DNAing"
    before = text[max(0, match.start() - 200) : match.start()]
    nobody = _NO_SUBJECT.search(before) is not None
    subject = fold(re.split(r"[.!?;:,\n]", before)[-1])
    if not nobody and subject not in names:
        return None
    starts_sentence = re.search(r"(?:^|[.!?\n]\s*)$", before) is not None
    brought = "Was not brought" if starts_sentence else "was not brought"
    if _FOLLOWS.match(text, match.end()):
        return brought
    if _TO_THE.match(text, match.end()):
        return f"{brought} to"
    following = _NEXT.match(text, match.end())
    return f"{brought} to" if following is not None and recognise_service(following[1]) else None
