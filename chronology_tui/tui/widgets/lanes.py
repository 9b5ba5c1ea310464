"""Lanes beside the timeline: one line a finding, drawn like a commit graph. Pure: findings and places in, marks out.

A lane runs from the first to the last entry of a finding's evidence, with a dot at each of them. At most :data:`LANES` lanes
stand side by side; findings that do not meet in time share a column, the strongest first.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from uuid import UUID

from chronology_tui.analysis.finding import Finding

LANES = 4
"""Most columns of lanes: as many as there are lane colours that can be told apart."""

Courses = tuple[tuple[str, tuple[int, ...]], ...]
"""Findings by their keys, each with the places of its evidence in the list that is shown, in order."""


class Mark(Enum):
    """What one lane shows on one line of the timeline."""

    DOT = "dot"
    """The headline of an entry of the evidence."""
    LINE = "line"
    """The lane runs through."""


@dataclass(frozen=True, slots=True)
class Track:
    """The course of one finding: its key, its column, and the places of its evidence in the list that is shown."""

    key: str
    column: int
    places: tuple[int, ...]

    @property
    def first(self) -> int:
        """Place of the first entry of the evidence."""
        return self.places[0]

    @property
    def last(self) -> int:
        """Place of the last entry of the evidence."""
        return self.places[-1]


@dataclass(frozen=True)
class Lanes:
    """The tracks of all findings that found room.

    Attributes:
        tracks: in the order of the findings.
        width: number of columns in use.
    """

    tracks: tuple[Track, ...] = ()
    width: int = 0
    _columns: tuple[tuple[tuple[int, ...], tuple[Track, ...]], ...] = field(default=(), repr=False)

    @classmethod
    def of(cls, tracks: Sequence[Track]) -> Lanes:
        """Return the lanes of tracks that do not meet within a column."""
        width = max((track.column for track in tracks), default=-1) + 1
        columns = []
        for column in range(width):
            ordered = tuple(sorted((t for t in tracks if t.column == column), key=lambda t: t.first))
            columns.append((tuple(t.first for t in ordered), ordered))
        return cls(tuple(tracks), width, tuple(columns))

    def track(self, key: str) -> Track | None:
        """Return the track of a finding, or None when it has no lane."""
        return next((track for track in self.tracks if track.key == key), None)

    def at(self, column: int, place: int) -> Track | None:
        """Return the track that covers ``place`` in a column."""
        starts, tracks = self._columns[column]
        n = bisect_right(starts, place) - 1
        return tracks[n] if n >= 0 and place <= tracks[n].last else None

    def marks(self, place: int, *, headline: bool, above: bool = False) -> list[tuple[Mark, Track] | None]:
        """Return what each column shows on a line of the entry at ``place``.

        Args:
            place: place of the entry in the list.
            headline: whether it is the entry's first line, where the dots stand.
            above: whether it is a rule above the entry, which a lane passes only on its way from an earlier entry.
        """
        shown: list[tuple[Mark, Track] | None] = []
        for column in range(self.width):
            track = self.at(column, place)
            if track is None or (above and place == track.first) or (not above and not headline and place == track.last):
                shown.append(None)
            elif headline and _holds(track.places, place):
                shown.append((Mark.DOT, track))
            else:
                shown.append((Mark.LINE, track))
        return shown

    def step(self, key: str | None, place: int, forward: bool) -> int | None:  # noqa: FBT001 - reads as "step forward"
        """Return the place of the next or previous entry of evidence, of one finding or, without a key, of any."""
        places: Iterable[int]
        track = self.track(key) if key is not None else None
        places = track.places if track is not None else sorted({p for t in self.tracks for p in t.places})
        if forward:
            return next((p for p in places if p > place), None)
        return max((p for p in places if p < place), default=None)


def assign_lanes(
    findings: Sequence[Finding], places: Mapping[UUID, int], limit: int = LANES, must_show: str | None = None
) -> Lanes:
    """Give each finding the first column in which it meets no stronger finding; see :func:`share_columns`.

    Args:
        findings: strongest first; only those found, with evidence that is shown, get a lane.
        places: place of each entry in the list that is shown.
        limit: most columns.
        must_show: key of a finding that must have a lane.
    """
    return share_columns(courses_of(findings, places), limit, must_show)


def courses_of(findings: Sequence[Finding], places: Mapping[UUID, int]) -> Courses:
    """Return for each finding that is found, by its key, the places of its evidence that is shown, if any is."""
    return tuple((finding.key, where) for finding in findings if (where := _places(finding, places)))


def share_columns(courses: Courses, limit: int = LANES, must_show: str | None = None) -> Lanes:
    """Give each course the first column in which it meets none before it.

    Args:
        courses: of the findings, strongest first.
        limit: most columns.
        must_show: key of a finding that must have a lane: it takes the last column if it found no room.

    Returns:
        The lanes; a finding without room has none and is still listed in the panel.
    """
    tracks: list[Track] = []
    for key, where in courses:
        for column in range(limit):
            if not any(t.column == column and t.first <= where[-1] and where[0] <= t.last for t in tracks):
                tracks.append(Track(key, column, where))
                break
        else:
            if key == must_show and limit > 0:
                column = limit - 1
                meets = [t for t in tracks if t.column == column and t.first <= where[-1] and where[0] <= t.last]
                tracks = [t for t in tracks if t not in meets]
                tracks.append(Track(key, column, where))
    return Lanes.of(tracks)


def _places(finding: Finding, places: Mapping[UUID, int]) -> tuple[int, ...]:
    if not finding.found:
        return ()
    return tuple(sorted({places[event] for event in finding.evidence if event in places}))


def _holds(ordered: tuple[int, ...], place: int) -> bool:
    n = bisect_right(ordered, place) - 1
    return n >= 0 and ordered[n] == place
