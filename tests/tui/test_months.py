"""The months strip: every dated entry in exactly one bar, whatever the width; words for what bars show."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chronology_tui.domain.dates import UncertainDate
from chronology_tui.domain.records import Event
from chronology_tui.domain.scales import Severity
from chronology_tui.tui.widgets.months import EMPTY, lay_out_months, said
from tests.tui.invented import event

DATED = st.dates(date(1990, 1, 1), date(2026, 12, 31))


@settings(max_examples=60)
@given(st.lists(DATED, min_size=1, max_size=20), st.integers(8, 220))
def test_every_dated_entry_is_in_one_bar_within_the_width(days: list[date], width: int) -> None:
    entries = [event(day) for day in sorted(days)]
    strip = lay_out_months(entries, width)
    assert sum(bar.entries for bar in strip.bars) == len(entries)
    cells = [bar.column for bar in strip.bars] + [column + n for column, year in strip.years for n in range(len(year))]
    assert len(cells) == len(set(cells)), "a bar is drawn over a year or another bar"
    assert max(cells) < width


def test_seven_years_have_a_bar_a_month_where_there_is_room() -> None:
    start = date(2019, 4, 3)
    entries = [event(start + timedelta(days=30 * n)) for n in range(80)]
    wide = lay_out_months(entries, 140)
    assert len(wide.bars) == 12 * 7
    assert [year for _, year in wide.years] == [str(year) for year in range(2019, 2026)]
    assert len(lay_out_months(entries, 70).bars) < len(wide.bars)


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        ([], "Feb 2024: no entries"),
        ([Severity.HIGH], "Feb 2024: 1 entry, highest high"),
        ([Severity.NOT_RATED, Severity.NOT_RATED], "Feb 2024: 2 entries, none rated"),
        ([Severity.LOW, Severity.CRITICAL], "Feb 2024: 2 entries, highest critical"),
    ],
)
def test_a_bar_is_told_in_words(entries: list[Severity], words: str) -> None:
    shown: list[Event] = [event(date(2024, 1, 1)), *(event(date(2024, 2, 2), severity=severity) for severity in entries)]
    bar = lay_out_months(shown, 60).covering(2024 * 12 + 1)
    assert bar is not None
    assert said(bar) == words


def test_undated_entries_are_not_drawn_and_frequency_is_not_severity() -> None:
    assert lay_out_months([event(UncertainDate.undated())], 80) == EMPTY
    strip = lay_out_months([event(date(2024, 1, 1), severity=Severity.CRITICAL), event(date(2024, 3, 1))], 60)
    assert [(bar.entries, bar.worst) for bar in strip.bars if bar.entries] == [(1, Severity.CRITICAL), (1, Severity.NOT_RATED)]
