"""What is recorded about a child beside the entries: the details, and what holds from a first to a last day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from textual import on
from textual.binding import Binding, BindingType

from chronology_tui.domain.dates import DateContext, UncertainDate, format_date
from chronology_tui.domain.records import Child, ChildStatus, HouseholdRisk, Vulnerability
from chronology_tui.domain.text import one_line
from chronology_tui.domain.vocabulary import CaseState, FatherKnown, PlanCategory, Sex
from chronology_tui.errors import UsageError
from chronology_tui.tui.modals.record_form import Asked, FormWords, reads_date
from chronology_tui.tui.modals.records import Form, RecordsScreen
from chronology_tui.tui.widgets.insight import BLANK, heading
from chronology_tui.tui.widgets.key_bar import Key
from chronology_tui.tui.widgets.page import Block, Page
from chronology_tui.tui.widgets.says import answer

if TYPE_CHECKING:
    from chronology_tui.services.child_fields import DatedFields, DatedList, DatedRecord

_INDENT = 26
_NOT_RECORDED = "not recorded"
_APART = ":"
_NEW = "new"
LISTS = {
    "statuses": ("PLANS AND LEGAL STATUSES", "add a plan or status"),
    "vulnerabilities": ("VULNERABILITIES", "add a vulnerability"),
    "household_risks": ("RISKS IN THE HOUSEHOLD", "add a risk"),
}
"""Heading of each list, and what its last line does."""


def _choices(codes: Sequence[str], first: tuple[tuple[str, str], ...] = ()) -> tuple[tuple[str, str], ...]:
    return (*first, *((str(code), code.replace("_", " ")) for code in codes))


def child_asked(child: Child, dates: DateContext) -> list[Asked]:
    """Return every single field of a child as a form asks it."""
    states = [state for state in CaseState if state is not CaseState.PURGED]
    gestation = f"{child.gestation.weeks}+{child.gestation.days}" if child.gestation else ""
    return [
        Asked("name", "name or initials", child.name, "As you write it."),
        Asked("birth", "expected" if child.unborn else "born", _day(child.birth), reads=reads_date(dates)),
        Asked("sex", "sex", child.sex, "For growth charts; never required.", _choices(list(Sex))),
        Asked("gestation", "gestation at birth", gestation, "In weeks and days, such as 32+4."),
        Asked("nhs_number", "NHS number", child.nhs_number, "Ten digits; the check digit is tested. Never required."),
        Asked("reference", "reference", child.reference, "Your own reference."),
        Asked("family_group", "family", child.family_group, "Name of the family whose children belong together."),
        Asked("household", "household", child.household, "Who lives with the child."),
        Asked("conditions", "long-term conditions", "; ".join(child.conditions), "In your words, parted by semicolons."),
        Asked("lead_professional", "lead professional", child.lead_professional, "Who leads."),
        Asked("parental_responsibility", "parental responsibility", child.parental_responsibility, "Who holds it."),
        Asked("father", "the father is", child.father, "Always asked.", _choices(list(FatherKnown))),
        Asked("marking", "marking", child.marking, "Handling marking for this child's packs; empty for the pack's own."),
        Asked("sharing_basis", "basis for sharing", child.sharing_basis, "The lawful basis for sharing, in your words."),
        Asked("state", "chronology", child.state, "Finished: it is closed, and may be purged.", _choices(states)),
    ]


def child_blocks(child: Child, asked: Sequence[Asked]) -> Iterator[Block]:
    """Return the details, one line each, then the lists, each ending with a line that adds to it."""
    yield heading("DETAILS")
    for one in asked:
        words = dict(one.options).get(one.value, one.value) if one.options else one.value
        if one.name == "father" and child.father is FatherKnown.NOT_ASKED:
            words, role = "nobody has asked yet: is the father known?", "look"
        else:
            role = "text" if words else "mute"
        lead = ((f" {one.label:<{_INDENT - 1}}", "mute"),)
        yield Block(one_line(words) or _NOT_RECORDED, role, lead, indent=_INDENT, target=one.name)
    for which, (title, adds) in LISTS.items():
        yield BLANK
        records: Sequence[DatedRecord] = getattr(child, which)
        yield heading(f"{title} · {len(records)}")
        for n, record in enumerate(records):
            yield Block(dated_words(record), "text", indent=1, target=f"{which}{_APART}{n}")
        yield Block(f"+ {adds}", "accent", indent=1, target=f"{which}{_APART}{_NEW}")


def dated_words(record: DatedRecord) -> str:
    """Return a status, vulnerability or risk with its dates in words."""
    category = record.category if isinstance(record, ChildStatus) and record.category is not PlanCategory.NOT_RECORDED else ""
    note = "" if isinstance(record, ChildStatus) else one_line(record.note)
    words = record.kind.replace("_", " ") + (f" ({category or note})" if category or note else "")
    start, end = (f" {word} {_day(day)}" if day else "" for word, day in (("from", record.start), ("to", record.end)))
    return f"{words}{start}{end}"


class ChildScreen(RecordsScreen[Child]):
    """Shows what is recorded about a child and changes it."""

    TITLE = "the child"
    KEYS = (Key("enter", "change", "choose"), Key("a", "add", "add"), Key("delete", "take off", "take_off"))
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("D", "back", "Back", show=False),
        Binding("e", "choose", "Change", show=False),
        Binding("a,n", "add", "Add a plan, vulnerability or risk", show=False),
        Binding("delete,backspace", "take_off", "Take it off", show=False),
    ]

    def gather(self) -> Child:
        """Read the child."""
        return self._casebook.chronology(self._child).child

    def lay_out(self, found: Child) -> tuple[Sequence[Block], str]:
        """Show it."""
        return list(child_blocks(found, child_asked(found, self._dates(found)))), one_line(found.name)

    def _dates(self, child: Child) -> DateContext:
        return DateContext(today=self._casebook.today(), birth=child.birth, planned=True)

    @property
    def _here(self) -> tuple[DatedList | None, DatedRecord | None]:
        """The list in which the chosen line stands, and the record there; None for the details and for the line that adds."""
        from chronology_tui.services.child_fields import DatedList  # noqa: PLC0415 - loaded behind the dialogue

        which, mark, place = (self.page.target or "").partition(_APART)
        if not mark or self.found is None:
            return None, None
        records: Sequence[DatedRecord] = getattr(self.found, which)
        return DatedList(which), None if place == _NEW else records[int(place)]

    # ------------------------------------------------------------------ changing

    @on(Page.Chosen)
    async def _chosen(self, event: Page.Chosen) -> None:
        event.stop()
        if not await self.may_change() or self.found is None:
            return
        which, record = self._here
        if which is not None:
            self._ask_dated(self.found, which, record)
        else:
            self._ask_details(self.found, event.target)

    async def action_add(self) -> None:
        """Add to the list in which the chosen line stands: to the plans and statuses where it stands in none."""
        from chronology_tui.services.child_fields import DatedList  # noqa: PLC0415 - loaded behind the dialogue

        if await self.may_change() and self.found is not None:
            self._ask_dated(self.found, self._here[0] or DatedList.STATUS, None)

    def _ask_details(self, child: Child, start: str) -> None:
        def save(values: dict[str, str], draft: UUID) -> str:
            from chronology_tui.services.child_fields import ChildFields, set_child  # noqa: PLC0415 - as above

            # The form shows a day; that it is cleared cannot be meant, since a date of birth once known stays known.
            set_child(self._casebook, child.id, ChildFields(**values), draft=draft)
            return "Changed. u undoes."

        words = FormWords("change the details")
        asked = child_asked(child, self._dates(child))
        self.ask(Form(words, "form:child-details", asked, save, start=start))

    def _ask_dated(self, child: Child, which: DatedList, record: DatedRecord | None) -> None:
        def save(values: dict[str, str], draft: UUID) -> str:
            from chronology_tui.services.child_fields import set_dated  # noqa: PLC0415 - loaded behind the dialogue

            if not values.get("kind", asked[0].value):
                raise UsageError("Kind: choose one first; left and right go through them.")
            fields = dated_fields({one.name: values.get(one.name, one.value) for one in asked})
            set_dated(self._casebook, child.id, which, record, fields, draft=draft)
            return f"{'Changed' if record else 'Added'}: {fields.kind.replace('_', ' ')}. u undoes."

        asked = dated_asked(which, record, self._dates(child))
        title = LISTS[which][1] if record is None else f"change the {which.words}"
        place = f"form:child:{which}" if record is None else f"form:child:{which}:{record.kind}:{record.start}"
        self.ask(Form(FormWords(title), place, asked, save))

    async def action_take_off(self) -> None:
        """Take the chosen plan, vulnerability or risk off; undo brings it back."""
        from chronology_tui.services.child_fields import drop_dated  # noqa: PLC0415 - loaded behind the dialogue

        if not await self.may_change():
            return
        which, record = self._here
        if which is None or record is None:
            answer(self, "Plans, vulnerabilities and risks are taken off; Enter changes a detail.", "mute")
            return

        def take_off() -> str:
            drop_dated(self._casebook, self._child, which, record)
            return f"Taken off: {record.kind.replace('_', ' ')}. u undoes."

        self.change(take_off)


def dated_asked(which: DatedList, record: DatedRecord | None, dates: DateContext) -> list[Asked]:
    """Return what is asked about a status, vulnerability or risk."""
    # Nothing is chosen beforehand: what is recorded of a family must never be there by haste.
    kinds = _choices(list(which.kinds), () if record else (("", "choose one"),))
    asked = [Asked("kind", "kind", record.kind if record else "", "", kinds)]
    if which.value == "statuses":
        category = record.category if isinstance(record, ChildStatus) else PlanCategory.NOT_RECORDED
        asked.append(Asked("category", "category", category, "Of a protection plan.", _choices(list(PlanCategory))))
    else:
        note = record.note if isinstance(record, Vulnerability | HouseholdRisk) else ""
        asked.append(Asked("note", "note", note, "In your words."))
    first, last = (_day(record.start), _day(record.end)) if record else ("", "")
    reads = reads_date(dates)
    return [*asked, Asked("start", "from", first, reads=reads), Asked("end", "to, when it has ended", last, reads=reads)]


def dated_fields(values: dict[str, str]) -> DatedFields:
    """Return the fields that the values of the form stand for."""
    from chronology_tui.services.child_fields import DatedFields  # noqa: PLC0415 - loaded behind the dialogue

    return DatedFields(**values)


def _day(day: date | None) -> str:
    return format_date(UncertainDate.on(day)) if day is not None else ""
