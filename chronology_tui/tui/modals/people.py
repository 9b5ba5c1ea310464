"""The people around a child: family and professionals, what each is to the child, and whether the father is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from textual import on
from textual.binding import Binding, BindingType

from chronology_tui.domain.records import Child, Person, Relation
from chronology_tui.domain.text import counted, one_line
from chronology_tui.domain.vocabulary import FatherKnown, PersonKind, RelationKind
from chronology_tui.tui.modals.record_form import Asked, FormWords
from chronology_tui.tui.modals.records import Form, RecordsScreen
from chronology_tui.tui.widgets.insight import BLANK, heading
from chronology_tui.tui.widgets.key_bar import Key
from chronology_tui.tui.widgets.page import Block, Page

if TYPE_CHECKING:
    from chronology_tui.domain.chronology import Chronology
    from chronology_tui.services.people import PersonFields

FATHER = "father"
"""Name by which the question about the father is chosen."""
FATHER_WORDS = {
    FatherKnown.KNOWN: ("The father is known.", "good"),
    FatherKnown.UNKNOWN: ("Asked: the father is not known.", "text"),
    FatherKnown.NOT_ASKED: ("Is the father known? Nobody has asked yet: f answers.", "look"),
}
NOBODY = "Nobody is recorded yet: a adds a person."
_ANSWERS = (("known", "known"), ("unknown", "asked, and not known"), ("not_asked", "nobody has asked yet"))
_YES_NO = (("yes", "yes"), ("no", "no"))


@dataclass(frozen=True, slots=True)
class People:
    """The people around a child, the names of the children of the store, and the chronology."""

    people: tuple[Person, ...]
    names: Mapping[UUID, str]
    chronology: Chronology


def people_blocks(found: People) -> Iterator[Block]:
    """Return whether the father is known, then the family, then the professionals."""
    words, role = FATHER_WORDS[found.chronology.child.father]
    yield Block(words, role, indent=1, target=FATHER)
    yield BLANK
    for kind, title in ((PersonKind.FAMILY, "FAMILY"), (PersonKind.PROFESSIONAL, "PROFESSIONALS")):
        people = [person for person in found.people if person.kind is kind]
        yield heading(f"{title} · {len(people)}")
        if not people:
            yield Block("nobody is recorded", "mute", indent=1)
            yield BLANK
        for person in people:
            target = str(person.id)
            yield Block(one_line(person.name), "text bold", indent=1, target=target)
            yield Block(person_words(person, found), "mute", indent=1, target=target)
            yield BLANK


def person_words(person: Person, found: People) -> str:
    """Return what is recorded about a person in one line."""
    entries = sum(any(one.person == person.id for one in event.people) for event in found.chronology.events)
    parts = (
        *(_relation_words(relation, found.names) for relation in person.relations),
        one_line(person.role),
        one_line(person.agency),
        "third party" if person.third_party else "",
        f"written as “{one_line(person.pseudonym)}” where the name may not be used" if person.pseudonym else "",
        counted(entries, "entry", "entries") if entries else "",
        one_line(person.notes),
    )
    return " · ".join(filter(None, parts)) or "no relation to the child is recorded"


def _relation_words(relation: Relation, names: Mapping[UUID, str]) -> str:
    kind, words = relation.kind.replace("_", " "), one_line(relation.words)
    child = one_line(names.get(relation.child, "another child"))
    if relation.kind is RelationKind.OTHER and words:
        return f"{words}, to {child}"
    return f"{kind} of {child}" + (f" ({words})" if words else "")


class PeopleScreen(RecordsScreen[People]):
    """Lists the people; answers with the entries to show."""

    TITLE = "people"
    KEYS = (
        Key("enter", "change", "choose"),
        Key("a", "add", "add"),
        Key("f", "father", "father"),
        Key("g", "entries", "entries"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "back", "Back", show=False),
        Binding("e", "choose", "Change the person", show=False),
        Binding("a,n", "add", "Add a person", show=False),
        Binding("f", "father", "Whether the father is known", show=False),
        Binding("g", "entries", "Go to the entries with the person", show=False),
    ]

    def gather(self) -> People:
        """Read the people."""
        from chronology_tui.services.people import people_around  # noqa: PLC0415 - loaded behind the dialogue

        chronology = self._casebook.chronology(self._child)
        names = {child.id: child.name for child in self._casebook.children()}
        return People(people_around(self._casebook, chronology), names, chronology)

    def lay_out(self, found: People) -> tuple[Sequence[Block], str]:
        """Show them, and how many there are."""
        family = sum(person.kind is PersonKind.FAMILY for person in found.people)
        professionals = len(found.people) - family
        said = f"{family} of the family, {counted(professionals, 'professional')}." if found.people else NOBODY
        return list(people_blocks(found)), said

    @property
    def _here(self) -> Person | None:
        there = self.found.people if self.found is not None else ()
        return next((person for person in there if str(person.id) == self.page.target), None)

    async def action_entries(self) -> None:
        """Leave for the entries in which the chosen person had a part."""
        from chronology_tui.services.people import entries_with  # noqa: PLC0415 - loaded behind the dialogue

        if await self.ready() and self.found is not None and (person := self._here) is not None:
            self.leave_for(entries_with(self.found.chronology, person.id), f"with: {one_line(person.name)}")

    # ------------------------------------------------------------------ changing

    @on(Page.Chosen)
    async def _chosen(self, event: Page.Chosen) -> None:
        event.stop()
        if event.target == FATHER:
            await self.action_father()
        elif await self.may_change() and (person := self._here) is not None:
            self._ask(person)

    async def action_add(self) -> None:
        """Add a person."""
        if await self.may_change():
            self._ask(None)

    async def action_father(self) -> None:
        """Answer whether the father is known."""
        if not await self.may_change() or self.found is None:
            return
        child = self.found.chronology.child
        said = "Missing fathers are a common fault of chronologies, so it is always asked."
        asked = [Asked(FATHER, "the father is", child.father, "", _ANSWERS)]

        def save(values: dict[str, str], draft: UUID) -> str:
            from chronology_tui.services.child_fields import ChildFields, set_child  # noqa: PLC0415 - as above

            changed = set_child(self._casebook, child.id, ChildFields(**values), draft=draft)
            return f"{FATHER_WORDS[changed.father][0].partition(': f ')[0]} u undoes."

        self.ask(Form(FormWords("is the father known?", said), "form:father", asked, save))

    def _ask(self, person: Person | None) -> None:
        from chronology_tui.services.people import children_to_ask_about  # noqa: PLC0415 - loaded behind the dialogue

        if self.found is None:
            return
        children = children_to_ask_about(self._casebook, self.found.chronology.child, person)

        def save(values: dict[str, str], draft: UUID) -> str:
            from chronology_tui.services.people import save_person  # noqa: PLC0415 - as above

            fields = person_fields(values, children, person)
            saved = save_person(self._casebook, person.id if person else None, fields, draft=draft)
            return f"{'Changed' if person else 'Added'}: {one_line(saved.name)}. u undoes."

        words = FormWords("change the person" if person else "add a person")
        place = f"form:person:{person.id}" if person else "form:person"
        self.ask(Form(words, place, list(person_asked(person, children)), save))


def person_asked(person: Person | None, children: Sequence[Child]) -> Iterator[Asked]:
    """Yield what is asked about a person: the name, what the person is to each child, and the rest."""
    yield Asked("name", "name", person.name if person else "", "As you write it.")
    kinds = ((PersonKind.FAMILY.value, "family, friend or neighbour"), (PersonKind.PROFESSIONAL.value, "professional"))
    yield Asked(
        "kind", "kind", person.kind if person else PersonKind.FAMILY, "Acting as family, or in a professional role.", kinds
    )
    options = (("", "not recorded"), *((kind.value, kind.replace("_", " ")) for kind in RelationKind))
    for n, child in enumerate(children):
        relation = next((one for one in person.relations if one.child == child.id), None) if person else None
        label = f"to {one_line(child.name)}"
        yield Asked(f"relation-{n}", label[:24], relation.kind if relation else "", f"What the person is {label}.", options)
        yield Asked(f"words-{n}", "  in your words", relation.words if relation else "", "Where the list is too short.")
    yield Asked("role", "role", person.role if person else "", "Such as health visitor or class teacher.")
    yield Asked("agency", "agency", person.agency if person else "", "Where a professional works.")
    third = "yes" if person and person.third_party else "no"
    about = "Somebody other than the child and carers: details are kept out of packs."
    yield Asked("third_party", "third party", third, about, _YES_NO)
    about = "Words that stand for the name where it may not be used."
    yield Asked("pseudonym", "written as", person.pseudonym if person else "", about)
    yield Asked("notes", "notes", person.notes if person else "", "Anything else.")


def person_fields(values: dict[str, str], children: Sequence[Child], person: Person | None) -> PersonFields:
    """Return the fields that the changed values of the form stand for."""
    from chronology_tui.services.errors import InvalidRecord  # noqa: PLC0415 - loaded behind the dialogue
    from chronology_tui.services.people import PersonFields  # noqa: PLC0415 - likewise

    related: dict[UUID, tuple[str, str]] = {}
    for n, child in enumerate(children):
        there = next((one for one in person.relations if one.child == child.id), None) if person else None
        kind, words = values.pop(f"relation-{n}", None), values.pop(f"words-{n}", None)
        if kind is None and words is None:
            continue
        kind = kind if kind is not None else there.kind if there else ""
        words = words if words is not None else there.words if there else ""
        if words.strip() and not kind:
            raise InvalidRecord(f"To {one_line(child.name)}: choose what the person is to the child; other, where nothing fits.")
        related[child.id] = (kind, words)
    third_party = values.pop("third_party", None)
    name = {} if person is not None or "name" in values else {"name": ""}
    return PersonFields(**{**name, **values}, third_party=third_party == "yes" if third_party else None, related=related)
