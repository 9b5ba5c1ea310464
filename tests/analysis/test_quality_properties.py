"""What must hold of every quality check, whatever the chronology and whatever is typed in it."""

from __future__ import annotations

import re
import string
from datetime import timedelta
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chronology_tui.analysis.quality import QualityCode, QualityIssue, check
from chronology_tui.analysis.quality.spelling import near_pairs, one_letter_apart
from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.dates import DateContext, parse_date
from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.records import Event, Source
from chronology_tui.domain.scales import Severity
from chronology_tui.domain.vocabulary import Handling
from tests.analysis.test_rule_properties import whens
from tests.support.cases import AS_OF, CHILD
from tests.support.quality_cases import Around, person

SOURCES = [Source(id=UUID(int=9), title="Letters"), Source(id=UUID(int=10), title="Record print-out")]
WORDS = (
    "DNA",
    "DNA'd",
    "did not attend",
    "failed to attend",
    "FTA",
    "physiotherapy",
    "the",
    "Robin",
    "Mother",
    ".",
    ":",
    "“",
    "”",
    '"',
    "hostile",
    "chaotic",
    "refuses to engage",
    "failed to",
    "EEG",
    "(ECG)",
    "Dr Okafor",
    "Dr A. Okafer",
    "Robyn",
    "Dara Pike",
    "Mr Pike",
    "Rosa",
    "said",
    "not",
    "and",
    "on Monday",
    "İstanbul",
    "ß",
    "\u202e",
    "[b]",
    "{0}",
    "%s",
    "\n",
    "sick",
)
PEOPLE = (
    person("Dara Pike", 1, third_party=True, pseudonym="Mother's friend"),
    person("Dr Ada Okafor", 2, role="GP"),
    person("(((", 3, third_party=True, pseudonym="\\1"),
)
AROUND = Around(people=PEOPLE, other_children=("Rosa Ashdown",))
likely = st.lists(st.sampled_from(WORDS), max_size=7).map(" ".join)
hostile = st.one_of(likely, likely, st.text(max_size=30), st.text(string.printable, max_size=30))
often = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def events(draw: st.DrawFn) -> list[Event]:
    """Return a few entries with texts of every sort, several of them on one day."""
    number = draw(st.integers(0, 8))
    return [_event(draw, 100 + n) for n in range(number)]


def _event(draw: st.DrawFn, number: int) -> Event:
    kind = draw(
        st.sampled_from((Kind.WAS_NOT_BROUGHT, Kind.ATTENDED, Kind.NOTE, Kind.REFERRAL, Kind.CONCERN_RAISED, Kind.WEIGHT))
    )
    texts = {
        name: draw(hostile) for name in ("summary", "action", "impact_note", "response_note", "notes", "quote", "child_voice")
    }
    people = {name: draw(likely) for name in ("professional", "present", "brought_by")}
    return Event(
        id=UUID(int=number),
        children=(CHILD.id,),
        when=draw(whens),
        kind=kind,
        area=kind.area,
        service=draw(st.sampled_from(("", "Physiotherapy", "Physiotherpay", "Dentist", "İ"))),
        source=draw(st.sampled_from(SOURCES)).id,
        severity=draw(st.sampled_from(list(Severity))),
        handling=draw(st.sampled_from(((), (Handling.RESTRICTED,)))),
        **texts,
        **people,
    )


def checked(entries: list[Event]) -> tuple[QualityIssue, ...]:
    return check(AROUND.case(Chronology.of(CHILD, entries, SOURCES)))


@often
@given(events(), st.randoms(use_true_random=False))
def test_the_order_of_input_does_not_matter(entries: list[Event], random: Any) -> None:
    shuffled = list(entries)
    random.shuffle(shuffled)
    assert checked(shuffled) == checked(entries)


@often
@given(events())
def test_no_text_makes_a_check_fail_and_every_place_is_named_once(entries: list[Event]) -> None:
    issues = checked(entries)
    assert [issue.reason for issue in issues if issue.code is QualityCode.CHECK_FAILED] == []
    ids = {event.id for event in entries}
    assert all(ids.issuperset(issue.events) and len(set(issue.events)) == len(issue.events) for issue in issues)
    places = [(issue.code, issue.events, issue.place, issue.subject) for issue in issues]
    assert len(set(places)) == len(places)


@often
@given(events())
def test_a_fix_settles_its_issue_and_touches_no_quote(entries: list[Event]) -> None:
    by_id = {event.id: event for event in entries}
    for issue in checked(entries):
        if issue.fix is None:
            continue
        before = by_id[issue.events[0]]
        assert not {"quote", "child_voice"} & issue.fix.values.keys()
        after = _applied(before, dict(issue.fix.values))
        again = checked([after if event.id == before.id else event for event in entries])
        left = [(i.code, i.events, i.place, i.subject) for i in again if i.code is issue.code]
        assert (issue.code, issue.events, issue.place, issue.subject) not in left, issue
        quoted = [re.findall("“[^”\n]*”", getattr(event, issue.place)) for event in (before, after) if issue.place != "date"]
        assert quoted[:1] == quoted[1:] or issue.code is QualityCode.THIRD_PARTY


def _applied(event: Event, values: dict[str, str]) -> Event:
    fields: dict[str, object] = dict(values)
    if "date" in fields:
        fields["when"] = parse_date(values["date"], DateContext(today=AS_OF))
        del fields["date"]
    return event.changed(**fields)


@often
@given(events())
def test_a_reason_quotes_no_more_than_a_short_word_or_two(entries: list[Event]) -> None:
    for issue in checked(entries):
        assert len(issue.reason) < 260
        assert "\n" not in issue.reason
        for quoted in re.findall("“([^”]*)”", issue.reason):
            assert len(quoted) <= 40, issue.reason
        assert "Dara" not in issue.reason


@often
@given(events(), st.integers(1, 400))
def test_looking_on_a_later_day_takes_no_future_date_away_from_the_entries_of_today(entries: list[Event], days: int) -> None:
    chronology = Chronology.of(CHILD, entries, SOURCES)
    later = Around(people=PEOPLE, as_of=AS_OF + timedelta(days=days))
    now = {i.events for i in check(AROUND.case(chronology)) if i.code is QualityCode.FUTURE_DATE}
    then = {i.events for i in check(later.case(chronology)) if i.code is QualityCode.FUTURE_DATE}
    assert then <= now


words = st.text("abs", max_size=5)


@given(st.lists(words, max_size=12))
def test_near_words_are_found_as_comparing_each_with_each_finds_them(some: list[str]) -> None:
    every = {(a, b) for a in some for b in some if a < b and one_letter_apart(a, b)}
    assert set(near_pairs(some)) == every


@given(words, words)
def test_one_letter_apart_is_one_edit(one: str, other: str) -> None:
    edits = {one[:n] + one[n + 1 :] for n in range(len(one))} | {
        one[:n] + c + one[n:] for n in range(len(one) + 1) for c in "abs"
    }
    edits |= {one[:n] + c + one[n + 1 :] for n in range(len(one)) for c in "abs"}
    edits |= {one[:n] + one[n + 1] + one[n] + one[n + 2 :] for n in range(len(one) - 1)}
    final_s = f"{one}s" == other or f"{other}s" == one
    assert one_letter_apart(one, other) == (other in edits and other != one and not final_s)
