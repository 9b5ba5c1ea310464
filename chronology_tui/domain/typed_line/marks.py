r"""Marks: the signs and names that may stand anywhere in a typed line, each read in one pass over it.

A mark begins a word. A value with spaces stands in quotes, in which ``\"`` is a quotation mark; a value in quotes is taken as
typed. A quoted passage among the words, and a word after a back-slash, are words whatever they hold. A mark that can be given
only once and is given again with another value stays in the words, and a hint says so: nothing typed is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType

from chronology_tui.domain.care_services import recognise_service
from chronology_tui.domain.dates import DateContext, DateRefused, UncertainDate, format_date, parse_date
from chronology_tui.domain.scales import Likelihood, Severity
from chronology_tui.domain.text import clean, fold
from chronology_tui.domain.typed_line.reading import LineContext, LineSpan, Part
from chronology_tui.domain.typed_line.siblings import who_is, whole_name_at
from chronology_tui.domain.typed_line.working import Working, shown
from chronology_tui.domain.vocabulary import FamilyResponse, Handling, Impact

NAMED: MappingProxyType[str, tuple[Part, str]] = MappingProxyType({
    "src": (Part.SOURCE, "source"),
    "p": (Part.PAGE, "page"),
    "by": (Part.PROFESSIONAL, "professional"),
    "with": (Part.BROUGHT_BY, "brought_by"),
    "voice": (Part.VOICE, "child_voice"),
    "impact": (Part.IMPACT, "impact_note"),
    "action": (Part.ACTION, "action"),
    "response": (Part.RESPONSE, "response_note"),
    "due": (Part.DUE, "due"),
    "owner": (Part.OWNER, "owner"),
    "med": (Part.MEDICINE, "medicine"),
})  # fmt: skip
"""The named marks, with the part they are and the field they fill."""

IMPACTS = MappingProxyType({str(impact): impact for impact in Impact})
RESPONSES = MappingProxyType({str(response): response for response in FamilyResponse})
TAGS: MappingProxyType[str, Handling | int | str] = MappingProxyType({
    "key": "key",
    "third-party": Handling.THIRD_PARTY,
    "restricted": Handling.RESTRICTED,
    "privileged": Handling.PRIVILEGED,
    "not-for-carers": Handling.NOT_FOR_CARERS,
    **{f"pp{sign}": sign for sign in range(1, 13)},
})  # fmt: skip
"""The marks that begin with ``#``: a key event, who may see the entry, a sign of the perplexing presentations form."""

_TAGS_FOLDED = MappingProxyType({name.replace("-", ""): (name, value) for name, value in TAGS.items()})
_LIKE_TAG = re.compile(r"(?:key|third|restr|privil|notfor|pp\d)")

_NAMES = "|".join(NAMED)
_MARK = re.compile(
    r"(?<!\S)(?:"
    r"(?P<escape>\\+)(?=!\d|~\d|[@#+]\w|@\"|\+\"|(?:" + _NAMES + r"):\S|x\d+[dw/]|\d[\d.]*[a-z%°])\S*"
    r'|(?P<quoted>"[^"]*"(?=[,;:.)!?]*(?!\S)))'
    r"|!(?P<severity>[0-4])[,;.]?(?!\S)"
    r"|~(?P<likelihood>[1-4])[,;.]?(?!\S)"
    r"|\#(?P<tag>[a-z][\w-]{2,30})[,;.]?(?!\S)"
    r"|x(?P<days>\d{1,5})(?P<unit>d|days|w|weeks|/7|/52|/12|m|months)[,;.]?(?!\S)"
    r"|(?P<lead>@|\+|(?:" + _NAMES + r"):)"
    r'(?:"(?P<quote>(?:[^"\\]|\\.)*+)(?P<close>"?)(?:[,;.](?!\S))?|“(?P<curly>[^”]+)”(?:[,;.](?!\S))?|(?P<word>[^\s"“]\S*))'
    r")",
    re.IGNORECASE | re.DOTALL,
)
_ESCAPED = re.compile(r'\\(["\\])')
_CLOCK = re.compile(r"\d{1,2}(?:[:.]\d\d)?(?:[ap]m|hrs?|h)?", re.IGNORECASE)
_BARE_NAME = re.compile(r"(?<!\S)(?:" + _NAMES + r"):(?!\S)", re.IGNORECASE)
_CAPITAL = re.compile(r"\s{1,3}[A-Z]")
_TITLES = frozenset(
    {"a", "dr", "dr.", "hv", "miss", "mr", "mr.", "mrs", "mrs.", "ms", "ms.", "nurse", "prof", "sister", "sr", "the"}
)
_DAYS_EACH = {"d": 1, "days": 1, "/7": 1, "w": 7, "weeks": 7, "/52": 7}
NO_PAGE = "-"
"""What stands for no page: the page of the entry before is then not kept."""
MAX_DUE = 4
"""Dates after ``due:`` that are read in one line; more are left in the words, so that a hostile line takes no longer."""

