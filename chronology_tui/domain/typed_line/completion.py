"""Completion of the typed line: what may stand at the cursor, from the names that the store holds and the program's own words.

Pure, and far below a millisecond with thousands of names. Beginnings come before later words; upper case and accents do not
matter. A suggestion never changes what stands elsewhere in the line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

from chronology_tui.domain.care_services import CARE_SERVICES, recognise_service, service_key
from chronology_tui.domain.dates import DateContext
from chronology_tui.domain.kinds import Area, Kind, kind_for
from chronology_tui.domain.scales import Likelihood, Severity
from chronology_tui.domain.text import fold
from chronology_tui.domain.typed_line.known import Known, Names, plain
from chronology_tui.domain.typed_line.marks import IMPACTS, NAMED, RESPONSES, TAGS
from chronology_tui.domain.typed_line.meanings import (
    IMPACT_MEANINGS,
    LIKELIHOOD_MEANINGS,
    MARK_MEANINGS,
    RESPONSE_MEANINGS,
    SEVERITY_MEANINGS,
    TAG_MEANINGS,
)
from chronology_tui.domain.typed_line.opening import take_opening
from chronology_tui.domain.typed_line.reading import MAX_LINE
from chronology_tui.domain.typed_line.short_dates import short_dates
from chronology_tui.domain.typed_line.siblings import who_is
from chronology_tui.domain.typed_line.source_names import common_sources
from chronology_tui.domain.typed_line.working import Working

MOST = 8
"""Suggestions that are given at most."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A text that may replace ``line[start:end]``, with a label to show and what it means."""

    start: int
    end: int
    text: str
    label: str
    detail: str


_NAMES = "|".join(NAMED)
_OPEN_QUOTE = re.compile(r"(?<!\S)(?P<lead>@|\+|(?:" + _NAMES + r'):)"(?P<typed>(?:[^"\\]|\\.)*+)\Z', re.IGNORECASE)
_LEAD = re.compile(r"(?P<lead>[@+!~#]|(?:" + _NAMES + r"):)(?P<typed>[^\s\"]*)\Z", re.IGNORECASE)
_NEXT_MARK = re.compile(r"\s(?:[@+!~#]|(?:" + _NAMES + r"):)", re.IGNORECASE)
_PARTIAL_WORDS = 6
_LOOK_BACK = 2_000
"""Characters before the cursor that are looked at."""

# Only where a date ends matters here, and that does not depend on the day.
_ANY_DAY = DateContext(date(2100, 1, 1), birth=date(2000, 1, 1), year=2050, planned=True)
_DATE_FORMS = MappingProxyType({
    "today": "the day of typing",
    "yesterday": "the day before",
    "undated": "the source gives no date",
    "at birth": "the day of birth",
})  # fmt: skip
_DUE_FORMS = MappingProxyType({
    "tomorrow": "the day after the day of typing",
    "+1w": "a week after the entry",
    "+2w": "two weeks after the entry",
    "+1m": "a month after the entry",
})  # fmt: skip
_COMMON_KINDS = (
    Kind.WAS_NOT_BROUGHT, Kind.ATTENDED, Kind.CANCELLED_BY_FAMILY, Kind.EMERGENCY_ATTENDANCE, Kind.ADMISSION, Kind.GP_CONTACT,
    Kind.TELEPHONE_CONTACT, Kind.NOTE,
)  # fmt: skip


def complete(line: str, cursor: int, known: Known, dates: DateContext | None = None) -> tuple[Suggestion, ...]:
    """Return what may stand at the cursor, the likeliest first, at most :data:`MOST`; empty where nothing fits. Never raises.

    ``dates`` holds the date of the entry before, from which short dates are made whole.
    """
    if len(line) > MAX_LINE:
        return ()
    cursor = max(0, min(cursor, len(line)))
    back = max(0, cursor - _LOOK_BACK)
    head = line[back:cursor]
    quoted = _OPEN_QUOTE.search(head)
    if quoted:
        typed = quoted["typed"].replace('\\"', '"')
        return _after(quoted["lead"].casefold(), typed, back + quoted.start(), _quote_end(line, cursor), known)
    start = cursor - len(head) + _word_start(head)
    end = cursor
    while end < len(line) and not line[end].isspace():
        end += 1
    lead = _LEAD.match(line[start:cursor])
    if lead:
        return _after(lead["lead"].casefold(), lead["typed"], start, end, known)
    if dates is not None and not line[:start].strip() and (offers := short_dates(line[start:cursor], dates)):
        return _from(start, end, offers)
    return _word(line, start, cursor, end, known)


