"""Properties of redaction: no planted name is left in any spelling, other text stays, doing it twice changes nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.dates.value import UncertainDate
from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.records import Bundle, Child, Event, Person, Record, Relation, Source
from chronology_tui.domain.vocabulary import PersonKind, RelationKind
from chronology_tui.report.redaction import Redaction, redact
from tests.support.records import bundles

GIVEN = ("Siân", "Łukasz", "Anne-Marie", "Zoë", "Rhian", "Dafydd", "Björn", "Oluwaseun", "Grace", "Hope")
FAMILY = ("O'Fell", "Garth", "Beck-Moor", "van der Quill", "Żółwik", "Ghyll", "Søndergård", "MacScree", "Rose")
FILLER = (
    "seen at clinic",
    "he was well",
    "advice given,",
    "review in 2 weeks.",
    "weight 16.4 kg;",
    "no concerns",
    "Annual leave",
    "in Leeds",
)
CHILD = Child(id=UUID(int=1), name="Sam Tarn", birth=date(2019, 4, 3))
LETTER = Source(id=UUID(int=2), title="Clinic letter")


def plain(text: str) -> str:
    """Fold a text in another way than the program does: letters only, no case, no accents."""
    text = text.translate(str.maketrans("łŁøØ", "lLoO"))
    marks = (char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return "".join(char for char in marks if unicodedata.category(char) != "Cf").casefold()


def _hidden(name: str, sign: str) -> str:
    middle = len(name) // 2
    return name[:middle] + sign + name[middle:]


@st.composite
def spellings(draw: st.DrawFn, given_name: str, family: str) -> str:
    """Return one way of writing a name."""
    blank = draw(st.sampled_from((" ", "  ", "\u00a0", "\n", " \n ", "\t")))
    whole = draw(
        st.sampled_from((
            f"{given_name}{blank}{family}", f"{family},{blank}{given_name}", f"{given_name[0]}.{blank}{family}",
            f"{given_name[0]}{blank}{family}", f"{family}, {given_name[0]}.", f"Mrs{blank}{family}",
            f"Dr.{blank}{given_name}{blank}{family}",
            f"met {given_name} there", f"met {family} there", f"{given_name}'s", f"{given_name}’s", f"{family}’s",
            f"{given_name}_{family}.pdf", f"{family}-{given_name}.docx",
        ))
    )  # fmt: skip
    change = draw(st.sampled_from((
        str, str.upper, lambda text: unicodedata.normalize("NFD", text), lambda text: text.replace("'", "’"),
        lambda text: _hidden(text, "\u00ad") , lambda text: _hidden(text, "\u200b"), plain_marks,
    )))  # fmt: skip
    return str(change(whole))


def plain_marks(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))


def strings(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case Record():
            for name in type(value).model_fields:
                yield from strings(getattr(value, name))
        case tuple():
            for item in value:
                yield from strings(item)
        case UncertainDate():
            yield value.text
            for remark in value.remarks:
                yield remark.text


def words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]+", plain(text)))


@st.composite
def families(draw: st.DrawFn) -> tuple[Person, ...]:
    """Return third parties, relatives and professionals with names of their own."""
    givens = draw(st.lists(st.sampled_from(GIVEN), min_size=1, max_size=5, unique=True))
    people = []
    for number, given_name in enumerate(givens, 10):
        kind = draw(st.sampled_from(PersonKind))
        relation = draw(st.sampled_from(RelationKind))
        people.append(
            Person(
                id=UUID(int=number), name=f"{given_name} {draw(st.sampled_from(FAMILY))}", kind=kind,
                relations=(Relation(child=CHILD.id, kind=relation),), third_party=draw(st.booleans()),
                role=draw(st.sampled_from(("", "health visitor", "GP"))),
            )
        )  # fmt: skip
    return tuple(people)


@given(st.data(), families())
def test_no_planted_name_is_left_for_training(data: st.DataObject, people: tuple[Person, ...]) -> None:
    fields = ("summary", "quote", "professional", "brought_by", "child_voice", "action", "notes", "place")
    texts = {}
    for name in fields:
        parts = []
        for _ in range(data.draw(st.integers(1, 3))):
            given_name, family = data.draw(st.sampled_from(people)).name.split(" ", 1)
            parts += [data.draw(st.sampled_from(FILLER)), data.draw(spellings(given_name, family))]
        texts[name] = " ".join(parts)
    event = Event.model_validate({
        "id": UUID(int=99), "children": (CHILD.id,), "when": UncertainDate.on(date(2024, 3, 14)), "kind": Kind.NOTE,
        "area": Kind.NOTE.area, "source": LETTER.id, **texts,
    })  # fmt: skip
    found = redact(Chronology.of(CHILD, [event], [LETTER]), (), people, (CHILD,), Redaction.ANONYMOUS)
    planted = {word for person in people for word in words(person.name) if len(word) > 3}
    for text in (t for record in (*found.chronology.events, *found.people) for t in strings(record)):
        assert planted.isdisjoint(words(text)), text


@given(st.lists(st.sampled_from(FILLER)), families(), st.sampled_from(Redaction))
def test_text_without_names_stays_byte_for_byte(parts: list[str], people: tuple[Person, ...], level: Redaction) -> None:
    text = "  ".join(parts)
    sweep = redact(Chronology.of(CHILD, [], []), (), people, (CHILD,), level).sweep
    swept = sweep.look(text)
    assert (swept.text, swept.replaced) == (text, ())


@given(bundles(), st.sampled_from(Redaction))
def test_any_records_can_be_redacted_and_a_second_time_changes_nothing(bundle: Bundle, level: Redaction) -> None:
    child, *_ = bundle.children
    chronology = Chronology.of(child, [e for e in bundle.events if child.id in e.children], bundle.sources)
    once = redact(chronology, (), bundle.people, bundle.children, level)
    again = redact(once.chronology, (), bundle.people, bundle.children, level)
    assert again.chronology == once.chronology
    for before, after in zip(
        (e for e in chronology.events if e.id in {x.id for x in once.chronology.events}), once.chronology.events, strict=True
    ):
        assert type(after).model_validate(after.model_dump()) == after
        assert (before.id, before.kind, before.severity, before.when.sort_key) == (
            after.id,
            after.kind,
            after.severity,
            after.when.sort_key,
        )
        assert chronology.number(before.id) == once.chronology.number(after.id)


@given(bundles(), st.sampled_from(Redaction))
def test_the_sweep_of_a_swept_text_changes_nothing(bundle: Bundle, level: Redaction) -> None:
    child, *_ = bundle.children
    sweep = redact(Chronology.of(child, [], []), (), bundle.people, bundle.children, level).sweep
    for text in (t for record in (*bundle.events, *bundle.people) for t in strings(record)):
        assert sweep.text(sweep.text(text)) == sweep.text(text)