MAX_DAYS = 3650
"""Most days that one supply can cover, as in :class:`MedicineDetails`."""


_LIKE_A_MARK = re.compile(
    r"(?<!\S)(?=\\*(?:!\d|~\d|[@#+][\w\"]|(?:" + _NAMES + r"):\S|x\d+[dw/]|\d[\d.]*[a-z%°]))", re.IGNORECASE
)
_QUOTED = re.compile(r'("[^"]*"|“[^”]*”)')


def escaped(words: str) -> str:
    """Return words so that the reader takes none of them for a mark and gives them back as they are."""
    parts = _QUOTED.split(words)  # every second part is quoted, where nothing is read
    return "".join(part if n % 2 else _LIKE_A_MARK.sub(r"\\", part) for n, part in enumerate(parts))


def take_marks(line: Working, context: LineContext, when: UncertainDate | None) -> None:
    """Take every mark out of the free words of ``line``."""
    taken: list[LineSpan] = []
    reader = _Marks(line, context, when)
    position = 0
    while (match := _MARK.search(line.free, position)) is not None:
        position = match.end()
        span = reader.read(match)
        if span is not None:
            taken.append(span)
            position = span.end
    line.take_all(taken)
    bare = _BARE_NAME.search(line.free)
    if bare and not line.is_verbatim(bare.start()):
        line.hint(f"{shown(bare[0])} needs its value right after it, without a blank; use quotes for several words")