def offers_for(mark: str, typed: str, known: Known) -> tuple[tuple[str, str], ...]:
    """Return what may stand in a field that holds what ``mark`` ("@", "src:") gives, each with what it is, likeliest first."""
    value = _VALUES.get(mark)
    return tuple((label, detail) for _, label, detail in value(typed, known)[:MOST]) if value is not None else ()


def kind_offers(typed: str, known: Known) -> tuple[tuple[str, str], ...]:
    """Return the labels of kinds that may be meant by what was typed, each with its definition, the likeliest first."""
    return tuple((label, definition) for _, label, definition in _kinds(typed, known)[:MOST])


def _word_start(head: str) -> int:
    place = len(head)
    while place and not head[place - 1].isspace():
        place -= 1
    return place


def _quote_end(line: str, cursor: int) -> int:
    """Return the end of the quoted value at the cursor: after its closing mark, unless another mark begins before it."""
    close = line.find('"', cursor)
    if close < 0 or _NEXT_MARK.search(line, cursor, close + 1):
        return cursor
    return close + 1


def _after(lead: str, typed: str, start: int, end: int, known: Known) -> tuple[Suggestion, ...]:
    """Return suggestions for the value of a mark."""
    value = _VALUES.get(lead)
    if value is None:
        return ()
    return tuple(Suggestion(start, end, lead + text, label, detail) for text, label, detail in value(typed, known)[:MOST])


_Offers = list[tuple[str, str, str]]


def _services(typed: str, known: Known) -> _Offers:
    offers = [(name, "in use") for name in known.service_names.search(typed, MOST)]
    seen = {service_key(name) for name, _ in offers}
    common = _common_services().search(typed, MOST * 2)
    offers += [(name, "service") for name in common if service_key(name) not in seen]
    return [(_service_value(name), name, detail) for name, detail in offers]


@cache
def _common_services() -> Names:
    keys = [(service.name, service.name) for service in CARE_SERVICES]
    for service in CARE_SERVICES:
        keys += [(phrase.rstrip("*"), service.name) for phrase in (*service.phrases, *service.whole)]
    return Names(keys)


def _service_value(name: str) -> str:
    """Return the name in quotes when it would otherwise be read as another service, or as a time."""
    verbatim = " " not in name and (recognise_service(name) not in {None, name} or not any(c.isalpha() for c in name))
    return _value(name, always=verbatim or name[:1].isdigit())


def _names(pick: Callable[[Known], Names], detail: str) -> Callable[[str, Known], _Offers]:
    def offers(typed: str, known: Known) -> _Offers:
        return [(_value(name), name, detail) for name in pick(known).search(typed, MOST)]

    return offers


def _sources(typed: str, known: Known) -> _Offers:
    """Return sources in use, then titles that sources commonly have."""
    offers = [(name, "source in use") for name in known.source_names.search(typed, MOST)]
    seen = {fold(name) for name, _ in offers}
    offers += [(name, "a new source") for name in common_sources().search(typed, MOST) if fold(name) not in seen]
    return [(_value(name), name, detail) for name, detail in offers]


def _children(typed: str, known: Known) -> _Offers:
    offers: _Offers = []
    for name in known.child_names.search(typed, MOST):
        first = name.split()[0]
        short = first if who_is(first, known.children) == [name] else name
        offers.append((_value(short), name, "also about this child"))
    return offers


def _scale(scale: type[Severity | Likelihood], meanings: Sequence[str]) -> Callable[[str, Known], _Offers]:
    rated = [(str(int(step)), step.word) for step in scale if step.rated]
    table = [(number, f"{number} {word}", meaning) for (number, word), meaning in zip(rated, meanings, strict=True)]

    def offers(typed: str, _: Known) -> _Offers:
        wanted = plain(typed)
        return [offer for offer in table if offer[0].startswith(wanted) or offer[1][2:].startswith(wanted)]

    return offers


def _closed(values: Iterable[tuple[str, str]]) -> Callable[[str, Known], _Offers]:
    """Offer a closed list of (value, meaning): those that begin with what was typed, then those of which a later word does."""
    table = [(value, value.replace("_", " ").replace("-", " "), meaning) for value, meaning in values]

    def offers(typed: str, _: Known) -> _Offers:
        wanted = plain(typed).replace("_", " ").replace("-", " ")
        first = [offer for offer in table if offer[1].startswith(wanted)]
        return first + [offer for offer in table if offer not in first and f" {wanted}" in offer[1]]

    return offers


