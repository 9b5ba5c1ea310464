"""The life-line: nothing drawn that is not known, and the same said in words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from chronology_tui.analysis.finding import Level
from chronology_tui.domain.dates.value import Precision, Qualifier, UncertainDate
from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.records import Event
from chronology_tui.domain.scales import Severity
from chronology_tui.report.case import open_case
from chronology_tui.report.document import LifeLine
from chronology_tui.report.figures import drawn_day, life_line
from chronology_tui.report.packs.referral import REFERRAL

if TYPE_CHECKING:
    from tests.report.conftest import CaseKit


def figure(kit: CaseKit, events: list[Event], **values: object) -> LifeLine:
    return life_line(open_case(kit.request(events, **values), REFERRAL.selection))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("when", "day"),
    [
        (UncertainDate.on(date(2024, 5, 2)), date(2024, 5, 2)),
        (UncertainDate("", Qualifier.ABOUT, Precision.MONTH, date(2024, 3, 15), date(2024, 5, 15)), date(2024, 4, 14)),
        (UncertainDate("", Qualifier.BETWEEN, Precision.DAY, date(2024, 1, 1), date(2024, 4, 2)), date(2024, 2, 16)),
        (UncertainDate("", Qualifier.BETWEEN, Precision.DAY, date(2024, 1, 1), date(2024, 4, 3)), None),
        (UncertainDate("", Qualifier.SPAN, Precision.DAY, date(2023, 1, 1), date(2024, 4, 3)), date(2023, 1, 1)),
        (UncertainDate("", Qualifier.BEFORE, Precision.DAY, None, date(2024, 4, 3)), None),
        (UncertainDate("", Qualifier.AFTER, Precision.DAY, date(2024, 4, 3), None), None),
        (UncertainDate.undated(), None),
    ],
)
def test_a_date_is_drawn_only_when_it_is_known_to_a_season(when: UncertainDate, day: date | None) -> None:
    assert drawn_day(when) == day


def test_bars_run_from_birth_to_the_day_and_count(kit: CaseKit) -> None:
    events = [
        kit.event(1, "2019-05-02", severity=Severity.NONE),
        kit.event(2, "2024-08-01", severity=Severity.LOW),
        kit.event(3, "2024-08-02", severity=Severity.CRITICAL),
        kit.event(4, "2021"),
        kit.event(5, ""),
    ]
    drawn = figure(kit, events)
    assert (drawn.months[0].year, drawn.months[0].month) == (2019, 4)
    assert len(drawn.months) == 65
    last = drawn.months[-1]
    assert (last.year, last.month, last.entries, last.concerns, last.highest) == (2024, 8, 2, 2, Severity.CRITICAL)
    assert "2 entries without a close date are not drawn." in drawn.caption
    assert drawn.alternative == (
        "A bar chart of entries by month from April 2019 to August 2024. The most in one month is 2, in August 2024. "
        "The highest severity is critical, in August 2024. By year: 2019, 1 entry, highest severity none; 2020, none; "
        "2021, none; 2022, none; 2023, none; 2024, 2 entries, highest severity critical."
    )


def test_a_placeholder_date_does_not_flatten_the_life(kit: CaseKit) -> None:
    drawn = figure(kit, [kit.event(1, "1900-01-01"), kit.event(2, "2024-05-01")])
    assert (drawn.months[0].year, len(drawn.months)) == (2019, 65)
    drawn = figure(kit, [kit.event(1, "1900-01-01"), kit.event(2, "2024-05-01")], child=kit.child.changed(birth=None))
    assert len(drawn.months) == 4


def test_pregnancy_is_drawn(kit: CaseKit) -> None:
    drawn = figure(kit, [kit.event(1, "2018-09-20", Kind.BOOKING)])
    assert (drawn.months[0].year, drawn.months[0].month) == (2018, 9)


def test_lanes_name_the_finding_by_letter_and_the_days_of_its_evidence(kit: CaseKit) -> None:
    events = [kit.event(n, when) for n, when in enumerate(["2024-03-14", "2024-07-09", "2023", ""])]
    findings = [
        kit.finding("strong", events, subject="physiotherapy"),
        kit.finding("note", events, Level.NOTE, subject="x"),
        kit.finding("nothing drawn", events[3:], Level.CONSIDER, subject="y"),
    ]
    strong = [kit.finding("more", events, subject=str(n)) for n in range(5)]
    good = kit.finding("good", events, Level.STRENGTH, subject="dental")
    assert [lane.label[:2] for lane in figure(kit, events, findings=[*strong, good]).lanes] == ["A.", "B.", "C.", "F."]
    assert [lane.label[:2] for lane in figure(kit, events, findings=strong).lanes] == ["A.", "B.", "C.", "D."]
    (lane,) = figure(kit, events, findings=findings).lanes
    assert (lane.label, lane.level) == ("A. Was not brought: physiotherapy", "strong")
    assert lane.days == (date(2024, 3, 14), date(2024, 7, 9))
    assert (
        "A. Was not brought: physiotherapy: 2 entries drawn, from 14 March 2024 to 9 July 2024."
        in figure(kit, events, findings=findings).alternative
    )
