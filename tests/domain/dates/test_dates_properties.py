"""Properties of the date grammar: what is written is read back, bounds are ordered, nothing but a refusal is ever raised."""

from __future__ import annotations

import time
from datetime import date, timedelta
from itertools import pairwise, product

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from chronology_tui.domain.dates import (
    DateContext,
    DateRefused,
    Qualifier,
    UncertainDate,
    date_prefix,
    format_date,
    parse_date,
    short_date,
    to_edtf,
    weekday_date,
)

TODAY = date(2026, 11, 21)
CONTEXTS = [
    DateContext(TODAY),
    DateContext(TODAY, date(2019, 4, 3), UncertainDate.on(date(2024, 3, 14))),
    DateContext(TODAY, date(2020, 2, 29), UncertainDate.undated(), 2013, planned=True),
    DateContext(date.max, date.min, UncertainDate.on(date.max)),
    DateContext(date.min, date.max, UncertainDate.on(date.min), 0, planned=True),
]
WORDS = [
    "2", "5", "14", "24", "29", "31", "2019", "2021", "2024", "00", "99", "1945", "12", "6", "7", "52", "199X", "2004-06",
    "20240314", "/", "-", ".", ",", ";", ":", "(", ")", "[", "]", "?", "~", "%", "+", "'", "to", "and", "or", "between",
    "before", "after", "about", "c.", "circa", "until", "from", "since", "by", "early", "mid", "late", "end", "of", "the",
    "in", "on", "at", "March", "Feb", "june", "may", "dec", "w/c", "week", "summer", "winter", "Q1", "christmas", "easter",
    "monday", "tue", "last", "next", "this", "month", "year", "ago", "later", "days", "weeks", "months", "years", "aged",
    "old", "yo", "birth", "today", "yesterday", "st", "nd", "th", "XX", "X", "19XX", "10:30", "am", "T10", "undated",
    "unknown",
    "scan", "gestation", "40", "4", "+", "decade", "hours", "within", "following", "same", "life", "first", "under", "wk",
    "AD", "c", "trimester", "admission", "leading up to", "fortnight", "25:16", "(date unknown)", "[sic]", "[June]", "new year",
    "'s", "century", "½", "₁", "２", "–", "\u200e", "İ", "onwards", "half", "second", "term",
]  # fmt: skip

contexts = st.sampled_from(CONTEXTS)
phrases = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(["", " "])), min_size=1, max_size=8).map(
    lambda pairs: "".join(word + gap for word, gap in pairs)
)
days = st.dates(date(1900, 1, 1), TODAY)


def _read(text: str, context: DateContext) -> UncertainDate | None:
    try:
        return parse_date(text, context)
    except DateRefused as refused:
        if refused.__cause__ is not None:  # caught by the last net: a rule is missing
            raise
        return None


@settings(max_examples=1500, deadline=None)
@given(phrases, contexts)
def test_what_is_read_is_written_and_read_again(text: str, context: DateContext) -> None:
    value = _read(text, context)
    if value is None:
        return
    assert value.text == text
    for written in (format_date(value), to_edtf(value)):
        again = parse_date(written, context)
        assert (again.earliest, again.latest) == (value.earliest, value.latest), written
    assert len(short_date(value)) <= 12
    assert weekday_date(value)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300), contexts)
def test_noise_is_refused_and_never_crashes(text: str, context: DateContext) -> None:
    _read(text, context)
    found = date_prefix(text, context)
    if isinstance(found, tuple):
        assert text[: found[1]].strip().endswith(found[0].text[-1])
        assert 0 < found[1] <= len(text)


@settings(max_examples=800, deadline=None)
@given(phrases, phrases, contexts)
def test_a_prefix_ends_where_it_says(head: str, tail: str, context: DateContext) -> None:
    line = f"{head} {tail}"
    found = date_prefix(line, context)
    if isinstance(found, tuple):
        value, end = found
        assert line[:end].lstrip() == value.text
        assert value.text == value.text.strip()


@given(
    days,
    st.sampled_from(["{d}/{m}/{y}", "{d:02}.{m:02}.{y}", "{d}-{m}-{y}", "{y}-{m:02}-{d:02}", "{y}{m:02}{d:02}", "{d} {m} {y}"]),
)
def test_every_day_is_read_day_first(day: date, form: str) -> None:
    value = parse_date(form.format(d=day.day, m=day.month, y=f"{day.year:04}"), CONTEXTS[0])
    assert (value.earliest, value.latest, value.qualifier) == (day, day, Qualifier.EXACT)


@given(days, st.integers(0, 5000), st.sampled_from(["{} to {}", "{} - {}", "between {} and {}", "from {} until {}"]))
def test_two_days_make_a_run(first: date, length: int, form: str) -> None:
    last = min(first + timedelta(days=length), TODAY)
    text = form.format(format_date(UncertainDate.on(first)), format_date(UncertainDate.on(last)))
    value = parse_date(text, CONTEXTS[0])
    assert (value.earliest, value.latest) == (first, last)


@given(days, days)
def test_before_sorts_before_its_day_and_undated_first(one: date, other: date) -> None:
    before = parse_date(f"before {one.isoformat()}", CONTEXTS[0])
    on = parse_date(other.isoformat(), CONTEXTS[0])
    assert UncertainDate.undated().sort_key < before.sort_key
    assert (before.sort_key < on.sort_key) == (one <= other)


@settings(max_examples=500, deadline=None)
@given(st.lists(st.tuples(phrases, contexts), max_size=6))
def test_the_order_is_total(texts: list[tuple[str, DateContext]]) -> None:
    values = [value for text, context in texts if (value := _read(text, context))]
    keys = sorted(value.sort_key for value in values)
    assert all(a <= b for a, b in pairwise(keys))


@pytest.mark.parametrize(
    "noise",
    [
        "a",
        "1",
        "1/",
        "between ",
        "about ",
        "(",
        "[undated ",
        " ",
        "March to ",
        "1 or ",
        "2,",
        "the ",
        "?",
        "\u0301",
        "9" * 9 + " ",
    ],
)
def test_a_megabyte_of_noise_answers_at_once(noise: str) -> None:
    text = (noise * (1_000_000 // len(noise) + 1))[:1_000_000]
    start = time.perf_counter()
    for piece, context in product((text, text[:239]), CONTEXTS[:2]):
        _read(piece, context)
        date_prefix(piece, context)
    assert time.perf_counter() - start < 1


@settings(max_examples=400, deadline=None)
@given(phrases, contexts)
def test_interchange_strings_are_edtf(text: str, context: DateContext) -> None:
    value = _read(text, context)
    if value is None:
        return
    parsed = parse_edtf(to_edtf(value))  # raises when it is no EDTF string
    if value.earliest is None or value.latest is None or value.earliest.year < 1000:
        return  # the package cannot tell the bounds of an open set
    if "-24" in to_edtf(value):
        return  # the package lets winter end with its year
    low, high = parsed.lower_strict(), parsed.upper_strict()
    assert tuple(low[:3]) == (value.earliest.year, value.earliest.month, value.earliest.day)
    assert tuple(high[:3]) == (value.latest.year, value.latest.month, value.latest.day)