def _tags() -> Callable[[str, Known], _Offers]:
    return _closed((name, TAG_MEANINGS.get(name) or "a sign of the perplexing presentations form") for name in TAGS)


_VALUES: MappingProxyType[str, Callable[[str, Known], _Offers]] = MappingProxyType({
    "@": _services,
    "+": _children,
    "!": _scale(Severity, SEVERITY_MEANINGS),
    "~": _scale(Likelihood, LIKELIHOOD_MEANINGS),
    "#": _tags(),
    "src:": _sources,
    "by:": _names(lambda known: known.professional_names, "professional"),
    "owner:": _names(lambda known: known.professional_names, "who does it"),
    "with:": _names(lambda known: known.carer_names, "brought the child"),
    "impact:": _closed((name, IMPACT_MEANINGS[name]) for name in IMPACTS),
    "response:": _closed((name, RESPONSE_MEANINGS[name]) for name in RESPONSES),
    "due:": _closed(_DUE_FORMS.items()),
})  # fmt: skip
"""What may follow each mark."""


def _word(line: str, start: int, cursor: int, end: int, known: Known) -> tuple[Suggestion, ...]:
    """Return suggestions outside marks: a date form at the start, a kind after the date, a service, the name of a mark."""
    typed = line[start:cursor]
    if not line[:start].strip():
        return _from(start, end, [(form, form, detail) for form, detail in _DATE_FORMS.items() if form.startswith(plain(typed))])
    opening = Working(line[: min(cursor, _LOOK_BACK)])
    if take_opening(opening, _ANY_DAY) is None:
        return ()
    begins = max(span.end for span in opening.spans)
    if begins >= cursor and not line[begins - 1 : begins].isspace():
        return ()
    partial = line[begins:cursor].lstrip()
    if len(partial.split()) <= _PARTIAL_WORDS and (not partial or not partial[-1].isspace() or " " in partial.strip()):
        offers = _kinds(partial, known)
        if offers:
            return _from(cursor - len(partial), end, offers)
    if len(typed) < 2:
        return ()
    offers = []
    first = kind_for(partial.split()[0])
    if first is not None and first.area is Area.APPOINTMENTS:
        offers = [(f"@{text}", label, detail) for text, label, detail in _services(typed, known)]
    marks = [(f"{name}:", f"{name}:", MARK_MEANINGS[name]) for name in NAMED if name.startswith(typed)]
    return _from(start, end, offers + marks)


def _from(start: int, end: int, offers: _Offers) -> tuple[Suggestion, ...]:
    return tuple(Suggestion(start, end, *offer) for offer in offers[:MOST])


@cache
def _kind_keys() -> tuple[tuple[Kind, tuple[str, ...], str], ...]:
    """Return each kind with its aliases and its label, both for comparison."""
    return tuple((kind, tuple(map(plain, kind.aliases)), plain(kind.label)) for kind in Kind)


def _kinds(typed: str, known: Known) -> _Offers:
    """Return kinds: an alias typed in full first, then beginnings, then later words; within each those in use first."""
    wanted = plain(typed)
    if not wanted:
        chosen = list(dict.fromkeys((*known.kinds, *_COMMON_KINDS)))[:MOST]
        return [_kind_offer(kind) for kind in chosen]
    ranks = {kind: rank for rank, kind in enumerate(known.kinds)}
    found: list[tuple[int, int, Kind]] = []
    for kind, aliases, label in _kind_keys():
        if wanted in aliases:
            score = 0
        elif label.startswith(wanted) or any(alias.startswith(wanted) for alias in aliases):
            score = 1
        elif f" {wanted}" in label:
            score = 2
        else:
            continue
        found.append((score, ranks.get(kind, len(ranks)), kind))
    found.sort(key=lambda item: item[:2])
    return [_kind_offer(kind) for _, _, kind in found[:MOST]]


def _kind_offer(kind: Kind) -> tuple[str, str, str]:
    return kind.aliases[0], kind.label, kind.definition


def _value(name: str, *, always: bool = False) -> str:
    """Return ``name`` as the value of a mark: in quotes when it has spaces or would be read otherwise without."""
    if not always and not any(c.isspace() for c in name) and not name.startswith(('"', "“")) and not name.endswith((",", ";")):
        return name
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
