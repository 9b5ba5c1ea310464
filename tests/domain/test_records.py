"""Records validate, are frozen, and hold text as typed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from chronology_tui.domain.ages import age_on
from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.dates import Precision, Qualifier, UncertainDate
from chronology_tui.domain.ids import IdMaker
from chronology_tui.domain.kinds import Kind, kind_for, kind_index
from chronology_tui.domain.records import Child, ChildStatus, Event, Source, nhs_number_is_valid
from chronology_tui.domain.scales import Severity
from chronology_tui.domain.text import clean, fold, one_line, visible
from chronology_tui.domain.vocabulary import StatusKind

IDS = IdMaker()
NOW = datetime(2024, 8, 30, 12, tzinfo=UTC)


def _id() -> UUID:
    return IDS.new(NOW)


def _event(when: UncertainDate, **values: object) -> Event:
    return Event.model_validate(
        {
            "id": _id(),
            "children": (UUID(int=1),),
            "when": when,
            "kind": Kind.NOTE,
            "area": Kind.NOTE.area,
            "source": UUID(int=2),
            **values,
        }
    )


def test_a_record_cannot_be_changed_in_place() -> None:
    event = _event(UncertainDate.on(date(2024, 3, 14)), summary="x")
    with pytest.raises(ValidationError):
        event.summary = "y"  # type: ignore[misc]
    assert event.changed(summary="y").summary == "y"


@pytest.mark.parametrize(
    "values",
    [
        {"children": ()},
        {"children": (UUID(int=1), UUID(int=1))},
        {"severity": 7},
        {"likelihood": 0},
        {"kind": "no_such_kind"},
        {"unknown_field": 1},
        {"handling": ("restricted", "restricted")},
    ],
)
def test_what_does_not_fit_is_refused(values: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        _event(UncertainDate.undated(), **values)


@pytest.mark.parametrize(
    ("number", "valid"),
    [
        ("9434765919", True),
        ("9434765918", False),
        ("943476591", False),
        ("943 476 5919", False),
        ("٩434765919", False),
        ("", False),
    ],
)
def test_nhs_numbers_are_checked_by_their_check_digit(number: str, valid: bool) -> None:
    assert nhs_number_is_valid(number) is valid


@pytest.mark.parametrize(
    ("name", "initials"),
    [("Sam Tarn", "S.T."), ("S. T.", "S.T."), ("ST", "S.T."), ("Anne-Marie O'Neil", "A.M.O."), ("王芳", "王."), ("Łukasz", "Ł.")],
)
def test_initials(name: str, initials: str) -> None:
    assert Child(id=_id(), name=name).initials == initials


def test_a_status_counts_on_its_first_and_last_day() -> None:
    plan = ChildStatus(kind=StatusKind.PROTECTION_PLAN, start=date(2024, 3, 3), end=date(2024, 6, 1))
    child = Child(id=_id(), name="S", statuses=(plan,))
    assert [
        child.status_on(day, StatusKind.PROTECTION_PLAN) is plan
        for day in (date(2024, 3, 2), date(2024, 3, 3), date(2024, 6, 1), date(2024, 6, 2))
    ] == [False, True, True, False]
    with pytest.raises(ValidationError):
        ChildStatus(kind=StatusKind.PROTECTION_PLAN, start=date(2024, 3, 3), end=date(2024, 3, 2))


@pytest.mark.parametrize(
    ("birth", "day", "short", "words"),
    [
        (date(2019, 4, 3), date(2019, 4, 3), "0d", "0 days"),
        (date(2019, 4, 3), date(2019, 4, 30), "27d", "27 days"),
        (date(2019, 4, 3), date(2019, 5, 1), "4w", "4 weeks"),
        (date(2019, 4, 3), date(2019, 7, 2), "12w", "12 weeks"),
        (date(2019, 4, 3), date(2019, 7, 3), "3m", "3 months"),
        (date(2019, 4, 3), date(2021, 4, 2), "23m", "23 months"),
        (date(2019, 4, 3), date(2021, 4, 3), "2y 0m", "2 years"),
        (date(2019, 4, 3), date(2024, 3, 14), "4y 11m", "4 years 11 months"),
        (date(2020, 2, 29), date(2021, 2, 28), "11m", "11 months"),
        (date(2020, 2, 29), date(2021, 3, 1), "12m", "12 months"),
        (date(2019, 4, 3), date(2019, 4, 2), "unborn", "before birth"),
    ],
)
def test_ages_as_practitioners_write_them(birth: date, day: date, short: str, words: str) -> None:
    age = age_on(birth, day)
    assert (age.short, age.words) == (short, words)


@given(st.dates(date(1990, 1, 1), date(2030, 1, 1)), st.dates(date(1990, 1, 1), date(2060, 1, 1)))
def test_an_age_never_goes_back(birth: date, day: date) -> None:
    if day <= birth or day == date.max:
        return
    before, after = age_on(birth, day.fromordinal(day.toordinal() - 1)), age_on(birth, day)
    assert (before.years, before.months) <= (after.years, after.months)
    assert 0 <= after.months <= 11


def test_no_two_kinds_share_a_name_and_every_icon_is_one_cell() -> None:
    names: dict[str, Kind] = {}
    for kind in Kind:
        for name in {fold(n) for n in (kind.value, kind.label, kind.value.replace("_", " "), *kind.aliases)}:
            assert names.setdefault(name, kind) is kind, f"{name!r} names {names[name]} and {kind}"
        assert len(kind.icon) == 1
        assert len(kind.definition) > 15
        assert kind.__doc__ == kind.definition
    assert names == kind_index()
    assert kind_for(" WNB ") is Kind.WAS_NOT_BROUGHT
    assert kind_for("no such") is None


def test_entries_sort_undated_first_then_by_date_precision_order_and_time_of_entry() -> None:
    day = date(2024, 6, 1)
    month = UncertainDate("June 2024", Qualifier.EXACT, Precision.MONTH, day, date(2024, 6, 30))
    before = UncertainDate("before 1/6/24", Qualifier.BEFORE, Precision.DAY, None, date(2024, 5, 31))
    second = UncertainDate("1/6/24", Qualifier.EXACT, Precision.DAY, day, day, order=1)
    wanted = [UncertainDate.undated("undated"), before, UncertainDate.on(day, "first"), second, month]
    events = [_event(when, summary=str(n)) for n, when in enumerate(wanted)]
    child = Child(id=UUID(int=1), name="S", birth=date(2019, 4, 3))
    chronology = Chronology.of(child, reversed(events), [Source(id=UUID(int=2), title="Letter")])
    assert [e.summary for e in chronology.events] == ["0", "1", "2", "3", "4"]
    assert [chronology.number(e.id) for e in events] == [1, 2, 3, 4, 5]
    only = chronology.where(lambda e: e.summary == "3")
    assert only.number(only.events[0].id) == 4
    assert [e.summary for e in chronology.up_to(date(2024, 5, 31)).events] == ["0", "1"]


@given(st.lists(st.datetimes(timezones=st.just(UTC)).filter(lambda d: d.year > 1971), max_size=50))
def test_identifiers_are_version_7_and_only_grow(moments: list[datetime]) -> None:
    maker = IdMaker()
    made = [maker.new(moment) for moment in moments]
    assert all(i.version == 7 and i.variant == "specified in RFC 4122" for i in made)
    assert made == sorted(set(made))


@given(st.text())
def test_cleaned_text_can_be_stored_and_cleaning_twice_changes_nothing(text: str) -> None:
    cleaned = clean(text)
    cleaned.encode("utf-8")
    assert "\x00" not in cleaned
    assert clean(cleaned) == cleaned


@given(st.text())
def test_visible_text_steers_no_terminal(text: str) -> None:
    shown = visible(text)
    shown.encode("utf-8")
    assert not [c for c in shown if (ord(c) < 32 and c not in "\t\n\r\x0b\x0c\x1c\x1d\x1e\x1f") or 0x7F <= ord(c) < 0xA0]
    assert "\u202e" not in shown
    assert "\n" not in one_line(text)


def test_what_is_typed_is_kept_as_typed() -> None:
    assert clean("  [/red] %s {x} <b>&amp; \\n  ") == "[/red] %s {x} <b>&amp; \\n"
    assert clean("Sia\u0302n\r\nx\ud800") == "Siân\nx\ufffd"
    assert visible("a\x1b[31m\u202eb") == "a␛[31m‹U+202E›b"
    with pytest.raises(ValueError, match="longest"):
        clean("x" * 1_000_001)


def test_severity_words_stand_for_themselves() -> None:
    assert [s.word for s in Severity] == ["not rated", "none", "low", "moderate", "high", "critical"]
    assert not Severity.NOT_RATED.rated
    assert Severity.NONE.rated
