"""Lanes: which finding gets which column, and what each line of the timeline shows of it."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronology_tui.analysis.finding import Finding, Level, Outcome
from chronology_tui.tui.widgets.lanes import LANES, Lanes, Mark, assign_lanes

IDS = [UUID(int=n) for n in range(60)]
PLACES = {event: place for place, event in enumerate(IDS)}


def finding(name: str, *places: int, outcome: Outcome = Outcome.FOUND) -> Finding:
    return Finding(
        rule=name, version=1, family="test", outcome=outcome, title=name, explanation="", level=Level.CONSIDER,
        evidence=tuple(IDS[place] for place in places),
    )  # fmt: skip


def columns(lanes: Lanes) -> dict[str, int]:
    return {track.key: track.column for track in lanes.tracks}


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ({"a": (0, 5), "b": (6, 9)}, {"a": 0, "b": 0}),  # they do not meet: one column
        ({"a": (0, 5), "b": (5, 9)}, {"a": 0, "b": 1}),  # they share an entry: two columns
        ({"a": (3, 9), "b": (0, 4), "c": (5, 8)}, {"a": 0, "b": 1, "c": 1}),
        ({"a": (0, 9), "b": (0, 9), "c": (0, 9), "d": (0, 9), "e": (0, 9)}, {"a": 0, "b": 1, "c": 2, "d": 3}),
    ],
)
def test_findings_share_a_column_only_if_they_do_not_meet(spans: dict[str, tuple[int, int]], expected: dict[str, int]) -> None:
    assert columns(assign_lanes([finding(name, *span) for name, span in spans.items()], PLACES)) == expected


def test_a_finding_that_must_show_takes_the_last_column() -> None:
    findings = [finding(name, 0, 9) for name in "abcde"]
    shown = columns(assign_lanes(findings, PLACES, must_show="e"))
    assert shown == {"a": 0, "b": 1, "c": 2, "e": 3}
    assert columns(assign_lanes(findings, PLACES, must_show="a")) == {"a": 0, "b": 1, "c": 2, "d": 3}


def test_what_is_not_found_or_has_no_evidence_has_no_lane() -> None:
    findings = [finding("none"), finding("open", 1, 2, outcome=Outcome.NOT_ASSESSABLE)]
    assert assign_lanes(findings, PLACES) == Lanes()
    assert assign_lanes([finding("elsewhere", 3)], {}) == Lanes()


def shapes(lanes: Lanes, place: int, *, headline: bool, above: bool = False) -> str:
    marks = lanes.marks(place, headline=headline, above=above)
    return "".join(" " if mark is None else "o" if mark[0] is Mark.DOT else "|" for mark in marks)


def test_a_lane_is_drawn_like_a_commit_graph() -> None:
    lanes = assign_lanes([finding("a", 2, 4)], PLACES)
    drawn = [
        (
            place,
            shapes(lanes, place, headline=False, above=True),
            shapes(lanes, place, headline=True),
            shapes(lanes, place, headline=False),
        )
        for place in range(1, 6)
    ]
    assert drawn == [
        (1, " ", " ", " "),
        (2, " ", "o", "|"),
        (3, "|", "|", "|"),
        (4, "|", "o", " "),
        (5, " ", " ", " "),
    ]


@pytest.mark.parametrize(
    ("key", "place", "forward", "expected"),
    [("a", 0, True, 2), ("a", 2, True, 7), ("a", 7, True, None), ("a", 7, False, 2), ("a", 2, False, None), (None, 2, True, 3)],
)
def test_stepping_goes_to_the_neighbouring_entry_of_evidence(
    key: str | None, place: int, forward: bool, expected: int | None
) -> None:
    lanes = assign_lanes([finding("a", 2, 7), finding("b", 3, 5)], PLACES)
    assert lanes.step(key, place, forward) == expected


@given(st.lists(st.sets(st.integers(0, 59), min_size=1, max_size=6), max_size=12), st.integers(0, 12))
def test_tracks_in_a_column_never_meet_and_every_dot_is_drawn(evidence: list[set[int]], must: int) -> None:
    findings = [finding(f"f{n}", *places) for n, places in enumerate(evidence)]
    key = f"f{must}" if must < len(findings) else None
    lanes = assign_lanes(findings, PLACES, must_show=key)
    assert lanes.width <= LANES
    for first in lanes.tracks:
        for second in lanes.tracks:
            if first is not second and first.column == second.column:
                assert first.last < second.first or second.last < first.first
        for place in first.places:
            assert lanes.marks(place, headline=True)[first.column] == (Mark.DOT, first)
    assert key is None or lanes.track(key) is not None
