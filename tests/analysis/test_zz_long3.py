"""Words for numbers, days and spans; and every sentence of every finding read by a machine that looks for slips."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings

from chronology_tui.analysis.conditions import CONDITIONS, condition_of, recognise_condition
from chronology_tui.analysis.wording import between_words, joined, listed, many, ordinal, span_words, times, was
from chronology_tui.domain.records import Child, Event
from tests.analysis.test_rule_properties import analysed, children, events

SPANS = (
    (date(2024, 1, 1), date(2024, 1, 1), "one day"),
    (date(2024, 1, 1), date(2024, 1, 2), "1 day"),
    (date(2024, 1, 1), date(2024, 1, 14), "13 days"),
    (date(2024, 1, 1), date(2024, 1, 15), "2 weeks"),
    (date(2024, 1, 1), date(2024, 1, 16), "3 weeks"),
    (date(2008, 6, 2), date(2008, 8, 11), "10 weeks"),
    (date(2024, 1, 1), date(2024, 4, 1), "13 weeks"),
    (date(2024, 1, 1), date(2024, 4, 2), "4 months"),
    (date(2023, 9, 14), date(2024, 3, 14), "6 months"),
    (date(2023, 9, 14), date(2024, 3, 15), "7 months"),
    (date(2022, 1, 1), date(2023, 12, 1), "23 months"),
    (date(2022, 1, 1), date(2024, 1, 1), "2 years"),
    (date(2022, 1, 1), date(2024, 1, 2), "2 years 1 month"),
    (date(2022, 1, 1), date(2025, 6, 1), "3 years 5 months"),
)


@pytest.mark.parametrize(("start", "end", "words"), SPANS)
def test_spans_are_rounded_up(start: date, end: date, words: str) -> None:
    assert span_words(start, end) == words


def test_small_words() -> None:
    assert [ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 22, 101, 111, 1002)] == [
        "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd", "101st", "111th", "1,002nd",
    ]  # fmt: skip
    assert [times(n) for n in (1, 2, 3, 1000)] == ["once", "twice", "3 times", "1,000 times"]
    assert (many(1, "entry", "entries"), many(2, "entry", "entries"), many(1000, "day")) == ("1 entry", "2 entries", "1,000 days")
    assert (was(1), was(2)) == ("1 was", "2 were")
    assert [joined(parts) for parts in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]
    assert listed([("attended", 2), ("missed", 0), ("moved", 1)]) == "attended 2, moved 1"
    assert between_words(date(2024, 3, 14), date(2024, 3, 14)) == "on 14 March 2024"


SLIPS = re.compile(
    r"  | \.|\.\.|,,|\bNone\b(?! of)|\bnone days\b|\{|\}(?!\w)|UUID|<|\b1 (?:appointments|entries|days|weeks|months|services)\b"
    r"|\b0 of|\bfailed to\b|\bdid not attend\b|\bDNA\b|—"
)


@settings(max_examples=5000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(events(), children)
def test_every_sentence_can_be_read(entries: list[Event], child: Child) -> None:
    for finding in analysed(entries, child).findings:
        for words in (finding.title, finding.explanation, *(item.why for item in finding.excluded), *finding.missing):
            assert not SLIPS.search(words), words
        assert not finding.title.endswith(".")
        assert finding.explanation.endswith(".")
        assert finding.title[0].isupper() or finding.title[0].isdigit()
        for sentence in re.split(r"(?<=\.) ", finding.explanation):
            assert sentence[0].isupper() or sentence[0].isdigit(), finding.explanation


@pytest.mark.parametrize(("name", "_words"), CONDITIONS)
def test_conditions_name_themselves(name: str, _words: str) -> None:
    assert recognise_condition(name.split(" or ", maxsplit=1)[0]) == name


READ = (
    ("prolonged seizure", "", ("seizures", "seizures")),
    ("Seizures, chest infection", "", ("seizures chest infection", "Seizures, chest infection")),
    ("", "Admitted with a tonic-clonic seizure", ("seizures", "seizures")),
    ("", "Febrile, no seizures", None),
    ("", "Not wheezing, poor feeding", ("feeding difficulty", "feeding difficulty")),
    ("", "Went home well", None),
    ("", "Known asthma; fractured arm and burn", None),
    ("Acute periodic  paralysis", "", ("periodic paralysis", "Acute periodic paralysis")),
    ("acute", "", ("acute", "acute")),
    ("fitting of cast", "", ("fitting of cast", "fitting of cast")),
)


@pytest.mark.parametrize(("reason", "summary", "condition"), READ)
def test_what_an_admission_was_for(reason: str, summary: str, condition: tuple[str, str] | None) -> None:
    assert condition_of(reason, summary) == condition
