"""Sections for a meeting that the family reads along with: plain words, what goes well first, questions that are open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from uuid import UUID

from chronology_tui.analysis.finding import Level
from chronology_tui.analysis.questions import reflect
from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.records import Event
from chronology_tui.domain.vocabulary import Basis, FamilyResponse
from chronology_tui.report.case import Case, Lettered
from chronology_tui.report.document import Block, Bullets, Line, Paragraph, Quote, Run, Section, Subheading, Tone
from chronology_tui.report.entries import date_text, headline
from chronology_tui.report.family import strength_entry, voice
from chronology_tui.report.meeting import (
    CARE_FAMILIES,
    MEETINGS,
    WITHOUT_A_MEETING,
    actions_table,
    brief_table,
    last_meeting,
    meeting_table,
)
from chronology_tui.report.opening import child_facts
from chronology_tui.report.plain_words import called, plainly
from chronology_tui.report.sections.common import quiet, text
from chronology_tui.report.wording import capital, day_words, listed, many, said, sentence

ACCOUNTS_ASKED = 6
"""Entries asked about one by one among the open questions; the table holds them all."""

NO_STRENGTHS = (
    "Nothing that goes well is written down yet. That says more about what was written than about the family: please tell us "
    "what goes well."
)
WORRIES_NOTE = (
    "These are counts of what was written down. They do not say why something happened, and nobody is blamed. There may be good "
    "reasons, so some are listed with each. A worry that nothing was written down about in the last 12 months is not repeated."
)
NO_WORRIES = (
    "Nothing in what was written down in the last 12 months came up here as a worry. That is not a promise that all is well: "
    "please say what worries you."
)
MORE_PATTERNS = (
    "This document is about the care that {} needs. It does not hold all that the people who work with the family look at."
)

QUESTIONS: Mapping[str, str] = MappingProxyType(
    {
        "significant-harm": "What would do most to keep {} safe and well?",
        "daily-life": "What is an ordinary day like for {}, from waking up to going to sleep?",
        "impact": "What has this time been like for {}?",
        "concerns-raised": "Have we said clearly what worries us? What do you see differently?",
        "plan-and-difference": "What in the plan is helping, and what is not?",
        "engagement": "What made it easier to keep things going between meetings, and what made it harder?",
        "plain-and-honest": "What goes well that we have not written down? Have we been fair?",
        "disabled-child": "Does {} get all that other children get? What is missing?",
    }
)
"""The reflective questions that reviews ask, as they are asked of a family; "{}" stands for the child's name."""

_ASKED = {
    FamilyResponse.MINIMISED: "It seems that we see this differently. How do you see it, and what should we know?",
    FamilyResponse.DECLINED: "You said no to this. What would be right for you instead?",
    FamilyResponse.AGREED_NO_FOLLOW_THROUGH: (
        "Something was agreed here that did not happen. What got in the way, and what would help?"
    ),
    FamilyResponse.ACCEPTED_WITH_DIFFICULTY: "You told us what makes this hard. Is it any easier now, and what would help?",
}
_COUNTED = (
    ({Kind.ATTENDED, Kind.ATTENDED_LATE}, "kept"),
    ({Kind.WAS_NOT_BROUGHT, Kind.LATE_NOT_SEEN, Kind.NO_ACCESS, Kind.LEFT_BEFORE_SEEN}, "missed"),
    ({Kind.CANCELLED_BY_FAMILY, Kind.RESCHEDULED_BY_FAMILY}, "cancelled or moved by the family"),
    ({Kind.CANCELLED_BY_SERVICE}, "cancelled by the service"),
)


def going_well(case: Case) -> Iterable[Section]:
    """What goes well: it stands first, as families ask for."""
    name = called(case.chronology.child)
    # That strengths are recorded is said by the entries themselves.
    found = [i for i in case.findings if i.finding.level is Level.STRENGTH and i.finding.rule != "protective-factors"]
    lines: list[Line] = [(Run(plainly(i.finding, name), Tone.STRONG), *_see(case, i.finding.evidence)) for i in found]
    lines += [strength_entry(case, event) for event in case.strengths]
    blocks: tuple[Block, ...] = (Bullets(tuple(lines)),) if lines else (text(NO_STRENGTHS),)
    return (Section("What is going well", blocks),)


def agreed(case: Case) -> Iterable[Section]:
    """What was agreed, and what has changed."""
    table = actions_table(case)
    if table is None:
        words = "Nothing is written down as agreed with a name and a day. If something was agreed, please say so at the meeting."
        return (Section("What we agreed, and what has changed", (text(words),)),)
    return (Section("What we agreed, and what has changed", (table,)),)


def since_then(case: Case) -> Iterable[Section]:
    """From when this document looks back, and what happened since in short."""
    events = _since(case)
    blocks = [Paragraph(_from_when(case)), text(_in_short(events))]
    return (Section("Since the last meeting", tuple(blocks)),)


def _from_when(case: Case) -> Line:
    meeting = last_meeting(case.chronology, case.request.as_of)
    if case.request.from_day is not None:
        return (Run(f"This document looks back to {day_words(case.start)}."),)
    if meeting is None:
        back = f"{WITHOUT_A_MEETING} months, to {day_words(case.start)}"
        return (Run(f"No earlier meeting is written down, so this document looks back {back}."),)
    return (Run(f"The last meeting was the {MEETINGS[meeting.kind]}, {date_text(meeting)}"), *_see(case, (meeting.id,)), Run("."))


