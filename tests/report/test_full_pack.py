"""The full record holds every field of every record: the test walks the records, so that a later field cannot be forgotten."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, time
from decimal import Decimal
from enum import Enum
from itertools import combinations
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Union, get_args, get_origin
from uuid import UUID

import pytest
from annotated_types import Ge
from pydantic.fields import FieldInfo

from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.dates.value import Precision, Qualifier, Remark, RemarkCode, UncertainDate
from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.records import (
    AppointmentDetails,
    Child,
    Disagreement,
    Event,
    MeasurementDetails,
    Person,
    PlannedAction,
    Record,
    Source,
)
from chronology_tui.domain.vocabulary import ContactMode, Handling
from chronology_tui.report.builder import build_report
from chronology_tui.report.document import ReportDocument, Table
from chronology_tui.report.reading import section_lines
from chronology_tui.report.text import document_words

if TYPE_CHECKING:
    from tests.report.conftest import CaseKit, Reader

OTHER_CHILD = Child(id=UUID(int=77), name="Mared Thomas")
SECOND_SOURCE = Source(id=UUID(int=3), title="School record")
NAMED = (Person(id=UUID(int=50), name="Dilys Bevan"), Person(id=UUID(int=51), name="Owain Rees"))

NOT_PRINTED = {
    "id": "identifiers are the program's own; entries bear numbers",
    "type": "the kind of the details follows from their words",
    "Disagreement.child": "it is the child whose record this is",
}
"""Fields without words of their own, each with the reason."""

KNOWN: dict[str, tuple[object, ...]] = {
    "nhs_number": ("", "9434765919", "9997304241"),
    "Event.children": ((UUID(int=1),), (UUID(int=1), OTHER_CHILD.id), (UUID(int=1), UUID(int=78))),
    "Event.source": (UUID(int=2), SECOND_SOURCE.id),
    "Involvement.person": tuple(person.id for person in NAMED),
    "Relation.child": (UUID(int=1), OTHER_CHILD.id),
}
"""Values of the fields whose type does not say what they may hold."""

DATES = (
    UncertainDate.on(date(2024, 3, 14)),
    UncertainDate.on(date(2024, 3, 14), "Thursday before Mothering Sunday"),
    UncertainDate("", Qualifier.ABOUT, Precision.MONTH, date(2024, 3, 1), date(2024, 3, 31)),
    UncertainDate("", Qualifier.SPAN, Precision.DAY, date(2024, 3, 1), date(2024, 3, 31)),
    UncertainDate("", Qualifier.BEFORE, Precision.DAY, None, date(2024, 3, 1)),
    UncertainDate.undated(),
    UncertainDate.undated("on the back of the envelope"),
)


def values_of(annotation: Any, owner: str, name: str, metadata: tuple[object, ...] = ()) -> tuple[object, ...]:
    """Return different values that a field may hold, by its type; a type that is not known here fails the test."""
    known = KNOWN.get(f"{owner}.{name}", KNOWN.get(name))
    if known is not None:
        return known
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return values_of(arguments[0], owner, name, arguments[1:])
    if origin in {Union, UnionType}:
        inner = [value for one in arguments if one is not NoneType for value in values_of(one, owner, name)]
        inner = [value for value in inner if not says_nothing(value)]
        return (*inner, None) if NoneType in arguments else tuple(inner)
    if origin is tuple:
        return ((), *((value,) for value in values_of(arguments[0], owner, name)))
    if isinstance(annotation, type):
        if issubclass(annotation, Enum):
            return tuple(annotation)
        if issubclass(annotation, Record):
            return tuple(variants(annotation))
        if issubclass(annotation, bool):
            return (False, True)
        if issubclass(annotation, int):
            marks = [mark for m in metadata for mark in (m.metadata if isinstance(m, FieldInfo) else (m,))]
            least = next((int(str(mark.ge)) for mark in marks if isinstance(mark, Ge)), 0)
            return (least, least + 1, least + 2)
        simple: dict[type, tuple[object, ...]] = {
            str: (f"zz{owner}{name}zz", f"yy{owner}{name}yy"),
            date: (date(2024, 1, 5), date(2024, 2, 5)),
            time: (time(9, 5), time(17, 40)),
            Decimal: (Decimal("1.5"), Decimal(0), Decimal("120.00")),
            UUID: (UUID(int=901), UUID(int=902)),
            UncertainDate: (DATES[0], *DATES[2:5]),
        }
        if annotation in simple:
            return simple[annotation]
    raise AssertionError(f"teach this test what {owner}.{name} may hold: {annotation!r}")


def says_nothing(value: object) -> bool:
    """Whether a record holds nothing beyond what it holds without being told, as the details of a kind may."""
    if not isinstance(value, Record) or any(field.is_required() for field in type(value).model_fields.values()):
        return False
    return value == type(value)()


def fields_of(record: type[Record]) -> Iterator[tuple[str, tuple[object, ...]]]:
    """Yield the name and the values of each field that has words of its own."""
    for name, field in record.model_fields.items():
        if name not in NOT_PRINTED and f"{record.__name__}.{name}" not in NOT_PRINTED:
            yield name, values_of(field.annotation, record.__name__, name, tuple(field.metadata))


def variants(record: type[Record]) -> Iterator[Record]:
    """Yield records that differ in one field each from the plainest one."""
    plain = {
        name: values_of(field.annotation, record.__name__, name, tuple(field.metadata))[0]
        for name, field in record.model_fields.items()
        if field.is_required()
    }
    first = record.model_validate(plain)
    yield first
    for name, values in fields_of(record):
        for value in values:
            changed = first.changed(**{name: value})
            if changed != first:
                yield changed


class Book:
    """A record of one of each, in which one of them can be changed."""

    def __init__(self, kit: CaseKit) -> None:
        """Begin with plain records."""
        self.kit = kit
        self.event = kit.event(1, "2024-03-14", Kind.ATTENDED)
        self.person = Person(id=UUID(int=60), name="Gwen")
        self.disagreement = Disagreement(
            id=UUID(int=61), child=kit.child.id, with_whom="Social care", about="thresholds", raised=kit.on("2024-03-14")
        )

    def document(self, record: Record) -> ReportDocument:
        """Return the full record in which ``record`` stands in the place of its kind."""
        of: dict[type, Record] = {Event: self.event, Child: self.kit.child, Source: self.kit.letter}
        of |= {Person: self.person, Disagreement: self.disagreement, type(record): record}
        sources = (of[Source], SECOND_SOURCE)
        chronology = Chronology.of(of[Child], [of[Event]], sources)  # type: ignore[arg-type, list-item]
        request = self.kit.request([self.event], pack="full")
        return build_report(
            type(request)(
                **{
                    **vars(request),
                    "chronology": chronology,
                    "people": (of[Person], *NAMED),
                    "disagreements": (of[Disagreement],),
                    "siblings": (Chronology.of(OTHER_CHILD, [], ()),),
                }
            )
        )

    def base(self, record: type[Record]) -> Record:
        """Return the plain record of a kind."""
        plain: dict[type, Record] = {Event: self.event, Child: self.kit.child, Source: self.kit.letter}
        return {**plain, Person: self.person, Disagreement: self.disagreement}[record]


@pytest.mark.parametrize("record", [Event, Child, Source, Person, Disagreement])
def test_no_field_is_left_out(kit: CaseKit, record: type[Record]) -> None:
    book = Book(kit)
    for name, values in fields_of(record):
        said: dict[tuple[type, str], object] = {}
        for value in DATES if (record, name) == (Event, "when") else values:
            document = book.document(book.base(record).changed(**{name: value}))
            words = " ".join(section_lines(document.sections))
            if isinstance(value, str) and value.startswith(("zz", "yy")):
                assert value.casefold() in words.casefold(), f"the words of {record.__name__}.{name} are missing"
            told = (type(value), words)  # which kind of details an entry holds follows from its own kind
            assert told not in said, f"{record.__name__}.{name} reads the same for {said[told]!r} and {value!r}"
            said[told] = value
        assert len(said) > 1, f"{record.__name__}.{name} was given one value only"


def test_a_field_that_is_forgotten_is_noticed(kit: CaseKit) -> None:
    book = Book(kit)
    same = {" ".join(document_words(book.document(book.event.changed(id=UUID(int=n))))) for n in (1001, 1002)}
    assert len(same) == 1  # an identifier has no words: the comparison above would fail on such a field


def entry(document: ReportDocument, read: Reader) -> list[str]:
    """Return the lines of the entry cell of the first row."""
    (table,) = [block for block in read.section(document, "Entries").blocks if isinstance(block, Table)]
    place = [column.heading for column in table.columns].index("Entry")
    return ["".join(run.text for run in line).replace("\u00a0", " ") for line in table.rows[0].cells[place].lines]


def test_an_entry_is_told_in_full_and_in_order(kit: CaseKit, read: Reader) -> None:
    done = PlannedAction(id=UUID(int=5), what="Send the letter", owner="Ward", due=kit.on("2024-04-01"))
    event = kit.event(
        1,
        "2024-03-14",
        Kind.NO_ACCESS,
        service="Health visiting",
        summary="Nobody came to the door. Called twice.",
        professional="H. Glyn",
        details=AppointmentDetails(mode=ContactMode.TELEPHONE, critical=True),
        quote="no reply x2",
        key=True,
        planned=(done,),
        handling=(Handling.RESTRICTED,),
        notes="Row 12 of the old table",
    )
    assert entry(kit.build([event], pack="full"), read) == [
        "Key event. No access at home visit by health visiting. Nobody came to the door. Called twice.",
        "How: by telephone. Critical care: yes. Professional: H. Glyn.",
        "Verbatim from the source: “no reply x2”",
        "Agreed action: Send the letter, by Ward, due 1 April 2024 (overdue).",
        "Handling: not to be shared outside the recording agency without agreement.",
        "Notes: Row 12 of the old table.",
    ]


def test_restricted_and_privileged_entries_stand_in_the_record(kit: CaseKit, read: Reader) -> None:
    events = [kit.event(n, "2024-03-14", summary="Zanzibar", handling=(mark,)) for n, mark in enumerate(Handling)]
    document = kit.build(events, pack="full")
    assert " ".join(document_words(document)).count("Zanzibar") == len(Handling)
    assert "Left out" not in read.words(read.section(document, "About this document"))


def test_it_begins_with_the_first_entry_and_holds_no_findings(kit: CaseKit) -> None:
    events = [kit.event(1, ""), kit.event(2, "1999"), kit.event(3, "2024-03-14")]
    document = kit.build(events, [kit.finding("Not brought twice", events[2:])], pack="full")
    words = " ".join(document_words(document))
    assert "1999" in words
    assert "Not brought twice" not in words
    assert "Policy of thresholds" not in words
    assert "3, of which 1 undated and 3 listed in this document" in words


def test_what_was_typed_stands_where_it_says_the_date_otherwise(kit: CaseKit) -> None:
    read_so = Remark(RemarkCode.WEEKDAY, "14 March 2024 was a Thursday")
    when = UncertainDate(
        "Friday 14 March 2024", Qualifier.EXACT, Precision.DAY, date(2024, 3, 14), date(2024, 3, 14), 0, (read_so,)
    )
    words = " ".join(document_words(kit.build([kit.event(1, when)], pack="full")))
    assert "14 March 2024 as written: Friday 14 March 2024 14 March 2024 was a Thursday" in words
    plain = UncertainDate.on(date(2024, 3, 14), "14/3/24")
    assert "as written" not in " ".join(document_words(kit.build([kit.event(1, plain)], pack="full")))


def test_dates_of_birth_are_not_printed_where_they_may_not(kit: CaseKit) -> None:
    words = " ".join(document_words(kit.build([kit.event(1, "2024-03-14")], pack="full", births=False)))
    assert "2019" not in words
    assert "943 476" not in words


def test_a_measure_tells_its_kind_and_value(kit: CaseKit, read: Reader) -> None:
    event = kit.event(
        1, "2024-03-14", Kind.HEIGHT, details=MeasurementDetails(measure="length", value=Decimal("81.50"), unit="cm")
    )
    assert entry(kit.build([event], pack="full"), read) == ["Length: 81.50 cm.", "Kind: Height or length."]


def test_an_empty_record_says_so(kit: CaseKit, read: Reader) -> None:
    document = kit.build([], pack="full", sources=())
    assert read.words(read.section(document, "Entries")) == "No entry is recorded in this period."
    assert "Nobody is recorded" in read.words(read.section(document, "People"))
    assert "No source is recorded." in read.words(read.section(document, "Sources"))


def test_the_kinds_of_values_are_different(kit: CaseKit) -> None:
    checks: list[Callable[[], tuple[object, ...]]] = [lambda: values_of(bool, "x", "y"), lambda: values_of(date, "x", "y")]
    assert all(a != b for check in checks for a, b in combinations(check(), 2))
    with pytest.raises(AssertionError, match="teach this test"):
        values_of(complex, "Event", "new")
