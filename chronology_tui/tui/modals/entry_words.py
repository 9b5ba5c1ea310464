"""The fields of the form of an entry: which there are, how they are grouped, and what is said of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from chronology_tui.domain.text import one_line


class Sort(Enum):
    """What sort of field a column has."""

    LINE = auto()
    AREA = auto()
    LIST = auto()
    FLAG = auto()
    PICK = auto()
    PEOPLE = auto()
    ACTIONS = auto()


@dataclass(frozen=True, slots=True)
class Spec:
    """One field.

    Attributes:
        column: the column that it fills.
        label: what it is called.
        sort: what sort of field.
        hint: what may stand in it.
        source: the closed list that it offers, or the mark of the typed line whose names it completes.
        height: lines that a field of several lines takes at least.
    """

    column: str
    label: str
    sort: Sort = Sort.LINE
    hint: str = ""
    source: str = ""
    height: int = 1


@dataclass(frozen=True, slots=True)
class Section:
    """A group of fields; ``key`` names it in the code."""

    key: str
    title: str
    fields: tuple[Spec, ...]


_L, _A, _C, _F, _P = Sort.LINE, Sort.AREA, Sort.LIST, Sort.FLAG, Sort.PICK

WHAT = Section("what", "What happened", (
    Spec("date", "date"),
    Spec("time", "time", _L, "A time of day, such as 14:30. Empty where the source gives none."),
    Spec("kind", "kind", _L, "Type a word of it, such as brought, seen, weight.", "kind"),
    Spec("service", "service", _L, "Clinic, ward, practice or team.", "@"),
    Spec("place", "place", _L, "Where it happened, if that matters."),
    Spec("summary", "what happened", _A, "A brief note in plain words: what was seen or said.", height=3),
))  # fmt: skip
SERIOUS = Section("serious", "How serious", (
    Spec("severity", "severity", _C, "How bad the harm was, or could have been.", "Severity"),
    Spec("likelihood", "likelihood", _C, "How likely harm is if nothing changes.", "Likelihood"),
    Spec("key", "key event", _F, "A key event stands in every pack, however old it is."),
))  # fmt: skip
DETAILS = Section("details", "Details of the kind", (
    Spec("mode", "contact by", _C, "In person, by telephone, by video, at home.", "ContactMode"),
    Spec("reason", "reason", _L, "The reason, as recorded."),
    Spec("onset", "began", _L, "When it began: a date, in any form."),
    Spec("planned", "planned", _F, "Whether it was planned beforehand; of urgent care: whether the service planned the return."),
    Spec("nights", "nights", _L, "Nights in hospital, where the source gives them."),
    Spec("notice_days", "days of notice", _L, "Whole days between the cancellation and the appointment."),
    Spec("booked_by_young_person", "own booking", _F, "The young person books and decides: not the family's omission."),
    Spec("measure", "measure", _L, "What was measured, such as weight."),
    Spec("value", "value", _L, "The number, as the source writes it."),
    Spec("unit", "unit", _L, "Such as kg, cm, mmol/mol."),
    Spec("medicine", "medicine", _L, "Its name, as written."),
    Spec("vaccine", "vaccine", _L, "Its name, as written."),
    Spec("dose", "dose", _L, "As written."),
    Spec("days_supplied", "days supplied", _L, "Days that the supply covers at the prescribed dose."),
    Spec("review", "review", _L, "Which review or check."),
    Spec("due", "due", _L, "When it is, or was, due: a date, in any form."),
    Spec("critical", "critical", _F, "Missing this once is dangerous."),
    Spec("reliever", "reliever", _F, "A reliever inhaler: counted a year."),
    Spec("site", "where on body", _L, "As recorded."),
    Spec("explanation", "explanation", _A, "The explanation that was given, as recorded."),
    Spec("explanation_fits", "does it fit", _C, "How the explanation fits, as a clinician recorded it.", "Explanation"),
    Spec("mobility", "mobility", _C, "How far the child could move about alone.", "Mobility"),
    Spec("test", "test", _L, "Which test."),
    Spec("result", "result", _L, "As written."),
    Spec("meeting_agency", "agency", _L, "Which agency."),
    Spec("meeting_outcome", "outcome", _A, "What was decided."),
    Spec("meeting_attended_by", "who took part", _L, "In your words."),
))  # fmt: skip
KNOWN = Section("known", "How it is known", (
    Spec("source", "source", _L, "Title of the source. One that is not there yet is made.", "src:"),
    Spec("page", "page", _L, "Page or paragraph in the source."),
    Spec("basis", "basis", _C, "Who knew it, and how.", "Basis"),
    Spec("professional", "professional", _L, "Who recorded or saw it.", "by:"),
    Spec("quote", "quote", _A, "The source's own words, exactly."),
))  # fmt: skip
CHILD = Section("child", "The child", (
    Spec("child_seen", "child seen", _C, "Whether the child was seen.", "ChildSeen"),
    Spec("child_voice", "child's words", _A, "The child's own words, exactly."),
    Spec("impact", "impact", _C, "What it did to the child.", "Impact"),
    Spec("impact_note", "impact in words", _A, "What it meant for the child."),
))  # fmt: skip
DONE = Section("done", "What was done, and the family", (
    Spec("action", "action", _A, "What was done, or why nothing was."),
    Spec("family_response", "family response", _C, "How the family responded on this occasion.", "FamilyResponse"),
    Spec("response_note", "in words", _A, "What the family said and was offered; what stood in the way."),
))  # fmt: skip
WHO = Section("who", "Who was there", (
    Spec("brought_by", "brought by", _L, "Who brought the child.", "with:"),
    Spec("present", "present", _L, "Who else was there."),
    Spec("people_records", "people", Sort.PEOPLE),
))  # fmt: skip
AGREED = Section("agreed", "Agreed actions", (Spec("agreed_actions", "", Sort.ACTIONS),))
SORTING = Section("sorting", "Sorting and sharing", (
    Spec("area_of_health", "area", _C, "The area of health; empty takes that of the kind.", "Area"),
    Spec("handling", "handling", _P, "Who may see it. Marked entries are left out of packs for others, and counted.", "Handling"),
    Spec("children", "also about", _P, "Other children of this store whom it is about: one entry, seen with all of them."),
    Spec("presentation", "signs", _P, "Signs 1 to 12 of the perplexing presentations form, where it is used."),
    Spec("notes", "notes", _A, "Anything else."),
))  # fmt: skip

COLUMNS: tuple[tuple[Section, ...], ...] = ((WHAT, SERIOUS, DETAILS), (KNOWN, CHILD, DONE), (WHO, AGREED, SORTING))
"""The sections in the order in which they are gone through, as a wide screen puts them side by side."""
SECTIONS: tuple[Section, ...] = tuple(section for column in COLUMNS for section in column)
SPECS: Mapping[str, Spec] = {spec.column: spec for section in SECTIONS for spec in section.fields}

ACTION_FIELDS: tuple[Spec, ...] = (
    Spec("what", "to do", _L, "What was agreed. The next empty lines take another action; F8 takes this one away."),
    Spec("owner", "who", _L, "Who does it.", "by:"),
    Spec("due", "due", _L, "By when: a date, also “in 2 weeks”, counted from today."),
    Spec("done", "done", _L, "When it was done; empty while it is open."),
    Spec("outcome", "outcome", _L, "What came of it."),
)  # fmt: skip
PERSON_HINT = "A person who is kept as a record, by name; a new name makes a record. F8 takes the person away."


def label_of(column: str) -> str:
    """Return what a field is called."""
    spec = SPECS.get(column)
    return (spec.label if spec is not None else "") or column.replace("_", " ")


def column_named(label: str) -> str:
    """Return the column that a refusal names."""
    return label.strip().casefold().replace(" ", "_")


def mended(refusal: str) -> str:
    """Return a refusal with the field called as the form calls it."""
    name, colon, rest = refusal.partition(":")
    column = column_named(name)
    if not colon or column not in SPECS:
        return one_line(refusal)
    called = label_of(column)
    return one_line(f"{called[:1].upper()}{called[1:]}:{rest}")