def _in_short(events: list[Event]) -> str:
    if not events:
        return "Nothing is written down since then."
    parts = [f"{number:,} {words}" for kinds, words in _COUNTED if (number := sum(e.kind in kinds for e in events))]
    appointments = f" Appointments: {listed(parts)}." if parts else ""
    return f"Since then there {'is' if len(events) == 1 else 'are'} {many(len(events), 'entry')}.{appointments}"


def childs_words(case: Case) -> Iterable[Section]:
    """The child's words."""
    name = called(case.chronology.child)
    if not case.quotes:
        words = f"No words of {name} are written down. What {name} says, wants and feels still needs to be asked."
        return (Section(f"{name} says", (text(words),)),)
    # How often the child was seen is for those who see children; a family reads the words.
    return (Section(f"{name} says", tuple(block for block in voice(case) if isinstance(block, Quote))),)


def worries(case: Case) -> Iterable[Section]:
    """What worries the professionals, said plainly with its entries; other explanations stand with each group."""
    name = called(case.chronology.child)
    items = [item for item in case.findings if item.finding.level is not Level.STRENGTH]
    blocks: list[Block] = [text(WORRIES_NOTE if items else NO_WORRIES)]
    for family, heading in CARE_FAMILIES.items():
        group = [item for item in items if item.finding.family == family]
        if group:
            lines = tuple((Run(plainly(i.finding, name)), *_see(case, i.finding.evidence)) for i in group)
            blocks += [Subheading(heading), Bullets(lines), *_could_be(group)]
    blocks.append(quiet(MORE_PATTERNS.replace("{}", name)))
    return (Section("What worries us", tuple(blocks)),)


def _could_be(group: list[Lettered]) -> list[Block]:
    reasons = dict.fromkeys(sentence(capital(said(words))) for item in group for words in item.finding.alternatives)
    if not reasons:
        return []
    return [text("What else it could be:"), Bullets(tuple((Run(words),) for words in reasons))]


def open_questions(case: Case) -> Iterable[Section]:
    """Questions for the meeting: about single entries where accounts may differ, then about the time as a whole."""
    name = called(case.chronology.child)
    recent = {event.id for event in _since(case)}
    lines = [*_of_accounts(case)]
    for reflection in reflect(case.chronology, case.request.analysis, case.request.as_of):
        words = QUESTIONS.get(reflection.question.id)
        if words:
            bearing = [event for event in reflection.events if event in recent]
            lines.append((Run(words.replace("{}", name)), *_see(case, bearing)))
    note = quiet("The numbers are of entries that may help to think about a question. There is no right answer to find.")
    return (Section("Questions to talk about", (note, Bullets(tuple(lines)))),)


def _of_accounts(case: Case) -> Iterable[Line]:
    events = _since(case)
    for event in [event for event in events if event.family_response in _ASKED][-ACCOUNTS_ASKED:]:
        head = f"{headline(event)}, {date_text(event)}"
        yield (Run(sentence(head), Tone.STRONG), Run(f" {_ASKED[event.family_response]}"), *_see(case, (event.id,)))
    silent = [event.id for event in events if event.family_response is FamilyResponse.NO_RESPONSE]
    if silent:
        words = "Some of our messages got no answer. Did they reach you, and what is the best way to reach you?"
        yield (Run(words), *_see(case, silent))
    told = [event.id for event in events if event.basis is Basis.REPORTED_BY_CARER]
    if told:
        yield (Run("Have we written down what you told us as you would say it?"), *_see(case, told))


def day_by_day(case: Case) -> Iterable[Section]:
    """Every listed entry since the last meeting, on pages that lie on their side."""
    events = [event for event in _since(case) if event.id in case.shown]
    if not events:
        return ()
    caption = f"What happened from {day_words(case.start)} to {day_words(case.end)}"
    return (Section("What happened, day by day", (meeting_table(case, caption, events),), landscape=True),)


def before_then(case: Case) -> Iterable[Section]:
    """The earlier and undated entries that the document names."""
    recent = {event.id for event in _since(case)}
    events = [event for event in case.events if event.id in case.shown and event.id not in recent]
    if not events:
        return ()
    heading, when = ("Earlier entries", "earlier") if case.end == case.request.as_of else ("Other entries", "another time")
    words = f"These are the entries from {when}, or without a date, that this document speaks of or looked at for its counts."
    return (Section(heading, (quiet(words), brief_table(case, f"{heading}, by year", events))),)


def please_check(case: Case) -> Iterable[Section]:
    """What is held of the child, for the family to check."""
    words = "Please tell us what is wrong or missing in this document. We will put it right, or write down how you see it."
    return (Section("Please check", (text(words), child_facts(case))),)


def _since(case: Case) -> list[Event]:
    return [event for event in case.events if case.in_period(event) and not event.when.is_undated]


def _see(case: Case, events: Iterable[UUID]) -> Line:
    """Return " (entries 3, 4)" for those of the entries that the document lists, or nothing."""
    listed_ones = [event for event in events if event in case.shown]
    if not listed_ones:
        return ()
    word = " (entry\u00a0" if len(listed_ones) == 1 else " (entries "
    return (Run(word, Tone.QUIET), *case.numbers(listed_ones, Tone.QUIET), Run(")", Tone.QUIET))