class _Marks:
    """Reads one mark after another into the working state."""

    def __init__(self, line: Working, context: LineContext, when: UncertainDate | None) -> None:
        self.line = line
        self.context = context
        self.when = when
        self.given: dict[str, object] = {}
        self.named_child = ""
        self.dates_read = 0

    def read(self, match: re.Match[str]) -> LineSpan | None:
        """Return the span of a mark that was understood; None leaves it in the words."""
        line = self.line
        if match["escape"] or match["quoted"]:
            line.verbatim.append(match.span())
            if match["escape"]:
                line.escapes.add(match.start())
            return None
        read: Callable[[re.Match[str]], tuple[Part, str] | None]
        if match["lead"]:
            read = self._valued
        elif match["severity"] or match["likelihood"]:
            read = self._scale
        else:
            read = self._tag if match["tag"] else self._days
        understood = read(match)
        if understood is None:
            return None
        end = match.end()
        if line.text[end - 1] in ",;":
            line.breaks.append(end - 1)
        if match["lead"] == "+":
            end = whole_name_at(line.text, match.start() + 1, self.named_child, end)
        return LineSpan(match.start(), end, *understood)

    def _once(self, name: str, value: object, match: re.Match[str]) -> bool:
        """Whether a thing that can be given once is given first, or the same again."""
        if self.given.setdefault(name, value) == value:
            return True
        self.line.hint(f"the {name} is given twice: {shown(match[0])} stays in the words")
        return False

    def _scale(self, match: re.Match[str]) -> tuple[Part, str] | None:
        if match["severity"]:
            severity = Severity(int(match["severity"]))
            if not self._once("severity", severity, match):
                return None
            self.line.fields["severity"] = severity
            return Part.SEVERITY, f"severity: {severity.word}"
        likelihood = Likelihood(int(match["likelihood"]))
        if not self._once("likelihood", likelihood, match):
            return None
        self.line.fields["likelihood"] = likelihood
        return Part.LIKELIHOOD, f"likelihood: {likelihood.word}"

    def _tag(self, match: re.Match[str]) -> tuple[Part, str] | None:
        fields = self.line.fields
        typed = fold(match["tag"]).replace("-", "").replace("_", "")
        name, value = _TAGS_FOLDED.get(typed, ("", ""))
        if isinstance(value, Handling):
            fields["handling"] = tuple(dict.fromkeys((*fields.get("handling", ()), value)))
            return Part.HANDLING, f"handling: {name.replace('-', ' ')}"
        if isinstance(value, int):
            fields["presentation"] = tuple(sorted({*fields.get("presentation", ()), value}))
            return Part.PRESENTATION, f"sign {value} of the perplexing presentations form"
        if name:
            fields["key"] = True
            return Part.KEY, "key event"
        if _LIKE_TAG.match(typed):
            marks = "#key, #third-party, #restricted, #privileged, #not-for-carers, #pp1 to #pp12"
            self.line.hint(f"{shown(match[0])} is not a mark and stays in the words; the marks are {marks}")
        return None

    def _days(self, match: re.Match[str]) -> tuple[Part, str] | None:
        each = _DAYS_EACH.get(match["unit"].casefold())
        if each is None:
            self.line.hint(f"{shown(match[0])}: months have no fixed length; give the days supplied, such as x28d")
            return None
        days = int(match["days"]) * each
        if days > MAX_DAYS:
            self.line.hint(f"{shown(match[0])} is more than ten years of days and stays in the words")
            return None
        if not self._once("days supplied", days, match):
            return None
        self.line.days_supplied = days
        return Part.MEDICINE, f"days supplied: {days}"

    def _valued(self, match: re.Match[str]) -> tuple[Part, str] | None:
        quoted = match["quote"] if match["quote"] is not None else match["curly"]
        value = clean(_ESCAPED.sub(r"\1", quoted) if match["quote"] is not None else quoted or "")
        if quoted is None:
            value = clean(match["word"].rstrip(",;") or match["word"])
        if not value:
            return None
        lead = match["lead"].casefold()
        if lead == "@":
            understood = self._service(value, match)
        elif lead == "+":
            understood = self._sibling(value, match)
        else:
            understood = self._named(lead[:-1], value, match)
        if understood is not None:
            self._look_at_quotes(match, quoted)
        return understood

    def _look_at_quotes(self, match: re.Match[str], quoted: str | None) -> None:
        line = self.line
        if quoted is None:
            named = match["lead"].casefold() in {"by:", "with:", "owner:"} and match["word"].casefold() in _TITLES
            if named and _CAPITAL.match(line.text, match.end()):
                line.hint(f'only {shown(match["word"])} is taken: put a name of several words in quotes, as in by:"Dr Lark"')
        elif match["close"] == "":
            line.hint(f"the quotation mark after {shown(match['lead'])} is not closed: all that follows is taken")
        elif line.text[match.end() : match.end() + 1].strip():
            line.hint('a quotation mark inside quotes is written \\"')

    def _service(self, value: str, match: re.Match[str]) -> tuple[Part, str] | None:
        if match["word"] and (_CLOCK.fullmatch(value) or not any(c.isalpha() for c in value)):
            return None  # "@3pm" is a time
        # A short form ("physio") becomes the name it stands for; anything longer or quoted is the worker's own name.
        known = recognise_service(value) if match["word"] else None
        service = known or value
        if not self._once("service", service, match):
            return None
        self.line.fields["service"] = service
        return Part.SERVICE, f"service: {service}"

    def _sibling(self, value: str, match: re.Match[str]) -> tuple[Part, str] | None:
        known = self.context.siblings
        start = match.start() + 1
        found = who_is(value, known, self.line.text[start : start + 200] if match["word"] else "")
        if len(found) == 1:
            self.named_child = found[0]
            if found[0] not in self.line.siblings:
                self.line.siblings.append(found[0])
            return Part.SIBLING, f"also about: {found[0]}"
        if found:
            self.line.hint(f"{shown(match[0])} fits {len(found)} children: {', '.join(found[:5])}; give the full name")
        elif len(value) > 1 and value[0].isalpha() and value.casefold() not in {"ve", "ves"}:  # "+ve" is a test result
            others = f"the other children are {', '.join(known[:5])}" if known else "there is no other child"
            self.line.hint(f"{shown(match[0])} stays in the words: {others}")
        return None

    def _named(self, name: str, value: str, match: re.Match[str]) -> tuple[Part, str] | None:
        if name not in NAMED:  # letters that only fold to those of a mark
            return None
        part, field = NAMED[name]
        line = self.line
        folded = fold(value).replace(" ", "_")
        if part is Part.DUE:
            return self._due(value, match)
        if part is Part.IMPACT and folded in IMPACTS:
            if not self._once("impact", folded, match):
                return None
            line.fields["impact"] = IMPACTS[folded]
        elif part is Part.RESPONSE and folded in RESPONSES:
            if not self._once("family's response", folded, match):
                return None
            line.fields["family_response"] = RESPONSES[folded]
        elif part in {Part.SOURCE, Part.OWNER, Part.MEDICINE}:
            if not self._once(field, fold(value), match):
                return None
            if not getattr(line, field):
                setattr(line, field, value)
        elif part is Part.PAGE and value == NO_PAGE:
            line.no_page = True
            return part, "no page"
        elif part is Part.PAGE:
            line.page = f"{line.page}; {value}" if line.page else value
        else:
            # Said twice, both are kept.
            line.fields[field] = f"{line.fields[field]}; {value}" if field in line.fields else value
        return part, f"{field.replace('_note', '').replace('_', ' ')}: {value}"

    def _due(self, value: str, match: re.Match[str]) -> tuple[Part, str] | None:
        dates = self.context.dates
        self.dates_read += 1
        if self.dates_read > MAX_DUE:
            return None
        ahead: DateContext = replace(dates, planned=True, previous=self.when or dates.previous)
        try:
            due = parse_date(value, ahead)
        except DateRefused as refused:
            self.line.hint(f"{shown(match[0])} stays in the words: {refused.reason}")
            return None
        if not self._once("due date", due, match):
            return None
        if self.when is not None:  # the entry before, for the grammar, is this one
            own = tuple(replace(r, text=r.text.replace("the entry before", "the date of this entry")) for r in due.remarks)
            due = replace(due, remarks=own)
        for remark in due.remarks:
            if remark.needs_a_look:
                self.line.hint(remark.text.rstrip("."))
        self.line.due = due
        return Part.DUE, f"due: {format_date(due)}"
